"""Rectangles of cells, read and written with as few calls into the host as can be.

xlwings' own converters ask Excel some forty questions about a range that they write (its shape, its sheet,
its book's name, twice each), at about ten milliseconds a question.  Here a rectangle is addressed by text and
its values go through the same cleaning, so that a block costs a handful of calls, whatever its size.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from pyxl.errors import HostError
from pyxl.hosts.addresses import Area, bounds, parse_area

if TYPE_CHECKING:
    import xlwings


def block(sheet: xlwings.Sheet, area: Area) -> xlwings.Range:
    """The range over an area: one call."""
    return sheet.range(area.address())


def area_of(range_: xlwings.Range) -> Area:
    """Where a range lies; one call.  Of a range in several parts, the rectangle around them."""
    found = bounds(area for part in range_.address.split(",") if (area := parse_area(part)) is not None)
    if found is None:
        raise HostError(f"“{range_.address}”不是单元格地址", remedy="请检查工作表")
    return found


def read_block(sheet: xlwings.Sheet, area: Area) -> list[list[Any]]:
    """Values of a rectangle, row by row: numbers as float, dates as datetime, error values as text."""
    return _cleaned(sheet, block(sheet, area))


def read_both(sheet: xlwings.Sheet, area: Area) -> tuple[list[list[Any]], list[list[str]]]:
    """Values of a rectangle, and its formulas with their `=` (constants as text), both row by row."""
    target = block(sheet, area)
    return _cleaned(sheet, target), [list(row) for row in _lines(target.formula)]


def _cleaned(sheet: xlwings.Sheet, target: xlwings.Range) -> list[list[Any]]:
    lines = _lines(target.raw_value)
    cleaned: list[list[Any]] = _engine(sheet).clean_value_data(lines, dt.datetime, None, None, True)
    return cleaned


def _lines(raw: Any) -> Any:  # noqa: ANN401 - what a host hands over
    """Rows of cells, whatever a host gives for one cell or one row."""
    rows = raw if isinstance(raw, list | tuple) else [[raw]]
    return rows if isinstance(rows[0], list | tuple) else [rows]


def write_block(sheet: xlwings.Sheet, area: Area, rows: Sequence[Sequence[Any]]) -> None:
    """Write values into a rectangle of exactly that size."""
    prepare = _engine(sheet).prepare_xl_data_element
    block(sheet, area).raw_value = [[prepare(value, {}) for value in row] for row in rows]


def write_formulas(sheet: xlwings.Sheet, area: Area, rows: Sequence[Sequence[Any]]) -> None:
    """Write formulas, or constants as text, into a rectangle of exactly that size."""
    # The converter of xlwings would resize the range again, with all its questions.
    block(sheet, area).impl.formula = [list(row) for row in rows]


def _engine(sheet: xlwings.Sheet) -> Any:  # noqa: ANN401 - the engine behind xlwings' own
    return sheet.book.app.engine.impl
