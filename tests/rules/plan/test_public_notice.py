"""The last day of a public notice: working days counted one by one."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyxl.rules.plan.public_notice import last_day, period
from pyxl.rules.plan.settings import Settings
from pyxl.rules.plan.working_days import decreed, first_day, is_working_day, working_day_before

HOLIDAYS_2017 = [dt.date(2017, 10, day) for day in range(1, 9)]
"""National Day and Mid-Autumn of 2017, by the State Council's notice; 30 September was made up."""


@given(st.dates(dt.date(2017, 1, 1), dt.date(2035, 1, 1)), st.integers(1, 30))
def test_so_many_working_days_and_the_last_is_one(first, days):
    last = last_day(first, days)
    span = [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]
    assert sum(map(is_working_day, span)) == days and is_working_day(last)
    latest = first_day(last, days)
    assert first <= latest <= last and last_day(latest, days) == last and is_working_day(latest)


@given(st.dates(dt.date(2027, 1, 1), dt.date(2035, 1, 1)))
def test_a_year_without_a_decree_goes_by_weekdays(day):
    if not decreed(day):
        assert is_working_day(day) is (day.isoweekday() <= 5)
    assert not decreed(dt.date(2080, 1, 1))


def test_holidays_and_the_days_that_make_up_for_them():
    pytest.importorskip("chinese_calendar")
    assert not any(map(is_working_day, HOLIDAYS_2017)) and is_working_day(dt.date(2017, 9, 30))
    assert working_day_before(dt.date(2017, 10, 9)) == dt.date(2017, 9, 30)


def test_the_clerk_may_enter_the_last_day():
    pytest.importorskip("chinese_calendar")
    start, end = dt.date(2017, 9, 29), dt.date(2017, 10, 13)
    assert period(Settings()) is None
    assert period(Settings(notice_start=start)) == (start, dt.date(2017, 10, 11)), "29, 30, 9, 10, 11"
    assert period(Settings(notice_start=start, notice_end=end)) == (start, end)
