"""The district's merge: N submissions against the loops that somebody would write instead, and a second merge.

python benchmarks/district.py [N ...]     sizes, by default 100 and 1000; all figures come from one run.

Compared: pandas.read_excel with openpyxl over the same sheets, one file after the other (measured on a sample), and bare
calamine in two processes, which reads the cells and knows nothing of what they say.
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
import resource, sys
from pyxl.__main__ import run
sys.argv = ["moxi", "merge", {inbox!r}, "--out", {out!r}]
run()
for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN):
    print(resource.getrusage(who).ru_maxrss // 1024)
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


def merge(inbox: Path, out: Path) -> tuple[float, int]:
    """Seconds of a merge by the command, and the parent's most memory in MB."""
    begin = time.perf_counter()
    code = RUN.format(inbox=str(inbox), out=str(out))
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    parent, child = map(int, done.stdout.split()[-2:])
    merge.child = child  # type: ignore[attr-defined]
    return time.perf_counter() - begin, parent


def measure(folder: Path, size: int, report: list[str]) -> float:
    """One size; returns milliseconds for each file."""
    inbox, out = folder / f"in{size}", folder / f"out{size}" / "汇总.xlsx"
    out.parent.mkdir()
    with ProcessPoolExecutor(PROCESSES) as pool:
        list(pool.map(make, [(number, str(inbox)) for number in range(size)], chunksize=10))
    files = sorted(map(str, inbox.iterdir()))
    begin = time.perf_counter()
    for file in files[:SAMPLE]:
        by_pandas(file)
    loop = (time.perf_counter() - begin) / min(SAMPLE, size) * size
    with ProcessPoolExecutor(PROCESSES) as pool:
        begin = time.perf_counter()
        list(pool.map(by_calamine, files, chunksize=16))
        bare = time.perf_counter() - begin
    ours, parent = merge(inbox, out)
    with ProcessPoolExecutor(PROCESSES) as pool:
        list(pool.map(make, [(90_000 + number, str(inbox)) for number in range(3)]))
    again, _ = merge(inbox, out)
    report.append(
        f"| {size:,} | {ours:.1f} s ({ours / size * 1000:.0f} ms) | {loop:.1f} s | {loop / ours:.1f} | {bare:.1f} s | {ours / bare:.1f} "
        f"| {again:.1f} s | {parent} MB | {merge.child} MB |"  # type: ignore[attr-defined]
    )
    return ours / size * 1000


def lines(sizes: tuple[int, ...] = (100, 1000)) -> list[str]:
    """The table in Markdown."""
    report = [
        "| files | merge (each) | pandas loop | times faster | bare calamine, 2 processes | times slower | second merge, 3 new | parent | largest child |",
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
