"""A submission's figures: how its lists are made up, what its tasks and votes came to, who is on its roll."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from pyxl.district.figures import Election, Makeup, Member, Task
from pyxl.errors import CellError
from pyxl.rules.age import completed_years
from pyxl.rules.check import Rolls
from pyxl.rules.count import Result
from pyxl.rules.findings import Row
from pyxl.rules.person import EDUCATION, Person, is_blank, normalise_name, parse_date, text_of
from pyxl.rules.plan import ANCHORS, PHASES, Settings
from pyxl.rules.plan.schedule import Task as Planned
from pyxl.rules.plan.schedule import due as planned_due
from pyxl.rules.structure import MINORITIES
from pyxl.words import OFFICES, PRIMARY

COLLEGE: Final = "大专"
PARTY: Final = frozenset({"中共党员", "中共预备党员"})
_COLLEGE_RANK: Final = EDUCATION.rank(COLLEGE) or 0
_MINORITIES: Final = frozenset(MINORITIES)
_PHASES: Final = {phase.name: phase for phase in PHASES}


def makeup(people: Sequence[Person], settings: Settings) -> Makeup:
    """Counts over a list; whoever's cell is blank or unknown counts in no group."""
    on = settings.reference_date
    births = [birth for person in people if (birth := person.birth)]
    system = [person.coded("体制") for person in people]
    term = [person.coded("任职") for person in people]
    return Makeup(
        people=len(people),
        ages=tuple(sorted(age for birth in births if 0 <= (age := completed_years(birth.first, on)) < 120)),
        college=sum((EDUCATION.rank(person.row.get("文化程度")) or 0) >= _COLLEGE_RANK for person in people),
        party=sum(person.coded("政治面貌") in PARTY for person in people),
        minority=sum(person.coded("民族") in _MINORITIES for person in people),
        outside=system.count("体制外"),
        outside_known=len(system) - system.count(None),
        again=term.count("连任"),
        again_known=len(term) - term.count(None),
    )


def committee(rolls: Rolls, elections: Iterable[tuple[str, str]]) -> tuple[list[Person], dict[str, str]]:
    """The people elected, and name -> highest office won; (every candidate, {}) where nobody is elected yet.

    `elections` are (office, name) of everyone elected, in the order of the offices.
    """
    offices: dict[str, str] = {}
    for office, name in elections:
        offices[name] = office if OFFICES.index(office) else offices.get(name, office)
    if not offices:
        return list(rolls.candidates), {}
    known = [person for name in offices if (person := rolls.known(name))]
    return known, offices


def members(people: Sequence[Person], offices: dict[str, str]) -> Iterator[Member]:
    """The rows of 名册; elected people of whom no list says anything are named all the same."""
    for person in people:
        row = person.row
        yield Member(
            standing="当选" if offices else "候选人",
            office=offices.get(person.name, person.office or ""),
            name=person.name,
            sex=person.sex or text_of(row.get("性别")),
            nation=person.coded("民族") or text_of(row.get("民族")),
            birth=month_of(person),
            party=person.coded("政治面貌") or text_of(row.get("政治面貌")),
            education=text_of(row.get("文化程度")),
            unit=person.unit,
            post=text_of(row.get("职务")),
            system=person.coded("体制") or "",
            term=person.coded("任职") or "",
        )
    listed = {person.name for person in people}
    blank = dict.fromkeys("sex nation birth party education unit post system term".split(), "")
    for name, office in offices.items():
        if name not in listed:
            yield Member(standing="当选", office=office, name=name, **blank)


def month_of(person: Person) -> str:
    """Year and month of birth, as official lists have it: 1980.05; "" for unknown."""
    birth = person.birth
    return f"{birth.year}.{birth.month:02d}" if birth else ""


def tasks(rows: Iterable[Row], settings: Settings) -> tuple[Task, ...]:
    """The tasks of 工作进度 with the day on which each is due by the town's own settings."""
    return tuple(
        Task(
            phase=text_of(row.get("阶段")),
            text=text_of(row.get("任务")),
            due=_due(row, settings),
            done=_day(row.get("完成日期")),
        )
        for row in rows
        if not is_blank(row) and text_of(row.get("任务"))
    )


def _due(row: Row, settings: Settings) -> str:
    phase, anchor = _PHASES.get(text_of(row.get("阶段"))), text_of(row.get("期限依据"))
    ahead = text_of(row.get("提前天数")) or "0"
    if phase is None or anchor not in ANCHORS or not (ahead.isascii() and ahead.isdigit()):
        return ""
    return planned_due(Planned(phase, "", "", anchor, min(int(ahead), 9999)), settings).isoformat()


def _day(value: object) -> str:
    """A date as ISO text; what is written and cannot be read counts as not done."""
    try:
        found = parse_date(value)
    except CellError:
        return ""
    return found.last.isoformat() if found else ""


def state_of(task: Task, begins: dt.date | None, today: dt.date) -> str:
    """已完成, 逾期, 进行中 or 未开始 on a day."""
    if task.done:
        return "已完成"
    if task.due and task.due < today.isoformat():
        return "逾期"
    return "未开始" if begins and begins > today else "进行中"


def election(result_rows: Sequence[Row], office: str, number: int, result: Result | None, settings: Settings,
             agrees: bool | None, code: str) -> Election:  # fmt: skip
    """One vote of the town's 选举结果; turnout and papers as the district's own reading has them."""
    turnout, tally = (result.turnout, result.tally) if result else (None, None)
    names = [row for row in result_rows if text_of(row.get("姓名"))]
    seats = result.contest.seats if result and result.contest else settings.seats(office)
    return Election(
        office=office,
        round=number,
        seats=seats,
        candidates=sum(text_of(row.get("另选")) != "是" for row in names),
        entitled=turnout.entitled if turnout else None,
        present=turnout.present if turnout else None,
        issued=turnout.issued if turnout else None,
        returned=turnout.returned if turnout else None,
        valid=tally.valid if tally else None,
        invalid=tally.invalid if tally else None,
        elected=None if office == PRIMARY else sum(row.get("结果") == "当选" for row in names),
        state=next((text_of(row.get("结果")) for row in result_rows if not text_of(row.get("姓名"))), ""),
        agrees=agrees,
        code=code,
    )


def unorganised(units: Iterable[Row]) -> int:
    """Units without a women's organisation."""
    return sum(text_of(row.get("妇联组织")) != "有" for row in units if normalise_name(row.get("单位")))


def trained(rows: Iterable[Row]) -> int:
    """People whose training is done."""
    return len({normalise_name(row.get("姓名")) for row in rows if text_of(row.get("是否完成")) == "是"})
