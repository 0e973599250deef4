"""Invented people for the tests of the check: nobody's number can be theirs (region 510999)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from pyxl.rules.check.every_rule import check
from pyxl.rules.findings import Finding
from pyxl.rules.identity import SAMPLE_REGION, make_sample
from pyxl.rules.plan.settings import Settings
from pyxl.words import Severity

UNITS = [{"单位": "丁坪村", "分配名额": 20}, {"单位": "高千社区", "分配名额": 21}]
APPROVED = Settings(
    party_document="磨委〔2017〕1号",
    party_approved_on=dt.date(2017, 11, 28),
    superior_document="安妇字〔2017〕2号",
    superior_approved_on=dt.date(2017, 11, 29),
    quota_document="磨委〔2017〕3号",
    quota_approved_on=dt.date(2017, 11, 27),
    standing_seats=0,
)
STEMS = "甲乙丙丁戊己庚辛壬癸"


def name(number: int) -> str:
    return f"样例{STEMS[number // 10 % 10]}{STEMS[number % 10]}"


def person(number: int, born: dt.date = dt.date(1980, 5, 1), **other: Any) -> dict[str, Any]:
    row = {
        "序号": number,
        "姓名": name(number),
        "性别": "女",
        "民族": "汉族",
        "身份证号": make_sample(SAMPLE_REGION, born, 2 * number),
        "出生日期": born,
        "政治面貌": "群众",
        "文化程度": "大专",
        "单位": "丁坪村",
        "界别": "女致富能手",
    }
    return row | other


def candidate(number: int, born: dt.date = dt.date(1980, 5, 1), **other: Any) -> dict[str, Any]:
    row = {"体制": "体制外", "拟任职务": "执委", "专兼职": "兼职", "任职": "新推荐", "推荐方式": "组织推荐"}
    return person(number, born, **(row | other))


def delegate(number: int, born: dt.date = dt.date(1980, 5, 1), **other: Any) -> dict[str, Any]:
    return person(number, born, **({"产生方式": "选举"} | other))


def good_list() -> list[dict[str, Any]]:
    """27 candidates without a fault: a chair, two vice-chairs, 24 for the committee."""
    offices = ["主席", "副主席", "副主席"] + ["执委"] * 24
    return [candidate(number, 拟任职务=office) for number, office in enumerate(offices, 1)]


def of_one(
    row: dict[str, Any], *codes: str, table: str = "候选人", settings: Settings = APPROVED
) -> list[Finding]:
    """What the check says about a single row, of the rules named."""
    findings = check({table: [row], "单位": UNITS}, settings)
    return [finding for finding in findings if finding.row == 1 and finding.code in codes]


def severities(findings: list[Finding]) -> list[str]:
    return [finding.severity.value for finding in findings]


def errors(findings: tuple[Finding, ...] | list[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.severity is Severity.ERROR]
