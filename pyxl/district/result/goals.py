"""What the committees' make-up shall come to, where a district or city set itself a figure: on the sheet 设置, blank by default.

The plan asks for younger, better educated people and for more from outside the system, and names no figure; a district that
has one enters it, and sheets, charts and the report hold the towns against it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from pyxl.district.result.settings import GOALS, LINES, DistrictSettings
from pyxl.errors import CellError, SettingError
from pyxl.rules.ballot import parse_ratio
from pyxl.rules.threshold import shown_ratio

_AGE: Final = re.compile(r"(\d{2}(?:\.\d)?)(?:周?岁)?(?:以下|以内)?")


@dataclass(frozen=True, slots=True)
class Goal:
    """A figure to be reached, or, of an age, not to be exceeded."""

    value: Fraction
    of_age: bool = False

    def met(self, value: float | None) -> bool:
        """Whether a town's figure is good enough; what is not known is not."""
        if value is None:
            return False
        # A share of 25 people differs from the goal by less than this only in the computer's rounding.
        apart = Fraction(value) - self.value
        return apart <= _ROUNDING if self.of_age else apart >= -_ROUNDING

    def shown(self, value: float) -> str:
        """A figure to one decimal, never rounded to the goal that it misses."""
        number = Fraction(value) * (1 if self.of_age else 100)
        tenths = round(number * 10)
        if not self.met(value) and self.met(float(Fraction(tenths, 10 if self.of_age else 1000))):
            tenths += 1 if self.of_age else -1
        return f"{tenths / 10:.1f}{'岁' if self.of_age else '%'}"

    @property
    def told(self) -> str:
        """As a sentence has it."""
        return f"不超过{float(self.value):g}岁" if self.of_age else shown_ratio(self.value)


_ROUNDING: Final = Fraction(1, 10**9)


def goals_of(settings: DistrictSettings) -> Mapping[str, Goal]:
    """Column of 结构对比 -> goal, of those that were entered.  Raises CellError for a figure that is none."""
    found: dict[str, Goal] = {}
    for field, column in GOALS.items():
        if text := str(getattr(settings, field)).strip():
            of_age = column == "执委平均年龄"
            found[column] = Goal(_read(text, LINES[field][0], _age if of_age else parse_ratio), of_age)
    return found


def _read(text: str, name: str, read: Callable[[str], Fraction]) -> Fraction:
    try:
        return read(text)
    except SettingError as fault:
        raise CellError(
            f"“{text}”不能作“{name}”", f"“设置”的“{name}”", "请写成 50% 的样子，年龄写成 45，或清空"
        ) from fault


def _age(text: str) -> Fraction:
    if found := _AGE.fullmatch("".join(text.split())):
        return Fraction(found[1])
    raise SettingError(f"“{text}”不是年龄")
