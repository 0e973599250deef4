"""Has LibreOffice calculate the built workbook and keeps the values of its formulas as data beside the build.

A formula whose value changes with today's date gets none: the workbook is calculated for a row of days, and
only what is the same on all of them is kept.  Run `python -m scripts.make_values` after a change of the
workbook's texts or formulas, then `moxi build`; `tests/book/building/test_ready_values.py` says when it is due.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
import tempfile
from pathlib import Path

from pyxl.actions.fresh.blank import uncalculated_workbook
from pyxl.book.building.ready_values import DATA, PARTS, gathered, state_of
from pyxl.hosts.addresses import Area, bounds, parse_areas
from pyxl.hosts.engine.opening import open_closed
from pyxl.hosts.files.packing import pack
from pyxl.hosts.package.sheet.cached_values import Value, formula_cells
from tests.libreoffice import Step, drive, fill, recalculate, values_of

_DAYS_OF_2017 = "11-01 11-20 11-25 11-26 11-30 12-03 12-05 12-06 12-10 12-11".split()
DAYS = (
    *(dt.date.fromisoformat(f"2017-{day}") for day in _DAYS_OF_2017),
    dt.date(2018, 1, 1),
    dt.date(2031, 6, 30),
)
"""Days before, at the borders of, within and after each phase of the plan."""
EPOCH = dt.date(1899, 12, 30)


def main() -> int:
    """Calculate, compare the days, write the data."""
    parts = uncalculated_workbook()
    cells = {
        name: [a for text in formula_cells(parts[part]) for a in parse_areas(text)]
        for name, part in PARTS.items()
    }
    areas = {name: area for name, found in cells.items() if (area := bounds(found))}
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder, "built.xlsm")
        book.write_bytes(pack(parts))
        looks = [values_of(f"{name}!{area.address()}") for name, area in areas.items()]
        setting = f"方案设置!{_today_setting(book)}"
        steps: list[Step] = [recalculate(), *looks]
        for day in DAYS:
            steps += [fill(setting, [[(day - EPOCH).days]]), recalculate(), *looks]
        answers = drive(book, *steps)
    first, *later = _runs(answers, len(looks))
    kept = {}
    for at, (name, area) in enumerate(areas.items()):
        values = {
            (cell.left, cell.top): value
            for cell in cells[name]
            if (value := _steady(cell, area, first[at], [run[at] for run in later])) is not None
        }
        kept[name] = gathered(values)
        print(f"{name}: {len(values)} of {len(cells[name])}")
    text = json.dumps({"state": state_of(parts), "sheets": kept}, ensure_ascii=False, indent=0)
    DATA.write_text(text + "\n", "utf-8")
    return 0


def _today_setting(book: Path) -> str:
    """The cell of the setting that stands for today."""
    with open_closed(book, read_only=True) as opened:
        keys = opened.sheets["方案设置"].range("A4:A200").value
    return f"B{keys.index('今日') + 4}"


def _runs(answers: list, looks: int) -> list[list]:
    """The grids of each calculation, without the answers of the other steps."""
    runs, at = [answers[1 : 1 + looks]], 1 + looks
    while at < len(answers):
        runs.append(answers[at + 2 : at + 2 + looks])
        at += 2 + looks
    return runs


def _steady(cell: Area, area: Area, first: list, later: list[list]) -> Value:
    """The value without a set day, if the day makes no difference to it."""
    row, column = cell.top - area.top, cell.left - area.left
    on_days = {grid[row][column] for grid in later}
    return first[row][column] if len(on_days) == 1 else None


if __name__ == "__main__":
    sys.exit(main())
