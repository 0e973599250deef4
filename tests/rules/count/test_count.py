"""Votes worked by hand: thresholds, ties, vacancies, further rounds, the words that are read out."""

from dataclasses import replace
from fractions import Fraction

import pytest
from count_samples import (
    NAMES,
    case,
    contest_of,
    marks_of,
    members,
    random_election,
    random_settings,
    seeded,
    turnout_of,
)
from hypothesis import given
from hypothesis import strategies as st

from pyxl.rules.count.contest import approvals_needed, first_round, quorum_needed
from pyxl.rules.count.decision import Decided, Invalid, TieToVoteAgain, decide
from pyxl.rules.count.rows import CandidateTotals, Mark, Opinion, Turnout
from pyxl.rules.count.tally import Papers, Totals
from pyxl.rules.count.words import announcement
from pyxl.rules.plan.settings import Settings

A, B, C, D = NAMES[:4]
FREE = {"executive_seats": 2, "difference_ratio": Fraction(1, 2)}
"""Settings of a small committee: two seats, three candidates."""


def codes(result):
    return [found.code for found in result.findings]


def lines(result):
    return {person.name: person.words for person in result.people}


class TestThresholds:
    def test_those_of_the_town(self):
        """41: quorum 28, elected from 21; 25: 17 and 13 (RULES 5)."""
        settings, contest = Settings(), first_round("执委", [A], Settings())
        assert quorum_needed(41, settings) == 28
        assert approvals_needed(contest, 41, 30, settings) == 21
        assert quorum_needed(25, settings) == 17
        assert approvals_needed(contest, 25, 20, settings) == 13

    @given(st.integers(1, 10_000))
    def test_two_thirds_is_included_and_half_is_not(self, entitled):
        settings, contest = Settings(), first_round("执委", [A], Settings())
        quorum = quorum_needed(entitled, settings)
        assert 3 * quorum >= 2 * entitled > 3 * (quorum - 1)
        needed = approvals_needed(contest, entitled, entitled, settings)
        assert 2 * needed > entitled >= 2 * (needed - 1)

    @pytest.mark.parametrize(("present", "valid"), [(27, False), (28, True)])
    def test_quorum(self, present, valid):
        result = decide(
            *case(
                votes=((20, 5, 2),), turnout={"present": present, "issued": 27, "returned": 27, "valid": 27}
            )
        )
        assert result.valid is valid
        assert isinstance(result.outcome, Decided if valid else Invalid)

    @pytest.mark.parametrize(
        ("entitled", "approvals", "elected"),
        [(40, 20, False), (40, 21, True), (41, 20, False), (41, 21, True)],
    )
    def test_half_of_even_and_odd(self, entitled, approvals, elected):
        result = decide(*case(votes=((approvals, 0, 38 - approvals),), turnout={"entitled": entitled}))
        assert result.people[0].elected is elected

    def test_half_of_those_present(self):
        settings = Settings(elected_base="实到")
        result = decide(*case(votes=((20, 18, 0), (19, 19, 0)), settings=settings))
        assert result.elected == (A,)
        assert lines(result)[A] == "得赞成票 20 票，超过实到代表半数，当选"
        assert lines(result)[B] == "得赞成票 19 票，未超过实到代表半数，未当选"


class TestWords:
    def test_the_committee(self):
        result = decide(*case(votes=((31, 5, 2), (20, 10, 8))))
        assert lines(result) == {
            A: "得赞成票 31 票，超过应到代表半数，当选",
            B: "得赞成票 20 票，未超过应到代表半数，未当选",
        }

    def test_officers_are_elected_by_members(self):
        result = decide(*case("主席", ((24, 1, 0),)))
        assert lines(result)[A] == "得赞成票 24 票，超过应到执委半数，当选"
        assert result.valid and not result.vacant

    def test_what_is_read_out(self):
        settings = Settings(vacancy="另行选举", difference_ratio=Fraction(0), executive_seats=2)
        result = decide(*case(votes=((31, 5, 2), (20, 10, 8)), settings=settings))
        assert announcement(result, settings) == (
            "执委选举：应到代表 41 人，实到 38 人，法定人数为应到的三分之二以上即 28 人，可以选举。",
            "发出选票 38 张，收回 38 张，收回不多于发出，选举有效；其中有效票 38 张，无效票 0 张。",
            "应选 2 名，得票情况如下（以姓氏笔画为序）：",
            f"{A}：得赞成票 31 票，超过应到代表半数，当选（反对 5 票，弃权 2 票）。",
            f"{B}：得赞成票 20 票，未超过应到代表半数，未当选（反对 10 票，弃权 8 票）。",
            f"当选执委 1 名（以姓氏笔画为序）：{A}。",
            f"还缺 1 名，另行选举，候选人（以得票多少为序）：{B}。",
        )

    def test_a_vacancy_a_tie_and_no_result_are_read_out(self):
        settings = Settings(**FREE)
        vacant = decide(*case(votes=((31, 5, 2), (20, 10, 8), (1, 30, 7)), settings=settings))
        assert announcement(vacant, settings)[-1] == "还缺 1 名，暂时空缺，由主席团决定。"
        tie = decide(*case(votes=((31, 5, 2), (22, 10, 6), (22, 10, 6)), settings=settings))
        assert (
            announcement(tie, settings)[-1] == f"{'、'.join(tie.tied)}得票相等，就余下的 1 个名额重新投票。"
        )
        void = decide(*case(turnout={"returned": 39, "valid": 39}, votes=((31, 6, 2),)))
        assert announcement(void, settings)[-1] == "收回 39 张，多于发出 38 张，选举无效，须重新选举。"
        assert not any("得赞成票" in line for line in announcement(void, settings))
        wrong = decide(*case(turnout={"present": 42}))
        assert announcement(wrong, settings) == ("执委：暂无结果。实到 42 人，多于应到 41 人，请核对签到。",)
        nobody = decide(*case(votes=((1, 30, 7),), settings=settings))
        assert "本次投票没有人当选执委。" in announcement(nobody, settings)


class TestTies:
    votes = ((26, 5, 7), (25, 6, 7), (25, 8, 5))

    def test_fewer_against_decides(self):
        result = decide(*case(votes=self.votes, settings=Settings(**FREE)))
        assert set(result.elected) == {A, B}
        assert lines(result)[B] == "得赞成票 25 票，末位赞成票相等，反对票较少，当选"
        assert lines(result)[C] == "得赞成票 25 票，末位赞成票相等，反对票较多，未当选"

    def test_or_does_not_by_the_setting(self):
        result = decide(*case(votes=self.votes, settings=Settings(tie_by_against=False, **FREE)))
        assert result.outcome == TieToVoteAgain(frozenset({A}), frozenset({B, C}), 1)
        assert lines(result)[B] == "得赞成票 25 票，末位得票相等，须重新投票"

    def test_a_new_vote_among_the_tied(self):
        first = decide(*case(votes=((26, 5, 7), (25, 6, 7), (25, 6, 7)), settings=Settings(**FREE)))
        assert set(first.tied) == {B, C}
        assert (first.vacant, first.elected, first.valid) == (0, (A,), True)
        again = first.next
        assert (again.seats, again.round, again.tie_vote, again.write_ins) == (1, 2, True, 0)
        assert again.title == "执委（第2轮）"
        rows = Totals((CandidateTotals(B, 18, 0, 20), CandidateTotals(C, 15, 0, 23)))
        turnout = case()[1]
        second = decide(again, turnout, rows, Settings(**FREE))
        assert second.elected == (B,)
        assert lines(second)[B] == "得赞成票 18 票，得票较多，当选"
        assert lines(second)[C] == "得赞成票 15 票，得票较少，名额已满，未当选"
        strict = decide(again, turnout, rows, Settings(tie_vote_majority=True, **FREE))
        assert (strict.elected, strict.vacant) == ((), 1)

    def test_nobody_wins_a_new_vote_without_an_approval(self):
        first = decide(*case(votes=((26, 5, 7), (25, 6, 7), (25, 6, 7)), settings=Settings(**FREE)))
        rows = Totals((CandidateTotals(B, 0, 0, 38), CandidateTotals(C, 0, 1, 37)))
        second = decide(first.next, case()[1], rows, Settings(**FREE))
        assert (second.elected, second.tied, second.vacant) == ((), (), 1)
        assert lines(second)[B] == "得赞成票 0 票，没有得到赞成票，未当选"

    def test_fewer_against_takes_some_and_leaves_a_tie(self):
        votes = ((22, 3, 13), (22, 6, 10), (22, 6, 10), (22, 6, 10), (22, 9, 7))
        settings = Settings(executive_seats=3, difference_ratio=Fraction(1, 2))
        result = decide(*case(votes=votes, settings=settings))
        assert result.outcome == TieToVoteAgain(frozenset({A}), frozenset({B, C, D}), 2)
        assert lines(result)[NAMES[4]].endswith("反对票较多，未当选")


class TestFurtherRounds:
    def test_candidates_in_order_of_votes_at_the_ratio(self):
        settings = Settings(executive_seats=3, difference_ratio=Fraction(1, 2), vacancy="另行选举")
        votes = ((30, 5, 3), (10, 5, 23), (20, 5, 13), (15, 5, 18), (18, 5, 15))
        result = decide(*case(votes=votes, settings=settings))
        assert result.elected == (A,) and result.vacant == 2
        assert result.next_ballot == (C, NAMES[4], D)  # 2 seats + ceil(2 × 1/2)
        assert result.next.holders == {A: "执委"}
        assert result.next.seats == 2

    def test_equal_votes_at_the_cut_all_stand(self):
        settings = Settings(executive_seats=2, difference_ratio=Fraction(1, 20), vacancy="另行选举")
        votes = ((30, 5, 3), (20, 5, 13), (12, 5, 21), (12, 4, 22))
        result = decide(*case(votes=votes, settings=settings))
        assert result.next_ballot == (B, D, C)
        assert "W504" in codes(result)

    def test_a_write_in_with_votes_stands_next_time(self):
        settings = Settings(executive_seats=1, vacancy="另行选举", difference_ratio=Fraction(1))
        contest, turnout, totals, _ = case(votes=((15, 20, 3),), settings=settings)
        rows = Totals((*totals.rows, CandidateTotals("欧阳样例", 16, 0, 0, True)))
        result = decide(contest, turnout, rows, settings)
        assert result.next_ballot == ("欧阳样例", A)
        assert not any(person.elected for person in result.people)

    def test_a_write_in_without_a_vote_does_not_stand(self):
        settings = Settings(executive_seats=1, vacancy="另行选举", difference_ratio=Fraction(1))
        contest, turnout, totals, _ = case(votes=((15, 20, 3),), settings=settings)
        rows = Totals((*totals.rows, CandidateTotals("欧阳样例", 0, 0, 0, True)))
        assert decide(contest, turnout, rows, settings).next_ballot == (A,)

    def test_officers_next_ballot_is_of_equal_number(self):
        settings = Settings(vacancy="另行选举")
        result = decide(*case("副主席", ((24, 1, 0), (12, 13, 0)), settings=settings))
        assert (result.elected, result.vacant, result.next_ballot) == ((A,), 1, (B,))
        assert result.next.members == members(25)

    def test_vacant_by_the_setting(self):
        result = decide(*case("副主席", ((24, 1, 0), (12, 13, 0))))
        assert (result.vacant, result.next) == (1, None)

    def test_who_is_elected_never_wins_again(self):
        settings = Settings(executive_seats=1)
        contest, turnout, totals, _ = case(
            votes=((30, 8, 0),), settings=settings, contest={"holders": {B: "执委"}}
        )
        rows = Totals((*totals.rows, CandidateTotals(B, 8, 0, 0, True)))
        result = decide(contest, turnout, rows, settings)
        assert lines(result)[B] == "得赞成票 8 票，已当选执委，不再当选"

    def test_an_outsider_is_not_elected_officer(self):
        contest, turnout, totals, settings = case("主席", ((10, 15, 0),))
        rows = Totals((*totals.rows, CandidateTotals("欧阳样例", 15, 0, 0, True)))
        result = decide(contest, turnout, rows, settings)
        assert lines(result)["欧阳样例"] == "得赞成票 15 票，不是当选执委，不能当选主席"
        assert result.vacant == 1


class TestList:
    def test_order_of_votes_or_of_strokes(self):
        votes = ((25, 5, 8), (31, 5, 2), (31, 4, 3))
        settings = Settings(list_order="得票", executive_seats=3)
        assert [person.name for person in decide(*case(votes=votes, settings=settings)).people] == [C, B, A]
        settings = Settings(executive_seats=3)
        # 孙 has six strokes, 赵 nine, 钱 ten.
        assert (A, B, C) == ("赵一", "钱一", "孙一")
        assert decide(*case(votes=votes, settings=settings)).elected == (C, A, B)

    def test_no_vote_is_listed_with_0(self):
        contest, turnout, totals, settings = case(votes=((31, 5, 2), (0, 0, 38)))
        assert [person.approve for person in decide(contest, turnout, totals, settings).people] == [31, 0]
        without = decide(contest, turnout, Totals(totals.rows[:1]), settings)
        assert [(p.name, p.approve, p.abstain) for p in without.people] == [(A, 31, 2), (B, 0, 38)]

    def test_the_document(self):
        assert decide(
            *case(votes=((31, 5, 2), (20, 10, 8)), settings=Settings(executive_seats=2, difference_ratio=0))
        ).document == {
            "office": "执委",
            "round": 1,
            "valid": True,
            "elected": [A],
            "tied": [],
            "vacant": 1,
            "next_ballot": [],
            "problems": [],
        }


@pytest.mark.parametrize("seed", range(40))
def test_any_order_gives_the_same(seed):
    """Rows, papers and candidates permuted; by papers that are numbered anew as well."""
    rng = seeded(1000 + seed)
    settings = random_settings(rng)
    election = random_election(rng, settings)
    contest, turnout = contest_of(election, settings), turnout_of(election)
    result = decide(contest, turnout, marks_of(election), settings)
    for _ in range(5):
        papers = rng.sample(election["papers"], len(election["papers"]))
        candidates = rng.sample(election["candidates"], len(election["candidates"]))
        shuffled = {**election, "papers": papers, "candidates": candidates}
        other = decide(contest_of(shuffled, settings), turnout, marks_of(shuffled, rng), settings)
        assert (other.outcome, other.people) == (result.outcome, result.people)
        assert other.next_ballot == result.next_ballot
        assert (other.tally.valid, other.tally.blank) == (result.tally.valid, result.tally.blank)
        assert sorted(codes(other)) == sorted(codes(result))


def test_a_thousand_papers_with_a_hundred_candidates():
    """Every box given; how long it takes says benchmarks/count_papers.py."""
    names = NAMES[:100]
    settings = Settings(executive_seats=90, delegate_seats=1000)
    marks = Papers(
        tuple(
            Mark(paper, name, Opinion.FOR if (place + paper) % 10 else Opinion.AGAINST)
            for paper in range(1, 1001)
            for place, name in enumerate(names)
        )
    )
    turnout = Turnout(entitled=1000, present=1000, printed=1005, issued=1000, returned=1000)
    contest = replace(first_round("执委", names, settings), candidates=tuple(names))
    result = decide(contest, turnout, marks, settings)
    assert result.tally.valid == 1000
    assert {person.approve for person in result.people} == {900}
    assert len(result.tied) == 100
