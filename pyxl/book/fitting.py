"""How high a row must be for its wrapped text: programs differ on fitting rows of a file that they open."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil
from typing import TYPE_CHECKING, Final

from pyxl.book.declared.schema import Column

if TYPE_CHECKING:
    from pyxl.book.workbook import Record

LINE: Final = 16.0
"""Points of a line of 11-point text."""
PADDING: Final = 6.0
"""Points above and below the text, together."""
HIGHEST: Final = 409.0
"""Points that a spreadsheet's row can have; longer texts are read in the formula bar."""

_WIDE: Final = 2.05
"""Width of a Chinese character in digits of the default font."""
_MARGIN: Final = 2.0
"""Digits of a column's width that the indent and the space beside the text take."""


def fitted_height(columns: Iterable[Column], record: Record) -> float:
    """Points that a row needs so that each of its cells shows its whole text, wrapped to its column."""
    lines = (
        lines_of(str(record[column.header]), column.width)
        for column in columns
        if record.get(column.header) is not None
    )
    return min(HIGHEST, LINE * max(1, *lines, 1) + PADDING)


def lines_of(text: str, width: float) -> int:
    """Lines that a text takes in a column `width` digits wide."""
    return sum(max(1, ceil(_digits(part) / (width - _MARGIN))) for part in text.split("\n"))


def _digits(text: str) -> float:
    return sum(1.0 if character.isascii() else _WIDE for character in text)
