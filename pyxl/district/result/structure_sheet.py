"""结构对比: how the committees and delegates of the towns are made up, with median, sum, goals and native charts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from xlsxwriter.worksheet import Worksheet

from pyxl.book.formats import RED, Formats
from pyxl.district.result import structure_charts as charts
from pyxl.district.result.comparison import Cells, Comparison, structure_cells
from pyxl.district.result.declared import HIDDEN, LAST_HIDDEN, STRUCTURE, Field
from pyxl.district.result.goals import Goal
from pyxl.district.result.page import (
    Cell,
    Look,
    Rows,
    close_page,
    open_page,
    write,
    write_headers,
    write_nothing,
)
from pyxl.district.result.town import TownRow

MOST_BARS: Final = 60
"""Towns that a chart shows one by one; of more it shows how they are distributed."""
_PAGE: Final = 440.0
"""Points of towns' rows that one page holds with heading, headers and the lines at the end."""


def write_structure(
    sheet: Worksheet,
    rows: Sequence[TownRow],
    comparison: Comparison,
    goals: Mapping[str, Goal],
    title: str,
    formats: Formats,
    nothing: str,
) -> None:
    """Table, median, sum, goals; then the charts.  `nothing` stands where no town has reported."""
    open_page(sheet, STRUCTURE, title, formats)
    write_headers(sheet, STRUCTURE, formats)
    shown = [row for row in rows if row.sha]
    if not shown:
        write_nothing(sheet, STRUCTURE, nothing, formats)
        close_page(sheet, STRUCTURE, STRUCTURE.head, 1)
        return

    def paint(field: Field, cell: Cell) -> Look:
        goal = goals.get(field.header)
        short = goal is not None and isinstance(cell, int | float) and not goal.met(float(cell))
        return {"font_color": RED, "bold": True} if short else {}

    lines = Rows(sheet, STRUCTURE, formats, paint)
    for row in shown:
        lines.add(structure_cells(row))
        charts.write_hidden(sheet, lines.next - 1, row.town, comparison, goals)
    last = lines.next - 1
    lines.blank()
    for cells in (comparison.medians, comparison.pooled, *_goal_lines(comparison, goals)):
        lines.add(cells, strong=True)
    first_chart = _draw(sheet, shown, comparison, goals, last, lines.next + 1, formats)
    sheet.set_column(HIDDEN, LAST_HIDDEN, None, None, {"hidden": True})
    close_page(sheet, STRUCTURE, last + 1, 1)
    if lines.height <= _PAGE:
        sheet.repeat_rows(0, 1)  # headers would stand above the charts
    layout = charts.layout_for(len(shown), len(shown) > MOST_BARS)
    sheet.set_h_pagebreaks([first_chart + down for down in layout.breaks])


def _draw(
    sheet: Worksheet, shown: Sequence[TownRow], comparison: Comparison, goals: Mapping[str, Goal], last: int, row: int, formats: Formats
) -> int:  # fmt: skip
    """The charts below `row`, and what the spread of very many towns is drawn from; returns the first chart's row."""
    spread = len(shown) > MOST_BARS
    layout = charts.layout_for(len(shown), spread)
    first, figures = row, (STRUCTURE.head, last)
    if spread:
        first, figures = _distribution(sheet, comparison, row, formats) + 1, (row + 1, row + 10)
    drawing = charts.Drawing(sheet.get_name(), formats, comparison, goals, layout, *figures)
    charts.insert(sheet, drawing, charts.histogram if spread else charts.bars, first)
    return first


def _goal_lines(comparison: Comparison, goals: Mapping[str, Goal]) -> list[Cells]:
    """The goals, and how many towns do not come up to each; nothing where there are none."""
    if not goals:
        return []
    headers = STRUCTURE.headers[2:]
    return [
        ("目标", None, *(float(goals[header].value) if header in goals else None for header in headers)),
        (
            "未达目标",
            None,
            *(
                f"{comparison.short_of(header, goals[header])}" if header in goals else None
                for header in headers
            ),
        ),
    ]


def _distribution(sheet: Worksheet, comparison: Comparison, row: int, formats: Formats) -> int:
    """The figures that the histograms are drawn from; returns the row behind them."""
    headers = [charts.spread_of(header) for header, _ in charts.CHARTS]
    for at, name in enumerate(("所占比例", *headers)):
        sheet.write_string(row, at, name, formats.named("header"))
    sheet.set_row(row, 32)
    for cells in comparison.distribution(headers):
        row += 1
        for at, cell in enumerate(cells):
            write(sheet, row, at, cell, formats.named("wrap_centre"))
    return row + 1
