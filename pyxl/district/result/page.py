"""Drawing one page of the result: heading, headers, rows by the kind of each column, print setup."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Final

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pyxl.book.building import print_setup
from pyxl.book.building.table_sheet import LEAST_SCALE, ROOM
from pyxl.book.declared import Face
from pyxl.book.fitting import SIZE, row_height
from pyxl.book.formats import INPUT, TEXT_FORMAT, Formats
from pyxl.district.result.declared import FORMATS, Field, Kind, Page
from pyxl.errors import without_identities

Cell = str | int | float | dt.datetime | None
Look = Mapping[str, str | int | bool]
SIDE: Final = 0.4
"""Inches at the left and at the right of a printed page."""
TAB: Final = "#9C1C1C"


def open_page(sheet: Worksheet, page: Page, title: str, formats: Formats, guide: str = "") -> None:
    """Title, guidance, widths and headers; rows between guidance and headers are the caller's, drawn before."""
    head(sheet, title, guide or page.guide, formats)
    set_columns(sheet, page.fields)


def head(sheet: Worksheet, title: str, guide: str, formats: Formats) -> None:
    """Title and guidance in the first two rows."""
    sheet.hide_gridlines(2)
    sheet.set_tab_color(TAB)
    sheet.set_row(0, 34)
    sheet.write_string(0, 0, title, formats.named("title"))
    sheet.set_row(1, 24)
    sheet.write_string(1, 0, guide, formats.named("guide"))


def set_columns(sheet: Worksheet, fields: Sequence[Field]) -> None:
    """The widths; a hidden column is there for the next merge."""
    for at, field in enumerate(fields):
        sheet.set_column(at, at, field.width, None, {"hidden": field.hidden})


def write_headers(sheet: Worksheet, page: Page, formats: Formats, height: float = 32) -> None:
    """The row of headers."""
    sheet.set_row(page.head - 1, height)
    for at, field in enumerate(page.fields):
        sheet.write_string(page.head - 1, at, field.header, formats.named("header"))


Painter = Callable[[Field, Cell], Look]
"""What is special about the look of a cell."""


def plain(_field: Field, _cell: Cell) -> Look:
    """Nothing."""
    return {}


class Rows:
    """Writes the rows of a page, one below the other."""

    def __init__(self, sheet: Worksheet, page: Page, formats: Formats, paint: Painter = plain) -> None:
        self._sheet, self._page, self._formats, self._paint = sheet, page, formats, paint
        self._looks: dict[tuple[object, ...], Format] = {}
        shown = [(at, field) for at, field in enumerate(page.fields) if not field.hidden]
        self._usual = [(at, field.width) for at, field in shown if field.size == SIZE]
        self._small = [(at, field) for at, field in shown if field.size != SIZE]
        self.next = page.head
        self.height = 0.0
        """Points of the rows that were added."""

    def add(self, cells: Sequence[Cell], strong: bool = False, paint: Painter | None = None) -> None:
        """One row; it is as high as its longest wrapped text."""
        fields = self._page.fields
        high = row_height([(cells[at], width) for at, width in self._usual if isinstance(cells[at], str)])
        for at, field in self._small:
            high = max(high, row_height([(cells[at], field.width)], field.size))
        self._sheet.set_row(self.next, high)
        self.height += high
        for at, (field, cell) in enumerate(zip(fields, cells, strict=True)):
            write(
                self._sheet,
                self.next,
                at,
                cell,
                self._look(at, field, (paint or self._paint)(field, cell), strong),
            )
        self.next += 1

    def _look(self, at: int, field: Field, look: Look, strong: bool) -> Format:
        """Each look of a column is put together once."""
        key = (at, strong, *look.items())
        if key not in self._looks:
            whole = {**look, "bold": True} if strong else look
            self._looks[key] = cell_format(field, self._formats, whole)
        return self._looks[key]

    def blank(self) -> None:
        """An empty row, which parts the table from what stands below it."""
        self.next += 1


def cell_format(field: Field, formats: Formats, look: Look) -> Format:
    """The look of a cell of this column."""
    base = "wrap" if field.left else "wrap_centre"
    asked: dict[str, str | bool | float] = {"bg_color": INPUT} if field.asked else {}
    if field.hidden:
        asked |= {"text_wrap": False, "align": "fill"}  # else its text would show in the column beside it
    elif field.kind is Kind.MOMENT:
        asked |= {"text_wrap": False, "shrink": True}
    if field.size != SIZE:
        asked["font_size"] = field.size
    number = TEXT_FORMAT if field.kind is Kind.TEXT else FORMATS[field.kind]
    return formats.look(base, **{"num_format": number, **asked, **look})


def write(sheet: Worksheet, row: int, at: int, cell: Cell, look: Format) -> None:
    """By type; whatever identity number a sender typed anywhere is masked."""
    match cell:
        case None | "":
            sheet.write_blank(row, at, None, look)
        case str():
            sheet.write_string(row, at, _fit_to_show(cell), look)
        case dt.datetime():
            sheet.write_datetime(row, at, cell, look)
        case _:
            sheet.write_number(row, at, cell, look)


@lru_cache(maxsize=1 << 12)
def _fit_to_show(text: str) -> str:
    return without_identities(text)[:32_000]


def write_nothing(sheet: Worksheet, page: Page, text: str, formats: Formats) -> None:
    """What stands on a page without rows."""
    sheet.set_row(page.head + 1, 24)
    sheet.write_string(page.head + 1, 0, text, formats.named("plain"))


def close_page(sheet: Worksheet, page: Page, last: int, frozen: int = 2) -> None:
    """Filter, frozen panes, print setup; `last` is the row behind the table, from 0."""
    width = len(page.fields) - 1
    sheet.autofilter(page.head - 1, 0, max(last - 1, page.head), width)
    sheet.freeze_panes(page.head, frozen)
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{max(last, 2)}"})
    print_one_wide(sheet, page.face, sum(field.width for field in page.fields if not field.hidden))
    sheet.repeat_rows(page.head - 1, page.head - 1)


def print_one_wide(sheet: Worksheet, face: Face, width: float) -> None:
    """A4 with page numbers, one page wide however wide the columns are together; a test holds them to what is readable."""
    print_setup(sheet, face, min(width, ROOM[face] / LEAST_SCALE))
    sheet.set_margins(left=SIDE, right=SIDE, top=0.75, bottom=0.75)
