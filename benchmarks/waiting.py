"""How long a clerk waits for paper: ballots as PDF, all Word papers, the whole archive; for `moxi --help`; and
from the last paper typed to the result on a sheet to be read and signed: the count and its report, a minute together.

The workbook is that of a finished election: 27 candidates, 41 delegates, both entries of every vote.  What is allowed stands
beside each figure; exit status 1 when one is exceeded.  Quiet cores, please: the times are a clock's.

    python benchmarks/waiting.py
"""

from __future__ import annotations

import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path += [str(ROOT), *(str(ROOT / "tests" / room) for room in ("", "actions", "papers"))]

from paper_desk import finished_file, ready_file  # noqa: E402 - an election ready made, from the tests


def spent(*words: object) -> tuple[float, float]:
    """Wall and processor seconds of a `moxi` process with all that it starts."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "pyxl", *map(str, words)], capture_output=True, check=False, cwd=ROOT
    )
    assert done.returncode in (0, 1), done.stderr.decode()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - start, used


def main() -> bool:
    """Print the figures; whether all are within what is allowed."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        before, after = folder / "会前.xlsm", folder / "会后.xlsm"
        shutil.copy(ready_file(), before)
        shutil.copy(finished_file(), after)
        presses = [
            ("--version", 0.3, ("--version",)),
            ("--help", 0.3, ("--help",)),
            ("ballots --pdf", 6, ("ballots", before, "--pdf", folder / "选票")),
            ("papers", 5, ("papers", after, "--out", folder / "公文")),
            ("count", 30, ("count", after)),
            ("its report", 30, ("papers", after, "--out", folder / "报告单", "--only", "计票结果报告单")),
            ("archive", 20, ("archive", after, "--out", folder / "归档")),
        ]
        within = True
        for label, most, words in presses:
            wall, used = spent(*words)
            print(f"{label:<16}{wall:6.2f} s of {most} allowed, {used:6.2f} s of processor", flush=True)
            within = within and wall <= most
        for made in ("选票", "公文", "归档"):
            print(f"{made}: {sum(path.is_file() for path in (folder / made).rglob('*'))} files")
    return within


if __name__ == "__main__":
    sys.exit(not main())
