"""Every press is taken back, whatever the action, after the file was saved and opened again; nothing else changes."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyxl.actions import COMMANDS
from pyxl.actions.press.history import KEPT
from pyxl.actions.press.states import brought_back, digest
from pyxl.actions.writes import Fill, Put, Replace
from pyxl.book.declared.sheets import BALLOT_SHEETS, BOARD, ENTRY_SHEETS, HOME, SHEET_OF
from pyxl.book.table_writing import replace_rows
from pyxl.book.workbook import Workbook
from pyxl.errors import TableError
from pyxl.hosts.engine.opening import open_closed
from tests.actions.clerk import cells, document, done, edited, look, people, press, refused, write_csv
from tests.actions.election_day import committee_votes, enter, rows
from tests.tiers import usually

PRESSES: dict[str, tuple[Sequence[object], frozenset[str]]] = {
    "import": (("候选人", "名册.csv"), frozenset({"候选人"})),
    "set": (("执委名额=80", "名额批复文号="), frozenset({"方案设置"})),
    "check": ((), frozenset({"校验结果", "问题清单"})),
    "quota": (("--method", "dean"), frozenset({"名额", "单位"})),
    "ballots": (
        (),
        frozenset(
            {
                *BALLOT_SHEETS.values(),
                "校验结果",
                "问题清单",
                "签到",
                "选举情况",
                "计票",
                *ENTRY_SHEETS.values(),
            }
        ),
    ),
    "prepare": ((), frozenset({"签到", "选举情况", "计票", "逐票录入-甲", "逐票录入-乙"})),
    "count": ((), frozenset({"比对", "选举结果"})),
    "fill": (("代表", "一线=否"), frozenset({"代表"})),
    "calendar": ((), frozenset({"倒排日程", "工作进度"})),
    "issue": (
        ("代表花名册", "--number", "样妇〔2026〕3号", "--date", "2026-03-08"),
        frozenset({"印发登记"}),
    ),
}
"""Command -> its words, and the sheets that it may change beside log and undo record."""
WRITE_NOTHING = frozenset(
    {"new", "export", "next", "rehearse", "undo", "audit", "build", "doctor", "papers", "submit", "verify",
     "archive", "merge", "report", "desk", "upgrade", "forms", "bundle", "plan", "practise", "print"}
)  # fmt: skip
"""Commands that change no table, or none of this workbook; neither a plan nor invented people come into one that is used."""


@pytest.fixture(scope="module")
def started(_ready_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook in the midst of its election: both entries of the committee's vote are typed."""
    file = Path(shutil.copy(_ready_file, tmp_path_factory.mktemp("undo") / "磨溪镇.xlsm"))
    write_csv(file.parent / "名册.csv", people(60, 300))
    done(press("set", file, "名额批复文号=", "名额批复日期="))
    done(press("prepare", file))
    names = [str(record["姓名"]) for record in rows(file, "候选人")]
    for entry in "甲乙":
        enter(file, "执委", committee_votes(names), entry)
    return file


def run(file: Path, name: str) -> None:
    words = [file.parent / word if str(word).endswith(".csv") else word for word in PRESSES[name][0]]
    status, _, err = press(name, file, *words)
    assert status in (0, 1), err


def test_every_command_is_thought_of():
    assert COMMANDS.keys() <= PRESSES.keys() | WRITE_NOTHING


@pytest.mark.parametrize("name", usually(PRESSES, "import", "check", "calendar"))
def test_a_press_changes_its_own_sheets_alone_and_is_taken_back(started, tmp_path, name):
    file = Path(shutil.copy(started, tmp_path / "x.xlsm"))
    shutil.copy(started.parent / "名册.csv", tmp_path)
    before = look(file)
    run(file, name)
    after = look(file)
    changed = {sheet for sheet in before[0] if before[0][sheet] != after[0][sheet]}
    assert changed and changed <= PRESSES[name][1]
    assert not changed & {HOME, BOARD}, "sheets that are protected"
    resized = {table for table in before[1] if before[1][table] != after[1][table]}
    assert {SHEET_OF[table] for table in resized} <= PRESSES[name][1]
    assert "typed_over" not in document(press("undo", file, "--json")), "nobody typed anything"
    assert look(file)[0] == before[0]
    assert "typed_over" not in document(press("undo", file, "--redo", "--json"))
    assert look(file)[0] == after[0]


@pytest.mark.slow
def test_all_of_them_one_after_the_other(started, tmp_path):
    """Each step is taken back from the file as it was saved, in the order in which they were pressed."""
    file = Path(shutil.copy(started, tmp_path / "x.xlsm"))
    shutil.copy(started.parent / "名册.csv", tmp_path)
    states = [cells(file)]
    order = ["check", "quota", "ballots", "import", "set", "check", "count"]
    for name in order:
        run(file, name)
        states.append(cells(file))
    for state in reversed(states[:-1]):
        done(press("undo", file))
        assert cells(file) == state
    assert document(press("audit", file, "--json"))["breaks"] == []


# What the clerk did in between


def change(file: Path, table: str, edit: Callable[[list[dict[str, Any]]], list[dict[str, Any]]]) -> None:
    """The rows of a table as somebody typed, deleted or sorted them."""
    with open_closed(file) as book:
        region = Workbook(book).region(table)
        replace_rows(region, edit([dict(record) for record in region.records]), region.height)
        book.save()


def quotas(file: Path) -> dict[object, object]:
    return {record["单位"]: record["分配名额"] for record in rows(file, "单位")}


def by_women(units: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(units, key=lambda unit: unit["妇女人数"])


def test_a_column_goes_back_by_unit_after_the_list_was_sorted(ready):
    before = quotas(ready)
    assert press("quota", ready, "--method", "equal")[0] == 2, "approved"
    done(press("set", ready, "名额批复文号="))
    done(press("quota", ready, "--method", "equal"))
    after = quotas(ready)
    assert after != before
    change(ready, "单位", by_women)
    order = [record["单位"] for record in rows(ready, "单位")]
    assert order != list(before)
    told = document(press("undo", ready, "--json"))
    assert quotas(ready) == before and "typed_over" not in told, "sorting is no typing"
    change(ready, "单位", lambda units: [*units[::-1], {"单位": "样例新村", "妇女人数": 9, "分配名额": 1}])
    done(press("undo", ready, "--redo"))
    assert quotas(ready) == {**after, "样例新村": 1}
    done(press("undo", ready))
    assert quotas(ready) == {**before, "样例新村": 1}


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        (lambda units: units[1:], "找不到了"),
        (lambda units: [{**units[0], "单位": "样例改名村"}, *units[1:]], "找不到了"),
        (lambda units: [*units, units[0]], "不止一行"),
    ],
    ids=["deleted", "renamed", "doubled"],
)
def test_a_value_whose_row_is_gone_or_doubled_is_refused_by_name(ready, edit, says):
    done(press("set", ready, "名额批复文号="))
    done(press("quota", ready, "--method", "equal"))
    first = rows(ready, "单位")[0]["单位"]
    change(ready, "单位", edit)
    sentence = refused(lambda *words: press(*words), ready, "undo")
    assert f"“{first}”{says}" in sentence and "“单位”一栏" in sentence


def corrected(people: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**people[0], "职务": "样例更正"}, *people[1:]]


def test_what_was_typed_after_a_press_is_named_and_can_be_had_again(ready):
    source = write_csv(ready.parent / "名册.csv", people(3, 300))
    before = cells(ready)
    done(press("import", ready, "候选人", source))
    change(ready, "候选人", corrected)
    typed = cells(ready)
    said = done(press("undo", ready))[1]
    assert "“候选人”在“导入名册”之后又改过，这些改动也一并退回；可用“恢复”找回。" in said
    assert cells(ready) == before
    assert "又改过" in rows(ready, "操作日志")[-1]["内容"]
    assert "又改过" not in done(press("undo", ready, "--redo"))[1]
    assert cells(ready) == typed, "the import and the correction"
    told = document(press("undo", ready, "--json"))
    assert "typed_over" not in told, "the redo left them there, nothing was typed since"


def test_what_was_typed_before_a_redo_is_named_and_can_be_had_again(ready):
    done(press("import", ready, "候选人", write_csv(ready.parent / "名册.csv", people(3, 300))))
    done(press("undo", ready))
    change(ready, "候选人", corrected)
    typed = cells(ready)
    said = done(press("undo", ready, "--redo"))[1]
    assert "“候选人”在撤销“导入名册”之后又改过，这些改动也一并退回；可用“撤销”找回。" in said
    done(press("undo", ready))
    assert cells(ready) == typed


def test_what_was_typed_between_two_presses_is_named_when_the_first_goes(ready):
    done(press("import", ready, "候选人", write_csv(ready.parent / "一.csv", people(2, 300))))
    change(ready, "候选人", corrected)
    done(press("import", ready, "候选人", write_csv(ready.parent / "二.csv", people(2, 310))))
    assert "typed_over" not in document(press("undo", ready, "--json"))
    assert document(press("undo", ready, "--json"))["typed_over"] == ["候选人"]


def test_without_the_hidden_record_every_button_says_what_can_be_done(ready):
    edited(ready, lambda book: book.remove(book["撤销"]))
    for words in (("check",), ("set", "代表名额=40"), ("undo",)):
        sentence = refused(lambda *said: press(*said), ready, *words)
        assert "“撤销”" in sentence and "备份" in sentence and "原始工作簿" in sentence
        assert "表格设计" not in sentence, "a hidden table that is gone cannot be renamed"


CELLS = st.one_of(st.none(), st.integers(0, 9))


@given(st.dictionaries(st.text("甲乙丙丁戊", min_size=1), CELLS, min_size=1), st.data())
def test_a_column_finds_its_rows_in_any_order(column, data):
    names = data.draw(st.permutations(sorted(column)))
    state = Fill("单位", "分配名额", list(column.values()), list(column))
    present = Fill("单位", "分配名额", [0] * len(names), names)
    assert brought_back(state, present).values == [column[name] for name in names]
    assert digest(state) == digest(brought_back(state, present))
    name = data.draw(st.sampled_from(names))
    more = Fill("单位", "分配名额", [0] * (len(names) + 1), [*names, name])
    less = Fill("单位", "分配名额", [0] * (len(names) - 1), [other for other in names if other != name])
    for torn in (more, less):
        if column[name] is None:
            brought_back(state, torn)
        else:
            with pytest.raises(TableError, match=f"“{name}”"):
                brought_back(state, torn)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (5, 5.0, True), (5, "5", True), (5, 6, False), (None, "  ", True), (None, 0, False), ("甲", "乙", False),
        (dt.date(2017, 12, 3), dt.datetime(2017, 12, 3), True), (dt.date(2017, 12, 3), "2017-12-03", True),
    ],
)  # fmt: skip
def test_cells_are_alike_whatever_program_kept_them(one, other, alike):
    digests = {digest(Put("逐票录入-甲", "A1:B1", [["首", value]])) for value in (one, other)}
    assert (len(digests) == 1) is alike


def test_serial_numbers_links_and_blank_rows_are_no_change():
    row = {"姓名": "样例甲", "单位": "高千社区"}
    states = [[{**row, "序号": 1}], [{**row, "序号": 2}, {"序号": 3}], [row, {}]]
    assert len({digest(Replace("候选人", rows)) for rows in states}) == 1
    assert digest(Replace("候选人", [row])) != digest(Replace("候选人", [row, row]))


@pytest.mark.slow
def test_twenty_steps_are_kept(ready):
    first = cells(ready)
    for number in range(KEPT + 2):
        done(press("set", ready, f"代表名额={30 + number}"))
    for _ in range(KEPT):
        done(press("undo", ready))
    settings = {row[0]: row[1] for row in cells(ready)["方案设置"] if len(row) > 1}
    assert settings["代表名额"] == 31 and cells(ready) != first
    assert press("undo", ready)[0] == 2
