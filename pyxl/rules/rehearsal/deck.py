"""演练票包: decks of pre-marked papers with which a hall practises the count, and what they must come to.

The model is the test deck of VotingWorks: papers that cover every candidate in every way, a blank paper, an
overvoted one, write-ins with and without a mark, everybody voted against.  Each deck leads to another branch of
the rules (`KINDS`).  Nothing is left to chance: the same ballot and settings always give the same deck.

A rehearsal has its own figures, so that no deck is thinner than its special papers need nor thicker than a
hall can count: those entitled are as many as really are, but at least `FEWEST` and at most `MOST`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import count, islice
from typing import Final

from pyxl.rules.count import (
    Contest,
    Invalid,
    Mark,
    Opinion,
    Papers,
    Result,
    Turnout,
    Verdict,
    approvals_needed,
    decide,
    quorum_needed,
)
from pyxl.rules.plan import Settings
from pyxl.rules.rehearsal.papers import TOGETHER, Marking, Paper, Shape, papers_for
from pyxl.words import COMMITTEE, OFFICES

FEWEST, MOST = 25, 61
"""Those entitled in a rehearsal."""
STEMS: Final = "甲乙丙丁戊己庚辛壬癸"


@dataclass(frozen=True, slots=True)
class Kind:
    """A deck's number and the branch of the rules that it leads to; `leads` tells whether a result is there.

    `surplus`: papers returned beyond those issued.  `in_primary` says the aim where nobody is elected by the vote.
    """

    number: int
    aim: str
    leads: Callable[[Result], bool]
    shape: Shape
    surplus: int = 0
    in_primary: str = ""

    def aim_of(self, contest: Contest) -> str:
        """What it practises, in words that fit the vote."""
        return (self.in_primary if contest.is_primary else "") or self.aim


def _has(*verdicts: Verdict) -> Callable[[Result], bool]:
    return lambda result: set(verdicts) <= {person.verdict for person in result.people}


KINDS: Final = (
    Kind(1, "各候选人得票各不相同，串行、漏行都看得出来", lambda result: result.valid, Shape()),
    Kind(
        2,
        "过半数的多于应选名额，得票少的落选",
        _has(Verdict.NO_SEAT_LEFT),
        Shape(passing=1),
        in_primary="可以列入的多于正式候选人名额，得票少的不列入",
    ),
    Kind(
        3,
        "过半数的多于应选名额，末位赞成票相等，反对票少的当选",
        _has(Verdict.FEWER_AGAINST, Verdict.MORE_AGAINST),
        Shape(passing=1, level=True),
        in_primary="可以列入的多于正式候选人名额，末位赞成票相等，反对票少的列入",
    ),
    Kind(
        4,
        "过半数的多于应选名额，末位赞成票、反对票都相等，须重新投票",
        _has(Verdict.TIED),
        Shape(passing=1, level=True, tied=True),
        in_primary="可以列入的多于正式候选人名额，末位赞成票、反对票都相等，须重新投票",
    ),
    Kind(
        5,
        "过半数的少于应选名额，有人只差一票",
        lambda result: bool(result.vacant),
        Shape(passing=-1),
        in_primary="可以列入的少于正式候选人名额，有人只差一票",
    ),
    Kind(
        6,
        "另选他人当选",
        lambda result: any(person.write_in and person.elected for person in result.people),
        Shape(written_in=True),
        in_primary="另选他人列为正式候选人",
    ),
    Kind(
        7,
        "收回的选票多于发出的选票，选举无效",
        lambda result: isinstance(result.outcome, Invalid),
        Shape(),
        surplus=1,
        in_primary="收回的选票多于发出的选票，预选无效",
    ),
)


@dataclass(frozen=True, slots=True)
class Deck:
    """Papers in the order in which they are printed, the figures that go with them, and the result.

    `linked`: where other offices stand on the same papers, these papers with what the other sections say.
    """

    kind: Kind
    contest: Contest
    settings: Settings
    turnout: Turnout
    papers: tuple[Paper, ...]
    assumptions: tuple[str, ...] = ()
    linked: Papers | None = None
    result: Result = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "result", decide(self.contest, self.turnout, self.votes, self.settings))

    @property
    def votes(self) -> Papers:
        """All papers as the count takes them."""
        if self.linked is not None:
            return self.linked
        marks: list[Mark] = []
        for number, paper in enumerate(self.papers, 1):
            marks += list(paper.marks(number, self.contest.candidates)) or [Mark(number, "", Opinion.BLANK)]
        return Papers(tuple(mark._replace(row=row) for row, mark in enumerate(marks, 1)))


def decks(contest: Contest, settings: Settings) -> tuple[Deck, ...]:
    """Every deck that this ballot can come to.

    A tie on the last seat needs more candidates than seats and more than one seat; a write-in that wins needs
    a place to write in.
    """
    made = (deck(kind, contest, settings) for kind in KINDS)
    return tuple(one for one in made if one)


def deck(kind: Kind, contest: Contest, settings: Settings) -> Deck | None:
    """One deck, or None where this ballot cannot lead there."""
    entitled = min(max(contest.entitled(settings) or settings.committee_seats, FEWEST), MOST)
    settings = replace(settings, delegate_seats=entitled)
    names = invented(contest)
    assumed, assumptions = _assume(contest, names, entitled)
    present = max(entitled - 1, quorum_needed(entitled, settings))
    turnout = Turnout(
        entitled=entitled,
        present=present,
        printed=entitled + settings.spare_papers,
        issued=present,
        returned=present + kind.surplus,
    )
    needed = approvals_needed(assumed, entitled, present, settings)
    papers = papers_for(kind.shape, assumed, needed, turnout.returned, names, Marking.of(settings))
    if papers is None:
        return None
    made = Deck(kind, assumed, settings, turnout, papers, assumptions)
    return made if kind.leads(made.result) else None


def invented(*contests: Contest) -> tuple[str, ...]:
    """样例甲, 样例乙, 样例丙: three names that stand nowhere on the ballots."""
    taken = {name for contest in contests for name in (*contest.candidates, *contest.holders)}
    numbered = (f"样例{STEMS[at % 10]}{at // 10 or ''}" for at in count())
    return tuple(islice((name for name in numbered if name not in taken), TOGETHER))


def _assume(contest: Contest, names: Sequence[str], entitled: int) -> tuple[Contest, tuple[str, ...]]:
    """For officers: who is a member of the committee, and who holds a post, among the names written in."""
    if contest.is_committee:
        return contest, ()
    member, holder, stranger = names
    lines = [f"{member}是当选执委", f"{stranger}不是当选执委"]
    before = OFFICES[OFFICES.index(contest.office) - 1]
    holders = {} if before == COMMITTEE else {holder: before}
    lines[1:1] = [f"{holder}已当选{before}"] if holders else [f"{holder}是当选执委"]
    inside = [*contest.candidates, member, holder]
    others = [f"样例委员{at}" for at in range(1, max(entitled - len(inside), 0) + 1)]
    assumed = replace(
        contest,
        members=frozenset([*inside, *others]),
        holders={**contest.holders, **holders},
        committee_open=False,
        lost={},
    )
    return assumed, tuple(lines)
