"""What a clerk reads of a check: each thing to do once, what can be done now first, and nothing left out."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from sample_people import APPROVED, UNITS, candidate, delegate, good_list, name

from pyxl.rules.check import check, grouped
from pyxl.rules.check.every_rule import RULES
from pyxl.rules.check.quotes import QUOTES
from pyxl.rules.findings import Turn
from pyxl.rules.plan.settings import Settings

PLAN = (Path(__file__).parents[1] / "plan" / "plan-2017.txt").read_text(encoding="utf-8")
OLD = dt.date(1960, 5, 1)
WAIVER = {"例外批准文号": "磨委〔2017〕9号", "例外批准日期": dt.date(2017, 11, 28), "例外理由": "工作需要"}


def groups(candidates, delegates=(), settings=APPROVED):
    found = check({"候选人": candidates, "代表": list(delegates), "单位": UNITS}, settings)
    made = grouped(found, settings)
    told = [finding for group in made for finding in group.findings]
    assert sorted(map(id, told)) == sorted(map(id, found)), "each finding in one group, and in one only"
    return made


def test_one_omission_of_many_rows_is_one_line():
    blank = [{**row, "单位": ""} for row in good_list()]
    (unit,) = [
        g
        for g in groups(blank, [delegate(n, 单位="") for n in range(1, 20)])
        if g.codes == ("UNIT",) and g.table == "候选人"
    ]
    assert unit.sentence == "单位没有填写：27 人" and unit.remedy == "请从“单位”表中选取。"
    assert (unit.first.row, unit.first.column) == (1, "单位") and not any(unit.each)


def test_what_differs_is_said_of_each():
    people = good_list()
    people[3] |= {"出生日期": OLD, "身份证号": candidate(4, OLD)["身份证号"]}
    people[4] |= {"出生日期": dt.date(1961, 1, 1), "身份证号": candidate(5, dt.date(1961, 1, 1))["身份证号"]}
    (age,) = [g for g in groups(people) if g.codes == ("AGE-EXEC",)]
    assert age.sentence.endswith("：2 人") and age.turn is Turn.APPROVAL
    assert "1960年5月1日" in age.each[0] and "1961年1月1日" in age.each[1]
    assert "原则上要求年龄在50周岁以下" in age.basis and age.remedy.startswith("方案此处写明")


def test_what_a_waiver_settled_is_one_line_at_the_end():
    people = good_list()
    for at in (0, 3):
        people[at] |= {"出生日期": OLD, "身份证号": candidate(at + 1, OLD)["身份证号"], **WAIVER}
    made = groups(people)
    known = [g for g in made if g.turn is Turn.KNOWN]
    assert known == [made[-1]] and known[0].sentence == "已凭批准文件作为例外：2 人"
    assert known[0].codes == ("AGE-CHAIR", "AGE-EXEC") and len(known[0].findings) == 3


def test_what_waits_for_an_approval_comes_behind_what_can_be_done_now():
    people = [{**row, "单位": ""} for row in good_list()]
    turns = [g.turn for g in groups(people, settings=Settings())]
    assert turns == sorted(turns, key=list(Turn).index)
    assert turns[0] is Turn.NOW and turns.count(Turn.APPROVAL) >= 2


def test_a_single_person_keeps_her_own_sentence():
    people = good_list()
    people[2]["性别"] = "男"
    (sex,) = [g for g in groups(people) if g.codes == ("SEX",) and g.first.column == "性别"]
    assert sex.findings[0].name == name(3) and "人" not in sex.sentence[-2:]


def test_each_line_says_what_to_do():
    """In the finding's own sentence, or as its rule says it of all; people who share a number are told once what to do."""
    people = good_list()
    people[2]["身份证号"] = people[1]["身份证号"]
    people[3]["民族"] = "满清族"
    made = groups(people, settings=Settings())
    assert [g.sentence for g in made if not g.remedy] == []
    (twice,) = [g for g in made if g.codes == ("DUP",)]
    assert twice.remedy.startswith("请在一张名单里只留一行") and not any("请" in said for said in twice.each)


def test_quotations_are_the_plans_own_words():
    text = "".join(PLAN.split())
    for (code, _), sentence in QUOTES.items():
        assert sentence in text, sentence
        assert code in {rule.code for rule in RULES}
