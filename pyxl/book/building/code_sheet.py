"""The sheet 代码表: every code list in a column of its own, and the names that drop-downs refer to."""

from __future__ import annotations

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name, xl_range
from xlsxwriter.worksheet import Worksheet

from pyxl.book.building.content import Content
from pyxl.book.building.live_codes import write_live_codes
from pyxl.book.building.live_names import define_live
from pyxl.book.building.text_columns import leave_as_text
from pyxl.book.declared import CODES, FIRST_TABLE_ROW, UNITS, Sheet
from pyxl.book.formats import Formats

FIRST = FIRST_TABLE_ROW + 1
LAST_ROW, LAST_COLUMN = 1_048_575, 16_383
UNIT_ROWS = 2_000
"""Units that the drop-down of 单位 can offer."""


def source_of(choices: str) -> str:
    """The formula of a drop-down for `Column.choices`."""
    return "=单位名单" if "." in choices else f"=代码_{choices}"


def define_lists(book: xlsxwriter.Workbook, content: Content) -> None:
    """Define 代码_<list> for each code list, and 单位名单 for the units that are entered."""
    for column, (name, values) in enumerate(content.code_lists.items()):
        letter = xl_col_to_name(column)
        book.define_name(f"代码_{name}", f"={CODES}!${letter}${FIRST}:${letter}${FIRST + len(values) - 1}")
    letter = xl_col_to_name(UNITS.headers.index("单位"))
    column_of_units = f"单位!${letter}${FIRST}:${letter}${FIRST + UNIT_ROWS - 1}"
    top = f"单位!${letter}${FIRST}"
    book.define_name("单位名单", f"={top}:INDEX({column_of_units},MAX(1,COUNTA({column_of_units})))")
    define_live(book, content.live, _first_hidden(content))


def _first_hidden(content: Content) -> int:
    """The first column of what the live formulas share, one column free behind the lists."""
    return len(content.code_lists) + 1


def write_codes(page: Worksheet, sheet: Sheet, content: Content, formats: Formats) -> None:
    """Write the lists side by side."""
    page.hide_gridlines(2)
    page.set_row(0, 30)
    page.write_string(0, 0, sheet.title, formats.named("title"))
    page.write_string(1, 0, "下拉选项的来源，请勿改动；代码出自国家标准和方案条款。", formats.named("guide"))
    cell = formats.named("wrap_centre")
    for column, (name, values) in enumerate(content.code_lists.items()):
        page.set_column(column, column, max(11, 2.2 * max(map(len, (name, *values))) + 3))
        page.write_string(FIRST_TABLE_ROW - 1, column, name, formats.named("header"))
        for row, value in enumerate(values, FIRST_TABLE_ROW):
            page.write_string(row, column, value, cell)
    write_live_codes(page, content.live, _first_hidden(content), formats.named("plain"))
    leave_as_text(page, [xl_range(FIRST_TABLE_ROW, 0, LAST_ROW, LAST_COLUMN)])
    page.freeze_panes(FIRST_TABLE_ROW, 0)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0, FIRST_TABLE_ROW - 1)
