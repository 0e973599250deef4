"""`moxi check` beside what a user would pick instead, each as a whole process.

The other side imports xlwings, pandas and openpyxl, loads the same workbook with openpyxl and saves it: no
rule, no undo, no log.  The two run in turn, so that a machine whose speed drifts slows both; the median of
the pairwise ratios is printed.  Exit status 1 when it is above 1.

    python benchmarks/check_against_openpyxl.py [RUNS]
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

OTHER = """
import sys
import openpyxl, pandas, xlwings
book = openpyxl.load_workbook(sys.argv[1], keep_vba=True)
book.save(sys.argv[1])
"""


def seconds(*command: str) -> float:
    """Wall time of a process; `moxi check` of the sample exits with 1, since the sample has faults."""
    start = time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
    elapsed = time.perf_counter() - start
    assert done.returncode in (0, 1), command
    return elapsed


def main(runs: int) -> float:
    """Print the figures and return the median ratio."""
    with tempfile.TemporaryDirectory() as folder:
        ours, theirs = Path(folder, "ours.xlsm"), Path(folder, "theirs.xlsm")
        subprocess.run(
            [sys.executable, "-m", "pyxl", "new", str(ours), "--sample"],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        original = Path(shutil.copy(ours, Path(folder, "original.xlsm")))
        pairs = []
        for _ in range(runs + 1):
            shutil.copy(original, ours)
            shutil.copy(original, theirs)
            mine = seconds(sys.executable, "-m", "pyxl", "check", str(ours))
            pairs.append((mine, seconds(sys.executable, "-c", OTHER, str(theirs))))
        pairs = pairs[1:]  # the first warms the disk cache
    ratio = statistics.median(mine / other for mine, other in pairs)
    print(f"moxi check          {statistics.median(mine for mine, _ in pairs):.2f} s (median of {runs})")
    print(f"openpyxl load+save  {statistics.median(other for _, other in pairs):.2f} s")
    print(f"ratio               {ratio:.2f}")
    return ratio


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 7) > 1)
