"""The apportionment methods, each declared once, and the share of a unit between its bounds.

Every method here is greedy: starting from what each unit must have, the next seat goes to the unit with the
highest *priority*.  For a divisor method the priority of a unit of weight w that holds n seats is w / d(n);
for the largest remainder it is share - n, what the unit still lacks, and no fraction is needed for it.

Sources: M. L. Balinski and H. P. Young, "Fair Representation", 2nd ed. 2001, appendix A (divisor methods,
requirements); T. Ibaraki and N. Katoh, "Resource Allocation Problems", 1988 (the greedy step is exact for a
sum of squares).

Priorities are exact fractions, given as (numerator, denominator) with a positive denominator.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from pyxl.words import QUOTA_METHODS

Priority = Callable[[int, int], tuple[int, int]]
"""(weight, seats held) -> the claim to one seat more."""


@dataclass(frozen=True, slots=True)
class Method:
    """One apportionment method.

    `priority`: a divisor method's; None where the seats follow the exact shares (largest remainder).
    `everyone_first`: d(0) = 0, so each unit that has a weight gets a seat before any gets two.
    `by_weight`: False where weights only break ties (equal shares).
    """

    key: str
    priority: Priority | None = None
    everyone_first: bool = False
    by_weight: bool = True

    @property
    def chinese(self) -> str:
        """Its name on the sheets."""
        return QUOTA_METHODS[self.key]


def _sainte_lague(weight: int, seats: int) -> tuple[int, int]:
    return 2 * weight, 2 * seats + 1  # d(n) = n + 1/2


def _dhondt(weight: int, seats: int) -> tuple[int, int]:
    return weight, seats + 1  # d(n) = n + 1


def _adams(weight: int, seats: int) -> tuple[int, int]:
    return weight, seats  # d(n) = n


def _huntington_hill(weight: int, seats: int) -> tuple[int, int]:
    return weight * weight, seats * (seats + 1)  # d(n) = sqrt(n(n + 1)): both sides squared, the order stays


def _dean(weight: int, seats: int) -> tuple[int, int]:
    return weight * (2 * seats + 1), 2 * seats * (seats + 1)  # d(n): harmonic mean of n and n + 1


METHODS: Final[dict[str, Method]] = {
    method.key: method
    for method in (
        Method("largest_remainder"),
        Method("sainte_lague", _sainte_lague),
        Method("dhondt", _dhondt),
        Method("adams", _adams, everyone_first=True),
        Method("huntington_hill", _huntington_hill, everyone_first=True),
        Method("dean", _dean, everyone_first=True),
        Method("equal", by_weight=False),
    )
}
"""Key -> method, in the order in which they are shown side by side."""


def bounded_shares(
    weights: Sequence[int], seats: int, lows: Sequence[int], highs: Sequence[int]
) -> tuple[Fraction, ...]:
    """Shares in proportion to the weights, but none below its low and none above its high.

    The unique x_i = mid(low_i, λ·w_i, high_i) with sum `seats`: Balinski and Young's fair share under
    requirements.  Units without weight keep their low until all others are at their high, and then share
    what is left evenly.  Needs sum(lows) <= seats <= sum(highs).

    Found by fixing, in each round, the units that stand outside their bounds on the side where more is
    missing: those stay outside in every later round, so a round never has to be taken back.
    """
    shares = [Fraction(low) for low in lows]
    free = [unit for unit, weight in enumerate(weights) if weight]
    pool = seats - sum(low for low, weight in zip(lows, weights, strict=True) if not weight)
    room = sum(highs[unit] for unit in free)
    if pool > room:  # more than the units with weight can hold: the others share the rest
        spare = _spread_evenly([u for u, w in enumerate(weights) if not w], seats - room, lows, highs)
        return tuple(spare.get(unit, Fraction(high)) for unit, high in enumerate(highs))
    while free:
        total = sum(weights[unit] for unit in free)
        below = {u: lows[u] * total - pool * weights[u] for u in free if pool * weights[u] < lows[u] * total}
        above = {
            u: pool * weights[u] - highs[u] * total for u in free if pool * weights[u] > highs[u] * total
        }
        if sum(below.values()) > sum(above.values()):
            fixed = {unit: lows[unit] for unit in below}
        else:
            fixed = {unit: highs[unit] for unit in above}
        if not fixed:
            for unit in free:
                shares[unit] = Fraction(pool * weights[unit], total)
            break
        for unit, bound in fixed.items():
            shares[unit] = Fraction(bound)
        pool -= sum(fixed.values())
        free = [unit for unit in free if unit not in fixed]
    return tuple(shares)


def _spread_evenly(
    units: Sequence[int], seats: int, lows: Sequence[int], highs: Sequence[int]
) -> dict[int, Fraction]:
    shares = bounded_shares([1] * len(units), seats, [lows[u] for u in units], [highs[u] for u in units])
    return dict(zip(units, shares, strict=True))
