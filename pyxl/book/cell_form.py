"""Where the cells of a table are no longer of the form that its declaration gives them.

Mostly a paste did it: a number where text belongs, a text where a date belongs, a format or drop-down that went.
Values are looked at row by row; formats and input rules column by column, with few calls.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from pyxl.book.declared import FIRST_VERSION, LIVE_STATUS, Column, Kind
from pyxl.book.workbook import SERIAL, Cell, Region
from pyxl.hosts.addresses import Area
from pyxl.hosts.sheets.cell_rules import (
    all_have_format,
    first_row_without_format,
    input_rule_areas,
    uncovered_row,
)

NUMBERS_AS_TEXT: Final = frozenset({"编号", "身份证号", "例外批准文号", "联系电话"})
"""Text columns that hold digits: there a cell of another format turns what is typed into a number."""


class Fault(StrEnum):
    """How a cell is out of form."""

    NUMBER = "number for text"
    TEXT_DATE = "text for date"
    BARE_DATE = "number for date"
    TEXT_NUMBER = "text for number"
    FORMAT = "text format lost"
    CHOICES = "drop-down lost"
    FORMULA = "formula lost"
    COLUMNS = "formula columns lost"


@dataclass(frozen=True, slots=True)
class Misfit:
    """A column of a table in which cells are out of form: their 1-based data rows, and what stands in them.

    For a format or a drop-down `rows` is the first row alone, with no value; 0 is the whole column.
    """

    table: str
    column: str
    fault: Fault
    rows: tuple[int, ...]
    values: tuple[Cell, ...] = ()


_Wrong = Callable[[Cell], bool]


def _is_number(value: Cell) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_text(value: Cell) -> bool:
    return isinstance(value, str)


BY_VALUE: Final[Mapping[Kind, tuple[tuple[Fault, _Wrong], ...]]] = {
    Kind.DATE: ((Fault.TEXT_DATE, _is_text), (Fault.BARE_DATE, _is_number)),
    Kind.NUMBER: ((Fault.TEXT_NUMBER, _is_text),),
}
"""What a value must not be in a column of a kind."""


def misfits(region: Region) -> Iterator[Misfit]:
    """Everything that is out of form in a table, by column."""
    for column in region.columns:
        if column.header == SERIAL or column.link:
            continue
        yield from _values(region, column)
    if not region.live_whole:
        yield Misfit(region.declaration.name, LIVE_STATUS, Fault.COLUMNS, (0,))
    elif region.pasted_over:
        rows = tuple(row + 1 for row in region.pasted_over)
        yield Misfit(region.declaration.name, LIVE_STATUS, Fault.FORMULA, rows)
    yield from _formats(region)
    yield from _choices(region)


def _values(region: Region, column: Column) -> Iterator[Misfit]:
    checks = BY_VALUE.get(column.kind, ())
    if column.header in NUMBERS_AS_TEXT:
        checks = ((Fault.NUMBER, lambda value: _is_number(value) or isinstance(value, dt.date)),)
    for fault, wrong in checks:
        found = [(n, record[column.header]) for n, record in enumerate(region.records, 1)]
        bad = [(number, value) for number, value in found if wrong(value)]
        if bad:
            yield Misfit(
                region.declaration.name,
                column.header,
                fault,
                tuple(number for number, _ in bad),
                tuple(value for _, value in bad),
            )


def _formats(region: Region) -> Iterator[Misfit]:
    """Columns of digits in which a cell, filled or still to be filled, is not of the text format."""
    columns = [c for c in region.columns if c.header in NUMBERS_AS_TEXT and c.kind is Kind.TEXT]
    if all_have_format(region.sheet, [_cells(region, column) for column in columns], Kind.TEXT.value):
        return
    for column in columns:
        row = first_row_without_format(region.sheet, _cells(region, column), Kind.TEXT.value)
        if row is not None:
            yield Misfit(region.declaration.name, column.header, Fault.FORMAT, (row - region.top,))


def _choices(region: Region) -> Iterator[Misfit]:
    """Columns with a drop-down in which a cell has none any more."""
    declared = [column for column in region.columns if column.choices and column.since == FIRST_VERSION]
    places = [_cells(region, column) for column in declared]
    areas = input_rule_areas(region.sheet, places, region.cells) if places else None
    if areas is None:
        return
    for column in declared:
        row = uncovered_row(_cells(region, column), areas)
        if row is not None:
            yield Misfit(region.declaration.name, column.header, Fault.CHOICES, (row - region.top,))


def _cells(region: Region, column: Column) -> Area:
    left = region.left + region.offsets[column.header]
    return Area(region.top + 1, left, region.top + max(1, region.height), left)
