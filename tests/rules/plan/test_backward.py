"""The calendar from the congress backward: both orders of notice and approval, dates that cannot hold."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from pyxl.papers.before.notices import after_the_vote
from pyxl.rules.check.every_rule import check
from pyxl.rules.plan.backward import cannot_hold, deadlines, order
from pyxl.rules.plan.settings import Settings

CONGRESS = dt.date(2017, 12, 3)  # a Sunday


def day(month: int, number: int) -> dt.date:
    return dt.date(2017, month, number)


def latest(settings: Settings) -> dict[str, dt.date]:
    return {deadline.field: deadline.latest for deadline in deadlines(settings)}


def test_without_a_congress_there_is_no_calendar():
    assert deadlines(Settings()) == () and list(cannot_hold(Settings(notice_start=day(12, 4)))) == []


def test_the_notice_behind_the_approvals():
    """Five working days that end on Friday 1 December begin on Monday 27 November."""
    found = latest(Settings(congress_date=CONGRESS))
    assert found["notice_end"] == day(12, 1) and found["notice_start"] == day(11, 27)
    assert found["superior_approved_on"] == found["candidate_request_date"] == day(11, 27)


def test_the_notice_before_the_request():
    settings = Settings(congress_date=CONGRESS, notice_order="先公示后报批")
    found = latest(settings)
    assert found["candidate_request_date"] == found["superior_approved_on"] == CONGRESS
    assert found["notice_end"] == day(12, 1) and found["notice_start"] == day(11, 27)
    assert order(settings).index("notice_end") < order(settings).index("candidate_request_date")


def test_a_holiday_moves_the_calendar():
    pytest.importorskip("chinese_calendar")
    found = latest(Settings(congress_date=day(10, 12)))
    assert found["notice_end"] == day(10, 11) and found["notice_start"] == day(9, 29)


def test_a_notice_that_endsafter_the_vote_is_told():
    settings = Settings(congress_date=CONGRESS, notice_start=day(11, 30))
    told = list(cannot_hold(settings))
    assert any("公示截止日" in line and "最迟为2017年12月1日" in line for line in told)
    assert any("公示开始日" in line and "最迟为2017年11月27日" in line for line in told)
    assert len([*after_the_vote(settings)]) == 1, "and no notice is printed"
    candidates = {"候选人": [{"姓名": "样例甲", "拟任职务": "执委"}]}
    found = [f for f in check(candidates, settings) if "最迟为" in f.message]
    assert {f.severity for f in found} == {"warning"} and {f.code for f in found} == {"APPROVED"}
    early = replace(settings, notice_start=day(11, 27))
    assert not [f for f in check(candidates, early) if "最迟为" in f.message]


def test_both_orders_are_held_apart():
    days = {"congress_date": CONGRESS, "notice_start": day(11, 21), "superior_approved_on": day(11, 29)}
    behind = list(cannot_hold(Settings(**days)))
    assert any("公示次序" in line for line in behind)
    before = list(cannot_hold(Settings(**days, notice_order="先公示后报批")))
    assert before == []


def test_a_year_without_a_decree_is_said():
    settings = Settings(congress_date=dt.date(2080, 6, 20), notice_start=dt.date(2080, 6, 3))
    assert any("节假日" in line for line in cannot_hold(settings))
