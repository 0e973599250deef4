"""Where a table lies on a sheet: in Excel two calls, by a structured reference instead of the list of its tables.

Where the workbook's own macro can be asked, the places and contents of many tables are one call.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from pyxl.hosts.addresses import Area, parse_area
from pyxl.hosts.live import is_busy, is_live, is_refusal
from pyxl.hosts.sheets.blocks import area_of, block
from pyxl.hosts.sheets.steps import StepMacro

if TYPE_CHECKING:
    import xlwings


@dataclass(frozen=True, slots=True)
class Place:
    """Header and data of a table without a row of totals: the sheet, the area, the range over it where that is at hand.

    `sheet_name` is the sheet's where somebody asked for it by that name.
    """

    sheet: xlwings.Sheet
    area: Area
    cells: xlwings.Range | None = None
    sheet_name: str | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """Header and data of a table as Excel hands them over, where they lie, and the last row in which its sheet is used."""

    area: Area
    values: Any
    formulas: Any
    last_used: int


def contents_of(macro: StepMacro, tables: Mapping[str, str]) -> dict[str, Content]:
    """Of the tables that lie on the sheets named (table -> sheet) the contents; without a macro, none.

    One that is elsewhere, or of more rows than a list of people ever has, is left out.
    """
    steps = [("read", sheet, _reference(table)) for table, sheet in tables.items()]
    answers = macro.carry_out(steps) or ()
    found = {}
    for table, answer in zip(tables, answers, strict=False):
        if answer:
            place, values, formulas, used = answer
            area, whole = parse_area(place), parse_area(used)
            if area and whole:
                found[table] = Content(area, values, formulas, whole.bottom)
    return found


def _reference(table: str) -> str:
    return f"{table}[[#Headers],[#Data]]"


def place_of(sheet: xlwings.Sheet, name: str) -> Place | None:
    """Where a table lies on this sheet; None where there is no such table.

    Excel refuses the reference too where a table's header is hidden: such a table is found by `place_in_list`.
    """
    if not is_live(sheet):
        tables = sheet.tables
        return place_in_list(sheet, tables[name]) if name in tables else None
    try:
        cells = sheet.range(_reference(name))
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
