"""Findings lead somewhere: to their cell, from one to the next, and from one check to the next."""

from __future__ import annotations

import re
import shutil
import warnings
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from pyxl import ribbon
from pyxl.actions import check, next_finding
from pyxl.book.cell_form import Fault
from pyxl.book.table_writing import replace_rows
from pyxl.book.workbook import Workbook
from pyxl.hosts.addresses import Area
from pyxl.hosts.dialogs import Desk
from pyxl.hosts.engine.opening import open_closed
from pyxl.hosts.sheets import cell_rules
from pyxl.rules.check.cell_form import KINDS
from pyxl.rules.check.recheck import identity_mark
from tests.actions.clerk import document, done, edited, look, people, press, write_csv
from tests.actions.election_day import rows
from tests.libreoffice import drive, recalculate, texts
from tests.tiers import usually
from tests.validators import microsoft_errors

JUMP = re.compile(
    r"=HYPERLINK\(\"#'(?P<sheet>[^']+)'!(?P<column>[A-Z]+)(?P<row>\d+)\",\"(?P<label>[^\"]+)\"\)"
)
ORDER = ["错误", "警告", "提示"]


def checked(file: Path) -> dict:
    status, out, err = press("check", file, "--json")
    return document((status, out, err), status)


def findings(file: Path) -> list[dict]:
    return [row for row in rows(file, "校验结果") if row["代码"]]


def change(file: Path, table: str, edit: Callable[[list[dict]], list[dict]]) -> None:
    """The rows of a table as somebody typed, deleted or sorted them."""
    with open_closed(file) as book:
        region = Workbook(book).region(table)
        replace_rows(region, edit([dict(record) for record in region.records]), region.height)
        book.save()


# Links


@pytest.mark.libreoffice
def test_each_link_leads_to_the_person_at_fault(sample):
    checked(sample)
    found = findings(sample)
    targets = [JUMP.fullmatch(row["位置"]) for row in found]
    assert all(targets) and any(row["行"] for row in found)
    asked = [f"{t['sheet']}!B{t['row']}" for t in targets] + [f"{t['sheet']}!{t['column']}3" for t in targets]
    shown = [answer[0][0] for answer in drive(sample, recalculate(), *map(texts, asked))[1:]]
    labels = drive(sample, recalculate(), texts(f"校验结果!E4:E{3 + len(found)}"))[1]
    for row, target, name, header, (label,) in zip(
        found, targets, shown, shown[len(found) :], labels, strict=False
    ):
        assert label == target["label"]
        if row["行"] and row["表"] in ("候选人", "代表"):
            assert target["sheet"] == row["表"] and name == (row["姓名"] or "")
            assert header == (row["栏目"] or "姓名"), "the very column"
        elif "设置“" in row["问题与处理"]:
            assert target["sheet"] == "方案设置" and target["column"] == "B"


def test_a_finding_about_a_setting_leads_to_its_row(sample):
    checked(sample)
    sheet = openpyxl.load_workbook(sample)["方案设置"]
    asked = [row for row in findings(sample) if row["代码"] == "APPROVED"]
    assert asked
    for row in asked:
        at = int(JUMP.fullmatch(row["位置"])["row"])
        assert f"设置“{sheet.cell(at, 1).value}”" in row["问题与处理"]


# One after the other


def front(file: Path) -> tuple[str, str]:
    """The sheet and cell with which a spreadsheet program opens the file, as openpyxl reads it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(file)
    sheet: Worksheet = book.active
    assert [other.title for other in book if other.sheet_view.tabSelected] == [sheet.title]
    view = sheet.sheet_view
    pane = view.pane.activePane if view.pane else "topLeft"
    (selection,) = [s for s in view.selection if (s.pane or "topLeft") == pane]
    assert selection.sqref == selection.activeCell
    return sheet.title, selection.activeCell


def test_next_walks_all_findings_worst_first_and_begins_anew(sample):
    count = len(checked(sample)["findings"])
    told = [document(press("next", sample, "--json")) for _ in range(count + 1)]
    assert [one["number"] for one in told] == [*range(1, count + 1), 1]
    severities = [ORDER.index(one["severity"]) for one in told[:-1]]
    assert severities == sorted(severities)
    assert sorted(one["message"] for one in told[:-1]) == sorted(f["问题与处理"] for f in findings(sample))


@pytest.mark.slow
def test_the_file_opens_at_the_finding(sample):
    checked(sample)
    before = look(sample)
    for _ in range(8):
        told = document(press("next", sample, "--json"))
        assert front(sample) == (told["sheet"], told["address"])
        assert (told["name"] or "") in press("check", sample)[1]
    assert look(sample)[0].keys() == before[0].keys()
    assert {name: cells for name, cells in look(sample)[0].items() if name != "校验结果"} == {
        name: cells for name, cells in before[0].items() if name != "校验结果"
    }, "walking changes no cell"


@pytest.mark.validator
@pytest.mark.slow
def test_the_validator_finds_nothing_after_a_walk(sample):
    checked(sample)
    before = microsoft_errors(sample)
    for _ in range(6):
        done(press("next", sample))
    assert microsoft_errors(sample) == before


def test_next_leads_to_what_she_can_do_before_approvals(sample):
    checked(sample)
    told = [document(press("next", sample, "--json")) for _ in findings(sample)]
    errors = [one["code"] for one in told if one["severity"] == "错误"]
    assert "APPROVED" in errors and errors[-errors.count("APPROVED") :] == ["APPROVED"] * errors.count(
        "APPROVED"
    )
    assert errors[0] != "APPROVED"


def test_next_finds_the_person_after_the_list_was_sorted(sample):
    checked(sample)
    change(sample, "候选人", lambda people: people[::-1])
    now = [(record["姓名"], f"{at}") for at, record in enumerate(rows(sample, "候选人"), 4)]
    visited = set()
    for _ in range(len(findings(sample))):
        told = document(press("next", sample, "--json"))
        if told["table"] == "候选人" and told["name"] in dict(now) and told["name"]:
            visited.add((told["name"], told["address"].lstrip("ABCDEFGHIJKLMNOPQRSTU")))
    assert visited and visited <= set(now)


def settle(file: Path, *codes: str) -> None:
    """The check finds that some of its findings are settled, and numbers those that are left anew."""
    with open_closed(file) as book:
        region = Workbook(book).region("校验结果")
        left = [dict(row) for row in region.records if row["代码"] not in codes]
        replace_rows(region, [{**row, "序号": at} for at, row in enumerate(left, 1)], region.height)
        book.save()


@pytest.mark.slow
def test_next_goes_on_where_it_stood_after_something_was_settled(sample):
    checked(sample)
    walk = [document(press("next", sample, "--json")) for _ in findings(sample)]
    assert len(walk) > 6
    told = [document(press("next", sample, "--json")) for _ in range(4)]
    gone = told[0]["code"]
    left = [one for one in walk if one["code"] != gone]
    settle(sample, gone)
    after = document(press("next", sample, "--json"))
    rest = [one for one in walk[4:] if one["code"] != gone]
    assert (after["message"], after["of"]) == (rest[0]["message"], len(left))
    settle(sample, gone, after["code"])
    now = [row["问题与处理"] for row in findings(sample)]
    others = [one["message"] for one in walk if one["message"] in now]
    again = document(press("next", sample, "--json"))
    assert again["message"] == others[(after["number"] - 1) % len(others)], "the one that moved up"


ALIKE = {"表": "候选人", "代码": "APPROVED", "栏目": None, "识别码": None, "姓名": None, "行": None}


@pytest.mark.parametrize(
    ("said", "last", "left", "place"),
    [
        ("甲乙丙", 1, "乙丙", 1), ("甲乙丙", 1, "甲乙丙", 2), ("甲乙丙", 2, "甲乙丙", 0),
        ("甲乙丙", 0, "丙甲", 0),
    ],
)  # fmt: skip
def test_findings_alike_are_told_apart_by_what_they_say(said, last, left, place):
    stands = [next_finding._Stand.at(at, {**ALIKE, "问题与处理": text}) for at, text in enumerate(said)]
    now = [next_finding._Stand.at(at, {**ALIKE, "问题与处理": text}) for at, text in enumerate(left)]
    assert next_finding._next(now, next_finding._Stand.remembered(stands[last].mark)) == place


def test_what_is_remembered_of_a_walk_fits_a_defined_name():
    finding = {**ALIKE, "姓名": "样" * 400, "问题与处理": "很长|" * 400, "行": 1048576}
    stand = next_finding._Stand.at(99_999, finding)
    assert len(stand.mark) < 255 and next_finding._Stand.remembered(stand.mark) == stand
    for other in ("", "7|候选人", "候选人|AGE|出生日期|样例甲|x"):
        assert next_finding._Stand.remembered(other) is None


def test_next_shows_a_sheet_that_the_clerk_has_hidden(sample):
    checked(sample)
    edited(sample, lambda book: setattr(book["候选人"], "sheet_state", "hidden"))
    told = {}
    while told.get("sheet") != "候选人":
        told = document(press("next", sample, "--json"))
    assert front(sample) == ("候选人", told["address"])
    assert openpyxl.load_workbook(sample)["候选人"].sheet_state == "visible"


def test_a_finding_about_a_whole_list_stands_in_no_row(sample):
    told = [f for f in checked(sample)["findings"] if not f["row"]]
    assert told and {f["row"] for f in told} == {0}, "in the document as ever"
    lists = [row for row in findings(sample) if row["位置"] and "第" not in row["位置"].split(",")[-1]]
    assert len(lists) == len(told) and {row["行"] for row in lists} == {None}


def test_without_findings_it_says_what_to_press(sample):
    status, _, err = press("next", sample)
    assert status == 2 and "校验候选人" in err


def test_in_excel_the_message_stands_in_the_status_bar(sample, monkeypatch):
    """No box has to be closed, and the status bar is not given back before the next press."""
    checked(sample)
    book, said, told, ended = open_closed(sample), [], [], []
    monkeypatch.setattr("xlwings.Book.caller", classmethod(lambda cls: book))
    monkeypatch.setattr(Desk, "say", lambda self, text: said.append(text))
    monkeypatch.setattr(Desk, "tell", lambda self, text, alarming=False: told.append(text))
    monkeypatch.setattr(Desk, "done", lambda self: ended.append(True))
    ribbon.press("next")
    assert said[-1].startswith("[1/") and not told and not ended
    ribbon.press("quota")
    assert told and ended


# From check to check


def states(file: Path) -> dict[tuple[str, str, str], str]:
    return {(row["姓名"], row["代码"], row["问题与处理"]): row["状态"] for row in findings(file)}


def test_a_second_check_shows_what_is_new_and_what_is_settled(sample):
    first = checked(sample)
    assert first["new"] == [*range(1, len(first["findings"]) + 1)] and first["settled"] == []
    again = checked(sample)
    assert again["new"] == again["settled"] == [] and again["findings"] == first["findings"]
    assert set(states(sample).values()) == {"仍在"}
    gone = next(f for f in first["findings"] if f["table"] == "候选人" and f["code"] == "AGE-EXEC")

    def work(people: list[dict]) -> list[dict]:
        """The person is taken off, another has a fault now, and the list is sorted."""
        left = [row for row in people if row["姓名"] != gone["name"]]
        next(row for row in left if row["备注"] and row["姓名"] != gone["name"])["民族"] = "某族"
        return sorted(left, key=lambda row: str(row["姓名"]))

    change(sample, "候选人", work)
    third = checked(sample)
    new = [third["findings"][at - 1] for at in third["new"]]
    assert [(f["code"], f["column"]) for f in new if f["row"]] == [("CODE", "民族")]
    assert (gone["name"], gone["code"]) in {(s["name"], s["code"]) for s in third["settled"]}
    assert all(f not in first["findings"] for f in new)
    table = findings(sample)
    settled = [row for row in table if row["状态"] == "已解决"]
    assert table[-len(settled) :] == settled and all(row["级别"] is None for row in settled)
    assert len(table) == len(third["findings"]) + len(third["settled"])
    assert any("原为警告" in row["问题与处理"] and row["姓名"] == gone["name"] for row in settled)
    log = rows(sample, "操作日志")[-1]["内容"]
    assert f"已解决 {len(settled)} 条" in log and gone["name"] in log
    assert checked(sample)["settled"] == [], "settled is said once"


def test_sorting_alone_makes_nothing_new(sample):
    checked(sample)
    for key in ("姓名", "身份证号", "单位"):
        change(sample, "候选人", lambda people, key=key: sorted(people, key=lambda row: str(row[key])))
        change(sample, "代表", lambda people: people[::-1])
        found = checked(sample)
        assert found["new"] == [] and found["settled"] == []


def test_of_two_of_one_name_the_right_one_is_settled(ready):
    roster = people(29, 400)
    for row, day in ((roster[0], "1950-01-01"), (roster[1], "1951-01-01")):
        row.update(姓名="样例同名", 出生日期="", 身份证号=sample_number(day), 文化程度="小学")
    done(press("import", ready, "候选人", write_csv(ready.parent / "two.csv", roster), "--replace"))
    two = [f for f in checked(ready)["findings"] if f["name"] == "样例同名" and f["code"] == "EDU-EXEC"]
    assert len(two) == 2
    second = next(r["身份证号"] for r in rows(ready, "候选人")[1:2])

    def work(people: list[dict]) -> list[dict]:
        people[1]["文化程度"] = "大专"
        return people[::-1]

    change(ready, "候选人", work)
    found = checked(ready)
    assert [s["code"] for s in found["settled"] if s["name"] == "样例同名"] == ["EDU-EXEC"]
    gone = [r for r in findings(ready) if r["状态"] == "已解决" and r["代码"] == "EDU-EXEC"]
    assert [r["识别码"] for r in gone] == [identity_mark(second)]


def sample_number(day: str) -> str:
    from datetime import date

    from pyxl.rules.identity import SAMPLE_REGION, make_sample

    return make_sample(SAMPLE_REGION, date.fromisoformat(day), 2)


def test_no_finding_tells_a_whole_identity_number(sample):
    checked(sample)
    numbers = {str(r["身份证号"]) for name in ("候选人", "代表") for r in rows(sample, name) if r["身份证号"]}
    text = str(rows(sample, "校验结果")) + str(rows(sample, "操作日志"))
    assert not any(number in text for number in numbers if len(number) > 10)


# A waiver is entered once


def waive(file: Path) -> tuple[str, str]:
    """Enter a waiver for somebody who breaks a rule with 原则上; who it is."""
    person = next(f for f in checked(file)["findings"] if f["code"] == "EDU-EXEC")

    def work(people: list[dict]) -> list[dict]:
        people[person["row"] - 1].update(例外批准文号="磨委〔2017〕20号", 例外批准日期="2017-11-30")
        return people

    change(file, "候选人", work)
    return person["name"], person["code"]


@pytest.mark.parametrize("words", [("--replace",), ()])
def test_a_list_that_comes_again_takes_no_waiver_away(ready, words):
    roster = people(29, 600)
    roster[3]["文化程度"] = "小学"
    source = write_csv(ready.parent / "list.csv", roster)
    done(press("import", ready, "候选人", source, "--replace"))
    name, code = waive(ready)
    severity = {f["code"]: f["severity"] for f in checked(ready)["findings"] if f["name"] == name}
    assert severity == {code: "note"}
    said = done(press("import", ready, "候选人", source, *words))[1]
    people_now = [r for r in rows(ready, "候选人") if r["姓名"] == name]
    assert len(people_now) == 1 and people_now[0]["例外批准文号"] == "磨委〔2017〕20号"
    assert ("保留了 1 人" in said) == bool(words)
    assert {f["code"]: f["severity"] for f in checked(ready)["findings"] if f["name"] == name} == severity
    # Sorted anew and with another telephone number it is the same person, by her identity number.
    moved = sorted(roster, key=lambda row: row["姓名"])
    next(row for row in moved if row["姓名"] == name)["职务"] = "网格员"
    done(press("import", ready, "候选人", write_csv(source, moved), "--replace"))
    assert [r["例外批准文号"] for r in rows(ready, "候选人") if r["姓名"] == name] == ["磨委〔2017〕20号"]
    others = [r["例外批准文号"] for r in rows(ready, "候选人") if r["姓名"] != name]
    assert set(others) == {None}, "nobody else gets it"


# What a paste destroyed


def spoil_phone(sheet: Worksheet) -> None:
    sheet["S5"].value, sheet["S5"].number_format = 13800000000, "General"


def spoil_format(sheet: Worksheet) -> None:
    sheet["E9"].number_format = "General"


def spoil_date(sheet: Worksheet) -> None:
    sheet["F6"].value, sheet["F6"].number_format = "1980年5月1日", "@"


def spoil_serial(sheet: Worksheet) -> None:
    sheet["F6"].value, sheet["F6"].number_format = 29342, "General"


def spoil_order(sheet: Worksheet) -> None:
    sheet["U4"].value, sheet["U4"].number_format = "1", "@"


def spoil_choices(sheet: Worksheet) -> None:
    for rule in sheet.data_validations.dataValidation:
        if "C4" in rule.sqref:
            rule.sqref = openpyxl.worksheet.cell_range.MultiCellRange("C4:C6 C8:C1048576")


COLUMNS = {
    spoil_phone: ("联系电话", 2), spoil_format: ("身份证号", 6), spoil_date: ("出生日期", 3),
    spoil_serial: ("出生日期", 3), spoil_order: ("选票次序", 1), spoil_choices: ("性别", 4),
}  # fmt: skip


def form(file: Path) -> list[tuple[str, str, int, str]]:
    found = [f for f in checked(file)["findings"] if f["code"] == "FORM"]
    return [(f["table"], f["column"], f["row"], f["message"]) for f in found]


def test_an_undamaged_workbook_has_no_finding_of_form(ready, sample):
    assert form(ready) == [] and form(sample) == []
    many = write_csv(ready.parent / "many.csv", people(200, 800))
    done(press("import", ready, "候选人", many))
    assert form(ready) == [], "rows that a press added are as good as those that were there"


@pytest.mark.parametrize("spoil", usually(COLUMNS, spoil_phone, spoil_date), ids=lambda spoil: spoil.__name__)
def test_what_a_paste_destroyed_is_found_where_it_is(ready, spoil):
    with open_closed(ready, read_only=True) as book:
        region = Workbook(book).region("候选人")
        assert (region.top, region.left) == (3, 1)
        assert [region.offsets[h] for h in ("联系电话", "选票次序")] == [18, 20]
    edited(ready, lambda book: spoil(book["候选人"]))
    column, row = COLUMNS[spoil]
    found = [one for one in form(ready) if one[1] == column]
    assert found and all(one[:3] == ("候选人", column, row) for one in found)
    assert all("格式刷" in one[3] or "选择性粘贴" in one[3] or "分列" in one[3] for one in found)
    link = next(r for r in findings(ready) if r["代码"] == "FORM" and r["栏目"] == column)["位置"]
    assert JUMP.fullmatch(link)["row"] == str(row + 3)


def test_a_date_typed_as_text_is_said_to_be_what_it_is(ready):
    """The formulas beside the list read 1980.1.1 as well as Python does; only the charts do not."""
    change(ready, "候选人", lambda people: [{**people[0], "出生日期": "1980.1.1"}, *people[1:]])
    (found,) = form(ready)
    assert "排序、筛选和统计图都不认" in found[3] and "公式" not in found[3]


def test_a_birth_known_to_the_month_is_text_and_no_fault(ready):
    change(ready, "候选人", lambda people: [{**people[0], "出生日期": "1980-05"}, *people[1:]])
    assert form(ready) == []


def test_formulas_that_were_pasted_over_are_found(ready):
    with open_closed(ready, read_only=True) as book:
        region = Workbook(book).region("候选人")
        header = region.sheet.range(
            (region.top, region.left), (region.top, region.left + region.width - 1)
        ).value
    live = next((at for at, text in enumerate(header, 1) if text == "即时校验"), None)
    if live is None:
        pytest.skip("the workbook has no formula column yet")
    edited(ready, lambda book: setattr(book["候选人"].cell(5, live), "value", "没有问题"))
    assert [(one[1], one[2]) for one in form(ready)] == [("即时校验", 2)]
    link = next(row for row in findings(ready) if row["代码"] == "FORM")["位置"]
    assert JUMP.fullmatch(link)["column"] == openpyxl.utils.get_column_letter(live)


def test_every_fault_that_the_workbook_sees_has_its_words():
    assert {fault.value for fault in Fault} == set(KINDS)


def test_the_first_odd_row_is_found_by_halving(sample):
    with open_closed(sample, read_only=True) as book:
        sheet = book.sheets["候选人"]
        column = Area(4, 5, 43, 5)
        assert cell_rules.first_row_without_format(sheet, column, "@") is None
        for row in (4, 17, 43):
            sheet.range(f"E{row}").number_format = "General"
            assert cell_rules.first_row_without_format(sheet, column, "@") == row
            sheet.range(f"E{row}").number_format = "@"


@pytest.mark.parametrize(
    ("areas", "row"),
    [
        ([Area(4, 1, 100, 9)], None), ([Area(4, 3, 6, 3), Area(7, 3, 100, 3)], None), ([], 4),
        ([Area(8, 3, 100, 3)], 4), ([Area(4, 3, 6, 3), Area(8, 1, 100, 9)], 7), ([Area(4, 4, 100, 9)], 4),
    ],
)  # fmt: skip
def test_a_hole_in_the_input_rules(areas, row):
    assert cell_rules.uncovered_row(Area(4, 3, 40, 3), areas) == row


def test_excel_is_asked_for_all_input_rules_at_once():
    class ComError(Exception):
        hresult = -2146827284

    class Areas(list):
        Count = property(len)

        def __call__(self, number):
            return type("Area", (), {"Address": self[number - 1]})

    class Sheet:
        ProtectContents = False

        def __init__(self, *addresses):
            self.Cells, self.addresses = self, addresses

        def Range(self, address):
            assert address == "A1:F99"
            return self

        def SpecialCells(self, kind):
            assert kind == -4174
            if not self.addresses:
                raise ComError
            return type("Found", (), {"Areas": Areas(self.addresses), "Address": ",".join(self.addresses)})

    asked = [Area(1, 1, 99, 6)]
    assert list(cell_rules._areas_in_excel(Sheet("$A$4:$C$9", "$E$4"), asked, None)) == [
        Area(4, 1, 9, 3),
        Area(4, 5, 4, 5),
    ]
    assert list(cell_rules._areas_in_excel(Sheet(), asked, None)) == []


def test_messages_name_settings_that_exist(sample):
    from pyxl.rules.check.levels import BY_KEY

    with open_closed(sample, read_only=True) as book:
        outcome = check.run(Workbook(book), check.Options(), lambda step: None)
    told = re.findall("设置“([^”]+)”", str(outcome.document))
    assert told and set(told) <= set(BY_KEY)


def test_two_checks_of_one_file_differ_in_nothing_but_their_time(sample, tmp_path):
    other = Path(shutil.copy(sample, tmp_path / "other.xlsm"))
    checked(sample)
    checked(other)
    assert findings(sample) == findings(other)


# 问题清单


def test_the_list_of_things_to_do_says_each_once_with_its_link(sample):
    change(sample, "代表", lambda records: [{**record, "单位": None} for record in records])
    found, listed = checked(sample)["findings"], rows(sample, "问题清单")
    assert 0 < len(listed) < len(found) / 2, "far fewer lines than findings"
    assert [row["序号"] for row in listed] == list(range(1, len(listed) + 1))
    for row in listed:
        target = JUMP.fullmatch(row["去处理"])
        assert target and target["label"].startswith(target["sheet"])
        assert row["代码"] and not re.search("[A-Z]{3,}", f"{row['问题']}{row['怎么办']}{row['行和姓名']}")
    assert len({(row["问题"], row["去处理"]) for row in listed}) == len(listed)


def test_a_workbook_without_the_list_is_checked_all_the_same(tmp_path):
    old = Path(shutil.copy(Path(__file__).parents[1] / "kept" / "0.1.0" / "counted.xlsm", tmp_path))
    status, told, _ = press("check", old)
    assert status in (0, 1) and "“校验结果”表" in told and "问题清单" not in told
