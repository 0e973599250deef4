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


def run(program: str) -> None:
    subprocess.run([sys.executable, "-c", program], check=True)


@pytest.mark.process
def test_a_command_starts_without_pandas_which_can_still_be_imported_later():
    run(LEAN)


@pytest.mark.process
def test_no_press_loads_pandas_or_openpyxl():
    run(RIBBON)


@pytest.mark.process
def test_who_has_imported_pandas_keeps_it():
    run(ORDINARY)
