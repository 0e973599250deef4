"""The steps before the election day with the latest day of each, as the sheet 倒排日程 shows them.

What has its own setting is held against the day that is entered; what has none (calling the delegates, the preparatory
meeting) is practice, and says so.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pyxl.rules.plan.backward import Deadline, deadlines
from pyxl.rules.plan.public_notice import period
from pyxl.rules.plan.settings import BY_FIELD, Settings
from pyxl.rules.plan.working_days import decreed, working_day_before

OPEN, IN_TIME, LATE, NO_DAY = "还没有定", "来得及", "晚了", "已过最迟日"


@dataclass(frozen=True, slots=True)
class Stop:
    """One line: what is to be done, the latest day for it, the day entered, how that stands, the setting, why."""

    text: str
    latest: dt.date
    entered: dt.date | None
    state: str
    setting: str
    reason: str


_STEPS: Final = {
    "plan_date": ("印发方案", "在后面各步之前"),
    "congress_request_date": ("向镇党委请示召开大会，附代表名额分配方案", "请示和批复可以在同一天"),
    "quota_approved_on": ("镇党委批复大会和代表名额", "批复后各单位推选代表"),
    "candidate_request_date": ("向镇党委请示候选人", "请示和批复可以在同一天"),
    "party_approved_on": ("镇党委批复候选人", "批复后由镇党委致函上级妇联"),
    "party_request_date": ("镇党委致函上级妇联", "函和复函可以在同一天"),
    "superior_approved_on": ("上级妇联复函同意候选人", "名单随后确定"),
}
_PRACTICE: Final = (
    ("发会议通知，送达代表", 3, "通行做法：提前三个工作日"),
    ("代表资格审查完毕，选票付印", 2, "通行做法：提前两个工作日"),
    ("预备会议、主席团会议", 0, "大会当天或前一天"),
)
"""What, how many working days before the congress, and where that comes from."""
TASKS: Final = {
    "代表名额分配方案报镇党委同意": "quota_approved_on",
    "候选人名单报镇党委同意": "party_approved_on",
    "候选人名单报区妇联同意": "superior_approved_on",
    "候选人公示（工作日数见方案设置）": "notice_end",
}
"""Task of 工作进度 -> the step whose latest day is its due date."""


def countdown(settings: Settings, today: dt.date | None = None) -> tuple[Stop, ...]:
    """Every step in its order; () while the congress has no date.

    With `today` a step that has no day yet and whose latest day is over says so.
    """
    congress = settings.congress_date
    if congress is None:
        return ()
    stops = [_stop(deadline, settings, today) for deadline in deadlines(settings)]
    for text, days, reason in _PRACTICE:
        day = congress
        for _ in range(days):
            day = working_day_before(day)
        stops.append(Stop(text, day, None, _state(day, None, today), "", reason))
    held = Stop(
        "召开妇女代表大会，选举执委", congress, congress, IN_TIME, _key("congress_date"), "各步由此往前推算"
    )
    told = settings.report_date
    report = Stop(
        "向镇党委和上级妇联书面报告选举结果",
        congress,
        told,
        _state(congress, told, today),
        _key("report_date"),
        "“及时”：大会当天",
    )
    return (*stops, held, report)


def _key(field: str) -> str:
    return BY_FIELD[field].key


def _stop(deadline: Deadline, settings: Settings, today: dt.date | None) -> Stop:
    text, reason = _named(deadline.field, settings)
    state = _state(deadline.latest, deadline.entered, today)
    return Stop(text, deadline.latest, deadline.entered, state, deadline.key, reason)


def _named(field: str, settings: Settings) -> tuple[str, str]:
    if field in _STEPS:
        return _STEPS[field]
    days = period(settings)
    unknown = "" if days is None or decreed(*days) else "；这一年的节假日不在资料里，请核对"
    where = "批复之后" if settings.notice_order == "先报批后公示" else "报批之前"
    if field == "notice_start":
        return "候选人公示开始", f"{where}，公示{settings.notice_days}个工作日{unknown}"
    return "候选人公示期满", f"须在下一步之前的工作日满{unknown}"


def _state(latest: dt.date, entered: dt.date | None, today: dt.date | None) -> str:
    if entered is not None:
        return IN_TIME if entered <= latest else LATE
    return NO_DAY if today is not None and today > latest else OPEN


def days_ahead(settings: Settings) -> Iterator[tuple[str, int]]:
    """Task of 工作进度 and how many days before the congress it is due."""
    if settings.congress_date is None:
        return
    latest = {deadline.field: deadline.latest for deadline in deadlines(settings)}
    for task, field in TASKS.items():
        yield task, (settings.congress_date - latest[field]).days


def late_without_notice(settings: Settings) -> str:
    """A phrase where the approvals leave no time for the notice, which has no day yet; "" where they do."""
    if settings.notice_start is not None or settings.notice_end is not None or not settings.notice_days:
        return ""
    late = [one for one in deadlines(settings) if not one.holds and one.field != "plan_date"]
    if not late:
        return ""
    named = "、".join(f"“{one.key}”最迟为{one.latest.month}月{one.latest.day}日" for one in late)
    return (
        f"公示还没有定日期，而照公示{settings.notice_days}个工作日倒排，{named}；"
        "请提前公示、推迟大会，或按本地规定改“公示工作日数”，详见“倒排日程”"
    )
