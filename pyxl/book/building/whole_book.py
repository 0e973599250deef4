"""Builds a new workbook from the declarations: the same input gives the same package, part by part.

XlsxWriter writes the package (Microsoft's validator finds nothing in its files) and takes the VBA
project in; the ribbon part, which it does not know, is added afterwards.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Mapping

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from pyxl import __version__
from pyxl.book.building.ballot_sheet import write_ballot_styles, write_empty_ballot
from pyxl.book.building.cockpit import define_names, define_next_sheet, write_figures, write_home
from pyxl.book.building.code_sheet import define_lists, write_codes
from pyxl.book.building.content import Content
from pyxl.book.building.election_day import write_board, write_grid, write_register
from pyxl.book.building.phase_register import write_phase_register
from pyxl.book.building.settings_sheet import write_settings
from pyxl.book.building.table_sheet import write_table_sheet
from pyxl.book.declared import (
    BALLOT_SHEETS,
    BALLOT_STYLES,
    BOARD,
    CODES,
    CONF,
    ENTRY_SHEETS,
    FIGURES,
    HOME,
    REGISTER,
    REGISTERS,
    SHEETS,
    SHOWN_FIRST,
    VERSION_LABEL,
    VERSION_PLACE,
    Sheet,
)
from pyxl.book.declared import SHEET as CONF_SHEET
from pyxl.book.formats import Formats

BORN = dt.datetime(2017, 11, 20)
"""Creation date in the file's properties: the plan's own date, so that two builds are identical."""

AS_TEXT = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
Writer = Callable[[Worksheet, Sheet, Content, Formats], None]


def build_package(content: Content, vba_project: bytes | None) -> bytes:
    """The workbook as bytes, still without its ribbon part; without a project it is a plain .xlsx."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"title": "妇联选举工作簿", "author": "Moxi Reform", "created": BORN})
    if vba_project is not None:
        book.add_vba_project(io.BytesIO(vba_project), is_stream=True)
        book.set_vba_name("ThisWorkbook")
    define_lists(book, content)
    define_names(book, content)
    define_next_sheet(book, content)
    formats = Formats(book)
    for sheet in SHEETS:
        page = book.add_worksheet(sheet.name)
        if vba_project is not None:
            page.set_vba_name(sheet.code_name)
        if sheet.stage:
            page.set_tab_color("#" + sheet.stage.colour)
        if sheet.hidden:
            page.very_hidden() if sheet.name in VERY_HIDDEN else page.hide()
        elif vba_project is not None and sheet.stage not in SHOWN_FIRST:
            page.hide()  # one click away, by the buttons of the same workbook
        WRITERS.get(sheet.name, write_table_sheet)(page, sheet, content, formats)
    book.get_worksheet_by_name(HOME).activate()
    book.close()
    return buffer.getvalue()


def _write_conf(page: Worksheet, sheet: Sheet, content: Content, formats: Formats) -> None:
    for row, (key, value) in enumerate(CONF):
        page.write_row(row, 0, (key, value))
    page.write_row(VERSION_PLACE.partition(":")[0], (VERSION_LABEL, __version__))


VERY_HIDDEN = frozenset({"撤销"})
WRITERS: Mapping[str, Writer] = {
    HOME: write_home,
    "方案设置": write_settings,
    CODES: write_codes,
    BALLOT_STYLES: write_ballot_styles,
    CONF_SHEET: _write_conf,
    **dict.fromkeys(ENTRY_SHEETS.values(), write_grid),
    BOARD: write_board,
    REGISTER.name: write_register,
    FIGURES: write_figures,
    **dict.fromkeys((table.name for table in REGISTERS), write_phase_register),
    **dict.fromkeys(BALLOT_SHEETS.values(), write_empty_ballot),
}
