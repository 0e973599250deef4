"""No write-in is lost or refused for want of a column: today's sheets have one for each seat, older ones say what they hold.

What older sheets have where today's have columns is formulas: no press may write there.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from clerk import refused

from pyxl.book.declared.sheets import ENTRY_SHEETS
from pyxl.book.grid_layout import (
    CANDIDATES,
    FIRST_CANDIDATE_COLUMN,
    FIRST_PAPER_ROW,
    FIRST_WRITE_IN_COLUMN,
    FORMER,
    NAMES_ROW,
    PRESENT,
    layout_of,
)
from pyxl.hosts.addresses import Area
from pyxl.hosts.engine.opening import open_closed
from pyxl.hosts.sheets.blocks import read_formulas
from tests.actions import clerk
from tests.actions.clerk import done, people, press, write_csv
from tests.actions.election_day import put, rows
from tests.tiers import usually

KEPT = Path(__file__).parents[1] / "kept"
SEATS, PAPERS = 35, 41
OLD = sorted(KEPT.glob("*/blank.xlsm"))


def thirty_five(file: Path) -> Path:
    """As many seats as the wide congress has, and 37 candidates."""
    done(press("set", file, f"执委名额={SEATS}"))
    people_ = people(37, offices=["主席", "副主席", "副主席"])
    done(press("import", file, "候选人", "--replace", write_csv(file.with_suffix(".csv"), people_)))
    return file


def type_names(file: Path, written: list[list[str]], entries: str = "甲乙") -> None:
    """Papers that reject everybody and write in other women, in both entries; the turnout with them."""
    with open_closed(file) as book:
        for entry in entries:
            sheet = book.sheets[ENTRY_SHEETS[entry]]
            for at, names in enumerate(written):
                row = FIRST_PAPER_ROW + at
                first = FIRST_CANDIDATE_COLUMN
                sheet.range((row, first), (row, first + 36)).value = ["×"] * 37
                if names:
                    last = FIRST_WRITE_IN_COLUMN + len(names) - 1
                    sheet.range((row, FIRST_WRITE_IN_COLUMN), (row, last)).value = names
        book.save()
    figures = {"实到": PAPERS, "发出": PAPERS, "收回": PAPERS}
    put(file, "选举情况", [row | figures for row in rows(file, "选举情况")])


def counted(file: Path) -> dict[str, Any]:
    """What the committee's vote came to."""
    results = json.loads(press("count", file, "--json")[1])["results"]
    return next(result for result in results if result["office"] == "执委")


def test_thirty_five_write_ins_on_a_paper_are_counted(ready: Path) -> None:
    """Every paper writes in 35 women: 24 of them everybody's, the others each paper's own."""
    file = thirty_five(ready)
    done(press("prepare", file))
    women = [f"样另{at:02}" for at in range(SEATS + 11)]
    written = [women[: SEATS - 11] + women[SEATS - 11 + at % 12 :][:11] for at in range(PAPERS)]
    type_names(file, written)
    result = counted(file)
    assert result["valid"], result["problems"]
    votes = {row["姓名"]: row["赞成"] for row in rows(file, "选举结果") if row["姓名"]}
    expected = {name: sum(name in paper for paper in written) for name in women}
    assert {name: votes[name] for name in women} == expected
    passing = {name for name, count in expected.items() if count > PAPERS // 2}
    assert set(result["elected"]) == passing


@pytest.mark.parametrize("at", [0, 2], ids=["beside the last column", "behind the hidden one"])
def test_a_name_beside_the_columns_is_refused_by_name(ready: Path, at: int) -> None:
    """Whoever types on to the right must hear that nobody reads it."""
    done(press("prepare", ready))
    with open_closed(ready) as book:
        sheet = book.sheets[ENTRY_SHEETS["甲"]]
        sheet.range((FIRST_PAPER_ROW, FIRST_CANDIDATE_COLUMN)).value = "○"
        sheet.range((FIRST_PAPER_ROW, PRESENT.last_write_in_column + 1 + at)).value = "钱另选"
        book.save()
    sentence = refused(lambda *said: press(*said), ready, "count")
    assert "逐票录入-甲" in sentence and f"另选{CANDIDATES}" in sentence


def hidden(file: Path) -> list[list[object]]:
    """The formulas that stand behind an older sheet's write-in columns."""
    with open_closed(file, read_only=True) as book:
        sheet = book.sheets[ENTRY_SHEETS["甲"]]
        area = Area(1, FORMER.last_write_in_column + 1, 40, PRESENT.last_column)
        return [list(row) for row in read_formulas(sheet, area)]


@pytest.mark.parametrize("old", usually(OLD, OLD[0]), ids=lambda path: path.parent.name)
def test_an_older_sheet_keeps_its_formulas_and_says_how_many_it_holds(old: Path, tmp_path: Path) -> None:
    file = Path(shutil.copy(old, tmp_path / "旧版.xlsm"))
    with open_closed(file, read_only=True) as book:
        sheet = book.sheets[ENTRY_SHEETS["甲"]]
        headers = sheet.range((NAMES_ROW, FIRST_WRITE_IN_COLUMN), (NAMES_ROW, PRESENT.last_column)).value
    assert layout_of(headers) == FORMER
    clerk.fill_in(file, tmp_path)
    thirty_five(file)
    before = hidden(file)
    _, said, _ = done(press("prepare", file))
    assert f"一张票最多可另选 {SEATS} 名" in said and "只有 25 个另选栏" in said
    assert hidden(file) == before
    women = [f"样另{at:02}" for at in range(25)]
    type_names(file, [women] * PAPERS)
    result = counted(file)
    assert set(result["elected"]) == set(women), result["problems"]
    type_names(file, [[*women, "样另外"]] * PAPERS)
    assert "另选25" in refused(lambda *said: press(*said), file, "count")
    with open_closed(file) as book:
        for entry in ENTRY_SHEETS.values():
            beyond = FORMER.last_write_in_column + 1
            book.sheets[entry].range(
                (FIRST_PAPER_ROW, beyond), (FIRST_PAPER_ROW + PAPERS, beyond)
            ).value = None
        book.save()
    done(press("undo", file))
    assert hidden(file) == before
