"""TELLER: who counts the votes stands on no ballot that is counted.

A worker is for the elections that the column 选举 names, or for all of them.  The officers are elected at one
meeting of the committee: a candidate for one of its offices staffs none of them, while a member who stood
for the committee alone may.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pyxl.rules.check.rolls import LEADING_GROUP, Rolls
from pyxl.rules.check.rule import Remark, Rule
from pyxl.rules.person import CANDIDATES, DELEGATES, LISTS, STAFF, Person
from pyxl.rules.plan import Settings
from pyxl.words import COMMITTEE, Severity, sheet_row


def _staff(rolls: Rolls) -> Iterator[Remark]:
    for worker in rolls.staff:
        candidate = rolls.candidates_by_name.get(worker.name)
        if candidate and _is_counted_by(candidate, worker):
            message = (
                f"是{candidate.office or COMMITTEE}候选人（“候选人”表第{sheet_row(candidate.number)}行），"
                f"不能任{_post(worker)}，请另行推选；"
                "若只是同名，请在姓名后注明单位"
            )
            yield Remark("姓名", message, person=worker)
        elif worker.name in rolls.leaders:
            yield Remark("姓名", f"是领导小组成员，不宜任{_post(worker)}，请另行推选", person=worker)
    yield from _wrong_source(rolls)
    yield from _too_few(rolls)


def _is_counted_by(candidate: Person, worker: Person) -> bool:
    """Whether the candidate stands on a ballot that the worker counts, or at the same meeting."""
    elections = (worker.coded("选举") or "、".join(LISTS["选举"].values)).split("、")
    return COMMITTEE in elections or candidate.office not in {None, COMMITTEE}


def _post(worker: Person) -> str:
    return worker.coded("岗位") or "监票人、计票人"


def _wrong_source(rolls: Rolls) -> Iterator[Remark]:
    """A worker who is a delegate, or is none, against what 监票人来源 and 计票人来源 say."""
    delegates = {person.name for person in rolls.delegates}
    if not delegates:
        return
    sources = {"监票": rolls.settings.scrutineers_from, "计票": rolls.settings.tellers_from}
    for worker in rolls.staff:
        post = worker.coded("岗位") or ""
        source = next((source for task, source in sources.items() if task in post), "")
        wanted = {"代表": True, "工作人员": False}.get(source)
        if worker.name and wanted is not None and wanted != (worker.name in delegates):
            message = f"{'不是' if wanted else '是'}代表，而按选举办法{post}从{source}中产生，请核对"
            yield Remark("姓名", message, Severity.NOTE, worker)


def _too_few(rolls: Rolls) -> Iterator[Remark]:
    """Where they may come from the delegates: are there enough who are no candidates."""
    needed = staff_needed(rolls.settings)
    if not rolls.delegates or not needed:
        return
    numbers = {person.identity.number for person in rolls.candidates if person.identity}
    names = rolls.candidates_by_name.keys() | rolls.leaders
    free = sum(
        person.name not in names and not (person.identity and person.identity.number in numbers)
        for person in rolls.delegates
    )
    if free < needed:
        message = f"不是候选人的代表只有{free}名，监票人、计票人共需{needed}名，请提前安排"
        yield Remark("姓名", message, Severity.NOTE, table=STAFF)


def staff_needed(settings: Settings) -> int:
    """Scrutineers and tellers of one election whom the delegates may have to provide."""
    watching = settings.chief_scrutineers + settings.scrutineers
    counting = settings.chief_tellers + settings.tellers
    sources = ((settings.scrutineers_from, watching), (settings.tellers_from, counting))
    return sum(number for source, number in sources if source != "工作人员")


RULES: Final = (
    Rule(
        code="TELLER",
        title="监票人、计票人不是候选人",
        remedy="换一位不是候选人、也不是领导小组成员的人",
        columns={
            STAFF: ("姓名", "岗位", "选举"),
            CANDIDATES: ("姓名", "身份证号", "拟任职务"),
            DELEGATES: ("姓名", "身份证号"),
            LEADING_GROUP: ("姓名",),
        },
        level="错误",
        clause="通行做法",
        posts="监票人、计票人",
        whole=_staff,
    ),
)
"""The rule of this subject."""
