"""Dates in any usual form; a month stays a month, and nothing is guessed."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyxl.errors import CellError
from pyxl.rules.person.dates import DateError, PartialDate, parse_date

DAYS = st.dates(dt.date(1910, 1, 1), dt.date(2099, 12, 31))
DAY, MONTH = PartialDate(1980, 5, 1), PartialDate(1980, 5)
HAN = "〇一二三四五六七八九"


@pytest.mark.parametrize(
    "written",
    [
        "1980-05-01", "1980-5-1", "1980.05.01", "1980/5/1", "1980年5月1日", "1980 年 05 月 01 日",
        "1980年5月1号", "19800501", 19800501, 19800501.0, 29342, 29342.0, 29342.75, "29342",
        "１９８０．５．１", "1980-05-01 00:00:00", "1980/5/1 0:00", "1980-05-01T08:30:00Z",
        "1980年5月1日生", "1980—05—01", "一九八〇年五月一日",
        dt.date(1980, 5, 1), dt.datetime(1980, 5, 1, 13),
    ],
)  # fmt: skip
def test_a_day(written):
    assert parse_date(written) == DAY


@pytest.mark.parametrize(
    "written",
    ["1980.5", "1980.05", "1980-05", "1980年5月", "1980年5月出生", "198005", 198005, 1980.5, 1980.05],
)
def test_a_month(written):
    assert parse_date(written) == MONTH


@pytest.mark.parametrize("written", [None, "", "  ", "　", float("nan")])
def test_a_blank(written):
    assert parse_date(written) is None


@pytest.mark.parametrize(
    "written",
    ["1980", 1980, "80.5.1", "1980-13-01", "1980-02-30", "5/1/1980", "1880-05-01", "不详", True, -5, 0.5,
     float("inf"), "1980-5-1-2", [1980]],
)  # fmt: skip
def test_what_is_no_date_is_refused_in_chinese(written):
    with pytest.raises(DateError, match="请写成") as caught:
        parse_date(written)
    assert isinstance(caught.value, CellError)


def test_january_and_october_are_not_guessed_from_a_number():
    with pytest.raises(DateError, match=r"1月.*10月"):
        parse_date(1980.1)
    assert parse_date("1980.1") == PartialDate(1980, 1)
    assert parse_date("1980.10") == PartialDate(1980, 10)
    assert parse_date(1980.11) == PartialDate(1980, 11)


@given(DAYS)
def test_every_form_of_a_day_reads_back(day):
    serial = (day - dt.date(1899, 12, 30)).days
    forms = [
        day.isoformat(),
        f"{day:%Y%m%d}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}.{day.month}.{day.day}",
    ]
    for form in (*forms, serial, float(serial), str(serial), day):
        if form != str(serial) or serial >= 10_000:  # four digits are a year
            assert parse_date(form) == PartialDate.of(day)


def han(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else HAN[tens]) + ("十" if tens else "") + (HAN[ones] if ones else "")


@given(DAYS)
def test_chinese_numerals(day):
    year = "".join(HAN[int(digit)] for digit in str(day.year))
    assert parse_date(f"{year}年{han(day.month)}月{han(day.day)}日") == PartialDate.of(day)


@given(DAYS, DAYS)
def test_a_month_agrees_with_its_days_only(day, other):
    month = PartialDate(day.year, day.month)
    assert month.agrees_with(other) == ((day.year, day.month) == (other.year, other.month))
    assert month.first <= day <= month.last
