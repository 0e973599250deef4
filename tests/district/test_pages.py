"""What is meant to be read at a glance is one page wide on paper: only 汇总 with what people enter, and 来件, go on beside."""

from __future__ import annotations

import pytest

from pyxl.book.building.table_sheet import LEAST_SCALE, ROOM
from pyxl.book.declared import Face
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
