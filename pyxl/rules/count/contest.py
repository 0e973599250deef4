"""One vote: who stands on which ballot, for how many seats, in which round, and what it takes to win.

三(二)2-3: the congress elects the executive committee with more candidates than seats; the committee elects
chair, vice-chairs and standing committee from among its members with as many candidates as seats.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from pyxl.rules.person import normalise_name
from pyxl.rules.plan import Settings
from pyxl.words import COMMITTEE, PRIMARY


@dataclass(frozen=True)
class Contest:
    """One vote on one ballot.

    `candidates` stand as printed, names normalised.  `write_ins` is the number of write-in places on a paper.
    `tie_vote`: a new vote among the tied of the round before, without write-ins.
    `holders`: who was elected already, and to what; nobody wins twice.
    `one_paper`: other offices are printed on the same paper, so nobody could be taken off it who won another post.
    `delegates`: those who alone may be chosen where the election rules say so, also as write-ins; None elsewhere.
    For officers: `members` are those elected to the committee, None while nobody knows them;
    `committee_open` says that the committee's election has begun and has no result yet; `lost` are the
    designated officers who won no committee seat, with the office.
    """

    office: str
    candidates: tuple[str, ...]
    seats: int
    write_ins: int
    round: int = 1
    tie_vote: bool = False
    one_paper: bool = False
    holders: Mapping[str, str] = field(default_factory=dict)
    delegates: frozenset[str] | None = None
    members: frozenset[str] | None = None
    committee_open: bool = False
    lost: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_committee(self) -> bool:
        """Whether the congress votes, rather than the committee."""
        return self.office in (COMMITTEE, PRIMARY)

    @property
    def is_primary(self) -> bool:
        """Whether the vote chooses who stands, and elects nobody; its seats are places on the next ballot."""
        return self.office == PRIMARY

    @property
    def voter(self) -> str:
        """What those entitled are called."""
        return "代表" if self.is_committee else "执委"

    @property
    def title(self) -> str:
        """The office, with the round after the first."""
        return title(self.office, self.round)

    def entitled(self, settings: Settings) -> int | None:
        """Those entitled, as far as known: the delegates, or the members really elected."""
        if self.is_committee:
            return settings.delegate_seats
        return None if self.members is None else len(self.members)

    def may_win(self, name: str) -> bool:
        """Whether somebody of this name may be elected at all, as far as is known."""
        allowed = (self.members, self.delegates)
        return all(names is None or name in names for names in allowed)

    def ratio(self, settings: Settings) -> Fraction:
        """The difference ratio: officers are elected with as many candidates as seats."""
        return settings.difference_ratio if self.office == COMMITTEE else Fraction(0)


def title(office: str, number: int) -> str:
    """An office and its round as it is read: "执委", "执委（第2轮）"."""
    return office if number == 1 else f"{office}（第{number}轮）"


def first_round(
    office: str,
    candidates: Sequence[str],
    settings: Settings,
    *,
    members: frozenset[str] | None = None,
    holders: Mapping[str, str] | None = None,
    committee_open: bool = False,
    lost: Mapping[str, str] | None = None,
) -> Contest | None:
    """The first vote of an office; None where it has no candidates or no seats, and so no ballot."""
    seats = settings.seats(office)
    names = tuple(name for name in map(normalise_name, candidates) if name)
    if not seats or not names:
        return None
    return Contest(
        office=office,
        candidates=names,
        seats=seats,
        write_ins=seats if settings.write_ins is None else min(settings.write_ins, seats),
        one_paper=settings.one_paper and office not in (COMMITTEE, PRIMARY),
        holders=holders or {},
        members=members,
        committee_open=committee_open,
        lost=lost or {},
    )


def quorum_needed(entitled: int, settings: Settings) -> int:
    """The least number present: "三分之二以上" includes two thirds, 28 of 41 or of 42; "超过三分之二" is 29 of 42."""
    return settings.quorum.least(entitled)


def approvals_needed(contest: Contest, entitled: int, present: int, settings: Settings) -> int:
    """The least number of approvals that elects: "超过半数" is more than half; 21 of 41, 13 of 25, 21 of 40.

    "半数以上" is 20 of 40.  Nobody is elected without a vote.
    """
    if most_votes_win(contest, settings):
        return 1
    base = entitled if settings.elected_base == "应到" else present
    return max(settings.elected_share.least(base), 1)


def most_votes_win(contest: Contest, settings: Settings) -> bool:
    """Whether half need not be passed: in a primary, and in a new vote among the tied, who have passed half once.

    The setting 预选须过半数 asks for the share in a primary, 重投须过半数 for the same share again.
    """
    if contest.is_primary and not settings.primary_majority:
        return True
    return contest.tie_vote and not settings.tie_vote_majority
