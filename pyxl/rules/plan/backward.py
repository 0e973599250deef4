"""The calendar planned backward from the congress: the latest day for each step, and which dates cannot hold.

Two orders are in use (setting 公示次序): the candidates are shown to the public after both approvals, or before the
list is sent up for them.  The notice's working days are full before the congress, or before the request.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from pyxl.rules.person import chinese
from pyxl.rules.plan.public_notice import period
from pyxl.rules.plan.settings import BY_FIELD, Settings
from pyxl.rules.plan.working_days import decreed, first_day, working_day_before

_APPROVALS: Final = (
    "candidate_request_date",
    "party_approved_on",
    "party_request_date",
    "superior_approved_on",
)
_NOTICE: Final = ("notice_start", "notice_end")
_BEFORE: Final = ("plan_date", "congress_request_date", "quota_approved_on")
CONGRESS: Final = "congress_date"


@dataclass(frozen=True, slots=True)
class Deadline:
    """The latest day of one step, which is a setting; `entered` is the day that it has, None while it has none."""

    field: str
    latest: dt.date
    entered: dt.date | None

    @property
    def key(self) -> str:
        """The setting's name."""
        return BY_FIELD[self.field].key

    @property
    def holds(self) -> bool:
        """Whether the day entered is early enough."""
        return self.entered is None or self.entered <= self.latest


def order(settings: Settings) -> tuple[str, ...]:
    """The steps in their order, each a field of the settings."""
    first = settings.notice_order == "先公示后报批"
    return (*_BEFORE, *(_NOTICE + _APPROVALS if first else _APPROVALS + _NOTICE), CONGRESS)


def deadlines(settings: Settings) -> tuple[Deadline, ...]:
    """The latest day of each step, in their order; () while the congress has no date.

    Documents may follow each other on one day; the notice ends on a working day before what follows it, and
    begins as many working days before as the setting 公示工作日数 says.
    """
    if settings.congress_date is None:
        return ()
    days = period(settings)
    entered = {"notice_end": days[1]} if days else {}
    found: list[Deadline] = []
    latest = settings.congress_date
    for field in reversed(order(settings)[:-1]):
        if field == "notice_end":
            latest = working_day_before(latest)
        elif field == "notice_start":
            latest = first_day(latest, max(settings.notice_days, 1))
        elif found and found[-1].field == "notice_start":
            pass  # an approval may come on the day on which the notice begins
        day = entered.get(field) or getattr(settings, field)
        found.append(Deadline(field, latest, day))
    return tuple(reversed(found))


def cannot_hold(settings: Settings) -> Iterator[str]:
    """One sentence for each date that is too late for the congress, with the day that would still do.

    Only days that are entered are judged, once the notice has its first day; a congress without a date is none.
    """
    if settings.notice_start is None:
        return
    late = [deadline for deadline in deadlines(settings) if not deadline.holds]
    for deadline in late:
        assert deadline.entered is not None and settings.congress_date is not None
        yield (
            f"“{deadline.key}”是{chinese(deadline.entered)}，照大会日期{chinese(settings.congress_date)}倒排，"
            f"最迟为{chinese(deadline.latest)}；请提前办理，或推迟大会"
        )
    yield from _crossed(settings)
    days = period(settings)
    if days and not decreed(*days):
        yield (
            f"公示从{chinese(days[0])}到{chinese(days[1])}，这一年的法定节假日和调休还不在程序的资料里，"
            "只按周一至周五算，请核对后填写“公示截止日”"
        )


def _crossed(settings: Settings) -> Iterator[str]:
    """Two steps next to each other, both entered, the wrong way round."""
    days = period(settings)
    entered = {field: getattr(settings, field) for field in order(settings)}
    if days:
        entered["notice_end"] = days[1]
    known = [(field, day) for field, day in entered.items() if day is not None]
    for (before, first), (after, second) in pairwise(known):
        if second < first and after != CONGRESS and before != "plan_date":
            yield (
                f"“{BY_FIELD[after].key}”（{chinese(second)}）早于“{BY_FIELD[before].key}”（{chinese(first)}），"
                f"与设置“公示次序”（{settings.notice_order}）不符，请核对"
            )
