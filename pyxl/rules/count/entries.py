"""Four eyes: two independent entries 甲 and 乙 of one vote, their differences, and when they are settled.

The state of a vote is a function of what stands in the tables, so no order of edits can get around it.
Each entry has a status, and `_TRANSITIONS` maps the two to the state; only `State.SETTLED` has votes to count.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from enum import Enum
from itertools import chain
from typing import Final

from pyxl.rules.count.codes import PAPERS, TOTALS, TURNOUT, finding
from pyxl.rules.count.contest import Contest
from pyxl.rules.count.rows import COUNTED, CandidateTotals, Mark, Opinion, Turnout, neutral
from pyxl.rules.count.tally import Papers, Totals
from pyxl.rules.findings import Finding
from pyxl.rules.plan import Settings
from pyxl.words import ENTRIES

SHOWN: Final = 3
"""Differences that a sentence spells out; the comparison lists them all."""


class Status(Enum):
    """How far one entry is."""

    EMPTY = "空白"
    PARTIAL = "未完"
    COMPLETE = "完成"
    VOID = "作废"


class State(Enum):
    """How far a vote is, by its two entries."""

    EMPTY = "未录入"
    FIRST_ENTRY = "一份录入"
    SECOND_ENTRY = "两份录入，未完"
    DIFFERENT = "两份不同"
    SETTLED = "已核对一致"
    VOID = "录入作废"


@dataclass(frozen=True, slots=True)
class Void:
    """An entry declared void: by whom and when, as typed."""

    by: str
    at: str


@dataclass(frozen=True)
class Entry:
    """One person's entry of one vote.

    `findings` tell what could not be read: as long as there are any the entry is not complete.
    """

    name: str
    turnout: Turnout | None = None
    votes: Totals | Papers | None = None
    void: Void | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def status(self) -> Status:
        """How far the entry is."""
        if self.void:
            return Status.VOID
        if self.turnout and self.votes and self.votes.ready and not self.findings:
            return Status.COMPLETE
        return Status.PARTIAL if self.turnout or self.votes or self.findings else Status.EMPTY

    @property
    def missing(self) -> str:
        """What it still lacks, in words."""
        lacks = ["“选举情况”的数字"] if self.turnout is None else []
        lacks += ["票数（“计票”或“逐票”）"] if not (self.votes and self.votes.ready) else []
        return "、".join(lacks) or "可用的数字（见前列问题）"


@dataclass(frozen=True, slots=True)
class Difference:
    """One cell in which the entries differ: where it stands, what both have, the two rows (0: no row)."""

    table: str
    item: str
    column: str
    first: str
    second: str
    first_row: int
    second_row: int

    @property
    def words(self) -> str:
        """The difference as it is read."""
        return f"{self.item}{self.column} 甲 {self.first or '空白'}、乙 {self.second or '空白'}"


_TRANSITIONS: Final[Mapping[frozenset[Status], State]] = {
    frozenset({Status.EMPTY}): State.EMPTY,
    frozenset({Status.EMPTY, Status.PARTIAL}): State.FIRST_ENTRY,
    frozenset({Status.EMPTY, Status.COMPLETE}): State.FIRST_ENTRY,
    frozenset({Status.PARTIAL}): State.SECOND_ENTRY,
    frozenset({Status.PARTIAL, Status.COMPLETE}): State.SECOND_ENTRY,
    frozenset({Status.VOID, Status.EMPTY}): State.VOID,
    frozenset({Status.VOID, Status.PARTIAL}): State.FIRST_ENTRY,
    frozenset({Status.VOID, Status.COMPLETE}): State.SETTLED,
    frozenset({Status.VOID}): State.VOID,
}
"""Statuses of both entries, in either order -> state.  Both complete: settled if they are equal."""


@dataclass(frozen=True)
class Pair:
    """Both entries of one vote.  `findings`: rows that belong to this vote and to neither entry."""

    first: Entry = Entry(ENTRIES[0])
    second: Entry = Entry(ENTRIES[1])
    findings: tuple[Finding, ...] = ()

    def state(self, contest: Contest, settings: Settings) -> State:
        """The state of the vote."""
        statuses = frozenset({self.first.status, self.second.status})
        if statuses == {Status.COMPLETE}:
            return State.DIFFERENT if self.differences(contest, settings) else State.SETTLED
        return _TRANSITIONS[statuses]

    @property
    def touched(self) -> bool:
        """Whether anything at all was entered."""
        return bool(self.findings) or {self.first.status, self.second.status} != {Status.EMPTY}

    @property
    def readings(self) -> tuple[Finding, ...]:
        """What could not be read in entries that are not void, or belongs to neither."""
        live = (entry for entry in (self.first, self.second) if entry.status is not Status.VOID)
        return (*self.findings, *chain.from_iterable(entry.findings for entry in live))

    def settled(self, contest: Contest, settings: Settings) -> Entry | None:
        """The entry to count; None unless the state is SETTLED and every row belongs to an entry."""
        if self.findings or self.state(contest, settings) is not State.SETTLED:
            return None
        return self.first if self.first.status is Status.COMPLETE else self.second

    def obstacles(self, contest: Contest, settings: Settings) -> list[Finding]:
        """Why nothing can be counted yet; [] when the entries are settled."""
        found = list(self.readings)
        state = self.state(contest, settings)
        entries = (self.first, self.second)
        if state is State.VOID:
            void = "、".join(entry.name for entry in entries if entry.void)
            found.append(finding("E604", void=void))
        for entry in entries:
            if entry.status is Status.PARTIAL and not entry.findings:
                found.append(finding("E602", entry=entry.name, missing=entry.missing))
        if state is State.FIRST_ENTRY and not any(entry.void for entry in entries):
            here, there = sorted(entries, key=lambda entry: entry.status is Status.EMPTY)
            found.append(finding("E601", entry=here.name, other=there.name))
        if state is State.DIFFERENT:
            differences = self.differences(contest, settings)
            shown = "；".join(difference.words for difference in differences[:SHOWN])
            more = "等" if len(differences) > SHOWN else ""
            found.append(finding("E603", count=len(differences), shown=shown + more))
        return found

    def differences(self, contest: Contest, settings: Settings) -> list[Difference]:
        """Every cell in which two entries differ, in order of table, paper and name.

        An entry by totals and one paper by paper are compared by their totals.
        """
        one, two = self.first, self.second
        if not (one.turnout and two.turnout and one.votes and two.votes):
            return []
        found = list(_of_turnouts(one.turnout, two.turnout))
        if isinstance(one.votes, Papers) and isinstance(two.votes, Papers):
            found += _of_papers(one.votes.marks, two.votes.marks, neutral(settings))
        elif isinstance(one.votes, Totals) and isinstance(two.votes, Totals):
            found += _of_totals(one.votes.rows, two.votes.rows)
        else:
            found += _of_totals(*(_people(entry, contest, settings) for entry in (one, two)))
        return found


def _of_turnouts(one: Turnout, two: Turnout) -> Iterator[Difference]:
    columns = {name: column for column, name in COUNTED.items()}
    for declared in fields(Turnout):
        first, second = getattr(one, declared.name), getattr(two, declared.name)
        if declared.compare and first != second:
            shown = ["" if value is None else str(value) for value in (first, second)]
            yield Difference(TURNOUT, "", columns[declared.name], shown[0], shown[1], one.row, two.row)


def _people(entry: Entry, contest: Contest, settings: Settings) -> tuple[CandidateTotals, ...]:
    """Everyone's totals by an entry of either kind; rows that stand twice are kept, and so differ."""
    assert entry.votes and entry.turnout, "asked of complete entries only"
    people = entry.votes.tally(entry.turnout, contest, settings).people
    if isinstance(entry.votes, Papers):
        return people
    names = {row.name for row in entry.votes.rows}
    return (*entry.votes.rows, *(person for person in people if person.name not in names))


def _of_totals(one: tuple[CandidateTotals, ...], two: tuple[CandidateTotals, ...]) -> Iterator[Difference]:
    """By person; who has no row in an entry has blank cells there."""
    ours, theirs = _by_name(one), _by_name(two)
    for name in sorted({*ours, *theirs}):
        for number in range(max(len(ours.get(name, ())), len(theirs.get(name, ())))):
            yield from _of_people(name, _at(ours, name, number), _at(theirs, name, number))


def _of_people(name: str, one: CandidateTotals | None, two: CandidateTotals | None) -> Iterator[Difference]:
    if one and two and one[1:5] == two[1:5]:
        return
    for column, position in (("赞成", 1), ("反对", 2), ("弃权", 3), ("另选", 4)):
        first, second = _shown(one, position), _shown(two, position)
        if first != second:
            rows = [row.row if row else 0 for row in (one, two)]
            yield Difference(TOTALS, name, column, first, second, rows[0], rows[1])


def _by_name(rows: tuple[CandidateTotals, ...]) -> dict[str, list[CandidateTotals]]:
    """Rows by name; a name with two rows keeps both, in an order that is not the rows'."""
    found: dict[str, list[CandidateTotals]] = {}
    for row in sorted(rows):
        found.setdefault(row.name, []).append(row)
    return found


def _at(rows: Mapping[str, list[CandidateTotals]], name: str, number: int) -> CandidateTotals | None:
    mine = rows.get(name, [])
    return mine[number] if number < len(mine) else None


def _shown(row: CandidateTotals | None, position: int) -> str:
    """A figure as the comparison shows it; a write-in's blank columns are zeros to both."""
    if row is None:
        return ""
    value = row[position]
    if isinstance(value, bool):
        return "是" if value else ""
    return str(value)


def _of_papers(one: tuple[Mark, ...], two: tuple[Mark, ...], unmarked: Opinion) -> Iterator[Difference]:
    """By paper and name; a box left blank and a box that has no row are the same.

    So are a paper of blank boxes and a paper that no row speaks of: it is blank in both.
    """
    (ours, our_rows), (theirs, their_rows) = _said(one, unmarked), _said(two, unmarked)
    if ours == theirs:
        return
    for box in sorted(ours.keys() | theirs.keys()):
        first, second = ours.get(box, ""), theirs.get(box, "")
        if first != second:
            paper, name, write_in = box
            who = f"第{paper}号票{'另选的' if write_in else ''}{name}"
            yield Difference(PAPERS, who, "意见", first, second, our_rows.get(box, 0), their_rows.get(box, 0))


_Box = tuple[int, str, bool]
"""Paper, name, write-in."""


def _said(marks: tuple[Mark, ...], unmarked: Opinion) -> tuple[dict[_Box, str], dict[_Box, int]]:
    """What each box says, and its row.

    A write-in's name without the mark says something: the name.  A box with two rows says both.
    """
    words: dict[_Box, str] = {}
    rows: dict[_Box, int] = {}
    for paper, name, opinion, write_in, row in marks:
        if opinion is (unmarked if name else Opinion.BLANK) and not (name and write_in):
            continue
        box = (paper, name, write_in)
        words[box] = (
            "、".join(sorted([*words[box].split("、"), opinion])) if box in words else _PLAIN[opinion]
        )
        rows[box] = row
    return words, rows


_PLAIN: Final = {opinion: str(opinion) for opinion in Opinion}
"""An Opinion is a string already; tables and JSON want a plain one."""
