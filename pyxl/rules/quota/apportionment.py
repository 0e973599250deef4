"""Delegate quotas: seats split over units by weight, with bounds, reserved seats and every tie told.

Plan 三(二)1: the leading group proposes the split by number of women, structure, economy and need.  What each
method does between minimums and maximums, and why, is written down in docs/decisions/apportionment.md.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from heapq import heapify, heappop, heappush
from operator import add, le

from pyxl.errors import QuotaError
from pyxl.rules.quota.methods import METHODS, Method, Priority, bounded_shares
from pyxl.rules.quota.problem import Column, Problem, read_problem


class SettledBy(StrEnum):
    """The rule that settled a tie, in the words that the clerk reads."""

    WEIGHT = "权数大者"
    ORDER = "单位次序"
    LOT = "抽签"


@dataclass(frozen=True, slots=True)
class Tie:
    """Units with exactly equal claims, and fewer seats left than units.

    `units` are indices into the weights, ascending; `winners` those to whom this rule gave a seat.  Where the
    larger weight settles only a part, a second Tie follows with the units and seats that it left open.
    """

    units: tuple[int, ...]
    seats_left: int
    settled_by: SettledBy
    winners: tuple[int, ...]


@dataclass(frozen=True)
class Apportionment:
    """Seats for each unit, in the order of the weights.

    `reserved`, `weights` and `pool` are what was split: seats off the top, whole weights, the seats of all the rest.
    """

    method: str
    seats: tuple[int, ...]
    ties: tuple[Tie, ...]
    reserved: tuple[int, ...]
    weights: tuple[int, ...]
    pool: int

    @cached_property
    def shares(self) -> tuple[Fraction, ...]:
        """The exact parts before rounding: reserved seats and, of the rest, what the weight alone would give, bounds left
        aside.  They have the same sum as the seats."""
        total = sum(self.weights) or 1
        return tuple(
            kept + Fraction(self.pool * weight, total)
            for kept, weight in zip(self.reserved, self.weights, strict=True)
        )


def apportion(
    weights: Sequence[int | Fraction],
    seats: int,
    method: str = "largest_remainder",
    minimums: Column = None,
    maximums: Column = None,
    *,
    reserved: Column = None,
    lots: Sequence[int | None] | None = None,
    names: Sequence[str] | None = None,
) -> Apportionment:
    """Split `seats` over units in proportion to `weights`, in exact arithmetic.

    `minimums` and `maximums` bound a unit's total; `reserved` seats come off the top and count in that total.
    `lots`: for units that drew lots, the number drawn (smaller first); they replace the order of the units
    in a tie.  `names` are for messages only.  `method` is a key of `METHODS`.
    Raises QuotaError, with the reason, if there is no such split.
    """
    return _solve(read_problem(weights, seats, minimums, maximums, reserved, lots, names), _method(method))


def compare_methods(
    weights: Sequence[int | Fraction],
    seats: int,
    minimums: Column = None,
    maximums: Column = None,
    *,
    reserved: Column = None,
    lots: Sequence[int | None] | None = None,
    names: Sequence[str] | None = None,
) -> dict[str, Apportionment | QuotaError]:
    """Every method's split, side by side; where one method cannot be used, the error that says why.

    Raises QuotaError if the numbers themselves cannot be met by any method.
    """
    problem = read_problem(weights, seats, minimums, maximums, reserved, lots, names)
    results: dict[str, Apportionment | QuotaError] = {}
    for key, method in METHODS.items():
        try:
            results[key] = _solve(problem, method)
        except QuotaError as reason:
            results[key] = reason
    return results


def _method(key: str) -> Method:
    if key not in METHODS:
        known = "、".join(f"{method.chinese}（{method.key}）" for method in METHODS.values())
        raise QuotaError(f"没有“{key}”这种名额分配方法", remedy=f"可用的方法：{known}")
    return METHODS[key]


def _solve(problem: Problem, method: Method) -> Apportionment:
    weights = problem.weights if method.by_weight else (1,) * len(problem.weights)
    total = sum(weights)
    if problem.pool and not total:
        raise QuotaError(
            "各单位的权数都是0，无法按比例分配", remedy="请填写权数（一般是妇女人数），或者用平均分配"
        )
    if method.priority is None:
        held, ties = _by_share(problem, weights, total or 1)
    else:
        held = _surely_held(problem, method, weights)
        ties = _award_rest(problem, held, _claims(problem, method.priority, weights))
    return Apportionment(
        method=method.key,
        seats=tuple(map(add, problem.reserved, held)),
        ties=ties,
        reserved=problem.reserved,
        weights=weights,
        pool=problem.pool,
    )


def _by_share(problem: Problem, weights: Sequence[int], total: int) -> tuple[list[int], tuple[Tie, ...]]:
    """The largest remainder: all shares over one denominator, so that it reckons in whole numbers."""
    shares, whole = _roundable_shares(problem, weights, total)
    held = list(map(max, problem.lows, (share // whole for share in shares)))
    return held, _award_rest(problem, held, lambda unit, seats: shares[unit] - seats * whole)


def _roundable_shares(problem: Problem, weights: Sequence[int], total: int) -> tuple[Sequence[int], int]:
    """The shares that the largest remainder rounds, over a common denominator: the exact ones as long as that can meet the bounds.

    If no rounding of the exact shares up or down meets them, units stand at the bound that they cannot keep
    to and the others share the rest in proportion.
    """
    shares = [problem.pool * weight for weight in weights]
    least = list(map(max, problem.lows, (share // total for share in shares)))
    most = list(map(min, problem.highs, (-(-share // total) for share in shares)))
    if all(map(le, least, most)) and sum(least) <= problem.pool <= sum(most):
        return shares, total
    bounded = bounded_shares(weights, problem.pool, problem.lows, problem.highs)
    whole = math.lcm(*{share.denominator for share in bounded})
    return [share.numerator * (whole // share.denominator) for share in bounded], whole


def _surely_held(problem: Problem, method: Method, weights: Sequence[int]) -> list[int]:
    """Seats that a divisor method gives in any case, so that the work does not grow with the seats.

    A divisor d(n) lies between n and n + 1, so at any multiplier λ a unit gets λ·w rounded up or down.  With
    λ taken so low that the bounded shares leave one seat a unit, even rounding all of them up stays within
    the pool, and none can end below its share rounded down.
    """
    lows = problem.lows
    if method.everyone_first:
        rows = zip(lows, problem.highs, weights, strict=True)
        lows = tuple(max(low, 1) if weight and high else low for low, high, weight in rows)
        if sum(lows) > problem.pool:
            raise QuotaError(
                f"{method.chinese}要给每个有权数的单位至少1名，连同最少名额共要{sum(lows)}名，"
                f"可按比例分配的只有{problem.pool}名",
                remedy="请换一种分配方法，或者增加代表名额",
            )
    certain = max(sum(lows), problem.pool - len(weights))
    return [math.floor(share) for share in bounded_shares(weights, certain, lows, problem.highs)]


Claim = Callable[[int, int], int]
"""(unit, seats it holds) -> its claim to one seat more: the larger comes first, and equal ones are equal."""


def _claims(problem: Problem, priority: Priority, weights: Sequence[int]) -> Claim:
    """The claims of a divisor method as whole numbers.

    Two different fractions with denominators up to D are at least 1/D² apart, so once multiplied by D² or more and
    rounded down they are still different, and in the same order: exact, and fast to compare.
    """

    def fraction(unit: int, seats: int) -> tuple[int, int]:
        if weights[unit]:
            return priority(weights[unit], seats)
        return -seats, 1  # no weight: after all others, and who holds fewest first

    units = range(len(weights))
    shift = 2 * max((fraction(unit, problem.pool)[1].bit_length() for unit in units), default=0)

    def claim(unit: int, seats: int) -> int:
        numerator, denominator = fraction(unit, seats)
        return (numerator << shift) // denominator

    return claim


def _award_rest(problem: Problem, held: list[int], claim: Claim) -> tuple[Tie, ...]:
    """Give the seats still open, highest claim first, into `held`; tell the tie that was settled."""
    count, highs = len(held), problem.highs
    # One number for claim and unit: the highest claim is the smallest, and of equal ones the first unit.
    queue = [unit - claim(unit, seats) * count for unit, seats in enumerate(held) if seats < highs[unit]]
    heapify(queue)
    ties: tuple[Tie, ...] = ()
    left = problem.pool - sum(held)
    while left:
        level = queue[0] // count
        equals = []
        while queue and queue[0] // count == level:
            equals.append(heappop(queue) % count)
        if len(equals) > left:
            ties = _settle(problem, equals, left)
            equals = [unit for tie in ties for unit in tie.winners]
        for unit in equals:
            held[unit] += 1
            if held[unit] < highs[unit]:
                heappush(queue, unit - claim(unit, held[unit]) * count)
        left -= len(equals)
    return ties


def _settle(problem: Problem, units: list[int], left: int) -> tuple[Tie, ...]:
    """`left` winners among units of equal claim: larger weight, then the lot or else the units' order."""
    deciding = sorted((problem.weights[unit] for unit in units), reverse=True)[left - 1]
    heavier = tuple(unit for unit in units if problem.weights[unit] > deciding)
    level = tuple(unit for unit in units if problem.weights[unit] == deciding)
    everyone = tuple(units)
    if len(heavier) + len(level) == left:
        winners = tuple(unit for unit in units if problem.weights[unit] >= deciding)
        return (Tie(everyone, left, SettledBy.WEIGHT, winners),)
    by_weight = (Tie(everyone, left, SettledBy.WEIGHT, heavier),) if len(level) < len(units) else ()
    rest = left - len(heavier)
    drawn = _in_order_of_lots(problem, level)
    settled_by = SettledBy.LOT if drawn else SettledBy.ORDER
    return (*by_weight, Tie(level, rest, settled_by, tuple(sorted((drawn or level)[:rest]))))


def _in_order_of_lots(problem: Problem, units: tuple[int, ...]) -> tuple[int, ...]:
    """The tied units by the number drawn; empty if none of them drew."""
    numbers = {unit: lot for unit in units if (lot := problem.lots[unit]) is not None}
    if not numbers:
        return ()
    if len(numbers) < len(units) or len(set(numbers.values())) < len(units):
        tied = "、".join(problem.labels[unit] for unit in units)
        raise QuotaError("并列单位的抽签号不全或者重复", tied, "请每个单位填写一个不同的抽签号")
    return tuple(sorted(units, key=numbers.__getitem__))
