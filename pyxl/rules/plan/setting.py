"""What one setting is: its Chinese name, default, clause, what it may be, and how a cell is read and shown.

`pyxl.rules.plan.settings` declares the settings themselves.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from typing import Final

from pyxl.errors import CellError, SettingError
from pyxl.rules.ballot import parse_ratio
from pyxl.rules.person import folded, parse_date
from pyxl.rules.threshold import Threshold, parse_threshold, shown_ratio

Value = str | int | bool | Fraction | dt.date | None
"""What a setting holds."""

_COUNT: Final = re.compile(r"([0-9]{1,6})(名|人|张|份|岁|周岁|天|日|个)?")


class Kind(Enum):
    """What a setting holds; the value is the word for it in a message."""

    TEXT = "文字"
    COUNT = "整数"
    RATIO = "比例（如“5%”“1/20”）"
    THRESHOLD = "写明“超过”或“以上”的比例（如“三分之二以上”“超过半数”）"
    DATE = "日期（如“2026-03-08”）"
    YES_NO = "是或否"
    CHOICE = "选项"


@dataclass(frozen=True)
class Setting:
    """One setting, a line of the table 设置.

    `key` is 项目, `text` is 说明, `field` the name in `Settings`.
    `optional`: a blank cell means "not set", since there is no default.
    `minimum` and `maximum` bound counts; ratios have only a maximum.  `bare`: a threshold may be typed as a ratio alone.
    `elsewhere` is 说明 in a workbook of another town, "" where `text` quotes no plan.  `of_plan`: the default is one town's own.
    """

    field: str
    key: str
    default: Value
    clause: str
    text: str
    kind: Kind
    group: str
    optional: bool = False
    unit: str = ""
    minimum: int = 0
    maximum: int = 9_999
    choices: tuple[str, ...] = ()
    bare: bool = True
    elsewhere: str = ""
    synonyms: Mapping[str, str] = dataclasses.field(default_factory=dict)
    of_plan: bool = False

    def holds(self, value: object) -> bool:
        """Whether a value is one that the setting may have, as `parse` gives it."""
        if value is None:
            return self.optional or self.default is None
        if self.kind is Kind.CHOICE:
            return value in self.choices
        types = _TYPES[self.kind]
        return isinstance(value, types) and isinstance(value, bool) == (types is bool)

    @property
    def allowed(self) -> str:
        """What the setting may be, as a message says it."""
        if self.kind is Kind.YES_NO:
            return "“是”或“否”"
        if self.kind is Kind.CHOICE:
            return "、".join(f"“{choice}”" for choice in self.choices)
        if self.kind is Kind.COUNT:
            return f"{self.minimum}至{self.maximum}的整数"
        word: str = self.kind.value
        return word

    def parse(self, value: object) -> Value:
        """The setting's value from a cell or a typed text; blank gives the default.

        Raises SettingError that names the setting and says what it may be.
        """
        if value is None or not folded(value) or (isinstance(value, float) and math.isnan(value)):
            return self.default
        parsed = _PARSERS[self.kind](self, value)
        if parsed is None:
            shown = value.date() if isinstance(value, dt.datetime) else value
            raise SettingError(f"“{shown}”不能用，应为{self.allowed}", self.key)
        return parsed

    def cell(self, value: Value) -> str | int | dt.date | None:
        """A value as its cell shows it: dates and counts as such, ratios and yes/no as text."""
        if isinstance(value, bool):
            return "是" if value else "否"
        if isinstance(value, Threshold):
            return value.text
        if isinstance(value, Fraction):
            return shown_ratio(value)
        return value


_TYPES: Final[Mapping[Kind, type]] = {
    Kind.TEXT: str,
    Kind.COUNT: int,
    Kind.RATIO: Fraction,
    Kind.THRESHOLD: Threshold,
    Kind.DATE: dt.date,
    Kind.YES_NO: bool,
}


def _text(setting: Setting, value: object) -> Value:
    """Text as typed; a number that a cell made of it (an issue number, a telephone number) reads as typed."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip()


def _count(setting: Setting, value: object) -> Value:
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, float)):
        number = int(value) if math.isfinite(value) and value == int(value) else -1
    else:
        match = _COUNT.fullmatch(folded(value))
        number = int(match[1]) if match else -1
    return number if setting.minimum <= number <= setting.maximum else None


def _ratio(setting: Setting, value: object) -> Value:
    try:
        ratio = parse_ratio(value)
    except SettingError:
        return None
    return ratio if ratio <= setting.maximum else None


def _threshold(setting: Setting, value: object) -> Value:
    """A threshold; one without 以上 or 超过 only where the setting has always read it as 以上."""
    try:
        threshold = parse_threshold(value)
    except SettingError:
        return None
    usable = threshold <= setting.maximum and not (threshold.bare and not setting.bare)
    return threshold if usable and threshold != Threshold(Fraction(1), exceeded=True) else None


def _date(setting: Setting, value: object) -> Value:
    try:
        parsed = parse_date(value)
    except CellError:
        return None
    return parsed.exact if parsed else None


def _yes_no(setting: Setting, value: object) -> Value:
    return {"是": True, "否": False, "true": True, "false": False, "1": True, "0": False}.get(folded(value))


def _choice(setting: Setting, value: object) -> Value:
    known = {folded(word): choice for word, choice in setting.synonyms.items()}
    known |= {folded(choice): choice for choice in setting.choices}
    return known.get(folded(value))


_PARSERS: Final = {
    Kind.TEXT: _text,
    Kind.COUNT: _count,
    Kind.RATIO: _ratio,
    Kind.THRESHOLD: _threshold,
    Kind.DATE: _date,
    Kind.YES_NO: _yes_no,
    Kind.CHOICE: _choice,
}
