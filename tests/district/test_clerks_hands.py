"""What a district's clerk does to her workbook between two merges: what she typed stays, or is put aside with a sentence; never gone."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.workbook import Workbook as Book
from openpyxl.worksheet.worksheet import Worksheet

from pyxl.district import frames
from pyxl.district.merging import merge
from pyxl.district.orders import Merged, Orders
from pyxl.district.result.declared import ARRIVALS, ELECTIONS, ISSUES, ROLL, SUMMARY
from pyxl.errors import FileError
from tests.actions.clerk import done, press
from tests.district import towns
from tests.libreoffice import convert, require_libreoffice
from tests.tiers import usually

pytestmark = pytest.mark.process

TOWNS = ("甲样镇", "乙样镇", "丙样镇", "丁样镇")
VERDICTS = {
    "甲样镇": ("接收", None),
    "乙样镇": ("退回", "请核对执委名单"),
    "丙样镇": ("接收", None),
    "丁样镇": (None, "已电话催报"),
}
FIRST = SUMMARY.head + 1
COLUMN = {header: at for at, header in enumerate(SUMMARY.headers, 1)}
SHOWN = sum(not field.hidden for field in SUMMARY.fields)


@pytest.fixture(scope="module")
def judged(tmp_path_factory) -> Path:
    """A district that was merged once and judged: of four towns three have reported."""
    folder = tmp_path_factory.mktemp("区")
    (folder / "名单.txt").write_text("\n".join(TOWNS), "utf-8")
    file = folder / "样区汇总.xlsx"
    done(press("new", file, "--district", "--towns", folder / "名单.txt", "--town", "样区"))
    for town in TOWNS[:3]:
        towns.mailed(folder / "收件", towns.frozen(town))
    merged(file)
    edit(file, lambda book: [enter(book[SUMMARY.sheet], town, *said) for town, said in VERDICTS.items()])
    merged(file)
    return file


@pytest.fixture
def file(judged, tmp_path) -> Path:
    return Path(shutil.copytree(judged.parent, tmp_path / "区")) / judged.name


def merged(file: Path) -> Merged:
    return merge(Orders(file.parent / "收件", file, now=towns.NOW), lambda step: None)


def edit(file: Path, change: Callable[[Book], Any]) -> None:
    book = openpyxl.load_workbook(file)
    change(book)
    book.save(file)


def row_of(sheet: Worksheet, town: str) -> int:
    return next(
        at for at in range(FIRST, sheet.max_row + 1) if sheet.cell(at, COLUMN["报送单位"]).value == town
    )


def enter(sheet: Worksheet, town: str, verdict: str | None, opinion: str | None) -> None:
    at = row_of(sheet, town)
    sheet.cell(at, COLUMN["结论"]).value, sheet.cell(at, COLUMN["意见"]).value = verdict, opinion


def rows(file: Path) -> dict[str, dict[str, Any]]:
    """Town -> header -> cell of 汇总, as somebody sees it who reads to the end of the sheet."""
    sheet = openpyxl.load_workbook(file)[SUMMARY.sheet]
    heads = [cell.value for cell in sheet[SUMMARY.head]]
    found = [
        dict(zip(heads, row, strict=True))
        for row in sheet.iter_rows(min_row=FIRST, values_only=True)
        if row[1]
    ]
    assert len({row["报送单位"] for row in found}) == len(found), "a town stands there twice"
    return {row["报送单位"]: row for row in found}


def held(file: Path, **more: tuple[str | None, str | None]) -> dict[str, dict[str, Any]]:
    """All verdicts stand, none is called stale, and every town is listed; returns the rows."""
    found, wanted = rows(file), {**VERDICTS, **more}
    assert {town: (row["结论"], row["意见"]) for town, row in found.items()} == wanted
    assert not [town for town, row in found.items() if "又有新件" in (row["建议"] or "")]
    assert {row["状态"] for row in found.values()} <= {"已报", "未报"}
    return found


def test_merging_again_changes_nothing_of_hers(file):
    for _ in range(2):
        merged(file)
        held(file)
    assert [path.name for path in file.parent.glob("*.xlsx")] == [file.name]


@pytest.mark.libreoffice
def test_saved_by_another_program(file, tmp_path):
    require_libreoffice()
    saved = convert(file, ".xlsx", tmp_path)
    shutil.copy(saved, file)
    told = merged(file).told
    held(file)
    assert "另存为" not in told and [path.name for path in file.parent.glob("*.xlsx")] == [file.name]


@pytest.mark.parametrize("width", usually([SHOWN, len(SUMMARY.fields)], SHOWN))
def test_sorted_by_hand(file, width):
    """Whoever marks what she sees and sorts it leaves the hidden columns where they were."""

    def turn(book: Book) -> None:
        sheet = book[SUMMARY.sheet]
        cells = [
            [sheet.cell(FIRST + at, column).value for column in range(1, width + 1)]
            for at in range(len(TOWNS))
        ]
        for at, row in enumerate(reversed(cells)):
            for column, value in enumerate(row, 1):
                sheet.cell(FIRST + at, column).value = value

    edit(file, turn)
    merged(file)
    assert list(held(file)) == list(reversed(TOWNS)), "her order stays"


def test_a_verdict_typed_after_sorting_is_about_the_town_beside_it(file):
    """Sorted by what is seen, then judged, then a newer arrival: that one alone is to be judged anew."""

    def change(book: Book) -> None:
        sheet = book[SUMMARY.sheet]
        for column in range(1, SHOWN + 1):
            one, other = (sheet.cell(FIRST + at, column) for at in (0, 1))
            one.value, other.value = other.value, one.value
        enter(sheet, "乙样镇", "接收", "已补正")

    edit(file, change)
    merged(file)
    held(file, 乙样镇=("接收", "已补正"))


def test_a_town_typed_below_the_last_without_a_number(file):
    edit(file, lambda book: book[SUMMARY.sheet].cell(FIRST + len(TOWNS), COLUMN["报送单位"], "戊样镇"))
    merged(file)
    assert held(file, 戊样镇=(None, None))["戊样镇"]["状态"] == "未报"


@pytest.mark.parametrize("gone", usually([0, 1, 3], 1))
def test_a_row_that_was_cleared_or_left_empty_takes_no_other_along(file, gone):
    def clear(book: Book) -> None:
        for column in range(1, len(SUMMARY.fields) + 1):
            book[SUMMARY.sheet].cell(FIRST + gone, column).value = None

    edit(file, clear)
    merged(file)
    found, lost = rows(file), TOWNS[gone]
    for town, said in VERDICTS.items():
        if town != lost:
            assert (found[town]["结论"], found[town]["意见"]) == said and found[town]["状态"] in (
                "已报",
                "未报",
            )
    assert found.get(lost, {"状态": "名单外"})["状态"] == "名单外", "struck off the list, as she did"


def test_a_row_that_was_copied_counts_once(file):
    def copy(book: Book) -> None:
        sheet = book[SUMMARY.sheet]
        for column in range(1, len(SUMMARY.fields) + 1):
            sheet.cell(FIRST + len(TOWNS), column).value = sheet.cell(FIRST, column).value

    edit(file, copy)
    assert "应报 4 个镇" in merged(file).told
    held(file)


def test_two_rows_of_a_town_that_disagree_are_asked_about(file):
    def copy(book: Book) -> None:
        sheet = book[SUMMARY.sheet]
        sheet.cell(FIRST + len(TOWNS), COLUMN["报送单位"]).value = "甲样镇"
        sheet.cell(FIRST + len(TOWNS), COLUMN["结论"]).value = "退回"

    edit(file, copy)
    before = file.read_bytes()
    with pytest.raises(FileError, match=r"甲样镇.*两行"):
        merged(file)
    assert file.read_bytes() == before


def test_a_verdict_without_a_town_is_asked_about(file):
    def clear(book: Book) -> None:
        book[SUMMARY.sheet].cell(FIRST + 1, COLUMN["报送单位"]).value = None

    edit(file, clear)
    with pytest.raises(FileError, match=rf"第 {FIRST + 1} 行.*没有报送单位"):
        merged(file)


@pytest.mark.parametrize("place", usually([SHOWN + 1, len(SUMMARY.fields) + 1, 3], SHOWN + 1))
def test_a_column_of_her_own_stays(file, place):
    """Text, a number, a day; two columns with one header; with a town that moves to another row."""
    notes: dict[str, Any] = {"甲样镇": "张三已联系", "丙样镇": 3, "丁样镇": dt.datetime(2017, 12, 9)}

    def add(book: Book) -> None:
        sheet = book[SUMMARY.sheet]
        sheet.insert_cols(place, 2)
        for column, shift in ((place, 0), (place + 1, 1)):
            sheet.cell(SUMMARY.head, column).value = "备注"
            for town, note in notes.items():
                at = next(
                    row
                    for row in range(FIRST, sheet.max_row + 1)
                    if town in {cell.value for cell in sheet[row]}
                )
                sheet.cell(at, column).value = note if not shift else f"又{town}"

    edit(file, add)
    for _ in range(2):
        told = merged(file).told
        sheet = openpyxl.load_workbook(file)[SUMMARY.sheet]
        own = [cell.column for cell in sheet[SUMMARY.head] if cell.value == "备注"]
        assert len(own) == 2 and "另存为" not in told
        for town in TOWNS:
            at = row_of(sheet, town)
            assert sheet.cell(at, own[0]).value == notes.get(town)
            assert sheet.cell(at, own[1]).value == (f"又{town}" if town in notes else None)
        assert not sheet.column_dimensions[openpyxl.utils.get_column_letter(own[0])].hidden
    held(file)
    assert list(frames(file)["汇总"].columns) == list(SUMMARY.headers)


def test_her_own_column_may_be_called_like_one_of_ours(file):
    def add(book: Book) -> None:
        sheet = book[SUMMARY.sheet]
        column = len(SUMMARY.fields) + 1
        sheet.cell(SUMMARY.head, column).value = "意见"
        sheet.cell(FIRST, column).value = "我的意见"

    edit(file, add)
    merged(file)
    sheet = openpyxl.load_workbook(file)[SUMMARY.sheet]
    held_opinions = [cell.value for cell in sheet[FIRST]]
    assert "我的意见" in held_opinions and sheet.cell(FIRST + 1, COLUMN["意见"]).value == "请核对执委名单"


LISTS = {page.sheet: len(page.fields) for page in (ELECTIONS, ROLL, ISSUES, ARRIVALS)}


@pytest.mark.parametrize("by", usually(["as typed", "libreoffice"], "as typed"))
def test_notes_beside_a_list_stay_with_their_rows(file, by, tmp_path):
    """As whoever works through the problems writes beside each what was done; a new problem moves them all down."""

    def add(book: Book) -> None:
        for name, columns in LISTS.items():
            sheet = book[name]
            sheet.cell(3, columns + 1).value, sheet.cell(4, columns + 1).value = "处理情况", f"{name}已处理"

    def noted(name: str) -> dict[str, Any]:
        sheet = openpyxl.load_workbook(file)[name]
        assert sheet.cell(3, LISTS[name] + 1).value == "处理情况"
        numbered = sheet.cell(3, 1).value == "序号"
        return {
            str([cell.value for cell in row[numbered : LISTS[name]]]): row[LISTS[name]].value
            for row in sheet.iter_rows(min_row=4)
            if row[1].value
        }

    edit(file, add)
    if by == "libreoffice":
        require_libreoffice()
        shutil.copy(convert(file, ".xlsx", tmp_path), file)
    before = {name: noted(name) for name in LISTS}
    towns.mailed(file.parent / "收件", towns.frozen("丁样镇", towns.another_winner))
    assert "另存为" in merged(file).told, "what was written beside 丁样镇's silence, which is over"
    for name in LISTS:
        after = noted(name)
        kept = {key: note for key, note in before[name].items() if note and key in after}
        assert {key: after[key] for key in kept} == kept
        assert name == "问题" or kept
    assert frames(file)["问题"].columns[-1] == "问题"


def with_sheet(book: Book) -> None:
    book.create_sheet("我的笔记")["A1"] = "重要"


def with_comment(book: Book) -> None:
    book["汇总"]["B9"].comment = Comment("请李主任看", "王")


def with_column(book: Book) -> None:
    book["结构对比"].cell(3, 40).value, book["结构对比"].cell(4, 40).value = "说明", "已核"


def with_line_below(book: Book) -> None:
    book["汇总"].cell(FIRST + 8, 2).value = "注：丁样镇下周换人"


PUT_ASIDE = (
    (with_sheet, "工作表“我的笔记”"),
    (with_comment, "批注"),
    (with_column, "“结构对比”表右边的栏"),
    (with_line_below, "“汇总”表下面的文字"),
)


@pytest.mark.parametrize("kind", usually(range(len(PUT_ASIDE)), 0, 1))
@pytest.mark.parametrize("by", usually(["as typed", "libreoffice"], "as typed"))
def test_what_the_new_result_cannot_hold_is_put_aside_and_said(file, kind, by, tmp_path):
    change, named = PUT_ASIDE[kind]
    edit(file, change)
    if by == "libreoffice":
        require_libreoffice()
        shutil.copy(convert(file, ".xlsx", tmp_path), file)
    before = file.read_bytes()
    told = merged(file).told
    (aside,) = [path for path in file.parent.glob("*.xlsx") if path != file]
    assert aside.read_bytes() == before and named in told and f"原样另存为“{aside.name}”" in told
    held(file)
    assert "另存为" not in merged(file).told, "once"


def test_a_verdict_about_a_town_of_which_nothing_is_left_is_put_aside(file):
    """It was not on the list, and its file no longer lies in the inbox."""
    extra = towns.mailed(file.parent / "收件", towns.frozen("名单外镇"))
    merged(file)
    edit(file, lambda book: enter(book[SUMMARY.sheet], "名单外镇", "退回", "不属本区"))
    extra.unlink()
    assert "“名单外镇”的结论" in merged(file).told
    assert len(list(file.parent.glob("*.xlsx"))) == 2


@pytest.mark.parametrize(
    ("gone", "named"), [(1, "“甲样镇”报来的内容"), (3, " 3 个单位（甲样镇、乙样镇、丙样镇）报来的内容")]
)
def test_an_inbox_that_was_tidied_is_noticed(file, gone, named):
    """The result shows what lies in the inbox: whoever moves what is done with elsewhere would see those towns silent."""
    aside = file.parent / "办完的"
    aside.mkdir()
    for sent in sorted((file.parent / "收件").iterdir(), key=lambda path: TOWNS.index(path.name[:3]))[:gone]:
        sent.rename(aside / sent.name)
    before = file.read_bytes()
    told = merged(file).told
    assert named in told and "放回“收件”" in told
    (copy,) = [path for path in file.parent.glob("*.xlsx") if path != file]
    assert copy.read_bytes() == before
    assert {town: row["结论"] for town, row in rows(file).items()} == {
        town: said[0] for town, said in VERDICTS.items()
    }
    assert "放回“收件”" not in merged(file).told, "once"
    for sent in aside.iterdir():
        sent.rename(file.parent / "收件" / sent.name)
    merged(file)
    held(file)


def test_a_header_that_was_changed_is_named(file):
    def rename(book: Book) -> None:
        book[SUMMARY.sheet].cell(SUMMARY.head, COLUMN["意见"]).value = "领导意见"

    edit(file, rename)
    with pytest.raises(FileError, match="“意见”"):
        merged(file)


def test_renamed_it_is_the_same_workbook(file):
    other = file.rename(file.with_name("样区汇总（定稿）.xlsx"))
    merged(other)
    held(other)


def test_settings_in_other_forms_are_understood(file):
    """A day as a date, a telephone as a number, a goal as a percentage."""
    typed: dict[str, Any] = {"成文日期": dt.date(2017, 12, 12), "联系电话": 8255550000, "大专以上目标": 0.6}

    def fill(book: Book) -> None:
        for row in book["设置"].iter_rows():
            if row[0].value in typed:
                row[1].value = typed[row[0].value]

    edit(file, fill)
    report = file.with_name("报告.docx")
    merge(Orders(file.parent / "收件", file, now=towns.NOW, report=report), lambda step: None)
    kept = {row[0].value: row[1].value for row in openpyxl.load_workbook(file)["设置"].iter_rows()}
    assert (kept["成文日期"], kept["联系电话"]) == ("2017-12-12", "8255550000") and report.exists()
