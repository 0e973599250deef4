"""The third page of 首页: how far the network reaches, who has no organisation yet, and which tasks are late."""

from __future__ import annotations

from pyxl.book.building.cockpit.figures import SHEET, nth_where
from pyxl.book.building.cockpit.grid import COLUMNS, Grid, Look
from pyxl.book.building.cockpit.structure_figures import WITHOUT_NAMED, Structure

COVERAGE = (("方向", 2, "A"), ("类别", 4, "B"), ("应建", 2, "C"), ("已建", 2, "D"), ("覆盖率", 2, "E"))
"""Head, span and column of 统计 of the coverage table."""
NAMES_LEFT = 13
NAME_SPANS, NAME_ROWS = (4, 4, 3), 8
NAMED = len(NAME_SPANS) * NAME_ROWS
"""Places without an organisation that the page names."""
LATE_TASKS = 12
LATE_COLUMNS = (("条款", 2), ("任务", 12), ("阶段", 4), ("责任人", 3), ("期限", 3))
LATE = '(工作进度[状态]="逾期")'
assert NAMED <= WITHOUT_NAMED and NAMES_LEFT + sum(NAME_SPANS) == COLUMNS


def write_network(grid: Grid, top: int, structure: Structure) -> None:
    """Coverage at the left, the places without at the right, the late tasks below."""
    kinds = len(structure.facts.figures.content.network)
    grid.heights({top: 24, top + 1: 20, **dict.fromkeys(range(top + 2, top + 3 + kinds), 18)})
    _coverage(grid, top, structure)
    _without(grid, top, structure)
    _late(grid, top + 4 + kinds)


def _coverage(grid: Grid, top: int, structure: Structure) -> None:
    grid.put(top, 0, 12, "妇联组织网络覆盖", "heading")
    grid.row(top + 1, 0, [(head, span) for head, span, _ in COVERAGE], "header")
    for at, source in enumerate(range(structure.coverage_row, structure.total_row + 1)):
        column = 0
        for head, span, letter in COVERAGE:
            look: Look = {"num_format": "0.0%"} if head == "覆盖率" else {}
            base = "label" if source == structure.total_row else "wrap_centre"
            cell = f"{SHEET}!${letter}${source}"
            grid.put(
                top + 2 + at, column, span, f'=IF({cell}="","",{cell})', base, font_size=10, shrink=True, text_wrap=False, **look
            )  # fmt: skip
            column += span


def _without(grid: Grid, top: int, structure: Structure) -> None:
    named, all_ = structure.without.cell(0, "没有组织"), f"{SHEET}!$F${structure.total_row}"
    missing = f"MAX({named},{all_})"
    heading = f'=IF({missing}=0,"各处都已有妇联组织","还没有妇联组织的有 "&{missing}&" 处")'
    note = (
        f'=IF({named}>{NAMED},"先列 {NAMED} 处，其余见“单位”和“网络覆盖”　","")'
        f'&IF({missing}>{named},"其中 "&({missing}-{named})&" 处小组、网格还没有在“网络覆盖”登记","")'
    )
    grid.put(top, NAMES_LEFT, COLUMNS - NAMES_LEFT, heading, "heading")
    grid.put(top + 1, NAMES_LEFT, COLUMNS - NAMES_LEFT, note, "guide")
    column = NAMES_LEFT
    for right, span in enumerate(NAME_SPANS):
        for down in range(NAME_ROWS):
            name = structure.without_name(down * len(NAME_SPANS) + right + 1)
            grid.put(
                top + 2 + down, column, span, "=" + name, "plain", font_size=10, shrink=True, align="center"
            )
        grid.ruled(top + 2, column, NAME_ROWS, span, '{cell}<>""')
        column += span


def _late(grid: Grid, top: int) -> None:
    grid.heights({top: 24, top + 1: 20})
    heading = f'="逾期的任务（"&SUMPRODUCT({LATE}*1)&" 项）"&IF(SUMPRODUCT({LATE}*1)>{LATE_TASKS},"，先列 {LATE_TASKS} 项","")'
    grid.put(top, 0, COLUMNS, heading, "heading")
    grid.row(top + 1, 0, [(head, span) for head, span in LATE_COLUMNS], "header")
    for number in range(1, LATE_TASKS + 1):
        column = 0
        for head, span in LATE_COLUMNS:
            formula = nth_where(f"工作进度[{head}]", LATE, number)
            look: Look = {"font_size": 10, "shrink": True, "align": "center"}
            if head == "任务":
                look |= {"align": "left", "indent": 1}
            if head == "期限":  # a day, not its text
                formula = formula.replace('&""', "")
                look |= {"num_format": 'm"月"d"日"'}
            grid.put(top + 1 + number, column, span, "=" + formula, "plain", **look)
            column += span
    grid.ruled(top + 2, 0, LATE_TASKS, COLUMNS, f'${grid.letter(LATE_COLUMNS[0][1])}{top + 2}<>""')
