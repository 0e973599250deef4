"""The count of one vote: who is elected, by the congress's own election rules (RULES 5) and nothing else.

`decide` is pure: a contest, the turnout, the votes of one settled entry and the settings in, a `Result` out.
Its outcome is one of four types:

- `Decided`: the elected are known; seats may stay vacant.
- `TieToVoteAgain`: more people than seats have equal votes for the last seats; the tied are voted on again.
  The order of rows, papers or names never decides.
- `Invalid`: the election is void (no quorum, more papers returned than issued) and must be held again.
- `NotCounted`: there is no result yet, because figures can't be, entries differ, or the ballot may not be held.

All thresholds are compared in integers: 以上 includes the number, 超过 does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from pyxl.rules.count.checks import Case, check_ballot, check_vote
from pyxl.rules.count.codes import is_error, problem, voids
from pyxl.rules.count.contest import Contest, approvals_needed, title
from pyxl.rules.count.entries import Difference
from pyxl.rules.count.next_round import after_tie, further_round
from pyxl.rules.count.rows import CandidateTotals, Turnout
from pyxl.rules.count.tally import Papers, Tally, Totals
from pyxl.rules.count.verdicts import Verdict, verdicts_of, words
from pyxl.rules.findings import Finding
from pyxl.rules.plan import Settings
from pyxl.rules.stroke_order import sort_names

SHOWN: Final = 20
"""Findings of one number that `Result.problems` spells out; a wrong sign in a whole column is one problem."""


@dataclass(frozen=True, slots=True)
class Decided:
    """The elected, in no particular order of merit; `vacant` seats are left."""

    elected: frozenset[str]
    vacant: int


@dataclass(frozen=True, slots=True)
class TieToVoteAgain:
    """`elected` are sure; the `tied` are voted on again for the `seats` that are left."""

    elected: frozenset[str]
    tied: frozenset[str]
    seats: int


@dataclass(frozen=True, slots=True)
class Invalid:
    """The election is void."""


@dataclass(frozen=True, slots=True)
class NotCounted:
    """No result yet."""


Outcome = Decided | TieToVoteAgain | Invalid | NotCounted


@dataclass(frozen=True, slots=True)
class PersonResult:
    """One line of the result; `words` are read out."""

    name: str
    approve: int
    against: int
    abstain: int
    write_in: bool
    verdict: Verdict
    words: str

    @property
    def elected(self) -> bool:
        """Whether a seat is won."""
        return self.verdict.elected


@dataclass(frozen=True, slots=True)
class Result:
    """What a vote came to.

    `people` stand in order of votes or of strokes (setting 名单排序), whoever got no vote included; empty
    where there is no result, as are `elected`, `tied` and `next_ballot`.  `needed` is the number of approvals
    that elects.  `next` is the vote that the rules ask for next, None if they ask for none.
    `differences` are the cells in which the two entries differ; a counted vote has none.
    """

    office: str
    round: int
    outcome: Outcome
    findings: tuple[Finding, ...]
    people: tuple[PersonResult, ...] = ()
    contest: Contest | None = None
    turnout: Turnout | None = None
    tally: Tally | None = None
    needed: int | None = None
    next: Contest | None = None
    differences: tuple[Difference, ...] = ()

    @property
    def title(self) -> str:
        """The office, with the round after the first."""
        return title(self.office, self.round)

    @property
    def valid(self) -> bool:
        """Whether there is a result: a tie is one, that has to be settled."""
        return isinstance(self.outcome, (Decided, TieToVoteAgain))

    @property
    def elected(self) -> tuple[str, ...]:
        """Names of the elected, in the order of the list; of a primary those who stand in the election."""
        return tuple(person.name for person in self.people if person.elected)

    @property
    def tied(self) -> tuple[str, ...]:
        """Names of those who tied for the last seats."""
        return tuple(person.name for person in self.people if person.verdict is Verdict.TIED)

    @property
    def vacant(self) -> int:
        """Seats that nobody won; 0 while there is no result, and in a tie, whose seats are voted on again."""
        return self.outcome.vacant if isinstance(self.outcome, Decided) else 0

    @property
    def next_ballot(self) -> tuple[str, ...]:
        """Candidates of the next vote as its ballot lists them."""
        return self.next.candidates if self.next else ()

    @property
    def problems(self) -> tuple[str, ...]:
        """Findings as lines of text, errors first; of one number no more than anybody reads."""
        lines: list[str] = []
        for code, group in groupby(self.findings, key=lambda found: found.code):
            same = [*group]
            lines += map(problem, same[:SHOWN])
            if len(same) > SHOWN:
                lines.append(f"同类问题另有 {len(same) - SHOWN} 处（{code}）")
        return tuple(lines)

    @property
    def document(self) -> dict[str, object]:
        """The JSON of `moxi count` for this vote."""
        return {
            "office": self.office,
            "round": self.round,
            "valid": self.valid,
            "elected": list(self.elected),
            "tied": list(self.tied),
            "vacant": self.vacant,
            "next_ballot": list(self.next_ballot),
            "problems": list(self.problems),
        }


def decide(contest: Contest, turnout: Turnout, votes: Totals | Papers, settings: Settings) -> Result:
    """The result of one vote from one settled entry.  Never raises for figures: they become findings."""
    tally = votes.tally(turnout, contest, settings)
    case = Case(contest, turnout, tally, settings)
    findings = in_order((*check_ballot(contest, settings), *tally.findings, *check_vote(case)))
    needed = approvals_needed(contest, turnout.entitled, turnout.present, settings)
    if errors := [found for found in findings if is_error(found)]:
        void = all(map(voids, errors))
        return Result(
            office=contest.office,
            round=contest.round,
            outcome=Invalid() if void else NotCounted(),
            findings=findings,
            contest=contest,
            turnout=turnout,
            tally=tally,
            needed=needed,
        )
    verdicts = verdicts_of(tally.people, contest, needed, settings)
    counted = _outcome(verdicts, contest)
    following, remarks = _next(counted, tally.people, contest, settings)
    return Result(
        office=contest.office,
        round=contest.round,
        outcome=counted,
        findings=in_order((*findings, *remarks)),
        people=_listed(tally.people, verdicts, contest, settings),
        contest=contest,
        turnout=turnout,
        tally=tally,
        needed=needed,
        next=following,
    )


def not_counted(
    office: str,
    number: int,
    contest: Contest | None,
    findings: Iterable[Finding],
    differences: Iterable[Difference] = (),
) -> Result:
    """The result of a vote that cannot be counted yet."""
    return Result(
        office, number, NotCounted(), in_order(findings), contest=contest, differences=tuple(differences)
    )


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Errors before warnings, by number and place, each once; whatever the order of the rows."""
    return tuple(sorted(set(findings), key=lambda found: (found.code, found.row, found.name, found.message)))


def _outcome(verdicts: Mapping[str, Verdict], contest: Contest) -> Decided | TieToVoteAgain:
    elected = frozenset(name for name, verdict in verdicts.items() if verdict.elected)
    tied = frozenset(name for name, verdict in verdicts.items() if verdict is Verdict.TIED)
    left = contest.seats - len(elected)
    return TieToVoteAgain(elected, tied, left) if tied else Decided(elected, left)


def _next(
    outcome: Decided | TieToVoteAgain, people: Sequence[CandidateTotals], contest: Contest, settings: Settings
) -> tuple[Contest | None, list[Finding]]:
    """The vote that follows: among the tied, or for the vacant seats if the setting 缺额办法 says so."""
    if isinstance(outcome, TieToVoteAgain):
        return after_tie(contest, outcome.elected, outcome.tied, outcome.seats, settings), []
    if outcome.vacant and not contest.is_primary and settings.vacancy == "另行选举":
        return further_round(contest, people, outcome.elected, outcome.vacant, settings)
    return None, []


def _listed(
    people: Sequence[CandidateTotals],
    verdicts: Mapping[str, Verdict],
    contest: Contest,
    settings: Settings,
) -> tuple[PersonResult, ...]:
    """Everyone's line, in order of strokes or of votes (equal votes: fewer against, then strokes)."""
    by_name = {person.name: person for person in people}
    ordered = sort_names(by_name, settings.stroke_convention, settings.typed_strokes)
    if settings.list_order == "得票":
        ordered.sort(key=lambda name: (-by_name[name].approve, by_name[name].against))
    return tuple(_person(by_name[name], verdicts[name], contest, settings) for name in ordered)


def _person(person: CandidateTotals, verdict: Verdict, contest: Contest, settings: Settings) -> PersonResult:
    return PersonResult(
        name=person.name,
        approve=person.approve,
        against=person.against,
        abstain=0 if person.write_in else person.abstain,
        write_in=person.write_in,
        verdict=verdict,
        words=words(person, verdict, contest, settings),
    )
