"""Writes a register of the phases: a table with the rows that a new workbook has, its states coloured."""

from __future__ import annotations

import re
from dataclasses import replace

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from pyxl.book.building.content import Content
from pyxl.book.building.count_formulas import UNCALCULATED
from pyxl.book.building.table_sheet import HEADER, RULED_ROWS, write_table_sheet
from pyxl.book.declared import CALCULATED, MISDATED, Calculated, Sheet, Table, as_shown
from pyxl.book.fitting import fitted_height
from pyxl.book.formats import LINE, STATE_COLOURS, Formats

STATE, NETWORK_STATE = "状态", "妇联组织"


def write_phase_register(page: Worksheet, sheet: Sheet, content: Content, formats: Formats) -> None:
    """The table as any other, then its first rows, its calculated columns and its colours."""
    table = as_shown(sheet.tables[0])
    calculated = CALCULATED.get(table.name, ())
    formulas = {item.column.header: _whole(table, item.formula) for item in calculated}
    _colours(page, table, formats)  # before the ruling: some programs show only the first of two formats
    write_table_sheet(page, replace(sheet, tables=(table,)), content, formats, formulas)
    _first_rows(page, table, content, formats)
    for item in calculated:
        _formulas(page, table, item, formats)


def _first_rows(page: Worksheet, table: Table, content: Content, formats: Formats) -> None:
    for row, record in enumerate(content.first_rows.get(table.name, ()), HEADER + 1):
        if not table.row_height:
            page.set_row(row, fitted_height(table.columns, record))
        for at, column in enumerate(table.columns):
            value = record.get(column.header)
            if value is not None:
                page.write(row, at, value, formats.column(column, wrap=not table.row_height))


def _formulas(page: Worksheet, table: Table, item: Calculated, formats: Formats) -> None:
    """The formula in every row: cells of the text format would show it instead of its value."""
    at = table.headers.index(item.column.header)
    look = formats.cell(item.column.kind.value, True, False)
    page.set_column(at, at, item.column.width, look)
    formula = _whole(table, item.formula)
    for row in range(HEADER + 1, HEADER + 1 + table.rows):
        page.write_formula(row, at, formula, look, UNCALCULATED)


def _whole(table: Table, formula: str) -> str:
    """[@期限] as a file must have it: the short form exists only in Excel's own editing line."""
    return re.sub(r"\[@(\w+)\]", rf"{table.name}[[#This Row],[\1]]", formula)


def _colours(page: Worksheet, table: Table, formats: Formats) -> None:
    """The state of a task in its colour, and places without an organisation."""
    bad = STATE_COLOURS["逾期"]
    words = {STATE: {**STATE_COLOURS, MISDATED: bad}, NETWORK_STATE: {"无": bad}}
    for at, column in enumerate(table.columns):
        for word, (background, ink) in words.get(column.header, {}).items():
            letter = xl_col_to_name(at)
            page.conditional_format(
                HEADER + 1, at, HEADER + RULED_ROWS, at,
                {"type": "formula", "criteria": f'=${letter}{HEADER + 2}="{word}"',
                 "format": formats.look(bg_color=background, font_color=ink, border=1, border_color=LINE)},
            )  # fmt: skip
