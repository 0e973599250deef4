"""Rows of a closed sheet that move down, with the tables on them.

Addresses elsewhere are not followed, so this serves plain text that nothing refers to but by its table's name.
"""

from __future__ import annotations

from collections.abc import Sequence

from pyxl.errors import HostError
from pyxl.hosts.addresses import Area
from pyxl.hosts.package.sheet import sheet_layout
from pyxl.hosts.package.sheet.sheet_xml import SheetXml
from pyxl.hosts.package.table_xml import TableXml


def move_down(sheet: SheetXml, tables: Sequence[TableXml], first: int, by: int) -> None:
    """Move all rows from `first` on; raises HostError for formulas, merged cells, drop-downs or a cut table there."""
    used = sheet.used()
    if used is None or used.bottom < first:
        return
    moved = Area(first, used.left, used.bottom, used.right)
    _refuse_unmovable(sheet, tables, moved)
    values = sheet.block(moved)
    looks = [[sheet.style(row, c) for c in _columns(moved)] for row in _rows(moved)]
    heights = [sheet_layout.row_height(sheet, row) for row in _rows(moved)]
    above = [sheet.style(first - 1, column) for column in _columns(moved)]
    for table in tables:
        if table.area.top >= first:
            table.move_down(by)
    sheet.write(moved, [[None] * len(values[0])] * len(values))
    for row in range(first, first + by):
        _restyle(sheet, row, moved, above)
    for row, look, height in zip(_rows(moved), looks, heights, strict=True):
        _restyle(sheet, row + by, moved, look)
        sheet_layout.set_row_height(sheet, row + by, height)
    sheet.write(Area(first + by, moved.left, moved.bottom + by, moved.right), values)


def _refuse_unmovable(sheet: SheetXml, tables: Sequence[TableXml], moved: Area) -> None:
    cut = any(table.area.top < moved.top <= table.area.bottom for table in tables)
    formulas = any(text.startswith("=") for line in sheet.formulas(moved) for text in line)
    rules = any(area.meets(moved) for area in sheet_layout.input_rule_areas(sheet))
    if cut or formulas or rules or any(merge.meets(moved) for merge in sheet.merges()):
        raise HostError(
            f"第 {moved.top} 行以下有公式、合并单元格或下拉列表，不能往下移",
            sheet.title,
            "请把自己加的内容移到别的工作表，再操作一次",
        )


def _restyle(sheet: SheetXml, row: int, moved: Area, styles: Sequence[int]) -> None:
    for column, style in zip(_columns(moved), styles, strict=True):
        sheet.restyle(row, column, style)


def _rows(area: Area) -> range:
    return range(area.top, area.bottom + 1)


def _columns(area: Area) -> range:
    return range(area.left, area.right + 1)
