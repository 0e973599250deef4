"""Giving a table other rows, with formula columns that are filled down only so far."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from pyxl.hosts.addresses import Area
from pyxl.hosts.live import is_live
from pyxl.hosts.sheets.blocks import block

if TYPE_CHECKING:
    import xlwings


def resize_table(
    table: xlwings.main.Table, sheet: xlwings.Sheet, area: Area, bounded: Sequence[int] = (), rows: int = 0
) -> None:
    """Make `area` of its sheet the table's; its calculated columns are filled down into the new rows.

    The columns in `bounded` (0-based) are filled in the first `rows` data rows and blank below.  Excel fills them
    to the end: there what is too much is emptied again, with one call for each run of such columns.
    """
    target = block(sheet, area)
    if not is_live(sheet):
        table.impl.resize(target, dict.fromkeys(bounded, rows))
        return
    table.api.Resize(target.api)
    first = area.top + 1 + rows
    if area.bottom < first:
        return
    for _, run in groupby(enumerate(sorted(bounded)), key=lambda item: item[1] - item[0]):
        columns = [area.left + column for _, column in run]
        block(sheet, Area(first, columns[0], area.bottom, columns[-1])).clear_contents()
