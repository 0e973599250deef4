"""Cell addresses: A1 notation, rectangles of cells, and formulas moved from one cell to another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

MAX_ROWS = 1_048_576
MAX_COLUMNS = 16_384

_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")
_COLUMN = re.compile(r"\$?([A-Za-z]{1,3})")
_ROW = re.compile(r"\$?([1-9][0-9]{0,6})")


@lru_cache(maxsize=MAX_COLUMNS)
def column_letters(column: int) -> str:
    """`1` -> `A`, `27` -> `AA`."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@lru_cache(maxsize=MAX_COLUMNS)
def column_number(letters: str) -> int:
    """`A` -> `1`, `aa` -> `27`."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def cell_name(row: int, column: int) -> str:
    """`(3, 2)` -> `B3`."""
    return f"{column_letters(column)}{row}"


@dataclass(frozen=True, slots=True, order=True)
class Area:
    """A rectangle of cells; rows and columns count from 1 and both corners belong to it."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def size(self) -> int:
        """Number of cells."""
        return (self.bottom - self.top + 1) * (self.right - self.left + 1)

    def contains(self, row: int, column: int) -> bool:
        """Whether the cell lies inside."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right

    def meets(self, other: Area) -> bool:
        """Whether the two rectangles share a cell."""
        return (
            self.top <= other.bottom
            and other.top <= self.bottom
            and self.left <= other.right
            and other.left <= self.right
        )

    def address(self, dollar: str = "") -> str:
        """`A1:B2`, or `$A$1:$B$2` with `dollar="$"`; one cell stands alone."""
        first = f"{dollar}{column_letters(self.left)}{dollar}{self.top}"
        last = f"{dollar}{column_letters(self.right)}{dollar}{self.bottom}"
        return first if first == last else f"{first}:{last}"


def parse_area(text: str) -> Area | None:
    """Read `B3`, `$A$1:C9`, `A:C` or `2:5`; None when the text is no such address."""
    first, colon, last = text.strip().partition(":")
    last = last if colon else first
    for pattern in (_CELL, _COLUMN, _ROW):
        if (one := pattern.fullmatch(first)) and (two := pattern.fullmatch(last)):
            if pattern is not _CELL and ":" not in text:
                return None
            area = _corners(pattern, one, two)
            inside = area.bottom <= MAX_ROWS and area.right <= MAX_COLUMNS
            return area if inside else None
    return None


def _corners(pattern: re.Pattern[str], one: re.Match[str], two: re.Match[str]) -> Area:
    if pattern is _ROW:
        rows, columns = sorted((int(one[1]), int(two[1]))), [1, MAX_COLUMNS]
    else:
        columns = sorted((column_number(one[1]), column_number(two[1])))
        rows = [1, MAX_ROWS] if pattern is _COLUMN else sorted((int(one[2]), int(two[2])))
    return Area(rows[0], columns[0], rows[1], columns[1])


def parse_areas(text: str) -> list[Area]:
    """Read a list of areas parted by spaces (an `sqref`); what is no address is left out."""
    return [area for part in text.split() if (area := parse_area(part)) is not None]


def bounds(areas: Iterable[Area]) -> Area | None:
    """The smallest rectangle around all areas."""
    parts = list(areas)
    if not parts:
        return None
    return Area(
        min(a.top for a in parts),
        min(a.left for a in parts),
        max(a.bottom for a in parts),
        max(a.right for a in parts),
    )


def quoted_sheet(name: str) -> str:
    """A sheet's name as formulas write it, always in quotes: `'第 1 张'`."""
    return "'" + name.replace("'", "''") + "'"


def split_reference(text: str) -> tuple[str | None, str]:
    """`'第 1 张'!$A$1:$B$2` -> (`第 1 张`, `$A$1:$B$2`); the sheet is None where none is named."""
    sheet, mark, address = text.strip().removeprefix("=").rpartition("!")
    if not mark:
        return None, address
    if sheet.startswith("'") and sheet.endswith("'"):
        sheet = sheet[1:-1].replace("''", "'")
    return sheet, address


# Strings, quoted sheet names and structured references are passed over; so are names and functions.
_TOKEN = re.compile(
    r"""(?P<skip>"(?:[^"]|"")*"|'(?:[^']|'')*'|\[(?:[^\[\]]|\[[^\[\]]*\])*\])
    |(?P<cell>(?<![\w.$])(\$?)([A-Z]{1,3})(\$?)([1-9][0-9]{0,6})(?![\w.(!]))
    |(?P<columns>(?<![\w.$])(\$?)([A-Z]{1,3}):(\$?)([A-Z]{1,3})(?![\w.(!]))
    |(?P<rows>(?<![\w.$])(\$?)([1-9][0-9]{0,6}):(\$?)([1-9][0-9]{0,6})(?![\w.(!]))
    |(?P<word>[\w.\\]+)""",
    re.VERBOSE,
)


def move_formula(formula: str, rows: int, columns: int) -> str:
    """The formula as it reads `rows` lower and `columns` further right: relative references follow.

    A reference that would leave the sheet becomes `#REF!`, as in Excel.
    """

    def row(mark: str, number: str) -> str | None:
        moved = int(number) + (0 if mark else rows)
        return f"{mark}{moved}" if 1 <= moved <= MAX_ROWS else None

    def column(mark: str, letters: str) -> str | None:
        moved = column_number(letters) + (0 if mark else columns)
        return f"{mark}{column_letters(moved)}" if 1 <= moved <= MAX_COLUMNS else None

    def replace(match: re.Match[str]) -> str:
        groups = match.groups()
        if match["cell"]:
            parts: Iterator[str | None] = iter((column(groups[2], groups[3]), row(groups[4], groups[5])))
            joint = ""
        elif match["columns"]:
            parts, joint = iter((column(groups[7], groups[8]), column(groups[9], groups[10]))), ":"
        elif match["rows"]:
            parts, joint = iter((row(groups[12], groups[13]), row(groups[14], groups[15]))), ":"
        else:
            return match[0]
        found = list(parts)
        return "#REF!" if None in found else joint.join(part for part in found if part)

    return _TOKEN.sub(replace, formula)
