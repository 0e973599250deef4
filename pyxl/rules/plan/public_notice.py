"""The days of a public notice: its first and last day, by working days unless the last day is entered.

Practice, not the plan: candidates are shown for five working days.  Working days are Monday to Friday; public
holidays and the working weekends around them are decreed year by year, so a notice that meets one has its
last day entered by the clerk (setting 公示截止日).
"""

from __future__ import annotations

import datetime as dt
from typing import Final

from pyxl.rules.plan.settings import Settings

_SATURDAY: Final = 5
_DAY: Final = dt.timedelta(days=1)


def last_day(first: dt.date, days: int) -> dt.date:
    """The day on which `days` working days (at least 1) are full, the first day included if it is one.

    >>> last_day(dt.date(2017, 11, 27), 5)
    datetime.date(2017, 12, 1)
    >>> last_day(dt.date(2017, 11, 25), 1)
    datetime.date(2017, 11, 27)
    """
    day, left = first, days
    while True:
        left -= day.weekday() < _SATURDAY
        if left <= 0:
            return day
        day += _DAY


def period(settings: Settings) -> tuple[dt.date, dt.date] | None:
    """First and last day of the candidates' notice; None while the first is not set."""
    first = settings.notice_start
    if first is None:
        return None
    return first, settings.notice_end or last_day(first, settings.notice_days)
