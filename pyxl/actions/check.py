"""校验候选人: every rule over candidates, delegates and lists; the findings go into 校验结果."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from pyxl.actions.action import Action, Outcome, Say
from pyxl.actions.reading import read_checked, read_settings
from pyxl.actions.writes import Replace
from pyxl.book.workbook import Record, Workbook
from pyxl.rules.check import check
from pyxl.rules.findings import Finding, Severity

SHOWN = 12
"""Findings that the message names; all of them stand in the sheet."""


@dataclass(frozen=True, slots=True)
class Options:
    """The check takes no options."""


def run(workbook: Workbook, options: Options, say: Say) -> Outcome:
    """Check all lists; `wrong` when there is an error among the findings."""
    findings = check(read_checked(workbook), read_settings(workbook))
    counts = Counter(finding.severity for finding in findings)
    total = "、".join(f"{severity.chinese} {counts[severity]} 条" for severity in Severity)
    return Outcome(
        lines=[f"校验完成：{total}。详见“校验结果”表。", *_shown(findings)],
        document={"findings": [asdict(finding) for finding in findings]},
        writes=[
            Replace("校验结果", [_record(number, finding) for number, finding in enumerate(findings, 1)])
        ],
        wrong=counts[Severity.ERROR] > 0,
        summary=total,
        rows=len(findings),
    )


def _record(number: int, finding: Finding) -> Record:
    return {
        "序号": number,
        "级别": finding.severity.chinese,
        "表": finding.table,
        "行": finding.row,
        "姓名": finding.name,
        "栏目": finding.column,
        "代码": finding.code,
        "问题与处理": finding.message,
        "条款": finding.clause,
    }


def _shown(findings: Sequence[Finding]) -> list[str]:
    worst = sorted(findings, key=lambda finding: list(Severity).index(finding.severity))
    lines = [f"  {f.severity.chinese}　{_place(f)}　{f.message}" for f in worst[:SHOWN]]
    return [*lines, f"  ……另有 {len(findings) - SHOWN} 条"] if len(findings) > SHOWN else lines


def _place(finding: Finding) -> str:
    row = f"第 {finding.row} 行 {finding.name}" if finding.row else "名单"
    return f"{finding.table}{row}（{finding.code}）"


ACTION = Action("check", "校验候选人", "按方案各条款校验候选人、代表和名单，结果写入“校验结果”", run, Options)
