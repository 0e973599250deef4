"""Papers to totals: what each person got, how many papers are valid, and whether it all adds up.

`Papers` tallies paper by paper, `Totals` takes the sums from the tellers' sheet; both give the same `Tally`
for the same papers.  How a paper counts (RULES 5):

- Its approvals are the candidates marked for and the write-ins with a name and the mark.  More of them than
  seats: an invalid paper, and nothing on it counts.
- Wholly blank: valid and abstains, unless the setting 空白票有效 says otherwise.
- A name without the mark does not count (setting 另选须画赞成); a mark without a name never does.
- Who abstains can't write in for that place (setting 弃权可另选): as many write-ins as candidates voted
  against.  On a paper with more of them nobody can tell which are right, so none of its write-ins counts.

Papers that no row speaks of are wholly blank: there are as many papers as were returned.  Where a candidate
without a mark is approved (setting 不画符号计为), a paper approves whoever it neither rejects nor abstains on,
and every paper must be entered: none is approval by default.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pyxl.rules.count.codes import PAPERS, finding
from pyxl.rules.count.contest import Contest
from pyxl.rules.count.rows import CandidateTotals, Mark, Opinion, Turnout
from pyxl.rules.findings import Finding
from pyxl.rules.plan import Settings
from pyxl.words import sheet_row


@dataclass(frozen=True, slots=True)
class Balance:
    """approvals + undervotes + overvotes = papers × seats, the sum that the results sheet prints.

    An approval that a valid paper could have given and did not is an undervote; an invalid paper counts as
    many overvotes as there are seats.
    """

    papers: int
    seats: int
    approvals: int
    undervotes: int
    overvotes: int

    @property
    def holds(self) -> bool:
        """Whether the sum is right."""
        return self.approvals + self.undervotes + self.overvotes == self.papers * self.seats

    @property
    def words(self) -> str:
        """The sum with its figures."""
        return (
            f"赞成 {self.approvals} ＋ 少选 {self.undervotes} ＋ 无效 {self.overvotes} "
            f"{'＝' if self.holds else '≠'} 收回 {self.papers} 张 × 应选 {self.seats} 名"
        )


@dataclass(frozen=True, slots=True)
class Tally:
    """Totals of one entry: every candidate of the ballot in printed order, then write-ins in order of name.

    `blank` is the number of wholly blank papers, None where only totals are known.
    """

    people: tuple[CandidateTotals, ...]
    valid: int
    invalid: int
    blank: int | None
    balance: Balance
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Totals:
    """One entry by totals: rows of 计票."""

    rows: tuple[CandidateTotals, ...]

    @property
    def ready(self) -> bool:
        """Whether there is anything to count."""
        return bool(self.rows)

    def tally(self, turnout: Turnout, contest: Contest, settings: Settings) -> Tally:
        """The totals with every candidate on the ballot: who has no row got no vote, and abstentions only."""
        findings: list[Finding] = []
        invalid = turnout.invalid or 0
        valid = turnout.valid
        if valid is None:
            findings.append(finding("E201", row=turnout.row, entry=contest.title, missing="有效"))
            valid = max(turnout.returned - invalid, 0)
        rows: dict[str, CandidateTotals] = {}
        for row in self.rows:
            if row.name in rows:
                findings.append(_twice(rows[row.name], row))
            rows[row.name] = row
        on_ballot = frozenset(contest.candidates)
        findings += _misplaced(
            ((row.name, row.write_in, row.row) for row in rows.values()), on_ballot, contest
        )
        people = [rows.get(name) or CandidateTotals(name, 0, 0, valid) for name in contest.candidates]
        missing = [name for name in contest.candidates if name not in rows]
        if not self.rows:
            findings.append(finding("E309"))
        elif missing:
            findings += [finding("W301", name=name) for name in missing]
        people += sorted(row for name, row in rows.items() if name not in on_ballot)
        approvals = sum(row.approve for row in people)
        balance = Balance(
            papers=valid + invalid,
            seats=contest.seats,
            approvals=approvals,
            undervotes=valid * contest.seats - approvals,
            overvotes=invalid * contest.seats,
        )
        return Tally(tuple(people), valid, invalid, None, balance, tuple(findings))


@dataclass(frozen=True)
class Papers:
    """One entry paper by paper: rows of 逐票, in any order; only marked boxes or all of them.

    Where several offices stand on one paper (`one_paper`): `void_by` has the numbers of papers that another office's
    section voids, with those offices, `marked_elsewhere` the papers that say something in another section.
    """

    marks: tuple[Mark, ...]
    void_by: Mapping[int, Sequence[str]] = field(default_factory=dict, compare=False)
    marked_elsewhere: frozenset[int] = field(default=frozenset(), compare=False)

    @property
    def ready(self) -> bool:
        """Whether there is anything to count."""
        return bool(self.marks)

    def tally(self, turnout: Turnout, contest: Contest, settings: Settings) -> Tally:
        """Count the papers one by one."""
        return _Count(contest, settings).papers(self, turnout)

    def said(self, contest: Contest, settings: Settings) -> Said:
        """What other sections of the same papers need to know of this one."""
        return _Count(contest, settings).said(self.marks)


@dataclass(frozen=True, slots=True)
class Said:
    """Numbers of papers: those with more approvals in this section than seats, and those that say anything in it."""

    overvoted: frozenset[int]
    marked: frozenset[int]


@dataclass
class _Paper:
    """What one paper says, before it is judged."""

    number: int
    approved: list[str] = field(default_factory=list)
    against: list[str] = field(default_factory=list)
    abstained: list[str] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    unmarked: list[str] = field(default_factory=list)
    nameless: bool = False
    spoilt: bool = False

    @property
    def approvals(self) -> int:
        """Approvals, write-ins included."""
        return len(self.approved) + len(self.written)

    @property
    def untouched(self) -> bool:
        """Whether no mark stands on it that says anything."""
        marked = self.approved or self.against or self.abstained or self.written or self.unmarked
        return not (marked or self.nameless or self.spoilt)


class _Count:
    """Running sums over the papers of one entry."""

    def __init__(self, contest: Contest, settings: Settings) -> None:
        self._contest = contest
        self._settings = settings
        self._on_ballot = frozenset(contest.candidates)
        self._approve = dict.fromkeys(contest.candidates, 0)
        self._against = dict.fromkeys(contest.candidates, 0)
        self._written: dict[str, int] = {}
        self._valid = self._invalid = self._blank = self._undervotes = self._overvotes = 0
        self._findings: list[Finding] = []

    def said(self, marks: Sequence[Mark]) -> Said:
        papers = self._sorted_out(marks).values()
        marked = [paper.number for paper in papers if not self._complete(paper)]
        seats = self._contest.seats
        over = (paper.number for paper in papers if not paper.spoilt and paper.approvals > seats)
        return Said(frozenset(over), frozenset(marked))

    def papers(self, typed: Papers, turnout: Turnout) -> Tally:
        papers = self._sorted_out(typed.marks)
        for number in (*typed.void_by, *typed.marked_elsewhere):
            papers.setdefault(number, _Paper(number))
        for paper in sorted(papers.values(), key=lambda paper: paper.number):
            self._judge(paper, typed)
        rest = turnout.returned - len(papers)
        if rest > 0 and self._settings.blank_approves:
            self._findings.append(finding("E405", t=turnout, papers=len(papers), rest=rest))
        elif rest > 0:
            self._findings.append(finding("W401", t=turnout, papers=len(papers), rest=rest))
            self._take_blank(rest)
        self._compare(turnout, papers)
        balance = Balance(
            papers=turnout.returned,
            seats=self._contest.seats,
            approvals=sum(self._approve.values()) + sum(self._written.values()),
            undervotes=self._undervotes,
            overvotes=self._overvotes,
        )
        return Tally(
            people=tuple(self._people()),
            valid=self._valid,
            invalid=self._invalid,
            blank=self._blank,
            balance=balance,
            findings=tuple(self._findings),
        )

    def _sorted_out(self, marks: Sequence[Mark]) -> dict[int, _Paper]:
        """The papers by number; who stands on a paper twice, or in the wrong place, becomes a finding."""
        papers: dict[int, _Paper] = {}
        seen: dict[tuple[int, str], int] = {}
        wrong = []
        for mark in marks:
            number, name, opinion, write_in, row = mark
            paper = papers.get(number)
            if paper is None:
                paper = papers[number] = _Paper(number)
            if not name:
                paper.spoilt |= opinion is Opinion.SPOILT
                paper.nameless |= write_in and opinion in (Opinion.FOR, Opinion.AGAINST)
                continue
            if (number, name) in seen:
                rows = {"first": sheet_row(seen[number, name]), "second": sheet_row(row)}
                self._findings.append(finding("E402", rows, name=name, row=row, paper=number))
            seen[number, name] = row
            if write_in:
                names = paper.written if self._counts(opinion) else paper.unmarked
                names.append(name)
            elif opinion is Opinion.FOR:
                paper.approved.append(name)
            elif opinion is Opinion.AGAINST:
                paper.against.append(name)
            elif opinion is Opinion.BLANK and self._settings.blank_approves:
                paper.abstained.append(name)
            if write_in is (name in self._on_ballot):
                wrong.append((name, write_in, row))
        self._findings += _misplaced(wrong, self._on_ballot, self._contest, PAPERS)
        return papers

    def _counts(self, opinion: Opinion) -> bool:
        """Whether a written name is an approval."""
        unmarked = opinion is Opinion.BLANK and self._settings.write_in_counts_unmarked
        return opinion is Opinion.FOR or unmarked

    def _complete(self, paper: _Paper) -> bool:
        """Add the approvals that no mark gives, where the rules have it so; whether the paper was blank before."""
        if not self._settings.blank_approves or paper.spoilt:
            return paper.untouched
        untouched = not (paper.against or paper.abstained or paper.written or paper.nameless)
        said = {*paper.approved, *paper.against, *paper.abstained}
        paper.approved += [name for name in self._contest.candidates if name not in said]
        return untouched

    def _judge(self, paper: _Paper, typed: Papers) -> None:
        seats, names = self._contest.seats, paper.written
        # A section that is blank on a paper with marks elsewhere abstains; the paper is no blank paper.
        blank = self._complete(paper) and paper.number not in typed.marked_elsewhere
        if blank and self._settings.blank_approves:
            self._blank += 1
            paper.spoilt = not self._settings.blank_paper_valid
        self._remark(paper, typed.void_by.get(paper.number, ()))
        if blank and not self._settings.blank_approves:
            self._take_blank(1)
            return
        if paper.spoilt or paper.number in typed.void_by or paper.approvals > seats:
            self._invalid += 1
            self._overvotes += seats
            return
        if not self._settings.abstainer_may_write_in and len(names) > len(paper.against):
            names = []
        self._valid += 1
        self._undervotes += seats - len(paper.approved) - len(names)
        for name in paper.approved:
            self._approve[name] = self._approve.get(name, 0) + 1
        for name in paper.against:
            self._against[name] = self._against.get(name, 0) + 1
        for name in names:
            self._written[name] = self._written.get(name, 0) + 1

    def _take_blank(self, papers: int) -> None:
        self._blank += papers
        if self._settings.blank_paper_valid:
            self._valid += papers
            self._undervotes += papers * self._contest.seats
        else:
            self._invalid += papers
            self._overvotes += papers * self._contest.seats

    def _remark(self, paper: _Paper, void_by: Sequence[str]) -> None:
        """What the scrutineers should know of this paper; `void_by` are the offices whose section voids all of it."""
        number, written = paper.number, len(paper.written)
        places = self._contest.write_ins
        if written + len(paper.unmarked) > places:
            names = written + len(paper.unmarked)
            self._findings.append(finding("E403", paper=number, names=names, places=places))
        if paper.spoilt:
            return
        if paper.approvals > self._contest.seats:
            seats, approvals = self._contest.seats, paper.approvals
            self._findings.append(
                finding("W406", paper=number, approvals=approvals, seats=seats, verdict=self._overvote)
            )
        elif void_by:
            offices = "、".join(void_by)
            self._findings.append(finding("W407", paper=number, offices=offices, office=self._contest.office))
        elif written > len(paper.against) and not self._settings.abstainer_may_write_in:
            self._findings.append(finding("W403", paper=number, names=written, against=len(paper.against)))
        for name in sorted(paper.unmarked):
            mark = self._settings.approve_mark
            self._findings.append(finding("W404", name=name, paper=number, approve=mark))
        if paper.nameless:
            self._findings.append(finding("W405", paper=number))

    @property
    def _overvote(self) -> str:
        """What an overvoted paper is."""
        part = self._contest.one_paper and self._settings.one_paper_overvote == "该部分无效"
        return f"{self._contest.office}部分无效" if part else "是无效票"

    def _compare(self, turnout: Turnout, papers: dict[int, _Paper]) -> None:
        """The papers against what the tellers counted by hand."""
        if len(papers) > turnout.returned:
            self._findings.append(finding("E401", t=turnout, papers=len(papers)))
        elif (highest := max(papers, default=0)) > turnout.returned:
            self._findings.append(finding("W402", t=turnout, paper=highest))
        typed_valid = self._valid if turnout.valid is None else turnout.valid
        typed_invalid = self._invalid if turnout.invalid is None else turnout.invalid
        if (typed_valid, typed_invalid) != (self._valid, self._invalid):
            self._findings.append(
                finding(
                    "E404",
                    row=turnout.row,
                    valid=self._valid,
                    invalid=self._invalid,
                    typed_valid=typed_valid,
                    typed_invalid=typed_invalid,
                )
            )

    def _people(self) -> Iterator[CandidateTotals]:
        for name in self._contest.candidates:
            approve, against = self._approve[name], self._against[name]
            yield CandidateTotals(name, approve, against, self._valid - approve - against)
        for name in sorted(self._written):
            yield CandidateTotals(name, self._written[name], 0, 0, write_in=True)


def _twice(first: CandidateTotals, second: CandidateTotals) -> Finding:
    return finding(
        "E304",
        row=second.row,
        name=second.name,
        first=sheet_row(first.row),
        second=sheet_row(second.row),
        before=first.approve,
        after=second.approve,
    )


def _misplaced(
    entries: Iterable[tuple[str, bool, int]],
    on_ballot: frozenset[str],
    contest: Contest,
    table: str | None = None,
) -> Iterator[Finding]:
    """Who is not on the ballot without being a write-in, or the other way round; (name, write-in, row)."""
    for name, write_in, row in entries:
        if write_in and name in on_ballot:
            yield finding("E307", table=table, row=row, name=name)
        elif not write_in and name not in on_ballot:
            yield finding("E306", table=table, row=row, name=name, office=contest.title)
