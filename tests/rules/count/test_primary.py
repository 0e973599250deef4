"""预选: the vote that chooses who stands, against the plain counter, and what it is not."""

from __future__ import annotations

from dataclasses import replace

import plain_counter
import pytest
from count_samples import (
    NAMES,
    close_paper,
    marks_of,
    plain_rules,
    random_election,
    random_settings,
    seeded,
    turnout_of,
)

from pyxl.rules.count.congress import decide_all, documents, due
from pyxl.rules.count.contest import first_round
from pyxl.rules.count.decision import Invalid, decide
from pyxl.rules.count.returns import read_returns
from pyxl.rules.plan.settings import Settings
from pyxl.words import PRIMARY

SETTINGS = Settings(
    primary=True, executive_seats=3, difference_ratio=0, delegate_seats=9, chair_seats=1, vice_chair_seats=0,
    standing_seats=0,
)  # fmt: skip
NOMINATED = NAMES[:5]


def rows(office, papers, voters=9, number=1):
    """Both entries of a vote paper by paper: 选举情况 and 逐票."""
    head = {"选举": office, "轮次": number}
    figures = {
        "应到": voters,
        "实到": len(papers),
        "印制": voters + 5,
        "发出": len(papers),
        "收回": len(papers),
    }
    turnouts = [{**head, "录入": entry, **figures} for entry in "甲乙"]
    marks = [
        {**head, "录入": entry, "票号": at, "姓名": name, "意见": "○"}
        for entry in "甲乙"
        for at, paper in enumerate(papers, 1)
        for name in paper
    ]
    return turnouts, marks


def held(*votes, settings=SETTINGS):
    turnouts, marks = [], []
    for vote in votes:
        more, typed = rows(*vote)
        turnouts += more
        marks += typed
    pairs = read_returns(turnouts, [], marks, settings)
    names = {"执委": NOMINATED, "主席": NOMINATED[:1]}
    return (
        {result.title: result for result in decide_all(pairs, names, settings)},
        {contest.title: contest for contest in due(pairs, names, settings)},
    )


def test_the_primary_is_due_first_and_decides_who_stands():
    _, coming = held()
    assert [*coming] == [PRIMARY, "主席"] and coming[PRIMARY].seats == 3
    a, b, c, d, _ = NOMINATED
    results, coming = held((PRIMARY, [(a, b, d)] * 4 + [(b, c, d)] * 3 + [(c, d)]))
    # 4, 7, 4, 8: the last place is tied between a and c, both with none against.
    assert set(results[PRIMARY].tied) == {a, c} and "执委" not in coming
    results, coming = held((PRIMARY, [(a, b, d)] * 4 + [(b, c, d)] * 3))
    assert set(results[PRIMARY].elected) == {a, b, d}
    assert set(coming["执委"].candidates) == {a, b, d} and coming["执委"].seats == 3
    assert PRIMARY not in coming


def test_it_needs_no_half_and_elects_nobody():
    a, b, c, d, e = NOMINATED
    results, coming = held((PRIMARY, [(a,), (a,), (b,), (b,), (c,), (c,), (d,), (), ()]))
    told = results[PRIMARY]
    assert set(told.elected) == {a, b, c} and set(coming["执委"].candidates) == {a, b, c}
    assert {person.words for person in told.people if person.elected} == {
        "得赞成票 2 票，得票较多，列为正式候选人"
    }
    (document,) = documents([told], SETTINGS)
    assert document["office"] == PRIMARY and document["vacant"] == 0
    assert e not in coming["执委"].candidates


def test_the_election_waits_for_it():
    a, b, c, *_ = NOMINATED
    results, _ = held(("执委", [(a, b, c)] * 9))
    assert not results["执委"].valid and any("E507" in problem for problem in results["执委"].problems)
    results, _ = held((PRIMARY, [(a, b, c)] * 9), ("执委", [(a, b, c)] * 9))
    assert set(results["执委"].elected) == {a, b, c}
    # Without the setting its rows belong to no vote, and are told.
    results, _ = held((PRIMARY, [(a, b, c)] * 9), settings=replace(SETTINGS, primary=False))
    assert any("E503" in problem for problem in results[PRIMARY].problems)


def test_a_tie_is_voted_on_again_and_a_void_primary_held_again():
    a, b, c, d, _ = NOMINATED
    first = (PRIMARY, [(a, b, c)] * 4 + [(a, b, d)] * 4)
    _, coming = held(first)
    assert set(coming[f"{PRIMARY}（第2轮）"].candidates) == {c, d}
    _, coming = held(first, (PRIMARY, [(c,)] * 5 + [(d,)] * 3, 9, 2))
    assert set(coming["执委"].candidates) == {a, b, c}
    _, coming = held((PRIMARY, [(a, b, c)] * 5))  # five of nine are no two thirds
    assert set(coming[f"{PRIMARY}（第2轮）"].candidates) == set(NOMINATED)


def test_a_primary_that_nobody_needs_is_told():
    pairs = read_returns(
        *(rows(PRIMARY, [NAMES[:3]] * 9)[at] for at in (0,)), [], rows(PRIMARY, [NAMES[:3]] * 9)[1], SETTINGS
    )
    (result, *_) = decide_all(pairs, {"执委": NAMES[:3]}, SETTINGS)
    assert any("W506" in problem for problem in result.problems)


@pytest.mark.parametrize("majority", [False, True])
@pytest.mark.parametrize("seed", range(3))
def test_the_plain_counter_names_the_same(seed, majority):
    """The most votes stand, half or not: the plain counter's rule of a vote among the tied; or half as in an election."""
    rng, seen = seeded(seed), set()
    for _ in range(150):
        settings = random_settings(rng, primary=True, primary_majority=majority)
        election = random_election(rng, settings)
        seats = settings.formal_candidates
        election |= {
            "seats": seats,
            "candidates": NAMES[: seats + rng.randint(1, 3)],
            "tie_vote": not majority,
        }
        election["papers"] = [
            close_paper(rng, election["candidates"], seats, 0.9) for _ in election["papers"]
        ]
        contest = first_round(PRIMARY, election["candidates"], settings)
        assert contest is not None and contest.seats == seats
        result = decide(contest, turnout_of(election), marks_of(election, rng), settings)
        expected = plain_counter.hold(election, plain_rules(settings))
        if expected is None:
            assert isinstance(result.outcome, Invalid)
            continue
        elected, tied, vacant, _ = expected
        seen |= {"tied"} if tied else {"vacant"} if vacant else {"full"}
        assert (set(result.elected), set(result.tied), result.vacant) == (set(elected), set(tied), vacant)
        assert result.next is None or result.tied
    assert {"tied", "full"} | ({"vacant"} if majority else set()) <= seen


def test_half_is_asked_where_the_rules_say_so():
    """Who is short of half does not stand, though places stay empty; a tie among those who passed is voted on again."""
    a, b, c, d, e = NOMINATED
    strict = replace(SETTINGS, primary_majority=True)
    results, coming = held((PRIMARY, [(a, b, c)] * 5 + [(a, d, e)] * 4), settings=strict)
    told = results[PRIMARY]
    assert set(told.elected) == {a, b, c} and set(coming["执委"].candidates) == {a, b, c}
    words = {person.name: person.words for person in told.people}
    assert words[b] == "得赞成票 5 票，超过应到代表半数，列为正式候选人"
    assert words[d] == "得赞成票 4 票，未超过应到代表半数，未列为正式候选人"
    results, coming = held((PRIMARY, [(a, b, c)] * 4 + [(a, b, d)] * 4), settings=strict)
    assert set(results[PRIMARY].elected) == {a, b} and results[PRIMARY].vacant == 1
    assert set(coming["执委"].candidates) == {a, b}
    first = (PRIMARY, [(a, b, c)] * 4 + [(a, b, d)] * 4 + [(a, c, d)])
    results, coming = held(first, settings=strict)
    assert set(results[PRIMARY].tied) == {c, d} == set(coming[f"{PRIMARY}（第2轮）"].candidates)
    # They have passed half once: in the new vote the most votes decide.
    _, coming = held(first, (PRIMARY, [(c,)] * 4 + [(d,)] * 3 + [()] * 2, 9, 2), settings=strict)
    assert set(coming["执委"].candidates) == {a, b, c}
