"""AGE-* and EDU-*: limits, readings, months, waivers, exemptions."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_people import APPROVED, UNITS, candidate, delegate, of_one, severities

from pyxl.rules.age import READINGS
from pyxl.rules.check.every_rule import check

D = dt.date
WAIVER = {"例外批准文号": "磨委〔2017〕9号", "例外批准日期": D(2017, 11, 30)}


def with_settings(**values):
    return replace(APPROVED, **values)


def worst(findings):
    return min((["error", "warning", "note"].index(f.severity.value) for f in findings), default=None)


# --- ages by hand, reference date 2017-12-05 ----------------------------------------------------


@pytest.mark.parametrize(
    ("office", "born", "found"),
    [
        ("主席", D(1971, 12, 6), ["note"]),  # 45, between the readings
        ("主席", D(1971, 12, 5), ["warning"]),  # 46 that very day
        ("副主席", D(1971, 12, 5), ["warning"]),
        ("主席", D(1972, 12, 7), []),
        ("常委", D(1971, 12, 5), []),
        ("执委", D(1971, 12, 5), []),
    ],
)
def test_age_of_chairs(office, born, found):
    assert severities(of_one(candidate(1, born, 拟任职务=office), "AGE-CHAIR")) == found


@pytest.mark.parametrize(
    ("born", "found"),
    [(D(1966, 12, 6), ["note"]), (D(1966, 12, 5), ["warning"]), (D(1967, 12, 7), [])],
)
@pytest.mark.parametrize("office", ["执委", "常委", "副主席", "主席"])
def test_age_of_the_committee_is_for_every_office(office, born, found):
    assert severities(of_one(candidate(1, born, 拟任职务=office), "AGE-EXEC")) == found


@pytest.mark.parametrize(("born", "found"), [(D(1999, 12, 5), []), (D(1999, 12, 6), ["error"])])
def test_age_of_delegates(born, found):
    assert severities(of_one(delegate(1, born), "AGE-DELEGATE", table="代表")) == found
    assert not of_one(candidate(1, born), "AGE-DELEGATE")


def test_re_elected_chairs_are_exempt_from_the_chairs_conditions_only():
    row = candidate(1, D(1960, 1, 1), 拟任职务="主席", 任职="连任", 文化程度="初中")
    assert not of_one(row, "AGE-CHAIR", "EDU-CHAIR")
    assert severities(of_one(row, "AGE-EXEC", "EDU-EXEC")) == ["warning", "warning"]


def test_the_congress_date_moves_the_limit():
    row = candidate(1, D(1966, 12, 5))
    assert severities(of_one(row, "AGE-EXEC")) == ["warning"]
    earlier = with_settings(congress_date=D(2017, 12, 4))
    assert severities(of_one(row, "AGE-EXEC", settings=earlier)) == ["note"]  # 50, between the readings


# --- readings -----------------------------------------------------------------------------------

ADMITTED = {
    D(1971, 12, 5): set(),
    D(1971, 12, 6): {"含本数"},
    D(1972, 12, 4): {"含本数"},
    D(1972, 12, 5): {"含本数", "以生日为限"},
    D(1972, 12, 6): set(READINGS),
}


@pytest.mark.parametrize("reading", READINGS)
@pytest.mark.parametrize("born", ADMITTED)
def test_each_reading_and_the_note_between_them(reading, born):
    found = of_one(
        candidate(1, born, 拟任职务="主席"), "AGE-CHAIR", settings=with_settings(age_reading=reading)
    )
    between = 0 < len(ADMITTED[born]) < 3
    over = reading not in ADMITTED[born]
    assert severities(found) == ["warning"] * over + ["note"] * between
    if between:
        differing = {other for other in READINGS if (other in ADMITTED[born]) == over}
        said = {other for other in READINGS if f"“{other}”" in found[-1].message}
        assert said == differing | {reading}


# --- births known to the month ------------------------------------------------------------------


def month_only(text):
    return {"身份证号": None, "出生日期": text}


@pytest.mark.parametrize(
    ("born", "severity", "word"),
    [
        ("1966.12", "note", "补填出生的日"),
        ("1966.11", "warning", "超过"),
        ("1967.1", "note", "读法"),
        ("1968.1", None, ""),
    ],
)
def test_a_month_near_the_limit(born, severity, word):
    found = of_one(candidate(1, **month_only(born)), "AGE-EXEC")
    assert severities(found) == ([severity] if severity else [])
    assert all(word in finding.message for finding in found)


@pytest.mark.parametrize(
    ("born", "found"), [("1999年12月", ["note"]), ("1999年11月", []), ("2000年1月", ["error"])]
)
def test_a_delegates_month(born, found):
    assert severities(of_one(delegate(1, **month_only(born)), "AGE-DELEGATE", table="代表")) == found


def test_the_number_knows_the_day_that_the_column_lacks():
    row = candidate(1, D(1966, 12, 20), 出生日期="1966.12")
    assert [f.message for f in of_one(row, "AGE-EXEC") if "补填" in f.message] == []


@given(st.dates(D(1966, 6, 1), D(1967, 6, 30)))
def test_a_month_says_what_all_its_days_say(day):
    days = [D(day.year, day.month, number) for number in (1, 28)]
    verdicts = {worst(of_one(candidate(1, born), "AGE-EXEC")) == 1 for born in days}
    found = of_one(candidate(1, **month_only(f"{day:%Y-%m}")), "AGE-EXEC")
    asked = any("补填" in finding.message for finding in found)
    assert asked == (len(verdicts) == 2)
    if not asked:
        assert (worst(found) == 1) == verdicts.pop()


# --- waivers ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("waiver", "severity", "word"),
    [
        ({}, "warning", "填写“例外批准文号”和“例外批准日期”"),
        (WAIVER, "note", "磨委〔2017〕9号"),
        ({"例外批准文号": "磨委〔2017〕9号"}, "warning", "没有例外批准日期"),
        ({"例外批准日期": D(2017, 11, 30)}, "warning", "没有例外批准文号"),
        (WAIVER | {"例外批准日期": "2017.11"}, "warning", "只写到月"),
        (WAIVER | {"例外批准日期": "上周"}, "warning", "不是日期"),
        (WAIVER | {"例外批准日期": D(2017, 12, 4)}, "warning", "晚于大会日期"),
        (WAIVER | {"例外批准日期": D(2017, 12, 3)}, "note", "已按例外批准"),
        ({"例外批准文号": " ", "例外批准日期": ""}, "warning", "报镇党委和区妇联批准"),
    ],
)
def test_a_waiver_turns_the_warning_into_a_note_when_it_is_complete(waiver, severity, word):
    row = candidate(1, D(1966, 11, 1), **waiver)
    (found,) = of_one(row, "AGE-EXEC", settings=with_settings(congress_date=D(2017, 12, 3)))
    assert found.severity == severity
    assert word in found.message


def test_a_waiver_covers_education_too_and_no_error():
    assert severities(of_one(candidate(1, 文化程度="小学", **WAIVER), "EDU-EXEC")) == ["note"]
    assert severities(of_one(candidate(1, 性别="男", **WAIVER), "SEX")) == ["error"]


def test_a_raised_rule_knows_no_waiver():
    row = candidate(1, D(1960, 1, 1), **WAIVER)
    strict = with_settings(levels=(("AGE-EXEC", "错误"),))
    assert severities(of_one(row, "AGE-EXEC", settings=strict)) == ["error"]


def test_retired_workers_have_their_reason_said():
    retired = candidate(1, D(1960, 1, 1), 界别="退休党群工作者")
    assert "二(二)吸纳“退休党群工作者”" in of_one(retired, "AGE-EXEC")[0].message
    assert "二(二)" not in of_one(candidate(1, D(1960, 1, 1)), "AGE-EXEC")[0].message


# --- education ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("education", "found"),
    [("大专", []), ("大学专科", []), ("高职", []), ("本科", []), ("高中", ["warning"]), ("中专", ["warning"]),
     ("大专肄业", ["warning"]), ("本科肄业", ["warning"]), ("专升本在读", [])],
)  # fmt: skip
def test_education_of_chairs(education, found):
    assert severities(of_one(candidate(1, 拟任职务="副主席", 文化程度=education), "EDU-CHAIR")) == found
    assert not of_one(candidate(1, 拟任职务="常委", 文化程度=education), "EDU-CHAIR")


@pytest.mark.parametrize(
    ("education", "found"),
    [("高中", []), ("中专", []), ("职高", []), ("技校", []), ("大专肄业", []), ("高中肄业", ["warning"]),
     ("初中", ["warning"]), ("小学", ["warning"]), ("胡乱", [])],
)  # fmt: skip
def test_education_of_the_committee(education, found):
    assert severities(of_one(candidate(1, 文化程度=education), "EDU-EXEC")) == found


def test_at_初中_both_sentences_are_quoted():
    message = of_one(candidate(1, 文化程度="初中"), "EDU-EXEC")[0].message
    assert "初中以上文化程度" in message and "执委候选人原则上要具备高中以上文化程度" in message
    assert "方案两处不一致" not in of_one(candidate(1, 文化程度="小学"), "EDU-EXEC")[0].message


def test_the_floor_is_a_setting():
    lower = with_settings(executive_education="初中")
    assert not of_one(candidate(1, 文化程度="初中"), "EDU-EXEC", settings=lower)
    assert severities(of_one(candidate(1, 文化程度="小学"), "EDU-EXEC", settings=lower)) == ["warning"]


def test_findings_come_by_row_and_severity():
    rows = [candidate(2), candidate(1, D(1960, 1, 1), 拟任职务="主席", 性别="男", 出生日期=None)]
    findings = [f for f in check({"候选人": rows, "单位": UNITS}, APPROVED) if f.row == 2]
    order = [["error", "warning", "note"].index(f.severity.value) for f in findings]
    assert order == sorted(order) and len(set(order)) == 3
