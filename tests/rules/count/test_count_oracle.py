"""The count against the plain counter, over random elections of every kind."""

import collections
from dataclasses import replace
from fractions import Fraction

import plain_counter
import pytest
from count_samples import (
    NAMES,
    contest_of,
    marks_of,
    plain_rules,
    random_election,
    random_settings,
    seeded,
    totals_of,
    turnout_of,
)

from pyxl.rules.count.decision import Decided, Invalid, TieToVoteAgain, decide
from pyxl.rules.count.verdicts import Verdict
from tests.tiers import usually

ROUNDS = 5_000
BATCHES = 6


def expected_of(election, settings):
    """The plain counter's word on an election."""
    return plain_counter.hold(election, plain_rules(settings))


def agree(result, expected, election, settings):
    if expected is None:
        assert isinstance(result.outcome, Invalid)
        assert (result.elected, result.tied, result.vacant, result.people) == ((), (), 0, ())
        return "void"
    elected, tied, vacant, people = expected
    assert result.valid, result.problems
    assert set(result.elected) == set(elected)
    assert set(result.tied) == set(tied)
    assert result.vacant == vacant
    assert isinstance(result.outcome, TieToVoteAgain if tied else Decided)
    assert {person.name for person in result.people} == set(people)
    for person in result.people:
        assert (person.approve, person.against) == tuple(people[person.name][:2])
        assert person.write_in == people[person.name][3]
        if not person.write_in:
            assert person.abstain == people[person.name][2]
    following(result, elected, tied, vacant, people, settings)
    return kind_of(result, election)


def following(result, elected, tied, vacant, people, settings):
    """The next ballot: the tied, or those with most votes; never who is elected."""
    if tied:
        assert set(result.next_ballot) == set(tied)
        assert result.next.seats == result.contest.seats - len(elected)
        assert result.next.tie_vote and result.next.write_ins == 0
    elif vacant and settings.vacancy == "另行选举":
        ratio = (settings.difference_ratio.numerator, settings.difference_ratio.denominator)
        wanted = plain_counter.next_candidates(people, elected, vacant, ratio)
        assert sorted(result.next_ballot) == sorted(wanted)
        votes = [people[name][0] for name in result.next_ballot]
        assert votes == sorted(votes, reverse=True)
        assert not wanted or result.next.seats == vacant
    else:
        assert result.next is None
    assert not set(result.next_ballot) & set(result.elected)


def kind_of(result, election):
    """What was exercised, so that a generator that has gone tame is noticed."""
    if result.tied:
        return "tie"
    verdicts = {person.verdict for person in result.people}
    if Verdict.FEWER_AGAINST in verdicts:
        return "settled by fewer against"
    if any(person.write_in and person.elected for person in result.people):
        return "write-in elected"
    base = election["entitled"] if "应到" in result.people[0].words else election["present"]
    if any(2 * person.approve == base for person in result.people):
        return "exactly half"
    if any(2 * person.approve == base + 1 for person in result.people):
        return "half of an odd number passed"
    return "vacant" if result.vacant else "full"


@pytest.mark.parametrize("batch", usually(range(BATCHES), 0))
def test_the_plain_counter_agrees(batch):
    rng = seeded(batch)
    kinds = collections.Counter()
    for _ in range(ROUNDS):
        settings = random_settings(rng)
        election = random_election(rng, settings)
        contest, turnout = contest_of(election, settings), turnout_of(election)
        expected = expected_of(election, settings)
        by_paper = decide(contest, turnout, marks_of(election, rng, rng.random() < 0.5), settings)
        kinds[agree(by_paper, expected, election, settings)] += 1
        assert by_paper.tally.balance.holds
        valid, invalid, people = plain_counter.count_papers(
            election["papers"], election["candidates"], election["seats"], plain_rules(settings)
        )
        typed = replace(turnout, valid=valid, invalid=invalid)
        by_totals = decide(contest, typed, totals_of(people, rng), settings)
        agree(by_totals, expected, election, settings)
        assert by_totals.people == by_paper.people
        assert by_totals.outcome == by_paper.outcome
        assert by_totals.next_ballot == by_paper.next_ballot
        assert by_totals.tally.balance == by_paper.tally.balance
        if (
            Fraction(settings.quorum) == Fraction(2, 3)
            and 3 * election["present"] == 2 * election["entitled"]
        ):
            kinds["two thirds exactly"] += 1
            kinds["two thirds not exceeded"] += settings.quorum.exceeded
            void = settings.quorum.exceeded or election["returned"] > election["issued"]
            assert by_paper.valid is not void
    seldom = {kind: kinds[kind] for kind in KINDS if kinds[kind] < ROUNDS // 800}
    assert not seldom


KINDS = (
    "void",
    "tie",
    "settled by fewer against",
    "write-in elected",
    "exactly half",
    "half of an odd number passed",
    "vacant",
    "full",
    "two thirds exactly",
    "two thirds not exceeded",
)


def test_new_votes_among_the_tied():
    """In a vote among the tied the most approvals win; ties again are voted on again."""
    rng = seeded(77)
    again = settled = 0
    for _ in range(6_000):
        settings = random_settings(rng, executive_seats=2)
        election = random_election(rng, settings)
        first = decide(contest_of(election, settings), turnout_of(election), marks_of(election), settings)
        if not first.tied:
            continue
        seats, tied = first.next.seats, list(first.next.candidates)
        papers = [
            [(name, rng.choice("○○×"), False) for name in rng.sample(tied, rng.randint(0, seats))]
            for _ in range(election["returned"])
        ]
        if rng.random() < 0.5:
            papers = [[(name, "○", False)] for name in (tied * len(papers))[: len(papers)]]
        second = {**election, "papers": papers, "candidates": tied, "seats": seats, "tie_vote": True}
        expected = expected_of(second, settings)
        result = decide(first.next, turnout_of(second), marks_of(second, rng), settings)
        again += bool(result.tied)
        settled += not result.tied
        assert set(result.elected) == set(expected[0])
        assert set(result.tied) == set(expected[1])
        assert result.vacant == expected[2]
        assert not set(result.next_ballot) & {*first.elected, *result.elected}
    assert again > 10 and settled > 20


def test_officers_come_from_the_committee():
    """Equal-number votes with write-ins who are members, and who are not."""
    rng = seeded(5)
    outsiders = 0
    for _ in range(4_000):
        settings = random_settings(rng, executive_seats=13, vice_chair_seats=2, vacancy="另行选举")
        election = random_election(rng, replace(settings, executive_seats=2))
        election["candidates"] = NAMES[:2]
        election["papers"] = [
            [mark for mark in paper if mark[2] or mark[0] in NAMES[:2]] for paper in election["papers"]
        ]
        eligible = {*NAMES[: election["entitled"] - 1], "欧阳样例"}
        eligible |= set(NAMES[:2])
        election["may_win"] = eligible
        election["entitled"] = len(eligible)
        contest = replace(contest_of(election, settings), office="副主席", members=frozenset(eligible))
        expected = expected_of(election, settings)
        result = decide(
            contest,
            turnout_of(election, present=min(election["present"], len(eligible))),
            marks_of(election),
            settings,
        )
        if election["present"] > len(eligible):
            continue
        if expected is None:
            assert isinstance(result.outcome, Invalid)
            continue
        elected, tied, vacant, people = expected
        assert (set(result.elected), set(result.tied), result.vacant) == (set(elected), set(tied), vacant)
        outsiders += any(person.verdict is Verdict.NOT_MEMBER for person in result.people)
        if vacant:
            wanted = plain_counter.next_candidates(people, elected, vacant, (0, 1), eligible)
            assert sorted(result.next_ballot) == sorted(wanted)
    assert outsiders > 50
