"""Ages in completed years 周岁, and the three readings of "45周岁以下".

The reference day counts ("含本日"): whoever turns 18 that day is 18.  Someone born on 29 February completes
a year on 1 March of a common year, as DATEDIF in the sheet has it.

A limit is turned into one birth date, so that a list is checked by comparing dates:

>>> earliest_birth(45, dt.date(2017, 12, 5), "含本数")
datetime.date(1971, 12, 6)
>>> latest_birth(18, dt.date(2017, 12, 5))
datetime.date(1999, 12, 5)
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import Final, get_args

from pyxl.rules.plan import AgeReading

READINGS: Final[tuple[AgeReading, ...]] = get_args(AgeReading)
_DAY: Final = dt.timedelta(days=1)


def birthday(born: dt.date, years: int) -> dt.date:
    """The day on which someone completes that many years (negative: a day so many years before)."""
    try:
        return born.replace(year=born.year + years)
    except ValueError:  # 29 February
        return dt.date(born.year + years, 3, 1)


def completed_years(born: dt.date, on: dt.date) -> int:
    """The age on a day, that day included; negative before birth."""
    years = on.year - born.year
    return years - (birthday(born, years) > on)


@lru_cache(maxsize=64)
def earliest_birth(limit: int, on: dt.date, reading: AgeReading) -> dt.date:
    """The earliest birth date that "`limit`周岁以下" admits on a day.

    含本数: until the day before the next birthday; 以生日为限: until the birthday; 不含本数: until
    the day before it.
    """
    if reading == "含本数":
        return _first_born_under(limit + 1, on)
    return _first_born_under(limit, on if reading == "不含本数" else on - _DAY)


@lru_cache(maxsize=64)
def latest_birth(floor: int, on: dt.date) -> dt.date:
    """The latest birth date that "年满`floor`周岁" admits on a day."""
    return _first_born_under(floor, on) - _DAY


def _first_born_under(years: int, on: dt.date) -> dt.date:
    """The first birth date of those who have not completed `years` on that day."""
    born = birthday(on, -years)
    return born if birthday(born, years) > on else born + _DAY
