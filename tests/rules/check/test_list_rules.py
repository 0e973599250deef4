"""DUP, POST, APPROVED, COUNT, BREADTH, TELLER, and what makes a ballot a specimen."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_people import APPROVED, UNITS, candidate, delegate, errors, good_list, name

from pyxl.rules.check.every_rule import RULES, check, columns_cited, has_errors, list_errors
from pyxl.rules.plan.settings import Settings


def found(code, tables, settings=APPROVED, **more):
    return [f for f in check({"单位": UNITS, **tables}, settings, **more) if f.code == code]


def places(findings):
    return [(f.table, f.row, f.name, f.severity.value) for f in findings]


# --- DUP ----------------------------------------------------------------------------------------


def test_one_number_twice_is_an_error_in_both_rows():
    again = candidate(3, 身份证号=candidate(1)["身份证号"])
    rows = [candidate(1), candidate(2), again]
    assert places(found("DUP", {"候选人": rows})) == [
        ("候选人", 1, name(1), "error"),
        ("候选人", 3, name(3), "error"),
    ]


def test_name_and_birth_date_twice_is_a_warning():
    again = candidate(2, 姓名=name(1)[:1] + " " + name(1)[1:])
    assert [f.severity for f in found("DUP", {"候选人": [candidate(1), again]})] == ["warning", "warning"]


def test_what_is_no_double():
    other_birth = candidate(2, dt.date(1980, 5, 2), 姓名=name(1))
    assert not found("DUP", {"候选人": [candidate(1), other_birth]})
    assert not found("DUP", {"候选人": [candidate(1)], "代表": [delegate(1)]})


def test_numbers_that_became_figures_are_not_compared():
    figure = {"身份证号": 510999198005010000}
    rows = [candidate(1, **figure), candidate(2, dt.date(1981, 1, 1), **figure)]
    assert not found("DUP", {"候选人": rows})


@given(st.permutations([0, 1, 2, 3, 4]))
def test_doubles_do_not_depend_on_the_order_of_rows(order):
    rows = [candidate(1), candidate(1), candidate(2), candidate(3), candidate(2, 姓名=name(9))]
    said = found("DUP", {"候选人": [rows[place] for place in order]})
    assert {(order[f.row - 1], f.severity.value) for f in said} == {(p, "error") for p in (0, 1, 2, 4)}


# --- POST ---------------------------------------------------------------------------------------


def test_before_the_congress_whoever_stands_for_an_office_stands_for_the_committee():
    assert not found("POST", {"候选人": good_list()})


def test_after_it_officers_are_among_the_elected():
    elected = [name(number) for number in range(2, 27)]
    said = found("POST", {"候选人": good_list()}, elected=elected)
    assert places(said) == [("候选人", 1, name(1), "error")]
    assert not found("POST", {"候选人": good_list()}, elected=[*elected, "样 例甲乙"])


# --- APPROVED -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "field", ["party_document", "party_approved_on", "superior_document", "superior_approved_on"]
)
def test_each_part_of_both_approvals_is_needed(field):
    settings = replace(APPROVED, **{field: None})
    (said,) = found("APPROVED", {"候选人": good_list()}, settings)
    assert (said.row, said.severity) == (0, "error")
    assert ("镇党委" in said.message) == field.startswith("party")


def test_approvals_come_before_the_congress():
    early, late = (replace(APPROVED, congress_date=dt.date(2017, 11, day)) for day in (29, 28))
    assert not found("APPROVED", {"候选人": good_list()}, early)
    (said,) = found("APPROVED", {"候选人": good_list()}, late)
    assert said.severity == "error" and "区妇联" in said.message


def test_an_approval_before_the_plan_is_a_warning():
    settings = replace(APPROVED, party_approved_on=dt.date(2017, 11, 19))
    assert [f.severity for f in found("APPROVED", {"候选人": good_list()}, settings)] == ["warning"]


def test_quotas_not_yet_approved_are_a_note():
    settings = replace(APPROVED, quota_document=None)
    (said,) = found("APPROVED", {}, settings)
    assert (said.table, said.severity) == ("单位", "note")


# --- COUNT --------------------------------------------------------------------------------------


def test_27_candidates_are_the_least():
    assert not errors(found("COUNT", {"候选人": good_list()}))
    (said,) = errors(found("COUNT", {"候选人": good_list()[:26]}))
    assert (said.name, said.row) == ("执委", 0) and "还差1名" in said.message


def test_an_empty_list_says_count_only():
    findings = [f for f in check({}, Settings()) if f.severity == "error"]
    assert [(f.code, f.name) for f in findings] == [("COUNT", "执委")]


def test_rows_without_an_office_do_not_count():
    rows = good_list()
    rows[26]["拟任职务"] = ""
    assert [f.name for f in errors(found("COUNT", {"候选人": rows}))] == ["执委"]


def test_more_seats_when_chairs_come_beyond_the_25():
    settings = replace(APPROVED, chairs_within=False)
    (said,) = errors(found("COUNT", {"候选人": good_list()}, settings))
    assert "至少要30名" in said.message


@pytest.mark.parametrize(
    ("change", "office"),
    [({0: "副主席"}, {"主席", "副主席"}), ({3: "主席"}, {"主席"}), ({1: "执委"}, {"副主席"})],
)
def test_officers_are_exactly_as_many_as_seats(change, office):
    rows = good_list()
    for place, value in change.items():
        rows[place]["拟任职务"] = value
    assert {f.name for f in errors(found("COUNT", {"候选人": rows}))} == office


@pytest.mark.parametrize(
    ("seats", "standing", "severity"),
    [(None, 0, "note"), (None, 2, "warning"), (0, 0, None), (0, 1, "error"), (2, 2, None), (2, 1, "error")],
)
def test_the_standing_committee(seats, standing, severity):
    rows = good_list()
    for place in range(standing):
        rows[10 + place]["拟任职务"] = "常委"
    settings = replace(APPROVED, standing_seats=seats)
    said = [f for f in found("COUNT", {"候选人": rows}, settings) if f.name == "常委"]
    assert [f.severity.value for f in said] == ([severity] if severity else [])


def test_a_ratio_below_the_plans_is_a_warning():
    settings = replace(APPROVED, difference_ratio=Fraction(4, 100))
    said = [f for f in found("COUNT", {"候选人": good_list()}, settings) if "4%" in f.message]
    assert [f.severity for f in said] == ["warning"]


def delegates(*numbers):
    units = [unit["单位"] for unit, number in zip(UNITS, numbers, strict=True) for _ in range(number)]
    return [delegate(number, 单位=unit) for number, unit in enumerate(units, 1)]


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ((20, 21), []),
        ((21, 20), [("丁坪村", "error")]),
        ((20, 20), [("", "note")]),
        ((21, 21), [("", "warning"), ("丁坪村", "error")]),
    ],
)
def test_delegates_by_unit_and_in_all(numbers, expected):
    said = [f for f in found("COUNT", {"代表": delegates(*numbers)}) if f.table == "代表"]
    more = [("", "note")] if numbers == (21, 20) and sum(numbers) < 41 else []
    assert sorted((f.name, f.severity.value) for f in said) == sorted(expected + more)


def test_quotas_that_do_not_add_up_or_cannot_be_read():
    units = [{"单位": "丁坪村", "分配名额": "二十"}, {"单位": "高千社区", "分配名额": 21.0}]
    said = [f for f in found("COUNT", {"单位": units}) if f.table == "单位"]
    assert places(said) == [("单位", 0, "", "warning"), ("单位", 1, "丁坪村", "error")]


# --- BREADTH ------------------------------------------------------------------------------------


def test_the_share_from_outside_stands_beside_the_target():
    rows = good_list()
    for row in rows[:15]:
        row["体制"] = "体制内"
    settings = replace(APPROVED, previous_outside=Fraction(1, 5), target_outside=Fraction(1, 2))
    said = [f for f in found("BREADTH", {"候选人": rows}, settings) if f.column == "体制"]
    assert len(said) == 1 and said[0].severity == "note"
    assert "12名，占27名的44.4%；不低于上届的20%；低于目标的50%" in said[0].message


def test_groups_that_are_missing_and_people_outside_the_eight():
    rows = good_list()
    rows[0] |= {"界别": "其他", "专兼职": "专职"}  # a full-time chair is not who 二(二) speaks of
    rows[5]["界别"] = "其他"
    rows[6]["界别"] = "家庭教育、法律"
    rows[7]["界别"] = None
    said = found("BREADTH", {"候选人": rows})
    assert {f.row for f in said if f.row} == {6, 8}
    (missing,) = [f for f in said if f.row == 0 and f.column == "界别"]
    assert "卫生保健人员" in missing.message and "家庭教育专长" not in missing.message
    assert {f.severity for f in said} == {"note"}


def test_a_leader_may_stand_and_is_noted():
    tables = {"候选人": good_list(), "领导小组": [{"姓名": name(4), "职务": "成员"}]}
    said = [f for f in found("BREADTH", tables) if f.row]
    assert places(said) == [("候选人", 4, name(4), "note")]


# --- TELLER -------------------------------------------------------------------------------------


def worker(who, election=None, post="监票人"):
    return {"姓名": who, "岗位": post, "选举": election}


@pytest.mark.parametrize(
    ("who", "election", "hit"),
    [
        (name(5), "执委", True),  # stands for the committee
        (name(1), "执委", True),  # stands for chair, so for the committee too
        (name(5), None, True),  # for all elections
        (name(1), "副主席", True),  # the same meeting
        (name(5), "主席", False),  # a member may staff the officers' election
        (name(5), "主席、执委", True),
        (name(60), None, False),
        (name(5) + "（镇卫生院）", "执委", False),  # a namesake, told apart
    ],
)
def test_who_counts_stands_on_no_ballot_that_is_counted(who, election, hit):
    said = found("TELLER", {"候选人": good_list(), "工作人员": [worker(who, election)]})
    assert [f.severity.value for f in said] == ["error"] * hit


def test_leaders_are_no_scrutineers():
    tables = {"工作人员": [worker(name(60))], "领导小组": [{"姓名": name(60)}]}
    assert places(found("TELLER", tables)) == [("工作人员", 1, name(60), "error")]


def test_too_few_delegates_left_to_staff_the_count():
    tables = {"候选人": good_list(), "代表": [delegate(number) for number in range(1, 33)]}
    (said,) = found("TELLER", tables)  # 5 of 32 are no candidates, 6 are needed
    assert said.severity == "note" and "只有5名" in said.message and "6名" in said.message
    tables["代表"].append(delegate(33))
    assert not found("TELLER", tables)


def test_a_workers_post_is_coded():
    assert [f.column for f in found("CODE", {"工作人员": [worker(name(60), post="保安")]})] == ["岗位"]


# --- the register -------------------------------------------------------------------------------


def test_all_codes_are_there_once():
    codes = (
        "NAME ID ID-BIRTH SEX DUP UNIT CODE AGE-CHAIR AGE-EXEC AGE-DELEGATE EDU-CHAIR EDU-EXEC POST APPROVED"
    )
    assert [rule.code for rule in RULES] == [*codes.split(), "COUNT", "BREADTH", "TELLER", "FORM"]


def test_each_rule_has_its_level_in_the_settings():
    for rule in RULES:
        assert Settings().level(rule.code) == "按方案"
        assert rule.title and rule.columns and (rule.each or rule.whole)


def test_findings_point_at_columns_that_are_cited():
    rows = [candidate(1, **dict.fromkeys(candidate(1), "胡乱")), candidate(2)]
    tables = {
        "候选人": rows,
        "代表": rows,
        "工作人员": [worker("样?", "胡乱", "胡乱")],
        "单位": [{"分配名额": "x"}],
    }
    findings = check(tables, Settings())
    assert len({finding.code for finding in findings}) > 8
    for finding in findings:
        assert finding.column in columns_cited()[finding.table] | {""}, finding
        (rule,) = [rule for rule in RULES if rule.code == finding.code]
        assert finding.table in rule.tables, finding


def test_what_makes_a_ballot_a_specimen():
    rows = good_list()
    assert not has_errors(check({"候选人": rows, "单位": UNITS}, APPROVED))
    rows[1]["民族"] = "胡乱"
    findings = check({"候选人": rows, "单位": UNITS, "工作人员": [worker(name(5))]}, APPROVED)
    assert has_errors(findings)
    by_office = {office: len(list_errors(findings, office, rows)) for office in ("执委", "主席", "副主席")}
    assert by_office == {"执委": 1, "主席": 0, "副主席": 1}
    assert len(list_errors(findings, "主席")) == 1


def test_an_office_with_the_wrong_number_spoils_its_own_ballot_only():
    rows = good_list()
    rows[1]["拟任职务"] = "执委"
    findings = check({"候选人": rows, "单位": UNITS}, APPROVED)
    assert [bool(list_errors(findings, office, rows)) for office in ("执委", "主席", "副主席")] == [
        False,
        False,
        True,
    ]
    unapproved = check({"候选人": rows, "单位": UNITS}, Settings(standing_seats=0))
    assert all(list_errors(unapproved, office, rows) for office in ("执委", "主席", "副主席"))


def test_the_check_is_linear_in_rows():
    """27,000 rows in seconds: no rule may look at all rows for each row."""
    rows = [candidate(number % 100) for number in range(6_000)]
    findings = check({"候选人": rows, "单位": UNITS}, APPROVED)
    assert sum(f.code == "DUP" and f.severity == "error" for f in findings) == 6_000
    assert max(len(f.message) for f in findings) < 400
