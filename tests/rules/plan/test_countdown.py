"""倒排日程: every step with its latest day, held against an independent count of working days; approvals too late are told."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from pyxl.rules.plan.countdown import TASKS, countdown, days_ahead, late_without_notice
from pyxl.rules.plan.schedule import TASKS as REGISTER
from pyxl.rules.plan.settings import Settings

CONGRESS = dt.date(2017, 12, 3)  # a Sunday; no holiday near


def weekdays_before(day: dt.date, count: int) -> dt.date:
    """Counted on the fingers, for a time without holidays."""
    while count:
        day -= dt.timedelta(days=1)
        count -= day.weekday() < 5
    return day


def states(settings: Settings, today: dt.date | None = None) -> dict[str, tuple[dt.date, str]]:
    return {stop.text: (stop.latest, stop.state) for stop in countdown(settings, today)}


def test_without_a_congress_nothing_is_counted():
    assert countdown(Settings()) == () and [*days_ahead(Settings())] == []


def test_every_step_has_its_latest_day():
    found = states(Settings(congress_date=CONGRESS))
    assert found["发会议通知，送达代表"] == (weekdays_before(CONGRESS, 3), "还没有定")
    assert found["候选人公示期满"][0] == weekdays_before(CONGRESS, 1)
    assert found["候选人公示开始"][0] == weekdays_before(CONGRESS, 5)
    assert found["召开妇女代表大会，选举执委"][0] == CONGRESS
    assert next(stop.latest for stop in countdown(Settings(congress_date=CONGRESS))) <= weekdays_before(
        CONGRESS, 5
    )


def test_a_day_is_in_time_late_or_over():
    settings = Settings(
        congress_date=CONGRESS,
        party_approved_on=dt.date(2017, 11, 27),
        superior_approved_on=dt.date(2017, 11, 28),
    )
    found = states(settings, today=dt.date(2017, 11, 29))
    assert found["镇党委批复候选人"][1] == "来得及"
    assert found["上级妇联复函同意候选人"][1] == "晚了"
    assert found["候选人公示开始"][1] == "已过最迟日"
    assert found["候选人公示期满"][1] == "还没有定"


def test_tasks_of_the_register_are_due_with_their_step():
    assert set(TASKS) <= {task.text for task in REGISTER}
    found = dict(days_ahead(Settings(congress_date=CONGRESS)))
    assert found["候选人公示（工作日数见方案设置）"] == 2 and found["候选人名单报镇党委同意"] == 6


def test_an_approval_that_leaves_no_time_for_the_notice_is_told_before_the_notice_has_a_day():
    late = Settings(congress_date=CONGRESS, superior_approved_on=dt.date(2017, 11, 30))
    assert "“区妇联批复日期”最迟为11月27日" in late_without_notice(late)
    for other in (
        {"superior_approved_on": dt.date(2017, 11, 24)},
        {"notice_days": 0},
        {"notice_order": "先公示后报批"},
    ):
        assert late_without_notice(replace(late, **other)) == "", other
