"""What a new workbook costs: copying the shipped one (`moxi new`) beside building it, and with a town and with people.

    python benchmarks/new_workbook.py

Seconds, the best of three, each in a process of its own as on a desk.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 3
CASES = {
    "moxi build": ["build", "--out"],
    "moxi new x.xlsm": ["new"],
    "moxi new x.xlsm --town 样例镇": ["new", "--town", "样例镇"],
    "moxi new x.xlsm --sample": ["new", "--sample"],
}


def seconds(words: list[str]) -> float:
    """One run in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pyxl", *words, str(Path(folder, "x.xlsm"))]
        start = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        return time.perf_counter() - start


def main() -> int:
    """Print a line for each case."""
    for name, words in CASES.items():
        print(f"{name:36}{min(seconds(words) for _ in range(RUNS)):6.2f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
