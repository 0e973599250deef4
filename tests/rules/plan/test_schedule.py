"""The calendar: the plan's days by hand, and that no task ever falls outside its phase."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyxl.rules.person.codes import LISTS
from pyxl.rules.plan.schedule import ANCHORS, CONGRESS, FALLBACK, PHASES, TASKS, State, due, state
from pyxl.rules.plan.settings import BY_KEY, Settings

DAY = dt.timedelta(days=1)
PLAN = Settings()


def days(*parts: int) -> list[dt.date]:
    return [dt.date(2017, 11, 1) + part * DAY for part in parts]


def test_the_phases_are_the_plans():
    assert [phase.days(PLAN) for phase in PHASES] == [
        (dt.date(2017, 11, 20), dt.date(2017, 11, 25)),
        (dt.date(2017, 11, 26), dt.date(2017, 12, 5)),
        (dt.date(2017, 12, 6), dt.date(2017, 12, 10)),
    ]


def test_every_clause_of_section_three_has_its_tasks():
    clauses = Counter(task.clause for task in TASKS)
    wanted = {f"三({part}){item}" for part in "一二三" for item in (1, 2, 3)} | {"四(三)"}
    assert set(clauses) == wanted
    assert min(clauses.values()) >= 2
    for task in TASKS:
        assert task.clause.startswith((task.phase.clause, "四(三)"))
    assert len({task.text for task in TASKS}) == len(TASKS)


def test_tasks_stand_in_the_order_of_the_phases():
    places = [PHASES.index(task.phase) for task in TASKS]
    assert places == sorted(places)


def test_the_lists_of_the_sheet_are_the_rules():
    assert LISTS["阶段"].values == tuple(phase.name for phase in PHASES)
    assert LISTS["期限依据"].values == ANCHORS
    assert {task.anchor for task in TASKS} <= set(ANCHORS)
    assert all(re.fullmatch("[一二三]、.{4}", phase.name) for phase in PHASES)


@pytest.mark.parametrize(
    ("text", "congress", "wanted"),
    [
        ("召开妇女代表大会，无记名投票差额选举执委", None, dt.date(2017, 12, 5)),
        ("召开妇女代表大会，无记名投票差额选举执委", dt.date(2017, 12, 3), dt.date(2017, 12, 3)),
        ("候选人名单报镇党委同意", dt.date(2017, 12, 3), dt.date(2017, 11, 29)),
        (
            "代表名额分配方案报镇党委同意",
            dt.date(2017, 11, 28),
            dt.date(2017, 11, 26),
        ),  # not before the phase
        ("候选人公示（工作日数见方案设置）", dt.date(2017, 12, 20), dt.date(2017, 12, 5)),  # nor after it
        ("整理各种资料，编目归档", dt.date(2017, 12, 3), dt.date(2017, 12, 10)),
        ("召开动员会，讲明目的意义、方法步骤和具体要求", dt.date(2017, 12, 3), dt.date(2017, 11, 25)),
    ],
)
def test_due_days_worked_out_by_hand(text, congress, wanted):
    (task,) = [task for task in TASKS if task.text == text]
    assert due(task, Settings(congress_date=congress)) == wanted


@given(st.lists(st.integers(0, 60), min_size=6, max_size=6).map(sorted), st.none() | st.integers(0, 80))
def test_due_days_move_with_the_settings_and_stay_in_their_phase(parts, congress):
    names = ("plan_date", "phase1_end", "phase2_start", "phase2_end", "phase3_start", "phase3_end")
    values = dict(zip(names, days(*parts), strict=True))
    day = days(congress)[0] if congress is not None else None
    settings = Settings(**values, congress_date=day)
    for task in TASKS:
        start, end = task.phase.days(settings)
        found = due(task, settings)
        assert start <= found <= end
        anchor = getattr(settings, BY_KEY[task.anchor].field) or settings.phase2_end
        wanted = anchor - task.ahead * DAY
        assert found == wanted or (found == start and wanted < start) or (found == end and wanted > end)


def test_the_congress_has_a_fallback():
    assert BY_KEY[CONGRESS].field == "congress_date" and BY_KEY[CONGRESS].optional
    assert BY_KEY[FALLBACK].default is not None


@pytest.mark.parametrize(
    ("done", "today", "wanted"),
    [
        (None, 4, State.AHEAD),
        (None, 5, State.RUNNING),
        (None, 8, State.RUNNING),
        (None, 9, State.TODAY),
        (None, 10, State.LATE),
        (3, 10, State.DONE),
        (20, 4, State.DONE),
    ],
)
def test_states(done, today, wanted):
    begins, last = days(5, 9)
    assert state(days(done)[0] if done else None, begins, last, days(today)[0]) is wanted
