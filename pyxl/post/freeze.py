"""The frozen workbook: cover and tables as an .xlsx of values and formats, and nothing else.

No formula, link, macro, comment, validation, conditional format or hidden sheet; no author, path or program
user in its properties.  Everything is written by its type: a text stays a text whatever it begins with.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import Worksheet

from pyxl.book.building import AS_TEXT, add_table, print_setup, write_heading
from pyxl.book.building.text_columns import leave_as_text
from pyxl.book.declared import FIRST_TABLE_ROW, SHEETS, Column, Face, Kind, Sheet, Table, table
from pyxl.book.fitting import LEAST, fitted_height, row_height
from pyxl.book.formats import RED, TEXT_FORMAT, Formats
from pyxl.book.workbook import Cell, Record
from pyxl.post.cover import CONTENT_HEADERS, CONTENTS_TITLE, COVER_HEADERS, DIGEST, LABELS, Cover
from pyxl.post.frozen import Frozen
from pyxl.post.leaving import LEAVES, sent_columns

COVER_SHEET: Final = "封面"
REASON: Final = LABELS["reason"]
IN_ONE_LINE: Final = ("指纹", "校验")
ALARMING: Final = frozenset({LABELS["errors"], REASON, LABELS["log_breaks"]})
"""Lines of the cover that stand in red unless they say none."""
COVER_TABLE, CONTENTS_TABLE = "上报说明", "上报目录"
HEADER: Final = FIRST_TABLE_ROW - 1
CONTENTS_GAP: Final = 2
"""Blank rows between the cover's lines and its contents: one is left free, one carries a heading."""

_WIDTHS: Final = (16, 53, 7)
_DAY, _MOMENT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss"
_UNKNOWN_WIDTH: Final = 16.0


@lru_cache
def sheet_of(name: str) -> Sheet:
    """The declared sheet on which a table stands."""
    return next(sheet for sheet in SHEETS if any(found.name == name for found in sheet.tables))


def sheet_name(name: str) -> str:
    """The name of a table's sheet in the frozen workbook: the clerk's, where only one of its tables leaves."""
    sheet = sheet_of(name)
    return sheet.name if sum(found.name in LEAVES for found in sheet.tables) == 1 else name


def cover_heading(cover: Cover) -> tuple[str, str]:
    """Title and second line of the cover."""
    state = "带有尚未改正的错误" if cover.errors else "没有错误"
    return f"{cover.town}妇联改革选举上报材料", f"{cover.phase}阶段，{state}；只含数值和格式"


def table_heading(name: str, rows: int, cover: Cover) -> tuple[str, str]:
    """Title and second line of a table's sheet."""
    private = "身份证号、电话、出生日期已遮盖" if cover.masked else "含完整个人信息，请妥善保管"
    return sheet_of(name).title, f"{cover.town}，{cover.made} 生成，共 {rows} 行；{private}"


def freeze(frozen: Frozen) -> bytes:
    """The package's bytes; the same content gives the same bytes."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, AS_TEXT)
    # The only date that tells nothing of the desk: when it was made, as the cover says it.
    book.set_properties({"title": "", "author": "", "created": dt.datetime.fromisoformat(frozen.cover.made)})
    formats = Formats(book)
    _write_cover(book.add_worksheet(COVER_SHEET), frozen.cover, formats)
    for name, records in frozen.tables.items():
        page = book.add_worksheet(sheet_name(name))
        page.set_tab_color("#" + sheet_of(name).tab)
        declaration = table(name)
        columns = columns_of(declaration, frozen.headers.get(name))
        _write_table(page, declaration, columns, records, frozen.cover, formats)
    book.close()
    return buffer.getvalue()


def cover_height(name: str, value: Cell) -> float:
    """Points that a line of the cover takes; a fingerprint is shrunk into one."""
    return LEAST if name.endswith(IN_ONE_LINE) else row_height([(value, _WIDTHS[1])])


def _write_cover(page: Worksheet, cover: Cover, formats: Formats) -> None:
    page.set_tab_color("#C00000")
    write_heading(page, *cover_heading(cover), formats)
    for at, width in enumerate(_WIDTHS):
        page.set_column(at, at, width)
    lines: list[tuple[str, Cell]] = [*cover.lines, (DIGEST, cover.digest)]
    _add(page, COVER_TABLE, COVER_HEADERS, HEADER, len(lines), formats)
    label, text = formats.named("label"), formats.look("wrap", num_format=TEXT_FORMAT)
    print_of = formats.look("wrap", font_size=9, text_wrap=False, shrink=True, num_format=TEXT_FORMAT)
    number, alarm = formats.look("wrap", num_format="0"), formats.look("wrap", font_color=RED, bold=True)
    for row, (name, value) in enumerate(lines, HEADER + 1):
        in_one_line = name.endswith(IN_ONE_LINE)
        page.set_row(row, cover_height(name, value))
        page.write_string(row, 0, name, label)
        alarming = name in ALARMING and value not in (0, "无")
        look = print_of if in_one_line else number if isinstance(value, int) else text
        _write(page, row, 1, value, alarm if alarming else look)
    heading = HEADER + len(lines) + CONTENTS_GAP
    page.set_row(heading, 30)
    page.write_string(heading, 0, CONTENTS_TITLE, formats.named("heading"))
    _add(page, CONTENTS_TABLE, CONTENT_HEADERS, heading + 1, max(1, len(cover.contents)), formats)
    for row, entry in enumerate(cover.contents, heading + 2):
        page.set_row(row, LEAST)
        page.write_string(row, 0, entry.table, label)
        page.write_string(row, 1, entry.fingerprint, print_of)
        page.write_number(row, 2, entry.rows, formats.look("wrap_centre", num_format="0"))
    leave_as_text(page, [xl_range(HEADER + 1, 1, heading + 1 + len(cover.contents), 1)])
    print_setup(page, Face.PORTRAIT, sum(_WIDTHS))
    page.fit_to_pages(1, 1)
    page.freeze_panes(FIRST_TABLE_ROW, 0)


def _add(page: Worksheet, name: str, headers: Sequence[str], row: int, rows: int, formats: Formats) -> None:
    look = formats.named("header")
    columns = [{"header": header, "header_format": look} for header in headers]
    options = {"name": name, "style": None, "autofilter": False, "columns": columns}
    page.add_table(row, 0, row + rows, len(headers) - 1, options)


def columns_of(declaration: Table, headers: Sequence[str] | None) -> tuple[Column, ...]:
    """The columns that leave, or those that another version's file has; of one that is unknown only its name."""
    ours = sent_columns(declaration)
    if headers is None:
        return ours
    known = {column.header: column for column in ours}
    return tuple(known.get(header, Column(header, _UNKNOWN_WIDTH)) for header in headers)


def _write_table(
    page: Worksheet,
    declaration: Table,
    columns: Sequence[Column],
    records: Sequence[Record],
    cover: Cover,
    formats: Formats,
) -> None:
    if declaration.row_height:
        page.set_default_row(declaration.row_height)
    write_heading(page, *table_heading(declaration.name, len(records), cover), formats)
    sent = Table(declaration.name, tuple(columns), declaration.key, rows=max(1, len(records)))
    add_table(page, sent, HEADER, formats)
    for at, column in enumerate(columns):
        page.set_column(at, at, column.width)
    for row, record in enumerate(records, HEADER + 1):
        if not declaration.row_height:
            page.set_row(row, max(LEAST, fitted_height(columns, record)))
        for at, column in enumerate(columns):
            cell = record[column.header]
            _write(page, row, at, cell, _look(column, cell, not declaration.row_height, formats))
    if records:
        area = xl_range(HEADER + 1, 0, HEADER + len(records), len(columns) - 1)
        leave_as_text(page, [area])
    named = 2 if len(columns) > 8 and "姓名" in sent.headers[:2] else 0
    page.freeze_panes(FIRST_TABLE_ROW, named)
    width = sum(column.width for column in columns)
    print_setup(page, sheet_of(declaration.name).face, width)


def _look(column: Column, cell: Cell, wrap: bool, formats: Formats) -> Format:
    """The column's look in the clerk's sheet, ruled, with the number format that shows this cell whole."""
    base = "wrap_centre" if column.centred and column.kind is not Kind.GENERAL else "wrap"
    return formats.look(base, text_wrap=wrap, shrink=not wrap, num_format=_number_format(column, cell))


def _number_format(column: Column, cell: Cell) -> str | int:
    if isinstance(cell, dt.datetime):
        return _MOMENT
    if isinstance(cell, dt.date):
        return _DAY
    if isinstance(cell, str) or cell is None:
        return TEXT_FORMAT
    return "0" if isinstance(cell, int) and abs(cell) < 10**11 else "General"


def _write(page: Worksheet, row: int, at: int, cell: Cell, look: Format) -> None:
    """Write by type, never by what a text looks like."""
    match cell:
        case None:
            page.write_blank(row, at, None, look)
        case bool():
            page.write_boolean(row, at, cell, look)
        case int() | float():
            page.write_number(row, at, cell, look)
        case dt.date():
            page.write_datetime(row, at, cell, look)
        case str():
            page.write_string(row, at, cell, look)
