"""Ages: the plan's dates by hand, and an oracle that counts birthdays one by one."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyxl.rules.age import READINGS, completed_years, earliest_birth, latest_birth

REFERENCE = dt.date(2017, 12, 5)
DAY = dt.timedelta(days=1)
NEAR = st.dates(dt.date(1960, 1, 1), dt.date(2000, 12, 31))


def birthdays(born: dt.date, on: dt.date) -> list[dt.date]:
    """The birthdays up to a day: on 1 March where 29 February is missing."""
    found = []
    for year in range(born.year + 1, on.year + 1):
        day = born
        while day.year != year:
            try:
                day = dt.date(year, born.month, born.day)
            except ValueError:
                day = dt.date(year, 2, 28) + DAY
        if day <= on:
            found.append(day)
    return found


@given(NEAR, st.dates(dt.date(2001, 1, 1), dt.date(2030, 12, 31)))
def test_completed_years_are_the_birthdays_so_far(born, on):
    assert completed_years(born, on) == len(birthdays(born, on))


@pytest.mark.parametrize(
    ("limit", "reading", "earliest"),
    [
        (45, "含本数", dt.date(1971, 12, 6)),
        (45, "以生日为限", dt.date(1972, 12, 5)),
        (45, "不含本数", dt.date(1972, 12, 6)),
        (50, "含本数", dt.date(1966, 12, 6)),
        (50, "以生日为限", dt.date(1967, 12, 5)),
        (50, "不含本数", dt.date(1967, 12, 6)),
    ],
)
def test_limits_of_the_plan_by_hand(limit, reading, earliest):
    assert earliest_birth(limit, REFERENCE, reading) == earliest


def test_eighteen_by_hand():
    assert latest_birth(18, REFERENCE) == dt.date(1999, 12, 5)


def admitted(born: dt.date, limit: int, on: dt.date, reading: str) -> bool:
    """The three readings in words, by counting birthdays."""
    past = birthdays(born, on)
    if reading == "含本数":  # up to the day before the birthday after the limit
        return len(past) <= limit
    if reading == "不含本数":  # before the birthday of the limit
        return len(past) < limit
    return len(past) < limit or (len(past) == limit and past[-1] == on)  # not past that birthday


LEAP_DAYS = st.sampled_from(
    [dt.date(year, 2, 29) + DAY * shift for year in (2016, 2020) for shift in (-1, 0, 1)]
)
REFERENCES = st.dates(dt.date(2016, 1, 1), dt.date(2022, 12, 31)) | LEAP_DAYS | st.just(dt.date(2017, 2, 28))


@given(REFERENCES, st.integers(18, 60), st.sampled_from(READINGS), st.integers(-3, 3))
def test_limits_around_their_edge(on, limit, reading, shift):
    born = earliest_birth(limit, on, reading) + DAY * shift
    assert admitted(born, limit, on, reading) == (shift >= 0)


@given(NEAR, REFERENCES, st.integers(18, 60), st.sampled_from(READINGS))
def test_limits_anywhere(born, on, limit, reading):
    assert admitted(born, limit, on, reading) == (born >= earliest_birth(limit, on, reading))


@given(REFERENCES, st.integers(0, 30), st.integers(-3, 3))
def test_the_floor_counts_the_day_itself(on, floor, shift):
    born = latest_birth(floor, on) + DAY * shift
    assert (completed_years(born, on) >= floor) == (shift <= 0)


def test_readings_get_stricter_in_order():
    dates = [earliest_birth(45, REFERENCE, reading) for reading in READINGS]
    assert dates == sorted(dates) and len(set(dates)) == 3
