"""The handbook's tables are what the declarations say, and what the handbook names exists."""

from __future__ import annotations

import importlib
import re
import sys
from pathlib import Path

from pyxl.actions import COMMANDS
from pyxl.rules.check import RULES
from pyxl.rules.count.codes import CODES

ROOT = Path(__file__).resolve().parent.parent
PAGES = {name: (ROOT / name).read_text("utf-8") for name in ("README.md", "docs/手册.md")}


def test_the_tables_are_what_the_declarations_say(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    made = importlib.import_module("make_reference")
    try:
        assert made.DOCUMENT.read_text("utf-8") == made.reference(), "run python scripts/make_reference.py"
    finally:
        del sys.modules["make_reference"], sys.modules["remedies"]


def test_the_handbook_says_what_to_do_about_every_message(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    remedies = importlib.import_module("remedies")
    try:
        assert [rule.code for rule in RULES if not rule.remedy] == []
        assert set(remedies.COUNT) <= set(CODES)
        silent = {n for n, code in CODES.items() if "请" not in code.sentence and n not in remedies.COUNT}
        assert not silent, "neither the sentence nor the handbook says what to do"
    finally:
        del sys.modules["remedies"]


def test_every_command_that_a_page_names_exists():
    for page, text in PAGES.items():
        assert set(re.findall(r"\bmoxi ([a-z]+)\b(?! by)", text)) <= {*COMMANDS, "desk"}, page


def test_every_number_and_rule_that_a_page_names_exists():
    rules = {rule.code for rule in RULES}
    for page, text in PAGES.items():
        assert set(re.findall(r"\b[EW][1-9][0-9]{2}\b", text)) <= set(CODES), page
        assert set(re.findall(r"`((?:AGE|EDU)-[A-Z]+|ID-[A-Z]+)`", text)) <= rules, page
        assert {code.removesuffix("级别") for code in re.findall(r"[A-Z][A-Z-]+级别", text)} <= rules, page


def test_every_button_in_quotation_marks_after_press_exists():
    """按“校验候选人”: what the handbook tells the clerk to press is a button of the ribbon or of a program."""
    labels = set(re.findall(r'label="([^"]+)"', (ROOT / "macros" / "ribbon.xml").read_text("utf-8")))
    told = set(re.findall(r"(?:请按|再按|，按|。按|先按)“([^”]{2,6})”", PAGES["docs/手册.md"]))
    assert told <= labels, told - labels


def test_every_file_that_a_page_names_exists():
    for page, text in PAGES.items():
        for name in re.findall(r"`((?:pyxl|scripts|tests|docs|benchmarks|macros|templates)/[\w./-]*)`", text):
            assert (ROOT / name).exists(), f"{page}: {name}"
