"""`moxi new` copies the workbook that ships, and takes the macros out of it for a plain one."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest

from pyxl.actions.fresh import shipped
from pyxl.book.declared.sheets import SHEETS
from pyxl.hosts.files.packing import unpack
from tests.actions.clerk import cells
from tests.validators import audit_errors, microsoft_errors

REPOSITORY = Path(__file__).parents[2]
REAL = shipped.shipped_bytes
"""The real one: in tests `moxi new` begins as the present build."""
SHIPPED = REPOSITORY / "workbook" / "Moxi_Reform.xlsm"


@pytest.mark.process
def test_a_new_workbook_is_the_shipped_one_and_nothing_is_built(tmp_path):
    script = (
        "import sys; from pyxl.cli import main; status = main(['new', sys.argv[1]]);"
        "sys.exit(status or bool({'xlsxwriter', 'pyopenvba'} & set(sys.modules)))"
    )
    path = tmp_path / "new.xlsm"
    subprocess.run(
        [sys.executable, "-c", script, path], check=True, cwd=REPOSITORY, stdout=subprocess.DEVNULL
    )
    assert path.read_bytes() == SHIPPED.read_bytes()


def test_a_plain_one_has_every_sheet_and_nothing_that_runs(moxi, tmp_path):
    path = tmp_path / "new.xlsx"
    assert moxi("new", path)[0] == 0
    parts = unpack(path.read_bytes())
    assert not [name for name in parts if "vba" in name.lower() or "customUI" in name]
    assert not [
        name for name, content in parts.items() if b"vbaProject" in content or b"macroEnabled" in content
    ]
    assert sum(name.startswith("xl/worksheets/sheet") for name in parts) == len(SHEETS)
    assert audit_errors(path) == []


@pytest.mark.validator
def test_microsofts_validator_takes_the_plain_one(moxi, tmp_path):
    path = tmp_path / "new.xlsx"
    moxi("new", path, "--town", "样例镇")
    assert microsoft_errors(path) == []


def test_nothing_of_another_year_stands_in_another_towns_workbook(moxi, tmp_path):
    """The example's days begin today: on the first morning no task is overdue."""
    path = tmp_path / "new.xlsx"
    before = dt.date.today()
    moxi("new", path, "--town", "样例镇")
    seen = [
        (sheet, value)
        for sheet, rows in cells(path).items()
        for row in rows
        for value in row
        if value is not None
    ]
    days = [value.date() for sheet, value in seen if isinstance(value, dt.datetime)]
    assert len(days) == 12 and min(days) >= before
    assert not [(sheet, value) for sheet, value in seen if "2017" in str(value)]


def test_an_incomplete_installation_says_so(moxi, tmp_path, monkeypatch):
    monkeypatch.setattr(shipped, "shipped_bytes", REAL)
    monkeypatch.setattr(shipped, "NAME", "nowhere.xlsm")
    status, _, errors = moxi("new", tmp_path / "new.xlsm")
    assert status == 2 and "安装不完整" in errors
    assert not (tmp_path / "new.xlsm").exists()


def test_the_format_is_the_files_ending(moxi, tmp_path):
    assert moxi("new", tmp_path / "磨溪镇", "--format", "xlsx")[0] == 0
    assert [name for name in unpack((tmp_path / "磨溪镇.xlsx").read_bytes()) if "vba" in name.lower()] == []
    assert moxi("new", tmp_path / "另一镇.xlsm", "--format", "xlsm")[0] == 0
    status, _, said = moxi("new", tmp_path / "乙.xlsm", "--format", "xlsx")
    assert status == 2 and "不一致" in said and not (tmp_path / "乙.xlsm").exists()
