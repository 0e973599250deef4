"""问题清单: the findings of a check as lines that a clerk works off, each with its rows, its link and its source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from pyxl.book.links import cell_of, jump
from pyxl.book.workbook import Record, Region, Workbook
from pyxl.rules.check import Group
from pyxl.rules.findings import Finding
from pyxl.rules.plan import TABLE as SETTINGS

PROBLEMS: Final = "问题清单"
NAMED_IN_LINE: Final = 2
"""People that a line of a message names."""
NAMED: Final = 12
"""People that a line names; of more it gives the rows."""


def problem_rows(workbook: Workbook, groups: Sequence[Group]) -> list[Record]:
    """The rows of 问题清单."""
    return [
        {
            "序号": number,
            "问题": told(group),
            "去处理": place_link(workbook, group.first, named=True),
            "行和姓名": whom(workbook, group) or None,
            "怎么办": group.remedy or None,
            "何时办": group.turn.value,
            "级别": group.severity.chinese,
            "依据": group.basis or None,
            "代码": "、".join(group.codes),
        }
        for number, group in enumerate(groups, 1)
    ]


def told(group: Group) -> str:
    """The sentence, with the name where it is about one person."""
    name = group.first.name if len(group.findings) == 1 and group.first.row else ""
    return f"{name}：{group.sentence}" if name and name not in group.sentence else group.sentence


def problem_line(workbook: Workbook, group: Group) -> str:
    """A group as one line of a message: the sentence, when it can be dealt with, and where; the codes stay in the sheet."""
    rows = whom(workbook, group).splitlines()
    more = "等" if len(rows) > NAMED_IN_LINE else ""
    setting = f"“方案设置”的“{group.first.setting}”" if group.first.setting else ""
    place = setting or f"“{group.table}”{'、'.join(rows[:NAMED_IN_LINE])}{more}"
    return f"{told(group)}。（{group.turn.value}；{place}）"


def whom(workbook: Workbook, group: Group) -> str:
    """The sheet's own rows, with the names where they are few and with what is said of each alone."""
    rows = [finding for finding in group.findings if finding.row]
    if not rows:
        return ""
    if not any(group.each) and len(rows) > NAMED:
        numbers = sorted({_row(workbook, finding) for finding in rows})
        return f"第 {_ranges(numbers)} 行"
    lines = [
        f"第 {_row(workbook, finding)} 行 {finding.name}{f'：{said}' if said else ''}".rstrip()
        for finding, said in zip(rows, group.each, strict=True)
    ]
    more = len(lines) - NAMED
    return "\n".join([*lines[:NAMED], *([f"另有 {more} 条，见“校验结果”"] if more > 0 else [])])


def _row(workbook: Workbook, finding: Finding) -> int:
    return workbook.region(finding.table).row_number(finding.row - 1)


def _ranges(numbers: Sequence[int]) -> str:
    """4—30、33."""
    return "、".join(str(first) if first == last else f"{first}—{last}" for first, last in _runs(numbers))


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    start = before = numbers[0]
    for number in numbers[1:]:
        if number != before + 1:
            yield start, before
            start = number
        before = number
    yield start, before


def place_link(workbook: Workbook, finding: Finding, named: bool = False) -> str:
    """A jump to the cell at fault; of a list, to the setting that it asks for or to the column's header.

    It shows the sheet's own row, and with `named` the sheet too.
    """
    if finding.setting:
        settings = workbook.region(SETTINGS)
        for row, record in enumerate(settings.records, 1):
            if str(record["项目"] or "").strip() == finding.setting:
                return jump(settings.sheet_name, cell_of(settings, row, "值"), "方案设置")
    region = workbook.region(finding.table)
    address = cell_of(region, finding.row, finding.column or region.declaration.key)
    return jump(region.sheet_name, address, _label(region, finding, named))


def _label(region: Region, finding: Finding, named: bool) -> str:
    if not finding.row:
        return region.sheet_name if named else "表头"
    row = f"第 {region.row_number(finding.row - 1)} 行"
    return f"{region.sheet_name}{row}" if named else row
