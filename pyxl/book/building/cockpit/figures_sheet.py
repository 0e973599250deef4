"""Writes the sheet 统计: the structure of both lists, the network by kind, and the hidden blocks beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from xlsxwriter.worksheet import Worksheet

from pyxl.book.building.cockpit.figures import FIRST_HIDDEN, Block, Figures
from pyxl.book.building.cockpit.steps import Facts
from pyxl.book.building.cockpit.structure_figures import COUNT_COLUMNS, FIRST_ROW, Structure, share
from pyxl.book.building.content import Content
from pyxl.book.building.count_formulas import UNCALCULATED
from pyxl.book.building.table_sheet import print_setup, write_heading
from pyxl.book.declared import Sheet
from pyxl.book.formats import Formats

WIDTHS = (12, 18, 11, 11, 11, 11)
HEADS = ("项目", "分组", "候选人", "占比", "代表", "占比")
COVERAGE_HEADS = ("方向", "类别", "应建", "已建", "覆盖率", "未建")
GUIDE = "由各表自动算出，不用填写。年龄为截止日的周岁，分段见方案设置。"


def write_figures(page: Worksheet, sheet: Sheet, content: Content, formats: Formats) -> None:
    """Both tables for the eye and for print, and every hidden block."""
    structure = Structure(Facts(Figures(content)))
    page.set_default_row(18)
    write_heading(page, sheet.title, GUIDE, formats)
    for at, width in enumerate(WIDTHS):
        page.set_column(at, at, width)
    page.set_row(2, 6)
    _structure(page, structure, formats)
    _coverage(page, structure, formats)
    _hidden(page, structure)
    page.freeze_panes(FIRST_ROW - 1, 0)
    print_setup(page, sheet.face, sum(WIDTHS))
    page.print_area(0, 0, structure.total_row - 1, len(WIDTHS) - 1)
    page.fit_to_pages(1, 1)
    page.protect()


def _structure(page: Worksheet, structure: Structure, formats: Formats) -> None:
    cell, percent = formats.named("wrap_centre"), formats.look("wrap_centre", num_format="0.0%")
    page.write_row(FIRST_ROW - 2, 0, HEADS, formats.named("header"))
    for row, line in enumerate(structure.lines, FIRST_ROW):
        page.write_string(row - 1, 0, line.title, cell)
        page.write_formula(row - 1, 1, "=" + line.name, cell, UNCALCULATED)
        for at, (count, column) in enumerate(zip(line.counts, COUNT_COLUMNS, strict=True)):
            if count:
                part = share(f"{column}{row}", f"{column}${FIRST_ROW}")
                page.write_formula(row - 1, 2 + 2 * at, "=" + count, cell, UNCALCULATED)
                page.write_formula(row - 1, 3 + 2 * at, "=" + part, percent, UNCALCULATED)
            else:
                page.write_row(row - 1, 2 + 2 * at, ("—", "—"), cell)


def _coverage(page: Worksheet, structure: Structure, formats: Formats) -> None:
    cell, percent = formats.named("wrap_centre"), formats.look("wrap_centre", num_format="0.0%")
    first, total = structure.coverage_row, structure.total_row
    page.set_row(first - 3, 26)
    page.write_string(first - 3, 0, "妇联组织网络覆盖", formats.named("heading"))
    page.write_row(first - 2, 0, COVERAGE_HEADS, formats.named("header"))
    sums = tuple(f"SUM({column}{first}:{column}{total - 1})" for column in "CD")
    for row, (direction, kind, there, reached) in enumerate(
        [*structure.coverage_lines(), ("", "合计", *sums)], first
    ):
        page.write_string(row - 1, 0, direction, cell)
        page.write_string(row - 1, 1, kind, cell)
        formulas = (there, reached, share(f"D{row}", f"C{row}"), f"C{row}-D{row}")
        for at, formula in enumerate(formulas, 2):
            page.write_formula(row - 1, at, "=" + formula, percent if at == 4 else cell, UNCALCULATED)


def _hidden(page: Worksheet, structure: Structure) -> None:
    facts, figures = structure.facts, structure.facts.figures
    _block(page, figures.dates, figures.date_lines())
    _block(page, figures.phases, figures.phase_lines())
    _block(page, figures.offices, figures.office_lines())
    _block(page, facts.block, [(f'"{name}"', formula) for name, formula in facts.lines()])
    _block(page, facts.ratio, [(formula,) for formula in facts.ratio_lines()])
    _block(page, facts.steps, facts.step_lines())
    _block(page, structure.limits, structure.limit_lines())
    for row, words in enumerate(structure.word_lines()):
        page.write_string(row, structure.words.left, words)
    _block(page, structure.without, [(formula,) for formula in structure.without_lines()])
    page.set_column(FIRST_HIDDEN, structure.without.right, 12, None, {"hidden": True})


def _block(page: Worksheet, block: Block, lines: Iterable[Sequence[str]]) -> None:
    """Write the formulas of a block; what is a quoted text alone becomes a text."""
    for row, line in enumerate(lines):
        for at, formula in enumerate(line, block.left):
            if re.fullmatch(r'"[^"]*"', formula):
                page.write_string(row, at, formula[1:-1])
            else:
                page.write_formula(row, at, "=" + formula, None, UNCALCULATED)
