"""The district's merge as its clerk runs it: an inbox, one workbook, replies to what was refused."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pyxl.district.figures import kept_figures, kept_members
from pyxl.district.merging import merge
from pyxl.district.orders import Orders
from pyxl.district.result.declared import ACROSS, ARRIVALS, ISSUES, SUMMARY, Page
from pyxl.district.shelf import Shelf
from pyxl.errors import FileError
from tests.actions.clerk import document, press
from tests.district import towns
from tests.district.inbox import LISTED, NUMBER, PASSWORDS, District

pytestmark = pytest.mark.process


def lines(file: Path, page: Page) -> list[dict[str, Any]]:
    sheet = openpyxl.load_workbook(file, read_only=True)[page.sheet]
    rows = list(sheet.iter_rows(values_only=True))
    found = []
    for row in rows[page.head :]:
        if row[0] is None:
            break
        found.append(dict(zip(rows[page.head - 1], row, strict=False)))
    return found


def test_every_expected_town_has_a_row_and_every_arrival_a_verdict(district):
    rows = {row["报送单位"]: row for row in lines(district.out, SUMMARY)}
    assert list(rows) == [*LISTED, "名单外镇"]
    assert {town: row["状态"] for town, row in rows.items()} == {
        "甲样镇": "已报", "乙样镇": "已报", "丙样镇": "已报", "丁样镇": "已报", "戊样镇": "已报", "己样镇": "未报", "庚样镇": "未报",
        "名单外镇": "名单外",
    }  # fmt: skip
    assert (rows["甲样镇"]["第几次"], rows["甲样镇"]["来件"], rows["甲样镇"]["执委"]) == (2, 2, 25)
    assert rows["乙样镇"]["建议"].startswith("退回") and rows["甲样镇"]["建议"] == "接收"
    assert rows["己样镇"]["建议"] == "催报：退回 1 份"
    arrivals = {
        row["文件"].rpartition("›")[2][:8] + row["处理"]: row for row in lines(district.out, ARRIVALS)
    }
    assert len(arrivals) == len(lines(district.out, ARRIVALS)) == 10
    verdicts = Counter(row["处理"] for row in arrivals.values())
    assert verdicts == {"采用": 6, "较早": 1, "重复": 1, "退回": 2}
    mailed = next(row for row in arrivals.values() if row["发件人"])
    assert mailed["发件人"] == "乙样镇妇联 <yi@example.cn>" and mailed["报送单位"] == "乙样镇"
    assert all(len(row["SHA-256"]) == 64 for row in arrivals.values() if row["处理"] != "退回")


def test_findings_stand_on_their_sheet(district):
    found = {(row["报送单位"], row["代码"]) for row in lines(district.out, ISSUES)}
    assert found >= {
        ("乙样镇", "D-RESULT"), ("丙样镇", "D-PERSON"), ("丁样镇", "D-PERSON"), ("己样镇", "D-SILENT"), ("庚样镇", "D-SILENT"),
        ("名单外镇", "D-UNLISTED"), ("名单外镇", "D-OPEN"),
    }  # fmt: skip
    across = {(row["级别"], row["姓名"]): row["所在名单"] for row in lines(district.out, ACROSS)}
    assert across == {
        ("错误", "李同人"): "丁样镇代表、丙样镇代表",
        ("提示", "王同名"): "名单外镇代表、戊样镇代表",
    }


def test_what_is_refused_lies_aside_with_a_reply(district):
    folder = district.folder / "退回"
    assert sorted(path.name for path in folder.iterdir()) == [
        "密码.txt",
        "密码.txt（回复）.txt",
        "己样镇 坏文件.xlsx",
        "己样镇 坏文件.xlsx（回复）.txt",
    ]
    text = (folder / "己样镇 坏文件.xlsx（回复）.txt").read_text("utf-8-sig")
    assert "未能接收。原因：文件" in text and "安居区妇联" in text


def test_no_number_and_no_password_is_in_anything_that_the_merge_made(district):
    made = [
        path
        for path in district.folder.rglob("*")
        if path.is_file() and "收件" not in str(path) and "暂" not in str(path)
    ]
    texts = "".join(
        str(cell)
        for name in openpyxl.load_workbook(district.out).worksheets
        for row in name.values
        for cell in row
    )
    with Shelf(district.orders().shelf) as shelf:
        for row in lines(district.out, ARRIVALS):
            if row["处理"] == "采用":
                texts += kept_figures(shelf, row["SHA-256"]).model_dump_json() + str(
                    kept_members(shelf, row["SHA-256"])
                )
    blob = b"".join(path.read_bytes() for path in made if path.name != "密码.csv") + texts.encode()
    for secret in (NUMBER, *PASSWORDS.values(), "1980-05-01"):
        assert secret.encode() not in blob, secret


def test_a_second_merge_reads_nothing_and_keeps_what_a_person_entered(district, tmp_path):
    first = district.merged
    district = District(Path(shutil.copytree(district.folder, tmp_path / "区")), first)
    book = openpyxl.load_workbook(district.out)
    sheet = book[SUMMARY.sheet]
    places = {cell.value: cell.column for cell in sheet[SUMMARY.head]}
    for row in sheet.iter_rows(min_row=SUMMARY.head + 1):
        if row[places["报送单位"] - 1].value == "甲样镇":
            row[places["结论"] - 1].value, row[places["意见"] - 1].value = "接收", "材料齐全"
    book["设置"]["B6"].value = "安居区妇女联合会办公室"
    book.save(district.out)
    again = merge(district.orders(), lambda step: None)
    assert again.read == 0 and again.accepted == district.merged.accepted
    kept = {row["报送单位"]: row for row in lines(district.out, SUMMARY)}
    assert (kept["甲样镇"]["结论"], kept["甲样镇"]["意见"], kept["甲样镇"]["建议"]) == (
        "接收",
        "材料齐全",
        "接收",
    )
    assert kept["名单外镇"]["状态"] == "名单外"
    assert openpyxl.load_workbook(district.out)["设置"]["B6"].value == "安居区妇女联合会办公室"

    second = towns.frozen("甲样镇")  # its digest is not the chain's, so a person is asked
    newer = towns.frozen(
        "甲样镇", number=3, previous=second.cover.digest, made=towns.MADE + dt.timedelta(days=1)
    )
    file = towns.mailed(district.inbox, newer)
    third = merge(district.orders(), lambda step: None)
    file.unlink()
    row = next(row for row in lines(district.out, SUMMARY) if row["报送单位"] == "甲样镇")
    assert third.read == 1 and row["第几次"] == 3
    assert row["建议"].startswith("结论以后又有新件，请重新核定。") and row["结论"] == "接收"


def test_a_password_that_comes_later_opens_and_clears_the_copy(district, tmp_path):
    inbox = tmp_path / "收件"
    town, password = next(iter(PASSWORDS.items()))
    sent = next(path for path in district.inbox.iterdir() if path.name.startswith(town))
    inbox.mkdir()
    (inbox / sent.name).write_bytes(sent.read_bytes())
    orders = Orders(inbox, tmp_path / "汇总.xlsx", now=towns.NOW)
    assert merge(orders, lambda step: None).refused[0][1].startswith("文件设有密码")
    assert (tmp_path / "退回" / sent.name).exists()
    (tmp_path / "密码.csv").write_text(f"{town},{password}\n", encoding="utf-8")
    known = Orders(inbox, tmp_path / "汇总.xlsx", tmp_path / "密码.csv", now=towns.NOW)
    assert merge(known, lambda step: None).accepted == [(sent.name, town)]
    assert not list((tmp_path / "退回").iterdir())


def test_another_towns_password_does_not_pass_for_ones_own(district, tmp_path):
    """The same password for two towns, as lazy districts have it: the cover must name the town of the file."""
    inbox = tmp_path / "收件"
    inbox.mkdir()
    sent = next(path for path in district.inbox.iterdir() if path.name.startswith("丙样镇"))
    (inbox / sent.name.replace("丙样镇", "壬样镇")).write_bytes(sent.read_bytes())
    (tmp_path / "密码.csv").write_text(f"壬样镇,{PASSWORDS['丙样镇']}\n", encoding="utf-8")
    merged = merge(
        Orders(inbox, tmp_path / "汇总.xlsx", tmp_path / "密码.csv", now=towns.NOW), lambda step: None
    )
    assert "封面却写着丙样镇" in merged.refused[0][1]


def test_two_towns_may_have_one_password_and_a_wrong_list_may_be_mended(district, tmp_path):
    """A file that names no town is tried with all; what was refused for the list is read again with another list."""
    inbox, out, town = tmp_path / "收件", tmp_path / "汇总.xlsx", "丙样镇"
    inbox.mkdir()
    sent = next(path for path in district.inbox.iterdir() if path.name.startswith(town))
    (inbox / "上报.xlsx").write_bytes(sent.read_bytes())

    def merged(*listed: str):
        (tmp_path / "密码.csv").write_text(
            "".join(f"{one},{PASSWORDS[town]}\n" for one in listed), encoding="utf-8"
        )
        return merge(Orders(inbox, out, tmp_path / "密码.csv", now=towns.NOW), lambda step: None)

    assert "封面却写着丙样镇" in merged("壬样镇", "癸样镇").refused[0][1]
    assert merged("壬样镇", town).accepted == [("上报.xlsx", town)]


def test_a_town_s_own_workbook_is_read_and_said_to_be_unpacked(tmp_path):
    (tmp_path / "收件").mkdir()
    (tmp_path / "收件" / "磨溪镇.xlsm").write_bytes(towns.COUNTED.read_bytes())
    merged = merge(Orders(tmp_path / "收件", tmp_path / "汇总.xlsx", now=towns.NOW), lambda step: None)
    (row,) = lines(tmp_path / "汇总.xlsx", SUMMARY)
    assert merged.accepted == [("磨溪镇.xlsm", "磨溪镇")]
    assert (row["第几次"], row["代表"], row["执委"]) == (0, 41, 25)
    assert "D-UNPACKED" in {row["代码"] for row in lines(tmp_path / "汇总.xlsx", ISSUES)}


def test_a_town_of_the_same_name_in_another_county_is_told(tmp_path):
    def elsewhere(tables: towns.Tables) -> None:
        (row,) = (row for row in tables["设置"] if row["项目"] == "县区")
        row["值"] = "船山区"

    for town, *changes in (("甲样镇",), ("乙样镇",), ("丙样镇", elsewhere)):
        towns.mailed(tmp_path / "收件", towns.frozen(town, *changes))
    merge(Orders(tmp_path / "收件", tmp_path / "汇总.xlsx", now=towns.NOW), lambda step: None)
    found = [row["报送单位"] for row in lines(tmp_path / "汇总.xlsx", ISSUES) if row["代码"] == "D-COUNTY"]
    assert found == ["丙样镇"]


def test_where_nothing_can_be_taken_the_sentence_says_what_came(tmp_path):
    inbox, out = tmp_path / "收件", tmp_path / "汇总.xlsx"
    inbox.mkdir()
    assert "没有收到来件" in merge(Orders(inbox, out, now=towns.NOW), lambda step: None).told
    (inbox / "说明.docx").write_bytes(b"x")
    assert "收到来件 1 份，退回 1 份" in merge(Orders(inbox, out, now=towns.NOW), lambda step: None).told


def test_a_file_that_is_no_result_is_not_overwritten(tmp_path):
    (tmp_path / "收件").mkdir()
    book = openpyxl.Workbook()
    book.save(tmp_path / "别的.xlsx")
    before = (tmp_path / "别的.xlsx").read_bytes()
    with pytest.raises(FileError, match="不是区里的汇总工作簿"):
        merge(Orders(tmp_path / "收件", tmp_path / "别的.xlsx"), lambda step: None)
    assert (tmp_path / "别的.xlsx").read_bytes() == before


def test_a_verdict_that_is_none_is_asked_about_and_not_lost(tmp_path):
    (tmp_path / "收件").mkdir()
    (tmp_path / "名单.txt").write_text("甲样镇\n", encoding="utf-8")
    document(press("new", tmp_path / "汇总.xlsx", "--district", "--towns", tmp_path / "名单.txt", "--json"))
    book = openpyxl.load_workbook(tmp_path / "汇总.xlsx")
    book[SUMMARY.sheet].cell(SUMMARY.head + 1, SUMMARY.headers.index("结论") + 1).value = "可以"
    book.save(tmp_path / "汇总.xlsx")
    with pytest.raises(FileError, match=r"“甲样镇”的结论写的是“可以”"):
        merge(Orders(tmp_path / "收件", tmp_path / "汇总.xlsx"), lambda step: None)


def test_the_command_says_it_in_chinese_and_in_json(district):
    status, out, _ = press(
        "merge", district.inbox, "--out", district.out, "--passwords", district.folder / "密码.csv", "--json"
    )
    told = json.loads(out)
    assert status == 1 and {one["town"] for one in told["accepted"]} == {*LISTED[:5], "名单外镇"}
    assert {one["file"] for one in told["refused"]} == {"己样镇 坏文件.xlsx", "密码.txt"}
    assert {"severity", "town", "code", "where", "message"} == set(told["findings"][0])
    _, out, _ = press(
        "merge", district.inbox, "--out", district.out, "--passwords", district.folder / "密码.csv"
    )
    assert "应报 7 个镇" in out and "退回" in out
