"""The district's merge: N submissions against the loops that somebody would write instead, and a second merge.

python benchmarks/district.py [N ...]     sizes, by default 100 and 1000; all figures come from one run.

Compared: pandas.read_excel with openpyxl over the same sheets, one file after the other (measured on a sample), and bare
calamine, which reads the cells and knows nothing of what they say.  All are processor seconds, of a process and its
children, so that a busy machine tells the same; the loop has one processor, the merge and calamine share two.
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
import atexit, resource, sys, time
from pyxl.__main__ import run

def told():
    # After the workers have been waited for, so that all of their time counts.
    both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    most = [used.ru_maxrss // 1024 for used in both]
    try:  # ru_maxrss begins with what the process had that started this one
        with open("/proc/self/status") as status:
            most[0] = next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) // 1024
    except OSError:
        pass
    print(sum(used.ru_utime + used.ru_stime for used in both), time.monotonic() - begin, *most)

begin = time.monotonic()
atexit.register(told)
sys.argv = ["moxi", "merge", {inbox!r}, "--out", {out!r}]
run()
"""


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


def merge(inbox: Path, out: Path) -> tuple[float, float, int, int]:
    """Processor and wall seconds of a merge by the command, and the most memory of the parent and of a child, in MB."""
    code = RUN.format(inbox=str(inbox), out=str(out))
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    seconds, wall, parent, child = done.stdout.split()[-4:]
    return float(seconds), float(wall), int(parent), int(child)


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
    begin = time.process_time()
    for file in files:
        by_calamine(file)
    bare = time.process_time() - begin
    ours, _, parent, child = merge(inbox, out)
    for number in range(3):
        make((90_000 + number, str(inbox)))
    again, wall, *_ = merge(inbox, out)
    report.append(
        f"| {size:,} | {ours:.1f} s ({ours / size * 1000:.0f} ms) | {loop:.1f} s | {PROCESSES * loop / ours:.1f} | {bare:.1f} s "
        f"| {ours / bare:.1f} | {again:.1f} s ({wall:.1f} s) | {parent} MB | {child} MB |"
    )
    return ours / size * 1000


def lines(sizes: tuple[int, ...] = (100, 1000)) -> list[str]:
    """The table in Markdown."""
    report = [
        "| files | merge (each) | pandas loop | times faster on two processors | bare calamine | times slower | second merge, 3 new (wall) | parent | largest child |",
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
