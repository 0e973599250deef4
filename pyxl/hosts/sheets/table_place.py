"""Where a table lies on a sheet: in Excel two calls, by a structured reference instead of the list of its tables."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pyxl.hosts.addresses import Area
from pyxl.hosts.live import is_busy, is_live, is_refusal
from pyxl.hosts.sheets.blocks import area_of, block

if TYPE_CHECKING:
    import xlwings


@dataclass(frozen=True, slots=True)
class Place:
    """Header and data of a table without a row of totals: the sheet, the area, and the range over it to be read."""

    sheet: xlwings.Sheet
    area: Area
    cells: xlwings.Range


def place_of(sheet: xlwings.Sheet, name: str) -> Place | None:
    """Where a table lies on this sheet; None where there is no such table.

    Excel refuses the reference too where a table's header is hidden: such a table is found by `place_in_list`.
    """
    if not is_live(sheet):
        tables = sheet.tables
        return place_in_list(sheet, tables[name]) if name in tables else None
    try:
        cells = sheet.range(f"{name}[[#Headers],[#Data]]")
        return Place(sheet, area_of(cells), cells)
    except Exception as error:
        if not is_refusal(error) or is_busy(error):
            raise
        return None


def place_in_list(sheet: xlwings.Sheet, table: xlwings.main.Table) -> Place:
    """The same of a table that was found in the list of its sheet's."""
    area = area_of(table.range)
    area = replace(area, bottom=area.bottom - int(table.show_totals))
    return Place(sheet, area, block(sheet, area))
