"""Where the delegates sit: in groups of whole neighbouring units, one seat after the other.

>>> in_groups({"丁坪村": ["甲", "乙"], "高千社区": ["丙"]})
[[('丁坪村', ['甲', '乙']), ('高千社区', ['丙'])]]
>>> group_name(2)
'第二小组'
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, TypeVar

P = TypeVar("P")

GROUP: Final = 12
"""People of a group at most, unless one unit alone has more: as many as hear each other at one table."""
_NUMERALS: Final = "一二三四五六七八九十"


def in_groups(units: Mapping[str, Sequence[P]]) -> list[list[tuple[str, Sequence[P]]]]:
    """Units with their people, in the order given, as groups as even as can be without one of more than `GROUP`."""
    total = sum(map(len, units.values()))
    aim = -(-total // max(1, -(-total // GROUP)))
    found: list[list[tuple[str, Sequence[P]]]] = []
    size = 0
    for unit, people in units.items():
        if not found or (size and size + len(people) > aim):
            found.append([])
            size = 0
        found[-1].append((unit, people))
        size += len(people)
    return found


def group_name(number: int) -> str:
    """第一小组 for 1; beyond ten in figures."""
    return f"第{_NUMERALS[number - 1] if number <= len(_NUMERALS) else number}小组"
