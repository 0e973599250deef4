"""What is told about an import beside its rows: a sentence for each column and reason, with all its rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pyxl.masking import without_long_numbers

_SHOWN = 5
_LONGEST = 20


def excerpt(text: str, longest: int = _LONGEST) -> str:
    """The beginning of a text, in quotation marks; of an identity number only its first places.

    >>> excerpt("510904198005011234")
    '“510904************”'
    """
    text = without_long_numbers(text)
    return f"“{text[:longest]}…”" if len(text) > longest else f"“{text}”"


def row_list(rows: Sequence[int]) -> str:
    """Row numbers as a clerk writes them.

    >>> row_list([4, 5, 6, 9])
    '4—6、9'
    """
    runs: list[list[int]] = []
    for row in rows:
        if runs and row == runs[-1][1] + 1:
            runs[-1][1] = row
        else:
            runs.append([row, row])
    return "、".join(str(first) if first == last else f"{first}—{last}" for first, last in runs)


@dataclass
class Notes:
    """Gathers cells by sheet, column and reason, in the order in which each was first met."""

    _sentences: dict[str, None] = field(default_factory=dict)
    _cells: dict[tuple[str, str, str], list[tuple[int, str]]] = field(default_factory=dict)
    _rows: dict[tuple[str, str], list[tuple[int, str]]] = field(default_factory=dict)

    def say(self, sentence: str) -> None:
        """A sentence about a sheet or a column as a whole; said once."""
        self._sentences[sentence] = None

    def cell(self, place: str, column: str, reason: str, row: int, shown: str = "") -> None:
        """A doubtful cell.  `shown` is its text where that may be shown (never an identity number)."""
        self._cells.setdefault((place, column, reason), []).append((row, shown))

    def row(self, place: str, sentence: str, row: int, shown: str = "") -> None:
        """A row of which something is to be known; `shown` tells who it is."""
        self._rows.setdefault((place, sentence), []).append((row, shown))

    def sentences(self) -> tuple[str, ...]:
        """All that was gathered, as Chinese sentences."""
        cells = (
            f"{place}“{column}”一栏{reason}：{_cells(found)}"
            for (place, column, reason), found in self._cells.items()
        )
        rows = (f"{place}{sentence}：{_cells(found)}" for (place, sentence), found in self._rows.items())
        return (*self._sentences, *rows, *cells)


def _cells(found: Iterable[tuple[int, str]]) -> str:
    shown: list[str] = []
    plain: list[int] = []
    for row, text in found:
        if text and len(shown) < _SHOWN:
            shown.append(f"第 {row} 行{excerpt(text)}")
        else:
            plain.append(row)
    rest = [f"第 {row_list(plain)} 行"] if plain else []
    return "、".join(shown + rest)
