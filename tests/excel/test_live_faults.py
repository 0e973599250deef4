"""What only an Excel that is open can do to a press, and what stands afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from pyxl.actions.press.history import CELL_LIMIT
from pyxl.book.declared import STAGE_OF, Stage
from pyxl.book.workbook import Workbook
from pyxl.desk.buttons import read_groups
from pyxl.hosts.addresses import Area
from pyxl.hosts.sheets.blocks import LONGEST, read_block, write_block
from tests.actions.clerk import repacked, sheet_part
from tests.excel.both_hosts import Closed, quick
from tests.excel.desk import BOOK, OTHER, Excel
from tests.excel.dispatch import CALL_REJECTED, Com, ComError, Use, refusal
from tests.excel.objects import MANUAL, SWITCHES
from tests.tiers import usually

pytestmark = [pytest.mark.libreoffice, pytest.mark.usefixtures("quick")]
__all__ = ("quick",)

A4, MOST = 9, 4
IN_FRONT = "代表"
"""The list that the clerk looks at."""
LATER = [name for name, stage in STAGE_OF.items() if stage is Stage.CONGRESS]
"""Sheets that a workbook with macros hides until they are written."""
WRITING_CALLS = {
    "Resize", "AutoFit", "ClearContents", "Copy", "PasteSpecial", "Merge", "UnMerge", "Insert", "ResetAllPageBreaks", "Add",
    "Activate", "Select", "ExportAsFixedFormat",
}  # fmt: skip


ANSWERED = {("PageSetup", "PaperSize", "put"), ("Worksheet", "Visible", "put")}
"""A refusal of these is an answer, and the press goes on: no printer has the paper, or the workbook's structure is protected."""


def is_write(use: Use) -> bool:
    """Whether a use of a member changes the workbook, or what is to be seen of it, and may not be refused."""
    type_name, name, how = use
    writes = how == "put" or (how == "call" and name in WRITING_CALLS)
    return writes and type_name != "Application" and use not in ANSWERED


class Refusing:
    """Refuses one write, the n-th of its kind; keeps what was written, in order."""

    def __init__(self, kind: Use | None = None, number: int = 0) -> None:
        self.kind, self.number = kind, number
        self.written: list[Use] = []
        self.hit = False

    def __call__(self, use: Use, value: Any) -> None:
        if is_write(use):
            self.written.append(use)
            if use == self.kind and self.written.count(use) == self.number:
                self.hit = True
                raise refusal("injected")


def state(desk: Excel) -> Any:
    """Everything that must be as before: the workbook, the files beside it, the switches of Excel, its clipboard."""
    folder = desk.path.parent
    files = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return {
        **desk.office.ask("snapshot"), "files": files, "switches": dict(desk.switches), "copied": desk.copied,
    }  # fmt: skip


def changed(before: Any, after: Any) -> list[str]:
    """The places that differ."""
    found = []
    for key, value in before.items():
        parts = value if isinstance(value, dict) else {"": value}
        now = after[key] if isinstance(value, dict) else {"": after[key]}
        found += [
            f"{key} {part}: {old} / {now.get(part)}"[:300]
            for part in {**parts, **now}
            if now.get(part) != (old := parts.get(part))
        ]
    return found


def fit_tables(desk: Excel) -> None:
    """Rows of tables as high as the program makes them, which LibreOffice does on every write, whoever set their height."""
    for name in desk.office.ask("sheet_names"):
        if desk.office.ask("tables", name):
            desk.office.ask("fit_rows", name, 1, 60)


def watched(desk: Excel, button: str, answers: tuple[str, ...], refusing: Refusing) -> str:
    """Press with somebody who may refuse a write; what the clerk is told."""
    desk.record.before = refusing
    said = desk.press(button, *answers)
    desk.record.before = None
    return said


def telling(written: Sequence[Use]) -> list[tuple[Use, int]]:
    """The first write of all, and the last of each kind, as a kind and a number; some of them where there are many kinds.

    When the last one is refused most stands written.  Of many kinds every so many are taken, in the order of the press.
    """
    assert written
    last = {kind: written.count(kind) for kind in reversed(written)}
    kinds = list(reversed(last.items()))
    some = [kinds[len(kinds) * (n + 1) // MOST - 1] for n in range(MOST)] if len(kinds) > MOST else kinds
    return list(dict.fromkeys([(written[0], 1), *some]))


def refuse_in_turn(
    desk: Excel, button: str, answers: tuple[str, ...] = (), before: tuple[str, ...] = ()
) -> None:
    """Press a button again and again, each time with another of the writes refused that `telling` names.

    `before` are the presses it needs.  Two presses are refused nothing and taken back: then sheets are as a press draws
    them, and not as LibreOffice reads them from the file, and tables as long as they become.
    """
    fit_tables(desk)
    for name in LATER:
        desk.office.ask("put", desk.sheet(name).handle, "Visible", 0)
    desk.sheet(IN_FRONT).call_Activate()
    for name in before:
        desk.press(name)
    for _ in range(2):
        free = Refusing()
        watched(desk, button, answers, free)
        for name in before if button == "undo" else ("undo",):
            desk.press(name)
        desk.sheet(IN_FRONT).call_Activate()
    stood = state(desk)
    for kind, number in telling(free.written):
        refusing = Refusing(kind, number)
        said = watched(desk, button, answers, refusing)
        assert refusing.hit, (button, kind, number, said)
        assert "injected" in said and "数据没有改动" in said, (button, kind, number, said)
        assert changed(stood, state(desk)) == [], (button, kind, number)


def test_a_refused_write_leaves_no_trace(sample, desk):
    desk.open(sample)
    refuse_in_turn(desk, "check")


ANSWERS: dict[str, tuple[str, ...]] = {
    "submit": ("", "原因"),
    "import": ("名册.csv",),
    "plan": ("方案.txt",),
    "print": ("1",),
    "issue": ("公文/11-代表名额分配方案.docx", "磨委〔2017〕15号"),
}
"""Button -> what the clerk answers; files lie beside the workbook."""
TO_BLANK = ("plan", "practise")
"""Buttons that fill a workbook in which nobody stands yet."""
WRITES_NOTHING = ("export", "rehearse", "doctor", "audit")
"""Buttons that leave the workbook as it is."""
OWN_TESTS = ("check", "undo", "next")


def test_every_button_is_thought_of():
    named = {*REFUSED, *WRITES_NOTHING, *OWN_TESTS}
    assert named == {button.action for group in read_groups() for button in group.buttons}


REFUSED = (
    *("calendar", "print", "forms", "issue", "import", "quota", "ballots", "prepare", "count"),
    *("papers", "submit", "archive", "plan", "practise"),
)


def asked(folder: Path, button: str) -> tuple[str, ...]:
    """The clerk's answers, and the files that she names."""
    (folder / "名册.csv").write_text("姓名,单位\n样例甲,高千社区\n", "utf-8")
    (folder / "方案.txt").write_text("执委职数二十五名。\n", "utf-8")
    answers = ANSWERS.get(button, ())
    return tuple(str(folder / answer) if "." in answer else answer for answer in answers)


@pytest.mark.parametrize("button", usually(REFUSED))
def test_every_refused_write_leaves_no_trace(ready, blank, desk, button):
    desk.open(blank if button in TO_BLANK else ready)
    answers = asked(desk.path.parent, button)
    if button == "issue":
        desk.press("papers")
    refuse_in_turn(desk, button, answers)


@pytest.mark.slow
@pytest.mark.parametrize("button", WRITES_NOTHING)
def test_what_writes_nothing_leaves_no_trace(ready, desk, button):
    desk.open(ready)
    desk.sheet(IN_FRONT).call_Activate()
    stood, free = state(desk), Refusing()
    watched(desk, button, (), free)
    assert free.written == []
    now = state(desk)
    assert changed({**stood, "files": {}}, {**now, "files": {}}) == []
    assert now["files"].items() >= stood["files"].items()


@pytest.mark.slow
def test_a_refused_undo_leaves_no_trace(ready, desk):
    desk.open(ready)
    refuse_in_turn(desk, "undo", before=("ballots",))


@pytest.mark.slow
def test_a_refused_leap_to_a_finding_leaves_no_trace(sample, desk):
    desk.open(sample)
    desk.press("check")
    free = Refusing()
    watched(desk, "next", (), free)
    stood = state(desk)
    for kind in dict.fromkeys(free.written):
        said = watched(desk, "next", (), Refusing(kind, 1))
        assert "injected" in said and "数据没有改动" in said, (kind, said)
        assert changed(stood, state(desk)) == [], kind


def test_another_excel_in_front_hinders_nothing(sample, desk):
    desk.open(sample)
    desk.press("check")
    desk.windows = [OTHER, BOOK]
    assert desk.press("next").startswith("[1/")


def test_a_finding_that_could_not_be_shown_comes_again(sample, desk):
    desk.open(sample)
    desk.press("check")
    front = desk.office.ask("active_sheet")

    def refuse(use: Use, _: Any) -> None:
        if use == ("Range", "Select", "call"):
            raise refusal("injected")

    desk.record.before = refuse
    assert "injected" in desk.press("next")
    assert desk.office.ask("active_sheet") == front
    desk.record.before = None
    assert desk.press("next").startswith("[1/")


@pytest.mark.slow
def test_a_print_is_the_sheets_own_and_moves_nothing(ready, desk):
    desk.open(ready)
    desk.sheet("代表").call_Activate()
    desk.office.ask("put", desk.sheet("选票-主席").handle, "Visible", 0)
    desk.press("ballots")
    assert [what for what, _ in desk.printed] == ["选票-执委", "选票-主席", "选票-副主席"], (
        "常委 has no seats"
    )
    assert desk.office.ask("active_sheet") == "代表"
    assert desk.office.ask("get", desk.sheet("选票-主席").handle, "Visible") == -1, "its stage is shown"
    desk.press("undo")
    assert desk.office.ask("get", desk.sheet("选票-主席").handle, "Visible") == 0, "as before"


@pytest.mark.parametrize("button", usually(("check", "next", "submit"), "next"))
def test_excels_switches_are_off_during_a_press_and_back_after(sample, desk, button):
    desk.open(sample)
    desk.switches["EnableEvents"] = False  # as the clerk, or another add-in, had it
    seen: dict[str, set[Any]] = {}

    def look(use: Use, _: Any) -> None:
        if use == ("Range", "Value", "put"):
            for name, value in desk.switches.items():
                seen.setdefault(name, set()).add(value)

    desk.record.before = look
    desk.press(button, "", "")
    assert desk.switches == {**SWITCHES, "EnableEvents": False}
    if button == "check":
        assert {name: seen[name] for name in ("DisplayAlerts", "EnableEvents", "ScreenUpdating", "Calculation")} == {
            "DisplayAlerts": {False}, "EnableEvents": {False}, "ScreenUpdating": {False}, "Calculation": {MANUAL},
        }  # fmt: skip


@pytest.mark.slow
def test_the_clerks_clipboard_is_left_alone(ready, desk):
    desk.open(ready)
    desk.copied = mine = desk.sheet("代表").call_Range("A1")
    desk.press("ballots")
    assert desk.copied is mine


@pytest.mark.parametrize("sheet", usually(("校验结果", "操作日志"), "校验结果"))
def test_a_protected_sheet_is_one_sentence_on_both_hosts(sample, desk, sheet, tmp_path):
    part = sheet_part(sample, sheet)
    repacked(
        sample,
        lambda name, data: (
            data.replace(b"</sheetData>", b'</sheetData><sheetProtection sheet="1"/>')
            if name == part
            else data
        ),
    )
    copy = tmp_path / "file" / sample.name
    copy.parent.mkdir()
    copy.write_bytes(sample.read_bytes())
    desk.open(sample)
    before = state(desk)
    said = desk.press("check")
    assert (
        said
        == f"工作表“{sheet}”受保护，写不进去，数据没有改动。请在“审阅”里按“撤消工作表保护”，再按一次按钮。"
    )
    assert changed(before, state(desk)) == []
    assert Closed(copy).press("check") == said
    assert copy.read_bytes() == sample.read_bytes()


def test_what_excel_hands_over_and_takes_otherwise(ready, desk):
    """Currency as Decimal, whole numbers of 64 bits, texts of more than 8,000 characters among others."""
    desk.open(ready)
    region = Workbook(desk.book).region("单位")
    women = region.left + region.offsets["妇女人数"]
    cell = desk.sheet("单位").over((region.top + 1, women, region.top + 1, women))
    cell.put_NumberFormat("¥#,##0.00")
    assert Workbook(desk.book).records("单位")[0]["妇女人数"] == region.records[0]["妇女人数"]
    assert isinstance(Workbook(desk.book).records("单位")[0]["妇女人数"], int)
    sheet, long = desk.book.sheets["首页"], "长" * (LONGEST + 1)
    desk.office.ask("protect", "首页", False)
    write_block(sheet, Area(200, 1, 201, 2), [[3_000_000_000, long], [-(2**40), "短"]])
    assert read_block(sheet, Area(200, 1, 201, 2)) == [[3e9, long], [-(2.0**40), "短"]]
    assert CELL_LIMIT <= LONGEST


@pytest.mark.slow
def test_a_printer_without_the_paper_stops_no_ballot(ready, desk):
    desk.open(ready)
    desk.printer_lacks = A4
    said = desk.press("ballots")
    assert "这台电脑的默认打印机没有 A4 纸，“选票-执委”的纸张没有改" in said or "A5" in said
    assert desk.press("undo").startswith("已撤销“生成选票”")


@pytest.mark.slow
def test_a_busy_excel_is_not_asked_for_ever(sample, desk):
    desk.open(sample)
    desk.press("next")
    asked = 0

    def busy(use: Use, _: Any) -> None:
        nonlocal asked
        asked += 1
        if asked > 40:
            raise ComError(CALL_REJECTED, "Call was rejected by callee.")

    desk.record.before = busy
    said = desk.press("check")
    assert said.startswith("Excel 正忙，这一步没有办，数据没有改动。")
    assert asked < 200_000


class Chart(Com):
    type_name = "Chart"


def test_a_chart_sheet_in_front_has_no_table(sample, desk, monkeypatch):
    desk.open(sample)
    monkeypatch.setattr(type(desk.workbook), "get_ActiveSheet", lambda self: Chart(desk))
    assert desk.press("export").startswith("这张工作表上没有名册")


def test_the_stand_in_itself_refuses_what_excel_lacks(sample, desk, tmp_path: Path):
    desk.open(sample)
    with pytest.raises(AttributeError):
        desk.sheet("首页").Nonsense  # noqa: B018
    with pytest.raises(ComError):
        desk.sheet("首页").PageSetup.Orientation = 7
    with pytest.raises(TypeError):
        desk.sheet("首页").ExportAsFixedFormat(5, str(tmp_path / "x.pdf"), Nonsense=1)
    assert desk.record.faults == [
        "Worksheet has no Nonsense", "PageSetup.Orientation: 7 is no XlPageOrientation",
        "Worksheet.ExportAsFixedFormat has no argument Nonsense", "Worksheet.ExportAsFixedFormat: 5 is no XlFixedFormatType",
    ]  # fmt: skip
