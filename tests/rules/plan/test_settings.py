"""Settings: defaults of the plan, reading a sheet, wrong values all at once."""

from __future__ import annotations

import datetime as dt
from dataclasses import FrozenInstanceError
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyxl.errors import SettingError
from pyxl.rules.check.levels import BY_KEY, SETTINGS, find_setting
from pyxl.rules.plan.leading_group import LEADING_GROUP
from pyxl.rules.plan.setting import Kind, shown_ratio
from pyxl.rules.plan.settings import Settings

PROMISED = [
    "镇名", "上级妇联", "届次", "镇党委批复文号", "镇党委批复日期", "区妇联批复文号",
    "区妇联批复日期", "代表名额", "执委名额", "主席名额", "副主席名额", "常委名额",
    "差额比例", "年龄计算截止日", "主席年龄上限", "执委年龄上限", "主席学历下限", "执委学历下限",
    "代表年龄下限", "名额分配方法", "到会比例", "当选基数", "同票先比反对票", "缺额办法",
    "选票备用数", "另选人名额", "名单排序", "笔画规则", "年龄含本数",
]  # fmt: skip


@pytest.mark.parametrize("key", PROMISED)
def test_every_name_that_scripts_rely_on_is_a_setting(key):
    assert BY_KEY[key].text


def test_names_and_fields_are_unique_and_defaults_fit_their_own_cell():
    assert len(BY_KEY) == len(SETTINGS)
    for setting in SETTINGS:
        assert setting.parse(setting.cell(setting.default)) == setting.default, setting.key
        assert (setting.default is None) == setting.optional, setting.key
        if setting.kind is Kind.CHOICE:
            assert setting.default in setting.choices, setting.key


def test_defaults_are_the_plans():
    settings = Settings()
    assert (settings.chair_seats, settings.vice_chair_seats) == (1, 2)
    assert (settings.executive_seats, settings.delegate_seats, settings.standing_seats) == (25, 41, None)
    assert settings.difference_ratio == Fraction(1, 20)
    assert (settings.chair_age_limit, settings.executive_age_limit, settings.delegate_age_floor) == (
        45,
        50,
        18,
    )
    assert (settings.chair_education, settings.executive_education) == ("大专", "高中")
    assert settings.phase1_end == dt.date(2017, 11, 25)
    assert (settings.phase2_start, settings.phase2_end) == (dt.date(2017, 11, 26), dt.date(2017, 12, 5))
    assert (settings.phase3_start, settings.phase3_end) == (dt.date(2017, 12, 6), dt.date(2017, 12, 10))
    assert (settings.town, settings.superior, settings.quorum) == ("磨溪镇", "安居区妇联", Fraction(2, 3))
    assert settings.apportionment_method == "largest_remainder"
    assert not settings.conflicts()


def test_the_leading_group_is_the_plans():
    posts = [post for _, post in LEADING_GROUP]
    assert posts == ["组长", "副组长"] + ["成员"] * 4


def test_reference_date_is_the_setting_then_the_congress_then_the_end_of_phase_two():
    congress, chosen = dt.date(2017, 12, 3), dt.date(2017, 11, 30)
    assert Settings().reference_date == dt.date(2017, 12, 5)
    assert Settings(congress_date=congress).reference_date == congress
    assert Settings(congress_date=congress, age_reference=chosen).reference_date == chosen


def test_chairs_beyond_the_25_add_their_seats_to_the_committee():
    assert Settings().committee_seats == 25
    assert Settings(chairs_within=False).committee_seats == 28
    assert Settings(chairs_within=False).seats("执委") == 28


def rows(**values):
    return [{"项目": key, "值": value, "条款": "", "说明": ""} for key, value in values.items()]


@pytest.mark.parametrize(
    ("key", "cell", "field", "value"),
    [
        ("代表名额", 41.0, "delegate_seats", 41),
        ("代表名额", "４１名", "delegate_seats", 41),
        ("常委名额", 0, "standing_seats", 0),
        ("常委名额", None, "standing_seats", None),
        ("常委名额", " ", "standing_seats", None),
        ("执委名额", None, "executive_seats", 25),
        ("差额比例", 0.05, "difference_ratio", Fraction(1, 20)),
        ("差额比例", "８％", "difference_ratio", Fraction(2, 25)),
        ("大会日期", dt.datetime(2017, 12, 3), "congress_date", dt.date(2017, 12, 3)),
        ("大会日期", "2017年12月3日", "congress_date", dt.date(2017, 12, 3)),
        ("大会日期", 43072, "congress_date", dt.date(2017, 12, 3)),
        ("同票先比反对票", "否", "tie_by_against", False),
        ("同票先比反对票", False, "tie_by_against", False),
        ("年龄含本数", "以生日为限", "age_reading", "以生日为限"),
        ("名额分配方法", "sainte_lague", "quota_method", "圣拉古法"),
        ("届次", 3.0, "committee_number", "3"),
    ],
)
def test_a_cell_is_read(key, cell, field, value):
    assert getattr(Settings.from_rows(rows(**{key: cell})), field) == value


@pytest.mark.parametrize(
    ("key", "cell"),
    [
        ("代表名额", 41.5),
        ("代表名额", "四十一"),
        ("代表名额", -1),
        ("代表名额", 0),
        ("代表名额", True),
        ("执委名额", float("inf")),
        ("差额比例", "5"),
        ("差额比例", "五分"),
        ("到会比例", "3/2"),
        ("大会日期", "2017年12月"),
        ("大会日期", "2017-02-30"),
        ("当选基数", "全体"),
        ("同票先比反对票", "随便"),
    ],
)
def test_a_wrong_cell_is_refused_with_its_name_and_what_it_may_be(key, cell):
    with pytest.raises(SettingError) as caught:
        Settings.from_rows(rows(**{key: cell}))
    assert key in str(caught.value)
    assert BY_KEY[key].allowed in str(caught.value)


def test_all_wrong_values_stand_in_one_error():
    with pytest.raises(SettingError) as caught:
        Settings.from_rows(rows(代表名额="x", 差额比例="y", 大会日期="z", 执委名额=25))
    text = str(caught.value)
    assert all(key in text for key in ("有3处", "代表名额", "差额比例", "大会日期"))
    assert "执委名额" not in text


def test_lines_of_the_clerks_own_are_passed_over_and_a_doubled_line_is_not():
    assert Settings.from_rows([*rows(我的备忘="买茶叶"), {"项目": None, "值": 3}]) == Settings()
    with pytest.raises(SettingError, match="代表名额：填了两行"):
        Settings.from_rows([*rows(代表名额=41), *rows(代表名额=42)])


@pytest.mark.parametrize(
    ("values", "word"),
    [
        ({"第二阶段截止日": "2017-11-20"}, "第二阶段截止日"),
        ({"执委名额": 2}, "主席名额"),
        ({"反对符号": "○"}, "赞成符号"),
        ({"生僻字笔画": "㛃九画"}, "生僻字笔画"),
    ],
)
def test_settings_that_contradict_each_other_are_refused(values, word):
    with pytest.raises(SettingError, match=word):
        Settings.from_rows(rows(**values))


def test_typed_strokes():
    assert Settings(rare_strokes="㛃＝9；𬱖:14").typed_strokes == {"㛃": 9, "𬱖": 14}


def test_one_setting_from_the_command_line():
    assert find_setting("差额比例").parse("10%") == Fraction(1, 10)
    with pytest.raises(SettingError, match="差额比例"):
        find_setting("差额比列").parse("10%")
    with pytest.raises(SettingError, match="没有“abc”这项设置"):
        find_setting("abc").parse("1")


def test_settings_do_not_change():
    with pytest.raises(FrozenInstanceError):
        Settings().town = "别处"  # type: ignore[misc]
    with pytest.raises(TypeError, match="no_such_setting"):
        Settings(no_such_setting=1)  # type: ignore[call-arg]


@pytest.mark.parametrize(
    "wrong",
    [
        {"town": 3},
        {"executive_seats": True},
        {"executive_seats": "25"},
        {"difference_ratio": 0.05},
        {"occasion": "别的"},
        {"plan_date": None},
        {"must_be_delegate": "是"},
    ],
)
def test_a_setting_is_of_its_kind_wherever_it_comes_from(wrong):
    with pytest.raises(TypeError, match=next(iter(wrong))):
        Settings(**wrong)


@given(st.fractions(min_value=0, max_value=1, max_denominator=5000))
def test_a_ratio_that_is_shown_reads_back(ratio):
    assert find_setting("差额比例").parse(shown_ratio(ratio)) == ratio


@pytest.mark.parametrize(
    ("ratio", "text"),
    [(Fraction(1, 20), "5%"), (Fraction(1, 40), "2.5%"), (Fraction(2, 3), "2/3"), (Fraction(1), "100%")],
)
def test_a_ratio_is_shown_as_it_is_written(ratio, text):
    assert shown_ratio(ratio) == text
