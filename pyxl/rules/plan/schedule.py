"""The calendar of the work: the plan's section 三 as tasks that a clerk ticks off, each with its due date.

A task is due so many days ahead of an anchor, which is a setting, and never outside its own phase; so the whole
calendar moves with the settings.  Where the plan names no day, how long ahead is practice and the clerk may
change it in the sheet.

>>> from pyxl.rules.plan.settings import Settings
>>> due(TASKS[0], Settings())
datetime.date(2017, 11, 25)
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from pyxl.rules.plan.settings import BY_KEY, Settings

CONGRESS: Final = "大会日期"
END: Final = "第三阶段截止日"
FALLBACK: Final = "第二阶段截止日"
"""Anchors on the congress hang on this one until its date is set."""
ANCHORS: Final = ("第一阶段截止日", "第二阶段开始日", CONGRESS, FALLBACK, "第三阶段开始日", END)
"""Settings from which due dates are counted."""


@dataclass(frozen=True, slots=True)
class Phase:
    """One of the plan's three phases; `start` and `end` name the settings of its first and last day."""

    name: str
    start: str
    end: str
    clause: str

    def days(self, settings: Settings) -> tuple[dt.date, dt.date]:
        """First and last day."""
        return _day(self.start, settings), _day(self.end, settings)


MOBILISATION: Final = Phase("一、组织动员", "方案印发日期", "第一阶段截止日", "三(一)")
ELECTION: Final = Phase("二、实施选举", "第二阶段开始日", "第二阶段截止日", "三(二)")
RULES: Final = Phase("三、建章立制", "第三阶段开始日", "第三阶段截止日", "三(三)")
PHASES: Final = (MOBILISATION, ELECTION, RULES)


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to be done: due `ahead` days before the setting `anchor`, kept within its phase."""

    phase: Phase
    clause: str
    text: str
    anchor: str
    ahead: int = 0


TASKS: Final = (
    Task(MOBILISATION, "三(一)1", "成立改革工作领导小组，印发组长、副组长、成员名单", "第一阶段截止日"),
    Task(MOBILISATION, "三(一)1", "明确领导小组成员分工，落实专人负责", "第一阶段截止日"),
    Task(MOBILISATION, "三(一)2", "制定本镇妇联组织区域化建设改革工作方案", "第一阶段截止日"),
    Task(MOBILISATION, "三(一)2", "制定工作流程和日程安排", "第一阶段截止日"),
    Task(MOBILISATION, "三(一)3", "召开动员会，讲明目的意义、方法步骤和具体要求", "第一阶段截止日"),
    Task(MOBILISATION, "三(一)3", "用标语等方式宣传妇联组织的职能任务，发动妇女参与", "第一阶段截止日"),
    Task(ELECTION, "三(二)1", "统计各单位妇女人口，拟定代表人数、名额分配和产生办法", "第二阶段开始日"),
    Task(ELECTION, "三(二)1", "代表名额分配方案报镇党委同意", CONGRESS, 6),
    Task(ELECTION, "三(二)1", "各单位自下而上选举或协商推荐妇女代表", CONGRESS, 4),
    Task(ELECTION, "三(二)1", "审查代表资格和广泛性、代表性、先进性", CONGRESS, 2),
    Task(ELECTION, "三(二)2", "自下而上协商推荐执委候选人，审核任职条件", CONGRESS, 5),
    Task(ELECTION, "三(二)2", "候选人名单报镇党委同意", CONGRESS, 4),
    Task(ELECTION, "三(二)2", "候选人名单报区妇联同意", CONGRESS, 3),
    Task(ELECTION, "三(二)2", "候选人公示（工作日数见方案设置）", CONGRESS, 1),
    Task(ELECTION, "三(二)3", "拟定选举办法（草案），推选监票人、计票人，印制选票", CONGRESS, 1),
    Task(ELECTION, "三(二)2", "代表充分酝酿讨论，确定执委候选人名单", CONGRESS),
    Task(ELECTION, "三(二)3", "召开妇女代表大会，无记名投票差额选举执委", CONGRESS),
    Task(ELECTION, "三(二)3", "召开执委会第一次会议，等额选举主席、副主席、常委", CONGRESS),
    Task(ELECTION, "三(二)3", "向镇党委书面上报选举结果", FALLBACK),
    Task(ELECTION, "三(二)3", "向区妇联书面上报选举结果", FALLBACK),
    Task(RULES, "三(三)1", "明确新一届妇联领导班子成员分工", END, 3),
    Task(RULES, "三(三)1", "制定工作计划和措施", END, 2),
    Task(RULES, "三(三)2", "新任妇联组织成员培训纳入干部教育培训总体规划", END, 2),
    Task(RULES, "三(三)2", "开展相关理论和业务培训", END, 1),
    Task(RULES, "四(三)", "与因年龄等原因离岗的妇女干部谈心谈话", END, 1),
    Task(RULES, "四(三)", "引导离岗妇女干部继续发挥作用，支持新一届班子", END),
    Task(RULES, "三(三)3", "整理各种资料，编目归档", END),
    Task(RULES, "三(三)3", "明确今后换届在镇党委领导下与基层组织换届同步", END),
)
"""The tasks in the order of the work."""


class State(StrEnum):
    """How a task stands; the value is what the clerk reads."""

    DONE = "已完成"
    LATE = "逾期"
    TODAY = "今日到期"
    RUNNING = "进行中"
    AHEAD = "未开始"


def due(task: Task, settings: Settings) -> dt.date:
    """The last day for a task: so long ahead of its anchor, not before its phase begins nor after it ends."""
    start, end = task.phase.days(settings)
    wanted = _day(task.anchor, settings) - dt.timedelta(days=task.ahead)
    return max(start, min(end, wanted))


def state(done: dt.date | None, begins: dt.date, last: dt.date, today: dt.date) -> State:
    """The state of a task whose phase begins on `begins` and whose last day is `last`; that day counts."""
    if done is not None:
        return State.DONE
    if last <= today:
        return State.LATE if last < today else State.TODAY
    return State.RUNNING if begins <= today else State.AHEAD


def _day(key: str, settings: Settings) -> dt.date:
    day = getattr(settings, BY_KEY[key].field)
    return _day(FALLBACK, settings) if day is None else day
