"""The lean start of a command: xlwings without pandas, and nothing lost for anybody else."""

from __future__ import annotations

import subprocess
import sys

import pytest

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
sys.exit(main(["desk", sys.argv[1], "--console"]))
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
def test_the_desk_of_a_town_needs_nothing_of_the_districts(sample):
    """The stick installs a town without the district's packages: there the desk shows the ribbon's buttons all the same."""
    done = subprocess.run(
        [sys.executable, "-c", TOWN, str(sample)], input="0\n", capture_output=True, text=True, encoding="utf-8", check=False
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    assert "校验候选人" in done.stdout and "汇总各镇" not in done.stdout


@pytest.mark.process
def test_who_has_imported_pandas_keeps_it():
    run(ORDINARY)
