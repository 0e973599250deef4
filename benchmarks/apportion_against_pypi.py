"""10,000 units by largest remainder: `apportion` in exact arithmetic beside PyPI's `apportionment` in floats.

python benchmarks/apportion_against_pypi.py [UNITS]
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Callable


def seconds(work: Callable[[], object], runs: int = 5) -> float:
    """The median of several runs."""
    taken = []
    for _ in range(runs):
        begin = time.process_time()
        work()
        taken.append(time.process_time() - begin)
    return statistics.median(taken)


def lines(units: int = 10_000) -> list[str]:
    """What was measured, in Markdown."""
    from apportionment.methods import compute

    from pyxl.rules.quota import apportion

    chance = random.Random(16)
    weights = [chance.randrange(50, 3_000) for _ in range(units)]
    seats, names = units * 3, [str(unit) for unit in range(units)]
    ours = seconds(lambda: apportion(weights, seats))
    theirs = seconds(lambda: compute("hamilton", weights, seats, parties=names, verbose=False))
    same = list(apportion(weights, seats).seats) == list(
        compute("hamilton", weights, seats, parties=names, verbose=False)
    )
    tied = [14, 14, 14, 18]
    return [
        f"{units:,} units, {seats:,} seats, largest remainder: ours {ours:.3f} s, `apportionment` {theirs:.3f} s, ratio {ours / theirs:.2f}; "
        f"same seats: {'yes' if same else 'no'}. With a tie ({tied}, 6 seats): ours {list(apportion(tied, 6).seats)} and names the tie.",
    ]


if __name__ == "__main__":
    print("\n".join(lines(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)))
