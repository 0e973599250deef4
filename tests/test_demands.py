"""docs/demands.md is true as far as a test can read it: what it names is there."""

from __future__ import annotations

import re
from pathlib import Path

from pyxl.actions import COMMANDS
from pyxl.book.declared import TABLES
from pyxl.book.declared.sheets import SHEETS
from pyxl.papers.kinds import PAPERS
from pyxl.rules.check import RULES
from pyxl.rules.plan import BY_KEY

ROOT = Path(__file__).resolve().parent.parent
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in (ROOT / "docs/demands.md").read_text("utf-8").splitlines()
    if line.startswith("|") and not line.startswith(("|---", "| clause", "| demand"))
]


def named(pattern: str, column: int | None = None) -> list[str]:
    cells = [cell for row in ROWS for cell in (row if column is None else row[column : column + 1])]
    return [found for cell in cells for found in re.findall(pattern, cell)]


def test_every_test_that_is_named_is_there():
    """A bare name stands in the folder of the one before it."""
    assert len(ROWS) > 40
    for row in ROWS:
        folder = ""
        for found in re.finditer(
            r"(tests/[\w/]*/|tests/)?(test_[\w*]+\.py)|(tests/[\w/]+/)(?=$|[ ,])", row[-1]
        ):
            folder = found[1] or folder
            pattern = found[3] or f"{folder}{found[2]}"
            assert [*ROOT.glob(pattern.rstrip("/"))], (row[0], pattern)


def test_every_row_says_what_holds_it():
    assert [row for row in ROWS if row[-1] == "" or row[-1] == "met"] == []


def test_commands_rules_tables_and_settings_are_there():
    assert set(named(r"`moxi (\w+)")) <= COMMANDS.keys()
    codes = {rule.code for rule in RULES}
    for code in named(r"[Rr]ules? ([A-Z]+(?:-[A-Z]+)?)(?!-?\*)\b"):
        assert code in codes, code
    known = {*TABLES, *(sheet.name for sheet in SHEETS), *(paper.name for paper in PAPERS)}
    for tables in named(r"表 ([\u4e00-\u9fff]+(?:, [\u4e00-\u9fff]+)*)"):
        assert set(tables.split(", ")) <= known, tables


def test_settings_of_real_rules_are_settings():
    document = (ROOT / "docs/demands.md").read_text("utf-8")
    section = document.partition("## Real election rules")[2].partition("\n## ")[0]
    rows = [line.strip("|").split("|") for line in section.splitlines() if line.startswith("| ")][1:]
    assert len(rows) >= 10
    for row in rows:
        for key in re.findall(r"[\u4e00-\u9fff]+", row[1]):
            assert key in BY_KEY, key
