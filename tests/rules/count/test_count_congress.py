"""The whole evening: committee, further rounds, officers among the elected, and what stops them."""

import json
from dataclasses import replace
from fractions import Fraction

from count_samples import NAMES, WRITTEN
from hypothesis import given
from hypothesis import strategies as st

from pyxl.rules.count.congress import decide_all, documents, due
from pyxl.rules.count.decision import Decided, Invalid, NotCounted, TieToVoteAgain
from pyxl.rules.count.returns import read_returns
from pyxl.rules.plan.settings import Settings

A, B, C, D, E = NAMES[:5]
TOWN = Settings(executive_seats=4, standing_seats=0, delegate_seats=10, difference_ratio=Fraction(1, 4))
BALLOTS = {"执委": [A, B, C, D, E], "主席": [A], "副主席": [B, C]}


def entered(office, votes, number=None, entries="甲乙", entitled=10, **turnout):
    """Rows of one vote: `votes` is {name: (for, against)}; everyone entitled is there and votes."""
    figures = {
        "应到": entitled,
        "实到": entitled,
        "印制": entitled + 2,
        "发出": entitled,
        "收回": entitled,
        "有效": entitled,
        "无效": 0,
    }
    turnouts, totals = [], []
    for entry in entries:
        place = {"选举": office, "录入": entry} | ({} if number is None else {"轮次": number})
        turnouts.append(place | figures | turnout)
        for name, (approve, against) in votes.items():
            written = name in WRITTEN
            abstain = 0 if written else entitled - approve - against
            totals.append(
                place
                | {
                    "姓名": name,
                    "赞成": approve,
                    "反对": against,
                    "弃权": abstain,
                    "另选": "是" if written else "",
                }
            )
    return turnouts, totals


def hold(*votes, settings=TOWN, ballots=None):
    turnouts = [row for vote in votes for row in vote[0]]
    totals = [row for vote in votes for row in vote[1]]
    pairs = read_returns(turnouts, totals, [], settings)
    ballots = BALLOTS if ballots is None else ballots
    return decide_all(pairs, ballots, settings), due(pairs, ballots, settings)


def codes(result):
    return [found.code for found in result.findings if found.code[0] == "E"]


COMMITTEE = entered("执委", {A: (9, 1), B: (8, 1), C: (8, 2), D: (8, 2), E: (2, 8)})
CHAIR = entered("主席", {A: (3, 1)}, entitled=4)
VICE = entered("副主席", {B: (4, 0), C: (2, 2)}, entitled=4)


def test_an_evening_without_trouble():
    results, next_votes = hold(COMMITTEE, CHAIR, VICE)
    assert [(r.office, set(r.elected), r.vacant) for r in results] == [
        ("执委", {A, B, C, D}, 0),
        ("主席", {A}, 0),
        ("副主席", {B}, 1),
    ]
    assert next_votes == ()
    assert json.loads(json.dumps(documents(results, TOWN), ensure_ascii=False))[0].keys() == {
        "office", "round", "valid", "elected", "tied", "vacant", "next_ballot", "problems",
    }  # fmt: skip


def test_votes_fall_due_one_after_another():
    assert [contest.office for contest in hold()[1]] == ["执委", "主席", "副主席"]
    _, next_votes = hold(COMMITTEE)
    assert [contest.title for contest in next_votes] == ["主席", "副主席"]
    assert next_votes[0].members == frozenset({A, B, C, D})
    assert next_votes[0].entitled(TOWN) == 4


def test_a_vacant_committee_seat_leaves_fewer_entitled():
    committee = entered("执委", {A: (9, 1), B: (8, 1), C: (8, 2), D: (5, 5), E: (2, 8)})
    results, _ = hold(committee, entered("主席", {A: (2, 1)}, entitled=3))
    assert (results[0].vacant, results[1].elected) == (1, (A,))
    results, _ = hold(committee, CHAIR)
    assert codes(results[1]) == ["E209"]


def test_a_designated_officer_who_lost_stops_all_officers_votes():
    committee = entered("执委", {A: (2, 8), B: (8, 1), C: (8, 2), D: (8, 2), E: (9, 1)})
    for votes in ((committee,), (committee, CHAIR, VICE)):
        results, next_votes = hold(*votes)
        assert [(r.office, r.valid, codes(r)) for r in results] == [
            ("执委", True, []),
            ("主席", False, ["E501"]),
            ("副主席", False, ["E501"]),
        ]
        assert results[1].problems[0].startswith(f"拟任主席的{A}没有当选执委，主席、副主席、常委的选举停止")
        assert next_votes == ()
    results, _ = hold(committee, ballots={**BALLOTS, "主席": [E]})
    assert [r.office for r in results] == ["执委"]


def test_officers_wait_for_the_committee():
    tie = entered("执委", {A: (9, 1), B: (8, 1), C: (8, 2), D: (6, 2), E: (6, 2)})
    results, next_votes = hold(tie, CHAIR)
    assert isinstance(results[0].outcome, TieToVoteAgain)
    assert codes(results[1]) == ["E502"]
    assert [contest.title for contest in next_votes] == ["执委（第2轮）"]
    results, next_votes = hold(tie)
    assert [r.office for r in results] == ["执委"]
    assert [contest.title for contest in next_votes] == ["执委（第2轮）"]


def test_a_tie_is_voted_on_again_and_the_record_keeps_both_rounds():
    tie = entered("执委", {A: (9, 1), B: (8, 1), C: (8, 2), D: (6, 2), E: (6, 2)})
    second = entered("执委", {D: (4, 2), E: (3, 2)}, number=2)
    results, _ = hold(tie, second, CHAIR)
    assert [(r.title, set(r.elected)) for r in results] == [
        ("执委", {A, B, C}),
        ("执委（第2轮）", {D}),
        ("主席", {A}),
    ]
    assert results[0].people[0].approve
    committee = documents(results, TOWN)[0]
    assert sorted(committee["elected"]) == sorted([A, B, C, D])
    assert (committee["tied"], committee["vacant"], committee["round"]) == ([], 0, 2)
    by_votes = documents(results, replace(TOWN, list_order="得票"))[0]
    assert by_votes["elected"][-1] == D


def test_a_further_round_for_vacant_seats():
    settings = replace(TOWN, vacancy="另行选举")
    first = entered("执委", {A: (9, 1), B: (8, 1), C: (8, 2), D: (5, 5), E: (2, 8)})
    results, next_votes = hold(first, settings=settings)
    assert results[0].next_ballot == (D, E)
    assert [(contest.title, contest.seats) for contest in next_votes] == [("执委（第2轮）", 1)]
    second = entered("执委", {D: (7, 3), E: (2, 8)}, number=2)
    results, _ = hold(first, second, CHAIR, settings=settings)
    assert results[1].elected == (D,)
    assert results[2].elected == (A,)


def test_a_void_election_is_held_again():
    void = entered("执委", {A: (9, 1), B: (8, 1), C: (8, 2), D: (8, 2), E: (2, 8)}, 发出=9)
    results, next_votes = hold(void)
    assert isinstance(results[0].outcome, Invalid)
    assert [(contest.title, contest.candidates) for contest in next_votes] == [
        ("执委（第2轮）", (A, B, C, D, E))
    ]
    again = entered("执委", {A: (9, 1), B: (8, 1), C: (8, 2), D: (8, 2), E: (2, 8)}, number=2)
    results, _ = hold(void, again, CHAIR)
    assert [r.valid for r in results] == [False, True, True]


def test_a_round_that_nobody_asked_for_is_refused():
    second = entered("执委", {D: (7, 3), E: (2, 8)}, number=2)
    results, _ = hold(COMMITTEE, second, CHAIR)
    assert codes(results[1]) == ["E503"]
    assert isinstance(results[1].outcome, NotCounted)
    assert codes(results[2]) == ["E502"]
    assert documents(results, TOWN)[0]["valid"] is False


def test_an_office_without_seats_has_no_ballot():
    results, _ = hold(COMMITTEE, entered("常委", {D: (4, 0)}, entitled=4), ballots={**BALLOTS, "常委": [D]})
    assert codes(results[-1]) == ["E503"]


def test_the_chair_is_not_elected_vice_chair_as_well():
    vice = entered("副主席", {B: (4, 0), C: (1, 3), WRITTEN[0]: (1, 0)}, entitled=4)
    results, _ = hold(COMMITTEE, CHAIR, vice)
    outsider = next(person for person in results[2].people if person.write_in)
    assert outsider.words == "得赞成票 1 票，不是当选执委，不能当选副主席"
    results, _ = hold(COMMITTEE, CHAIR, VICE, ballots={**BALLOTS, "副主席": [A, B]})
    assert codes(results[2])[0] == "E306" or "E505" in codes(results[2])


def test_officers_alone_are_counted_with_a_warning():
    results, _ = hold(CHAIR, ballots={"主席": [A]})
    assert results[0].elected == (A,)
    assert [found.code for found in results[0].findings] == ["W501"]


@given(st.permutations(range(10)), st.permutations(range(2)))
def test_rows_in_any_order(order, heads):
    turnouts, totals = COMMITTEE
    shuffled = [turnouts[place] for place in heads], [totals[place] for place in order]
    assert hold(shuffled)[0][0].people == hold(COMMITTEE)[0][0].people


def test_prepared_forms_are_no_entries():
    """应到 and 印制 are known before the vote, and names stand on the ballot: nothing was counted yet."""
    forms = (
        [{"选举": "执委", "录入": entry, "应到": 10, "印制": 12, "签到": 10, "轮次": 1} for entry in "甲乙"],
        [{"选举": "执委", "录入": entry, "姓名": name} for entry in "甲乙" for name in (A, B)],
    )
    assert hold(forms)[0] == ()
    turnouts, totals = COMMITTEE
    results, _ = hold((turnouts[:1] + forms[0][1:], totals))
    assert codes(results[0]) == ["E602"]


def test_every_elected_person_is_elected_once():
    settings = replace(TOWN, vacancy="另行选举")
    first = entered("执委", {A: (9, 1), B: (8, 1), C: (8, 2), D: (5, 5), E: (2, 8)})
    second = entered("执委", {D: (7, 2), E: (2, 8), WRITTEN[0]: (1, 0)}, number=2)
    results, _ = hold(first, second, settings=settings)
    assert isinstance(results[-1].outcome, Decided)
    names = [name for result in results for name in result.elected]
    assert len(names) == len(set(names)) == 4
