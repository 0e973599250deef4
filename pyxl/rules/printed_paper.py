"""What is printed on one paper: the ballot of one office, or those of the officers of one round, and whether it may be used."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pyxl.rules.ballot_paper import TITLES, Ballot
from pyxl.words import SPECIMEN


@dataclass(frozen=True, slots=True)
class PrintedPaper:
    """The ballots on it, in the order of the offices.  It may be used only where each of them may."""

    ballots: tuple[Ballot, ...]

    @property
    def first(self) -> Ballot:
        """The ballot that the paper is called after, and on whose sheet it is drawn."""
        return self.ballots[0]

    @property
    def several(self) -> bool:
        """Whether it has a section for each of several offices."""
        return len(self.ballots) > 1

    @property
    def title(self) -> str:
        """The title of its one ballot, or all offices."""
        if not self.several:
            return self.first.title
        further = "" if self.first.round == 1 else f"（第{self.first.round}轮）"
        return f"{'、'.join(TITLES[ballot.office] for ballot in self.ballots)}选票{further}"

    @property
    def notes(self) -> tuple[str, ...]:
        """How to mark it and when it is valid."""
        return self.first.notes_of_several if self.several else self.first.notes

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why it may not be used, each obstacle once."""
        return tuple(dict.fromkeys(reason for ballot in self.ballots for reason in ballot.specimen))

    @property
    def specimen(self) -> bool:
        """Whether it is only a specimen."""
        return bool(self.reasons)

    @property
    def mark(self) -> str:
        """What stands behind its names where it is only a specimen."""
        return f"（{SPECIMEN}）" if self.specimen else ""


def on_papers(ballots: Iterable[Ballot]) -> list[PrintedPaper]:
    """The ballots by the paper that they are printed on: each on its own, officers' of one round together where it is so."""
    papers: dict[object, list[Ballot]] = {}
    for ballot in ballots:
        papers.setdefault(ballot.round if ballot.one_paper else ballot.office, []).append(ballot)
    return [PrintedPaper(tuple(paper)) for paper in papers.values()]
