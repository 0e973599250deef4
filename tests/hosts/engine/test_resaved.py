"""Workbooks that other programs have saved: openpyxl's and LibreOffice's spelling of a package."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import warnings
from pathlib import Path

import openpyxl
import pytest

from pyxl.hosts.engine.opening import open_closed
from pyxl.hosts.package.sheet.cached_values import without_values
from tests import libreoffice
from tests.hosts import samples
from tests.validators import audit_errors


def by_openpyxl(source: Path, target: Path) -> Path:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        openpyxl.load_workbook(source).save(target)
    return target


def by_libreoffice(source: Path, target: Path) -> Path:
    libreoffice.drive(source, libreoffice.save(target))
    return target


def complaints(path: Path) -> set[str]:
    """What the auditor has against a file, without the numbers of cells that it counted."""
    return {re.sub(r"\d+", "n", text) for text in audit_errors(path)}


def work(path: Path) -> dict[str, bytes]:
    """Read a table, add a row, save; everything else must stand.  Returns the parts as they were."""
    before = samples.parts(path)
    book = open_closed(path)
    sheet = book.sheets["候选人"]
    table = sheet.tables["候选人"]
    assert table.header_row_range.value == samples.HEADERS
    assert table.data_body_range.value[2][:5] == [
        3.0, "样例丙", "510904199003030024", dt.datetime(1990, 3, 3), "福埝村",
    ]  # fmt: skip
    assert book.sheets["汇总"]["E1"].value == "前粗后"
    table.resize(sheet["A3:F7"])
    table.data_body_range[3, :5].value = [4, "样例丁", "=1+1", dt.date(1995, 5, 5), None]
    book.save()
    return before


def check(path: Path, before: dict[str, bytes]) -> None:
    after = samples.parts(path)
    changed = {name for name in before if before[name] != after.get(name)}
    changed -= {name for name in changed if after.get(name) == without_values(before[name])}
    sheet = next(name for name in changed if "worksheets/" in name)
    table = next(name for name in changed if "tables/" in name)
    dropped = {"xl/calcChain.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml"}
    assert changed <= {sheet, table, "xl/workbook.xml", "xl/styles.xml", *dropped}
    row = open_closed(path).sheets["候选人"].tables["候选人"].data_body_range[3, :].value
    assert row[:5] == [4.0, "样例丁", "=1+1", dt.datetime(1995, 5, 5), None]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        cells = openpyxl.load_workbook(path)["候选人"]
    assert (cells["C7"].value, cells["C7"].data_type, cells["C7"].number_format) == ("=1+1", "s", "@")
    assert cells.tables["候选人"].ref == "A3:F7"


def test_saved_by_openpyxl(tmp_path: Path) -> None:
    path = by_openpyxl(samples.rich(tmp_path / "rich.xlsx"), tmp_path / "样例.xlsx")
    known = complaints(path)
    check(path, work(path))
    assert complaints(path) == known


@pytest.mark.libreoffice
@pytest.mark.parametrize("ending", [".xlsx", ".xlsm"])
def test_saved_by_libreoffice(tmp_path: Path, ending: str) -> None:
    path = by_libreoffice(samples.rich(tmp_path / "rich.xlsx"), tmp_path / f"样例{ending}")
    known = complaints(path)
    check(path, work(path))
    assert complaints(path) <= known


@pytest.mark.libreoffice
def test_libreoffice_calculates_what_was_written(tmp_path: Path) -> None:
    """LibreOffice as an oracle: the values it reads, and the formulas of new rows, calculated."""
    path = samples.rich(tmp_path / "样例.xlsx")
    work(path)
    book = open_closed(path)
    book.sheets["汇总"]["B5"].formula = '=COUNTIF(候选人!B4:B7,"样例*")'
    book.save()
    copy = shutil.copy(path, tmp_path / "copy.xlsx")
    _, people, totals = libreoffice.drive(
        Path(copy),
        libreoffice.recalculate(),
        libreoffice.values_of("候选人!A4:F7"),
        libreoffice.values_of("汇总!B1:B5"),
    )
    assert [row[1] for row in people] == ["样例甲", "样例乙", "样例丙", "样例丁"]
    assert people[3] == [4.0, "样例丁", "=1+1", 34824.0, "", 3.0]
    assert totals[0] == [6.0]
    assert totals[4] == [4.0]
