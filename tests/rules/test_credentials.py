"""The figures of credentials reports: a list worked by hand, and properties against plain counting."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyxl.rules.credentials import age_on, makeup, one_decimal
from pyxl.rules.person.codes import LISTS
from pyxl.rules.person.dates import PartialDate
from pyxl.rules.person.people import Person
from pyxl.rules.structure import age_bands

DAY = dt.date(2017, 12, 3)
BANDS = age_bands("35、45、50")
UNITS = [("高千社区", "社区"), ("丁坪村", "村"), ("镇卫生院", "事业单位")]


def people(*rows: dict[str, Any]) -> list[Person]:
    return [Person.from_row({"姓名": f"样{at}", **row}, "代表", at) for at, row in enumerate(rows, 1)]


HAND = people(
    # 44, the day before her birthday; 45 that day; 22; 58; 36; unknown.
    {"出生日期": "1972-12-04", "政治面貌": "中共党员", "文化程度": "大专", "民族": "汉族", "单位": "丁坪村", "界别": "女致富能手"},
    {"出生日期": "1972-12-03", "政治面貌": "预备党员", "文化程度": "大学本科", "民族": "藏族", "单位": "丁坪村", "界别": "女致富能手、家庭教育专长"},
    {"出生日期": "1995-06-01", "政治面貌": "共青团员", "文化程度": "大专肄业", "民族": "汉族", "单位": "高千社区", "备注": "生产一线工人"},
    {"出生日期": "1959-01-31", "政治面貌": "民盟盟员", "文化程度": "研究生", "民族": "羌族", "单位": "镇卫生院", "备注": "县三八红旗手"},
    {"出生日期": "1981-11", "政治面貌": "群众", "文化程度": "初中", "民族": "汉族", "单位": "外来单位", "备注": "非专职妇女干部"},
    {"出生日期": "1981-12", "政治面貌": "没有这个", "文化程度": None, "民族": "其他"},
)  # fmt: skip


def test_a_list_worked_by_hand():
    made = makeup(HAND, DAY, BANDS, UNITS)
    assert made.total == 6
    assert (made.ages.average, made.ages.youngest, made.ages.oldest) == (Fraction(205, 5), 22, 58)
    assert [(band.label, band.count) for band in made.ages.bands] == [
        ("35岁以下", 1), ("36—45岁", 3), ("46—50岁", 0), ("51岁以上", 1),
    ]  # fmt: skip
    assert made.ages.unknown == ("样6",)  # December 1981: 35 or 36, by the day
    assert (made.party.count, made.party.known, made.party.percentage) == (2, 5, "40.0%")
    assert (made.non_party.count, made.non_party.percentage) == (3, "60.0%")
    assert {one.label: one.count for one in made.politics} == {
        "中共党员": 2, "民主党派": 1, "共青团员": 1, "无党派人士": 0, "群众": 1,
    }  # fmt: skip
    assert made.party.unknown == ("样6",)
    assert (made.college.count, made.college.known) == (3, 5), "大专肄业 is no 大专"
    assert (made.minority.count, made.minority.known, made.minority.percentage) == (2, 6, "33.3%")
    assert [(one.label, one.count) for one in made.groups] == [("女致富能手", 2), ("家庭教育专长", 1)]
    assert made.groups[0].known == 2 and made.groups[0].unknown == ("样3", "样4", "样5", "样6")
    assert [one.label for one in made.units] == ["高千社区", "丁坪村", "镇卫生院", "外来单位"]
    assert {one.label: one.count for one in made.kinds} == {"社区": 1, "村": 2, "事业单位": 1}
    assert made.kinds[0].unknown == ("样5", "样6")
    assert made.marks == (None, None, None), "a remark is no figure"
    assert made.unknown == {"出生日期": ("样6",), "文化程度": ("样6",), "政治面貌": ("样6",)}


def test_marks_come_from_full_columns_alone():
    """A word in a remark says nothing, and a column with one blank neither."""
    columns = {"专职妇女工作者": "否", "一线": "是", "备注": "县三八红旗手"}
    rows = people(
        {**columns, "专职妇女工作者": "是"}, columns, {**columns, "荣誉": "否"}, {**columns, "一线": "否"}
    )
    full_time, front_line, honours = makeup(rows, DAY, BANDS).marks
    assert full_time is not None and (full_time.count, full_time.known) == (1, 4)
    assert front_line is not None and front_line.count == 3
    assert honours is None


def test_nobody():
    made = makeup([], DAY, BANDS)
    assert made.ages.average is None and made.party.share is None and made.party.percentage == ""


@pytest.mark.parametrize(
    ("value", "shown"), [(Fraction(83, 2), "41.5"), (Fraction(805, 20), "40.3"), (Fraction(121, 3), "40.3")]
)
def test_one_decimal_half_away_from_zero(value, shown):
    assert one_decimal(value) == shown  # 40.25 -> 40.3, where floats and halves to even say 40.2


DAYS = st.dates(dt.date(1930, 1, 1), dt.date(2005, 12, 31))
CODED = {
    column: st.sampled_from([*LISTS[column].values, None, "没有这个词"])
    for column in ("政治面貌", "文化程度", "民族", "体制", "界别")
}
ROW = st.fixed_dictionaries(
    {"出生日期": st.one_of(st.none(), DAYS), "单位": st.sampled_from(["高千社区", "丁坪村", None]), **CODED}
)


def plain_age(born: dt.date, on: dt.date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


@given(st.lists(ROW, max_size=40), st.dates(dt.date(2006, 1, 1), dt.date(2030, 12, 31)))
def test_figures_are_plain_counts(rows, on):
    made = makeup(people(*rows), on, BANDS, UNITS)
    births = [row["出生日期"] for row in rows if row["出生日期"]]
    ages = [plain_age(born, on) for born in births]
    assert made.ages.unknown == tuple(f"样{at}" for at, row in enumerate(rows, 1) if row["出生日期"] is None)
    assert sum(band.count for band in made.ages.bands) == len(ages)
    assert made.ages.bands[1].count == sum(36 <= age <= 45 for age in ages)
    if ages:
        assert made.ages.average == Fraction(sum(ages), len(ages))
        exact = Decimal(sum(ages)) / Decimal(len(ages))
        assert one_decimal(made.ages.average) == str(exact.quantize(Decimal("0.1"), ROUND_HALF_UP))
    known = [row["政治面貌"] for row in rows if row["政治面貌"] in LISTS["政治面貌"].values]
    count = Counter(known)
    assert made.party.count == count["中共党员"] + count["中共预备党员"]
    assert made.party.count + made.non_party.count == sum(one.count for one in made.politics) == len(known)
    assert len(made.party.unknown) == len(rows) - len(known)
    schools = [row["文化程度"] for row in rows if row["文化程度"] in LISTS["文化程度"].values]
    higher = {"博士研究生", "硕士研究生", "大学本科", "大专"}
    assert made.college.count == sum(school in higher for school in schools)
    assert sum(one.count for one in made.education) == len(schools) == made.college.known
    assert sum(one.count for one in made.units) == sum(row["单位"] is not None for row in rows)
    for figure in (made.party, made.college, made.minority, *made.ages.bands, *made.groups):
        assert figure.known + len(figure.unknown) == len(rows)
        if figure.known:
            exact = Decimal(figure.count * 100) / Decimal(figure.known)
            assert figure.percentage == f"{exact.quantize(Decimal('0.1'), ROUND_HALF_UP)}%"


@given(DAYS, st.dates(dt.date(2006, 1, 1), dt.date(2030, 12, 31)))
def test_a_month_gives_an_age_where_all_its_days_agree(born, on):
    month = [dt.date(born.year, born.month, 1) + dt.timedelta(days=n) for n in range(31)]
    ages = {plain_age(day, on) for day in month if day.month == born.month}
    expected = ages.pop() if len(ages) == 1 else None
    assert age_on(PartialDate(born.year, born.month), on) == expected
    assert age_on(PartialDate.of(born), on) == plain_age(born, on)


def test_who_is_not_born_yet_has_no_age():
    assert age_on(PartialDate(2018, 1, 1), DAY) is None
    assert age_on(None, DAY) is None
