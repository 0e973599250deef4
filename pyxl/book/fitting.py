"""How high a row must be for its wrapped text: programs differ on fitting rows of a file that they open.

All cells of a row are measured, each in the width of its column; every sheet that is written takes its heights
from here.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil
from typing import TYPE_CHECKING, Final

from pyxl.book.declared import Column

if TYPE_CHECKING:
    from pyxl.book.workbook import Record

SIZE: Final = 11.0
"""Points of the text in tables."""
LINE: Final = 16 / SIZE
"""Height of a line, for each point of its text."""
PADDING: Final = 6.0
"""Points above and below the text, together."""
LEAST: Final = 21.0
"""Points of a row with a single line."""
HIGHEST: Final = 409.0
"""Points that a spreadsheet's row can have; longer texts are read in the formula bar."""

_WIDE: Final = 2.25
"""Width of a Chinese character in digits of the default font, with what lines lose that may not end in any sign."""
_MARGIN: Final = 2.0
"""Digits of a column's width that the indent and the space beside the text take."""


def row_height(cells: Iterable[tuple[object, float]], size: float = SIZE, least: float = LEAST) -> float:
    """Points that a row needs for its cells, each a value and the width of its column in digits."""
    lines = max((lines_of(str(value), width, size) for value, width in cells if value is not None), default=1)
    return min(HIGHEST, max(least, LINE * size * lines + PADDING))


def fitted_height(columns: Iterable[Column], record: Record) -> float:
    """Points that a table's row needs so that each of its cells shows its whole text."""
    return row_height(((record.get(column.header), column.width) for column in columns), least=LINE * SIZE)


def lines_of(text: str, width: float, size: float = SIZE) -> int:
    """Lines that a text of `size` points takes in a column `width` digits wide."""
    room = (width - _MARGIN) * SIZE / size
    return sum(max(1, ceil(_digits(part) / room)) for part in text.splitlines() or [""])


def _digits(text: str) -> float:
    return sum(1.0 if character.isascii() else _WIDE for character in text)
