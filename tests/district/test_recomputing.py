"""Quotas, eligibility and results worked out anew: a town that tells the truth has no finding, and each lie has its own."""

from __future__ import annotations

import hashlib

import pytest

from pyxl.district import reading
from pyxl.district.shelf import Shelf
from pyxl.district.workers import Job
from tests.district import towns


def codes(tmp_path, *changes, **more) -> set[str]:
    sent = towns.frozen("甲样镇", *changes, **more)
    return {one.code for one in figures(tmp_path, sent).findings}


def figures(tmp_path, sent):
    sha = hashlib.sha256(sent.cover.digest.encode()).hexdigest()
    job = Job(sha, "甲样镇.xlsx", b"", (), None, towns.NOW)
    with Shelf(tmp_path / "库.sqlite") as shelf:
        shelf.put(reading._read(job, sent, "严格", sealed=not sent.cover.masked))
        return shelf.figures(sha)


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
        kept += str(shelf.members(sha)).encode() + shelf.figures(sha).model_dump_json().encode()
    for row in sent.tables["代表"]:
        assert str(row["身份证号"]).encode() not in kept
        assert row["出生日期"].isoformat().encode() not in kept
