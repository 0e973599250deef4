"""Formulas that jump: to a cell of the workbook, or to a file beside it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pyxl.book.declared import LIVE_STATUS
from pyxl.hosts.addresses import cell_name, quoted_sheet

if TYPE_CHECKING:
    from pyxl.book.workbook import Region

_JUMP: Final = re.compile(r'=HYPERLINK\("#((?:[^"]|"")*)"', re.IGNORECASE)
LONGEST: Final = 255
"""Characters that Excel takes in one literal of a formula."""


def jump(sheet: str, address: str, label: str) -> str:
    """A formula that shows `label` and jumps to a cell of this workbook."""
    return f"=HYPERLINK({_literal(f'#{quoted_sheet(sheet)}!{address}')},{_literal(label)})"


def dynamic_jump(sheet: str, label: str) -> str:
    """The same, without `=`, to the top of a sheet whose name the formula `sheet` works out."""
    escaped = f"""SUBSTITUTE({sheet},"'","''")"""
    return f"""HYPERLINK("#'"&{escaped}&"'!A1",{label})"""


def row_jump(sheet: str, column: str, row: str, label: str) -> str:
    """The same, without `=`, to a column of a sheet in the row that the formula `row` works out."""
    return f"HYPERLINK({_literal(f'#{quoted_sheet(sheet)}!{column}')}&({row}),{label})"


def target_of(formula: str) -> str:
    """Where a formula made by `jump` leads to, as 'sheet'!A1; "" for anything else."""
    found = _JUMP.match(formula)
    return found[1].replace('""', '"') if found else ""


def cell_of(region: Region, row: int, header: str) -> str:
    """The address of a table's cell; row 0 is its header, a header that it lacks its first column."""
    offset = region.offsets.get(header, 0)
    if header == LIVE_STATUS and region.live_columns:
        offset = region.live_columns[0]
    return cell_name(region.top + row, region.left + offset)


def file_link(path: Path, folder: Path) -> str:
    """A formula that opens a file, by its way from `folder` where it lies below it: both may move together.

    What is too long for a formula is text alone.
    """
    try:
        target = path.resolve().relative_to(folder.resolve()).as_posix()
    except ValueError:
        target = str(path.resolve())
    return f"=HYPERLINK({_literal(target)})" if len(target) <= LONGEST else target


def _literal(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
