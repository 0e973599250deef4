"""Where everything stands on a sheet for typing papers, by how many write-in columns the sheet has.

Today's sheets have a write-in column for each seat that there may be; workbooks built before had 25, and go on with them.
The layout of a sheet is told by its own headers, so that no button writes where an older sheet has its formulas.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pyxl.hosts.addresses import Area, cell_name
from pyxl.words import OFFICERS

PAPERS, CANDIDATES = 1_000, 100
WRITE_INS = CANDIDATES
"""One for each seat: there are no more seats than candidates, and nobody may write in more names than there are seats."""
FORMER_WRITE_INS: Final = 25
WRITE_IN_HEADER: Final = "另选"
"""Over the write-in columns, with their number behind it."""
TITLE_ROW, GUIDE_ROW, TOP_ROW, SECOND_ROW, APPROVED_ROW, AGAINST_ROW, NAMES_ROW = range(1, 8)
FIRST_PAPER_ROW = NAMES_ROW + 1
LAST_PAPER_ROW = NAMES_ROW + PAPERS
WHOLE_COLUMN = 7
"""整票, the first column that is typed into; columns count from 1."""
FIRST_CANDIDATE_COLUMN = WHOLE_COLUMN + 1
LAST_CANDIDATE_COLUMN = FIRST_CANDIDATE_COLUMN + CANDIDATES - 1
FIRST_WRITE_IN_COLUMN = LAST_CANDIDATE_COLUMN + 1
HEAD_ROW = 60
SECTION_SEATS_ROW = HEAD_ROW + 2
BEYOND = 3
"""Columns behind the hidden one that are looked at, too: a name typed there belongs to no paper."""


@dataclass(frozen=True, slots=True)
class GridLayout:
    """A sheet with so many write-in columns."""

    write_ins: int

    @property
    def last_write_in_column(self) -> int:
        """The last column that is typed into."""
        return FIRST_WRITE_IN_COLUMN + self.write_ins - 1

    @property
    def last_column(self) -> int:
        """The hidden column of cells that formulas and buttons share; a narrow one stands before it.

        Its first rows hold the signs for approval, opposition and abstention.
        """
        return self.last_write_in_column + 2

    @property
    def head_cell(self) -> str:
        """The vote and the names as the button wrote them: whether somebody changed them above marks can be told.

        It lies well below the formulas of that column, whose number grows.
        """
        return cell_name(HEAD_ROW, self.last_column)

    @property
    def printed_cell(self) -> str:
        """How many papers the sheet prints, as the button wrote it; blank before it did."""
        return cell_name(HEAD_ROW + 1, self.last_column)

    @property
    def head_range(self) -> str:
        """Both, which are written at once."""
        return f"{self.head_cell}:{self.printed_cell}"

    @property
    def section_seats_range(self) -> str:
        """Seats of each of the `OFFICERS` on the paper, below one another; blank for those that are not on it."""
        last = SECTION_SEATS_ROW + len(OFFICERS) - 1
        return Area(SECTION_SEATS_ROW, self.last_column, last, self.last_column).address()

    @property
    def sections_range(self) -> str:
        """The office of each column, candidates and write-ins, where several stand on one paper; blank elsewhere."""
        return Area(TOP_ROW, FIRST_CANDIDATE_COLUMN, TOP_ROW, self.last_write_in_column).address()

    @property
    def papers(self) -> Area:
        """Everything that is typed of the papers; no formula stands in it."""
        return Area(FIRST_PAPER_ROW, WHOLE_COLUMN, LAST_PAPER_ROW, self.last_write_in_column)


PRESENT: Final = GridLayout(WRITE_INS)
FORMER: Final = GridLayout(FORMER_WRITE_INS)
"""Of workbooks built before there was a write-in column for each seat."""


def layout_of(headers: Sequence[object]) -> GridLayout:
    """The layout of a sheet by its `NAMES_ROW`, from `FIRST_WRITE_IN_COLUMN` on."""
    further = headers[FORMER.write_ins :]
    present = any(isinstance(header, str) and header.startswith(WRITE_IN_HEADER) for header in further)
    return PRESENT if present else FORMER
