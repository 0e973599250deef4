"""FORM: cells that are no longer of the form that the sheet needs, mostly since something was pasted over them.

A rule of the workbook, not of the plan: nobody is turned away by it.  What stands in which cell form is seen by
the caller (`CellFault`); here it is said what that means and what to do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pyxl.rules.check.rolls import LEADING_GROUP, UNITS, CellFault, Rolls
from pyxl.rules.check.rule import Remark, Rule
from pyxl.rules.person import CANDIDATES, DELEGATES, STAFF, DateError, parse_date
from pyxl.words import Severity, sheet_row

CODE: Final = "FORM"
SHOWN: Final = 5
"""Rows that a message names."""
BY_OTHERS: Final = frozenset({"出生日期", "例外批准日期"})
"""Dates of which another rule says that they cannot be read."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One way to be out of form: what is said, what to do, and the severity where it is not the rule's level.

    `counts` tells, of the value in a cell, whether it is at fault at all.
    """

    what: str
    remedy: str
    severity: Severity | None = None
    counts: Callable[[str, object], bool] = lambda column, value: True


def _no_month(column: str, value: object) -> bool:
    """A date written as text; 1980-05 stands for a month whose day nobody knows, and is right as text."""
    try:
        found = parse_date(value)
    except DateError:
        return column not in BY_OTHERS
    return found is None or found.exact is not None


KINDS: Final[Mapping[str, Kind]] = {
    "number for text": Kind(
        "是数字而不是文本，前面的0和15位以后的数字保不住",
        "请先用格式刷把同栏好的单元格的格式刷过来，再按原件重新录入",
    ),
    "text for date": Kind(
        "是写成文本的日期，排序、筛选和统计图都不认",
        "请选中该栏用“数据—分列—完成”转换，或重新录入，如1980-05-01",
        counts=_no_month,
    ),
    "number for date": Kind("显示为数字而不是日期", "请用格式刷把同栏好的单元格的格式刷过来"),
    "text for number": Kind(
        "是文本而不是数字，合计和测算不认", "请先用格式刷把同栏好的单元格的格式刷过来，再重新录入这个数"
    ),
    "text format lost": Kind(
        "起有单元格不是文本格式，以后录入的号码会被当成数字",
        "请用格式刷把同栏好的单元格的格式刷到整栏；从别处粘贴时用“选择性粘贴—数值”",
        Severity.NOTE,
    ),
    "drop-down lost": Kind(
        "起有单元格的下拉列表没有了，多半是从别处粘贴所致",
        "请复制同栏好的单元格，“选择性粘贴—验证”到这些行；以后粘贴用“选择性粘贴—数值”",
        Severity.NOTE,
    ),
    "formula lost": Kind(
        "的公式被覆盖，这些行不再随录随查",
        "请选中上面好的一行从“即时校验”起到表末的各栏，一起向下填充到这些行",
    ),
    "formula columns lost": Kind(
        "一栏或它右边隐藏的各栏被删去了，首页和表头上方的提示都不准了",
        "请按Ctrl+Z恢复；已经保存过的，请用备份，或把名单导入一本新的工作簿",
    ),
}
"""Every way to be out of form, by the word that `CellFault.fault` has for it."""


def _faults(rolls: Rolls) -> Iterator[Remark]:
    """One remark for each column and kind, at its first row: a pasted column is one thing to put right."""
    for fault in rolls.misfits:
        remark = _remark(fault)
        if remark is not None:
            yield remark


def _remark(fault: CellFault) -> Remark | None:
    kind = KINDS[fault.fault]
    values = fault.values or (None,) * len(fault.rows)
    rows = [row for row, value in zip(fault.rows, values, strict=True) if kind.counts(fault.column, value)]
    if not rows:
        return None
    shown = "、".join(str(sheet_row(row)) for row in rows[:SHOWN]) + (
        f"等{len(rows)}" if len(rows) > SHOWN else ""
    )
    place = f"第{shown}行" if rows[0] else ""
    message = f"“{fault.column}”{place}{kind.what}：{kind.remedy}"
    return Remark(fault.column, message, kind.severity, table=fault.table, row=rows[0])


RULES: Final = (
    Rule(
        code=CODE,
        title="单元格保持原来的格式、下拉列表和公式，没有被粘贴破坏",
        remedy="多半是粘贴冲掉了格式：用旁边好的格子以格式刷恢复；以后用“选择性粘贴—数值”",
        columns=dict.fromkeys((CANDIDATES, DELEGATES, UNITS, STAFF, LEADING_GROUP), ()),
        level="警告",
        clause="工作簿自查，非方案",
        posts="单元格",
        whole=_faults,
    ),
)
"""The rule of this subject."""
