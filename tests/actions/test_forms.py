"""Forms go out, are filled in, and come back as often as a village likes."""

from __future__ import annotations

import datetime as dt
import io
import os
import re
import shutil
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest

from pyxl.book.forms.mark import MARK_SHEET, mark_of
from pyxl.book.workbook import Workbook
from pyxl.cli import main
from pyxl.hosts.engine.opening import open_closed
from pyxl.hosts.foreign.files import read_grids
from pyxl.rules.identity import SAMPLE_REGION, make_sample
from tests.actions.clerk import document, refused
from tests.actions.election_day import put

pytestmark = pytest.mark.process

UNITS = ("登高村", "千丘村", "镇卫生院")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A workbook with three units, of which two have a quota, and its forms."""
    folder = tmp_path_factory.mktemp("town")
    file = folder / "测试镇.xlsx"
    lines = ["单位,妇女人数,分配名额", "登高村,300,3", "千丘村,200,2", "镇卫生院,,"]
    (folder / "单位.csv").write_text("\n".join(lines), encoding="utf-8")
    for words in (
        ("new", file, "--town", "测试镇"), ("import", file, "单位", folder / "单位.csv"),
        ("forms", file, "--out", folder / "填报表"),
    ):  # fmt: skip
        assert main(list(map(str, words))) == 0
    (folder / "单位.csv").unlink()
    return folder


@pytest.fixture
def town(made, tmp_path):
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return tmp_path / "测试镇.xlsx"


def person(name: str, day: int, **more):
    born = dt.date(1980, 5, day)
    return {"姓名": name, "性别": "女", "民族": "汉族", "身份证号": make_sample(SAMPLE_REGION, born, 2),
            "出生日期": born, "政治面貌": "群众", "文化程度": "高中", "产生方式": "选举", **more}  # fmt: skip


def filled(path, *people, sheet="代表"):
    """As a village fills it in: another program saves it."""
    book = openpyxl.load_workbook(path)
    page = book[sheet]
    headers = {cell.value: cell.column for cell in page[3]}
    for row in range(4, 10):
        for header, column in headers.items():
            if page.cell(row, column).protection.locked is False:
                page.cell(row, column).value = people[row - 4].get(header) if row - 4 < len(people) else None
    book.save(path)


def people_of(file, table="代表"):
    with open_closed(file) as book:
        return [
            (r["序号"], r["姓名"], r["单位"], r["联系电话"])
            for r in Workbook(book).records(table)
            if r["姓名"]
        ]


def test_a_form_says_quota_and_deadline_and_is_closed_outside_its_fields(moxi, town, tmp_path):
    made = document(moxi("forms", town, "--out", tmp_path / "f", "--due", "2017年11月30日", "--json"))
    assert [form["unit"] for form in made["forms"]] == list(UNITS)
    book = openpyxl.load_workbook(made["forms"][0]["file"])
    cover = [[cell.value for cell in row] for row in book["填报说明"].iter_rows(min_row=4, max_row=5)]
    assert cover == [["代表名额", "3 名"], ["截止日期", "2017年11月30日"]]
    states = {sheet.title: sheet.sheet_state for sheet in book}
    assert [name for name, state in states.items() if state == "visible"] == [
        "填报说明",
        "代表",
        "候选人",
        "空白名册",
    ]
    assert states[MARK_SHEET] == "veryHidden"
    assert all(sheet.protection.sheet for sheet in book if sheet.title != MARK_SHEET)
    page = book["代表"]
    headers = {cell.value: cell.column for cell in page[3]}
    locked = {header for header, column in headers.items() if page.cell(4, column).protection.locked}
    assert {"序号", "单位", "即时校验"} <= locked and not {"姓名", "身份证号", "备注"} & locked
    assert page.cell(9, 2).protection.locked is False and page.cell(10, 2).protection.locked
    assert page.cell(4, headers["身份证号"]).number_format == "@"
    assert {"性别", "民族"} <= {h for h, c in headers.items() for v in page.data_validations.dataValidation
                              if v.type == "list" and (4, c) in [(r.min_row, r.min_col) for r in v.sqref.ranges]}  # fmt: skip
    assert Path(made["forms"][0]["file"]).stat().st_size < 100_000


def test_no_form_names_a_person_and_none_has_macros(town, tmp_path):
    data = (tmp_path / "填报表" / "登高村-填报表.xlsx").read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert not [name for name in archive.namelist() if "vba" in name.casefold() or "external" in name]
    mark = mark_of(read_grids(tmp_path / "填报表" / "登高村-填报表.xlsx"))
    assert (mark.town, mark.unit) == ("测试镇", "登高村")


def test_forms_come_back_again_and_again(moxi, town, tmp_path):
    folder = tmp_path / "填报表"
    filled(folder / "登高村-填报表.xlsx", person("甲一梅", 1), person("乙二兰", 2))
    filled(folder / "千丘村-填报表.xlsx", person("丙三竹", 3))
    first = document(moxi("import", town, "代表", folder, "--json"))
    assert first["rows"] == 3
    (blank,) = first["skipped"]
    assert "“镇卫生院”的填报表是空白的" in blank["reason"] and first["notes"] == []
    assert people_of(town) == [
        (1, "甲一梅", "登高村", None),
        (2, "乙二兰", "登高村", None),
        (3, "丙三竹", "千丘村", None),
    ]

    again = document(moxi("import", town, "代表", folder, "--json"))
    assert again["rows"] == 0
    assert all(not (c["added"] or c["removed"] or c["changed"]) for c in again["changed"])
    assert len(people_of(town)) == 3

    filled(folder / "登高村-填报表.xlsx", person("甲一梅", 1, 联系电话="13800000001"), person("丁四菊", 4))
    (folder / "登高村-填报表.xlsx").rename(folder / "登高村-填报表(1).xlsx")
    newer = document(moxi("import", town, "代表", folder, "--json"))
    (change,) = (c for c in newer["changed"] if c["unit"] == "登高村")
    assert (change["added"], change["removed"]) == (["丁四菊"], ["乙二兰"])
    assert change["changed"] == {"甲一梅": ["联系电话"]}
    assert people_of(town) == [
        (1, "甲一梅", "登高村", "13800000001"), (2, "丁四菊", "登高村", None), (3, "丙三竹", "千丘村", None)
    ]  # fmt: skip
    said = moxi("undo", town)[1]
    assert "导入名册" in said and [p[1] for p in people_of(town)] == ["甲一梅", "乙二兰", "丙三竹"]


def test_of_two_forms_of_a_unit_the_one_saved_last_counts(moxi, town, tmp_path):
    folder = tmp_path / "填报表"
    form = folder / "登高村-填报表.xlsx"
    (folder / "旧.xlsx").write_bytes(form.read_bytes())
    filled(folder / "旧.xlsx", person("甲一梅", 1))
    filled(form, person("乙二兰", 2))
    os.utime(folder / "旧.xlsx", (1, 1))
    made = document(moxi("import", town, "代表", folder / "旧.xlsx", form, "--json"))
    assert [p[1] for p in people_of(town)] == ["乙二兰"]
    assert any("更新的一份" in item["reason"] for item in made["skipped"])


def test_a_blank_form_takes_nobody_away(moxi, town, tmp_path):
    form = tmp_path / "填报表" / "登高村-填报表.xlsx"
    blank = form.read_bytes()
    filled(form, person("甲一梅", 1))
    moxi("import", town, "代表", form)
    form.write_bytes(blank)
    made = document(moxi("import", town, "代表", form, "--json"))
    assert made["rows"] == 0 and len(people_of(town)) == 1
    assert any("空白" in item["reason"] for item in made["skipped"])


def test_waivers_and_what_the_form_does_not_ask_for_stay(moxi, town, tmp_path):
    form = tmp_path / "填报表" / "登高村-填报表.xlsx"
    filled(form, person("甲一梅", 1, 拟任职务="执委"), sheet="候选人")
    moxi("import", town, "候选人", form)
    with open_closed(town) as book:
        sheet = book.sheets["候选人"]
        headers = sheet.range("A3:U3").value
        for header, value in (("例外批准文号", "镇委〔2017〕1号"), ("选票次序", 2)):
            sheet.range((4, headers.index(header) + 1)).value = value
        book.save()
    filled(form, person("甲一梅", 1, 拟任职务="主席"), sheet="候选人")
    moxi("import", town, "候选人", form)
    with open_closed(town) as book:
        (row,) = Workbook(book).records("候选人")
    assert (row["拟任职务"], row["例外批准文号"], row["选票次序"]) == ("主席", "镇委〔2017〕1号", 2)


def test_a_form_of_another_town_s_unit_is_refused(moxi, town, tmp_path):
    other = tmp_path / "别镇.xlsx"
    moxi("new", other, "--town", "别镇")
    (tmp_path / "u.csv").write_text("单位,妇女人数\n石门村,1", encoding="utf-8")
    moxi("import", other, "单位", tmp_path / "u.csv")
    moxi("forms", other, "--out", tmp_path / "别")
    sentence = refused(moxi, town, "import", "代表", tmp_path / "别" / "石门村-填报表.xlsx")
    assert "石门村" in sentence and "没有这个单位" in sentence


def test_without_units_there_are_no_forms(moxi, tmp_path):
    file = tmp_path / "空.xlsx"
    moxi("new", file, "--town", "空镇")
    assert "还没有单位" in refused(moxi, file, "forms", "--out", tmp_path / "x")
    assert not (tmp_path / "x").exists()


def test_the_notice_goes_with_the_forms_as_soon_as_nothing_is_wanting(moxi, town, tmp_path):
    """Who gets a form gets the notice that says how to elect; in the folder that comes back it is no list."""
    folder = tmp_path / "f"
    without = document(moxi("forms", town, "--out", folder, "--json"))
    assert without["notice"] is None and not list(folder.glob("*.docx"))
    assert "“推选通知”还不能附上" in moxi("forms", town, "--out", folder)[1]
    settings = (
        "代表名额=5",
        "大会次数=第一次",
        "名额批复文号=测委〔2017〕1号",
        "名额批复日期=2017-11-24",
        "联系人=样例",
        "联系人电话=027",
        "市=样例市",
        "县区=样例区",
        "上级妇联=样例区妇联",
    )
    assert moxi("set", town, *settings)[0] == 0
    lines = [
        {"单位": name, "妇女人数": 300, "分配名额": seats}
        for name, seats in zip(UNITS, (3, 1, 1), strict=True)
    ]
    put(town, "单位", lines)
    made = document(moxi("forms", town, "--out", folder, "--json"))
    assert Path(made["notice"]) == folder / "12-推选通知.docx"
    text = "".join(p.text for p in docx.Document(made["notice"]).paragraphs)
    assert "登高村" in text + "".join(
        cell.text for table in docx.Document(made["notice"]).tables for cell in table._cells
    )
    filled(folder / "登高村-填报表.xlsx", person("甲一梅", 1))
    back = document(moxi("import", town, "代表", folder, "--json"))
    assert back["rows"] == 1 and back["refused"] == []


def test_what_is_wrong_elsewhere_holds_no_form_up(moxi, town, tmp_path):
    with open_closed(town) as book:
        region = Workbook(book).region("代表")
        region.sheet.range((region.top + 1, region.left + region.offsets["出生日期"])).formula = "=1+1"
        book.save()
    made = document(moxi("forms", town, "--out", tmp_path / "f", "--json"))
    assert len(made["forms"]) == len(UNITS) and made["notice"] is None
    assert "“推选通知”没有附上" in moxi("forms", town, "--out", tmp_path / "f")[1]


def saved_at(path: Path, moment: dt.datetime) -> None:
    """As if the village had saved it then: by its program's own word, whatever the disk says."""
    book = openpyxl.load_workbook(path)
    book.properties.modified = moment
    made = io.BytesIO()
    book.save(made)
    parts = zipfile.ZipFile(made)
    with zipfile.ZipFile(path, "w") as archive:
        for name in parts.namelist():
            data = parts.read(name)
            if name == "docProps/core.xml":
                stamp = f"{moment:%Y-%m-%dT%H:%M:%SZ}".encode()
                data = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + stamp, data)
            archive.writestr(name, data)


def test_an_older_form_that_lies_about_takes_nothing_back(moxi, town, tmp_path):
    """A folder grows over weeks: what was imported last week is known this week, in another press."""
    folder, one = tmp_path / "填报表", tmp_path / "单独"
    one.mkdir()
    form = folder / "登高村-填报表.xlsx"
    old = one / "登高村-填报表.xlsx"
    shutil.copy(form, old)
    for path, name, day in ((old, "甲一梅", 20), (form, "乙二兰", 25)):
        filled(path, person(name, 1))
        saved_at(path, dt.datetime(2017, 11, day, 9, 30))
        os.utime(path, (2e9 - day * 86_400, 2e9 - day * 86_400))  # the disk has it the other way round
    assert document(moxi("import", town, "代表", folder, "--json"))["rows"] == 1
    told = document(moxi("import", town, "代表", one, "--json"))
    assert told["rows"] == 0 and people_of(town)[0][1] == "乙二兰"
    assert any("旧，没有导入" in item["reason"] and "2017-11-2" in item["reason"] for item in told["skipped"])
    assert document(moxi("import", town, "代表", folder, "--json"))["rows"] == 0, (
        "the same again is no change"
    )
    assert document(moxi("import", town, "代表", old, "--json"))["rows"] == 1, "chosen by itself, it is meant"
    assert people_of(town)[0][1] == "甲一梅"


def test_after_an_undo_no_form_is_an_old_one(moxi, town, tmp_path):
    folder, one = tmp_path / "填报表", tmp_path / "单独"
    one.mkdir()
    form, old = folder / "登高村-填报表.xlsx", one / "登高村-填报表.xlsx"
    shutil.copy(form, old)
    for path, name, day in ((old, "甲一梅", 20), (form, "乙二兰", 25)):
        filled(path, person(name, 1))
        saved_at(path, dt.datetime(2017, 11, day))
    moxi("import", town, "代表", folder)
    assert moxi("undo", town)[0] == 0
    assert document(moxi("import", town, "代表", one, "--json"))["rows"] == 1
