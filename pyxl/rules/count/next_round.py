"""The next vote: among the tied, or for the seats that nobody won.

Who is elected already never stands again; the votes of earlier rounds stay where they are, and a round counts
its own votes only.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pyxl.rules.ballot import candidates_needed
from pyxl.rules.count.codes import finding
from pyxl.rules.count.contest import Contest
from pyxl.rules.count.rows import CandidateTotals
from pyxl.rules.findings import Finding
from pyxl.rules.plan import Settings
from pyxl.rules.stroke_order import sort_names


def after_tie(
    contest: Contest, elected: Iterable[str], tied: Iterable[str], seats: int, settings: Settings
) -> Contest:
    """The new vote among the tied, who stand in order of strokes, without write-ins."""
    return replace(
        contest,
        candidates=tuple(sort_names(tied, settings.stroke_convention, settings.typed_strokes)),
        seats=seats,
        write_ins=0,
        round=contest.round + 1,
        tie_vote=True,
        holders={**contest.holders, **dict.fromkeys(elected, contest.office)},
    )


def further_round(
    contest: Contest,
    people: Sequence[CandidateTotals],
    elected: frozenset[str],
    vacant: int,
    settings: Settings,
) -> tuple[Contest | None, list[Finding]]:
    """The vote for `vacant` seats: as many candidates as the difference ratio asks, those with most votes.

    Write-ins with votes stand like candidates.  Who has as many votes as the last on the list stands too:
    nobody is left off by row order.  None where nobody is left to stand.  Equal votes: fewer against first, then strokes.
    """
    holders = {**contest.holders, **dict.fromkeys(elected, contest.office)}
    ordered = _by_votes([person for person in people if _may_stand(person, contest, holders)], settings)
    needed = candidates_needed(vacant, contest.ratio(settings))
    listed = ordered[:needed]
    if len(ordered) > needed:
        listed = [person for person in ordered if person.approve >= ordered[needed - 1].approve]
    if not listed:
        return None, [finding("W505", vacant=vacant)]
    places = vacant if settings.write_ins is None else min(settings.write_ins, vacant)
    following = replace(
        contest,
        candidates=tuple(person.name for person in listed),
        seats=vacant,
        write_ins=places,
        round=contest.round + 1,
        tie_vote=False,
        holders=holders,
    )
    if len(listed) > needed:
        return following, [finding("W504", needed=needed, candidates=len(listed))]
    return following, []


def _may_stand(person: CandidateTotals, contest: Contest, holders: dict[str, str]) -> bool:
    return (
        contest.may_win(person.name)
        and person.name not in holders
        and (person.approve > 0 or not person.write_in)
    )


def _by_votes(people: Sequence[CandidateTotals], settings: Settings) -> list[CandidateTotals]:
    by_name = {person.name: person for person in people}
    ordered = sort_names(by_name, settings.stroke_convention, settings.typed_strokes)
    ordered.sort(key=lambda name: (-by_name[name].approve, by_name[name].against))
    return [by_name[name] for name in ordered]
