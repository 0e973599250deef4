"""COUNT: as many candidates as an election needs, no more delegates than a unit's quota.

三(二)2 has the committee elected with a difference of at least 5 %, 三(二)3 the officers with as many
candidates as seats.  A finding about one of these lists names its office, or the unit, in
`name`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from pyxl.rules.ballot import candidates_needed
from pyxl.rules.check.rolls import UNITS, Rolls
from pyxl.rules.check.rule import Remark, Rule
from pyxl.rules.formulas import Live, filled, holds_any, level_of, place_of, quoted, times
from pyxl.rules.person import CANDIDATES, DELEGATES
from pyxl.rules.threshold import shown_ratio
from pyxl.words import OFFICERS, Severity

_COMMITTEE_CLAUSE: Final = "三(二)2"
_OFFICERS_CLAUSE: Final = "三(二)3"
_QUOTA_CLAUSE: Final = "三(二)1"
_SHOWN_UNITS: Final = 8


def _counts(rolls: Rolls) -> Iterator[Remark]:
    yield from _committee(rolls)
    if rolls.candidates:
        yield from _officers(rolls)
    yield from _delegates(rolls)
    yield from _unit_quotas(rolls)


def _committee(rolls: Rolls) -> Iterator[Remark]:
    """Everyone who stands for any office stands for the committee."""
    settings = rolls.settings
    seats, ratio = settings.committee_seats, settings.difference_ratio
    needed = candidates_needed(seats, ratio)
    standing = sum(person.office is not None for person in rolls.candidates)
    if settings.primary:
        if standing <= needed:
            message = f"设了预选，提名的执委人选应多于正式候选人{needed}名，现有{standing}名；不预选的，把设置“预选”改为否"
            yield _of_list(message, "执委", _COMMITTEE_CLAUSE, None, "预选")
    elif standing < needed:
        message = (
            f"执委候选人{standing}名，应选{seats}名、差额比例{shown_ratio(ratio)}至少要{needed}名，"
            f"还差{needed - standing}名"
        )
        yield _of_list(message, "执委", _COMMITTEE_CLAUSE)
    elif settings.equal_committee and standing != seats:
        message = f"差额比例为0即等额选举，执委应有候选人{seats}名，现有{standing}名"
        yield _of_list(message, "执委", _COMMITTEE_CLAUSE)
    least = settings.planned("difference_ratio")
    assert isinstance(least, Fraction)
    if ratio < least:
        message = f"设置“差额比例”为{shown_ratio(ratio)}，方案规定不低于{shown_ratio(least)}"
        yield _of_list(message, "执委", _COMMITTEE_CLAUSE, Severity.WARNING, "差额比例")


def _officers(rolls: Rolls) -> Iterator[Remark]:
    """Equal-number elections.  The chair and vice-chairs take no seat of the standing committee here."""
    standing = Counter(person.office for person in rolls.candidates)
    for office in OFFICERS:
        seats = rolls.settings.seats(office)
        if seats is None:
            # 三(二)3 elects a standing committee, 二(一) gives it no number: none until the clerk sets one.
            message = "方案没有写明常委人数，请在设置“常委名额”里填写，不设常委填0"
            severity = Severity.WARNING if standing[office] else Severity.NOTE
            yield _of_list(message, office, _OFFICERS_CLAUSE, severity, "常委名额")
        elif standing[office] != seats:
            message = f"{office}等额选举应有候选人{seats}名，现有{standing[office]}名，请核对“拟任职务”"
            yield _of_list(message, office, _OFFICERS_CLAUSE)


def _of_list(
    message: str, office: str, clause: str, severity: Severity | None = None, setting: str = ""
) -> Remark:
    return Remark(
        "拟任职务", message, severity, table=CANDIDATES, name=office, clause=clause, setting=setting,
        about="差额比例" if clause == _COMMITTEE_CLAUSE else "",
    )  # fmt: skip


def _delegates(rolls: Rolls) -> Iterator[Remark]:
    """No unit has more delegates than its quota; all together are as many as the congress has."""
    present = Counter(person.unit for person in rolls.delegates if person.unit)
    short = []
    for unit in rolls.units:
        if unit.quota is None:
            continue
        if present[unit.name] > unit.quota:
            message = f"{unit.name}的代表{present[unit.name]}名，超过分配名额{unit.quota}名"
            yield Remark("单位", message, table=DELEGATES, name=unit.name, clause=_QUOTA_CLAUSE)
        elif present[unit.name] < unit.quota:
            short.append(f"{unit.name}差{unit.quota - present[unit.name]}名")
    total, seats = len(rolls.delegates), rolls.settings.delegate_seats
    if total > seats:
        message = f"代表{total}名，多于代表名额{seats}名，请核对"
        yield Remark("", message, Severity.WARNING, table=DELEGATES, clause="二(一)", about="代表名额")
    elif total < seats:
        units = (
            f"（{'、'.join(short[:_SHOWN_UNITS])}{'等' if len(short) > _SHOWN_UNITS else ''}）"
            if short
            else ""
        )
        message = f"代表{total}名，比代表名额{seats}名还差{seats - total}名{units}"
        yield Remark("", message, Severity.NOTE, table=DELEGATES, clause="二(一)", about="代表名额")


def _unit_quotas(rolls: Rolls) -> Iterator[Remark]:
    """The quotas can be read and add up to the number of delegates."""
    for unit in rolls.units:
        if unit.written_quota and unit.quota is None:
            message = f"{unit.name}的分配名额“{unit.written_quota}”不是整数"
            yield Remark(
                "分配名额", message, table=UNITS, row=unit.number, name=unit.name, clause=_QUOTA_CLAUSE
            )
    allotted, seats = sum(unit.quota or 0 for unit in rolls.units), rolls.settings.delegate_seats
    if allotted and allotted != seats:
        message = f"各单位分配名额之和为{allotted}名，与代表名额{seats}名不等，请重新按“名额测算”或调整"
        yield Remark("分配名额", message, Severity.WARNING, table=UNITS, clause=_QUOTA_CLAUSE)


_LIVE_PRESENT: Final = "SUMPRODUCT(--EXACT([算_单位],[@算_单位]))"
_LIVE_QUOTA: Final = f"INDEX(单位[分配名额],{place_of('[@算_单位]', '单位[单位]')})"
_LIVE_LISTED: Final = times("[@算_单位]", "[算_单位]")
_LIVE_SEVERITY: Final = f'IF({level_of("COUNT")}="原则上","警告",{level_of("COUNT")})'
_LIVE_OVER: Final = (
    f'IF(OR([@算_单位]="",{holds_any("*?~", "[@算_单位]")}),"",IFERROR(IF(LEN({_LIVE_QUOTA})=0,"",'
    f"IF({_LIVE_LISTED}>VALUE({_LIVE_QUOTA}),IF({_LIVE_PRESENT}>VALUE({_LIVE_QUOTA}),"
    f'{_LIVE_SEVERITY}&{quoted("：")}&[@算_单位]&"的代表"&{_LIVE_PRESENT}&"名，超过分配名额"&{_LIVE_QUOTA}&"名",'
    '""),"")),""))'
)
"""Said in every row of a unit with more delegates than its quota: which of them is too many, the clerk knows."""

RULES: Final = (
    Rule(
        code="COUNT",
        title="差额、等额选举的候选人数，各单位代表不超过分配名额",
        remedy="人数少了再推荐，多了去掉；代表超过名额的，调整人选，或由领导小组调整“分配名额”",
        columns={CANDIDATES: ("拟任职务",), DELEGATES: ("单位",), UNITS: ("单位", "分配名额")},
        level="错误",
        clause="三(二)2-3",
        posts="名单",
        whole=_counts,
        formulas=(Live({"单位": filled(_LIVE_OVER)}, (DELEGATES,)),),
    ),
)
"""The rule of this subject."""
