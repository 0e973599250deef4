"""Calls into Excel of each press, counted where they are made: each costs some ten milliseconds at a desk."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.actions.clerk import people, write_csv
from tests.excel.both_hosts import quick
from tests.excel.desk import Excel

pytestmark = [pytest.mark.libreoffice, pytest.mark.usefixtures("quick")]
__all__ = ("quick",)

MOST = {
    "check": 85, "next": 31, "quota": 51, "ballots": 169, "undo": 117, "prepare": 87, "count": 81, "papers": 62,
    "audit": 22, "submit": 102, "archive": 158, "import": 75,
}  # fmt: skip
"""Calls of a press at most, as counted; `undo` is that of four ballots, the dearest."""
ALONE = {"check": 140, "ballots": 448, "undo": 240}
"""The same where no macro of the workbook may run: every step is a call, some seven for each typed table."""


def press(desk: Excel, name: str, *answers: object) -> int:
    said = desk.press(name, *answers)
    print(name, desk.calls, said[:60].replace("\n", " "), desk.record.calls.most_common(12))
    return desk.calls


def test_each_press_makes_few_calls(ready, desk):
    desk.open(ready)
    found = {
        name: press(desk, name)
        for name in ("check", "next", "quota", "ballots", "undo", "prepare", "count", "papers", "audit")
    }
    found["submit"] = press(desk, "submit", "", "届期已满")
    found["archive"] = press(desk, "archive")
    print(found)
    assert {name: count for name, count in found.items() if count > MOST[name]} == {}


@pytest.mark.slow
def test_without_macros_every_step_is_a_call(ready, desk):
    desk.macros = False
    desk.open(ready)
    found = {name: press(desk, name) for name in ALONE}
    assert {name: count for name, count in found.items() if count > ALONE[name]} == {}


@pytest.mark.slow
def test_rows_cost_no_calls(ready, desk, tmp_path: Path):
    desk.open(ready)
    press(desk, "check")  # gives the tables of findings their size
    desk.sheet("候选人").call_Activate()
    counts = []
    for rows in (20, 400):
        roster = write_csv(tmp_path / f"{rows}.csv", people(rows, rows))
        counts.append((press(desk, "import", str(roster)), press(desk, "check")))
    assert all(abs(many - few) <= 3 for few, many in zip(*counts, strict=True)), counts  # a list that grows
    assert max(count[0] for count in counts) <= MOST["import"]
