"""Which submission counts: the chain decides, and what it leaves open goes to a person."""

from __future__ import annotations

import datetime as dt
import random

import pytest

from pyxl.district.figures import Figures, Head, Makeup
from pyxl.district.trust import Sent, choose

NOW = dt.datetime(2017, 12, 8, 10, 0)


def sent(
    digest: str,
    number: int,
    previous: str = "",
    day: int = 1,
    people: int = 41,
    kind: str = "上报",
    hour: int = 9,
    county: str = "",
    sha: str = "",
) -> Sent:
    head = Head(
        town="甲样镇", congress="", phase="实施选举", kind=kind, made=f"2017-12-{day:02d} {hour:02d}:00", number=number,
        digest=digest, previous=previous, errors=0, warnings=0, notes=0, reason="", masked=True, version="", log_rows=0,
        log_breaks=0, changed="", codes="",
    )  # fmt: skip
    figures = Figures(
        head=head, rows={"代表": people, "候选人": 27}, delegate_seats=41, committee_seats=25, superior="", city="", county=county,
        tasks=(), delegates=Makeup(), committee=Makeup(), committee_elected=False, elections=(), unorganised=0, trained=0,
        findings=(),
    )  # fmt: skip
    return Sent(sha or digest, f"{sha or digest}.xlsx", figures)


def codes(*found: Sent) -> tuple[str, set[str], set[str]]:
    choice = choose(found, NOW)
    return choice.newest.sha, {one.code for one in choice.doubts}, {one.code for one in choice.notes}


def test_the_end_of_the_chain_counts_in_whatever_order_they_came():
    first, second, third = sent("a", 1), sent("b", 2, "a", 2), sent("c", 3, "b", 3)
    for order in ((first, second, third), (third, first, second), (second, third, first)):
        assert codes(*order) == ("c", set(), set())


def test_a_clock_that_was_put_back_does_not_make_the_older_one_newer():
    newest, doubts, _ = codes(sent("a", 1, day=5), sent("b", 2, "a", day=3))
    assert newest == "b" and doubts == {"D-BACKWARD"}


@pytest.mark.parametrize(
    ("found", "newest", "doubts", "notes"),
    [
        ([sent("a", 1), sent("b", 1, day=2)], "b", {"D-TIE"}, set()),
        ([sent("a", 1), sent("b", 2, "a", 2), sent("c", 2, "a", 3)], "c", {"D-TIE", "D-FORK"}, set()),
        ([sent("a", 1), sent("c", 3, "b", 3)], "c", set(), {"D-GAP"}),
        ([sent("a", 1, day=9)], "a", {"D-FUTURE"}, set()),
        ([sent("a", 1), sent("b", 2, "a", 2, people=40)], "b", {"D-FEWER"}, set()),
        ([sent("a", 0), sent("b", 0, day=2)], "b", {"D-TIE"}, set()),
        ([sent("a", 1, day=2), sent("raw", 0, kind="原件", day=3)], "a", set(), {"D-UNPACKED"}),
        ([sent("raw", 0, kind="原件", day=3)], "raw", set(), {"D-UNPACKED"}),
    ],
    ids=["tie", "fork", "gap", "future", "fewer", "without numbers", "unpacked beside", "unpacked alone"],
)
def test_what_the_chain_leaves_open_goes_to_a_person(found, newest, doubts, notes):
    assert codes(*found) == (newest, doubts, notes)


def test_one_content_sent_twice_is_no_rival():
    again = sent("a", 1)
    assert codes(again, again) == ("a", set(), set())


@pytest.mark.parametrize(
    ("found", "newest", "doubts", "notes"),
    [
        # The desk broke, the workbook was begun anew: its first submission is later than the old one's third.
        ([sent("a", 1), sent("b", 2, "a", 2), sent("c", 3, "b", 3), sent("z", 1, day=5)], "c", {"D-TIE"}, set()),
        ([sent("a", 1), sent("z", 2, "y", 2)], "z", {"D-TIE"}, set()),
        ([sent("b", 2, "a", 2), sent("z", 3, "y", 3)], "z", {"D-TIE"}, {"D-GAP"}),
        ([sent("a", 5, "o", 5), sent("b", 2, "a", 6)], "b", {"D-TIE"}, {"D-GAP"}),
        ([sent("a", 0), sent("b", 1, day=2)], "b", set(), set()),
        ([sent("a", 0, day=3), sent("b", 1, day=2)], "b", {"D-TIE", "D-BACKWARD"}, set()),
        ([sent("a", 1, county="甲区"), sent("b", 2, "a", 2, county="乙区")], "b", {"D-TIE"}, set()),
        ([sent("a", 2, "b"), sent("b", 2, "a", 2)], "b", {"D-TIE"}, {"D-GAP"}),
    ],
    ids=["begun anew", "another's second", "another's third", "numbers fall", "older program", "older program later",
         "two towns of one name", "in a circle"],
)  # fmt: skip
def test_what_is_no_part_of_the_chain_goes_to_a_person(found, newest, doubts, notes):
    for order in (found, found[::-1]):
        assert codes(*order) == (newest, doubts, notes)


@pytest.mark.parametrize("seed", range(60))
def test_of_one_workbook_whatever_arrives_in_whatever_order_the_last_one_counts(seed):
    chance = random.Random(seed)
    history = [sent(f"s{n}", n, f"s{n - 1}" if n > 1 else "", n) for n in range(1, chance.randint(2, 7))]
    arrived = chance.sample(history, chance.randint(1, len(history)))
    again = [sent(one.sha, one.figures.head.number, one.figures.head.previous, one.figures.head.number, sha=f"再{one.sha}")
             for one in arrived if chance.random() < 0.4]  # fmt: skip
    mixed = chance.sample([*arrived, *again], len(arrived) + len(again))
    choice = choose(mixed, NOW)
    last = max(arrived, key=lambda one: one.figures.head.number)
    assert choice.newest.figures.head.digest == last.figures.head.digest
    assert choice.count == len(arrived) and choice.doubts == ()
    lost = last.figures.head.number > len(arrived)
    assert {one.code for one in choice.notes} == ({"D-GAP"} if lost else set())


@pytest.mark.parametrize("seed", range(60))
def test_two_workbooks_in_use_are_never_passed_over(seed):
    """One is a copy of the other at some time; both send on, and everything arrives."""
    chance = random.Random(seed)
    first = [sent(f"s{n}", n, f"s{n - 1}" if n > 1 else "", n) for n in range(1, chance.randint(3, 6))]
    at = chance.randint(0, len(first) - 1)
    base, before = (first[at - 1].figures.head.digest, at) if at else ("", 0)
    second = []
    for n in range(before + 1, before + 1 + chance.randint(1, 3)):
        second.append(sent(f"z{n}", n, second[-1].sha if second else base, 6 - chance.randint(0, 3)))
    mixed = chance.sample([*first, *second], len(first) + len(second))
    assert {one.code for one in choose(mixed, NOW).doubts} & {"D-TIE", "D-FORK"}
