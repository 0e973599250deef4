"""One list as a workbook made only to be printed: ruled rows, heads on every page, no text under nine points.

Columns are as wide as what stands in them asks for.  What is wider than the paper at nine points is divided into bands of
columns, each a sheet of its own that begins with number and name.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pyxl.book.declared import Column
from pyxl.book.fitting import row_height, width_of
from pyxl.book.formats import HEI, INK, SONG, TITLE
from pyxl.book.workbook import Record

SIZE: Final = 11
LEAST: Final = 9
"""Points of the smallest text."""
TALLEST_HEAD: Final = 2
"""Lines of a head."""
BLANK_HEIGHT: Final = 26.0
"""Points of a row that is filled in by hand."""
ROOM: Final = {"A4": 138.0, "A3": 202.0}
"""Digits of the default font, 7 pixels each, that a landscape page holds between its margins of half an inch, less what programs differ by."""
_BESIDE: Final = 5 / 7
"""Digits that a spreadsheet adds to the width of each column."""
PAPERS: Final = {"A4": 9, "A3": 8}
"""Name -> number of the paper, as spreadsheets count them."""
LEADING: Final = ("序号", "编号", "姓名", "单位")
"""Columns that every band begins with, where they are the first of the list."""
LEAST_WIDTH: Final = 6.0
"""Digits of the narrowest column, for a serial number."""
MORE: Final = 1.3
"""How much wider than declared a column of short texts may be, so that no number breaks; remarks wrap instead."""
_SPARE: Final = 0.3
"""Digits that a column is wider than its longest text."""
_MARGINS: Final = {"left": 0.5, "right": 0.5, "top": 0.7, "bottom": 0.7}


@dataclass(frozen=True, slots=True)
class Listing:
    """What is printed: rows, or `blank` rows to be filled in by hand."""

    title: str
    columns: Sequence[Column]
    records: Sequence[Record]
    blank: int = 0


@dataclass(frozen=True, slots=True)
class Band:
    """Columns beside each other on one page, how wide each is, in digits, and the points of their text."""

    columns: tuple[Column, ...]
    widths: tuple[float, ...]
    size: int


def bands(listing: Listing, paper: str) -> tuple[Band, ...]:
    """The columns in as few bands as the paper allows, none of them printed smaller than `LEAST`."""
    leading = [column for column in listing.columns[:2] if column.header in LEADING]
    found: list[list[Column]] = [list(leading)]
    for column in listing.columns[len(leading) :]:
        if _taken([*found[-1], column], listing, LEAST) > ROOM[paper] and len(found[-1]) > len(leading):
            found.append(list(leading))
        found[-1].append(column)
    return tuple(_band(columns, listing, paper) for columns in found)


def _band(columns: Sequence[Column], listing: Listing, paper: str) -> Band:
    """As large as the paper has room for."""
    sizes = (size for size in range(SIZE, LEAST, -1) if _taken(columns, listing, size) <= ROOM[paper])
    size = next(sizes, LEAST)
    return Band(tuple(columns), tuple(_width(column, listing, size) for column in columns), size)


def _taken(columns: Sequence[Column], listing: Listing, size: int) -> float:
    """Digits across the page that columns take."""
    return sum(_width(column, listing, size) + _BESIDE for column in columns)


def print_book(listing: Listing, paper: str) -> bytes:
    """An .xlsx file with a sheet for each band."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        every = bands(listing, paper)
        for number, band in enumerate(every, 1):
            title = listing.title + (f"（{number}/{len(every)}）" if len(every) > 1 else "")
            _write(book, book.add_worksheet(f"{number}"), listing, band, title, paper)
    return buffer.getvalue()


def _width(column: Column, listing: Listing, size: int) -> float:
    """What its longest text and its head need at that size; a blank form has the declared width, long remarks wrap in it."""
    head = width_of("九" * ceil(len(column.header) / TALLEST_HEAD), size)
    declared = max(column.width * size / SIZE, head)
    if not listing.records:
        return declared
    longest = max((width_of(_text(row.get(column.header)), size) for row in listing.records), default=0.0)
    most = declared * (MORE if column.centred else 1)
    return min(max(longest, head) + _SPARE, max(most, LEAST_WIDTH))


def _write(
    book: xlsxwriter.Workbook, sheet: Worksheet, listing: Listing, band: Band, title: str, paper: str
) -> None:
    looks = _Looks(book, band.size)
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(PAPERS[paper])
    sheet.set_margins(**_MARGINS)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0, 1)
    sheet.set_footer('&C&"宋体,Regular"&10— &P —')
    for at, width in enumerate(band.widths):
        sheet.set_column(at, at, width)
    sheet.set_row(0, 40)
    sheet.merge_range(0, 0, 0, max(1, len(band.columns) - 1), title, looks.title)
    sheet.set_row(1, 34)
    sheet.write_row(1, 0, [column.header for column in band.columns], looks.head)
    for row in range(max(len(listing.records), listing.blank)):
        record = listing.records[row] if listing.records else {}
        texts = [_text(record.get(column.header)) for column in band.columns]
        for at, (column, text) in enumerate(zip(band.columns, texts, strict=True)):
            shown = str(row + 1) if not record and column.header == "序号" else text
            sheet.write_string(row + 2, at, shown, looks.centred if column.centred else looks.left)
        least = row_height(zip(texts, band.widths, strict=True), band.size)
        sheet.set_row(row + 2, least if record else BLANK_HEIGHT)


class _Looks:
    """The formats of one size."""

    def __init__(self, book: xlsxwriter.Workbook, size: int) -> None:
        cell = {"font_name": SONG, "font_size": size, "font_color": INK, "valign": "vcenter", "border": 1}
        self.title: Format = book.add_format(
            {"font_name": TITLE, "font_size": 18, "align": "center", "valign": "vcenter"}
        )
        self.head: Format = book.add_format({**cell, "font_name": HEI, "align": "center", "text_wrap": True})
        self.centred: Format = book.add_format({**cell, "align": "center", "text_wrap": True})
        self.left: Format = book.add_format({**cell, "align": "left", "text_wrap": True, "indent": 1})


def _text(cell: object) -> str:
    """A cell as it is printed: days as 2017-12-03, whole numbers without a point."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell.date() if hasattr(cell, "date") and callable(cell.date) else cell)
