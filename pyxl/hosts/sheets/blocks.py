"""Rectangles of cells, read and written with as few calls into the host as can be.

xlwings' own converters ask Excel some forty questions about a range that they write (its shape, its sheet,
its book's name, twice each), at about ten milliseconds a question.  Here a rectangle is addressed by text and
its values go through the same cleaning, so that a block costs a handful of calls, whatever its size.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from pyxl.errors import HostError
from pyxl.hosts.addresses import Area, bounds, parse_area
from pyxl.hosts.live import engine_of, is_live

if TYPE_CHECKING:
    import xlwings

LONGEST: Final = 8_000
"""Characters of a text that goes with others in one call; Excel before 2013 takes 8,203, and longer ones singly."""
_WHOLE: Final = 2**31
"""Whole numbers from here on go as floats: Excel takes none of 64 bits."""


def block(sheet: xlwings.Sheet, area: Area) -> xlwings.Range:
    """The range over an area: one call."""
    return sheet.range(area.address())


def area_of(range_: xlwings.Range) -> Area:
    """Where a range lies; one call.  Of a range in several parts, the rectangle around them.

    Raises HostError where the address is none.
    """
    found = bounds(area for part in range_.address.split(",") if (area := parse_area(part)) is not None)
    if found is None:
        raise HostError(f"“{range_.address}”不是单元格地址", remedy="请检查工作表")
    return found


def read_block(sheet: xlwings.Sheet, area: Area, cells: xlwings.Range | None = None) -> list[list[Any]]:
    """Values of a rectangle, row by row: numbers as float, dates as datetime, error values as text.

    `cells` is the range over the area where that is at hand.
    """
    return _cleaned(sheet, block(sheet, area) if cells is None else cells)


def read_both(
    sheet: xlwings.Sheet, area: Area, cells: xlwings.Range | None = None
) -> tuple[list[list[Any]], list[list[str]]]:
    """Values of a rectangle, and its formulas with their `=` (constants as text), both row by row.

    `cells` is the range over the area where that is at hand.
    """
    target = block(sheet, area) if cells is None else cells
    return _cleaned(sheet, target), _formulas(target)


def cleaned(sheet: xlwings.Sheet, raw: Any) -> list[list[Any]]:  # noqa: ANN401 - what a host hands over
    """Values of a rectangle of that sheet as `read_block` gives them, from those that a host handed over."""
    lines = _lines(raw)
    # Most rows of a sheet for 1,000 papers are blank, and the engine would look at each of their cells.
    numbers = [
        [float(cell) if isinstance(cell, Decimal) else cell for cell in row]
        for row in lines
        if not _blank(row)
    ]
    found = iter(engine_of(sheet).clean_value_data(numbers, dt.datetime, None, None, True))
    return [list(row) if _blank(row) else next(found) for row in lines]


def cleaned_formulas(raw: Any) -> list[list[str]]:  # noqa: ANN401 - what a host hands over
    """Formulas as `read_formulas` gives them, from those that a host handed over."""
    return [list(row) for row in _lines(raw)]


def read_formulas(sheet: xlwings.Sheet, area: Area) -> list[list[str]]:
    """Formulas of a rectangle with their `=` (constants as text), row by row."""
    return _formulas(block(sheet, area))


def uncalculated(sheet: xlwings.Sheet, area: Area) -> list[tuple[int, int]]:
    """Row and column of the formulas that have no value until a program calculates them: in Excel none, without asking."""
    return [] if is_live(sheet) else sheet.impl.cells_xml.uncalculated(area)


def _formulas(target: xlwings.Range) -> list[list[str]]:
    return cleaned_formulas(target.formula)


def _cleaned(sheet: xlwings.Sheet, target: xlwings.Range) -> list[list[Any]]:
    return cleaned(sheet, target.raw_value)


def _blank(row: Sequence[Any]) -> bool:
    return row.count(None) == len(row)


def _lines(raw: Any) -> Any:  # noqa: ANN401 - what a host hands over
    """Rows of cells, whatever a host gives for one cell or one row."""
    rows = raw if isinstance(raw, list | tuple) else [[raw]]
    return rows if isinstance(rows[0], list | tuple) else [rows]


def write_block(
    sheet: xlwings.Sheet, area: Area, rows: Sequence[Sequence[Any]], cells: xlwings.Range | None = None
) -> None:
    """Write values into a rectangle of exactly that size; a very long text costs a call of its own.

    `cells` is the range over the area where that is at hand.
    """
    prepare = engine_of(sheet).prepare_xl_data_element
    together = [[None if _is_long(value) else prepare(_sendable(value), {}) for value in row] for row in rows]
    (block(sheet, area) if cells is None else cells).raw_value = together
    for place, text in _long_texts(area, rows):
        block(sheet, place).raw_value = text


def _is_long(value: object) -> bool:
    return isinstance(value, str) and len(value) > LONGEST


def _sendable(value: Any) -> Any:  # noqa: ANN401 - a cell's value
    whole = isinstance(value, int) and not isinstance(value, bool)
    return float(value) if whole and not -_WHOLE <= value < _WHOLE else value


def _long_texts(area: Area, rows: Sequence[Sequence[Any]]) -> Iterator[tuple[Area, str]]:
    for row, line in enumerate(rows, area.top):
        for column, value in enumerate(line, area.left):
            if _is_long(value):
                yield Area(row, column, row, column), value


def write_mixed(
    sheet: xlwings.Sheet, area: Area, rows: Sequence[Sequence[Any]], formulas: Collection[int]
) -> None:
    """Write a rectangle in which the columns `formulas` (0-based) hold formulas: Excel takes both in one call.

    A text with `=` among values is a formula there; in a closed file no value ever takes a formula's place.
    """
    if is_live(sheet) or not formulas:
        write_block(sheet, area, rows)
        return
    for of_formulas, run in groupby(range(len(rows[0])), lambda at: at in formulas):
        columns = list(run)
        first, last = columns[0], columns[-1]
        part = replace(area, left=area.left + first, right=area.left + last)
        cells = [row[first : last + 1] for row in rows]
        if of_formulas:
            write_formulas(sheet, part, [[cell if _starts(cell) else "" for cell in row] for row in cells])
            _write_among(sheet, part, cells)
        else:
            write_block(sheet, part, cells)


def _write_among(sheet: xlwings.Sheet, area: Area, rows: Sequence[Sequence[Any]]) -> None:
    """Constants that a clerk typed where a formula stood: as what they are, or 007 would become 7."""
    for row, line in enumerate(rows, area.top):
        for column, cell in enumerate(line, area.left):
            if cell is not None and not _starts(cell):
                write_block(sheet, Area(row, column, row, column), [[cell]])


def _starts(cell: object) -> bool:
    return isinstance(cell, str) and cell.startswith("=")


def write_formulas(sheet: xlwings.Sheet, area: Area, rows: Sequence[Sequence[Any]]) -> None:
    """Write formulas, or constants as text, into a rectangle of exactly that size."""
    # The converter of xlwings would resize the range again, with all its questions.
    block(sheet, area).impl.formula = [list(row) for row in rows]
