"""Numbers, dates and ratios as Chinese documents write them.

>>> number("二十五"), number("25"), number("一百二十"), number("廿一")
(25, 25, 120, 21)
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from typing import Final

_DIGITS: Final = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "○": 0,
    "两": 2,
}
NUMBER: Final = "(?:[0-9]+|[〇零一二两三四五六七八九十百廿卅]+)"
YEAR: Final = "(?:[12][0-9]{3}|[一二〇○零三四五六七八九]{4})"
DATE: Final = rf"(?:{YEAR}年)?{NUMBER}月{NUMBER}日"
RATIO: Final = r"(?:[0-9]+(?:\.[0-9]+)?%|[百二两三四五六七八九十]+分之[一二两三四五六七八九十]+)"


def plain(text: str) -> str:
    """Half-width digits and signs; Chinese punctuation and brackets of document numbers stay."""
    kept = "，。；：？！（）"
    return "".join(sign if sign in kept else unicodedata.normalize("NFKC", sign) for sign in text)


def number(text: str) -> int:
    """A number in either numerals, up to 999.  Raises ValueError."""
    if text.isascii() and text.isdigit():
        return int(text)
    text = text.replace("廿", "二十").replace("卅", "三十")
    total, left = 0, text
    for sign, value in (("百", 100), ("十", 10)):
        head, found, rest = left.partition(sign)
        if found:
            total += value * (_digits(head) if head else 1)
            left = rest
    return total + (_digits(left) if left else 0)


def _digits(text: str) -> int:
    try:
        return int("".join(str(_DIGITS[sign]) for sign in text))
    except KeyError:
        raise ValueError(text) from None


def date(text: str, year: int | None = None) -> dt.date | None:
    """A day in either numerals; `year` is that of the date before it, None where nothing says it."""
    match = re.fullmatch(rf"(?:({YEAR})年)?({NUMBER})月({NUMBER})日", text)
    if match is None:
        return None
    of = int(match[1]) if match[1] and match[1].isdigit() else _digits(match[1]) if match[1] else year
    try:
        return dt.date(of, number(match[2]), number(match[3])) if of else None
    except ValueError:
        return None
