"""The lists that a district keeps by hand: passwords and expected towns, in whatever form somebody typed them."""

from __future__ import annotations

import io

import openpyxl
import pytest

from pyxl.district.inbox import Passwords, read_passwords, read_town_list
from pyxl.district.inbox.passwords import MOST_TRIED
from pyxl.errors import FileError

TWO = "甲镇,Abc-0012345\n乙镇,0012345678\n"
PAIRS = {"甲镇": "Abc-0012345", "乙镇": "0012345678"}


def sheet(*rows: list[object], beside: str = "") -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    if beside:
        book.create_sheet("说明")["A1"] = beside
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        TWO.encode(), ("镇,密码\n" + TWO).encode("utf-8-sig"), ("镇,密码\n" + TWO).encode("gb18030"), TWO.encode("utf-16"),
        TWO.replace(",", "\t").encode(), TWO.replace(",", "，").encode(), TWO.replace(",", ";").encode(),
        ("乡镇名称,打开密码\n" + TWO).encode(), ("报送单位，口 令\n" + TWO.replace(",", "，")).encode(),
        "各镇密码表\n序号,镇,密码\n1,甲 镇,Abc-0012345\n2,乙镇,　0012345678 \n".encode(),
        "密码,备注,镇\nAbc-0012345,,甲镇\n0012345678,新换的,乙镇\n".encode(),
        (TWO + "甲镇,Abc-0012345\n\n").encode(),
        sheet(["镇", "密码"], ["甲镇", "Abc-0012345"], ["乙镇", "0012345678"], beside="不要外传"),
    ],
    ids=["plain", "BOM", "GBK", "UTF-16", "tabs", "full-width", "semicolons", "other headers", "headers apart", "title and numbers", "other order", "twice",
         "xlsx"],
)  # fmt: skip
def test_passwords_are_taken_by_their_town_whatever_the_list_looks_like(tmp_path, data):
    (tmp_path / "密码").write_bytes(data)
    assert read_passwords(tmp_path / "密码").by_town == PAIRS


@pytest.mark.parametrize("text", ["甲镇,", ",x", "甲镇,a\n甲　镇,b", "甲镇 Abc-0012345", ""])
def test_a_list_that_is_not_clear_is_asked_about(tmp_path, text):
    (tmp_path / "密码.csv").write_text(text, encoding="utf-8")
    with pytest.raises(FileError):
        read_passwords(tmp_path / "密码.csv")


def test_no_file_is_tried_with_a_thousand_passwords():
    """A fifth of a second each: a file that names no town would hold a worker for minutes."""
    many = Passwords({f"样{n}镇": f"mima-{n}-0" for n in range(1000)})
    assert many.likely("上报.xlsx", "收件/上报.xlsx") == []
    assert many.likely("上报.xlsx", "样7镇/上报.xlsx") == [("样7镇", "mima-7-0")]
    assert [town for town, _ in many.likely("样71镇材料.xlsx", "样8镇/样71镇材料.xlsx")] == ["样71镇"]
    few = Passwords({f"样{n}镇": f"mima-{n}-0" for n in range(MOST_TRIED)})
    assert len(few.likely("上报.xlsx", "上报.xlsx")) == MOST_TRIED
    assert "mima" not in repr(few)


@pytest.mark.parametrize(
    "text",
    ["甲镇\n乙镇\n丙(街道)\n", "甲 镇\n乙镇\n\n丙（街道）\n", "1.甲镇\n2、乙镇\n3.丙（街道）\n", "甲镇、乙镇、丙（街道）\n", "各镇名单\n甲镇\n乙镇\n丙（街道）\n",
     "1,甲镇\n2,乙镇\n3,丙（街道）\n", "应报单位一览表\n序号,镇名,联系人\n1,甲镇,张样\n2,乙镇,李样\n3,丙（街道）,王样\n合计,3,\n",
     "单位,妇女人数\n甲镇,100\n乙镇,200\n丙（街道）,300\n合计,600\n"],
)  # fmt: skip
def test_expected_towns_whatever_the_list_looks_like(tmp_path, text):
    (tmp_path / "名单.csv").write_text(text, encoding="utf-8")
    assert read_town_list(tmp_path / "名单.csv") == ("甲镇", "乙镇", "丙(街道)")


@pytest.mark.parametrize(
    "text", ["甲镇,乙镇\n丙镇,丁镇\n", "甲镇,张样\n", "甲镇\n甲　镇\n", "序号\n1\n", "名单\n"]
)
def test_a_list_of_towns_that_is_not_clear_is_asked_about(tmp_path, text):
    (tmp_path / "名单.csv").write_text(text, encoding="utf-8")
    with pytest.raises(FileError):
        read_town_list(tmp_path / "名单.csv")
