"""Import, check, quota and ballots on rosters of 27, 2,700 and 27,000 rows: seconds, and seconds per row.

python benchmarks/growth.py
"""

from __future__ import annotations

import csv
import datetime as dt
import tempfile
import time
from pathlib import Path

from pyxl.cli import main as moxi
from pyxl.rules.identity import SAMPLE_REGION, make_sample

SIZES = (27, 2_700, 27_000)
HEADERS = [
    *("姓名", "性别", "民族", "身份证号", "出生日期", "政治面貌", "文化程度", "单位", "职务"),
    *("界别", "体制", "拟任职务", "专兼职", "任职", "推荐方式"),
]


def write_roster(path: Path, rows: int) -> None:
    """A clean list of invented people."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADERS)
        for number in range(rows):
            born = dt.date(1970, 1, 1) + dt.timedelta(days=number % 9_000)
            identity = make_sample(SAMPLE_REGION, born, number // 9_000 * 2)
            name = "王李张刘陈"[number % 5] + chr(0x4E00 + number // 5 % 3_000) + chr(0x4E00 + number % 2_999)
            post = ["女", "汉族", identity, born.isoformat(), "群众", "高中", f"第{number % 500}村", "村民"]
            writer.writerow([name, *post, "女致富能手", "体制外", "执委", "兼职", "新推荐", "组织推荐"])


def write_units(path: Path, rows: int) -> None:
    """As many units as the roster has rows, so that quotas grow with it."""
    lines = ["单位,妇女人数", *(f"第{number}村,{300 + number % 700}" for number in range(rows))]
    path.write_text("\n".join(lines), encoding="utf-8")


def timed(*words: str) -> float:
    """Seconds that a command takes in this process."""
    start = time.perf_counter()
    status = moxi([*words, "--json"])
    assert status in (0, 1), words
    return time.perf_counter() - start


def measure(rows: int, folder: Path) -> dict[str, float]:
    """Seconds of each action on `rows` candidates and as many units."""
    book, roster, units = folder / f"{rows}.xlsm", folder / f"{rows}.csv", folder / f"{rows}-units.csv"
    write_roster(roster, rows)
    write_units(units, rows)
    moxi(["new", str(book), "--json"])
    return {
        "import": timed("import", str(book), "候选人", str(roster)),
        "import units": timed("import", str(book), "单位", str(units)),
        "check": timed("check", str(book)),
        "quota": timed("quota", str(book)),
        "ballots": timed("ballots", str(book)),
    }


def main() -> dict[int, dict[str, float]]:
    """Measure every size."""
    with tempfile.TemporaryDirectory() as folder:
        return {rows: measure(rows, Path(folder)) for rows in SIZES}


if __name__ == "__main__":
    import contextlib
    import io

    with contextlib.redirect_stdout(io.StringIO()):
        figures = main()
    print("action".ljust(14) + "".join(f"{rows:>10,} rows" for rows in SIZES) + "   ms a row at the largest")
    for action in next(iter(figures.values())):
        cells = "".join(f"{figures[rows][action]:>13.2f} s" for rows in SIZES)
        print(action.ljust(14) + cells + f"{figures[SIZES[-1]][action] / SIZES[-1] * 1000:>14.3f}")
