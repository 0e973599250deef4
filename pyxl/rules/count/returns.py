"""What was entered on election day: rows of 选举情况, 计票 and 逐票, sorted by vote and entry.

Nothing is skipped in silence.  A row that belongs to no vote or to no entry is a finding of the vote that it
names; a row that only names its candidate or entry, with no figures yet, is a blank form.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from pyxl.rules.count.codes import PAPERS, TOTALS, TURNOUT, finding
from pyxl.rules.count.entries import Entry, Pair, Void
from pyxl.rules.count.one_paper import with_shared_figures
from pyxl.rules.count.rows import COUNTED, CandidateTotals, Mark, MarkReader, Turnout, whole
from pyxl.rules.count.tally import Papers, Totals
from pyxl.rules.findings import Finding, Row
from pyxl.rules.person import OFFICE_CODES, folded, text_of
from pyxl.rules.plan import Settings
from pyxl.words import ENTRIES, PRIMARY, sheet_row

Vote = tuple[str, int]
"""Office and round."""

VOID_BY: Final = "录入作废"
VOID_AT: Final = "作废时间"
ROUND: Final = "轮次"


@dataclass
class _Draft:
    """One entry while its rows are read."""

    turnout_rows: list[int] = field(default_factory=list)
    turnout: Turnout | None = None
    void: Void | None = None
    totals: list[CandidateTotals] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def entry(self, name: str) -> Entry:
        """The entry; both kinds of votes at once are a finding."""
        if self.totals and self.marks:
            count = {"totals": len(self.totals), "papers": len(self.marks)}
            self.findings.append(finding("E605", count, entry=name))
        votes: Totals | Papers | None = Totals(tuple(self.totals)) if self.totals else None
        if self.marks:
            votes = Papers(tuple(self.marks))
        return Entry(name, self.turnout, votes, self.void, tuple(self.findings))


class _Reader:
    """Sorts the rows of the three tables."""

    def __init__(self, settings: Settings) -> None:
        self._marks = MarkReader(settings)
        self._settings = settings
        self._drafts: defaultdict[tuple[str, int, str], _Draft] = defaultdict(_Draft)
        self._strays: defaultdict[Vote, list[Finding]] = defaultdict(list)

    def turnouts(self, rows: Iterable[Row]) -> None:
        told: dict[int, list[Finding]] = {}
        if self._settings.one_paper:
            shared = [*with_shared_figures([*rows], self._settings)]
            rows, told = [row for row, _ in shared], {at: found for at, (_, found) in enumerate(shared, 1)}
        for number, row, draft, entry in self._placed(rows, TURNOUT):
            draft.findings += told.get(number, [])
            draft.turnout_rows.append(number)
            if len(draft.turnout_rows) > 1:
                first, second = map(sheet_row, draft.turnout_rows[-2:])
                office = text_of(row.get("选举"))
                draft.findings.append(
                    finding("E104", row=number, office=office, entry=entry, first=first, second=second)
                )
            draft.void, faults = _void(row, number, entry)
            draft.findings += faults
            if _says(row, _KNOWN_AT_THE_VOTE):
                draft.turnout, faults = Turnout.from_row(row, number, entry)
                draft.findings += faults

    def totals(self, rows: Iterable[Row]) -> None:
        for number, row, draft, _ in self._placed(rows, TOTALS):
            totals, faults = CandidateTotals.from_row(row, number)
            draft.findings += faults
            if totals:
                draft.totals.append(totals)

    def papers(self, rows: Iterable[Row]) -> None:
        for number, row, draft, _ in self._placed(rows, PAPERS):
            mark, faults = self._marks.read(row, number)
            if mark:
                draft.marks.append(mark)
            elif faults:
                draft.findings += faults

    def pairs(self) -> dict[Vote, Pair]:
        """Both entries of every vote that any row names."""
        votes = {(office, vote) for office, vote, _ in self._drafts} | self._strays.keys()
        return {vote: self._pair(*vote) for vote in sorted(votes)}

    def _pair(self, office: str, vote: int) -> Pair:
        drafts = [self._drafts.get((office, vote, name), _Draft()) for name in ENTRIES]
        first, second = (draft.entry(name) for name, draft in zip(ENTRIES, drafts, strict=True))
        return Pair(first, second, tuple(self._strays.get((office, vote), ())))

    def _placed(self, rows: Iterable[Row], table: str) -> Iterator[tuple[int, Row, _Draft, str]]:
        """The rows that belong to an entry, with it; the others become findings of their vote.

        Rows of one entry share a place, so each place is made out once.
        """
        places: dict[object, tuple[_Draft, str] | None] = {}
        for number, row in enumerate(rows, 1):
            key = (row.get("选举"), row.get(ROUND), row.get("录入"))
            if places.get(key) is None:
                if not _says(row, _FIGURES[table]):
                    continue
                places[key] = self._place(row, number, table, key in places)
            if place := places[key]:
                yield number, row, *place

    def _place(self, row: Row, number: int, table: str, told: bool) -> tuple[_Draft, str] | None:
        """The entry that a row belongs to; a place that is none is told once in a table."""
        written, entry = text_of(row.get("选举")), folded(row.get("录入"))
        office = PRIMARY if written == PRIMARY else OFFICE_CODES.normalise(written)
        vote, faults = _round(row, number, table)
        if office is None:
            faults.append(finding("E102", table=table, row=number, value=written))
        if entry not in ENTRIES:
            faults.append(finding("E103", table=table, row=number, value=text_of(row.get("录入"))))
        if office is None or faults:
            if not told:
                self._strays[office or written, vote] += faults
            return None
        return self._drafts[office, vote, entry], entry


_KNOWN_AT_THE_VOTE: Final = tuple(column for column in COUNTED if column not in {"应到", "印制", "签到"})
"""Columns that nobody can fill in beforehand: without any of them a row is a form that was prepared."""

_FIGURES: Final[Mapping[str, tuple[str, ...]]] = {
    TURNOUT: (*_KNOWN_AT_THE_VOTE, VOID_BY, VOID_AT),
    TOTALS: ("赞成", "反对", "弃权"),
    PAPERS: ("票号", "姓名", "意见"),
}
"""The columns that make a row more than a blank form."""


def read_returns(
    turnouts: Iterable[Row], totals: Iterable[Row], papers: Iterable[Row], settings: Settings
) -> dict[Vote, Pair]:
    """The entries of every vote, keyed by office and round.

    Columns beyond those of INTERFACES are optional: 轮次 (1 if blank) in all three tables; 换票 未收回 销毁 签到
    录入作废 作废时间 in 选举情况.  An office that there is not keeps its written name as key.
    """
    reader = _Reader(settings)
    reader.turnouts(turnouts)
    reader.totals(totals)
    reader.papers(papers)
    return reader.pairs()


def _says(row: Row, columns: Iterable[str]) -> bool:
    return any(text_of(row.get(column)) for column in columns)


def _round(row: Row, number: int, table: str) -> tuple[int, list[Finding]]:
    """The round, 1 if it is blank."""
    try:
        vote = whole(row.get(ROUND))
    except (ValueError, OverflowError):
        vote = 0
    if vote == 0:
        return 1, [finding("E101", table=table, row=number, column=ROUND, value=text_of(row.get(ROUND)))]
    return vote or 1, []


def _void(row: Row, number: int, entry: str) -> tuple[Void | None, list[Finding]]:
    """Whether the entry is declared void; that needs who and when."""
    by, at = text_of(row.get(VOID_BY)), text_of(row.get(VOID_AT))
    if bool(by) != bool(at):
        return None, [finding("E109", row=number, entry=entry)]
    return (Void(by, at) if by else None), []
