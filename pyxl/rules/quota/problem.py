"""What is to be apportioned, read and judged once: whole numbers, one for each unit, that can be met.

Everything that cannot be is refused here with the reason, before any method runs.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from numbers import Rational
from operator import sub
from typing import overload

from pyxl.errors import QuotaError

Column = int | Sequence[int | None] | None
"""One whole number for each unit (None: not given), one for all, or none at all."""


@dataclass(frozen=True, slots=True)
class Problem:
    """An apportionment that can be met.  All tuples run over the units in the order given.

    `weights` are scaled to whole numbers; `pool` seats are split by method after the `reserved` ones;
    `lows` and `highs` bound a unit's part of the pool; `lots` are the numbers drawn, smaller first.
    """

    labels: Sequence[str]
    weights: tuple[int, ...]
    reserved: tuple[int, ...]
    lows: tuple[int, ...]
    highs: tuple[int, ...]
    lots: tuple[int | None, ...]
    pool: int


@dataclass(frozen=True, slots=True)
class Places(Sequence[str]):
    """What units without names are called in a message: each is put into words only when one is needed."""

    units: int

    def __len__(self) -> int:
        return self.units

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[str]: ...
    def __getitem__(self, at: int | slice) -> str | Sequence[str]:
        """The word for a unit, counted from 1."""
        places = range(1, self.units + 1)[at]
        return f"第{places}个单位" if isinstance(places, int) else [f"第{place}个单位" for place in places]


def read_problem(
    weights: Sequence[int | Fraction],
    seats: int,
    minimums: Column,
    maximums: Column,
    reserved: Column,
    lots: Sequence[int | None] | None,
    names: Sequence[str] | None,
) -> Problem:
    """The problem as whole numbers.  Raises QuotaError with the reason if it is none or cannot be met."""
    house = _whole(seats, "代表名额总数")
    rows = list(weights)
    if not rows and house:
        raise QuotaError("没有可以分配名额的单位", remedy="请先填写单位表")
    labels: Sequence[str] = Places(len(rows))
    if names is not None:
        _same_length("单位名称", list(names), labels)
        labels = tuple(f"“{name}”" for name in names)
    fewest = [value or 0 for value in _column(minimums, "最少名额", labels)]
    kept = [value or 0 for value in _column(reserved, "保留名额", labels)]
    floors = list(map(max, fewest, kept))
    ceilings = [house if value is None else value for value in _column(maximums, "最多名额", labels)]
    limited = maximums is not None
    _check_bounds(house, labels, fewest, kept, floors, ceilings if limited else [])
    return Problem(
        labels=labels,
        weights=_scaled_weights(rows, labels),
        reserved=tuple(kept),
        lows=tuple(map(sub, floors, kept)),
        highs=tuple(map(sub, ceilings, kept)),
        lots=tuple(_column(lots, "抽签号", labels)),
        pool=house - sum(kept),
    )


def _check_bounds(
    house: int,
    labels: Sequence[str],
    fewest: Sequence[int],
    kept: Sequence[int],
    floors: Sequence[int],
    ceilings: Sequence[int],
) -> None:
    if sum(floors) > house:
        parts = "最少名额和保留名额" if any(kept) else "最少名额"
        raise QuotaError(
            f"各单位的{parts}合计要{sum(floors)}名，超过了代表名额{house}名",
            remedy=f"请减少{parts}，或者增加代表名额",
        )
    if not ceilings:
        return
    for label, least, held, most in zip(labels, fewest, kept, ceilings, strict=True):
        if least > most:
            raise QuotaError(f"最少名额{least}大于最多名额{most}", label, "请改正其中一个")
        if held > most:
            raise QuotaError(f"保留名额{held}大于最多名额{most}", label, "请改正其中一个")
    if sum(ceilings) < house:
        raise QuotaError(
            f"各单位的最多名额合计只有{sum(ceilings)}名，不够分配代表名额{house}名",
            remedy="请提高最多名额，或者减少代表名额",
        )


def _scaled_weights(rows: Sequence[int | Fraction], labels: Sequence[str]) -> tuple[int, ...]:
    """Weights as whole numbers in the same proportions."""
    if set(map(type, rows)) == {int} and min(rows) >= 0:
        return tuple(map(int, rows))
    exact = [_weight(value, label) for value, label in zip(rows, labels, strict=True)]
    scale = math.lcm(*{weight.denominator for weight in exact})
    return tuple(int(weight * scale) for weight in exact)


def _weight(value: object, label: str) -> Fraction:
    if value is None:
        raise QuotaError("没有填写权数", label, "请填写（一般是妇女人数；没有的填0）")
    exact = _exact(value)
    if exact is None:
        raise QuotaError(f"权数“{value}”不是整数", label, "请填写0或者正整数")
    if exact < 0:
        raise QuotaError(f"权数“{value}”是负数", label, "请填写0或者正整数")
    return exact


def _column(values: Column, what: str, labels: Sequence[str]) -> list[int | None]:
    if values is None:
        return [None] * len(labels)
    if isinstance(values, (int, float)):
        return [_whole(values, what)] * len(labels)
    listed = list(values)
    _same_length(what, listed, labels)
    return [
        None if value is None else _whole(value, what, label)
        for value, label in zip(listed, labels, strict=True)
    ]


def _same_length(what: str, listed: Sequence[object], labels: Sequence[str]) -> None:
    if len(listed) != len(labels):
        raise QuotaError(
            f"{what}有{len(listed)}个，单位有{len(labels)}个，对不上", remedy="请每个单位填写一个"
        )


def _whole(value: object, what: str, label: str = "") -> int:
    exact = _exact(value)
    if exact is None or exact.denominator != 1 or exact < 0:
        raise QuotaError(f"{what}“{value}”不是0或者正整数", label, "请改为整数")
    return exact.numerator


def _exact(value: object) -> Fraction | None:
    """The number itself; None for anything else, a float that is no whole number among it.

    Excel hands 412 over as 412.0: such a float is exact.  412.5 may be any of many fractions.
    """
    if isinstance(value, float):
        return Fraction(value) if value.is_integer() else None
    if isinstance(value, Rational) and not isinstance(value, bool):
        return Fraction(int(value.numerator), int(value.denominator))
    return None
