"""The lean start of a command: xlwings without pandas, and nothing lost for anybody else."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys

import pytest

from pyxl.district.result.book import Result, write_result
from pyxl.district.result.settings import DistrictSettings

LEAN = """
import sys
from pyxl.hosts.lean_start import OPTIONAL, import_xlwings
import_xlwings()
assert "xlwings" in sys.modules and not set(OPTIONAL) & set(sys.modules), sorted(set(OPTIONAL) & set(sys.modules))
import pandas
assert pandas.DataFrame({"a": [1]}).shape == (1, 1)
"""
RIBBON = """
import sys, pyxl.ribbon
from pyxl.actions import COMMANDS, load
for name in COMMANDS: load(name)
never = {"pandas", "numpy", "openpyxl"} & set(sys.modules)
assert not never, never
"""
MERGE = """
import sys
from pyxl.hosts.lean_start import import_xlwings
import_xlwings()
import pyxl.actions.merge, pyxl.district.merging, pyxl.district.result_sheets
never = {"pandas", "numpy", "pydantic", "xlsxwriter", "openpyxl", "msoffcrypto"} & set(sys.modules)
assert not never, never
"""
CHILD = """
import sys
from pyxl.hosts.lean_start import do_without
do_without()
import pyxl.hosts.bounded, pyxl.district.result_sheets
never = {"xlwings", "pydantic", "xlsxwriter", "msoffcrypto", "pyxl.rules"} & set(sys.modules)
assert not never, never
"""
ORDINARY = """
import sys, pandas, xlwings
from pyxl.hosts.lean_start import import_xlwings
import_xlwings()
assert sys.modules["pandas"] is pandas and xlwings.conversion.pd is pandas
"""


TOWN = """
import re, sys
from pathlib import Path
import pyxl
text = (Path(pyxl.__file__).parent / "stick/locked/district.txt").read_text("utf-8")
absent = {name.replace("-", "_").lower() for name in re.findall(r"(?m)^([A-Za-z0-9-]+)==", text)}
assert {"pydantic", "pandas"} <= absent
class NotInstalled:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in absent: raise ImportError(f"{name} is not on a town's desk")
sys.meta_path.insert(0, NotInstalled())
from pyxl.cli import main
sys.exit(main(sys.argv[1:]))
"""


def run(program: str) -> None:
    subprocess.run([sys.executable, "-c", program], check=True)


@pytest.mark.process
def test_a_command_starts_without_pandas_which_can_still_be_imported_later():
    run(LEAN)


@pytest.mark.process
def test_no_press_loads_pandas_or_openpyxl():
    run(RIBBON)


@pytest.mark.process
@pytest.mark.parametrize(
    "program", [MERGE, CHILD], ids=["the process that was asked", "the one that reads the result before"]
)
def test_a_merge_s_small_processes_import_nothing_of_the_large_ones(program):
    run(program)


@pytest.mark.process
def test_the_desk_of_a_town_needs_nothing_of_the_districts(sample):
    """The stick installs a town without the district's packages: there the desk shows the ribbon's buttons all the same."""
    done = subprocess.run(
        [sys.executable, "-c", TOWN, "desk", str(sample), "--console"], input="0\n", capture_output=True, text=True, encoding="utf-8", check=False
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    assert "校验候选人" in done.stdout and "汇总各镇" not in done.stdout


@pytest.mark.process
def test_a_districts_workbook_on_a_towns_desk_says_what_to_do(tmp_path):
    """The workbook opens and shows its button; the press, and both commands, say where it can be done."""
    file = tmp_path / "样区汇总.xlsx"
    write_result(file, Result(DistrictSettings(), (), {}, dt.datetime(2017, 12, 8)), lambda sha: ())
    (tmp_path / "收件").mkdir()
    before = file.read_bytes()
    presses = {
        ("desk", str(file), "--console"): "1\n0\n",
        ("report", str(file)): "",
        ("merge", str(tmp_path / "收件"), "--out", str(file)): "",
        ("new", str(tmp_path / "新.xlsx"), "--district"): "",
    }
    for words, typed in presses.items():
        done = subprocess.run(
            [sys.executable, "-c", TOWN, *words], input=typed, capture_output=True, text=True, encoding="utf-8", check=False
        )  # fmt: skip
        said = done.stdout + done.stderr
        assert "这台电脑只装了镇里用的部分" in said and "安装盘" in said, (words, said[-2000:])
        assert "差错" not in said and "缺少" not in said
    assert file.read_bytes() == before and not (tmp_path / "新.xlsx").exists()


@pytest.mark.process
def test_who_has_imported_pandas_keeps_it():
    run(ORDINARY)
