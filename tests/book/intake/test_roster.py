"""Lists as villages send them, from grids to rows."""

from __future__ import annotations

import cProfile
import datetime as dt
import pstats

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyxl.book.declared.tables import CANDIDATES, DELEGATES, STAFF, UNITS
from pyxl.book.intake.roster import Roster, read_roster
from pyxl.book.intake.spec import TableSpec, plain, spec_of
from pyxl.book.intake.synonyms import SYNONYMS
from pyxl.errors import RosterError
from pyxl.hosts.foreign.grid import Grid, Line, Merge

SPEC = spec_of(CANDIDATES)
ID = "510904198005011234"  # invented: its check digit is wrong


def grid(*rows, merges=(), sheet="名单", **more):
    lines = tuple(Line(i, tuple(r)) for i, r in enumerate(rows, 1) if any(c not in (None, "") for c in r))
    return Grid(sheet, lines, tuple(Merge(*m) for m in merges), **more)


def read(*rows, spec: TableSpec = SPEC, converters=None, units=(), **more) -> Roster:
    return read_roster([grid(*rows, **more)], spec, converters, units)


def reasons(roster):
    return {s.row: s.reason for s in roster.skipped}


# What our declarations say


@pytest.mark.parametrize("table", [CANDIDATES, DELEGATES, UNITS, STAFF])
def test_own_headers_are_recognised_in_every_table(table):
    spec = spec_of(table)
    row = tuple(f"值{i}" for i, _ in enumerate(table.columns))
    roster = read(table.headers, row, spec=spec)
    expected = {c.header for c in table.columns if spec.kinds[c.header] != "serial"}
    assert set(roster.rows[0]) == expected


@pytest.mark.parametrize("table", [CANDIDATES, DELEGATES, UNITS, STAFF])
def test_every_synonym_leads_to_its_column_unless_another_claims_it(table):
    names = spec_of(table).names
    own = {plain(h): h for h in table.headers}
    claimed: dict[str, str] = {}
    for column in table.columns:
        for synonym in SYNONYMS.get(column.header, ()):
            first = claimed.setdefault(plain(synonym), column.header)
            assert names[plain(synonym)][1] == own.get(plain(synonym), first)


def test_no_synonym_is_given_twice_and_each_column_is_ours():
    ours = {h for t in (CANDIDATES, DELEGATES, UNITS, STAFF) for h in t.headers} | {"单位及职务"}
    assert set(SYNONYMS) <= ours
    for names in SYNONYMS.values():
        assert len(set(map(plain, names))) == len(names)


# Headers


def test_title_rows_synonyms_remarks_and_spaces():
    roster = read(
        ("磨溪镇登高村妇女代表候选人花名册",),
        ("填报单位：登高村", None, None, "2017年11月20日"),
        ("序号", "姓  名", "出生年月\n（年月日）", "公民身份号码：", "学历", "手机号（必填）"),
        (1, "王　丽", "1980.5", ID, "大专", "１３８００００００００"),
    )
    assert roster.rows == (
        {
            "姓名": "王丽",
            "身份证号": ID,
            "出生日期": "1980.5",
            "文化程度": "大专",
            "联系电话": "13800000000",
            "单位": "登高村",
        },
    )
    assert [s.row for s in roster.source_rows] == [4]
    assert reasons(roster) == {
        1: "表头上方的文字“磨溪镇登高村妇女代表候选人花名册”",
        2: "表头上方的文字“填报单位：登高村 2017年11月20日”",
    }
    assert [s.row for s in roster.headers] == [3]


def test_two_level_header_with_merges():
    roster = read(
        ("序号", "基本情况", None, "联系电话", "学历", None),
        (None, "姓名", "性别", None, "全日制", "在职"),
        (1, "王丽", "女", "13800000000", "高中", "大专"),
        (2, "李梅", "女", None, None, "大专"),
        merges=[(1, 1, 1, 2), (1, 0, 2, 0), (1, 3, 2, 3), (1, 4, 1, 5)],
    )
    assert [r["姓名"] for r in roster.rows] == ["王丽", "李梅"]
    assert [r["文化程度"] for r in roster.rows] == ["高中", "大专"]
    assert roster.rows[0]["联系电话"] == "13800000000"
    assert roster.skipped == ()
    assert "列“全日制”“在职”都对应“文化程度”，每行取其中先有内容的一个" in roster.notes
    assert any("未导入的是：第 3 行“大专”" in note for note in roster.notes)


def test_two_lists_side_by_side_are_read_from_left_to_right():
    roster = read(
        ("名册",),
        ("序号", "姓名", "性别", "单位", "序号", "姓名", "性别", "单位"),
        ("1", "甲一梅", "女", "登高村", "3", "丙三竹", "女", "千丘村"),
        ("2", "乙二兰", "女", "登高村", None, None, None, None),
        ("合计", None, None, None, "注：", "甲乙丙"),
    )
    assert [r["姓名"] for r in roster.rows] == ["甲一梅", "乙二兰", "丙三竹"]
    assert [r["单位"] for r in roster.rows] == ["登高村", "登高村", "千丘村"]
    assert [s.row for s in roster.skipped] == [1, 5, 5]
    assert roster.notes == ("一页上并排有 2 份名单，从左到右依次读取",)


def test_three_blocks_with_a_gap_and_one_serial_column():
    roster = read(
        ("序号", "姓名", "联系电话", None, "姓名", "联系电话", None, "姓名", "联系电话"),
        ("1", "甲一梅", "13800000001", None, "乙二兰", "13800000002", None, "丙三竹", "13800000003"),
        (),
        ("2", "丁四菊", None, None, None, None, None, "戊五荷", None),
    )
    assert [r["姓名"] for r in roster.rows] == ["甲一梅", "丁四菊", "乙二兰", "丙三竹", "戊五荷"]
    assert reasons(roster) == {3: "空行"}


def test_two_names_in_one_header_are_not_two_lists():
    roster = read(("姓名", "性别", "姓名"), ("王丽", "女", "李梅"), ("赵兰", "女", "赵兰"))
    assert [r["姓名"] for r in roster.rows] == ["王丽", "赵兰"]
    assert any("李梅" in note for note in roster.notes)


def test_two_level_header_of_a_csv_knows_no_merges():
    roster = read(("序号", "基本情况", "", "学历"), ("", "姓名", "性别", ""), ("1", "王丽", "女", "大专"))
    assert roster.rows == ({"姓名": "王丽", "性别": "女", "文化程度": "大专"},)


def test_captions_below_a_merged_header_are_no_person():
    roster = read(
        ("姓名", "性别", "家庭住址", None),
        (None, None, "乡镇", "组别"),
        ("王丽", "女", "磨溪", "二组"),
        merges=[(1, 0, 2, 0), (1, 1, 2, 1), (1, 2, 1, 3)],
    )
    assert [r["姓名"] for r in roster.rows] == ["王丽"]
    assert [s.row for s in roster.headers] == [1, 2]


def test_first_person_is_not_taken_into_the_header():
    # No digits anywhere, and 其他情况 is one of our synonyms.
    roster = read(("姓名", "性别", "籍贯"), ("王丽", "女", "其他情况"), ("李梅", "女", "四川"))
    assert [r["姓名"] for r in roster.rows] == ["王丽", "李梅"]


def test_group_caption_names_the_unit_table_s_head():
    roster = read(
        ("单位名称", "妇联组织负责人", None),
        (None, "姓名", "电话"),
        ("登高村", "王 丽", "13800000000"),
        spec=spec_of(UNITS),
        merges=[(1, 0, 2, 0), (1, 1, 1, 2)],
    )
    assert roster.rows == ({"单位": "登高村", "负责人": "王丽"},)
    assert "列“电话”在“单位”表中没有对应的栏，未导入" in roster.notes


def test_header_repeated_on_the_next_page_with_its_title():
    title, header = ("花名册",), ("序号", "姓名", "性别")
    roster = read(title, header, (1, "王丽", "女"), title, header, (2, "李梅", "女"))
    assert [r["姓名"] for r in roster.rows] == ["王丽", "李梅"]
    assert reasons(roster)[5] == "重复的表头"
    assert 4 in reasons(roster)


def test_a_second_header_with_other_columns_is_followed():
    roster = read(
        ("姓名", "性别", "民族"), ("王丽", "女", "汉族"), ("民族", "姓名", "性别"), ("藏族", "卓玛", "女")
    )
    assert roster.rows[1] == {"姓名": "卓玛", "性别": "女", "民族": "藏族"}
    assert [s.row for s in roster.headers] == [1, 3]


def test_our_own_name_wins_over_a_synonym():
    roster = read(
        ("姓名", "工作单位", "单位", "证件号码", "身份证号"), ("王丽", "镇小学", "登高村", "A1", ID)
    )
    assert roster.rows[0]["单位"] == "登高村"
    assert roster.rows[0]["身份证号"] == ID
    assert any("未导入的是：第 2 行“镇小学”" in n for n in roster.notes)


def test_no_header_says_what_was_found_and_expected():
    with pytest.raises(RosterError) as caught:
        read(("名字们", "性别", "民族"), ("王丽", "女", "汉族"))
    assert "性别、民族" in str(caught.value)
    assert "“姓名”" in str(caught.value)
    with pytest.raises(RosterError):
        read(("姓名",), ("王丽",))
    with pytest.raises(RosterError, match="没有任何内容"):
        read_roster([grid()], SPEC)


def test_a_header_far_down():
    rows = [(f"第{i}条须知",) for i in range(300)]
    roster = read(*rows, ("姓名", "性别"), ("王丽", "女"))
    assert roster.rows == ({"姓名": "王丽", "性别": "女"},)


# Columns


def test_columns_without_a_place_are_reported():
    roster = read(("姓名", "性别", "毕业院校", None), ("王丽", "女", "川大", "党员证号7"))
    assert "列“毕业院校”在“候选人”表中没有对应的栏，未导入" in roster.notes
    assert "第 4 列没有表头，其中 1 格内容未导入" in roster.notes


def test_unit_and_post_in_one_column():
    rows = (("姓名", "单位及职务"), ("王丽", "登高村妇联主席"), ("李梅", "教师"))
    roster = read(*rows, units=["登高村"])
    assert roster.rows == (
        {"姓名": "王丽", "单位": "登高村", "职务": "妇联主席"},
        {"姓名": "李梅", "单位": None, "职务": "教师"},
    )
    assert any("含单位和职务两项" in note for note in roster.notes)
    own = read(("姓名", "单位", "工作单位及职务"), ("王丽", "登高村", "镇小学教师"), units=["登高村"])
    assert own.rows == ({"姓名": "王丽", "单位": "登高村", "职务": "镇小学教师"},)


def test_unit_merged_over_its_people_is_filled_within_the_merge_only():
    header = ("单位", "姓名", "性别")
    rows = [("登高村", "甲甲", "女"), (None, "乙乙", "女"), (None, "丙丙", "女"), (None, "丁丁", "女")]
    roster = read(header, *rows, merges=[(2, 0, 4, 0)])
    assert [r["单位"] for r in roster.rows] == ["登高村", "登高村", "登高村", None]
    assert [r["单位"] for r in read(header, *rows).rows] == ["登高村", None, None, None]


def test_a_merged_name_is_one_person():
    roster = read(
        ("姓名", "性别", "联系电话"),
        ("王丽", "女", "13800000000"),
        (None, None, "0825-8660000"),
        merges=[(2, 0, 3, 0)],
    )
    assert len(roster.rows) == 1
    assert "0825-8660000" in reasons(roster)[3]


# Rows


HEADER = ("序号", "姓名", "性别", "民族", "身份证号", "备注")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (("合 计", "25人"), "合计行“合 计”"),
        ((None, "小计", 3), "合计行“小计”"),
        (("登高村小计", None, 3), "合计行“登高村小计”"),
        (("总计：41人",), "合计行“总计：41人”"),
        (("共 25 人",), "合计行“共 25 人”"),
        (("填表人：", "王某某", "审核人：", "李某"), "表下的说明或签名“填表人：”"),
        (("注：本表一式三份",), "表下的说明或签名“注：本表一式三份”"),
        (("说明：如实填写", None, None), "表下的说明或签名“说明：如实填写”"),
        (("单位（盖章）：",), None),
        ((9, None, None), "只有序号，没有内容"),
        ((9, "/", None, "/"), "只有序号，没有内容"),
        ((9, None, "女"), "“姓名”空白，此行只有“9、女”"),
        (("一、村（社区）",), "“姓名”空白，此行只有“一、村（社区）”"),
        ((None, "二、机关"), "小标题“二、机关”"),
        (
            (None, "以上人员经村民代表会议推荐，真实有效。"),
            "说明文字“以上人员经村民代表会议推荐，真实有效。”",
        ),
        ((1, 2, 3, 4, 5, 6), "栏次编号行"),
        (("(1)", "(2)", "(3)", "(4)", "(5)", "(6)"), "栏次编号行"),
    ],
)
def test_lines_that_are_nobody(row, reason):
    roster = read(HEADER, (1, "王丽", "女"), row, (2, "李梅", "女"))
    assert [r["姓名"] for r in roster.rows] == ["王丽", "李梅"]
    assert [s.row for s in roster.skipped] == [3]
    if reason:
        assert roster.skipped[0].reason == reason


@pytest.mark.parametrize(
    "row",
    [
        (1, "共玲", "女"),
        (1, "注云", "女"),
        (1, "王丽"),
        (None, "王丽", None, None, None, "合计推荐12票"),
        ("合计", "", "", "", ID),
        (3, None, "女", "汉族", ID),
        (3, None, "女", "汉族", None, "名字待定"),
        ("备注：", "王丽", "女", "汉族", ID),
        ("注1", "王丽", "女", "汉族", ID),
    ],
)
def test_lines_that_are_somebody(row):
    roster = read(HEADER, row)
    assert len(roster.rows) == 1 and roster.skipped == ()


def test_blank_rows_are_named_and_long_stretches_are_one():
    lines = (
        Line(1, ("姓名", "性别")),
        Line(2, ("王丽", "女")),
        Line(5, ("李梅", "女")),
        Line(90_000, ("赵兰", "女")),
    )
    roster = read_roster([Grid("名单", lines)], SPEC)
    assert [r["姓名"] for r in roster.rows] == ["王丽", "李梅", "赵兰"]
    assert [(s.row, s.reason) for s in roster.skipped] == [
        (3, "空行"),
        (4, "空行"),
        (6, "空行（第 6—89999 行，共 89994 行）"),
    ]


# Values


def test_unreadable_values_are_kept_and_named():
    def day(value):
        if value == "九零年":
            raise ValueError(value)
        return dt.date(1980, 5, 1)

    roster = read(
        ("姓名", "出生日期", "文化程度"),
        ("王丽", "1980-05-01", "大专"),
        ("李梅", "九零年", "识字"),
        converters={"date": day, "文化程度": {"大专": "大专"}.get},
    )
    assert roster.rows[0] == {"姓名": "王丽", "出生日期": dt.date(1980, 5, 1), "文化程度": "大专"}
    assert roster.rows[1] == {"姓名": "李梅", "出生日期": "九零年", "文化程度": "识字"}
    assert "“出生日期”一栏看不懂，照原样保留，请核对：第 3 行“九零年”" in roster.notes
    assert "“文化程度”一栏看不懂，照原样保留，请核对：第 3 行“识字”" in roster.notes


def test_a_column_s_converter_goes_before_its_kind_s():
    roster = read(
        ("姓名", "性别", "民族"),
        ("王丽", "a", "b"),
        converters={"choice": str.upper, "民族": lambda v: "汉族"},
    )
    assert roster.rows[0] == {"姓名": "王丽", "性别": "A", "民族": "汉族"}


@pytest.mark.parametrize(
    "cell", [5.10904198005011e17, 510904198005011234, "5.10904E+17", "5.10904198005011E17"]
)
def test_identity_number_that_was_a_number(cell):
    roster = read(("姓名", "身份证号"), ("王丽", cell))
    assert "E+" in str(roster.rows[0]["身份证号"]) or roster.rows[0]["身份证号"] == cell
    assert any("“身份证号”一栏是数字格式，超过 15 位的部分已经丢失" in note for note in roster.notes)


def test_a_long_number_in_a_remark_is_told_too():
    roster = read(("姓名", "性别", "备注"), ("王丽", "女", 6.2282e18))
    assert roster.rows[0]["备注"] == "6.22820000000000E+18"
    assert any("“备注”一栏是数字格式" in note for note in roster.notes)


def test_no_identity_number_or_telephone_in_any_message():
    roster = read(
        ("姓名", "身份证号", "身份证", "联系电话"),
        ("王丽", ID, "510904198005015678", "13811112222"),
        converters={"identity": lambda v: None, "phone": lambda v: None},
    )
    told = " ".join(roster.notes) + " ".join(s.reason for s in roster.skipped)
    assert "5109" not in told and "138" not in told
    assert roster.rows[0]["身份证号"] == ID


def test_identity_numbers_elsewhere_are_masked():
    roster = read(
        ("王某身份证" + ID,),
        ("姓名", "性别", "备注", "身份证号"),
        ("王丽", ID, "x", None),
        (None, None, None, f"{ID[:6]} {ID[6:14]} {ID[14:]}"),
        merges=[(3, 0, 4, 0)],
        converters={"choice": lambda v: None},
    )
    told = " ".join(roster.notes) + " ".join(s.reason for s in roster.skipped)
    assert (told.count("510904************"), told.count("510904 ******** ****")) == (2, 1)
    assert "19800501" not in told


def test_strokes_are_blanks_but_an_answer_stays():
    spec = spec_of(UNITS)
    roster = read(("单位", "妇联组织", "妇女人数", "负责人"), ("登高村", "无", "/", "无"), spec=spec)
    assert roster.rows == ({"单位": "登高村", "妇联组织": "无", "妇女人数": None, "负责人": "无"},)
    assert "“妇女人数”一栏按空白处理：第 2 行“/”" in roster.notes


def test_formula_like_text_and_error_values_stay_text():
    roster = read(("姓名", "性别", "备注"), ("王丽", "#REF!", "=1+1"), ("李梅", "女", "+@-"))
    assert roster.rows[0] == {"姓名": "王丽", "性别": "#REF!", "备注": "=1+1"}
    assert any("出错的公式" in note for note in roster.notes)


# Several sheets


def test_all_sheets_with_a_header_are_taken():
    people = [
        grid(("姓名", "性别"), ("王丽", "女"), sheet="甲村"),
        grid(("性别", "姓名"), ("女", "李梅"), sheet="乙村"),
    ]
    others = [
        grid(("填表说明",), sheet="说明"),
        grid(sheet="Sheet3"),
        grid(("姓名", "性别"), ("旧人", "女"), sheet="旧", hidden=True),
    ]
    roster = read_roster([*people, *others], SPEC)
    assert [(r["姓名"], s.sheet, s.row) for r, s in zip(roster.rows, roster.source_rows, strict=True)] == [
        ("王丽", "甲村", 2),
        ("李梅", "乙村", 2),
    ]
    skipped = {s.sheet: s for s in roster.skipped}
    assert set(skipped) == {"说明", "旧"}
    assert skipped["说明"].row == 0 and skipped["说明"].reason.startswith("工作表“说明”：没有认出表头")
    assert "隐藏" in skipped["旧"].reason


def test_a_hidden_list_alone_is_explained():
    with pytest.raises(RosterError, match="取消隐藏"):
        read(("姓名", "性别"), ("王丽", "女"), hidden=True)


def test_content_without_a_header_is_told_on_every_page():
    header = ("姓名", "性别", None)
    roster = read(header, ("王丽", "女", None), header, ("李梅", "女", "甲"))
    assert "第 3 列没有表头，其中 1 格内容未导入" in roster.notes


def test_notes_of_the_reader_come_through():
    roster = read(("姓名", "性别"), ("王丽", "女"), notes=("第 300 列以右还有内容",))
    assert "第 300 列以右还有内容" in roster.notes


# Properties

NAMES = st.text("王李赵陈丽梅兰芳玉秀", min_size=2, max_size=4)
PEOPLE = st.lists(st.fixed_dictionaries({
    "姓名": NAMES,
    "性别": st.sampled_from(["女", "男", None]),
    "民族": st.sampled_from(["汉族", "藏族", None]),
    "身份证号": st.from_regex(r"\A5109041[0-9]{9}[0-9X]{2}\Z"),
    "单位": st.sampled_from(["登高村", "千丘村", "高千社区"]),
    "备注": st.sampled_from([None, "=A1", "新提名", "合计3票"]),
}), min_size=1, max_size=8)  # fmt: skip
CALLED = {
    "姓名": ["姓名", "姓 名", "名字"],
    "性别": ["性别"],
    "民族": ["民族", "族别"],
    "单位": ["单位", "所在村"],
    "身份证号": ["身份证号", "身份证号码", "公民身份号码"],
    "备注": ["备注", "说明"],
}
TITLES = st.lists(st.sampled_from(["妇女代表花名册", "填报单位：登高村", "（2017年11月）", None]), max_size=4)
NOBODY = st.sampled_from(
    [("合计", "25人"), (None,), ("填表人：", "王某"), ("小计",), ("注：如实填写",), ("", " ")]
)


@given(PEOPLE, TITLES, st.permutations(list(CALLED)), st.data())
def test_order_of_columns_and_titles_change_nothing(people, titles, order, data):
    header = tuple(data.draw(st.sampled_from(CALLED[column])) for column in order)
    rows: list[tuple[object, ...]] = [(title,) for title in titles]
    rows.append(header)
    expected: list[int] = []
    for person in people:
        for nobody in data.draw(st.lists(NOBODY, max_size=2)):
            rows.append(nobody)
        rows.append(tuple(person[column] for column in order))
        expected.append(len(rows))
    rows += data.draw(st.lists(NOBODY, max_size=2))
    roster = read(*rows)
    assert list(roster.rows) == people
    assert [s.row for s in roster.source_rows] == expected
    # Nothing is lost: each row that holds something is a row, skipped with a reason, or the header.
    filled = {i for i, row in enumerate(rows, 1) if any(c is not None and str(c).strip() for c in row)}
    told = [s.row for s in (*roster.source_rows, *roster.headers, *roster.skipped)]
    assert len(told) == len(set(told))
    assert filled <= set(told)
    # ... and so is each blank row between the header and the last row that holds something.
    assert set(range(len(titles) + 1, max(filled) + 1)) <= set(told)
    assert all(s.reason for s in roster.skipped)


CELLS = st.one_of(
    st.none(),
    st.integers(),
    st.floats(allow_nan=False),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.text(max_size=6),
    st.sampled_from([*SPEC.kinds, "合计", "/", "王丽", ID, "注："]),
)


@given(st.lists(st.lists(CELLS, max_size=6), max_size=8), st.data())
def test_any_grid_is_read_or_refused_and_every_row_is_told(rows, data):
    edge = st.integers(0, 9)
    merges = []
    for _ in range(data.draw(st.integers(0, 3))):
        top, left = data.draw(edge) + 1, data.draw(edge)
        merges.append((top, left, top + data.draw(edge), left + data.draw(edge)))
    try:
        roster = read(*rows, merges=merges)
    except RosterError as error:
        assert "。" in str(error)
        return
    told = {s.row for s in (*roster.source_rows, *roster.headers, *roster.skipped)}
    assert {i for i, row in enumerate(rows, 1) if any(c not in (None, "") for c in row)} <= told


def test_27000_rows_take_well_under_two_seconds():
    header = CANDIDATES.headers
    person = (
        None,
        "王丽",
        "女",
        "汉族",
        None,
        "1980-05-01",
        "群众",
        "大专",
        "登高村",
        "妇联主席",
        *["甲"] * 10,
    )
    lines = [Line(1, header)]
    lines += [Line(i, (i, *person[1:4], f"{i:018d}", *person[5:])) for i in range(2, 27_002)]
    merges = tuple(Merge(i, 8, i + 9, 8) for i in range(2, 27_000, 10))
    roster = read_roster([Grid("名单", tuple(lines), merges)], SPEC)
    assert len(roster.rows) == 27_000


def test_a_column_full_of_header_words_stays_linear():
    def calls(rows: int) -> float:
        lines = tuple(Line(i, ("姓名", "性别", "王丽")) for i in range(1, rows + 1))
        profile = cProfile.Profile()
        profile.runcall(read_roster, [Grid("名单", lines)], SPEC)
        return float(pstats.Stats(profile).total_calls)  # type: ignore[attr-defined]  # not in its stub

    calls(10)
    assert calls(4_000) <= 8 * 1.3 * calls(500)
