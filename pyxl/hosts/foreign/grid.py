"""What a foreign file is read into before anyone asks what it means: sheets of plain cells.

`pyxl.hosts.foreign.files` fills grids, `pyxl.book.intake.roster` makes rows of a table from them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

Cell = str | int | float | bool | date | None
"""One cell.  A number that the sender typed as text stays `str`; `datetime` counts as a `date`."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row that holds something: its number as the sender's program shows it, and its cells from column A.

    Cells to the right of the last one that holds something are left out.
    """

    number: int
    cells: tuple[Cell, ...]

    def cell(self, column: int) -> Cell:
        """The cell in a column (0 = A), None beyond the end."""
        return self.cells[column] if column < len(self.cells) else None


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged area: rows as the sender counts them, columns from 0; both ends belong to it."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet: its lines from top to bottom, blank rows left out.

    `notes` are Chinese sentences about what could not be taken over (formulas without a value, cells
    too far to the right).  `above` are texts that stand over the table and in none of its cells.  Rows as the
    sender counts them, columns from 0: `hidden_rows` and `hidden_columns` she does not see (hidden, filtered
    away, of no height), `struck` are cells (row, column) that she has crossed out.
    `saved` is when her program saved the file, by its own clock: UTC as ISO text, "" where it does not say.
    """

    sheet: str
    lines: tuple[Line, ...]
    merges: tuple[Merge, ...] = ()
    hidden: bool = False
    notes: tuple[str, ...] = ()
    above: tuple[str, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    struck: frozenset[tuple[int, int]] = frozenset()
    saved: str = ""
