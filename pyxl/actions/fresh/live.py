"""What the rules say by formula, as the builder of the workbook takes it."""

from __future__ import annotations

from collections import Counter

from pyxl.actions.fresh import live_rules as register
from pyxl.book.building import LiveContent, LiveRule, LiveStep, LiveTable
from pyxl.book.declared import LIVE_STEP, TABLES
from pyxl.book.workbook import SERIAL
from pyxl.rules.formulas import BAR, CODED, awkward_characters, words
from pyxl.words import Severity


def live_content() -> LiveContent:
    """The formulas of every live table, with the lists and values that they share."""
    signs = register.name_signs()
    return LiveContent(
        tables={name: _table(name) for name, declared in TABLES.items() if declared.live},
        once=tuple((once.name, once.formula) for once in register.given()),
        texts=(
            ("不规则字", awkward_characters()),
            ("非名符号", signs[Severity.WARNING]),
            ("缺字符号", signs[Severity.NOTE]),
            *((f"串_{name}", BAR.join(("", *(word for word, _, _ in words(name)), ""))) for name in CODED),
        ),
        words={name: tuple(words(name)) for name in CODED},
    )


def _table(name: str) -> LiveTable:
    headers = tuple(header for header in TABLES[name].headers if header != SERIAL)
    seen: Counter[str] = Counter()
    rules = []
    for code, live in register.live(name):
        seen[code] += 1
        again = "二" if seen[code] > 1 else ""
        rules.append(LiveRule(f"{LIVE_STEP}{code}{again}", live.said, live.fine))
    steps = (LiveStep(step.name, step.formula, step.cell) for step in register.reading(name, headers))
    return LiveTable(tuple(steps), tuple(rules))
