"""How many candidates an election with a margin 差额 needs."""

from __future__ import annotations

import math
import re
import unicodedata
from decimal import Decimal
from fractions import Fraction
from numbers import Rational
from operator import index
from typing import Final

from pyxl.errors import SettingError

_WHERE: Final = "差额比例"
_REMEDY: Final = "请填写如“5%”“0.05”或“1/20”"
_NUMBER: Final = re.compile(r"(?P<value>[0-9]{1,9}(\.[0-9]{0,12})?|\.[0-9]{1,12})(?P<percent>%?)")
_QUOTIENT: Final = re.compile(r"([0-9]{1,9})/([0-9]{1,9})")


_WORDS: Final = re.compile(
    r"(?P<below>百|[二两三四五六七八九十])分之(?P<above>[一二两三四五六七八九]|[一二三四五六七八九]?十[一二三四五六七八九]?)"
)
"""三分之二, 百分之五, 百分之二十五: how election rules write a ratio."""


def _numeral(text: str) -> int:
    """A Chinese numeral up to 99, or 百."""
    if text == "百":
        return 100
    digits = {character: value for value, character in enumerate("一二三四五六七八九", 1)} | {"两": 2}
    tens, ten, ones = text.partition("十")
    if not ten:
        return digits[text]
    return digits.get(tens, 1) * 10 + digits.get(ones, 0)


def candidates_needed(seats: int, ratio: str | int | Decimal | Fraction) -> int:
    """The least number of candidates for `seats` at a difference ratio: seats + ceil(seats × ratio).

    A `Threshold` with 超过 must be exceeded: of 20 seats, 超过5% is 22 candidates.

    Plan 三(二)2: "差额比例不低于5%"; at 5 %, 25 seats need 27.  Exact: a float is refused here, since 0.05
    as a float is a little more than 5 %; a cell's float goes through `parse_ratio` first.
    Raises SettingError.
    """
    if isinstance(ratio, float):
        raise SettingError("差额比例不能用二进制小数计算，会有误差", _WHERE, _REMEDY)
    try:
        places = index(seats)
    except TypeError:
        places = -1
    if isinstance(seats, bool) or places < 0:
        raise SettingError(f"应选名额“{seats}”不是0或者正整数", remedy="请填写整数名额")
    difference = places * parse_ratio(ratio)
    if getattr(ratio, "exceeded", False) and places:  # 超过5%: 5 % itself is not enough
        return places + math.floor(difference) + 1
    return places + math.ceil(difference)


def parse_ratio(value: object) -> Fraction:
    """A ratio as a clerk or a cell gives it: "5%", "５％", "0.05", "1/20", 0.05 -> Fraction(1, 20).

    A cell's float stands for the shortest decimal that reads back as the same float, which is what was typed.
    A bare number above 1 in a cell is refused: "5" more likely lacks its percent sign than asks for six times
    the seats; "500%" says so.  Raises SettingError.
    """
    if isinstance(value, str):
        ratio, bare = _from_text("".join(unicodedata.normalize("NFKC", value).split()))
    else:
        ratio, bare = _from_number(value), isinstance(value, (int, float))
    if ratio is None or ratio < 0:
        raise SettingError(f"“{value}”不是一个比例", _WHERE, _REMEDY)
    if bare and ratio > 1:
        raise SettingError(f"“{value}”超过了100%，可能漏了百分号", _WHERE, _REMEDY)
    return ratio


def _from_text(text: str) -> tuple[Fraction | None, bool]:
    """The ratio, None if it is none; and whether it was written without a percent sign."""
    if number := _NUMBER.fullmatch(text):
        percent = bool(number["percent"])
        return Fraction(number["value"]) / (100 if percent else 1), not percent
    if words := _WORDS.fullmatch(text):
        return Fraction(_numeral(words["above"]), _numeral(words["below"])), True
    quotient = _QUOTIENT.fullmatch(text)
    if quotient is None or int(quotient[2]) == 0:
        return None, True
    return Fraction(int(quotient[1]), int(quotient[2])), True


def _from_number(value: object) -> Fraction | None:
    if (
        isinstance(value, bool)
        or not isinstance(value, (float, Decimal, Rational))
        or not math.isfinite(value)
    ):
        return None
    if isinstance(value, float):
        return Fraction(repr(float(value)))  # float(): numpy's own repr is no number
    return Fraction(value)
