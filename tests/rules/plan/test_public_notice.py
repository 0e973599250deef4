"""The last day of a public notice: working days counted one by one."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from pyxl.rules.plan.public_notice import last_day, period
from pyxl.rules.plan.settings import Settings


@given(st.dates(dt.date(2017, 1, 1), dt.date(2030, 1, 1)), st.integers(1, 30))
def test_so_many_working_days_and_the_last_is_one(first, days):
    last = last_day(first, days)
    span = [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]
    assert sum(day.isoweekday() <= 5 for day in span) == days
    assert last.isoweekday() <= 5


def test_the_clerk_enters_the_last_day_where_a_holiday_lies_between():
    start, end = dt.date(2017, 9, 29), dt.date(2017, 10, 13)
    assert period(Settings()) is None
    assert period(Settings(notice_start=start)) == (start, dt.date(2017, 10, 5))
    assert period(Settings(notice_start=start, notice_end=end)) == (start, end)
