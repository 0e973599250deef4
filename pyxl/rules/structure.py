"""How a list of people is made up: the bands and groups that structure tables and charts count.

Ages are completed years on the reference date; education is counted by the level that was graduated from, so
大专肄业 and 大学本科肄业 stand with 高中.  What fits no group (blank, or a word that the code list does not know) is counted apart.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from pyxl.errors import SettingError
from pyxl.rules.person import EDUCATION, LISTS, Code


@dataclass(frozen=True, slots=True)
class AgeBand:
    """Completed years from `youngest` to `oldest`, both included; None: no bound."""

    name: str
    youngest: int | None
    oldest: int | None


MOST_LIMITS: Final = 4
"""Limits that the setting 年龄分段 may name: the tables and charts have room for one band more."""
_SIGNS: Final = re.compile(r"[、，,；;\s]+")


def age_bands(limits: str) -> tuple[AgeBand, ...]:
    """The bands of the setting 年龄分段, whose numbers are the oldest age of each band but the last.

    Raises SettingError unless it names one to four ages that rise.

    >>> [band.name for band in age_bands("35、45、50")]
    ['35岁以下', '36—45岁', '46—50岁', '51岁以上']
    """
    parts = [part for part in _SIGNS.split(unicodedata.normalize("NFKC", limits)) if part]
    ages = [int(part) for part in parts if part.isdecimal()]
    if len(ages) < len(parts) or not 1 <= len(ages) <= MOST_LIMITS or sorted({*ages}) != ages:
        raise SettingError(
            f"“{limits}”不能用作年龄分段", "年龄分段", "请由小到大填写一至四个周岁数，如“35、45、50”"
        )
    between = [
        AgeBand(f"{low + 1}—{high}岁" if high > low + 1 else f"{high}岁", low + 1, high)
        for low, high in pairwise(ages)
    ]
    first, last = ages[0], ages[-1]
    return (
        AgeBand(f"{first}岁以下", None, first),
        *between,
        AgeBand(f"{last + 1}岁以上", last + 1, None),
    )


@dataclass(frozen=True, slots=True)
class Group:
    """One group of a code list: every word that a cell may say for it."""

    name: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Division:
    """A column and the groups into which it divides a list."""

    column: str
    title: str
    groups: tuple[Group, ...]


def _grouped(column: str, title: str, *groups: tuple[str, tuple[str, ...]]) -> Division:
    """Groups by the values of the code list; () takes every value that no other group has."""
    codes = LISTS[column].codes
    taken = {value for _, values in groups for value in values}
    rest = tuple(code.value for code in codes if code.value not in taken)
    by_value = {code.value: (code.value, *code.synonyms) for code in codes}
    return Division(
        column,
        title,
        tuple(
            Group(name, tuple(word for value in values or rest for word in by_value[value]))
            for name, values in groups
        ),
    )


MINORITIES: Final = tuple(code.value for code in LISTS["民族"].codes if "02" <= code.code <= "56")
"""少数民族 are the 55 recognised groups besides the Han: GB/T 3304 codes 02 to 56; 97 and 98 are none."""

_LEVELS: Final = (
    ("研究生", (6, 7)),
    ("大学本科", (5,)),
    ("大专", (4,)),
    ("高中", (3,)),
    ("初中及以下", (-1, 0, 1, 2)),
)


def _education() -> Division:
    """Groups by level; an unfinished course counts one level lower."""
    words: dict[int, list[str]] = {}
    for code in EDUCATION.codes:
        for word in _spellings(code):
            rank = EDUCATION.rank(word)
            assert rank is not None
            words.setdefault(rank, []).append(word)
    return Division(
        "文化程度",
        "文化程度",
        tuple(
            Group(name, tuple(word for rank in ranks for word in words.get(rank, ())))
            for name, ranks in _LEVELS
        ),
    )


def _spellings(code: Code) -> tuple[str, ...]:
    unfinished = (f"{code.value}肄业",) if code.rank else ()
    return (code.value, *code.synonyms, *unfinished)


DIVISIONS: Final = (
    _education(),
    _grouped("体制", "体制内外", ("体制外", ("体制外",)), ("体制内", ("体制内",))),
    _grouped(
        "政治面貌",
        "政治面貌",
        ("中共党员", ("中共党员", "中共预备党员")),
        ("共青团员", ("共青团员",)),
        ("群众", ("群众",)),
        ("其他党派", ()),
    ),
    _grouped("民族", "民族", ("汉族", ("汉族",)), ("少数民族", MINORITIES)),
)
"""The divisions of the candidate list, in the order of the charts."""
