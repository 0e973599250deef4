"""Reading 100,000 messy rows of an .xlsx into rows of 候选人, beside pandas.read_excel on the same file; 17 forms in one press.

python benchmarks/import_against_pandas.py [ROWS]

pandas gives the cells as they stand; ours also finds the header, reads dates and codes, and says what it left out.
Times are processor seconds of this process and its children, so that a busy machine tells the same.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pandas as pd
import xlsxwriter

from pyxl.actions.import_roster import _converters
from pyxl.book.declared import CANDIDATES
from pyxl.book.intake import read_roster, spec_of
from pyxl.cli import main as moxi
from pyxl.hosts.foreign import read_grids
from pyxl.rules.identity import SAMPLE_REGION, make_sample

HEADERS = (
    "序号",
    "姓　名",
    "性别",
    "民族",
    "身份证号码",
    "出生年月",
    "政治面貌",
    "学历",
    "工作单位",
    "职务",
    "手机",
    "备注",
    "籍贯",
)


def write_messy(path: Path, rows: int) -> None:
    """Invented people with dates in four forms, spaces in names, strokes for blanks, a column that we have not."""
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    page = book.add_worksheet("名册")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    page.write(0, 0, "磨溪镇花名册")
    page.write_row(1, 0, HEADERS)
    for at in range(rows):
        born = dt.date(1960, 1, 1) + dt.timedelta(days=at % 15_000)
        name = "王李张刘陈"[at % 5] + ("　" if at % 7 == 0 else "") + chr(0x4E00 + at // 5 % 3_000)
        forms = (f"{born}", f"{born.year}.{born.month}", f"{born.year}年{born.month}月{born.day}日")
        line = (at + 1, name, "女", ("汉族", "汉")[at % 2], make_sample(SAMPLE_REGION, born, 2 * (at % 400)))
        page.write_row(at + 2, 0, line)
        if at % 4 == 3:
            page.write_datetime(at + 2, 5, dt.datetime.combine(born, dt.time()), day)
        else:
            page.write_string(at + 2, 5, forms[at % 4])
        rest = (
            ("群众", "中共党员", "党员")[at % 3],
            ("高中", "大专", "本科")[at % 3],
            f"第{at % 500}村",
            "村民",
        )
        page.write_row(at + 2, 6, (*rest, f"1380000{at % 10_000:04d}", ("", "/", "无")[at % 3], "四川"))
    book.close()


def spent(work: Callable[[], object]) -> tuple[float, float]:
    """Processor seconds, those of children among them, and seconds by the clock."""
    before, begun = os.times(), time.perf_counter()
    work()
    after = os.times()
    return sum(after[:4]) - sum(before[:4]), time.perf_counter() - begun


def read_ours(path: Path) -> int:
    """From the file to rows with values."""
    return len(read_roster(read_grids(path), spec_of(CANDIDATES), _converters(CANDIDATES)).rows)


def returned_forms(folder: Path) -> tuple[Path, Path]:
    """A workbook, and its 17 forms with three people each."""
    file, forms = folder / "磨溪镇.xlsm", folder / "填报表"
    moxi(["new", str(file), "--sample", "--json"])
    moxi(["quota", str(file), "--json"])
    moxi(["forms", str(file), "--out", str(forms), "--json"])
    for at, path in enumerate(sorted(forms.glob("*.xlsx"))):
        book = openpyxl.load_workbook(path)
        for row in (4, 5, 6):
            born = dt.date(1980, 1, row)
            values = (
                f"甲{chr(0x4E00 + 10 * at + row)}",
                "女",
                "汉族",
                make_sample(SAMPLE_REGION, born, 2 * at),
                born,
            )
            for column, value in enumerate(values, 2):
                book["代表"].cell(row, column).value = value
        book.save(path)
    return file, forms


def main() -> None:
    """Write, measure, compare."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    folder = Path(tempfile.mkdtemp())
    try:
        messy = folder / "名册.xlsx"
        write_messy(messy, rows)
        ours = spent(lambda: read_ours(messy))
        theirs = spent(lambda: pd.read_excel(messy, header=1, dtype=str))
        print(
            f"{rows:,} rows: ours {ours[0]:.1f} s ({ours[1]:.1f} by the clock), pandas.read_excel {theirs[0]:.1f} s ({theirs[1]:.1f})"
        )
        file, forms = returned_forms(folder)
        press = spent(lambda: moxi(["import", str(file), "代表", str(forms), "--json"]))
        print(f"17 returned forms in one press: {press[0]:.1f} s ({press[1]:.1f} by the clock)")
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
