"""Which submission counts: the chain decides, and what it leaves open goes to a person."""

from __future__ import annotations

import datetime as dt

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
) -> Sent:
    head = Head(
        town="甲样镇", congress="", phase="实施选举", kind=kind, made=f"2017-12-{day:02d} {hour:02d}:00", number=number,
        digest=digest, previous=previous, errors=0, warnings=0, notes=0, reason="", masked=True, version="", log_rows=0,
        log_breaks=0, changed="", codes="",
    )  # fmt: skip
    figures = Figures(
        head=head, rows={"代表": people, "候选人": 27}, delegate_seats=41, committee_seats=25, superior="", city="", county="",
        tasks=(), delegates=Makeup(), committee=Makeup(), committee_elected=False, elections=(), unorganised=0, trained=0,
        findings=(),
    )  # fmt: skip
    return Sent(digest, f"{digest}.xlsx", figures)


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
