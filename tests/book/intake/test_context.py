"""What stands around the rows: the unit, signatures, forms of one person, sheets of the past, what is unseen."""

from __future__ import annotations

import pytest

from pyxl.book.declared.tables import CANDIDATES, UNITS
from pyxl.book.intake.context import UnitNames, unit_of
from pyxl.book.intake.roster import read_roster
from pyxl.book.intake.spec import spec_of
from pyxl.errors import RosterError
from pyxl.hosts.foreign.grid import Grid, Line, Merge

SPEC = spec_of(CANDIDATES)
UNITS_OF_TOWN = ["高千社区", "登高村", "石门村", "向阳村", "老木垭村", "镇卫生院", "磨溪社区"]
NAMES = UnitNames(UNITS_OF_TOWN)


def grid(*rows, sheet="Sheet1", merges=(), **more):
    lines = tuple(Line(i, tuple(r)) for i, r in enumerate(rows, 1) if any(c not in (None, "") for c in r))
    return Grid(sheet, lines, tuple(Merge(*m) for m in merges), **more)


def read(*grids, spec=SPEC, units=UNITS_OF_TOWN, **more):
    return read_roster(grids, spec, None, units, **more)


HEAD = ("序号", "姓名", "性别")
ONE = (1, "甲一梅", "女")


@pytest.mark.parametrize(
    ("written", "unit"),
    [
        ("石门", "石门村"),
        ("石门村", "石门村"),
        ("磨溪镇石门村", "石门村"),
        ("安居区磨溪镇石门", "石门村"),
        ("石门村委会", "石门村"),
        ("石门村民委员会", "石门村"),
        ("石门村妇联", "石门村"),
        ("石 门", "石门村"),
        ("镇卫生院", "镇卫生院"),
        ("高千", "高千社区"),
        ("石", ""),
        ("石门社区", ""),
        ("花石门", ""),
        ("磨溪镇", ""),
        ("", ""),
    ],
)
def test_a_unit_under_the_names_that_people_write(written, unit):
    assert NAMES.named(written) == unit


def test_a_short_name_of_two_units_is_none_of_them():
    assert UnitNames(["石门村", "石门社区"]).named("石门") == ""


@pytest.mark.parametrize(
    ("above", "sheet", "file", "found"),
    [
        (["填报单位：石门村"], "", "", ("石门村", "填报单位")),
        (["填报单位（盖章）：磨溪镇石门村妇联　　2017年11月20日"], "", "", ("石门村", "填报单位")),
        (["填报时间：2017年11月 单位： 石门"], "", "", ("石门村", "填报单位")),
        (["村（社区）：高千社区 填表人：某"], "", "", ("高千社区", "填报单位")),
        (["磨溪镇石门村妇女代表名册"], "向阳村", "高千社区", ("石门村", "标题")),
        (["磨溪镇妇女代表", "候选人名册"], "石门", "", ("石门村", "工作表名")),
        ([], "Sheet1", "石门村名册(1)", ("石门村", "文件名")),
        (["磨溪镇妇女代表名册"], "Sheet1", "磨溪镇代表", None),
        (["石门村、向阳村代表名册"], "Sheet1", "", None),
        (["向阳镇妇女代表名册"], "", "", None),
    ],
)
def test_the_unit_of_a_whole_sheet(above, sheet, file, found):
    unit = unit_of(above, sheet, file, NAMES)
    assert (unit and (unit.unit, unit.place)) == found


def test_an_empty_column_takes_the_unit_and_says_so():
    roster = read(grid(("磨溪镇石门村名册",), (*HEAD, "单位"), (*ONE, None), (2, "乙二兰", "女", "向阳")))
    assert [row["单位"] for row in roster.rows] == ["石门村", "向阳村"]
    assert "“单位”一栏空着的，按标题填为“石门村”：第 3 行" in roster.notes
    assert "“单位”一栏的“向阳”按“向阳村”导入：第 4 行" in roster.notes


def test_a_missing_column_takes_it_too_and_the_table_of_units_never_does():
    assert read(grid(HEAD, ONE), file="石门村").rows[0]["单位"] == "石门村"
    units = read(grid(("石门村统计表",), ("单位", "妇女人数"), (None, 12), ("新村", 3)), spec=spec_of(UNITS))
    assert [row["单位"] for row in units.rows] == ["新村"]


@pytest.mark.parametrize(
    "line",
    [
        ("填表人：甲乙 联系电话：13800000000",),
        (None, "填表人：甲乙", None, "联系电话：13800000000"),
        (None, None, None, "填表人：甲乙丙丁 联系电话：13800000000"),
        ("联系人", "甲乙", None, "13800000000"),
        (None, "电话：0825-1234567"),
        ("监督电话：0825-1234567",),
        (None, "注：本表一式两份"),
        (None, "2017年11月20日"),
        (None, "二〇一七年十一月二十日"),
        (None, "磨溪镇石门村妇联（盖章）"),
        (None, "石门村妇联"),
        (None, "石门村民委员会"),
        ("说明：按姓氏笔画为序",),
        (None, "本表由各村填写"),
    ],
)
def test_lines_under_the_list_are_no_people(line):
    roster = read(grid((*HEAD, "身份证号", "联系电话"), (*ONE, "510904198005121022", "13800000001"), line))
    assert [row["姓名"] for row in roster.rows] == ["甲一梅"]
    assert [item.row for item in roster.skipped] == [3]


FORM = (
    ("妇女代表候选人登记表",),
    ("姓  名", "甲一梅", "性别", "女", "照片"),
    ("民族", "汉族", "出生年月", "1980.05"),
    ("政治\n面貌", "群众", "文化程度", "大专"),
    ("身份证\n号码", "510904198005121022", None, "联系电话：13800000001"),
    ("工作单位及职务", "石门村 妇联主席"),
    ("简历", "1998年毕业"),
)


def test_a_form_of_one_person_has_its_labels_beside_the_values():
    roster = read(grid(*FORM))
    assert roster.rows == (
        {
            "姓名": "甲一梅", "性别": "女", "民族": "汉族", "出生日期": "1980.05", "政治面貌": "群众",
            "文化程度": "大专", "身份证号": "510904198005121022", "联系电话": "13800000001", "单位": "石门村",
            "职务": "妇联主席",
        },
    )  # fmt: skip
    assert [source.row for source in roster.source_rows] == [2]
    assert any("登记表" in note for note in roster.notes)


def test_a_form_with_merged_labels_and_a_value_missing():
    rows = [(a, None, b, c, None, d) if i else (a,) for i, (a, b, c, d) in enumerate(
        [("登记表", "", "", ""), ("姓名", "乙二兰", "性别", "女"), ("民族", None, "文化程度", "高中"),
         ("职务", "村民", "单位", "向阳")]
    )]  # fmt: skip
    merges = [(i, c, i, c + 1) for i in (2, 3, 4) for c in (0, 3)]
    (row,) = read(grid(*rows, merges=merges)).rows
    assert (row["姓名"], row["民族"], row["文化程度"], row["单位"]) == ("乙二兰", None, "高中", "向阳村")


def test_an_empty_form_is_nobody():
    with pytest.raises(RosterError):
        read(grid(*((r[0], None, r[2] if len(r) > 2 else None) for r in FORM)))


def test_a_list_is_never_taken_for_a_form():
    roster = read(
        grid(
            ("姓名", "曾用名", "单位", "职务", "民族"),
            ("甲一梅", "甲梅", "石门村", "村委会", "汉族"),
            ("乙二兰", "乙兰", "石门村", "主席", "汉族"),
            ("丙三竹", "丙竹", "石门村", "妇联", "汉族"),
        )
    )
    assert [row["姓名"] for row in roster.rows] == ["甲一梅", "乙二兰", "丙三竹"]


@pytest.mark.parametrize("past", ["上届执委", "已退出", "作废", "退休人员", "旧表", "填表说明", "备份"])
def test_sheets_of_the_past_are_left_out_and_counted(past):
    roster = read(
        grid(HEAD, ONE, (2, "乙二兰", "女"), sheet="候选人"), grid(HEAD, (1, "丙三竹", "女"), sheet=past)
    )
    assert [row["姓名"] for row in roster.rows] == ["甲一梅", "乙二兰"]
    assert [(sheet.sheet, sheet.rows) for sheet in roster.sheets] == [("候选人", 2), (past, 0)]
    (left_out,) = roster.sheets[1].skipped
    assert "1 行没有导入" in left_out.reason and f"--sheet {past}" in left_out.reason


def test_the_clerk_chooses_a_sheet():
    sheets = [grid(HEAD, ONE, sheet="候选人"), grid(HEAD, (1, "丙三竹", "女"), sheet="上届", hidden=True)]
    assert [row["姓名"] for row in read(*sheets, chosen=["上届"]).rows] == ["丙三竹"]
    assert len(read(*sheets, chosen=["上届", "候选人"]).rows) == 2
    with pytest.raises(RosterError, match="没有工作表“名册”"):
        read(*sheets, chosen=["名册"])


def test_a_lone_sheet_of_the_past_is_read():
    assert len(read(grid(HEAD, ONE, sheet="上届")).rows) == 1
    assert len(read(grid(HEAD, ONE, sheet="上届"), grid(HEAD, ONE, sheet="退休")).rows) == 2


def test_what_the_sender_does_not_see_or_has_crossed_out_is_named():
    roster = read(
        grid(
            (*HEAD, "联系电话", "备注"),
            (*ONE, "13800000001", "x"),
            (2, "乙二兰", "女", "13800000002", "x"),
            (3, "丙三竹", "女", "13800000003", "x"),
            hidden_rows=frozenset({2, 3}),
            hidden_columns=frozenset({4, 9}),
            struck=frozenset({(3, 1), (4, 3)}),
        )
    )
    assert len(roster.rows) == 3
    assert "发件人隐藏或筛选掉的行也已导入，请核对是否还要：第 2 行“甲一梅”、第 3 行“乙二兰”" in roster.notes
    assert "发件人划掉的行也已导入，请核对是否还要：第 3 行“乙二兰”" in roster.notes
    assert "“联系电话”一栏有划掉的内容，也已导入，请核对：第 4 行" in roster.notes
    assert "列“备注”在发件人那里是隐藏的，也已导入，请核对" in roster.notes


@pytest.mark.parametrize(
    ("header", "column"),
    [("单位、职务或职业", "单位"), ("所属组织", "单位"), ("工作单位及职务或职业", "职务")],
)
def test_headers_met_among_real_lists(header, column):
    (row,) = read(grid((*HEAD, header), (*ONE, "石门村 教师" if "职" in header else "石门村"))).rows
    assert row["单位"] == "石门村"
    assert column in row
