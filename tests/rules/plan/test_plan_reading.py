"""Plans in differently worded forms: what is read, with its sentence; what is doubtful; what is missing."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import plans
import pytest

from pyxl.rules.check.levels import find_setting
from pyxl.rules.plan.numerals import date, number
from pyxl.rules.plan.plan_reading import ASKED, read_plan
from pyxl.rules.plan.settings import BY_KEY, Settings

READ = {
    "NEW_TERM": {
        "镇名": "柳溪镇", "县区": "青山县", "市": "湖滨市", "上级妇联": "青山县妇联", "换届或改革": "换届",
        "方案名称": "青山县柳溪镇妇联换届工作实施方案", "方案印发日期": "2021-03-05", "主席名额": "1", "副主席名额": "3",
        "常委名额": "7", "执委名额": "25", "代表名额": "60", "差额比例": "百分之十", "主席年龄上限": "48", "执委年龄上限": "55",
        "主席学历下限": "大学本科", "执委学历下限": "高中", "代表年龄下限": "18", "第一阶段截止日": "2021-03-20",
        "第二阶段开始日": "2021-03-21", "第二阶段截止日": "2021-04-15", "第三阶段开始日": "2021-04-16",
        "第三阶段截止日": "2021-04-30", "AGE-CHAIR级别": "按方案",
    },
    "BOUNDED": {
        "镇名": "石桥街道", "县区": "临江区", "市": "云州市", "换届或改革": "改革", "方案印发日期": "2018-06-01",
        "主席名额": "1", "主席年龄上限": "50", "执委年龄上限": "55", "主席学历下限": "大专", "执委学历下限": "初中",
        "AGE-CHAIR级别": "错误", "EDU-EXEC级别": "错误",
    },
    "PER_VILLAGE": {
        "镇名": "河口乡", "县区": "山阴县", "主席名额": "1", "副主席名额": "2", "执委名额": "21", "常委名额": "0",
        "主席年龄上限": "40", "执委年龄上限": "52", "第一阶段截止日": "2019-09-15", "第二阶段截止日": "2019-10-08",
        "第三阶段截止日": "2019-10-20",
    },
    "SENTENCES": {
        "镇名": "白沙镇", "县区": "南平县", "换届或改革": "换届", "代表名额": "45", "执委名额": "17", "主席名额": "1",
        "副主席名额": "1", "差额比例": "8%", "代表年龄下限": "18", "第一阶段截止日": "2022-11-10",
        "第二阶段开始日": "2022-11-11", "第二阶段截止日": "2022-12-09", "第三阶段截止日": "2022-12-20",
    },
    "CONTRARY": {"镇名": "丙镇", "主席名额": "1", "执委名额": "31", "代表名额": "50", "差额比例": "5%"},
    "DIGITS": {
        "镇名": "银滩镇", "方案印发日期": "2020-07-01", "主席名额": "1", "副主席名额": "2", "常委名额": "9",
        "执委名额": "35", "代表名额": "80", "差额比例": "20%", "主席年龄上限": "45", "主席学历下限": "大学本科",
        "AGE-EXEC级别": "错误",
    },
}  # fmt: skip
DOUBTFUL = {"BOUNDED": {"执委名额", "副主席名额"}, "PER_VILLAGE": {"代表名额"}, "CONTRARY": {"副主席名额"}}
MISSING = {
    "BOUNDED": {"代表名额", "常委名额", "差额比例", "第二阶段截止日"},
    "PER_VILLAGE": {"市", "差额比例"},
    "SENTENCES": {"市", "常委名额", "主席年龄上限", "依据"},
    "CONTRARY": {"常委名额", "主席年龄上限", "第一阶段截止日"},
    "NEW_TERM": set(),
}
LEADERS = {
    "NEW_TERM": (("样例甲", "组长"), ("样例乙", "副组长"), ("样例丙", "成员"), ("样例丁", "成员")),
    "DIGITS": (("样例戊", "组长"), ("样例己", "副组长"), ("样例庚", "成员"), ("样例辛", "成员")),
}


@pytest.mark.parametrize("name", READ)
def test_a_plan_is_read(name):
    text = getattr(plans, name)
    reading = read_plan(text)
    got = {key: reading.said[key].value for key in READ[name] if key in reading.said}
    assert got == READ[name]
    assert set(reading.doubtful) == DOUBTFUL.get(name, set())
    assert MISSING.get(name, set()) <= set(reading.missing)
    assert reading.leaders == LEADERS.get(name, ())
    for key, said in reading.said.items():
        assert find_setting(key).parse(said.value) is not None
        assert said.sentence.text
    assert not set(reading.missing) & (reading.said.keys() | reading.doubtful.keys())


def test_sentences_and_clauses_are_those_of_the_plan():
    said = read_plan(plans.NEW_TERM).said
    assert said["执委名额"].sentence.clause == "二(一)" and "二十五名" in said["执委名额"].sentence.text
    assert (
        said["主席年龄上限"].sentence.text.startswith("主席、副主席人选")
        and said["主席年龄上限"].sentence.clause == "二(二)"
    )
    assert said["差额比例"].sentence.clause == "四(一)"
    assert said["依据"].value == (
        "《中华全国妇女联合会章程》；《妇女联合会选举工作条例》；《青山县妇联关于做好乡镇妇联换届工作的通知》（青妇〔2021〕8号）"
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("执委候选人先在预备会议上进行预选，得赞成票超过应到代表半数的列为正式候选人。", {"预选": "是", "预选须过半数": "是"}),
        ("通过预选产生正式候选人，按得票多少确定。", {"预选": "是"}),
        ("执委候选人经预选产生，过半数的按得票多少列入。", {"预选": "是", "预选须过半数": "是"}),
        ("候选人多于规定名额时，不进行预选。", {"预选": "否"}),
        ("大会选举以赞成票超过半数为当选。", {}),
    ],
)  # fmt: skip
def test_a_primary_is_read(text, said):
    reading = read_plan(text)
    assert {key: reading.said[key].value for key in reading.said if "预选" in key} == said
    assert not reading.doubtful


def test_a_primary_that_may_be_held_is_asked_about():
    assert set(read_plan("提名人数较多的，可以先进行预选。").doubtful) == {"预选"}


def test_nothing_is_read_from_nothing():
    reading = read_plan("今天天气很好。\n我们去开会。")
    assert not reading.said and not reading.doubtful and set(reading.missing) == set(ASKED)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("二十五", 25),
        ("25", 25),
        ("一百二十", 120),
        ("廿一", 21),
        ("十", 10),
        ("四十", 40),
        ("一百零五", 105),
    ],
)
def test_numerals(text, value):
    assert number(text) == value


def test_days():
    assert date("二〇二一年三月五日") == dt.date(2021, 3, 5) and date("12月5日", 2017) == dt.date(2017, 12, 5)
    assert date("2月30日", 2017) is None and date("三月") is None


MOXI = Path(__file__).with_name("plan-2017.txt")


def test_every_value_of_the_first_town_comes_out():
    """RULES 1: what stands in its plan is what the settings have as defaults."""
    reading = read_plan(MOXI.read_text(encoding="utf-8"))
    defaults = Settings()
    for key, said in reading.said.items():
        if (setting := BY_KEY.get(key)) is None:
            assert said.value == "按方案"
        elif setting.field != "plan_title":
            assert setting.parse(said.value) == getattr(defaults, setting.field), key
    assert set(reading.doubtful) == {"执委学历下限"} and reading.missing == ("常委名额",)
    assert len(reading.leaders) == 6
