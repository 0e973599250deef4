"""One town's lines of the result: what stands of it on 汇总, 进度, 结构对比, 选举 and 问题."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from pyxl.district.codes import CODES, Found, found
from pyxl.district.figures import Election, Figures, Makeup, TownLine
from pyxl.district.measuring import state_of
from pyxl.district.result.declared import ACCEPT, DOUBT, RETURN
from pyxl.district.trust import Choice
from pyxl.rules.plan import PHASES, Settings
from pyxl.words import COMMITTEE, Severity

YOUNG: Final = 35
SHORT: Final = 12
"""Characters of a SHA-256 that tell one arrival from another on a sheet."""
REPORTED, SILENT, DOUBTFUL, UNLISTED = "已报", "未报", "存疑", "名单外"
_BEGINS: Final = {phase.name: phase.days(Settings())[0] for phase in PHASES}


@dataclass(frozen=True, slots=True)
class Shape:
    """How a list is made up, as shares of its people; None where nothing is known."""

    people: int = 0
    mean_age: float | None = None
    young: float | None = None
    college: float | None = None
    party: float | None = None
    minority: float | None = None
    outside: float | None = None
    again: float | None = None

    @property
    def cells(self) -> tuple[int | float | None, ...]:
        """In the order of the columns."""
        return (
            self.people or None, self.mean_age, self.young, self.college, self.party, self.minority, self.outside, self.again,
        )  # fmt: skip


def shape(makeup: Makeup) -> Shape:
    """Shares of counts; of 体制 and 任职 among those of whom the column says something."""

    def share(part: int, whole: int) -> float | None:
        return part / whole if whole else None

    people, ages = makeup.people, makeup.ages
    return Shape(
        people,
        sum(ages) / len(ages) if ages else None,
        share(sum(age <= YOUNG for age in ages), len(ages)),
        share(makeup.college, people),
        share(makeup.party, people),
        share(makeup.minority, people),
        share(makeup.outside, makeup.outside_known),
        share(makeup.again, makeup.again_known),
    )


@dataclass(frozen=True, slots=True)
class Judged:
    """What a person entered about a town: verdict, opinion, and the record of which arrival it was about."""

    verdict: str = ""
    opinion: str = ""
    record: str = ""


NOBODY: Final = "-"
"""What stands in a record where nothing was judged."""


def record_cell(judged: Judged, town: str) -> str:
    """What the hidden column 核定记录 says: arrival, what was entered, and the town itself."""
    about, _, entered = judged.record.partition(" ")
    return f"{about or NOBODY} {entered or NOBODY} {town}"


def split_record(cell: str) -> tuple[str, str, str]:
    """Arrival, what was entered, town; "" for each that is not said."""
    about, entered, town = (*cell.split(" ", 2), "", "", "")[:3]
    return about.replace(NOBODY, ""), entered.replace(NOBODY, ""), town


@dataclass(frozen=True)
class TownRow:
    """A town in the result.  `sha` is that of the arrival that counts, "" for a silent town.

    To a city a district is such a line; `inner` are then its towns.
    """

    town: str
    state: str
    sha: str = ""
    phase: str = ""
    number: int | None = None
    made: dt.datetime | None = None
    arrivals: int = 0
    errors: int | None = None
    warnings: int | None = None
    recomputed: int | None = None
    breaks: int | None = None
    reason: str = ""
    delegates: int | None = None
    elected: int | None = None
    advice: str = ""
    tasks: Sequence[tuple[str, str]] = ()
    committee: Shape = field(default_factory=Shape)
    delegate_shape: Shape = field(default_factory=Shape)
    committee_elected: bool = False
    elections: Sequence[Election] = ()
    findings: Sequence[Found] = ()
    county: str = ""
    city: str = ""
    whole: bool = False
    refused: int = 0
    inner: Sequence[TownLine] = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a content stands among those of its sender: whose it is, which one, when it was made, whether it counts.

    `repeats`: an arrival before it says the same, packed otherwise.
    """

    town: str
    number: int
    made: dt.datetime
    newest: bool
    repeats: bool = False


def is_stale_text(judged: Judged, sha: str) -> str:
    """What is put before the advice where a newer arrival came since the verdict; "" else."""
    about = judged.record.partition(" ")[0]
    newer = judged.verdict and about and sha and about != sha[:SHORT]
    return "结论以后又有新件，请重新核定。" if newer else ""


def silent(town: str, refused: int) -> TownRow:
    """A town of which nothing counts."""
    told = f"有 {refused} 份来件被退回，没有一份可用" if refused else "没有收到来件"
    advice = "催报" + (f"：退回 {refused} 份" if refused else "")
    return TownRow(town, SILENT, advice=advice, findings=(found("D-SILENT", town, told),), refused=refused)


def reported(choice: Choice, listed: bool, today: dt.date) -> TownRow:
    """A town whose newest submission counts, or waits for a person where the chain does not decide."""
    sent = choice.newest
    figures = sent.figures
    head = figures.head
    findings = [*choice.doubts, *choice.notes, *_of_cover(figures), *figures.findings]
    if not listed:
        findings.append(found("D-UNLISTED", head.town, "收到来件，但应报名单里没有这个镇"))
    errors = [one for one in figures.findings if one.severity is Severity.ERROR]
    begins = {phase.name: _BEGINS[phase.name] for phase in PHASES}
    return TownRow(
        town=head.town,
        state=DOUBTFUL if choice.doubts else REPORTED if listed else UNLISTED,
        sha=sent.sha,
        phase=head.phase,
        number=head.number,
        made=dt.datetime.fromisoformat(head.made),
        arrivals=choice.count,
        errors=head.errors,
        warnings=head.warnings,
        recomputed=len(errors),
        breaks=head.log_breaks,
        reason=head.reason,
        delegates=figures.rows.get("代表", 0),
        elected=_elected(figures.elections),
        advice=_advice(choice, figures, errors),
        tasks=[(task.text, state_of(task, begins.get(task.phase), today)) for task in figures.tasks],
        committee=shape(figures.committee),
        delegate_shape=shape(figures.delegates),
        committee_elected=figures.committee_elected,
        elections=figures.elections,
        findings=findings,
        county=figures.county,
        city=figures.city,
        whole=not head.masked,
    )


def _elected(elections: Iterable[Election]) -> int | None:
    committee = [vote.elected or 0 for vote in elections if vote.office == COMMITTEE]
    return sum(committee) if committee else None


def _of_cover(figures: Figures) -> Iterable[Found]:
    head = figures.head
    if head.errors:
        yield found(
            "D-OPEN", head.town, f"封面写明还有 {head.errors} 处错误，原因：{head.reason or '没有写明'}"
        )
    if head.log_breaks:
        yield found("D-LOG", head.town, f"操作日志有 {head.log_breaks} 处断点：请镇里按“核对日志”说明")
    if head.changed:
        yield found("D-CHANGED", head.town, head.changed)


def _advice(choice: Choice, figures: Figures, errors: Sequence[Found]) -> str:
    """What the program would do, and why, in a line."""
    if choice.doubts:
        return f"{DOUBT}：{_titles(choice.doubts)}"
    if errors:
        return f"{RETURN}：{_titles(errors)}"
    if figures.head.errors:
        return f"{RETURN}：带 {figures.head.errors} 处错误上报"
    return ACCEPT


def _titles(findings: Iterable[Found]) -> str:
    return "、".join(dict.fromkeys(CODES[one.code].title for one in findings))
