"""No finding and no error ever shows a full identity number, whatever cell it was written into."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyxl.errors import MoxiError, without_identities
from pyxl.rules.check.every_rule import check
from pyxl.rules.identity import SAMPLE_REGION, make_sample, masked
from pyxl.rules.plan.settings import Settings

NUMBER = make_sample(SAMPLE_REGION, dt.date(1980, 5, 4), 42)
COLUMNS = "姓名 性别 民族 出生日期 政治面貌 文化程度 单位 职务 界别 体制 拟任职务 专兼职 任职 推荐方式 例外批准文号 例外批准日期"
FULL = re.compile(r"\d{17}[\dXx]|\d{15}")


@pytest.mark.parametrize("column", COLUMNS.split())
def test_a_number_in_the_wrong_column_is_shown_masked(column):
    row = {"姓名": "样例甲", "身份证号": NUMBER, "拟任职务": "主席", column: NUMBER}
    tables = {"候选人": [row], "代表": [row], "单位": [{"单位": "高千社区", "分配名额": 1}]}
    for found in check(tables, Settings()):
        assert not FULL.search(found.message + found.name), found


def test_an_error_shows_it_masked():
    assert NUMBER not in str(MoxiError(f"“{NUMBER}”不能用", "差额比例"))
    assert masked(NUMBER) in str(MoxiError(f"“{NUMBER}”不能用"))


@given(st.text("0123456789Xx，“”a ", max_size=40))
def test_what_is_left_holds_no_number(text):
    shown = without_identities(text)
    assert len(shown) == len(text)
    for found in re.finditer(r"(?<![\dXx])\d{17}[\dXx](?![\dXx])", text):
        assert found[0] not in shown


@pytest.mark.parametrize("text", ["2017-11-20", "13800138000", "第 12345678901234 号", "磨委〔2017〕12号"])
def test_other_numbers_stay(text):
    assert without_identities(text) == text
