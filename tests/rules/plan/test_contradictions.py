"""The contradictions quote the plan to the letter and name settings that exist."""

from __future__ import annotations

from pathlib import Path

from pyxl.rules.plan.contradictions import CONTRADICTIONS
from pyxl.rules.plan.leading_group import LEADING_GROUP
from pyxl.rules.plan.settings import BY_KEY

PLAN = Path(__file__).with_name("plan-2017.txt").read_text(encoding="utf-8")
PASSAGES = [passage for item in CONTRADICTIONS for passage in (item.first, item.second)]

# Where each clause begins; the next heading of any kind ends it.
HEADINGS = {
    "二(一)": "（一）构建区域化的镇妇联组织网络",
    "二(二)": "（二）打造专兼职的妇联干部队伍",
    "三": "三、工作安排",
    "三(一)1": "1. 成立领导小组。",
    "三(二)1": "1. 推选妇女代表。",
    "三(二)2": "2. 推荐执委候选人。",
    "三(二)3": "3. 召开妇女代表大会。召开镇妇女代表大会，选举",
    "三(三)": "（三）建章立制阶段",
}
ENDS = sorted(
    PLAN.index(start)
    for start in (*HEADINGS.values(), "2. 制定实施方案。", "1. 制定工作计划。", "（一）组织动员阶段")
)


def clause(label: str) -> str:
    start = PLAN.index(HEADINGS[label])
    return PLAN[start : next((end for end in ENDS if end > start), len(PLAN))]


def test_there_are_twelve_in_order():
    assert [item.number for item in CONTRADICTIONS] == list(range(1, 13))


def test_each_passage_stands_in_the_clause_that_is_named():
    for passage in PASSAGES:
        if not passage.outside:
            assert passage.sentence in clause(passage.clause), passage.clause


def test_few_passages_come_from_elsewhere():
    assert [passage.clause for passage in PASSAGES if passage.outside] == [
        "《民法总则》第二百零五条",
        "各地选票",
    ]


def test_each_names_a_setting_that_exists_or_none():
    for item in CONTRADICTIONS:
        assert item.setting == "" or item.setting in BY_KEY
        assert item.default and item.reason
        assert item.first.sentence in item.text and item.second.sentence in item.text


def test_the_leading_group_stands_in_its_clause():
    assert all(name in clause("三(一)1") for name, _ in LEADING_GROUP)
