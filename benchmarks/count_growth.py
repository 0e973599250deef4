"""The count paper by paper as it grows: rows of 逐票 from 270 to 27,000, seconds, and the factor for ten times the rows.

python benchmarks/count_growth.py
"""

from __future__ import annotations

import sys
import time

SIZES = (270, 2_700, 27_000)
CANDIDATES = 27


def measure(rows: int) -> float:
    """Seconds of processor time for both entries, read, compared and decided."""
    from pyxl.rules.count import decide_all, read_returns
    from pyxl.rules.plan import Settings

    voters = rows // CANDIDATES
    names = [f"候选{chr(0x4E00 + number)}" for number in range(CANDIDATES)]
    papers = [
        {
            "选举": "执委",
            "录入": entry,
            "票号": paper,
            "姓名": name,
            "意见": "○" if (paper + at) % CANDIDATES < 25 else "×",
        }
        for entry in "甲乙"
        for paper in range(1, voters + 1)
        for at, name in enumerate(names)
    ]
    turnout = [
        {
            "选举": "执委",
            "录入": entry,
            "应到": voters,
            "实到": voters,
            "印制": voters,
            "发出": voters,
            "收回": voters,
            "有效": voters,
            "无效": 0,
        }
        for entry in "甲乙"
    ]
    settings = Settings(delegate_seats=voters)
    begin = time.process_time()
    results = decide_all(read_returns(turnout, (), papers, settings), {"执委": names}, settings)
    assert results[0].valid, results[0].problems
    return time.process_time() - begin


def lines() -> list[str]:
    """What was measured, in Markdown."""
    measure(SIZES[0])
    taken = {rows: measure(rows) for rows in SIZES}
    first, middle, last = taken.values()
    told = "; ".join(f"{rows:,} rows an entry {seconds:.2f} s" for rows, seconds in taken.items())
    return [f"{told}. Ten times the rows: ×{middle / first:.1f}, ×{last / middle:.1f} (10 is linear)."]


if __name__ == "__main__":
    print("\n".join(lines()))
    sys.exit()
