"""Workbooks that an earlier version built work on this one, and get what came since; tests/kept holds them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from clerk import Run
from election_day import add, put, rows

from pyxl import __version__
from pyxl.actions import upgrade
from pyxl.book.declared.schema import FIRST_VERSION, Column, Kind, Table
from pyxl.book.declared.sheets import SHEET_OF, TABLES
from pyxl.book.version import PRESENT, version_of
from pyxl.book.workbook import Workbook
from pyxl.hosts.addresses import Area
from pyxl.hosts.engine.opening import open_closed
from pyxl.hosts.sheets.blocks import write_block
from pyxl.rules.check.levels import SETTINGS
from pyxl.rules.plan.bases import listed
from tests.tiers import usually
from tests.validators import audit_errors, microsoft_errors

KEPT = Path(__file__).parents[1] / "kept"
OLD = sorted(KEPT.glob("*/*.xlsm"))
LATER = "9.0.0"


@pytest.fixture(params=OLD, ids=lambda path: f"{path.parent.name}-{path.stem}")
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy of a workbook that an earlier version built."""
    return Path(shutil.copy(request.param, tmp_path / "旧版 工作簿.xlsm"))


@pytest.fixture
def counted(tmp_path: Path) -> Path:
    """The one with sample people and a count."""
    return Path(shutil.copy(KEPT / "0.1.0" / "counted.xlsm", tmp_path / "旧版.xlsm"))


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A later version that declares columns of every kind in every table, one in the middle, and a setting."""
    for name, declared in list(TABLES.items()):
        columns = list(declared.columns)
        columns.insert(1, Column(f"新日期{name}", 13, Kind.DATE, since=LATER))
        columns += [
            Column("新文字", 12, since=LATER),
            Column("新数", 9, Kind.NUMBER, hidden=True, since=LATER),
        ]
        monkeypatch.setitem(TABLES, name, replace(declared, columns=tuple(columns)))
    again = (
        replace(SETTINGS[0], key="新设置一", default="甲"),
        replace(SETTINGS[0], key="新设置二", default="乙"),
    )
    monkeypatch.setattr(upgrade, "SETTINGS", (*SETTINGS, *again))
    yield


def everything(path: Path) -> dict[str, list[dict[str, object]]]:
    """Every table's rows, without what a press itself writes."""
    with open_closed(path, read_only=True) as book:
        workbook = Workbook(book)
        names = [name for name in TABLES if name not in ("操作日志", "撤销") and not workbook.lacks(name)]
        return {name: [dict(record) for record in workbook.records(name)] for name in names}


def test_what_came_after_the_first_version_says_so() -> None:
    """Whoever adds a column or a table names the version that it comes with, or old workbooks are refused."""
    with open_closed(KEPT / FIRST_VERSION / "blank.xlsm", read_only=True) as book:
        workbook = Workbook(book)
        for name in TABLES:
            if not workbook.lacks(name):
                workbook.region(name)


@pytest.mark.parametrize(
    "words",
    [["check"], ["quota"], ["ballots"], ["prepare"], ["count"], ["audit"], ["next"], ["set", "代表名额=41"]],
)
def test_an_old_workbook_takes_every_press(counted: Path, moxi: Run, words: list[str]) -> None:
    status, _, complaint = moxi(words[0], str(counted), *words[1:])
    assert status in (0, 1), complaint


@pytest.mark.parametrize("words", [["check"], ["set", "代表名额=41"], ["upgrade"], ["audit"]])
def test_every_old_workbook_can_be_worked_on(old: Path, moxi: Run, words: list[str]) -> None:
    status, _, complaint = moxi(words[0], str(old), *words[1:])
    assert status in (0, 1), complaint


def test_absent_columns_read_as_blank_and_come_with_the_next_press(
    counted: Path, moxi: Run, later: None
) -> None:
    before = rows(counted, "候选人")
    assert {row["新日期候选人"] for row in before} == {None}
    status, said, complaint = moxi("check", str(counted))
    assert status in (0, 1), complaint
    assert "新日期候选人" in said
    with open_closed(counted, read_only=True) as book:
        region = Workbook(book).region("候选人")
        assert not region.absent and region.records == before
        assert region.sheet.range((region.top, region.left + region.offsets["新数"])).impl.column_hidden
    add(counted, "候选人", [{"姓名": "新人", "新文字": "有", "新数": 3}])
    assert rows(counted, "候选人")[-1]["新文字"] == "有"


def test_upgrade_does_all_at_once_and_says_what(counted: Path, moxi: Run, later: None) -> None:
    before = everything(counted)
    status, said, complaint = moxi("upgrade", str(counted), "--json")
    assert status == 0, complaint
    document = json.loads(said)
    assert (document["from"], document["to"]) == (FIRST_VERSION, __version__)
    columns = [item for item in document["added"] if "column" in item]
    new = [name for name, table in TABLES.items() if table.since != FIRST_VERSION]
    assert document["missing"] == ["签到"], "formulas stand beside it"
    assert [item["table"] for item in document["added"] if item.keys() == {"table"}] == new
    grown = [table for table in TABLES.values() if table.since == FIRST_VERSION and table.name != "签到"]
    wanted = sum(c.since != FIRST_VERSION for table in grown for c in table.columns)
    wanted += sum(c.since == LATER for name in new for c in TABLES[name].columns)
    assert len(columns) == wanted
    assert {item["setting"] for item in document["added"] if "setting" in item} >= {"新设置一", "新设置二"}
    after = {name: found for name, found in everything(counted).items() if name not in new}
    settings = after.pop("设置")
    assert settings[: len(before["设置"])] == before.pop("设置")
    assert after == before
    status, said, _ = moxi("upgrade", str(counted), "--json")
    assert json.loads(said) == {
        "from": __version__,
        "to": __version__,
        "added": [],
        "missing": ["签到"],
    }


@pytest.mark.parametrize("old", usually(OLD, KEPT / FIRST_VERSION / "counted.xlsm"), indirect=True)
def test_every_table_of_today_is_there_and_works(old: Path, moxi: Run) -> None:
    """New sheets and the table below the settings hold what is written, the presses fill them, both judges like the file."""
    before = everything(old)
    with open_closed(old, read_only=True) as book:
        lacking = [name for name in TABLES if Workbook(book).lacks(name)]
        sheets = [sheet.name for sheet in book.sheets]
    status, said, complaint = moxi("upgrade", str(old))
    assert status == 0, complaint
    assert all(f"增加“{name}”表" in said for name in lacking)
    with open_closed(old, read_only=True) as book:
        workbook = Workbook(book)
        assert [name for name in TABLES if workbook.lacks(name)] == []
        assert [sheet.name for sheet in book.sheets][: len(sheets)] == sheets
        assert {n for n in TABLES if workbook.region(n).absent} <= {"签到"}
    assert microsoft_errors(old) == [] and audit_errors(old) == []
    after = everything(old)
    settings = {row["项目"]: row["值"] for row in after["设置"]}
    assert after.items() >= {name: found for name, found in before.items() if name != "设置"}.items()
    if "依据" in lacking:
        assert [basis.cited for basis in listed(after["依据"])] == str(settings["依据"]).split("；")
    for name in lacking:
        column = next(c for c in TABLES[name].columns if c.header not in ("序号",) and c.kind is Kind.TEXT)
        add(old, name, [{column.header: "试填"}])
        assert rows(old, name)[-1][column.header] == "试填"
    assert moxi("check", str(old))[0] in (0, 1)
    assert moxi("audit", str(old))[0] == 0


def test_a_real_upgrade_leaves_a_workbook_that_counts_alike(counted: Path, moxi: Run) -> None:
    _, before, _ = moxi("count", str(counted), "--json")
    assert moxi("upgrade", str(counted))[0] == 0
    with open_closed(counted, read_only=True) as book:
        assert version_of(Workbook(book)) == PRESENT
    _, after, _ = moxi("count", str(counted), "--json")
    assert json.loads(after)["results"] == json.loads(before)["results"]
    assert moxi("audit", str(counted))[0] == 0


def test_undo_after_an_upgrade_still_takes_back_what_was_pressed_before(
    counted: Path, moxi: Run, later: None
) -> None:
    results = rows(counted, "选举结果")
    assert results
    assert moxi("upgrade", str(counted))[0] == 0
    assert moxi("undo", str(counted))[0] == 0  # the upgrade's own step
    status, said, complaint = moxi("undo", str(counted), "--json")
    assert status == 0, complaint
    assert "typed_over" not in json.loads(said)
    assert rows(counted, "选举结果") != results


def test_notes_beside_a_table_stay_and_nothing_for_the_new_column_is_lost(
    counted: Path, moxi: Run, later: None
) -> None:
    with open_closed(counted) as book:
        region = Workbook(book).region("工作人员")
        right = region.left + region.width
        write_block(region.sheet, Area(region.top + 1, right, region.top + 1, right), [["我的备注"]])
        book.save()
    status, said, _ = moxi("upgrade", str(counted), "--json")
    assert status == 0
    with open_closed(counted, read_only=True) as book:
        region = Workbook(book).region("工作人员")
        assert region.absent and region.sheet.range((region.top + 1, right)).value == "我的备注"
    assert not [item for item in json.loads(said)["added"] if item["table"] == "工作人员"]


def test_a_table_of_a_later_version_has_no_rows_and_says_why_it_cannot_be_written(
    counted: Path, moxi: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    declared = Table("新表", (Column("姓名", 10),), key="姓名", since=LATER)
    monkeypatch.setitem(TABLES, "新表", declared)
    monkeypatch.setitem(SHEET_OF, "新表", "新工作表")
    assert rows(counted, "新表") == []
    status, said, _ = moxi("upgrade", str(counted), "--json")
    assert status == 0 and "新表" in json.loads(said)["missing"]
    with pytest.raises(Exception, match="moxi new"):
        put(counted, "新表", [{"姓名": "某"}])


def test_a_workbook_of_a_later_version_is_not_touched(counted: Path, moxi: Run, monkeypatch: Any) -> None:
    monkeypatch.setattr(upgrade, "PRESENT", LATER)
    assert moxi("upgrade", str(counted))[0] == 0
    monkeypatch.undo()
    content = counted.read_bytes()
    status, _, complaint = moxi("upgrade", str(counted))
    assert status == 2 and LATER in complaint and counted.read_bytes() == content
