"""Each press makes a fixed number of calls into the host, whatever the number of rows.

How many there are in Excel, at about 10 ms each, is counted in tests/excel/test_call_counts.py.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.actions.clerk import done, people, press, write_csv
from tests.hosts.engine.counting import count_calls

pytestmark = pytest.mark.process

FEW, MANY = 60, 1_000


def presses(rows: int, folder: Path) -> dict[str, Counter[str]]:
    """The calls of every action on a workbook with so many candidates and units."""
    file = folder / f"{rows}.xlsm"
    done(press("new", file))
    roster = write_csv(folder / f"{rows}.csv", people(rows))
    villages = [{"单位": f"第{number}村", "妇女人数": 300 + number % 700} for number in range(rows)]
    units = write_csv(folder / f"{rows}-units.csv", villages)
    found = {}
    for action, *words in (
        ("import", "import", file, "候选人", roster), ("import units", "import", file, "单位", units),
        ("check", "check", file), ("quota", "quota", file), ("ballots", "ballots", file, "--office", "执委"),
        ("undo", "undo", file), ("redo", "undo", file, "--redo"), ("export", "export", file, "候选人"),
        ("set", "set", file, "代表名额=41"), ("next", "next", file), ("audit", "audit", file),
    ):  # fmt: skip
        with count_calls() as calls:
            status, _, err = press(*words)
        assert status in (0, 1), err
        found[action] = Counter(calls)
    return found


@pytest.fixture(scope="module")
def calls(tmp_path_factory: pytest.TempPathFactory) -> dict[int, dict[str, Counter[str]]]:
    folder = tmp_path_factory.mktemp("calls")
    return {rows: presses(rows, folder) for rows in (FEW, MANY)}


@pytest.mark.parametrize(
    "action",
    ["import", "import units", "check", "quota", "undo", "export", "set", "next", "audit"],
)
def test_the_same_number_for_few_rows_and_many(calls, action):
    few, many = calls[FEW][action], calls[MANY][action]
    print(f"{action}: {few.total()} calls for {FEW} rows, {many.total()} for {MANY}")
    assert few.total() > 0
    more = {name: many[name] - few[name] for name in {*few, *many} if many[name] != few[name]}
    assert set(more.values()) <= {1}, "no more than one table that has another length"


@pytest.mark.parametrize("action", ["ballots", "redo"])
def test_ballots_by_the_blocks_of_their_page(calls, action):
    """A ballot is written block by block: head, names, write-in places, notes; never name by name.

    Columns of one width are set together, so that only these calls depend on how many columns the names take.
    """
    few, many = calls[FEW][action], calls[MANY][action]
    print(f"{action}: {few.total()} calls for {FEW} rows, {many.total()} for {MANY}")
    assert few.total() > 0
    more = {name: many[name] - few[name] for name in {*few, *many} if many[name] > few[name] + 1}
    assert more.keys() <= {"Sheet.range", "Range.column_width="}
