"""The district's merge: N submissions against the loops that somebody would write instead, and a second merge.

python benchmarks/district.py [N ...]     sizes, by default 100 and 1000; all figures come from one run.

Compared: pandas.read_excel with openpyxl over the same sheets, one file after the other (measured on a sample), and bare
calamine in two processes, which reads the cells and knows nothing of what they say.  Both come as processor seconds, of a
process and its children, which a busy machine changes little, and as wall time, which is true on a quiet one.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT)]
SAMPLE = 40
"""Files that the slow loop is measured on."""
PROCESSES = 2
RUN = """
import atexit, sys
from pyxl.__main__ import run

def told():
    try:
        with open("/proc/self/status") as status:
            print("most", next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) // 1024)
    except OSError:
        print("most", 0)

atexit.register(told)
sys.argv = ["moxi", "merge", {inbox!r}, "--out", {out!r}]
run()
"""
"""The command, which says at its end how much memory it had itself."""
WATCH = """
import ctypes, os, resource, subprocess, sys, time

ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)  # whoever outlives the command becomes a child of this process, and is counted
begin = time.monotonic()
status = subprocess.run([sys.executable, "-c", sys.argv[1]]).returncode
wall = time.monotonic() - begin
try:
    while True:
        os.wait()
except ChildProcessError:
    pass
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print("used", used.ru_utime + used.ru_stime, wall, used.ru_maxrss // 1024)
sys.exit(status)
"""
"""Runs the command and waits for all processes that it started, theirs among them."""


def make(job: tuple[int, str]) -> None:
    """One town's submission, written by the project's own freeze."""
    from tests.district import towns

    number, folder = job
    towns.mailed(Path(folder), towns.frozen(f"样{number:05d}镇"), name=f"样{number:05d}镇.xlsx")


def by_pandas(path: str) -> int:
    """All sheets of a file as pandas reads them with openpyxl."""
    import pandas as pd

    return sum(map(len, pd.read_excel(path, sheet_name=None, header=2, engine="openpyxl").values()))


def by_calamine(path: str) -> int:
    """All cells of a file, and nothing of what they say."""
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(path)
    return sum(len(book.get_sheet_by_name(name).to_python()) for name in book.sheet_names)


def bare_calamine(files: list[str]) -> tuple[float, float]:
    """Processor and wall seconds of calamine in two processes."""
    before, begin = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    with ProcessPoolExecutor(PROCESSES) as pool:
        sum(pool.map(by_calamine, files, chunksize=10))
    wall, after = time.monotonic() - begin, resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall


def merge(inbox: Path, out: Path) -> tuple[float, float, int, int]:
    """Processor and wall seconds of a merge by the command, and the most memory of the command itself and of any of its processes, in MB."""
    code = RUN.format(inbox=str(inbox), out=str(out))
    done = subprocess.run(
        [sys.executable, "-c", WATCH, code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    told = {
        line.split()[0]: line.split()[1:] for line in done.stdout.splitlines() if line[:4] in ("most", "used")
    }
    seconds, wall, child = told["used"]
    return float(seconds), float(wall), int(told["most"][0]), int(child)


def measure(folder: Path, size: int, report: list[str]) -> float:
    """One size; returns milliseconds for each file."""
    inbox, out = folder / f"in{size}", folder / f"out{size}" / "汇总.xlsx"
    out.parent.mkdir()
    with ProcessPoolExecutor(PROCESSES) as pool:
        list(pool.map(make, [(number, str(inbox)) for number in range(size)], chunksize=10))
    files = sorted(map(str, inbox.iterdir()))
    by_pandas(files[0])
    begin = time.process_time()
    for file in files[:SAMPLE]:
        by_pandas(file)
    loop = (time.process_time() - begin) / min(SAMPLE, size) * size
    bare, bare_wall = bare_calamine(files)
    ours, ours_wall, parent, child = merge(inbox, out)
    for number in range(3):
        make((90_000 + number, str(inbox)))
    again, wall, *_ = merge(inbox, out)
    report.append(
        f"| {size:,} | {ours:.1f} s, {ours_wall:.1f} s ({ours / size * 1000:.0f} ms each) | {loop:.1f} s "
        f"| {PROCESSES * loop / ours:.1f}, {loop / ours_wall:.1f} | {bare:.1f} s, {bare_wall:.1f} s "
        f"| {ours / bare:.1f}, {ours_wall / bare_wall:.1f} | {again:.1f} s, {wall:.1f} s | {parent} MB | {child} MB |"
    )
    return ours / size * 1000


def lines(sizes: tuple[int, ...] = (100, 1000)) -> list[str]:
    """The table in Markdown."""
    report = [
        "Of two figures the first is processor time, the second wall time.",
        "",
        "| files | merge | pandas loop | times faster on two processors | bare calamine, two processes | times slower | second merge, 3 new | parent | largest process |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    with tempfile.TemporaryDirectory() as folder:
        each = [measure(Path(folder), size, report) for size in sizes]
    report.append("")
    report.append(
        f"Linear: {each[-1] / each[0]:.2f} times the time for each file at {sizes[-1]:,} as at {sizes[0]:,} (start-up included)."
    )
    return report


if __name__ == "__main__":
    print("\n".join(lines(tuple(map(int, sys.argv[1:])) or (100, 1000))))
    print(
        f"most memory of the benchmark itself: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB"
    )
