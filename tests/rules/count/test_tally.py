"""Single papers judged by hand, every rule on what counts, and the sum that the results sheet prints."""

import pytest
from count_samples import NAMES, SIGNS, seeded
from hypothesis import given
from hypothesis import strategies as st

from pyxl.rules.count.contest import Contest
from pyxl.rules.count.rows import CandidateTotals, Mark, MarkReader, Opinion, Turnout, opinions, whole
from pyxl.rules.count.tally import Papers, Totals
from pyxl.rules.plan.settings import Settings

A, B, C = NAMES[:3]
X, Y = "欧阳样例", "司马样本"
CONTEST = Contest("执委", (A, B, C), seats=2, write_ins=2)


def turnout(papers):
    return Turnout(entitled=41, present=38, printed=46, issued=38, returned=papers)


def paper(*marks, number=1):
    return [Mark(number, name, SIGNS[sign], name in (X, Y)) for name, sign in marks]


def tally(*papers, contest=CONTEST, **settings):
    marks = [mark._replace(paper=number) for number, marks in enumerate(papers, 1) for mark in marks]
    return Papers(tuple(marks)).tally(turnout(len(papers)), contest, Settings(**settings))


def votes(tallied):
    return {person.name: (person.approve, person.against, person.abstain) for person in tallied.people}


def codes(tallied):
    return [found.code for found in tallied.findings]


BLANK = paper(("", ""))


class TestOnePaper:
    def test_marks(self):
        counted = tally(paper((A, "○"), (B, "×"), (C, "")))
        assert votes(counted) == {A: (1, 0, 0), B: (0, 1, 0), C: (0, 0, 1)}
        assert (counted.valid, counted.invalid, counted.blank) == (1, 0, 0)

    def test_an_overvoted_paper_counts_nothing(self):
        counted = tally(paper((A, "○"), (B, "○"), (C, "○")))
        assert set(votes(counted).values()) == {(0, 0, 0)}
        assert (counted.valid, counted.invalid) == (0, 1)
        assert codes(counted) == ["W406"]

    def test_as_many_approvals_as_seats_are_right(self):
        assert tally(paper((A, "○"), (B, "○"), (C, "×"))).valid == 1

    def test_a_write_in_counts_towards_the_seats(self):
        assert tally(paper((A, "○"), (B, "○"), (C, "×"), (X, "○"))).invalid == 1
        assert votes(tally(paper((A, "○"), (B, "×"), (X, "○"))))[X] == (1, 0, 0)

    def test_a_name_without_the_mark_does_not_count(self):
        marks = paper((A, "○"), (B, "○"), (C, "×"), (X, ""))
        counted = tally(marks)
        assert X not in votes(counted)
        assert (counted.valid, codes(counted)) == (1, ["W404"])
        assert tally(marks, write_in_needs_mark=False).invalid == 1

    def test_a_cross_on_a_write_in_is_no_approval(self):
        marks = paper((A, "○"), (B, "×"), (X, "×"))
        assert X not in votes(tally(marks))
        assert X not in votes(tally(marks, write_in_needs_mark=False))

    def test_a_mark_without_a_name_does_not_count(self):
        counted = tally([*paper((A, "○"), (B, "○")), Mark(1, "", Opinion.FOR, True)])
        assert (counted.valid, codes(counted)) == (1, ["W405"])

    def test_who_abstains_cannot_write_in(self):
        marks = paper((A, "○"), (X, "○"))
        counted = tally(marks)
        assert votes(counted) == {A: (1, 0, 0), B: (0, 0, 1), C: (0, 0, 1)}
        assert (counted.valid, codes(counted)) == (1, ["W403"])
        assert votes(tally(marks, abstainer_may_write_in=True))[X] == (1, 0, 0)

    def test_of_two_write_ins_for_one_place_neither_counts(self):
        counted = tally(paper((A, "×"), (X, "○"), (Y, "○")))
        assert set(votes(counted)) == {A, B, C}
        assert counted.balance.undervotes == 2

    def test_a_blank_paper(self):
        counted = tally(BLANK)
        assert (counted.valid, counted.invalid, counted.blank) == (1, 0, 1)
        assert set(votes(counted).values()) == {(0, 0, 1)}
        counted = tally(BLANK, blank_paper_valid=False)
        assert (counted.valid, counted.invalid, counted.blank) == (0, 1, 1)

    def test_a_name_alone_is_no_blank_paper(self):
        counted = tally(paper((X, "")), blank_paper_valid=False)
        assert (counted.valid, counted.blank) == (1, 0)

    def test_a_paper_that_the_scrutineers_declared_invalid(self):
        counted = tally([*paper((A, "○")), Mark(1, "", Opinion.SPOILT)])
        assert (counted.valid, counted.invalid, counted.blank) == (0, 1, 0)
        assert votes(counted)[A] == (0, 0, 0)


def test_a_box_that_was_entered_twice_is_found_without_rows_too():
    counted = tally(paper((A, "○"), (A, "○")), paper((A, "○")))
    assert codes(counted) == ["E402"]


def test_papers_without_a_row_are_blank():
    """Marked boxes alone, or every box: the same."""
    marks = (Mark(3, A, Opinion.FOR),)
    counted = Papers(marks).tally(turnout(5), CONTEST, Settings())
    assert (counted.valid, counted.blank) == (5, 4)
    assert codes(counted) == ["W401"]
    every = tally(BLANK, BLANK, paper((A, "○")), BLANK, BLANK)
    assert (every.people, every.balance, every.blank) == (counted.people, counted.balance, counted.blank)


def test_a_number_of_papers_that_nobody_could_count_takes_no_time():
    assert Papers(()).tally(turnout(999_999_999), CONTEST, Settings()).valid == 999_999_999


boxes = st.lists(st.sampled_from(["○", "×", ""]), min_size=3, max_size=3)
written = st.lists(st.sampled_from(["○", "×", ""]), max_size=2)


@given(st.lists(st.tuples(boxes, written), max_size=12), st.booleans(), st.booleans())
def test_approvals_undervotes_and_overvotes_fill_all_papers(deck, needs_mark, may_abstain):
    papers = [
        paper(*zip((A, B, C), signs, strict=True), *zip((X, Y), more, strict=False)) for signs, more in deck
    ]
    rules = {"write_in_needs_mark": needs_mark, "abstainer_may_write_in": may_abstain}
    counted = tally(*papers, **rules)
    balance = counted.balance
    assert balance.holds
    assert balance.papers == len(deck) == counted.valid + counted.invalid
    assert balance.approvals == sum(person.approve for person in counted.people)
    assert balance.undervotes >= 0
    assert balance.overvotes == counted.invalid * 2
    for person in counted.people[:3]:
        assert person.approve + person.against + person.abstain == counted.valid
    again = Totals(counted.people).tally(
        Turnout(
            entitled=41,
            present=38,
            printed=46,
            issued=38,
            returned=len(deck),
            valid=counted.valid,
            invalid=counted.invalid,
        ),
        CONTEST,
        Settings(**rules),
    )
    assert (again.people, again.balance) == (counted.people, balance)


def test_the_sum_is_printed():
    counted = tally(paper((A, "○")), paper((A, "○"), (B, "○"), (C, "○")))
    assert counted.balance.words == "赞成 1 ＋ 少选 1 ＋ 无效 2 ＝ 收回 2 张 × 应选 2 名"


class TestReading:
    @pytest.mark.parametrize(
        ("written", "number"),
        [
            (38, 38),
            (38.0, 38),
            ("38", 38),
            (" ３８ ", 38),
            (0, 0),
            (None, None),
            ("", None),
            (float("nan"), None),
        ],
    )
    def test_counts(self, written, number):
        assert whole(written) == number

    @pytest.mark.parametrize("written", [-1, 1.5, "1.5", "三", "-1", True, float("inf"), 10**12, "1e3"])
    def test_no_counts(self, written):
        with pytest.raises((ValueError, OverflowError)):
            whole(written)

    def test_lookalikes_and_words(self):
        known = opinions(Settings())
        assert {known[sign] for sign in "○〇◯o"} == {Opinion.FOR}
        assert {known[sign] for sign in "×✕x"} == {Opinion.AGAINST}
        assert known["反对"] is Opinion.AGAINST
        assert "√" not in known and "0" not in known

    def test_signs_of_another_town(self):
        known = opinions(Settings(approve_mark="√", against_mark="○"))
        assert (known["√"], known["○"]) == (Opinion.FOR, Opinion.AGAINST)
        both = opinions(Settings(approve_mark="○", against_mark="〇"))
        assert (both["○"], both["〇"]) == (Opinion.FOR, Opinion.AGAINST)

    def test_a_mark(self):
        read = MarkReader(Settings()).read
        assert read({"票号": 7.0, "姓名": "王 丽", "意见": "〇", "另选": "是"}, 3) == (
            Mark(7, "王丽", Opinion.FOR, True, 3),
            [],
        )
        assert read({"票号": 7, "姓名": None, "意见": "无效"}, 4)[0] == Mark(7, "", Opinion.SPOILT, False, 4)
        assert read({"票号": None, "姓名": None, "意见": None}, 5) == (None, [])

    def test_a_name_without_figures_is_a_blank_form(self):
        assert CandidateTotals.from_row({"姓名": A, "赞成": None, "反对": "", "弃权": None}, 1) == (None, [])


def test_the_order_of_marks_means_nothing():
    rng = seeded(3)
    marks = [
        Mark(number, name, rng.choice(list(Opinion)[:3]), name in (X, Y))
        for number in range(1, 20)
        for name in (A, B, C, X, Y)
        if name in (A, B, C) or rng.random() < 0.2
    ]
    counted = Papers(tuple(marks)).tally(turnout(19), CONTEST, Settings())
    for _ in range(20):
        rng.shuffle(marks)
        again = Papers(tuple(marks)).tally(turnout(19), CONTEST, Settings())
        assert (again.people, again.balance) == (counted.people, counted.balance)
