"""A threshold as election rules write it: a ratio that is reached (以上) or exceeded (超过).

以上 includes the number and 超过 does not (Civil Code, article 1259): of 42 entitled, 三分之二以上 is 28 present
and 超过三分之二 is 29; of 40, 半数以上 is 20 votes and 超过半数 is 21.

>>> parse_threshold("超过三分之二").least(42), parse_threshold("三分之二以上").least(42)
(29, 28)
>>> parse_threshold("过半数").of("应到代表"), parse_threshold("66.7%以上").of("应到代表")
('超过应到代表的半数', '应到代表的66.7%以上')
"""

from __future__ import annotations

import math
import re
import unicodedata
from fractions import Fraction
from typing import Final

from pyxl.errors import SettingError
from pyxl.rules.ballot import parse_ratio
from pyxl.threshold_words import EXCEED, HALF, OR_MORE, REACH

DIGITS: Final = "零一二三四五六七八九十"

_FORM: Final = re.compile(
    f"(?P<word>{'|'.join(map(re.escape, sorted((*EXCEED, *REACH), key=len, reverse=True)))})?"
    f"(?P<ratio>.+?)(?P<more>{'|'.join(OR_MORE)})?"
)


class Threshold(Fraction):
    """A ratio with its word.  `exceeded`: the ratio itself is not enough.  `bare`: typed without 以上 or 超过.

    A threshold that is reached equals its plain ratio, since "2/3" has always meant two thirds or more.
    """

    __slots__ = ("bare", "exceeded")
    exceeded: bool
    bare: bool

    def __new__(cls, ratio: Fraction, exceeded: bool = False, bare: bool = False) -> Threshold:
        """A threshold of a ratio."""
        made = super().__new__(cls, ratio.numerator, ratio.denominator)
        made.exceeded = exceeded
        made.bare = bare
        return made

    def __eq__(self, other: object) -> bool:
        return super().__eq__(other) and self.exceeded == (isinstance(other, Threshold) and other.exceeded)

    __hash__ = Fraction.__hash__

    def __reduce__(self) -> tuple[type[Threshold], tuple[Fraction, bool, bool]]:
        return Threshold, (Fraction(self.numerator, self.denominator), self.exceeded, self.bare)

    def __copy__(self) -> Threshold:
        return self

    def __deepcopy__(self, memo: object) -> Threshold:
        return self

    def least(self, count: int) -> int:
        """The least whole number that reaches, or exceeds, this part of `count`."""
        part = count * Fraction(self.numerator, self.denominator)
        return math.floor(part) + 1 if self.exceeded else math.ceil(part)

    @property
    def text(self) -> str:
        """The threshold as it was typed: with its word, or as a ratio alone."""
        return shown_ratio(self) if self.bare else self.words

    @property
    def words(self) -> str:
        """三分之二以上, 超过半数, 66.7%以上."""
        part = portion(self)
        return f"超过{part}" if self.exceeded else f"{part}以上"

    def of(self, base: str) -> str:
        """What must come together of `base`: 应到代表的三分之二以上, 超过应到代表的半数."""
        part = portion(self)
        return f"超过{base}的{part}" if self.exceeded else f"{base}的{part}以上"


def portion(ratio: Fraction) -> str:
    """The ratio without its word, as it is said: 三分之二, 半数; 55% where that can't be said so."""
    return HALF if Fraction(ratio) == Fraction(1, 2) else spoken(ratio)


def spoken(ratio: Fraction) -> str:
    """A ratio as it is read out: 三分之二; 55% where that can't be said so."""
    if 1 < ratio.denominator < len(DIGITS) and ratio.numerator < len(DIGITS):
        return f"{DIGITS[ratio.denominator]}分之{DIGITS[ratio.numerator]}"
    return shown_ratio(ratio)


def at_least(ratio: Fraction) -> str:
    """A ratio that a difference must have: 不低于5%, 超过5%."""
    exceeded = isinstance(ratio, Threshold) and ratio.exceeded
    return f"{'超过' if exceeded else '不低于'}{shown_ratio(ratio)}"


def shown_ratio(ratio: Fraction) -> str:
    """A ratio as it is written: 5%, 2.5%, 2/3."""
    hundredths = ratio * 10_000
    if hundredths.denominator != 1:
        return f"{ratio.numerator}/{ratio.denominator}"
    return f"{int(hundredths) / 100:g}%"  # two decimals at most: a float shows these exactly


def parse_threshold(value: object) -> Threshold:
    """A threshold from a cell or a sentence: "超过三分之二", "半数以上", "过半数", "2/3", "66.7%以上", 0.5.

    A ratio without a word is reached.  Raises SettingError, also for a text that says both (超过…以上), since
    those two differ by a vote.
    """
    if not isinstance(value, str):
        return Threshold(parse_ratio(value), bare=True)
    text = "".join(unicodedata.normalize("NFKC", value).split()).replace("≥", ">=").rstrip("。;")
    form = _FORM.fullmatch("过半数" if text == "过半" else text)
    exceeded = bool(form) and form["word"] in EXCEED  # type: ignore[index]
    if form is None or (exceeded and form["more"]):
        raise SettingError(
            f"“{value}”既说“超过”又说“以上”，差一票，不能用" if form else f"“{value}”不是一个比例",
            remedy="请写明“超过三分之二”或“三分之二以上”",
        )
    ratio = Fraction(1, 2) if form["ratio"] == HALF else parse_ratio(form["ratio"])
    return Threshold(ratio, exceeded, bare=not form["word"] and not form["more"])


def as_threshold(value: object) -> object:
    """A plain ratio or a text as the threshold that it is; everything else as it came."""
    if isinstance(value, str):
        return parse_threshold(value)
    if isinstance(value, (int, Fraction)) and not isinstance(value, (bool, Threshold)):
        return Threshold(Fraction(value), bare=True)
    return value
