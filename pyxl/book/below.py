"""Rows typed under a table: Excel stretches the table over them, LibreOffice and WPS do not.

Left alone they would be lost without a word: villages without seats, candidates that nobody checks.  Rows that
look like the table's own are taken into it; notes and totals under a table stay what they are.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Final

import xlwings as xw

from pyxl.book.declared import SHEETS, Table
from pyxl.book.intake import SIGNED_LINE, TOTAL_LINE
from pyxl.errors import TableError
from pyxl.hosts.addresses import Area
from pyxl.hosts.sheets.blocks import area_of, read_block, uncalculated

STRETCHED: Final = frozenset(
    sheet.tables[0].name for sheet in SHEETS if len(sheet.tables) == 1 and not sheet.tables[0].computed
)
"""Tables that people type and that have nothing but notes below them."""
FARTHEST: Final = 5_000
"""Rows below a table that are looked at."""
_WAITS: Final = "="
"""Stands for a formula whose value nobody has calculated yet."""


def rows_below(
    declaration: Table, sheet: xw.Sheet, area: Area, offsets: Mapping[str, int], last_used: int | None = None
) -> int:
    """How many rows under a table belong to it, down to the last that has its key and one more cell filled.

    `area` is the table with its header, `offsets` its 0-based columns, `last_used` the last row in which the sheet is
    used, where that is known.  Raises `TableError` when a note stands
    between such rows: what belongs to the list cannot be told then.
    """
    if declaration.name not in STRETCHED:
        return 0
    used = area_of(sheet.used_range).bottom if last_used is None else last_used
    last = min(used, area.bottom + FARTHEST)
    if last <= area.bottom:
        return 0
    under = Area(area.bottom + 1, area.left, last, area.right)
    rows = read_block(sheet, under)
    # Something is typed there, and the table says what is wrong with it.
    for number, column in uncalculated(sheet, under):
        rows[number - under.top][column - under.left] = _WAITS
    key, *others = _columns(declaration, offsets)
    ours = [number for number, row in enumerate(rows, 1) if _is_row(row, key, others)]
    if not ours:
        return 0
    for number, row in enumerate(rows[: ours[-1]], 1):
        if number not in ours and any(_filled(row[at]) for at in (key, *others)):
            raise TableError(
                f"第 {area.bottom + ours[0]} 行起的内容在表的范围之外，中间第 {area.bottom + number} 行又不像名单里的一行",
                f"“{declaration.name}”表（工作表“{sheet.name}”）",
                "请把说明、合计移到名单下面，名单各行连在一起，再办一次",
            )
    return ours[-1]


def _columns(declaration: Table, offsets: Mapping[str, int]) -> list[int]:
    """The key's column, then all others that people fill in."""
    typed = [column.header for column in declaration.columns if not column.link]
    passed_over = (declaration.key, "序号", "编号")
    others = [header for header in typed if header in offsets and header not in passed_over]
    return [offsets[header] for header in (declaration.key, *others)]


def _is_row(row: Sequence[object], key: int, others: Sequence[int]) -> bool:
    """Whether a line is one of the list's own, and no total or note under it."""
    text = "".join(unicodedata.normalize("NFKC", str(row[key] or "")).split())
    if not text or TOTAL_LINE.fullmatch(text) or SIGNED_LINE.match(text):
        return False
    return any(_filled(row[at]) for at in others)


def _filled(value: object) -> bool:
    return value is not None and bool(str(value).strip())
