"""A small workbook of text and tables, made only to be printed: the answers of a rehearsal."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from pyxl.book.fitting import row_height
from pyxl.book.formats import FANG, HEI, INK, RED, TITLE, Formats

A4 = 9
MARGINS = {"left": 0.9, "right": 0.9, "top": 0.9, "bottom": 0.9}
PROSE_WIDTH, PROSE_SIZE = 84, 14
Cell = str | int | None


@dataclass(frozen=True, slots=True)
class Prose:
    """A page of lines; `title` in large letters, `warning` in red below it."""

    title: str
    warning: str
    lines: Sequence[str]
    cover: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table under its title.  `widths` are in characters; texts stand left, numbers and short words centred."""

    title: str
    headers: Sequence[str]
    widths: Sequence[float]
    rows: Sequence[Sequence[Cell]]


def answer_book(pages: Sequence[Prose | Grid], footer: str) -> bytes:
    """An .xlsx file with one sheet for each page; `footer` stands with the page number under each."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        formats = Formats(book)
        for number, page in enumerate(pages, 1):
            sheet = book.add_worksheet(str(number))
            sheet.hide_gridlines(2)
            sheet.set_paper(A4)
            sheet.set_margins(**MARGINS)
            sheet.center_horizontally()
            sheet.fit_to_pages(1, 0)
            sheet.set_footer(f"&C&10{footer}　第 &P 页，共 &N 页")
            if isinstance(page, Prose):
                _prose(book, sheet, page)
            else:
                _grid(book, sheet, page, formats)
    return buffer.getvalue()


def _prose(book: xlsxwriter.Workbook, sheet: Worksheet, page: Prose) -> None:
    centred = {"align": "center", "valign": "vcenter", "font_color": RED}
    size, below = (30, 20) if page.cover else (20, 14)
    title = book.add_format({**centred, "font_name": TITLE, "font_size": size})
    warning = book.add_format({**centred, "font_name": HEI, "font_size": below})
    line = book.add_format(
        {
            "font_name": FANG,
            "font_size": PROSE_SIZE,
            "font_color": INK,
            "text_wrap": True,
            "valign": "vcenter",
        }
    )
    heights = (140, 80, 70, 50) if page.cover else (10, 44, 32, 12)
    for row, height in enumerate(heights):
        sheet.set_row(row, height)
    sheet.set_column(0, 0, PROSE_WIDTH)
    sheet.write_string(1, 0, page.title, title)
    sheet.write_string(2, 0, page.warning, warning)
    for row, text in enumerate(page.lines, len(heights)):
        sheet.write_string(row, 0, text, line)
        sheet.set_row(row, row_height([(text, PROSE_WIDTH)], PROSE_SIZE))


def _grid(book: xlsxwriter.Workbook, sheet: Worksheet, page: Grid, formats: Formats) -> None:
    last = len(page.widths) - 1
    title = book.add_format(
        {"font_name": TITLE, "font_size": 20, "font_color": RED, "align": "center", "valign": "vcenter"}
    )
    sheet.merge_range(0, 0, 0, last, page.title, title)
    for column, width in enumerate(page.widths):
        sheet.set_column(column, column, width)
    sheet.write_row(1, 0, page.headers, formats.named("header"))
    sheet.set_row(0, 44)
    sheet.set_row(1, 24)
    sheet.repeat_rows(0, 1)
    for row, cells in enumerate(page.rows, 2):
        for column, cell in enumerate(cells):
            style = formats.named("wrap" if column == last else "wrap_centre")
            if cell is None:
                sheet.write_blank(row, column, None, style)
            elif isinstance(cell, int):
                sheet.write_number(row, column, cell, style)
            else:
                sheet.write_string(row, column, cell, style)
        sheet.set_row(row, row_height(zip(cells, page.widths, strict=True)))
