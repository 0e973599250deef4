"""What the figures of a vote must satisfy, as one table of identities: number, condition, figures.

Every line is an arithmetic identity between counts that different people made (the register, the printers,
those who hand out papers, those who open the box, the tellers); where one does not hold, somebody
miscounted and there is no result.  Quorum and papers returned make the election itself valid or void.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pyxl.rules.ballot import candidates_needed
from pyxl.rules.count.codes import finding
from pyxl.rules.count.contest import Contest, quorum_needed
from pyxl.rules.count.rows import CandidateTotals, Turnout
from pyxl.rules.count.tally import Tally
from pyxl.rules.findings import Finding
from pyxl.rules.plan import Settings

Figures = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Case:
    """Everything that the identities of one vote speak of."""

    contest: Contest
    turnout: Turnout
    tally: Tally
    settings: Settings

    @property
    def unissued(self) -> int:
        """Papers printed and never handed out."""
        return self.turnout.printed - self.turnout.issued

    @property
    def approvals(self) -> int:
        """All approvals, write-ins included."""
        return sum(person.approve for person in self.tally.people)

    @property
    def written(self) -> int:
        """Approvals of write-ins."""
        return sum(person.approve for person in self.tally.people if person.write_in)

    @property
    def against(self) -> int:
        """All votes against."""
        return sum(person.against for person in self.tally.people)

    @property
    def entitled(self) -> int | None:
        """Those entitled by the settings or the committee's election."""
        return self.contest.entitled(self.settings)


@dataclass(frozen=True, slots=True)
class Identity:
    """A condition that must hold, and the figures for its sentence where it does not.

    `given` says whether everything that it speaks of was filled in.
    """

    number: str
    holds: Callable[[Case], bool]
    figures: Callable[[Case], Figures] = lambda case: {}
    given: Callable[[Case], bool] = lambda case: True


def _returned_and_lost(case: Case) -> int:
    return case.turnout.returned + case.turnout.spoilt + (case.turnout.not_returned or 0)


IDENTITIES: Final = (
    Identity("E202", lambda c: c.turnout.present <= c.turnout.entitled),
    Identity("E203", lambda c: c.turnout.issued <= c.turnout.printed),
    Identity(
        "E204",
        lambda c: c.tally.valid + c.tally.invalid == c.turnout.returned,
        lambda c: {
            "valid": c.tally.valid,
            "invalid": c.tally.invalid,
            "sum": c.tally.valid + c.tally.invalid,
        },
        # Paper by paper, E401 and E404 have said it already.
        lambda c: c.tally.blank is None,
    ),
    Identity(
        "E205",
        lambda c: _returned_and_lost(c) == c.turnout.issued,
        lambda c: {"sum": _returned_and_lost(c)},
        lambda c: c.turnout.not_returned is not None,
    ),
    Identity(
        "E206",
        lambda c: _returned_and_lost(c) <= c.turnout.issued or c.turnout.returned > c.turnout.issued,
        lambda c: {"sum": _returned_and_lost(c)},
        lambda c: c.turnout.not_returned is None,
    ),
    Identity(
        "E207",
        lambda c: (c.turnout.destroyed or 0) <= c.unissued + c.turnout.spoilt,
        lambda c: {"sum": c.unissued + c.turnout.spoilt},
        lambda c: c.turnout.destroyed is not None,
    ),
    Identity(
        "E208",
        lambda c: c.turnout.present <= (c.turnout.signed_in or 0),
        given=lambda c: c.turnout.signed_in is not None,
    ),
    Identity(
        "E209",
        lambda c: c.turnout.entitled == c.entitled,
        lambda c: {"expected": c.entitled},
        lambda c: not c.contest.is_committee and c.entitled is not None,
    ),
    Identity("E210", lambda c: c.turnout.entitled > 0),
    Identity(
        "W201",
        lambda c: c.turnout.issued - c.turnout.spoilt == c.turnout.present,
    ),
    Identity("W202", lambda c: c.turnout.returned <= c.turnout.present),
    Identity(
        "W203",
        lambda c: (c.turnout.destroyed or 0) >= c.unissued,
        lambda c: {"sum": c.unissued},
        lambda c: c.turnout.destroyed is not None,
    ),
    Identity(
        "W204",
        lambda c: c.turnout.present >= (c.turnout.signed_in or 0),
        given=lambda c: c.turnout.signed_in is not None,
    ),
    Identity(
        "W205",
        lambda c: c.turnout.entitled == c.entitled,
        lambda c: {"expected": c.entitled},
        lambda c: c.contest.is_committee,
    ),
    Identity(
        "E305",
        lambda c: c.approvals <= c.tally.valid * c.contest.seats,
        lambda c: {
            "sum": c.approvals,
            "valid": c.tally.valid,
            "seats": c.contest.seats,
            "most": c.tally.valid * c.contest.seats,
        },
    ),
    Identity(
        "E308",
        lambda c: c.written <= c.tally.valid * c.contest.write_ins,
        lambda c: {
            "sum": c.written,
            "places": c.contest.write_ins,
            "valid": c.tally.valid,
            "most": c.tally.valid * c.contest.write_ins,
        },
    ),
    Identity(
        "W302",
        lambda c: c.written <= c.against,
        lambda c: {"sum": c.written, "against": c.against},
        lambda c: not c.settings.abstainer_may_write_in,
    ),
    Identity(
        "E701",
        lambda c: c.turnout.present >= quorum_needed(c.turnout.entitled, c.settings),
        lambda c: {
            "ratio": c.settings.quorum.of(f"应到 {c.turnout.entitled} 人"),
            "needed": quorum_needed(c.turnout.entitled, c.settings),
        },
    ),
    Identity("E702", lambda c: c.turnout.returned <= c.turnout.issued),
)
"""All identities of a vote as a whole."""


def check_vote(case: Case) -> Iterator[Finding]:
    """What does not hold, about the vote and about each person."""
    for identity in IDENTITIES:
        if identity.given(case) and not identity.holds(case):
            figures = identity.figures(case)
            row = case.turnout.row if identity.number[1] in "27" else 0
            yield finding(identity.number, figures, row=row, t=case.turnout)
    for person in case.tally.people:
        yield from _check_person(person, case.tally.valid)


def _check_person(person: CandidateTotals, valid: int) -> Iterator[Finding]:
    """for + against + abstained = valid for a candidate; a write-in has approvals only."""
    total = person.approve + person.against + person.abstain
    figures = {"approve": person.approve, "against": person.against, "abstain": person.abstain}
    if not person.write_in:
        if total != valid:
            yield finding("E301", figures, row=person.row, name=person.name, sum=total, valid=valid)
        return
    if person.approve > valid:
        yield finding("E302", row=person.row, name=person.name, valid=valid, approve=person.approve)
    elif person.against or total > valid:
        yield finding("E303", figures, row=person.row, name=person.name)


def check_ballot(contest: Contest, settings: Settings) -> Iterator[Finding]:
    """Whether this vote may be held with these candidates."""
    where = {"title": contest.title, "office": contest.title}
    for name, post in contest.lost.items():
        yield finding("E501", name=name, post=post)
    if contest.committee_open:
        yield finding("E502", where)
    elif contest.members is None and not contest.is_committee:
        yield finding("W501", where)
    for place, name in enumerate(contest.candidates):
        if name in contest.candidates[:place]:
            yield finding("E504", where, name=name)
        elif name in contest.holders and not contest.one_paper:
            yield finding("E505", where, name=name, post=contest.holders[name])
        elif contest.delegates is not None and name not in contest.delegates:
            yield finding("E506", where, name=name)
        elif contest.members is not None and name not in contest.members and name not in contest.lost:
            yield finding("E501", name=name, post=contest.office)
    yield from _check_number(contest, settings)


def _check_number(contest: Contest, settings: Settings) -> Iterator[Finding]:
    """As many candidates as an election needs; a tie's new vote has those that tied."""
    standing = len(contest.candidates)
    needed = candidates_needed(contest.seats, contest.ratio(settings))
    figures = {"seats": contest.seats, "candidates": standing}
    if contest.tie_vote:
        return
    if contest.is_primary:
        if standing <= contest.seats:
            yield finding("W506", figures)
        return
    if contest.ratio(settings):
        if standing < needed:
            yield finding("W503", figures, title=contest.title, needed=needed)
    elif standing != needed:
        yield finding("W502", figures, title=contest.title)
