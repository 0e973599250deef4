"""校验候选人: every rule over candidates, delegates and lists; the findings go into 校验结果, each with its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass

from pyxl.actions.action import Action, Outcome, Say
from pyxl.actions.press import LOG, log_breaks
from pyxl.actions.read import read_checked, read_settings
from pyxl.actions.writes import Replace
from pyxl.book.cell_form import misfits
from pyxl.book.links import cell_of, jump
from pyxl.book.workbook import Record, Workbook
from pyxl.rules.check import TABLES, CellFault, Recheck, State, Subject, check, counted, recheck, subject
from pyxl.rules.findings import Finding
from pyxl.rules.log_chain import Break, intact_words
from pyxl.rules.plan import TABLE as SETTINGS
from pyxl.rules.plan import Settings
from pyxl.rules.plan.countdown import late_without_notice
from pyxl.words import Severity

FINDINGS = "校验结果"
SHOWN = 12
"""Findings that the message names; all of them stand in the sheet."""


@dataclass(frozen=True, slots=True)
class Options:
    """The check takes no options."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found, how that stands against the check before, and the write that says so in 校验结果."""

    findings: Sequence[Finding]
    compared: Recheck
    write: Replace
    settings: Settings


def examine(workbook: Workbook) -> Checked:
    """Every rule over every list; what `submit` needs of a check as well as the button."""
    tables, settings = read_checked(workbook), read_settings(workbook)
    findings = check(tables, settings, misfits=_misfits(workbook))
    subjects = [subject(finding, tables) for finding in findings]
    compared = recheck(list(_before(workbook)), subjects, tables)
    rows = list(_records(workbook, findings, subjects, compared))
    return Checked(findings, compared, Replace(FINDINGS, rows), settings)


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
            f"校验完成：{total}。详见“校验结果”表。",
            f"与上次校验相比：{change}。",
            *_shown(findings),
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
        writes=[checked.write],
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
        place: Record = {"序号": number, "级别": finding.severity.chinese, "行": finding.row or None}
        yield {**_record(known, state), **place, "位置": _link(workbook, finding)}
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


def _link(workbook: Workbook, finding: Finding) -> str:
    """A jump to the cell at fault; of a list, to the setting that it asks for or to the column's header."""
    if finding.setting:
        settings = workbook.region(SETTINGS)
        for row, record in enumerate(settings.records, 1):
            if str(record["项目"] or "").strip() == finding.setting:
                return jump(settings.sheet_name, cell_of(settings, row, "值"), "方案设置")
    region = workbook.region(finding.table)
    address = cell_of(region, finding.row, finding.column or region.declaration.key)
    return jump(region.sheet_name, address, f"第 {finding.row} 行" if finding.row else "表头")


def _shown(findings: Sequence[Finding]) -> list[str]:
    worst = sorted(findings, key=lambda finding: list(Severity).index(finding.severity))
    lines = [f"  {f.severity.chinese}　{_place(f)}　{f.message}" for f in worst[:SHOWN]]
    return [*lines, f"  ……另有 {len(findings) - SHOWN} 条"] if len(findings) > SHOWN else lines


def _place(finding: Finding) -> str:
    row = f"第 {finding.row} 行 {finding.name}".rstrip() if finding.row else "名单"
    return f"{finding.table}{row}（{finding.code}）"


def _settled_lines(settled: Sequence[Subject], margin: str = "  ") -> list[str]:
    lines = [f"{margin}已解决　{s.table}{s.name}（{s.code}）　{s.message}" for s in settled[:SHOWN]]
    more = len(settled) - SHOWN
    return [*lines, f"{margin}……另有 {more} 条已解决"] if more > 0 else lines


def _document(finding: Finding) -> dict[str, str | int]:
    """A finding as other programs read it; the setting that its links need is no part of what is promised."""
    return {key: value for key, value in asdict(finding).items() if key != "setting"}


def _settled_document(settled: Subject) -> dict[str, str]:
    return {field: getattr(settled, field) for field in ("table", "name", "column", "code", "message")}


def _late_lines(settings: Settings) -> Iterator[str]:
    """Approvals that leave no time for the notice are no fault of a list, but must not pass unseen."""
    if late := late_without_notice(settings):
        yield f"注意：{late}。"


def _log_lines(workbook: Workbook, found: Sequence[Break]) -> Iterable[str]:
    """Nothing while the log is whole: a broken one is no fault of the lists, but must not pass unseen."""
    return [f"注意：{intact_words(workbook.records(LOG), found)}详情请按“核对日志”。"] if found else []


ACTION = Action("check", "校验候选人", "按方案各条款校验候选人、代表和名单，结果写入“校验结果”", run, Options)
