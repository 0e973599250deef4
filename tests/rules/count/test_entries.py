"""Four eyes: the states of a vote's two entries, their differences, and no way around them."""

import itertools
import random

import pytest
from count_samples import NAMES
from hypothesis import given
from hypothesis import settings as configured
from hypothesis import strategies as st

from pyxl.rules.count.codes import finding
from pyxl.rules.count.congress import decide_all
from pyxl.rules.count.contest import Contest
from pyxl.rules.count.entries import Entry, Pair, State, Status, Void
from pyxl.rules.count.returns import read_returns
from pyxl.rules.count.rows import CandidateTotals, Mark, Opinion, Turnout
from pyxl.rules.count.tally import Papers, Totals
from pyxl.rules.plan.settings import Settings

A, B, C = NAMES[:3]
X = "欧阳样例"
RULES = Settings(executive_seats=2)
CONTEST = Contest("执委", (A, B, C), seats=2, write_ins=2)
TURNOUT = Turnout(entitled=41, present=38, printed=46, issued=38, returned=38, valid=38, invalid=0, row=1)
TOTALS = Totals(
    (
        CandidateTotals(A, 30, 5, 3, row=1),
        CandidateTotals(B, 25, 8, 5, row=2),
        CandidateTotals(C, 9, 20, 9, row=3),
    )
)
UNREADABLE = finding("E108", row=9)

ENTRIES = {
    Status.EMPTY: {},
    Status.PARTIAL: {"turnout": TURNOUT},
    Status.COMPLETE: {"turnout": TURNOUT, "votes": TOTALS},
    Status.VOID: {"turnout": TURNOUT, "votes": TOTALS, "void": Void("总监票人甲某", "2017-12-01 10:30")},
}
STATES = {
    ("EMPTY", "EMPTY"): "EMPTY",
    ("EMPTY", "PARTIAL"): "FIRST_ENTRY",
    ("EMPTY", "COMPLETE"): "FIRST_ENTRY",
    ("EMPTY", "VOID"): "VOID",
    ("PARTIAL", "PARTIAL"): "SECOND_ENTRY",
    ("PARTIAL", "COMPLETE"): "SECOND_ENTRY",
    ("PARTIAL", "VOID"): "FIRST_ENTRY",
    ("COMPLETE", "COMPLETE"): "SETTLED",
    ("COMPLETE", "VOID"): "SETTLED",
    ("VOID", "VOID"): "VOID",
}


@pytest.mark.parametrize(("one", "two"), list(itertools.product(Status, repeat=2)))
def test_states(one, two):
    pair = Pair(Entry("甲", **ENTRIES[one]), Entry("乙", **ENTRIES[two]))
    assert (pair.first.status, pair.second.status) == (one, two)
    expected = STATES.get((one.name, two.name)) or STATES[two.name, one.name]
    assert pair.state(CONTEST, RULES) is State[expected]
    counted = pair.settled(CONTEST, RULES)
    assert (counted is not None) == (expected == "SETTLED")
    assert bool(pair.obstacles(CONTEST, RULES)) == (expected not in {"SETTLED", "EMPTY"})
    if counted:
        assert counted.status is Status.COMPLETE


def test_an_entry_that_cannot_be_read_is_not_complete():
    for more in ({}, ENTRIES[Status.COMPLETE]):
        assert Entry("甲", findings=(UNREADABLE,), **more).status is Status.PARTIAL
    stray = Pair(
        Entry("甲", **ENTRIES[Status.COMPLETE]), Entry("乙", **ENTRIES[Status.COMPLETE]), (UNREADABLE,)
    )
    assert stray.settled(CONTEST, RULES) is None
    assert stray.obstacles(CONTEST, RULES) == [UNREADABLE]


def differences(one, two, first=TURNOUT, second=TURNOUT):
    return Pair(Entry("甲", first, one), Entry("乙", second, two)).differences(CONTEST, RULES)


class TestDifferences:
    def test_of_totals_with_both_values_and_rows(self):
        other = Totals((TOTALS.rows[0]._replace(approve=29, abstain=4, row=11), *TOTALS.rows[1:]))
        found = differences(TOTALS, other)
        assert [(d.table, d.item, d.column, d.first, d.second, d.first_row, d.second_row) for d in found] == [
            ("计票", A, "赞成", "30", "29", 1, 11),
            ("计票", A, "弃权", "3", "4", 1, 11),
        ]
        assert found[0].words == f"{A}赞成 甲 30、乙 29"

    def test_the_order_of_rows_is_none(self):
        assert differences(TOTALS, Totals(TOTALS.rows[::-1])) == []

    def test_a_missing_person(self):
        found = differences(TOTALS, Totals(TOTALS.rows[:2]))
        assert next((d.item, d.column, d.first, d.second) for d in found) == (C, "赞成", "9", "")

    def test_a_person_with_two_rows_in_one_entry(self):
        twice = Totals((*TOTALS.rows, TOTALS.rows[0]._replace(row=4)))
        assert differences(TOTALS, twice) and differences(twice, TOTALS)

    def test_of_people_and_papers(self):
        other = Turnout(
            entitled=41,
            present=37,
            printed=46,
            issued=38,
            returned=38,
            valid=38,
            invalid=0,
            not_returned=0,
            row=2,
        )
        found = differences(TOTALS, TOTALS, TURNOUT, other)
        assert [(d.table, d.column, d.first, d.second) for d in found] == [
            ("选举情况", "实到", "38", "37"),
            ("选举情况", "未收回", "", "0"),
        ]

    def test_of_papers(self):
        one = Papers(
            (
                Mark(1, A, Opinion.FOR, row=1),
                Mark(1, B, Opinion.BLANK, row=2),
                Mark(2, X, Opinion.FOR, True, 3),
            )
        )
        two = Papers((Mark(1, A, Opinion.AGAINST, row=7), Mark(3, "", Opinion.BLANK, row=8)))
        found = differences(one, two)
        assert [(d.item, d.first, d.second, d.first_row, d.second_row) for d in found] == [
            (f"第1号票{A}", "赞成", "反对", 1, 7),
            (f"第2号票另选的{X}", "赞成", "", 3, 0),
        ]

    def test_a_name_written_without_the_mark_is_one(self):
        assert differences(
            Papers((Mark(1, A, Opinion.FOR), Mark(1, X, Opinion.BLANK, True))),
            Papers((Mark(1, A, Opinion.FOR),)),
        )

    def test_a_paper_declared_invalid_by_one(self):
        assert differences(Papers((Mark(1, "", Opinion.SPOILT),)), Papers((Mark(1, "", Opinion.BLANK),)))

    def test_blank_boxes_are_none(self):
        every = Papers((Mark(1, A, Opinion.FOR), Mark(1, B, Opinion.BLANK), Mark(2, C, Opinion.BLANK)))
        assert differences(every, Papers((Mark(1, A, Opinion.FOR),))) == []

    def test_totals_against_papers(self):
        papers = Papers(tuple(Mark(number, A, Opinion.FOR) for number in range(1, 31)))
        same = Totals(
            (CandidateTotals(A, 30, 0, 8), CandidateTotals(B, 0, 0, 38), CandidateTotals(C, 0, 0, 38))
        )
        assert differences(papers, same) == []
        assert differences(papers, Totals(same.rows[:1])) == []
        assert [d.item for d in differences(same, Papers(papers.marks[1:]))] == [A, A]


# The tables of a whole vote, and random edits of their cells.

CANDIDATES = {"执委": (A, B, C)}


def tables():
    """Both entries of a vote by totals, alike and right."""
    turnouts, totals = [], []
    for entry in "甲乙":
        turnouts.append(
            {
                "选举": "执委",
                "录入": entry,
                "应到": 41,
                "实到": 38,
                "印制": 46,
                "发出": 38,
                "收回": 38,
                "有效": 38,
                "无效": 0,
            }
        )
        for row in TOTALS.rows:
            totals.append(
                {
                    "选举": "执委",
                    "录入": entry,
                    "姓名": row.name,
                    "赞成": row.approve,
                    "反对": row.against,
                    "弃权": row.abstain,
                    "另选": "",
                }
            )
    return turnouts, totals


def paper_tables():
    """Both entries of a vote paper by paper, alike and right."""
    turnouts, _ = tables()
    marks = [
        {"选举": "执委", "录入": entry, "票号": number, "姓名": name, "意见": sign, "另选": ""}
        for entry in "甲乙"
        for number in range(1, 39)
        for name, sign in ((A, "○"), (B, "○" if number % 3 else "×"), (C, ""))
    ]
    return turnouts, marks


VALUES = st.sampled_from(
    [
        None,
        "",
        0,
        1,
        5,
        37,
        38,
        41,
        38.5,
        -1,
        "x",
        "甲",
        "乙",
        "丙",
        "执委",
        "主席",
        "是",
        "○",
        "×",
        "?",
        A,
        B,
        X,
        "无效",
    ]
)


def say(rows, entry):
    """What an entry's rows of the committee's vote say, as a bag; 另选 is no by 0 as by a blank cell."""

    def plain(row):
        return tuple(
            sorted(
                (k, str(v).removesuffix(".0"))
                for k, v in row.items()
                if k != "录入" and v not in (None, "") and (k, v) != ("另选", 0)
            )
        )

    return sorted(plain(row) for row in rows if row.get("录入") == entry and row.get("选举") == "执委")


def strays(rows):
    """Rows with figures that name no election: no entry has them, so a finding must."""
    return [row for row in rows if row.get("选举") in (None, "") and row.get("录入") in ("甲", "乙")]


@configured(max_examples=300, deadline=None)
@given(st.data(), st.booleans())
def test_no_edit_gives_a_result_while_a_difference_is_open(data, by_paper):
    """Whatever is typed into whichever cells: a result only where both entries say the same.

    The oracle compares the raw rows as bags, and knows nothing of entries, states or tallies.
    """
    turnouts, votes = paper_tables() if by_paper else tables()
    for _ in range(data.draw(st.integers(1, 4))):
        table = data.draw(st.sampled_from([turnouts, votes]))
        if not table:
            continue
        row = data.draw(st.integers(0, len(table) - 1))
        action = data.draw(st.sampled_from(["edit", "edit", "edit", "delete", "copy"]))
        if action == "edit":
            table[row][data.draw(st.sampled_from(sorted(table[row])))] = data.draw(VALUES)
        elif action == "delete":
            del table[row]
        else:
            table.append(dict(table[row]))
    random.Random(data.draw(st.integers(0, 99))).shuffle(votes)
    arguments = (turnouts, [], votes) if by_paper else (turnouts, votes, [])
    results = decide_all(read_returns(*arguments, RULES), CANDIDATES, RULES)
    for result in results:
        if result.valid:
            assert say(turnouts, "甲") == say(turnouts, "乙")
            assert boxes(votes, "甲") == boxes(votes, "乙")
    if strays([row for row in (*turnouts, *votes) if filled(row)]):
        assert not all(result.valid for result in results)


def boxes(rows, entry):
    """The rows of one entry that say something: not a box left blank, not a form without figures."""
    return say([row for row in rows if filled(row)], entry)


def filled(row):
    """Whether a row is more than a blank form."""
    figures = ("赞成", "反对", "弃权", "意见", "应到", "实到", "印制", "发出", "收回", "有效", "无效")
    return any(row.get(column) not in (None, "") for column in figures)


@pytest.mark.parametrize("make", [tables, paper_tables])
def test_without_an_edit_there_is_a_result(make):
    turnouts, votes = make()
    arguments = (turnouts, [], votes) if make is paper_tables else (turnouts, votes, [])
    (result,) = decide_all(read_returns(*arguments, RULES), CANDIDATES, RULES)
    assert result.valid and result.elected


@pytest.mark.parametrize("cell", ["赞成", "反对", "弃权", "姓名", "另选"])
@pytest.mark.parametrize("row", range(6))
def test_every_cell_that_differs_stops_the_result(cell, row):
    turnouts, totals = tables()
    totals[row][cell] = {"姓名": X, "另选": "是"}.get(cell, 7)
    (result,) = decide_all(read_returns(turnouts, totals, [], RULES), CANDIDATES, RULES)
    assert not result.valid
    assert {found.code for found in result.findings} == {"E603"}
    assert (result.elected, result.people) == ((), ())


def test_declaring_one_entry_void_settles_the_other():
    turnouts, totals = tables()
    totals[0]["赞成"], totals[0]["弃权"] = 29, 4
    turnouts[0] |= {"录入作废": "总监票人", "作废时间": "2017-12-01 10:30"}
    (result,) = decide_all(read_returns(turnouts, totals, [], RULES), CANDIDATES, RULES)
    assert result.valid
    assert [person.approve for person in result.people if person.name == A] == [30]
    turnouts[0]["作废时间"] = None
    (result,) = decide_all(read_returns(turnouts, totals, [], RULES), CANDIDATES, RULES)
    assert not result.valid
    assert "E109" in {found.code for found in result.findings}
