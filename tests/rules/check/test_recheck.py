"""Findings of two checks are matched by the person, not by what all people of a township have in common."""

from __future__ import annotations

import datetime as dt

from pyxl.rules.check.every_rule import check
from pyxl.rules.check.recheck import State, identity_mark, recheck, subject
from pyxl.rules.identity import SAMPLE_REGION, make_sample
from pyxl.rules.plan.settings import Settings

BORN = dt.date(1980, 5, 4)


def row(name: str, sequence: int) -> dict[str, object]:
    """A candidate with one fault, a word that no list knows."""
    return {"姓名": name, "身份证号": make_sample(SAMPLE_REGION, BORN, sequence), "民族": "样例族"}


def subjects(*rows: dict[str, object]):
    tables = {"候选人": list(rows)}
    found = [f for f in check(tables, Settings()) if f.column == "民族"]
    return [subject(finding, tables) for finding in found], tables


def states(before: dict[str, object], now: dict[str, object]) -> tuple[State, ...]:
    old, _ = subjects(before)
    new, tables = subjects(now)
    return recheck(old, new, tables).states


def test_somebody_else_in_the_same_place_is_new():
    assert states(row("样例甲", 42), row("样例乙", 44)) == (State.NEW,)


def test_a_name_put_right_is_the_same_person():
    assert states(row("样例甲", 42), row("样例乙", 42)) == (State.PRESENT,)


def test_a_number_put_right_is_the_same_person():
    assert states(row("样例甲", 42), row("样例甲", 44)) == (State.PRESENT,)


def test_a_mark_shows_no_digit_of_the_number_and_none_for_a_blank():
    number = make_sample(SAMPLE_REGION, BORN, 42)
    assert identity_mark(number) == identity_mark(f" {number.lower()} ") != identity_mark(number[:-1] + "0")
    assert number[:6] not in identity_mark(number)
    assert identity_mark(None) == identity_mark("  ") == ""
