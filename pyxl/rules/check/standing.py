"""AGE-CHAIR, AGE-EXEC, AGE-DELEGATE, EDU-CHAIR and EDU-EXEC: the conditions of 二(一), 三(二)1 and 三(二)2.

Whoever stands for a higher office stands for the executive committee too, so the committee's conditions are
for every candidate; those for chair and vice-chair are for the newly proposed only (新推荐的).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from pyxl.rules.age import READINGS, completed_years, earliest_birth, latest_birth
from pyxl.rules.check.rolls import Rolls
from pyxl.rules.check.rule import Remark, Rule
from pyxl.rules.formulas import Live, excused, filled, given, graded, note, reading
from pyxl.rules.person import CANDIDATES, DELEGATES, EDUCATION, WRITTEN_IN, PartialDate, Person, chinese
from pyxl.rules.plan import EDUCATION_FLOORS, AgeReading, Passage, Settings
from pyxl.words import Severity

RETIRED: Final = "退休党群工作者"
_JUNIOR_MIDDLE: Final = "初中"


def _age_chair(person: Person, rolls: Rolls) -> Iterator[Remark]:
    if person.heads and person.newly_proposed:
        yield from _upper_limit(
            person, rolls.settings, rolls.settings.chair_age_limit, f"{person.office}候选人"
        )


def _age_executive(person: Person, rolls: Rolls) -> Iterator[Remark]:
    yield from _upper_limit(person, rolls.settings, rolls.settings.executive_age_limit, "执委候选人")


def _upper_limit(person: Person, settings: Settings, limit: int, role: str) -> Iterator[Remark]:
    """A limit "以下": over it, not to be told from the month alone, or between two readings of it."""
    if person.birth is None:
        return
    on, reading = settings.reference_date, settings.age_reading
    verdicts = {each: _born_since(person.birth, earliest_birth(limit, on, each)) for each in READINGS}
    verdict, since = verdicts[reading], chinese(earliest_birth(limit, on, reading))
    if verdict is None:
        yield _ask_for_day(person.birth, f"“{limit}周岁以下”的界限：{since}或以后出生的合格")
        return
    if not verdict:
        age = _age(person.birth, on)
        message = f"截至{chinese(on)}{age}，超过{role}“{limit}周岁以下”（按“{reading}”应在{since}或以后出生）"
        if RETIRED in person.groups:
            named = "" if settings.of_another_plan else "二(二)"
            message += f"。{named}吸纳“{RETIRED}”，可以此作为报批例外的理由"
        yield Remark("出生日期", message)
    if others := [each for each in READINGS if verdicts[each] is (not verdict)]:
        yield _between_readings(limit, reading, others, verdict)


def _born_since(birth: PartialDate, earliest: dt.date) -> bool | None:
    """Whether born on or after a day; None if the month alone cannot tell."""
    if birth.first >= earliest:
        return True
    return False if birth.last < earliest else None


def _age(birth: PartialDate, on: dt.date) -> str:
    if birth.exact:
        return f"已满{completed_years(birth.exact, on)}周岁（{birth}出生）"
    return f"{birth}出生"


def _ask_for_day(birth: PartialDate, limit: str) -> Remark:
    message = f"出生日期只写到{birth}，正好跨在{limit}，请补填出生的日"
    return Remark("出生日期", message, Severity.NOTE)


def _between_readings(limit: int, reading: AgeReading, others: list[AgeReading], verdict: bool) -> Remark:
    here, there = ("合格", "超过") if verdict else ("超过", "合格")
    message = (
        f"年龄正在“{limit}周岁以下”几种读法之间：按“{reading}”{here}，"
        f"按“{'”“'.join(others)}”{there}；读法由设置“年龄含本数”决定"
    )
    return Remark("出生日期", message, Severity.NOTE)


def _age_delegate(person: Person, rolls: Rolls) -> Iterator[Remark]:
    """年满18周岁, the reference day included."""
    if person.birth is None:
        return
    on, floor = rolls.settings.reference_date, rolls.settings.delegate_age_floor
    latest = latest_birth(floor, on)
    if person.birth.first > latest:
        message = f"{person.birth}出生，截至{chinese(on)}未满{floor}周岁（应在{chinese(latest)}或以前出生）"
        yield Remark("出生日期", message)
    elif person.birth.last > latest:
        yield _ask_for_day(person.birth, f"“年满{floor}周岁”的界限：{chinese(latest)}或以前出生的合格")


def _education_chair(person: Person, rolls: Rolls) -> Iterator[Remark]:
    floor = rolls.settings.chair_education
    if person.heads and person.newly_proposed and _below(person, floor):
        yield Remark("文化程度", f"文化程度为{_shown(person)}，{person.office}候选人要求{floor}以上")


def _education_executive(person: Person, rolls: Rolls) -> Iterator[Remark]:
    """Below the floor; at 初中 the plan contradicts itself, and both of its sentences are quoted."""
    floor = rolls.settings.executive_education
    if not _below(person, floor):
        return
    message = f"文化程度为{_shown(person)}，执委候选人要求{floor}以上"
    own = rolls.settings.sentence_of(EDUCATION_FLOORS.setting)
    if own or rolls.settings.of_another_plan:
        message += f"。{own.rstrip('。')}" if "原文" in own or "核定" in own else ""
    elif EDUCATION.rank(person.coded("文化程度")) == EDUCATION.rank(_JUNIOR_MIDDLE):
        message += (
            f"。方案两处不一致：{_quoted(EDUCATION_FLOORS.first)}，{_quoted(EDUCATION_FLOORS.second)}；"
            f"本表按设置“{EDUCATION_FLOORS.setting}”（{floor}）校验"
        )
    yield Remark("文化程度", message)


def _quoted(passage: Passage) -> str:
    return f"{passage.clause}“{passage.sentence.rstrip('。')}”"


def _below(person: Person, floor: str) -> bool:
    """Whether the level of education is known and lower than `floor`."""
    level, least = EDUCATION.rank(person.coded("文化程度")), EDUCATION.rank(floor)
    return level is not None and least is not None and level < least


def _shown(person: Person) -> str:
    value = person.coded("文化程度") or ""
    return f"{value}（未毕业，按已取得的{EDUCATION.held(value)}学历计）" if "肄业" in value else value


def _live_limit(code: str, office: str, role: str) -> Live:
    """`_upper_limit` as a formula: over the limit, the month alone, or between two readings."""
    since, latest = given(f"{office}早"), given(f"{office}最晚")
    over = excused(code, f"超过{role}年龄上限")
    between = note("年龄正在上限的几种读法之间，读法由设置“年龄含本数”决定")
    month = note("出生日期只写到月，正好跨在年龄上限上，请补填日")
    first, last = reading.BORN_FIRST, reading.BORN_LAST
    body = f'IF({first}>={since},IF({last}<{latest},{between},""),IF({last}<{since},{over},{month}))'
    return Live({"出生日期": _live_where(f"ISNUMBER({since})", body)}, (CANDIDATES,))


def _live_where(condition: str, body: str) -> str:
    known = f'IF({reading.BORN_FIRST}="","",IF({condition},{body},""))'
    return filled(known)


def _for_heads(live: Live) -> Live:
    """Only for the newly proposed chair and vice-chairs."""
    said = {column: filled(f'IF([@算_新领],{formula},"")') for column, formula in live.said.items()}
    return Live(said, live.tables)


def _live_floor(code: str, floor: str, role: str) -> Live:
    low = f"IF(ISNUMBER({given(floor)}),[@算_学]<{given(floor)},FALSE)"
    below = excused(code, f"文化程度低于{role}的下限")
    return Live({"文化程度": filled(f'IF([@算_学]="","",IF({low},{below},""))')}, (CANDIDATES,))


_LATEST: Final = given("代表晚")
_LIVE_DELEGATE: Final = _live_where(
    f"ISNUMBER({_LATEST})",
    f"IF({reading.BORN_FIRST}>{_LATEST},{graded('AGE-DELEGATE', '未满代表的最低年龄')},"
    f'IF({reading.BORN_LAST}>{_LATEST},{note("出生日期只写到月，正好跨在最低年龄上，请补填日")},""))',
)

RULES: Final = (
    Rule(
        code="AGE-CHAIR",
        title="主席、副主席候选人年龄不超过上限",
        remedy="换人，或报批例外：批准后填“例外批准文号”“例外批准日期”“例外理由”",
        columns=dict.fromkeys(
            (CANDIDATES, WRITTEN_IN),
            ("出生日期", "身份证号", "拟任职务", "任职", "例外批准文号", "例外批准日期"),
        ),
        level="原则上",
        clause="二(一)",
        posts="新推荐的主席、副主席",
        each=_age_chair,
        formulas=(_for_heads(_live_limit("AGE-CHAIR", "主席", "主席、副主席候选人")),),
    ),
    Rule(
        code="AGE-EXEC",
        title="执委候选人年龄不超过上限",
        remedy="换人，或报批例外：批准后填“例外批准文号”“例外批准日期”“例外理由”",
        columns=dict.fromkeys(
            (CANDIDATES, WRITTEN_IN), ("出生日期", "身份证号", "例外批准文号", "例外批准日期")
        ),
        level="原则上",
        clause="二(一)",
        posts="执委（包括拟任常委、副主席、主席的）",
        each=_age_executive,
        formulas=(_live_limit("AGE-EXEC", "执委", "执委候选人"),),
    ),
    Rule(
        code="AGE-DELEGATE",
        title="代表年满18周岁",
        remedy="未满 18 周岁不能当代表，请换人；出生日期填错的改正",
        columns={DELEGATES: ("出生日期", "身份证号")},
        level="错误",
        clause="三(二)1",
        posts="代表",
        each=_age_delegate,
        formulas=(Live({"出生日期": _LIVE_DELEGATE}, (DELEGATES,)),),
    ),
    Rule(
        code="EDU-CHAIR",
        title="主席、副主席候选人文化程度不低于下限",
        remedy="填已毕业的最高学历；确实不够的换人，或报批例外",
        columns=dict.fromkeys(
            (CANDIDATES, WRITTEN_IN), ("文化程度", "拟任职务", "任职", "例外批准文号", "例外批准日期")
        ),
        level="原则上",
        clause="二(一)",
        posts="新推荐的主席、副主席",
        each=_education_chair,
        formulas=(_for_heads(_live_floor("EDU-CHAIR", "主席学历", "主席、副主席候选人")),),
    ),
    Rule(
        code="EDU-EXEC",
        title="执委候选人文化程度不低于下限",
        remedy="填已毕业的最高学历；确实不够的换人，或报批例外",
        columns=dict.fromkeys((CANDIDATES, WRITTEN_IN), ("文化程度", "例外批准文号", "例外批准日期")),
        level="原则上",
        clause="二(一)、三(二)2",
        posts="执委（包括拟任常委、副主席、主席的）",
        each=_education_executive,
        formulas=(_live_floor("EDU-EXEC", "执委学历", "执委候选人"),),
    ),
)
"""The rules of this subject, in the order of the handbook."""
