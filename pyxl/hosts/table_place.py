"""Where a table lies on a sheet: in Excel two calls, by a structured reference instead of the list of its tables."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pyxl.hosts.addresses import Area, parse_area
from pyxl.hosts.blocks import area_of
from pyxl.hosts.live import is_busy, is_live, is_refusal

if TYPE_CHECKING:
    import xlwings


def place_of(sheet: xlwings.Sheet, name: str) -> Area | None:
    """Header and data of a table on this sheet, without a row of totals; None where there is no such table.

    Excel refuses the reference too where a table's header is hidden: such a table is found by `area_without_totals`.
    """
    if not is_live(sheet):
        tables = sheet.tables
        return area_without_totals(tables[name]) if name in tables else None
    try:
        return parse_area(str(sheet.api.Range(f"{name}[[#Headers],[#Data]]").Address))
    except Exception as error:
        if not is_refusal(error) or is_busy(error):
            raise
        return None


def area_without_totals(table: xlwings.main.Table) -> Area:
    """The same of a table that was found in a list."""
    area = area_of(table.range)
    return replace(area, bottom=area.bottom - int(table.show_totals))
