"""The five recipes of CONTRIBUTING.md, followed to the letter on a copy of the repository."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = pytest.mark.process

ROOT = Path(__file__).resolve().parent.parent
STEP = re.compile(
    r"(?:New file `(?P<new>[^`]+)`|In `(?P<old>[^`]+)`, (?P<where>before|behind)(?: the first)? `(?P<anchor>[^`]+)`):\n\n"
    r"```\w+\n(?P<text>.*?)```\n",
    re.DOTALL,
)


def follow(recipes: str, house: Path) -> int:
    """Do what the text says; how many steps there were."""
    steps = list(STEP.finditer(recipes))
    for step in steps:
        if step["new"]:
            (house / step["new"]).write_text(step["text"], "utf-8")
            continue
        file = house / step["old"]
        text = file.read_text("utf-8")
        at = text.index(step["anchor"])
        at = at if step["where"] == "before" else text.index("\n", at) + 1
        file.write_text(text[:at] + step["text"] + text[at:], "utf-8")
    return len(steps)


@pytest.fixture(scope="module")
def moxi(tmp_path_factory) -> Callable[..., object]:
    """Python in the copy, where all five recipes have been followed and the workbook was built."""
    house = tmp_path_factory.mktemp("house")
    for name in ("pyxl", "macros", "templates", "scripts"):
        shutil.copytree(ROOT / name, house / name, ignore=shutil.ignore_patterns("__pycache__"))
    assert follow((ROOT / "CONTRIBUTING.md").read_text("utf-8"), house) == 16

    def python(*words: str) -> str:
        done = subprocess.run(
            [sys.executable, *words], cwd=house, capture_output=True, text=True, encoding="utf-8", check=False,
            env={**os.environ, "PYTHONPATH": str(house), "PYTHONUTF8": "1"},
        )  # fmt: skip
        assert done.returncode in (0, 1) and "Traceback" not in done.stderr, done.stderr
        return done.stdout

    def command(*words: str) -> object:
        return json.loads(python("-m", "pyxl", *words, "--json"))

    python("scripts/make_templates.py")
    command("build")
    command("new", "town.xlsm", "--sample")
    (house / "short.csv").write_text("姓名,性别,联系电话\n王样例,女,12345\n", "utf-8")
    return command


def test_a_rule_finds_and_has_its_level(moxi):
    assert moxi("set", "town.xlsm", "PHONE级别=警告")["settings"] == {"PHONE级别": "警告"}
    moxi("import", "town.xlsm", "候选人", "short.csv")
    found = [f for f in moxi("check", "town.xlsm")["findings"] if f["code"] == "PHONE"]
    assert [(f["severity"], f["name"]) for f in found] == [("warning", "王样例")]


def test_a_button_is_a_command(moxi):
    assert moxi("people", "town.xlsm")["people"]["候选人"] > 0


def test_a_paper_is_made_or_missed(moxi):
    answer = moxi("papers", "town.xlsm", "--out", "papers")
    assert "感谢信" in {paper["name"] for paper in (*answer["papers"], *answer["missing"])}


def test_a_column_stands_in_the_table(moxi):
    assert "衣服尺码" in moxi("export", "town.xlsm", "候选人")["rows"][0]


def test_a_method_is_counted_beside_the_others(moxi):
    assert "imperiali" in moxi("quota", "town.xlsm")["methods"]
