"""All votes of the reform election in order: the committee by the congress, then its officers by the committee.

Each vote's ballot follows from the results before it: further rounds of an office, the members entitled to
elect officers, and who holds a post already.  三(二)3 and 二(一): officers come from the elected committee.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pyxl.rules.count.checks import check_ballot
from pyxl.rules.count.codes import cited, finding, is_error
from pyxl.rules.count.contest import Contest, first_round, title
from pyxl.rules.count.decision import Decided, Invalid, Result, decide, not_counted
from pyxl.rules.count.entries import Pair
from pyxl.rules.count.one_paper import linked
from pyxl.rules.count.returns import Vote
from pyxl.rules.person import normalise_name
from pyxl.rules.plan import Settings
from pyxl.rules.stroke_order import sort_names
from pyxl.words import COMMITTEE, OFFICES, PRIMARY


@dataclass(frozen=True)
class _Course:
    """The rounds of one office so far; `next` is the vote that is due and not entered yet."""

    results: tuple[Result, ...] = ()
    next: Contest | None = None
    elected: frozenset[str] = field(default_factory=frozenset)

    @property
    def closed(self) -> bool:
        """Whether the office is decided for good."""
        return bool(self.results) and isinstance(self.results[-1].outcome, Decided) and self.next is None


def decide_all(
    pairs: Mapping[Vote, Pair],
    candidates: Mapping[str, Sequence[str]],
    settings: Settings,
    delegates: Iterable[str] | None = None,
) -> tuple[Result, ...]:
    """The results of everything that was entered, in the order of the votes.

    `candidates` has the names on each office's first ballot, `delegates` all names of 代表 (setting 须为本届代表).  A vote without any entry has no result, save
    officers' votes that a lost committee seat stops: these say so at once.
    """
    results, _ = _all(pairs, candidates, settings, delegates)
    if not settings.of_another_plan:
        return results
    return tuple(
        replace(result, findings=tuple(cited(found, settings) for found in result.findings))
        for result in results
    )


def due(
    pairs: Mapping[Vote, Pair],
    candidates: Mapping[str, Sequence[str]],
    settings: Settings,
    delegates: Iterable[str] | None = None,
) -> tuple[Contest, ...]:
    """The votes that may be entered now, rounds and members as they follow from the results so far.

    Those entered and not decided are among them, as are further rounds and votes among the tied; officers'
    first ballots only once the committee is elected.
    """
    _, contests = _all(pairs, candidates, settings, delegates)
    return contests


def _all(
    pairs: Mapping[Vote, Pair],
    candidates: Mapping[str, Sequence[str]],
    settings: Settings,
    delegates: Iterable[str] | None = None,
) -> tuple[tuple[Result, ...], tuple[Contest, ...]]:
    allowed = (
        frozenset(map(normalise_name, delegates))
        if settings.must_be_delegate and delegates is not None
        else None
    )
    results, contests = _once(pairs, candidates, settings, allowed)
    if not settings.one_paper:
        return results, contests
    # What a paper says in one section bears on the others, and who stands on it follows from the rounds before:
    # with each pass one round more is known for good.
    known: dict[Vote, Contest] = {}
    while (seen := _votes_seen(results, contests)) != known:
        known = seen
        results, contests = _once(linked(pairs, known, settings), candidates, settings, allowed)
    return results, contests


def _votes_seen(results: Sequence[Result], contests: Sequence[Contest]) -> dict[Vote, Contest]:
    """The votes that are entered or due, stripped of what the sections of a paper do not ask of one another."""
    found = [*(result.contest for result in results if result.contest), *contests]
    return {(c.office, c.round): replace(c, holders={}, members=None, lost={}) for c in found}


def _once(
    pairs: Mapping[Vote, Pair],
    candidates: Mapping[str, Sequence[str]],
    settings: Settings,
    allowed: frozenset[str] | None,
) -> tuple[tuple[Result, ...], tuple[Contest, ...]]:
    names = {office: tuple(map(normalise_name, candidates.get(office, ()))) for office in OFFICES}
    courses: dict[str, _Course] = {}
    votes = (PRIMARY, *OFFICES) if settings.primary else OFFICES
    for office in votes:
        contest = _first(office, names, courses, settings)
        contest = contest and replace(contest, delegates=allowed)
        waits = office == COMMITTEE and PRIMARY in courses and not courses[PRIMARY].closed
        courses[office] = _course(office, contest, pairs, settings, "E507" if waits else "E503")
    results = [result for course in courses.values() for result in course.results]
    results += _unknown_offices(pairs, votes)
    contests = tuple(
        course.next for course in courses.values() if course.next and _may_be_held(course.next, settings)
    )
    return tuple(results), contests


def _first(
    office: str, names: Mapping[str, Sequence[str]], courses: Mapping[str, _Course], settings: Settings
) -> Contest | None:
    """The first ballot of an office, by what the earlier offices came to."""
    if office == PRIMARY:
        return first_round(office, names[COMMITTEE], settings)
    if office == COMMITTEE and PRIMARY in courses:
        # Who the primary put on the ballot stands on it by strokes, like every first ballot.
        chosen = courses[PRIMARY].elected if courses[PRIMARY].closed else frozenset()
        return first_round(office, [name for name in names[office] if name in chosen], settings)
    if office == COMMITTEE:
        return first_round(office, names[office], settings)
    committee = courses[COMMITTEE]
    officers = [other for other in OFFICES if other != COMMITTEE]
    holders = {name: other for other in officers if other in courses for name in courses[other].elected}
    if not committee.closed:
        return first_round(
            office, names[office], settings, holders=holders, committee_open=bool(committee.results)
        )
    designated = {name: other for other in officers for name in names[other]}
    return first_round(
        office,
        names[office],
        settings,
        members=committee.elected,
        holders=holders,
        lost={name: post for name, post in designated.items() if name not in committee.elected},
    )


def _course(
    office: str, contest: Contest | None, pairs: Mapping[Vote, Pair], settings: Settings, refused: str
) -> _Course:
    """Round after round, as far as entries go; entries for a round that there is not are `refused` with that code."""
    results: list[Result] = []
    elected: frozenset[str] = frozenset()
    number = 1
    while contest:
        result = _vote(contest, pairs.get((office, number), Pair()), settings)
        if result is None:
            break
        results.append(result)
        elected |= frozenset(result.elected)
        number += 1
        if isinstance(result.outcome, Invalid):
            # A void election is held again, with the same people on the ballot.
            contest = replace(contest, round=number)
        elif result.valid:
            contest = result.next
        else:
            break
    results += _without_ballot(office, number, pairs, refused)
    return _Course(tuple(results), contest, elected)


def _vote(contest: Contest, pair: Pair, settings: Settings) -> Result | None:
    """One vote; None where nothing was entered and nothing stands in its way."""
    if not pair.touched:
        if not (contest.lost and contest.round == 1):
            return None
        stopped = [found for found in check_ballot(contest, settings) if is_error(found)]
        return not_counted(contest.office, contest.round, contest, stopped)
    entry = pair.settled(contest, settings)
    if entry is None or entry.turnout is None or entry.votes is None:
        differences = pair.differences(contest, settings)
        reasons = [*pair.obstacles(contest, settings), *check_ballot(contest, settings)]
        return not_counted(contest.office, contest.round, contest, reasons, differences)
    return decide(contest, entry.turnout, entry.votes, settings)


def _without_ballot(office: str, first: int, pairs: Mapping[Vote, Pair], refused: str) -> Iterator[Result]:
    """Entries of an office from round `first` on that no ballot answers to."""
    for (entered, number), pair in sorted(pairs.items()):
        if entered == office and number >= first and pair.touched:
            reason = finding(refused, title=title(office, number))
            yield not_counted(office, number, None, (*pair.readings, reason))


def _unknown_offices(pairs: Mapping[Vote, Pair], votes: Sequence[str]) -> Iterator[Result]:
    for (office, number), pair in sorted(pairs.items()):
        if office == PRIMARY and office not in votes and pair.touched:
            reason = finding("E503", title=title(office, number))
            yield not_counted(office, number, None, (*pair.readings, reason))
        elif office not in (PRIMARY, *votes):
            yield not_counted(office, number, None, pair.readings)


def _may_be_held(contest: Contest, settings: Settings) -> bool:
    return not any(map(is_error, check_ballot(contest, settings)))


def documents(results: Sequence[Result], settings: Settings) -> list[dict[str, object]]:
    """The JSON of `moxi count`: one entry for each office, everyone elected in any of its rounds.

    Validity, tied, vacant seats and the next ballot are those of the latest round; problems are all rounds'.
    """
    offices = dict.fromkeys(result.office for result in results)
    return [
        _document([result for result in results if result.office == office], settings) for office in offices
    ]


def _document(rounds: Sequence[Result], settings: Settings) -> dict[str, object]:
    document = rounds[-1].document
    document["elected"] = _elected(rounds, settings)
    document["problems"] = [line for result in rounds for line in result.problems]
    return document


def _elected(rounds: Sequence[Result], settings: Settings) -> list[str]:
    """Everyone elected: round after round by votes, or all together by strokes."""
    names = [name for result in rounds for name in result.elected]
    if settings.list_order == "笔画":
        return sort_names(names, settings.stroke_convention, settings.typed_strokes)
    return names
