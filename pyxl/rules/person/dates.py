"""Dates as clerks write them: 1980-05-01, 1980.5, 1980年5月, 19800501, an Excel serial, 二〇一七年五月一日.

Village lists often give a birth only to the month.  `PartialDate` keeps that, and nothing invents a day.
Months and days are never guessed: what could be two dates is refused with the reason.

>>> str(parse_date("１９８０．５"))
'1980年5月'
>>> parse_date("1980年5月1日") == parse_date(29342) == PartialDate(1980, 5, 1)
True
"""

from __future__ import annotations

import datetime as dt
import math
import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final

from pyxl.errors import CellError

EARLIEST_YEAR: Final = 1900
LATEST_YEAR: Final = 2100
_SERIAL_ZERO: Final = dt.date(1899, 12, 30)
_SERIALS: Final = range(3654, 73_051)  # 1910-01-01 to 2099-12-31: above every year, below every 198005
_REMEDY: Final = "请写成“1980-05-01”，只知道月份的写成“1980-05”"

_PARTS: Final = re.compile(
    r"(?P<year>[0-9]{4})[-./年\\,、](?P<month>[0-9]{1,2})(?:月?|[-./月\\,、](?P<day>[0-9]{1,2})[日号]?)"
)
_COMPACT: Final = re.compile(r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})?")
_TIME: Final = re.compile(r"[T ]*[0-9]{1,2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?(Z|[+-][0-9]{2}:?[0-9]{2})?$")
_EMPTY_TIME: Final = re.compile(r"^(?P<date>[0-9]{4}[-./][0-9]{1,2}[-./][0-9]{1,2})[T ].*$")
_BORN: Final = re.compile(r"(出生|生)$")
_DASHES: Final = str.maketrans("‐‑‒–—―−－。．", "--------..")
_HAN_DIGITS: Final = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_HAN_YEAR: Final = re.compile(r"^([〇○零一二三四五六七八九]{4})年")
_HAN_COUNT: Final = re.compile(r"([一二三]?)(十)([一二三四五六七八九]?)")


class DateError(CellError):
    """A cell that should hold a date and can't be read as one."""


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A day, or a month of which the day is unknown (`day` None)."""

    year: int
    month: int
    day: int | None = None

    @property
    def first(self) -> dt.date:
        """The earliest day that it can be."""
        return dt.date(self.year, self.month, self.day or 1)

    @property
    def last(self) -> dt.date:
        """The latest day that it can be."""
        return dt.date(self.year, self.month, self.day or monthrange(self.year, self.month)[1])

    @property
    def exact(self) -> dt.date | None:
        """The day, if it is known."""
        return None if self.day is None else self.first

    def agrees_with(self, day: dt.date) -> bool:
        """Whether `day` can be meant."""
        return self.first <= day <= self.last

    @classmethod
    def of(cls, day: dt.date) -> PartialDate:
        """A full date."""
        return _full(day)

    def __str__(self) -> str:
        return f"{self.year}年{self.month}月" + ("" if self.day is None else f"{self.day}日")


@lru_cache(maxsize=1 << 15)
def _full(day: dt.date) -> PartialDate:
    return PartialDate(day.year, day.month, day.day)


def chinese(day: dt.date) -> str:
    """A date as official papers write it: 2017年12月5日."""
    return f"{day.year}年{day.month}月{day.day}日"


def parse_date(value: object) -> PartialDate | None:
    """The date in a cell; None for a blank cell.  Raises DateError (a CellError) for anything else."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, dt.datetime):
        value = value.date()
    if isinstance(value, dt.date):
        return _of_day(value)
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        return _from_number(value)
    if not isinstance(value, str):
        raise _refused(value, "不是日期")
    return _written(value)


@lru_cache(maxsize=1 << 15)
def _of_day(day: dt.date) -> PartialDate:
    return _checked(day.year, day.month, day.day, str(day))


@lru_cache(maxsize=1 << 13)
def _written(value: str) -> PartialDate | None:
    text = " ".join(unicodedata.normalize("NFKC", value).translate(_DASHES).split())
    return _from_text(text) if text else None


def _from_number(value: int | float | Decimal) -> PartialDate:
    """An Excel serial, 19800501, 198005, or 1980.05 that Excel took for a number."""
    if not math.isfinite(value):
        raise _refused(value, "不是日期")
    whole = int(value)
    if whole in _SERIALS:  # the fraction of a serial is the hour of the day
        return PartialDate.of(_SERIAL_ZERO + dt.timedelta(days=whole))
    if value == whole:
        return _from_text(str(whole))
    if EARLIEST_YEAR <= whole <= LATEST_YEAR:
        decimals = str(value).partition(".")[2]
        if decimals == "1":  # Excel drops the last zero of 1980.10
            raise _refused(value, f"可能是{whole}年1月，也可能是{whole}年10月")
        return _from_text(f"{whole}.{decimals}")
    raise _refused(value, "不是日期")


def _from_text(text: str) -> PartialDate:
    shown = text
    text = _BORN.sub("", _without_time(text)).replace(" ", "")
    text = _arabic(text)
    if re.fullmatch(r"[0-9]{5}", text) and int(text) in _SERIALS:
        return PartialDate.of(_SERIAL_ZERO + dt.timedelta(days=int(text)))
    match = _PARTS.fullmatch(text) or _COMPACT.fullmatch(text)
    if match:
        day = match["day"]
        return _checked(int(match["year"]), int(match["month"]), int(day) if day else None, shown)
    if re.fullmatch(r"[0-9]{4}年?", text):
        raise _refused(shown, "只有年份，没有月份")
    if re.match(r"[0-9]{2}[-./年]", text):
        raise _refused(shown, "年份不是四位")
    raise _refused(shown, "不是日期")


def _without_time(text: str) -> str:
    """Drop the hour that databases and Excel append to a date."""
    match = _EMPTY_TIME.match(text)
    return match["date"] if match and _TIME.search(text) else text


def _arabic(text: str) -> str:
    """二〇一七年十一月二十日 -> 2017年11月20日; other texts unchanged."""
    if not _HAN_YEAR.match(text):
        return text
    counted = _HAN_COUNT.sub(lambda m: f"{m[1] or '一'}{m[3] or '〇'}", text)
    return counted.translate(_HAN_DIGITS)


def _checked(year: int, month: int, day: int | None, shown: str) -> PartialDate:
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise _refused(shown, f"年份不在{EARLIEST_YEAR}至{LATEST_YEAR}之间")
    if not 1 <= month <= 12:
        raise _refused(shown, f"没有{month}月")
    if day is not None and not 1 <= day <= monthrange(year, month)[1]:
        raise _refused(shown, f"{year}年{month}月没有{day}日")
    return PartialDate(year, month, day)


def _refused(value: object, reason: str) -> DateError:
    return DateError(f"“{value}”{reason}", remedy=_REMEDY)
