"""How long LibreOffice takes to open and calculate 2,000 candidates with the live check's formulas, and without.

    PYTHONPATH=tests:tests/book/building python benchmarks/live_recalculation.py     # from the repository's folder

Printed are the seconds of both, and how many times as long the formulas make it; twice is what was aimed at.
"""

from __future__ import annotations

import datetime as dt
import tempfile
import time
from pathlib import Path

from test_live_columns import candidate

from pyxl.actions.fresh import blank
from pyxl.book.building.live_content import LiveContent
from pyxl.book.table_writing import replace_rows
from pyxl.book.workbook import Workbook
from pyxl.hosts.engine.opening import open_closed
from tests.libreoffice import calculating, drive_all, loading

CANDIDATES = 2_000


def main() -> float:
    """Measure both; returns the ratio."""
    born = dt.date(1970, 1, 1)
    people = [candidate(number % 400, born + dt.timedelta(days=number)) for number in range(CANDIDATES)]
    taken = []
    with tempfile.TemporaryDirectory() as folder:
        live = _filled(Path(folder) / "live.xlsx", people)
        blank.live_content = LiveContent
        for path in (live, _filled(Path(folder) / "bare.xlsx", people)):
            start = time.perf_counter()
            within = drive_all([(path, [loading(), calculating()])])[0]
            taken.append(time.perf_counter() - start)
            print(f"{path.stem}: {taken[-1]:.2f} s; loading {within[0]:.2f}, calculating {within[1]:.2f}")
    print(f"{taken[0] / taken[1]:.2f} times")
    return taken[0] / taken[1]


def _filled(path: Path, people: list[dict[str, object]]) -> Path:
    path.write_bytes(blank.blank_workbook(with_macros=False))
    with open_closed(path) as book:
        workbook = Workbook(book)
        replace_rows(workbook.region("单位"), [{"单位": "丁坪村", "分配名额": 41}])
        replace_rows(workbook.region("候选人"), people)  # type: ignore[arg-type]
        book.save()
    return path


if __name__ == "__main__":
    main()
