"""What several actions read of the count: first ballots' names, the entries, the votes that are due."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from pyxl.actions.read.vote_paper import VotePaper
from pyxl.book.declared import ENTRY_SHEETS
from pyxl.book.grid_reading import read_grid
from pyxl.book.grid_sheet import GRID, Grid
from pyxl.book.workbook import Record, Workbook
from pyxl.rules.ballot_paper import printed_names
from pyxl.rules.count import Contest, Pair, Result, Vote, decide_all, due, on_papers, read_returns
from pyxl.rules.plan import Settings
from pyxl.words import OFFICES


@dataclass(frozen=True)
class Votes:
    """All votes as the workbook has them.

    `grids` are the sheets for typing, by entry; their papers count as rows behind those of the table
    逐票, which has `stored` rows.
    """

    candidates: Mapping[str, tuple[str, ...]]
    pairs: Mapping[Vote, Pair]
    settings: Settings
    grids: Mapping[str, Grid]
    stored: int
    delegates: frozenset[str] = frozenset()

    @property
    def typed(self) -> Mapping[str, Sequence[Record]]:
        """The papers on the sheets for typing, by entry."""
        return {entry: grid.papers for entry, grid in self.grids.items()}

    @cached_property
    def results(self) -> tuple[Result, ...]:
        """The results of everything that was entered, in the order of the votes."""
        return decide_all(self.pairs, self.candidates, self.settings, self.delegates)

    @cached_property
    def due(self) -> Mapping[str, Contest]:
        """Office -> the vote that may be held now."""
        return {contest.office: contest for contest in self._due}

    @cached_property
    def _due(self) -> tuple[Contest, ...]:
        return due(self.pairs, self.candidates, self.settings, self.delegates)

    @property
    def begun(self) -> frozenset[str]:
        """Offices of which something was entered."""
        return frozenset(result.office for result in self.results)

    def papers_of(self, contests: Sequence[Contest]) -> list[VotePaper]:
        """The papers of these votes, as the sheets for typing can take them."""
        layout = min((grid.layout for grid in self.grids.values()), key=lambda layout: layout.write_ins)
        return [VotePaper(paper, layout) for paper in on_papers(contests)]

    def typed_row(self, row: int) -> tuple[str, Record] | None:
        """The sheet for typing and the record behind a row of the papers, None for a row of the table."""
        at = row - self.stored - 1
        if at < 0:
            return None
        for entry, records in self.typed.items():
            if at < len(records):
                return ENTRY_SHEETS[entry], records[at]
            at -= len(records)
        return None


def read_votes(workbook: Workbook, settings: Settings, candidates: Sequence[Record]) -> Votes:
    """Read the three tables of the count and both sheets for typing papers."""
    workbook.expect("逐票", "选举情况", "计票", "代表")
    names = {office: printed_names(candidates, office, settings) for office in OFFICES}
    stored = workbook.records("逐票")
    grids = {
        entry: read_grid(workbook.sheet(sheet), entry, workbook.plain.raw(sheet, GRID))
        for entry, sheet in ENTRY_SHEETS.items()
    }
    papers = [*stored, *(record for grid in grids.values() for record in grid.papers)]
    pairs = read_returns(workbook.records("选举情况"), workbook.records("计票"), papers, settings)
    delegates = (
        frozenset(str(row["姓名"]) for row in workbook.records("代表") if row["姓名"])
        if settings.must_be_delegate
        else frozenset()
    )
    return Votes(names, pairs, settings, grids, len(stored), delegates)
