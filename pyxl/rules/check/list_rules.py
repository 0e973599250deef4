"""DUP, POST and APPROVED: what is wrong with a list rather than with one row of it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import Final

from pyxl.rules import identity
from pyxl.rules.check.rolls import UNITS, Rolls
from pyxl.rules.check.rule import Remark, Rule
from pyxl.rules.findings import Finding, Row, Turn
from pyxl.rules.formulas import NUMBER, Live, filled, graded, times
from pyxl.rules.person import CANDIDATES, DELEGATES, LISTED, OFFICE_CODES, Person, chinese
from pyxl.rules.plan import CONGRESS_RULES
from pyxl.rules.plan.backward import cannot_hold
from pyxl.words import Severity, sheet_row

_SHOWN_ROWS: Final = 5


def _duplicates(rolls: Rolls) -> Iterator[Remark]:
    """One person once in a list.  Every row of a group is told: which one is wrong, the clerk knows."""
    for table in LISTED:
        people = rolls.people(table)
        for group in _groups((_number_of(person), person) for person in people):
            for person in group:
                message = f"与第{_rows(group, person)}行的身份证号相同，请在一张名单里只留一行"
                if table == CANDIDATES:
                    message += "（拟任职务填最高的一个即可）"
                yield Remark("身份证号", message, person=person)
        for group in _groups(((person.name, person.birth), person) for person in people if person.birth):
            if len({_number_of(person) or person.number for person in group}) == 1:
                continue  # one number: said above
            for person in group:
                message = f"与第{_rows(group, person)}行姓名、出生日期都相同，请核对是否同一人"
                yield Remark("姓名", message, Severity.WARNING, person)


def _groups(keyed: Iterable[tuple[Hashable, Person]]) -> Iterator[list[Person]]:
    """People who share a key, in order of their first row; None and "" are no keys."""
    groups: defaultdict[Hashable, list[Person]] = defaultdict(list)
    for key, person in keyed:
        if key and (not isinstance(key, tuple) or key[0]):
            groups[key].append(person)
    return (group for group in groups.values() if len(group) > 1)


def _number_of(person: Person) -> str | None:
    """The number as text, right or wrong; one that a cell took for a figure no longer tells people apart."""
    if person.identity:
        return person.identity.number
    written = person.row.get("身份证号")
    return identity.normalise(written) if isinstance(written, str) and len(written) > 10 else None


def _rows(group: list[Person], person: Person) -> str:
    others = [str(sheet_row(other.number)) for other in group if other is not person]
    return "、".join(others[:_SHOWN_ROWS]) + ("等" if len(others) > _SHOWN_ROWS else "")


def _posts(rolls: Rolls) -> Iterator[Remark]:
    """Officers come from the committee: after the congress, from those elected.

    Before it, 拟任职务 is the highest office and whoever stands for it stands for the committee too, so the
    list cannot break the rule.
    """
    yield from _not_delegates(rolls)
    if rolls.elected is None:
        return
    for person in rolls.candidates:
        if person.office not in {None, "执委"} and person.name not in rolls.elected:
            message = (
                f"拟任{person.office}而没有当选执委：主席、副主席、常委由执委会从执委中选举产生，"
                "等额名单须重新报批"
            )
            yield Remark("拟任职务", message, person=person)


def _not_delegates(rolls: Rolls) -> Iterator[Remark]:
    """Where the election rules let only delegates be chosen: by ID number, by name where a row has none."""
    if not rolls.settings.must_be_delegate or not rolls.delegates:
        return
    numbers = {number for person in rolls.delegates if (number := _number_of(person))}
    names = {person.name: _number_of(person) for person in rolls.delegates}
    for person in rolls.candidates:
        number = _number_of(person)
        if number in numbers or (person.name in names and not (number and names[person.name])):
            continue
        message = "不在“代表”表里：设置“须为本届代表”为“是”，候选人必须是本届代表"
        yield Remark("姓名", message, person=person, clause=CONGRESS_RULES)


def _approvals(rolls: Rolls) -> Iterator[Remark]:
    """Both approvals of the candidates' list; the delegates' quotas need the Party committee's alone."""
    settings = rolls.settings
    if rolls.candidates:
        yield from _approval(rolls, "镇党委", settings.party_document, settings.party_approved_on)
        yield from _approval(rolls, "区妇联", settings.superior_document, settings.superior_approved_on)
    if rolls.candidates:
        for sentence in cannot_hold(settings):
            yield Remark("", sentence, Severity.WARNING, table=CANDIDATES, clause="三(二)")
    allotted = any(unit.quota for unit in rolls.units)
    if allotted and not (settings.quota_document and settings.quota_approved_on):
        message = (
            "代表名额分配还没有填写镇党委的批复，批准前可以调整；批准后请填写设置“名额批复文号”“名额批复日期”"
        )
        asked = "名额批复日期" if settings.quota_document else "名额批复文号"
        yield Remark(
            "分配名额",
            message,
            Severity.NOTE,
            table=UNITS,
            clause="三(二)1",
            setting=asked,
            turn=Turn.APPROVAL,
            about="代表名额",
        )


def _approval(rolls: Rolls, body: str, document: str | None, day: dt.date | None) -> Iterator[Remark]:
    """Document and date of one approval, and whether the date can be right."""
    missing = [what for what, value in (("文号", document), ("日期", day)) if not value]
    if missing:
        keys = "".join(f"“{body}批复{what}”" for what in missing)
        message = f"候选人名单缺{body}批复的{'和'.join(missing)}，正式选票须在批复之后印制，请填写设置{keys}"
        asked = f"{body}批复{missing[0]}"
        yield Remark("", message, table=CANDIDATES, setting=asked, turn=Turn.APPROVAL)
    if day is None:
        return
    congress, plan = rolls.settings.congress_date, rolls.settings.plan_date
    if congress and day > congress:
        message = f"{body}批复日期{chinese(day)}晚于大会日期{chinese(congress)}，请核对"
        yield Remark("", message, table=CANDIDATES, setting=f"{body}批复日期")
    elif day < plan:
        message = f"{body}批复日期{chinese(day)}早于方案印发日期{chinese(plan)}，请核对"
        yield Remark("", message, Severity.WARNING, table=CANDIDATES, setting=f"{body}批复日期")


def list_errors(
    findings: Iterable[Finding], office: str, candidates: Sequence[Row] | None = None
) -> tuple[Finding, ...]:
    """The errors that make the ballot of an office (执委, 常委, 副主席, 主席) a specimen.

    Errors of the candidates' list as a whole, of this office's list, and of rows.  With `candidates`, the
    table's rows, only rows that stand for the office count; without them every row does.
    """
    return tuple(
        finding
        for finding in findings
        if finding.table == CANDIDATES
        and finding.severity is Severity.ERROR
        and (finding.name in {"", office} if finding.row == 0 else _stands(candidates, finding.row, office))
    )


def _stands(candidates: Sequence[Row] | None, row: int, office: str) -> bool:
    """Whether a row is on an office's ballot.  Whoever stands for any office stands for the committee."""
    if candidates is None or office == "执委":
        return True
    return OFFICE_CODES.normalise(candidates[row - 1].get("拟任职务")) in {office, None}


_LONG_ENOUGH: Final = f"LEN({NUMBER})>11"
"""More than ten places behind the N."""
_SAME_NUMBERS: Final = times(NUMBER, "[算_号码]")
_SAME_KEYS: Final = times("[@算_键]", "[算_键]")
_LIVE_SAME_NUMBER: Final = (
    f'IF({_LONG_ENOUGH},IF({_SAME_NUMBERS}<2,"",IF(SUMPRODUCT(--EXACT([算_号码],{NUMBER}))<2,"",'
    f'{graded("DUP", "身份证号与另一行相同，同一人只填一行")})),"")'
)
_NAMESAKES: Final = "SUMPRODUCT(--EXACT([算_键],[@算_键]))"
_ONE_PERSON: Final = f"IF({_LONG_ENOUGH},SUMPRODUCT(EXACT([算_键],[@算_键])*EXACT([算_号码],{NUMBER})),1)"
_LIVE_NAMESAKE: Final = (
    f'IF([@算_键]="","",IF({_SAME_KEYS}<2,"",'
    f'IF({_NAMESAKES}>MAX(1,{_ONE_PERSON}),"警告：与另一行姓名、出生日期相同，请核对是否同一人","")))'
)

DUPLICATES: Final = Rule(
    code="DUP",
    title="同一人在一张名单里只出现一次",
    remedy="同一人留一行，删去另一行；确是同名的两个人，核对两个身份证号",
    columns=dict.fromkeys(LISTED, ("身份证号", "姓名", "出生日期")),
    level="错误",
    clause="",
    whole=_duplicates,
    formulas=(Live({"身份证号": filled(_LIVE_SAME_NUMBER)}), Live({"姓名": filled(_LIVE_NAMESAKE)})),
)
RULES: Final = (
    Rule(
        code="POST",
        title="主席、副主席、常委人选同时是执委候选人，大会后是当选执委",
        remedy="拟任主席、副主席、常委的，必须也是执委候选人；请检查“拟任职务”",
        columns={CANDIDATES: ("拟任职务", "姓名", "身份证号"), DELEGATES: ("姓名", "身份证号")},
        level="错误",
        clause="二(一)",
        posts="主席、副主席、常委",
        whole=_posts,
    ),
    Rule(
        code="APPROVED",
        title="候选人名单有镇党委和区妇联的批复",
        remedy="报批；批复回来，把文号和日期填进“方案设置”的“批复”一组",
        columns={CANDIDATES: (), UNITS: ("分配名额",)},
        level="错误",
        clause="二(一)、三(二)2",
        posts="名单",
        whole=_approvals,
    ),
)
"""The rules of this subject, in the order of the handbook."""
