"""Working days in China: holidays and the working weekends around them are decreed year by year.

They come from the library chinesecalendar, which knows the decrees until a certain year; a day beyond them is told by
its weekday, and `decreed` says so.

>>> is_working_day(dt.date(2017, 10, 3)), is_working_day(dt.date(2017, 9, 30))  # National Day; a Saturday to make up
(False, True)
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import Final

_SATURDAY: Final = 5
_DAY: Final = dt.timedelta(days=1)


@lru_cache(maxsize=4096)
def _decree(day: dt.date) -> bool | None:
    """Whether the decrees make it a working day; None where none is known."""
    try:
        from chinese_calendar import is_workday
    except ImportError:
        return None
    try:
        return bool(is_workday(day))
    except NotImplementedError:
        return None


def decreed(*days: dt.date) -> bool:
    """Whether the holidays of these days' years are known."""
    return all(_decree(day) is not None for day in days)


def is_working_day(day: dt.date) -> bool:
    """By decree; by the weekday where no decree is known."""
    decree = _decree(day)
    return day.weekday() < _SATURDAY if decree is None else decree


def last_day(first: dt.date, days: int) -> dt.date:
    """The day on which `days` working days (at least 1) are full, the first day included if it is one."""
    day, left = first, days
    while True:
        left -= is_working_day(day)
        if left <= 0:
            return day
        day += _DAY


def first_day(last: dt.date, days: int) -> dt.date:
    """The latest first day of `days` working days (at least 1) that are full by `last`."""
    day, left = last, days
    while True:
        left -= is_working_day(day)
        if left <= 0:
            return day
        day -= _DAY


def working_day_before(day: dt.date) -> dt.date:
    """The last working day before a day."""
    day -= _DAY
    while not is_working_day(day):
        day -= _DAY
    return day
