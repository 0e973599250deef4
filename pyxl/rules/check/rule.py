"""How a rule is declared, and how what it remarks becomes a finding.

A rule says once: code, title, tables, clause, level, the columns it reads, the Python check and, where one
can say it, the native Excel formula.  Its level is the plan's: "原则上" is a warning until a waiver stands in
the row, then a note; what lacks these words is an error.  The settings sheet can raise or lower a level.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pyxl.rules.check.rolls import Rolls
from pyxl.rules.findings import Finding, Turn
from pyxl.rules.formulas import Live
from pyxl.rules.person import Person
from pyxl.rules.plan import CONGRESS_RULES, Level, Settings
from pyxl.words import Severity

_FIXED: Final = {severity.chinese: severity for severity in Severity}


@dataclass(frozen=True, slots=True)
class Remark:
    """What a check has to say.  Without a `severity` the rule's level decides.

    It concerns the `person` whose row it was found in, or else row `row` of `table` (0: the list itself).
    `name` is that row's name; for a list it tells the office or unit, and
    `setting` names the setting that would put it right, `about` the one whose clause `clause` is.  `turn` is the
    finding's.
    """

    column: str
    message: str
    severity: Severity | None = None
    person: Person | None = None
    table: str = ""
    row: int = 0
    name: str = ""
    clause: str = ""
    setting: str = ""
    about: str = ""
    turn: Turn | None = None


CLAUSE_OF: Final[Mapping[str, str]] = {
    "AGE-CHAIR": "主席年龄上限",
    "AGE-EXEC": "执委年龄上限",
    "AGE-DELEGATE": "代表年龄下限",
    "EDU-CHAIR": "主席学历下限",
    "EDU-EXEC": "执委学历下限",
}
"""Code -> the setting whose clause is the rule's."""
NOT_OF_A_PLAN: Final = frozenset({"", CONGRESS_RULES, "practice", "通行做法", "通行做法，非方案"})
"""Sources that are the same in every town."""
PersonCheck = Callable[[Person, Rolls], Iterable[Remark]]
ListCheck = Callable[[Rolls], Iterable[Remark]]


@dataclass(frozen=True)
class Rule:
    """One rule.  `each` looks at one person of a list, `whole` at the lists; a rule has one or both.

    `columns` says which columns of which tables it reads or points at.  `posts` are the offices that it is
    for, as the handbook says it.  `remedy` is what to do, said once for all cases, for a finding whose own sentence
    does not say it.  `formulas` say the same without Python while the clerk types, each in a cell
    of the row; () where no formula can say it.
    """

    code: str
    title: str
    columns: Mapping[str, tuple[str, ...]]
    level: Level
    clause: str
    posts: str = "全部"
    remedy: str = ""
    each: PersonCheck | None = None
    whole: ListCheck | None = None
    formulas: tuple[Live, ...] = ()

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables that the rule is about."""
        return tuple(self.columns)

    def findings(self, rolls: Rolls) -> Iterator[Finding]:
        """Everything that this rule finds in the lists."""
        if self.each:
            for table in self.tables:
                for person in rolls.people(table):
                    for remark in self.each(person, rolls):
                        yield self._finding(remark, person, rolls.settings)
        if self.whole:
            for remark in self.whole(rolls):
                yield self._finding(remark, remark.person, rolls.settings)

    def _clause(self, settings: Settings) -> str:
        """The clause of this town's plan, where its workbook was made from one."""
        if self.clause in NOT_OF_A_PLAN:
            return self.clause
        return settings.clause_for(self.clause, *([CLAUSE_OF[self.code]] if self.code in CLAUSE_OF else []))

    def _clause_of(self, remark: Remark, settings: Settings) -> str:
        """The clause that the remark itself cites, as this town's plan has it."""
        if not remark.clause or remark.clause in NOT_OF_A_PLAN:
            return remark.clause or self._clause(settings)
        return settings.clause_for(remark.clause, *([remark.about] if remark.about else []))

    def _finding(self, remark: Remark, person: Person | None, settings: Settings) -> Finding:
        severity, message, turn = remark.severity, f"{remark.message}。", remark.turn
        if severity is None:
            severity, outcome, waiver = self._graded(person, settings)
            message += outcome
            turn = turn or waiver
        return Finding(
            severity=severity,
            table=person.table if person else remark.table,
            row=person.number if person else remark.row,
            name=person.name if person else remark.name,
            column=remark.column,
            code=self.code,
            message=message,
            clause=self._clause_of(remark, settings),
            setting=remark.setting,
            turn=turn,
        )

    def _graded(self, person: Person | None, settings: Settings) -> tuple[Severity, str, Turn | None]:
        """Severity by the level, a sentence about the waiver where there can be one, and what it waits for."""
        level = settings.level(self.code)
        if level == "按方案":
            level = self.level
        if level != "原则上":
            return _FIXED[level], "", None
        if person is None:
            return Severity.WARNING, "", None
        severity, outcome = waived(person, settings)
        return severity, outcome, Turn.KNOWN if severity is Severity.NOTE else Turn.APPROVAL


def waived(person: Person, settings: Settings) -> tuple[Severity, str]:
    """A rule with 原则上 for a person: a note with a complete waiver, else a warning that says what to do."""
    waiver = person.waiver
    if not waiver.entered:
        return Severity.WARNING, (
            f"方案此处写明“原则上”：确需例外的，报{settings.waiver_authority}批准后，"
            "填写“例外批准文号”和“例外批准日期”。"
        )
    if missing := waiver.missing(settings.congress_date, settings.plan_date):
        return Severity.WARNING, f"例外批准还不完整：{'，'.join(missing)}。"
    reason = f"理由：{waiver.reason}" if waiver.reason else "没有写明理由，请在“例外理由”栏补填"
    return Severity.NOTE, (
        f"已按例外批准：{settings.waiver_authority}，{waiver.document}，{waiver.approved_on}；{reason}。"
    )
