"""Runs the comparisons with other tools and writes docs/benchmarks.md: `python3 run.py bench [NAME ...]`.

A machine that does other work slows both sides of a ratio alike; seconds are only of the machine that the page names.
"""

from __future__ import annotations

import datetime as dt
import importlib
import os
import platform
import sys
from pathlib import Path

PAGE = Path(__file__).resolve().parents[1] / "docs" / "benchmarks.md"
COMPARISONS = {
    "district": "The district's merge",
    "check_against_pandera": "The check of 100,000 rows",
    "apportion_against_pypi": "Apportionment of 10,000 units",
    "count_growth": "The count, from 270 to 27,000 papers' rows",
}
"""Module of this folder -> its heading; each has `lines()`."""


def main(names: list[str]) -> None:
    """Measure and write; with names only these, and the page keeps what it says of the others."""
    kept = _sections(PAGE.read_text("utf-8")) if PAGE.exists() else {}
    machine = f"Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} processors, {dt.date.today():%Y-%m-%d}"
    for name, heading in COMPARISONS.items():
        if not names or name in names:
            print(heading, flush=True)
            body = importlib.import_module(f"benchmarks.{name}").lines()
            kept[heading] = "\n".join([f"`python -m benchmarks.{name}` ({machine})", "", *body])
            text = "# Benchmarks\n\nWritten by `python3 run.py bench`; the scripts are in `benchmarks/`.\n"
            text += "".join(
                f"\n## {heading}\n\n{kept[heading]}\n" for heading in COMPARISONS.values() if heading in kept
            )
            PAGE.write_text(text, encoding="utf-8")


def _sections(text: str) -> dict[str, str]:
    parts = text.split("\n## ")[1:]
    return {part.partition("\n")[0]: part.partition("\n")[2].strip() for part in parts}


if __name__ == "__main__":
    main(sys.argv[1:])
