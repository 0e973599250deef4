"""Quotas, eligibility and results worked out anew: a town that tells the truth has no finding, and each lie has its own."""

from __future__ import annotations

import hashlib
import random

import pytest

from pyxl.district import reading
from pyxl.district.doubts import differences
from pyxl.district.figures import kept_figures, kept_members
from pyxl.district.shelf import Shelf
from pyxl.district.workers import Job
from tests.district import towns
from tests.tiers import usually


def codes(tmp_path, *changes, **more) -> set[str]:
    sent = towns.frozen("甲样镇", *changes, **more)
    return {one.code for one in figures(tmp_path, sent).findings}


def figures(tmp_path, sent):
    sha = hashlib.sha256(sent.cover.digest.encode()).hexdigest()
    job = Job(sha, "甲样镇.xlsx", b"", (), None, towns.NOW)
    with Shelf(tmp_path / "库.sqlite") as shelf:
        shelf.put(reading._read(job, sent, "严格", sealed=not sent.cover.masked))
        return kept_figures(shelf, sha)


@pytest.mark.parametrize("masked", [True, False])
def test_a_town_in_order_has_no_finding(tmp_path, masked):
    assert codes(tmp_path, masked=masked) == set()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (towns.another_winner, "D-RESULT"),
        (towns.other_quotas, "D-QUOTA"),
        (towns.hidden_fault, "D-CHECK"),
    ],
)
def test_what_differs_is_a_finding(tmp_path, change, code):
    assert code in codes(tmp_path, change)


def test_votes_that_were_typed_paper_by_paper_are_counted_from_the_result(tmp_path):
    def without_totals(found):
        found["计票"] = []

    sent = towns.frozen("甲样镇", without_totals)
    got = figures(tmp_path, sent)
    assert [vote.agrees for vote in got.elections] == [True] and got.findings == ()


def test_settings_that_cannot_be_read_stop_nothing(tmp_path):
    sent = towns.frozen("甲样镇")
    rows = [dict(row) for row in sent.tables["设置"]]
    next(row for row in rows if row["项目"] == "执委名额")["值"] = "很多"
    broken = type(sent)(sent.cover, {**sent.tables, "设置": rows})
    got = figures(tmp_path, broken)
    assert "D-SETTING" in {one.code for one in got.findings} and got.committee.people == 25


def test_what_is_kept_of_a_whole_submission_shows_no_number_and_no_day(tmp_path):
    sent = towns.frozen("甲样镇", masked=False)
    figures(tmp_path, sent)
    kept = (tmp_path / "库.sqlite").read_bytes()
    with Shelf(tmp_path / "库.sqlite") as shelf:
        sha = hashlib.sha256(sent.cover.digest.encode()).hexdigest()
        kept += str(kept_members(shelf, sha)).encode() + kept_figures(shelf, sha).model_dump_json().encode()
    for row in sent.tables["代表"]:
        assert str(row["身份证号"]).encode() not in kept
        assert row["出生日期"].isoformat().encode() not in kept


DECIDING = {
    **differences.NUMBERS,
    "单位": ("单位", *differences.NUMBERS["单位"]),
    "名额": ("单位", "妇女人数", "分配名额", "最大余额法"),
    "选举情况": ("选举", "轮次", "录入", *differences.NUMBERS["选举情况"]),
    "计票": ("选举", "轮次", "录入", "姓名", "另选", *differences.NUMBERS["计票"]),
    "选举结果": ("选举", "轮次", "姓名", "另选", "结果", *differences.NUMBERS["选举结果"]),
    "候选人": ("姓名", "性别", "出生日期", "拟任职务", "单位", "文化程度", "政治面貌"),
    "代表": ("性别", "出生日期", "单位"),
}
"""Table -> columns by which a seat is won or lost."""


def wrong_values(cell: object) -> list[object]:
    if isinstance(cell, int):
        return [cell + 1, cell - 1, cell + 7, -1, 0.5, None, "许多", "０"]
    return [1, "改动", 0] if cell is None else [f"{cell}改", None, 7]


def wrong_cells() -> list[tuple[str, int, str, object]]:
    """Every cell by which a seat is won or lost, with every other value."""
    return [
        (table, row, column, wrong)
        for table, columns in DECIDING.items()
        for row, record in enumerate(towns.base()[table])
        for column in columns
        if column in record
        for wrong in wrong_values(record[column])
        if wrong != record[column]
    ]


@pytest.mark.parametrize("share", usually(range(40), 0))
def test_no_cell_that_decides_a_seat_is_changed_in_silence(tmp_path, share):
    """With all sums made anew: a finding, or figures that are the very same."""
    (tmp_path / "真").mkdir()
    honest = figures(tmp_path / "真", towns.frozen("甲样镇"))
    chance = random.Random(share)
    for table, at, column, wrong in chance.sample(wrong_cells(), 40):

        def lie(
            tables: towns.Tables, place: tuple[str, int, str] = (table, at, column), value: object = wrong
        ) -> None:
            tables[place[0]][place[1]][place[2]] = value

        got = figures(tmp_path, towns.frozen("甲样镇", lie))
        same = got.model_copy(update={"head": honest.head}) == honest
        assert got.findings or same, (table, at, column, wrong)


@pytest.mark.parametrize("share", usually(range(8), 0))
def test_no_row_that_decides_a_seat_goes_or_comes_twice_in_silence(tmp_path, share):
    chance = random.Random(share)
    for _ in range(8):
        table = chance.choice(list(DECIDING))
        # Lines that are read out are no rows of anybody.
        rows = [at for at, row in enumerate(towns.base()[table]) if table != "选举结果" or row["姓名"]]
        at, twice = chance.choice(rows), chance.random() < 0.5

        def lie(tables: towns.Tables, table: str = table, at: int = at, twice: bool = twice) -> None:
            tables[table].insert(at, dict(tables[table][at])) if twice else tables[table].pop(at)

        got = figures(tmp_path, towns.frozen("甲样镇", lie))
        assert got.findings or (table == "代表" and not twice), (table, at, twice)
