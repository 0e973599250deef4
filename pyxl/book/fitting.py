"""How high a row must be for its wrapped text: programs differ on fitting rows of a file that they open.

All cells of a row are measured, each in the width of its column; every sheet that is written takes its heights
from here.  Lines are broken as LibreOffice and Excel break them: between Chinese characters, but no line begins with
a closing sign or ends with an opening one; at spaces and behind `/` and `-`, so that a path or a SHA-256 moves to the
next line whole, and what is longer than a line is broken anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from math import ceil, floor
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

_CHINESE: Final = 2.1
"""Width of a Chinese character in digits of the default font."""
_ORDINARY, _NARROW, _BROAD = 1.36, 1.05, 2.06
"""Widths of Latin signs: the larger of 宋体, whose signs are all alike, and of what stands in where it is missing."""
_WIDTHS: Final = {
    **{chr(code): _ORDINARY for code in range(0x21, 0x7F)},
    **dict.fromkeys(" !'()*,-./:;I[]`fijlrt{|}", _NARROW),
    **dict.fromkeys("%@MWmw", _BROAD),
}
_MARGIN: Final = 2.6
"""Digits of a column's width that the indent and the space beside the text take."""

_OPENING, _CLOSING = r"“‘（《〈【「『", r"”’）》〉】」』，。、；：？！…"
_LATIN: Final = ("(?:[!-,.0-~]|[-/](?=[-/0-9]))+[-/]?|[-/]", "[!-~]+")
"""A run of Latin signs that ends behind `/` and `-`, as Excel and LibreOffice mostly have it; one that does not."""


def _pieces(latin: str, held: bool) -> re.Pattern[str]:
    sign = rf"[{_OPENING}]*(?:{latin}|[^ ])"
    before = rf"(?:{sign}[{_CLOSING}]+(?=[!-~]))*" if held else ""
    return re.compile(rf"({before}{sign}[{_CLOSING}]*)( *)| +")


_PIECES: Final = tuple(_pieces(latin, held) for latin in _LATIN for held in (True, False))
"""What stays together on a line, and the spaces behind it, which may hang over the line's end.

LibreOffice sometimes holds a Latin run to the Chinese sign before it: all four ways are reckoned."""


def row_height(cells: Iterable[tuple[object, float]], size: float = SIZE, least: float = LEAST) -> float:
    """Points that a row needs for its cells, each a value and the width of its column in digits."""
    lines = max((lines_of(str(value), width, size) for value, width in cells if value is not None), default=1)
    return height_of(lines, size, least)


def height_of(lines: int, size: float = SIZE, least: float = LEAST) -> float:
    """Points that a row of so many lines needs."""
    return min(HIGHEST, max(least, LINE * size * lines + PADDING))


def width_of(text: str, size: float = SIZE) -> float:
    """Digits that a column must be wide to show the text on one line."""
    return max((_digits(part) for part in text.splitlines()), default=0.0) * size / SIZE + _MARGIN


def fitted_height(columns: Iterable[Column], record: Record) -> float:
    """Points that a table's row needs so that each of its cells shows its whole text."""
    return row_height(((record.get(column.header), column.width) for column in columns), least=LINE * SIZE)


def surely_fit(width: float) -> int:
    """Signs of any kind, without a line end, that a column `width` digits wide shows on one line."""
    return max(0, floor((width - _MARGIN) / _CHINESE - 1e-6))


@lru_cache(maxsize=8192)
def lines_of(text: str, width: float, size: float = SIZE) -> int:
    """Lines that a text of `size` points takes in a column `width` digits wide."""
    room = (width - _MARGIN) * SIZE / size
    return sum(_lines(part, room) for part in text.splitlines() or [""])


@lru_cache(maxsize=1024)
def _lines(text: str, room: float) -> int:
    """Lines of a text without line ends, by the way of breaking it that needs more of them."""
    if _digits(text) <= room:
        return 1
    return max(_laid(pieces.findall(text), room) for pieces in _PIECES)


def _laid(pieces: list[tuple[str, str]], room: float) -> int:
    """Lines when each piece goes on the present line if it fits, else on the next ones."""
    lines, taken = 1, 0.0
    for piece, spaces in pieces:
        wide = _digits(piece)
        if taken + wide > room and taken:
            lines, taken = lines + 1, 0.0
        if wide > room:  # broken anywhere, and each line may lose a sign that half fits
            broken = ceil(wide / (room - _BROAD)) - 1
            lines, wide = lines + broken, wide - broken * (room - _BROAD)
        taken += wide + _digits(spaces)
    return lines


def _digits(text: str) -> float:
    return sum(_WIDTHS.get(character, _CHINESE) for character in text)
