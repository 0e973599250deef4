"""The phases' registers: their first rows, their due days and states, and that buttons leave their formulas alone."""

from __future__ import annotations

import datetime as dt
import json
import re
import zipfile
from pathlib import Path

import pytest
from clerk import press, write_csv
from cockpit import Answers, Talk, cells, held, serial, setting
from election_day import rows

from pyxl.book.declared.register_tables import CALCULATED, MISDATED, REGISTERS, STATE_WORDS, as_shown
from pyxl.book.declared.sheets import FIRST_TABLE_ROW, SHEETS, table
from pyxl.hosts.addresses import column_letters
from pyxl.rules.person.codes import LISTS
from pyxl.rules.plan.filed import FILED
from pyxl.rules.plan.network import KINDS, Direction
from pyxl.rules.plan.schedule import TASKS, State, due, state
from pyxl.rules.plan.settings import Settings
from tests.libreoffice import texts, values_of


@pytest.fixture
def blank(blank_bytes: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "登记.xlsm"
    path.write_bytes(blank_bytes)
    return path


def area(name: str, header: str, count: int, first: int = 1) -> str:
    letter = column_letters(as_shown(table(name)).headers.index(header) + 1)
    top = FIRST_TABLE_ROW + first
    return f"{name}!{letter}{top}:{letter}{top + count - 1}"


def test_a_new_workbook_holds_the_plans_tasks_and_the_files_contents(blank):
    tasks = rows(blank, "工作进度")
    assert [
        (row["阶段"], row["任务"], row["条款"], row["期限依据"], row["提前天数"] or 0) for row in tasks
    ] == [(task.phase.name, task.text, task.clause, task.anchor, task.ahead) for task in TASKS]
    assert [row["序号"] for row in tasks] == list(range(1, len(TASKS) + 1))
    filed = rows(blank, "归档目录")
    assert [(row["类目"], row["责任者"], row["题名"], row["保管期限"]) for row in filed] == [
        (item.phase.name, item.author, item.title, item.retention) for item in FILED
    ]
    assert {item.retention for item in FILED} <= set(LISTS["保管期限"].values)
    assert rows(blank, "网络覆盖") == rows(blank, "培训") == rows(blank, "离岗人员") == []


def test_the_words_of_the_sheet_are_the_rules():
    assert set(STATE_WORDS) == {item.value for item in State}
    (direction,) = CALCULATED["网络覆盖"]
    down = {kind.name for kind in KINDS if kind.direction is Direction.DOWN}
    listed = re.search(r'"¦(.*?)¦"\)', direction.formula.replace('"¦"&', "").replace('&"¦"', ""))
    assert listed and set(listed[1].split("¦")) == down


def test_every_register_has_a_sheet_of_its_own_colour_by_phase():
    tabs = {
        sheet.tables[0].name: sheet.tab for sheet in SHEETS if sheet.tables and sheet.tables[0] in REGISTERS
    }
    assert tabs["培训"] == tabs["离岗人员"] == tabs["归档目录"] != tabs["网络覆盖"]
    assert set(tabs) == {declared.name for declared in REGISTERS}


CASES = (
    (Settings(), dt.date(2017, 11, 19)),
    (Settings(congress_date=dt.date(2017, 12, 3)), dt.date(2017, 11, 29)),
    (Settings(congress_date=dt.date(2017, 12, 20)), dt.date(2017, 12, 5)),
    (
        Settings(
            plan_date=dt.date(2020, 2, 1), phase1_end=dt.date(2020, 2, 10), phase2_start=dt.date(2020, 2, 11),
            phase2_end=dt.date(2020, 2, 29), phase3_start=dt.date(2020, 3, 1), phase3_end=dt.date(2020, 3, 9),
            congress_date=dt.date(2020, 2, 26),
        ),
        dt.date(2020, 2, 22),
    ),
)  # fmt: skip
KEYS = {
    "plan_date": "方案印发日期", "phase1_end": "第一阶段截止日", "phase2_start": "第二阶段开始日",
    "phase2_end": "第二阶段截止日", "phase3_start": "第三阶段开始日", "phase3_end": "第三阶段截止日",
    "congress_date": "大会日期",
}  # fmt: skip


DONE = [dt.date(2017, 11, 22) if number % 5 == 0 else None for number in range(len(TASKS))]
ADDED = 5
PLACES = [
    {"名称": f"样例{number}", "类别": KINDS[number % len(KINDS)].name, "妇联组织": "有"}
    for number in range(30)
]
WRITTEN = {
    "三天": {"提前天数": "三天"},
    "已办": {"完成日期": "已办"},
    "2017年11月22日": {"完成日期": "2017年11月22日"},
    "2017-11": {"完成日期": "2017-11"},
    " ": {"完成日期": " ", "提前天数": " "},
}
"""What is typed into a task of its own, in the order of the added ones."""


@pytest.fixture(scope="module")
def grown(blank_bytes: bytes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """More rows than the tables were built with."""
    folder = tmp_path_factory.mktemp("登记")
    file = folder / "登记.xlsm"
    file.write_bytes(blank_bytes)
    more = [
        {"阶段": "三、建章立制", "任务": f"另加{number}", "期限依据": "第三阶段截止日", "提前天数": "2"} for number in range(ADDED)
    ]  # fmt: skip
    for name, listed in (("网络覆盖", PLACES), ("工作进度", more)):
        assert press("import", file, name, write_csv(folder / f"{name}.csv", listed))[0] == 0
    return file


@pytest.fixture(scope="module")
def seen(grown: Path) -> Answers:
    """Added rows; every task under four calendars, some ticked off; then what is no day and no number."""
    talk, tasks = Talk(grown), len(TASKS)
    talk.ask("directions", texts(area("网络覆盖", "方向", len(PLACES))))
    talk.ask("added", values_of(area("工作进度", "期限", ADDED, tasks + 1)))
    talk.type(cells("工作进度", "完成日期", [serial(day) if day else "" for day in DONE]))
    for number, (settings, today) in enumerate(CASES):
        for field, key in KEYS.items():
            day = getattr(settings, field)
            words = f"{day.year}年{day.month}月{day.day}日" if day and field == "phase2_end" else None
            talk.type(setting(key, words or (serial(day) if day else "")))
        talk.type(setting("今日", serial(today)))
        talk.ask(f"days {number}", values_of(area("工作进度", "期限", tasks)))
        talk.ask(f"states {number}", texts(area("工作进度", "状态", tasks)))
    talk.type(setting("今日", serial(dt.date(2020, 2, 28))))
    for number, columns in enumerate(WRITTEN.values(), tasks + 1):
        talk.type(*(cells("工作进度", header, [text], number) for header, text in columns.items()))
    talk.ask("written days", values_of(area("工作进度", "期限", ADDED, tasks + 1)))
    talk.ask("written states", texts(area("工作进度", "状态", ADDED, tasks + 1)))
    (answers,) = held(talk)
    return answers


@pytest.mark.libreoffice
def test_due_days_and_states_move_with_the_settings_and_the_day(seen):
    """Every task under four calendars, some of them ticked off; dates typed as numbers and as words."""
    for number, (settings, today) in enumerate(CASES):
        days, states = ([row[0] for row in seen[f"{what} {number}"]] for what in ("days", "states"))
        assert days == [serial(due(task, settings)) for task in TASKS]
        assert states == [
            state(ticked, task.phase.days(settings)[0], due(task, settings), today).value
            for task, ticked in zip(TASKS, DONE, strict=True)
        ]


@pytest.mark.libreoffice
def test_what_is_no_day_is_said_and_not_taken_for_one(seen):
    states = dict(zip(WRITTEN, (row[0] for row in seen["written states"]), strict=True))
    assert states == {
        "三天": MISDATED, "已办": MISDATED, "2017年11月22日": "已完成", "2017-11": MISDATED, " ": "未开始",
    }  # fmt: skip
    last = serial(dt.date(2020, 3, 9))
    assert [row[0] for row in seen["written days"]] == ["", last - 2, last - 2, last - 2, last]


@pytest.mark.libreoffice
def test_rows_that_a_button_adds_are_calculated_too(seen):
    down = {kind.name for kind in KINDS if kind.direction is Direction.DOWN}
    assert [row[0] for row in seen["directions"]] == [
        "纵向" if row["类别"] in down else "横向" for row in PLACES
    ]
    assert seen["added"] == [[serial(dt.date(2017, 12, 8))]] * ADDED


def test_export_leaves_out_what_is_calculated_and_undo_takes_all_back(blank, grown, tmp_path):
    file = tmp_path / "撤销.xlsm"
    file.write_bytes(grown.read_bytes())
    exported = json.loads(press("export", file, "网络覆盖", "--json")[1])["rows"]
    assert len(exported) == len(PLACES) and "方向" not in exported[0]
    assert press("undo", file)[0] == press("undo", file)[0] == 0
    assert rows(file, "网络覆盖") == rows(blank, "网络覆盖") and len(rows(file, "工作进度")) == len(TASKS)


def test_each_calculated_column_is_one_of_the_table(blank):
    """Excel fills a new row only where the table part itself knows the formula."""
    package = zipfile.ZipFile(blank)
    parts = [package.read(name).decode() for name in package.namelist() if name.startswith("xl/tables/")]
    for name, items in CALCULATED.items():
        (part,) = [text for text in parts if f'displayName="{name}"' in text]
        for item in items:
            column = re.search(rf'<tableColumn [^>]*name="{item.column.header}".*?</tableColumn>', part)
            formula = re.search("<calculatedColumnFormula>(.*?)</calculatedColumnFormula>", column[0])  # type: ignore[index]
            assert formula and f"{name}[[#This Row],[" in formula[1] and "@" not in formula[1]
            sheet = [one.name for one in SHEETS].index(name) + 1
            cells_ = package.read(f"xl/worksheets/sheet{sheet}.xml").decode()
            assert cells_.count(f"<f>{formula[1]}</f>") == table(name).rows
            assert item.column.header not in table(name).headers


def test_names_that_formulas_use_are_defined(blank):
    names = zipfile.ZipFile(blank).read("xl/workbook.xml").decode()
    for name in ("今天", "期限依据", "期限日期", "阶段名称", "阶段开始", "阶段结束"):
        assert f'name="{name}"' in names
