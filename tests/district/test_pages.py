"""What is meant to be read at a glance is one page wide on paper: only 汇总 with what people enter, and 来件, go on beside."""

from __future__ import annotations

import pytest

from pyxl.book.building.table_sheet import LEAST_SCALE, ROOM
from pyxl.book.declared import Face
from pyxl.book.fitting import lines_of
from pyxl.district.result import progress_sheet as progress
from pyxl.district.result.declared import ELECTIONS, ISSUES, ROLL, STRUCTURE, TOWNS
from pyxl.rules.plan import TASKS


@pytest.mark.parametrize("page", [STRUCTURE, ELECTIONS, ROLL, ISSUES, TOWNS], ids=lambda page: page.sheet)
def test_one_page_wide(page):
    width = sum(field.width for field in page.fields if not field.hidden)
    assert width <= ROOM[page.face] / LEAST_SCALE


def test_the_plan_s_tasks_stand_on_one_page():
    width = progress._TOWN_WIDTH + progress._SHARE_WIDTH + progress._TASK_WIDTH * len(TASKS)
    assert width <= ROOM[Face.LANDSCAPE] / LEAST_SCALE


def test_the_usual_words_of_the_roll_stand_on_one_line():
    """Else each row is two lines high, and the roll takes twice the pages."""
    words = {
        "报送单位": "龙眼井镇", "类别": "当选", "职务": "执委", "姓名": "欧阳样例", "性别": "女", "民族": "土家族", "出生年月": "1980.05",
        "政治面貌": "中共党员", "文化程度": "大学本科", "单位": "老木垭村", "单位职务": "镇便民服务中心干部", "体制": "体制外", "任职": "新推荐",
    }  # fmt: skip
    assert {
        field.header: lines_of(words[field.header], field.width) for field in ROLL.fields
    } == dict.fromkeys(words, 1)
