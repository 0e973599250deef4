"""Decks for the officers who stand on one paper: a section of each paper for each office, counted as the election would.

Each office has a deck of its own, all of as many papers; the sections of one number are one paper.  A blank section on a
paper that says something elsewhere is an abstention, and where a section that is overvoted voids the whole paper it does so
here.  Who wins an office cannot win the next one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, count, islice

from pyxl.rules.count import (
    Contest,
    Entry,
    Pair,
    Papers,
    Turnout,
    approvals_needed,
    linked,
    quorum_needed,
)
from pyxl.rules.plan import Settings
from pyxl.rules.rehearsal.deck import FEWEST, MOST, Deck, Kind, invented
from pyxl.rules.rehearsal.papers import BLANK_PAPER, Marking, Paper, Shape, papers_for
from pyxl.words import ENTRIES


def joint_deck(
    kind: Kind, contests: Sequence[Contest], settings: Settings, committee: Sequence[str] = ()
) -> tuple[Deck, ...] | None:
    """A deck for each office on the paper; None where no office's votes can lead to this kind.

    `committee` are people who may be taken for members of the committee beside the candidates.
    """
    entitled = min(max(settings.committee_seats, FEWEST), MOST)
    settings = replace(settings, delegate_seats=entitled)
    names = invented(contests[0], *contests[1:])
    members = _members(contests, names, committee, entitled)
    present = max(entitled - 1, quorum_needed(entitled, settings))
    turnout = Turnout(
        entitled=entitled, present=present, printed=entitled + settings.spare_papers, issued=present,
        returned=present + kind.surplus,
    )  # fmt: skip
    known = [replace(c, members=members, holders={}, committee_open=False, lost={}) for c in contests]
    sections = {contest.office: _section(kind, contest, turnout, names, settings) for contest in known}
    made = [Deck(kind, contest, settings, turnout, sections[contest.office]) for contest in known]
    votes = {(deck.contest.office, 1): _pair(deck) for deck in made}
    together = linked(votes, {(contest.office, 1): contest for contest in known}, settings)
    finished: list[Deck] = []
    holders: dict[str, str] = {}
    for deck in made:
        typed = together[deck.contest.office, 1].first.votes
        contest = replace(deck.contest, holders=dict(holders))
        assert isinstance(typed, Papers)
        told = (f"{names[0]}、{names[1]}是当选执委", f"{names[2]}不是当选执委")
        finished.append(replace(deck, contest=contest, linked=typed, assumptions=told))
        holders |= dict.fromkeys(finished[-1].result.elected, contest.office)
    return tuple(finished) if any(kind.leads(deck.result) for deck in finished) else None


def _members(
    contests: Sequence[Contest], names: Sequence[str], committee: Sequence[str], entitled: int
) -> frozenset[str]:
    """As many members as may vote: the candidates, two of the invented, then others of the committee."""
    member, other, _ = names
    sure = dict.fromkeys([*(name for contest in contests for name in contest.candidates), member, other])
    others = chain(committee, (f"样例委员{at}" for at in count(1)))
    spare = (name for name in others if name not in sure)
    return frozenset([*sure, *islice(spare, max(entitled - len(sure), 0))])


def _section(
    kind: Kind, contest: Contest, turnout: Turnout, names: Sequence[str], settings: Settings
) -> tuple[Paper, ...]:
    """One office's part of the papers, its blank one in front: led to the kind where its votes can be, plain where not."""
    needed = approvals_needed(contest, turnout.entitled, turnout.present, settings)
    for shape in (kind.shape, Shape()):
        papers = papers_for(shape, contest, needed, turnout.returned, names, Marking.of(settings))
        if papers is None:
            continue
        blank = next(at for at, paper in enumerate(papers) if paper.aim == BLANK_PAPER)
        middle = len(papers) // 2  # the paper that is blank in every section
        others = [*papers[:blank], *papers[blank + 1 :]]
        return (*others[:middle], papers[blank], *others[middle:])
    raise AssertionError("a plain deck is always possible")


def _pair(deck: Deck) -> Pair:
    """The papers as both entries have them."""
    first, second = (Entry(name, deck.turnout, deck.votes) for name in ENTRIES)
    return Pair(first, second)
