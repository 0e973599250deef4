"""The workbook that goes to one unit: a page to read, the two lists with live colours, a blank list to print.

It is built of the same parts as the town's workbook, so that a rule warns in it as it does there; the tables and
lists that the formulas look at stand in it hidden, with this unit alone.  Only the fields of people can be typed in.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from pyxl.book.building import AS_TEXT, Content, add_table
from pyxl.book.building.code_sheet import define_lists, write_codes
from pyxl.book.building.table_sheet import HEADER, write_table_sheet
from pyxl.book.declared import CANDIDATES, CODES, DELEGATES, SETTINGS, SHEETS, UNITS, Table
from pyxl.book.formats import Formats
from pyxl.book.forms.mark import MARK_SHEET, OURS, Mark
from pyxl.book.workbook import SERIAL, Cell, Record
from pyxl.hosts.files.packing import pack, unpack

COVER, PRINTED = "填报说明", "空白名册"
SPARE_ROWS, LEAST_ROWS, CANDIDATE_ROWS, PEN_ROWS = 2, 6, 8, 12
"""Rows beyond the quota, the fewest that a list has, those for candidates, and the fewest of the printed list."""
BY_HAND = ("序号", "姓名", "性别", "民族", "身份证号", "出生日期", "政治面貌", "文化程度", "职务", "联系电话")
"""Columns of the list to be filled in with a pen."""
_PEN_WIDTHS = (6, 12, 6, 9, 24, 14, 12, 12, 18, 16)
_ALLOWED = {
    "select_locked_cells": True,
    "select_unlocked_cells": True,
    "format_columns": True,
    "format_rows": True,
}


@dataclass(frozen=True)
class FormText:
    """What a form says: its mark, the titles, the lines of its first page, and the unit's row of 单位."""

    mark: Mark
    congress: str
    quota: int | None
    lines: tuple[tuple[str, str], ...]
    unit: Record


def build_form(text: FormText, content: Content) -> bytes:
    """The form as .xlsx; `content` has the town's settings."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, AS_TEXT)
    book.set_properties(
        {"title": f"{text.mark.unit}填报表", "author": "Moxi Reform", "created": dt.datetime.now()}
    )
    define_lists(book, content)
    formats = Formats(book)
    delegates = max((text.quota or 0) + SPARE_ROWS, LEAST_ROWS)
    _write_cover(book.add_worksheet(COVER), text, formats)
    _write_people(book, DELEGATES, delegates, text, content, formats)
    _write_people(book, CANDIDATES, CANDIDATE_ROWS, text, content, formats)
    _write_printed(book.add_worksheet(PRINTED), delegates, text, formats)
    _write_hidden(book, text, content, formats)
    book.close()
    return pack(unpack(buffer.getvalue()))


def _write_cover(page: Worksheet, text: FormText, formats: Formats) -> None:
    """Narrow enough for a telephone."""
    page.hide_gridlines(2)
    page.set_column(0, 0, 12)
    page.set_column(1, 1, 46)
    page.set_row(0, 34)
    page.write_string(0, 0, f"{text.mark.unit}填报表", formats.named("title"))
    page.write_string(1, 0, text.congress, formats.named("guide"))
    for row, (label, words) in enumerate(text.lines, 3):
        page.set_row(row, 20 * max(1, -(-len(words) // 21)))
        page.write_string(row, 0, label, formats.named("label"))
        page.write_string(row, 1, words, formats.named("wrap"))
    page.protect("", _ALLOWED)
    page.set_paper(9)
    page.fit_to_pages(1, 0)


def _write_people(
    book: xlsxwriter.Workbook, table: Table, rows: int, text: FormText, content: Content, formats: Formats
) -> None:
    """A list of the town's workbook with `rows` rows: the fields open, all else closed."""
    (sheet,) = (sheet for sheet in SHEETS if table in sheet.tables)
    guide = f"{text.mark.unit}：每人一行，填浅黄色的格；哪里有问题会变色，这里写着是什么问题。"
    columns = tuple(replace(c, hidden=c.hidden or c.header in OURS) for c in table.columns)
    own = replace(table, rows=rows, guide=guide, columns=columns)
    page = book.add_worksheet(sheet.name)
    page.set_tab_color("#BF8F00")
    unit = f'IF($B{{row}}="","","{text.mark.unit.replace(chr(34), chr(34) * 2)}")'
    title = f"{text.mark.unit}{sheet.title}"
    write_table_sheet(page, replace(sheet, title=title, tables=(own,)), content, formats)
    for row in range(HEADER + 1, HEADER + 1 + rows):
        for at, column in enumerate(own.columns):
            if column.header == SERIAL:
                page.write_number(row, at, row - HEADER, formats.named("wrap_centre"))
            elif column.header == "单位":
                look = formats.look("wrap_centre", num_format="General", text_wrap=False)
                page.write_formula(row, at, "=" + unit.format(row=row + 1), look, "")
            elif column.header not in OURS:
                page.write_blank(row, at, None, formats.field(column.kind.value, column.centred))
    page.protect("", _ALLOWED)


def _write_printed(page: Worksheet, rows: int, text: FormText, formats: Formats) -> None:
    """A list to be printed and filled in with a pen, by whoever has no computer."""
    rows = max(rows, PEN_ROWS)
    page.hide_gridlines(2)
    last = len(BY_HAND) - 1
    for at, width in enumerate(_PEN_WIDTHS):
        page.set_column(at, at, width)
    page.set_row(0, 36)
    page.merge_range(
        0, 0, 0, last, f"{text.mark.unit}妇女代表推选名册", formats.look("title", align="center")
    )
    page.set_row(1, 24)
    page.merge_range(
        1, 0, 1, last, f"填报单位：{text.mark.unit}　　　　{text.congress}", formats.named("plain")
    )
    page.set_row(HEADER, 30)
    for at, header in enumerate(BY_HAND):
        page.write_string(HEADER, at, header, formats.named("header"))
    for row in range(HEADER + 1, HEADER + 1 + rows):
        page.set_row(row, 30)
        page.write_number(row, 0, row - HEADER, formats.named("wrap_centre"))
        for at in range(1, last + 1):
            page.write_blank(row, at, None, formats.named("wrap_centre"))
    foot = HEADER + 2 + rows
    page.set_row(foot, 30)
    page.merge_range(
        foot, 0, foot, last, "填表人：　　　　　　　　联系电话：　　　　　　　　　　　填报日期：　　　年　　月　　日　　（盖章）",
        formats.named("plain"),
    )  # fmt: skip
    page.protect("", _ALLOWED)
    page.set_landscape()
    page.set_paper(9)
    page.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.6)
    page.center_horizontally()
    page.fit_to_pages(1, 0)
    page.repeat_rows(HEADER)


def _write_hidden(book: xlsxwriter.Workbook, text: FormText, content: Content, formats: Formats) -> None:
    """What the formulas look at, and whose form it is."""
    units = book.add_worksheet("单位")
    _write_plain_table(units, replace(UNITS, rows=1), [text.unit], formats)
    settings = book.add_worksheet("方案设置")
    lines = [
        {"项目": line.key, "值": line.value, "条款": line.clause, "默认": line.value}
        for line in content.settings
    ]
    _write_plain_table(settings, replace(SETTINGS, rows=len(lines)), lines, formats)
    codes = book.add_worksheet(CODES)
    (declared,) = (sheet for sheet in SHEETS if sheet.name == CODES)
    write_codes(codes, declared, content, formats)
    mark = book.add_worksheet(MARK_SHEET)
    for row, line in enumerate(text.mark.lines):
        mark.write_row(row, 0, line)
    for page in (units, settings, codes):
        page.hide()
        page.protect("")
    mark.very_hidden()


def _write_plain_table(
    page: Worksheet, table: Table, records: Sequence[Mapping[str, Cell]], formats: Formats
) -> None:
    add_table(page, table, HEADER, formats)
    for row, record in enumerate(records, HEADER + 1):
        for at, column in enumerate(table.columns):
            value = record.get(column.header)
            if value is not None:
                page.write(row, at, value, formats.column(column, wrap=False))
