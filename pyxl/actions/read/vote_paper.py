"""The votes that stand on one paper, as the sheets for typing papers take them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pyxl.book.grid_layout import CANDIDATES, PRESENT, GridLayout
from pyxl.book.grid_sheet import TOGETHER, grid_sections, head_text
from pyxl.book.workbook import Cell
from pyxl.rules.count import Contest, title
from pyxl.words import OFFICERS


@dataclass(frozen=True, slots=True)
class VotePaper:
    """One vote, or several of the same round; `contests` in the order of the offices.  `layout` is the sheets'."""

    contests: Sequence[Contest]
    layout: GridLayout = PRESENT

    @property
    def office(self) -> str:
        """All offices, as the sheet's cell names them."""
        return TOGETHER.join(contest.office for contest in self.contests)

    @property
    def round(self) -> int:
        """The round, the same for all."""
        return self.contests[0].round

    @property
    def title(self) -> str:
        """What is read out."""
        return title(self.office, self.round)

    @property
    def names(self) -> tuple[str, ...]:
        """All candidates, office by office."""
        return tuple(name for contest in self.contests for name in contest.candidates)

    @property
    def sections(self) -> list[list[Cell]]:
        """The row that says whose each column is."""
        return grid_sections([(c.office, len(c.candidates), c.write_ins) for c in self.contests], self.layout)

    @property
    def seats(self) -> list[list[Cell]]:
        """The seats of each of the officers, below one another, where several stand on the paper."""
        found = {contest.office: contest.seats for contest in self.contests if len(self.contests) > 1}
        return [[found.get(office)] for office in OFFICERS]

    @property
    def write_ins(self) -> int:
        """Places to write in on one paper, of all its offices."""
        return sum(contest.write_ins for contest in self.contests)

    @property
    def holds_all_write_ins(self) -> bool:
        """Whether the sheets have a column for each of them; an older sheet may not."""
        return self.write_ins <= self.layout.write_ins

    @property
    def fits(self) -> bool:
        """Whether the sheets can be given to it: several offices need a column for each place, which says whose it is."""
        return len(self.names) <= CANDIDATES and (len(self.contests) == 1 or self.holds_all_write_ins)

    @property
    def head(self) -> str:
        """What the sheet keeps of it."""
        return head_text(self.office, self.round, self.names, self.sections[0])
