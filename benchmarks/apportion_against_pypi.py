"""10,000 units by largest remainder: `apportion` in exact arithmetic beside PyPI's `apportionment` in floats.

python benchmarks/apportion_against_pypi.py [UNITS]
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Callable, Sequence


def seconds(work: Callable[[], object], runs: int = 5) -> float:
    """The median of several runs."""
    taken = []
    for _ in range(runs):
        begin = time.process_time()
        work()
        taken.append(time.process_time() - begin)
    return statistics.median(taken)


def misplaced(weights: Sequence[int], seats: int, given: Sequence[int]) -> int:
    """Units that lost a seat against the definition, in exact arithmetic.

    Largest remainder: each unit has its share rounded down or up, and nobody who was rounded down has a larger remainder
    than somebody who was rounded up.
    """
    total = sum(weights)
    parts = [divmod(seats * weight, total) for weight in weights]
    wrong = sum(got - whole not in (0, 1) for got, (whole, _) in zip(given, parts, strict=True))
    up = [rest for got, (whole, rest) in zip(given, parts, strict=True) if got > whole]
    least = min(up, default=0)
    down = (rest for got, (whole, rest) in zip(given, parts, strict=True) if got <= whole)
    return wrong + abs(sum(given) - seats) + sum(rest > least for rest in down)


def lines(units: int = 10_000) -> list[str]:
    """What was measured, in Markdown."""
    from apportionment.methods import compute

    from pyxl.rules.quota import apportion

    chance = random.Random(16)
    weights = [chance.randrange(50, 3_000) for _ in range(units)]
    seats, names = units * 3, [str(unit) for unit in range(units)]
    ours = seconds(lambda: apportion(weights, seats))
    theirs = seconds(lambda: compute("hamilton", weights, seats, parties=names, verbose=False))
    mine = apportion(weights, seats)
    other = compute("hamilton", weights, seats, parties=names, verbose=False)
    differ = sum(a != b for a, b in zip(mine.seats, other, strict=True))
    tie = (
        f"{len(mine.ties[0].units)} units with exactly equal claims for the last {mine.ties[0].seats_left}"
        if mine.ties
        else "no tie"
    )
    tied = [14, 14, 14, 18]
    return [
        f"{units:,} units, {seats:,} seats, largest remainder: ours {ours:.3f} s, `apportionment` {theirs:.3f} s, ratio {ours / theirs:.2f}.",
        "",
        f"The seats of {differ} units differ. Held against the definition in exact arithmetic, units that lost a seat to a smaller remainder: "
        f"ours {misplaced(weights, seats, mine.seats)}, theirs {misplaced(weights, seats, other)} ({tie}: in order of units, theirs gives these "
        f"seats before later units with larger remainders have theirs; ours gives them to the larger weight, then by lot or order, and says "
        f"so). With {tied} and 6 seats: ours {list(apportion(tied, 6).seats)}, and names the tie.",
    ]


if __name__ == "__main__":
    print("\n".join(lines(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)))
