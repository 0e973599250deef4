"""Rehearsal decks: what they cover, and that the plain counter comes to the same result as their answers."""

from dataclasses import replace

import plain_counter
import pytest
from count_samples import NAMES, plain_rules
from hypothesis import given, settings
from hypothesis import strategies as st

from pyxl.rules.count.contest import first_round
from pyxl.rules.count.decision import Decided, Invalid, TieToVoteAgain, decide
from pyxl.rules.count.rows import Opinion
from pyxl.rules.count.verdicts import Verdict
from pyxl.rules.plan.settings import Settings
from pyxl.rules.rehearsal.answer import document, instructions, judged, outcome, rows, spoken
from pyxl.rules.rehearsal.deck import KINDS, MOST, deck, decks, invented
from pyxl.rules.rehearsal.votes import Room, against

SIGN = {Opinion.FOR: "○", Opinion.AGAINST: "×", Opinion.BLANK: ""}
PLAN = Settings()
"""The plan's own election: 25 seats, 27 candidates, 41 delegates."""


def committee(names=27, rules=PLAN):
    made = first_round("执委", NAMES[:names], rules)
    assert made is not None
    return made


def officers(office, rules=PLAN):
    made = first_round(office, NAMES[: rules.seats(office)], rules)
    assert made is not None
    return made


def kinds(contest, rules=PLAN):
    return {made.kind.number: made for made in decks(contest, rules)}


def plain_papers(made):
    """The papers as the plain counter takes them, read off the printed boxes."""
    papers = []
    for paper in made.papers:
        boxes = zip(made.contest.candidates, paper.opinions, strict=True)
        marks = [(name, SIGN[opinion], False) for name, opinion in boxes if opinion is not Opinion.BLANK]
        # A mark without a name is on the paper and names nobody.
        marks += [(written.name, SIGN[written.opinion], True) for written in paper.written if written.name]
        papers.append(marks)
    return papers


def plain_result(made):
    turnout = made.turnout
    election = {
        "entitled": turnout.entitled,
        "present": turnout.present,
        "issued": turnout.issued,
        "returned": turnout.returned,
        "seats": made.contest.seats,
        "candidates": list(made.contest.candidates),
        "papers": plain_papers(made),
        "tie_vote": made.contest.tie_vote,
    }
    if made.contest.members is not None:
        election["may_win"] = made.contest.members - set(made.contest.holders)
    return plain_counter.hold(election, plain_rules(made.settings))


def agrees(made):
    """The expected result against the plain counter."""
    result, tally, expected = made.result, made.result.tally, plain_result(made)
    assert tally.balance.holds
    assert tally.valid + tally.invalid == len(made.papers) == made.turnout.returned
    valid, invalid, people = plain_counter.count_papers(
        plain_papers(made), list(made.contest.candidates), made.contest.seats, plain_rules(made.settings)
    )
    assert (tally.valid, tally.invalid) == (valid, invalid)
    assert {person.name for person in tally.people} == set(people)
    for person in tally.people:
        assert (person.approve, person.against) == tuple(people[person.name][:2])
        assert person.write_in or person.abstain == people[person.name][2]
    if expected is None:
        assert isinstance(result.outcome, Invalid)
        return
    elected, tied, vacant, _ = expected
    assert result.valid, result.problems
    assert (set(result.elected), set(result.tied), result.vacant) == (set(elected), set(tied), vacant)


@st.composite
def ballots(draw):
    """A committee's ballot of any size, with the rules of any congress."""
    seats = draw(st.integers(1, 25))
    rules = Settings(
        executive_seats=seats,
        delegate_seats=draw(st.integers(5, 120)),
        chair_seats=0,
        vice_chair_seats=0,
        write_ins=draw(st.one_of(st.none(), st.integers(0, seats))),
        elected_base=draw(st.sampled_from(["应到", "实到"])),
        tie_by_against=draw(st.booleans()),
        write_in_needs_mark=draw(st.booleans()),
        abstainer_may_write_in=draw(st.booleans()),
        vacancy=draw(st.sampled_from(["空缺", "另行选举"])),
    )
    return committee(seats + draw(st.integers(0, 5)), rules), rules


@settings(max_examples=150, deadline=None)
@given(ballots())
def test_the_plain_counter_agrees_and_the_papers_cover_the_ballot(ballot):
    contest, rules = ballot
    made = decks(contest, rules)
    numbers = {one.kind.number for one in made}
    assert numbers >= {1, 5, 7}
    assert (6 in numbers) == bool(contest.write_ins)
    if contest.seats >= 4 and len(contest.candidates) > contest.seats and rules.delegate_seats >= 41:
        assert {2, 4} <= numbers
        assert (3 in numbers) == rules.tie_by_against
    for one in made:
        agrees(one)
        covers(one)
        assert len(one.papers) <= MOST + 1


def covers(made):
    """Every kind of paper that this ballot has room for is among them."""
    contest, papers = made.contest, made.papers
    seats, people, places = contest.seats, len(contest.candidates), contest.write_ins
    approved = [paper.opinions.count(Opinion.FOR) for paper in papers]
    named = [[w for w in paper.written if w.name and w.opinion is Opinion.FOR] for paper in papers]
    assert any(set(paper.opinions) == {Opinion.BLANK} and not paper.written for paper in papers)
    assert any(set(paper.opinions) == {Opinion.AGAINST} and not paper.written for paper in papers)
    assert any(number == min(seats, people) for number in approved)
    assert any(number > seats for number in approved) == (people > seats)
    if not places:
        assert not any(paper.written for paper in papers)
    else:
        written = [each for paper in papers for each in paper.written]
        assert any(each.name and each.opinion is Opinion.BLANK for each in written)
        assert any(not each.name and each.opinion is Opinion.FOR for each in written)
        assert {0, places - 1} <= {each.place for each in written}
        if people >= seats:
            assert any(
                number <= seats < number + len(names) for number, names in zip(approved, named, strict=True)
            )
        for paper in papers:
            own = [each.place for each in paper.written]
            assert len(own) == len(set(own)) and all(0 <= place < places for place in own)
            names = [each.name for each in paper.written if each.name]
            assert len(names) == len(set(names)) and not set(names) & set(contest.candidates)
    for at in range(people):
        marks = {paper.opinions[at] for paper in papers}
        assert Opinion.AGAINST in marks and Opinion.BLANK in marks


@settings(max_examples=60, deadline=None)
@given(ballots())
def test_every_candidate_has_every_mark_on_valid_papers(ballot):
    contest, rules = ballot
    first = kinds(contest, rules)[1]
    everyone = [person for person in first.result.tally.people if not person.write_in]
    if contest.seats > 1:
        assert all(min(person.approve, person.against, person.abstain) >= 1 for person in everyone)


def test_each_deck_of_the_plan_s_election_leads_to_another_result():
    made = kinds(committee())
    words = {
        number: {person.verdict for person in one.result.people} - {Verdict.OVER_HALF}
        for number, one in made.items()
    }
    assert words == {
        1: {Verdict.TOO_FEW},
        2: {Verdict.TOO_FEW, Verdict.NO_SEAT_LEFT},
        3: {Verdict.TOO_FEW, Verdict.FEWER_AGAINST, Verdict.MORE_AGAINST},
        4: {Verdict.TOO_FEW, Verdict.TIED},
        5: {Verdict.TOO_FEW},
        6: {Verdict.TOO_FEW},
        7: set(),
    }
    assert [one.result.vacant for one in made.values()][1:5] == [0, 0, 0, 1]
    assert len(made[4].result.tied) == 2 and len(made[4].result.elected) == 24
    assert "样例甲" in made[6].result.elected
    assert isinstance(made[7].result.outcome, Invalid)
    assert (made[7].turnout.issued, made[7].turnout.returned) == (40, 41)


def test_in_the_plan_s_election_every_column_differs_from_every_other():
    first = kinds(committee())[1]
    approvals = [p.approve for p in first.result.tally.people if not p.write_in]
    assert len(set(approvals)) == len(approvals) == 27
    assert 21 in approvals and 20 in approvals  # just enough, and one vote less
    assert sorted(kinds(committee())) == [1, 2, 3, 4, 5, 6, 7]


def test_the_printed_order_gives_the_result_away_in_no_deck():
    for one in decks(committee(), PLAN):
        votes = [person.approve for person in one.result.tally.people if not person.write_in]
        assert votes != sorted(votes) and votes != sorted(votes, reverse=True)
        assert votes[:3] != sorted(votes, reverse=True)[:3]


def test_the_last_two_differ_by_votes_against_even_on_few_papers():
    room = Room(needed=13, papers=14, seats=7, given=[1, 1, 1], refused=[1, 1, 1])
    totals = [14, 13, 13]
    apart, alike = against(room, totals, 2), against(room, totals, 2, alike=True)
    assert apart[1] < apart[2] <= 2 and alike[1] == alike[2] <= 2


def test_the_special_papers_of_the_plan_s_election_by_hand():
    first = kinds(committee())[1]
    by_aim = {paper.aim: paper for paper in judged(first) if paper.aim}
    valid = {aim: paper.valid for aim, paper in by_aim.items()}
    assert valid == {
        "整张空白": True,
        "全部反对": True,
        "赞成的正好等于应选名额": True,
        "赞成的多于应选名额": False,
        "赞成的连同另选的多于应选名额": False,
        "反对一人，另选一人": True,
        "另选写了姓名而没有画符号": True,
        "另选画了符号而没有写姓名": True,
        "没有反对任何人而另选": True,
        "反对 3 人，另选 3 人，写在最后的栏内": True,
    }
    assert by_aim["赞成的多于应选名额"].reason == "赞成 26 人，多于应选 25 名，是无效票"
    assert by_aim["整张空白"].reason == "整张空白，有效，全部弃权"
    assert by_aim["赞成的正好等于应选名额"].reason == "赞成 25 人，反对 0 人，弃权 2 人"
    assert by_aim["没有反对任何人而另选"].reason.endswith("这张票的另选不计")
    # 甲 on two papers that count, 乙 and 丙 on one; 乙 without a mark and 丙 in an abstainer's place don't.
    written = {p.name: p.approve for p in first.result.tally.people if p.write_in}
    assert written == {"样例甲": 2, "样例乙": 1, "样例丙": 1}
    tally = first.result.tally
    assert (len(first.papers), tally.valid, tally.invalid, tally.blank) == (40, 38, 2, 1)
    assert sum(paper.valid for paper in judged(first)) == 38


def test_every_branch_of_the_rules_is_reached():
    rules = Settings(vacancy="另行选举")
    made = [
        *decks(committee(rules=rules), rules),
        *(one for office in ("主席", "副主席") for one in decks(officers(office), PLAN)),
    ]
    tie = next(one for one in made if one.result.tied)
    made += decks(tie.result.next, rules)
    for one in made:
        agrees(one)
    verdicts = {person.verdict for one in made for person in one.result.people}
    assert verdicts == set(Verdict)
    outcomes = {type(one.result.outcome) for one in made}
    assert outcomes == {Decided, TieToVoteAgain, Invalid}
    assert {bool(one.result.vacant) for one in made} == {True, False}
    assert any(one.result.next and not one.result.next.tie_vote for one in made)
    codes = {found.code for one in made for found in one.result.findings}
    assert {"W403", "W404", "W405", "W406", "E702"} <= codes
    assert not {code for code in codes if code.startswith("E")} - {"E702"}


@pytest.mark.parametrize("office", ["主席", "副主席"])
def test_a_workbook_that_knows_no_members_elects_the_same(office):
    for one in decks(officers(office), PLAN):
        assert one.assumptions and any("设定：" in line for line in instructions(one))
        unaware = replace(one.contest, members=None, holders={})
        result = decide(unaware, one.turnout, one.votes, one.settings)
        assert (result.elected, result.vacant) == (one.result.elected, one.result.vacant)
        assert result.tally.people == one.result.tally.people


def test_a_tie_on_the_last_seat_needs_more_candidates_than_seats():
    assert set(kinds(officers("主席"))) == {1, 5, 6, 7}
    rules = Settings(executive_seats=25, tie_by_against=False)
    assert set(kinds(committee(rules=rules), rules)) == {1, 2, 4, 5, 6, 7}


def test_an_invented_name_stands_on_no_ballot():
    contest = replace(committee(), candidates=("样例甲", "样例丙", *NAMES[:25]))
    assert invented(contest) == ("样例乙", "样例丁", "样例戊")
    for one in decks(contest, PLAN):
        agrees(one)


def test_the_same_ballot_gives_the_same_deck():
    assert decks(committee(), PLAN) == decks(committee(), PLAN)


def test_blank_papers_that_are_invalid():
    rules = Settings(blank_paper_valid=False)
    first = deck(KINDS[0], committee(rules=rules), rules)
    agrees(first)
    assert {p.aim: p for p in judged(first)}["整张空白"].reason == "整张空白，按选举办法是无效票"


def test_the_answer_says_what_the_result_says():
    for one in decks(committee(), PLAN):
        said = document(one)
        assert said["approvals"] + said["undervotes"] + said["overvotes"] == said["returned"] * 25
        assert said["overvoted_papers"] == 2 and said["blank_papers"] == 1
        assert said["elected"] == list(one.result.elected)
        assert [person["name"] for person in said["people"]] == [p.name for p in one.result.tally.people]
        table = list(rows(one))
        assert len(table) == 30 and all(row[-1] for row in table)
        assert outcome(one) and spoken(one)
        assert not any(NAMES[0] + "：" in line for line in spoken(one))
        assert sum(not paper["valid"] for paper in said["papers"]) == said["invalid_papers"]
