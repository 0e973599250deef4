"""校验候选人: every rule over candidates, delegates and lists.

The findings go into 校验结果, each with its place, and into 问题清单 as lines that can be worked off.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass

from pyxl.actions.action import Action, Outcome, Say
from pyxl.actions.press import LOG, log_breaks
from pyxl.actions.press import TABLE as RECORD
from pyxl.actions.read import read_checked, read_settings
from pyxl.actions.read.problems import PROBLEMS, place_link, problem_line, problem_rows
from pyxl.actions.writes import Replace, Write, after
from pyxl.book.cell_form import misfits
from pyxl.book.declared import table
from pyxl.book.workbook import Record, Workbook
from pyxl.rules.check import (
    TABLES,
    CellFault,
    Group,
    Recheck,
    State,
    Subject,
    check,
    counted,
    grouped,
    recheck,
    subject,
)
from pyxl.rules.findings import Finding
from pyxl.rules.log_chain import Break, intact_words
from pyxl.rules.plan import TABLE as SETTINGS
from pyxl.rules.plan import Settings
from pyxl.rules.plan.countdown import late_without_notice
from pyxl.words import Severity

FINDINGS = "校验结果"
SHOWN = 12
"""Lines that the message has; all of them stand in the sheet."""


@dataclass(frozen=True, slots=True)
class Options:
    """The check takes no options."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found, one by one and put together, how that stands against the check before, the writes that say so."""

    findings: Sequence[Finding]
    groups: Sequence[Group]
    compared: Recheck
    writes: Sequence[Replace]
    settings: Settings

    @property
    def line(self) -> str:
        """How many there are, for a press that checks besides."""
        counts = Counter(finding.severity for finding in self.findings)
        total = "、".join(f"{severity.chinese} {counts[severity]} 条" for severity in Severity)
        return f"随即校验：{total}；并成 {len(self.groups)} 项，见“{PROBLEMS}”表。"


def examine(workbook: Workbook, writes: Sequence[Write] = ()) -> Checked:
    """Every rule over every list, as they will be after `writes`; what other presses need of a check as well as the button."""
    workbook.expect(SETTINGS, *TABLES, FINDINGS, PROBLEMS, LOG, RECORD)
    settings = read_settings(workbook)
    tables = {name: _whole(name, rows) for name, rows in after(read_checked(workbook), writes).items()}
    findings = check(tables, settings, misfits=_misfits(workbook))
    subjects = [subject(finding, tables) for finding in findings]
    compared = recheck(list(_before(workbook)), subjects, tables)
    groups = grouped(findings, settings)
    told = [Replace(FINDINGS, list(_records(workbook, findings, subjects, compared)))]
    if not workbook.lacks(PROBLEMS):
        told.append(Replace(PROBLEMS, problem_rows(workbook, groups)))
    return Checked(findings, groups, compared, told, settings)


def _whole(name: str, rows: Sequence[Record]) -> list[Record]:
    """Rows that are yet to be written have the cells that nobody filled in, too."""
    blank: Record = dict.fromkeys(table(name).headers)
    return [{**blank, **row} for row in rows]


def run(workbook: Workbook, options: Options, say: Say) -> Outcome:
    """Check all lists, and that the log is whole; `wrong` when there is an error among the findings."""
    checked = examine(workbook)
    findings, compared = checked.findings, checked.compared
    counts = Counter(finding.severity for finding in findings)
    total = "、".join(f"{severity.chinese} {counts[severity]} 条" for severity in Severity)
    log = log_breaks(workbook)
    change = counted(compared.states, len(compared.settled))
    return Outcome(
        lines=[
            f"校验完成：{total}。详见“{_sheet(workbook)}”表。",
            f"与上次校验相比：{change}。",
            *_shown(workbook, checked.groups),
            *_settled_lines(compared.settled),
            *_late_lines(checked.settings),
            *_log_lines(workbook, log),
        ],
        document={
            "findings": [_document(finding) for finding in findings],
            "new": [number for number, state in enumerate(compared.states, 1) if state is State.NEW],
            "settled": [_settled_document(one) for one in compared.settled],
            "log_breaks": [asdict(found) for found in log],
        },
        writes=checked.writes,
        wrong=counts[Severity.ERROR] > 0,
        summary="；".join([total, change, *_settled_lines(compared.settled, "")]),
        rows=len(findings),
    )


def _misfits(workbook: Workbook) -> Iterator[CellFault]:
    """Cells out of form in the tables that are checked, as the rules take them."""
    for name in (name for name in TABLES if not workbook.lacks(name)):
        for found in misfits(workbook.region(name)):
            yield CellFault(found.table, found.column, found.fault.value, found.rows, found.values)


def _before(workbook: Workbook) -> Iterator[Subject]:
    """The findings of the last check that were present then, as the sheet holds them."""
    for row in workbook.records(FINDINGS):
        if row["代码"] and row["状态"] != State.SETTLED.value:
            told = {
                field: str(row[header] or "")
                for field, header in (
                    ("table", "表"), ("name", "姓名"), ("mark", "识别码"), ("column", "栏目"), ("code", "代码"),
                    ("message", "问题与处理"), ("severity", "级别"), ("clause", "条款"),
                )
            }  # fmt: skip
            yield Subject(**told)


def _records(
    workbook: Workbook, findings: Sequence[Finding], subjects: Sequence[Subject], compared: Recheck
) -> Iterator[Record]:
    """What is there now, then what has been settled since the check before."""
    for number, (finding, known, state) in enumerate(
        zip(findings, subjects, compared.states, strict=True), 1
    ):
        row = workbook.region(finding.table).row_number(finding.row - 1) if finding.row else None
        place: Record = {"序号": number, "级别": finding.severity.chinese, "行": row}
        yield {**_record(known, state), **place, "位置": place_link(workbook, finding)}
    for number, known in enumerate(compared.settled, len(findings) + 1):
        was = f"原为{known.severity}：{known.message}"
        yield {**_record(known, State.SETTLED), "序号": number, "级别": None, "问题与处理": was}


def _record(known: Subject, state: State) -> Record:
    return {
        "状态": state.value,
        "表": known.table,
        "姓名": known.name or None,
        "栏目": known.column or None,
        "代码": known.code,
        "问题与处理": known.message,
        "条款": known.clause or None,
        "识别码": known.mark or None,
    }


def _sheet(workbook: Workbook) -> str:
    """Where the clerk reads on: a workbook of an earlier version has the findings one by one only."""
    return FINDINGS if workbook.lacks(PROBLEMS) else PROBLEMS


def _shown(workbook: Workbook, groups: Sequence[Group]) -> Iterator[str]:
    """One line for each thing to do, with its rows; the codes stay in the sheet."""
    for group in groups[:SHOWN]:
        yield f"  {group.severity.chinese}　{problem_line(workbook, group)}"
    if len(groups) > SHOWN:
        yield f"  ……另有 {len(groups) - SHOWN} 项，见“{_sheet(workbook)}”表"


def _settled_lines(settled: Sequence[Subject], margin: str = "  ") -> list[str]:
    lines = [f"{margin}已解决　{s.table}{s.name}　{s.message}" for s in settled[:SHOWN]]
    more = len(settled) - SHOWN
    return [*lines, f"{margin}……另有 {more} 条已解决"] if more > 0 else lines


def _document(finding: Finding) -> dict[str, str | int]:
    """A finding as other programs read it; what its links and its place in the list need is no part of what is promised."""
    return {key: value for key, value in asdict(finding).items() if key not in {"setting", "turn"}}


def _settled_document(settled: Subject) -> dict[str, str]:
    return {field: getattr(settled, field) for field in ("table", "name", "column", "code", "message")}


def _late_lines(settings: Settings) -> Iterator[str]:
    """Approvals that leave no time for the notice are no fault of a list, but must not pass unseen."""
    if late := late_without_notice(settings):
        yield f"注意：{late}。"


def _log_lines(workbook: Workbook, found: Sequence[Break]) -> Iterable[str]:
    """Nothing while the log is whole: a broken one is no fault of the lists, but must not pass unseen."""
    return [f"注意：{intact_words(workbook.records(LOG), found)}详情请按“核对日志”。"] if found else []


ACTION = Action(
    "check", "校验候选人", "按方案各条款校验候选人、代表和名单，结果写入“问题清单”和“校验结果”", run, Options
)
