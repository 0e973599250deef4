"""The built workbook before the judges: two validators, olevba, the macro gate, LibreOffice."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from macro_gate import macro_problems
from validators import audit_errors, microsoft_errors

from pyxl.actions import COMMANDS
from pyxl.actions.fresh.blank import macro_sources
from pyxl.book.declared.sheets import SHEETS
from pyxl.hosts.files.packing import unpack
from tests.libreoffice import drive, texts

pytestmark = pytest.mark.process

REPOSITORY = Path(__file__).parents[3]
COMMITTED = REPOSITORY / "workbook" / "Moxi_Reform.xlsm"


@pytest.fixture
def built(blank_bytes: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "built.xlsm"
    path.write_bytes(blank_bytes)
    return path


@pytest.mark.validator
def test_microsofts_validator_finds_nothing(built):
    assert microsoft_errors(built) == []


def test_openxml_audit_finds_nothing(built):
    assert audit_errors(built) == []


def test_modules_callbacks_and_code_names(built):
    assert macro_problems(built, macro_sources(), set(COMMANDS)) == []


def test_the_committed_workbook_is_this_build(blank_bytes):
    committed, built = unpack(COMMITTED.read_bytes()), unpack(blank_bytes)
    different = sorted(
        name for name in committed.keys() | built.keys() if committed.get(name) != built.get(name)
    )
    assert different == [], "run `moxi build` and commit workbook/Moxi_Reform.xlsm"


def test_another_process_builds_the_same_bytes(blank_bytes, tmp_path):
    out = tmp_path / "again.xlsm"
    command = [sys.executable, "-m", "pyxl", "build", "--out", str(out)]
    environment = {"PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland", "LC_ALL": "C", "PATH": "/usr/bin:/bin"}
    subprocess.run(command, check=True, cwd=REPOSITORY, env=environment, stdout=subprocess.DEVNULL)
    assert out.read_bytes() == blank_bytes


@pytest.mark.slow
def test_a_plain_workbook_has_no_macros_and_is_valid(tmp_path):
    from pyxl.actions.fresh.blank import blank_workbook

    path = tmp_path / "plain.xlsx"
    path.write_bytes(blank_workbook(with_macros=False))
    assert not [name for name in unpack(path.read_bytes()) if "vba" in name.lower() or "customUI" in name]
    assert audit_errors(path) == []


@pytest.mark.libreoffice
def test_libreoffice_opens_every_sheet_and_calculates_the_front_page(sample):
    figures, title, *tops = drive(
        sample,
        texts("首页!B7:N7"),
        texts("首页!B1:B1"),
        *(texts(f"{sheet.name}!A1:B1") for sheet in SHEETS if not sheet.hidden),
    )
    assert [text for text in figures[0] if text] == ["17", "41 / 41", "41 / 41", "27 / 27", "59%"]
    assert title[0][0].startswith("安居区磨溪镇妇联选举")
    assert all(any(top[0]) for top in tops)


@pytest.mark.libreoffice
def test_drop_downs_offer_the_code_lists_in_libreoffice(sample):
    """The defined names behind the drop-downs hold what the lists say, the units included."""
    from pyxl.rules.person.codes import LISTS

    values = drive(sample, texts("代码表!A4:A5"), texts("单位!B4:B20"))
    assert [row[0] for row in values[0]] == list(LISTS["性别"].values)
    assert values[1][0][0] == "高千社区"
