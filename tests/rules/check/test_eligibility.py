"""NAME, ID, ID-BIRTH, SEX, UNIT, CODE: for each a hit and a near miss."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from sample_people import APPROVED, UNITS, candidate, delegate, errors, good_list, name, of_one, severities

from pyxl.rules.check.every_rule import check
from pyxl.rules.identity import SAMPLE_REGION, check_digit, make_sample

BORN = dt.date(1980, 5, 1)


def test_a_good_list_has_no_errors_and_no_warnings():
    findings = check({"候选人": good_list(), "单位": UNITS}, APPROVED)
    assert {finding.severity.value for finding in findings} == {"note"}
    assert {finding.row for finding in findings} == {0}


def one(findings):
    assert len(findings) == 1, findings
    return findings[0]


# --- NAME ---------------------------------------------------------------------------------------


def test_a_name_is_needed():
    for written in (None, "", " 　"):
        found = one(of_one(candidate(1, 姓名=written), "NAME"))
        assert found.severity == "error" and found.column == "姓名"


@pytest.mark.parametrize(
    "written", ["样 例甲", "阿依·样例", "阿依．样例", "样㛃甲", "Anna Lee", "样例甲丙丁戊"]
)
def test_names_that_are_right_are_not_turned_away(written):
    assert "error" not in severities(of_one(candidate(1, 姓名=written), "NAME"))


@pytest.mark.parametrize(
    ("written", "severity"),
    [("样例1", "warning"), ("样例(甲)", "warning"), ("样?甲", "note"), ("样", "note")],
)
def test_odd_names_are_pointed_out(written, severity):
    assert severities(of_one(candidate(1, 姓名=written), "NAME")) == [severity]


def test_a_character_without_strokes_is_named_until_its_count_is_typed():
    rare = chr(0x323AF)  # the last place of its block: no table of strokes has it
    row = candidate(1, 姓名=f"样{rare}")
    assert "生僻字笔画" in one(of_one(row, "NAME")).message
    assert not of_one(row, "NAME", settings=replace(APPROVED, rare_strokes=f"{rare}=9"))


# --- ID, ID-BIRTH, SEX --------------------------------------------------------------------------


def test_a_number_is_needed_and_its_fault_is_named():
    good = make_sample(SAMPLE_REGION, BORN, 2)
    wrong = good[:-1] + ("1" if good[-1] != "1" else "2")
    for written, word in (
        (None, "没有填写"),
        (wrong, "校验码"),
        (good[:17], "18位"),
        ("510999800501002", "15位"),
    ):
        found = one(of_one(candidate(1, 身份证号=written), "ID"))
        assert found.severity == "error" and word in found.message
        assert str(written) not in found.message


def test_a_number_that_became_a_figure_has_its_own_words():
    found = one(of_one(candidate(1, 身份证号=510999198005010000), "ID"))
    assert "数值" in found.message


@pytest.mark.parametrize("region", ["510904", "511099", "810000", "820000", "830000", "429006"])
def test_county_codes_and_residence_permits_turn_nobody_away(region):
    row = candidate(1, 身份证号=make_sample(region, BORN, 2))
    assert "error" not in severities(of_one(row, "ID", "ID-BIRTH", "SEX"))


def test_foreign_cards_are_notes():
    body = "91115619800501002"
    found = one(of_one(candidate(1, 身份证号=body + check_digit(body)), "ID"))
    assert found.severity == "note"
    assert one(of_one(candidate(1, 身份证号="USA110080050100"), "ID")).severity == "note"


@pytest.mark.parametrize("written", [BORN, "1980.5", "1980年5月1日", 29342, "１９８００５０１"])
def test_a_birth_date_that_agrees(written):
    assert not of_one(candidate(1, 出生日期=written), "ID-BIRTH")


@pytest.mark.parametrize("written", [dt.date(1980, 5, 2), "1980.6", "1981年5月1日", "不详", "1980"])
def test_a_birth_date_that_does_not(written):
    found = one(of_one(candidate(1, 出生日期=written), "ID-BIRTH"))
    assert found.severity == "error" and found.column == "出生日期"


def test_a_missing_birth_date_is_a_note():
    assert severities(of_one(candidate(1, 出生日期=None), "ID-BIRTH")) == ["note"]


def test_sex_by_column_and_by_number():
    man = make_sample(SAMPLE_REGION, BORN, 3)
    assert not of_one(candidate(1, 性别="女性"), "SEX")
    for row in (
        candidate(1, 性别="男"),
        candidate(1, 性别=None),
        candidate(1, 性别="其他"),
        candidate(1, 身份证号=man),
        candidate(1, 性别="男", 身份证号=man),
        candidate(1, 性别="男", 身份证号=None),
    ):
        assert severities(of_one(row, "SEX")) == ["error"]


# --- UNIT ---------------------------------------------------------------------------------------


def test_a_unit_of_the_table_however_spaced():
    assert not of_one(candidate(1, 单位=" 丁坪 村"), "UNIT")


@pytest.mark.parametrize(
    ("written", "word"),
    [
        ("天涯", "先在“单位”表中添加"),
        (None, "没有填写"),
    ],
)
def test_a_unit_that_is_not_there(written, word):
    found = one(of_one(candidate(1, 单位=written), "UNIT"))
    assert found.severity == "error" and word in found.message


@pytest.mark.parametrize("written", ["磨溪镇丁坪村", "丁坪", "丁坪社区", "丁坪村村委会"])
def test_a_place_that_was_renamed_or_cut_short_is_asked_about(written):
    """A warning, never an error: RULES 2, the list of units may be behind."""
    found = one(of_one(candidate(1, 单位=written), "UNIT"))
    assert found.severity == "warning" and "是不是“丁坪村”" in found.message


def test_a_candidate_may_come_from_a_unit_without_delegates():
    settings = replace(APPROVED, further_unit_names="镇卫生院；镇中心 小学")
    for unit, severity in (("镇卫生院", None), ("镇中心小学", None), ("镇供销社", "error")):
        rows = [candidate(1, 单位=unit)]
        found = [f for f in check({"候选人": rows, "单位": UNITS}, settings) if f.code == "UNIT"]
        assert [f.severity for f in found] == ([severity] if severity else [])
    delegate = check({"代表": [{"姓名": "样甲", "单位": "镇卫生院"}], "单位": UNITS}, settings)
    assert "error" in [f.severity for f in delegate if f.code == "UNIT"], "delegates are of a constituency"


def test_the_date_of_a_waiver_stands_between_plan_and_congress():
    over = {"出生日期": "1950-01-01", "身份证号": None, "例外批准文号": "磨委〔2017〕9号"}
    for day, severity in (("2017-11-19", "warning"), ("2017-11-20", "note")):
        row = candidate(1, **over, 例外批准日期=day, 例外理由="退休党群工作者")
        (found,) = of_one(row, "AGE-EXEC")
        assert found.severity == severity
        assert ("早于方案印发日期" in found.message) is (severity == "warning")
        assert ("理由：退休党群工作者" in found.message) is (severity == "note")


@pytest.mark.parametrize(
    "number",
    [
        "H1234567890",
        "M12345678",
        "12345678",
        "台胞证 12345678",
        "E12345678",
        "护照K1234",
        "PE1234567",
        "ABC110078050101",
    ],
)
def test_another_paper_than_the_identity_card_is_a_note(number):
    found = list(of_one(candidate(1, 身份证号=number), "ID"))
    assert [f.severity for f in found] == ["note"] and number not in found[0].message


def test_without_units_there_is_one_finding_for_the_list():
    findings = check({"候选人": good_list()}, APPROVED)
    assert [(f.row, f.table) for f in findings if f.code == "UNIT"] == [(0, "候选人")]


def test_a_unit_twice():
    findings = check({"单位": [*UNITS, {"单位": "丁坪 村"}]}, APPROVED)
    assert [(f.row, f.table, f.severity) for f in findings if f.code == "UNIT"] == [(3, "单位", "error")]


# --- CODE ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("column", ["民族", "政治面貌", "文化程度", "拟任职务", "推荐方式"])
def test_a_coded_column_blank_or_unknown(column):
    for written in (None, "胡乱"):
        found = one(of_one(candidate(1, **{column: written}), "CODE"))
        assert (found.severity, found.column) == ("error", column)


@pytest.mark.parametrize("column", ["体制", "专兼职", "任职"])
def test_a_coded_column_that_may_be_blank(column):
    assert not of_one(candidate(1, **{column: None}), "CODE")
    assert severities(of_one(candidate(1, **{column: "胡乱"}), "CODE")) == ["error"]


def test_synonyms_are_as_good():
    row = candidate(1, 民族="汉", 政治面貌="党员", 文化程度="本科", 推荐方式="群众推荐、自荐", 任职="新任")
    assert not of_one(row, "CODE")


def test_a_delegate_is_asked_for_产生方式_and_not_for_推荐方式():
    assert not of_one(delegate(1), "CODE", table="代表")
    assert severities(of_one(delegate(1, 产生方式=None), "CODE", table="代表")) == ["note"]


def test_a_near_word_is_offered():
    assert "大学本科" in one(of_one(candidate(1, 文化程度="大学本课"), "CODE")).message


def test_a_chair_without_任职_is_told_how_she_is_checked():
    assert severities(of_one(candidate(1, 拟任职务="主席", 任职=None), "CODE")) == ["note"]


# --- the whole ----------------------------------------------------------------------------------


def test_blank_rows_are_passed_over_and_counted():
    rows = [{"序号": 1}, {}, candidate(1, 民族="胡乱")]
    findings = check({"候选人": rows, "单位": UNITS}, APPROVED)
    assert [finding.row for finding in errors(findings) if finding.row] == [3]


def test_no_finding_holds_a_full_number():
    rows = [
        candidate(n, 性别="男", 出生日期="1981-01-01", 身份证号=make_sample(SAMPLE_REGION, BORN, 2))
        for n in (1, 2)
    ]
    findings = check({"候选人": rows, "单位": UNITS}, APPROVED)
    assert findings and not any(rows[0]["身份证号"] in repr(finding) for finding in findings)


def test_a_level_can_be_raised_and_lowered_by_the_settings():
    row = candidate(1, 单位="天涯", 姓名=name(1))
    for level, severity in (("提示", "note"), ("警告", "warning"), ("错误", "error"), ("按方案", "error")):
        settings = replace(APPROVED, levels=(("UNIT", level),))
        assert severities(of_one(row, "UNIT", settings=settings)) == [severity]
