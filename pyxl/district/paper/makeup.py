"""How the committees are made up, in a sentence of medians, each beside the goal that was set for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Final

from pyxl.district.result.book import Result
from pyxl.district.result.comparison import Comparison, compare
from pyxl.district.result.goals import Goal, goals_of

SHARES: Final = (
    ("35岁以下", "35岁以下"),
    ("大专以上", "大专以上"),
    ("党员", "中共党员"),
    ("体制外", "体制外"),
    ("少数民族", "少数民族"),
)
_UNASKED: Final = "35岁以下"
"""What only a district that has a goal for it reports."""


_ANY: Final = Goal(Fraction(0))
_ANY_AGE: Final = Goal(Fraction(200), of_age=True)
"""Where nobody set a goal every figure is good enough."""


def makeup(result: Result, brief: bool = False) -> str:
    """Of whoever is elected, as far as it is known; `brief`: of the goals only those that the median falls short of."""
    done = [row for row in result.rows if row.committee_elected]
    if not done:
        return "尚无乡镇选出执委。"
    comparison, goals = compare(done), goals_of(result.settings)
    held = _briefly if brief else _at_length
    words = [f"{said}{held(header, comparison, goals)}" for header, said in _medians(comparison, goals)]
    return f"执委结构（各{'区县' if result.is_citys else '乡镇'}的中位数）：{'，'.join(words)}{_reached(comparison, goals) if brief else ''}。"


def _at_length(header: str, comparison: Comparison, goals: Mapping[str, Goal]) -> str:
    """（目标60%，3个未达到）, where there is a goal."""
    if (goal := goals.get(header)) is None:
        return ""
    short = comparison.short_of(header, goal)
    return f"（目标{goal.told}{f'，{short}个未达到' if short else ''}）"


def _briefly(header: str, comparison: Comparison, goals: Mapping[str, Goal]) -> str:
    """（未达目标60%）, where the median falls short of a goal."""
    goal = goals.get(header)
    return f"（未达目标{goal.told}）" if goal and not goal.met(comparison.median_of(header)) else ""


def _reached(comparison: Comparison, goals: Mapping[str, Goal]) -> str:
    """Of the goals that `_briefly` says nothing of."""
    reached = sum(goal.met(comparison.median_of(header)) for header, goal in goals.items())
    return "" if not reached else "；目标均已达到" if reached == len(goals) else "；其余目标已达到"


def _medians(comparison: Comparison, goals: Mapping[str, Goal]) -> Iterator[tuple[str, str]]:
    """Column, and its median in words."""
    if (age := comparison.median_of("执委平均年龄")) is not None:
        yield "执委平均年龄", f"平均年龄{goals.get('执委平均年龄', _ANY_AGE).shown(age)}"
    for column, name in SHARES:
        header = f"执委{column}"
        if (share := comparison.median_of(header)) is not None and (column != _UNASKED or header in goals):
            yield header, f"{name}{goals.get(header, _ANY).shown(share)}"
