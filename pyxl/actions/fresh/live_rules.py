"""Everything that the formulas say, gathered from the rules for the builder of the workbook."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final

from pyxl.rules.check import RULES, Rolls
from pyxl.rules.formulas import Live, Once, Step, once, steps
from pyxl.rules.person import CANDIDATES, Person
from pyxl.rules.plan import Settings
from pyxl.words import Severity

_SIGNS: Final = ((0x20, 0x7F), (0xA1, 0x100), (0x2010, 0x2028), (0x2030, 0x205F), (0x25A0, 0x25FF),
                 (0x3001, 0x3020), (0xFF01, 0xFF5F), (0xFFFD, 0xFFFE))  # fmt: skip
"""Where the signs stand that get into names."""


def live(table: str) -> Iterator[tuple[str, Live]]:
    """(code, formula) of each rule for a table, in the order in which findings of one severity stand."""
    for rule in RULES:
        for formula in rule.formulas:
            if table in formula.tables:
                yield rule.code, formula


def given() -> tuple[Once, ...]:
    """What is computed once."""
    return once({rule.code: rule.level for rule in RULES if rule.formulas})


def reading(table: str, headers: tuple[str, ...]) -> tuple[Step, ...]:
    """The steps of a table; `headers` are its columns without the serial number."""
    return steps(table, headers)


@cache
def name_signs() -> dict[Severity, str]:
    """The signs in a name at which Python's own check warns, and those that stand for a lost character."""
    found = {Severity.WARNING: "", Severity.NOTE: ""}
    (rule,) = (rule for rule in RULES if rule.code == "NAME")
    assert rule.each is not None
    for character in (chr(code) for first, end in _SIGNS for code in range(first, end)):
        person = Person.from_row({"姓名": f"王{character}丽"}, CANDIDATES, 1)
        for remark in rule.each(person, Rolls(Settings())):
            if remark.severity in found:
                found[remark.severity] += character
    return found
