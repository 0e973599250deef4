"""首页: where the work stands and what comes next, by native formulas that need no Python."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet

from pyxl.book.content import Content
from pyxl.book.formats import Formats
from pyxl.book.schema import Sheet
from pyxl.book.table_sheet import print_setup

UNCALCULATED = ""
"""No cached value: every program then calculates the formula when it opens the file."""
WIDTHS = (2, 14, 11.5, 11.5, 11.5, 11.5, 11.5, 12)
FIGURES = (
    ("单位", "=COUNTA(单位[单位])"),
    ("分配名额", "=SUM(单位[分配名额])"),
    ("代表", "=COUNTA(代表[姓名])"),
    ("候选人", "=COUNTA(候选人[姓名])"),
    ("错误", '=COUNTIF(校验结果[级别],"错误")'),
    ("警告", '=COUNTIF(校验结果[级别],"警告")'),
    ("提示", '=COUNTIF(校验结果[级别],"提示")'),
)


def setting(key: str) -> str:
    """A formula that shows the value of a setting, or nothing."""
    return f'IFERROR(INDEX(设置[值],MATCH("{key}",设置[项目],0))&"","")'


def write_home(page: Worksheet, sheet: Sheet, content: Content, formats: Formats) -> None:
    """Title and town, the figures in one row, then the steps of the work with links to their sheets."""
    page.hide_gridlines(2)
    for at, width in enumerate(WIDTHS):
        page.set_column(at, at, width)
    page.set_row(1, 40)
    page.write_string(1, 1, sheet.title, formats.named("title"))
    page.set_row(2, 24)
    page.write_formula(
        2, 1, f'={setting("镇名")}&"　"&{setting("届次")}', formats.named("guide"), UNCALCULATED
    )
    _write_figures(page, formats)
    _write_steps(page, content, formats)
    page.set_row(7, 8)
    print_setup(page, sheet.face, sum(WIDTHS))
    page.repeat_rows(1, 1)
    page.set_selection(2, 1, 2, 1)


def _write_figures(page: Worksheet, formats: Formats) -> None:
    page.set_row(4, 22)
    page.set_row(5, 34)
    for at, (label, formula) in enumerate(FIGURES, 1):
        page.write_string(4, at, label, formats.named("label"))
        page.write_formula(5, at, formula, formats.named("figure"), UNCALCULATED)


def _write_steps(page: Worksheet, content: Content, formats: Formats) -> None:
    top = 8
    page.set_row(top, 26)
    for at, text in ((1, "阶段"), (6, "按钮"), (7, "工作表")):
        page.write_string(top, at, text, formats.named("header"))
    page.merge_range(top, 2, top, 5, "做什么", formats.named("header"))
    for row, step in enumerate(content.steps, top + 1):
        page.set_row(row, 36)
        page.write_string(row, 1, step.phase, formats.named("phase"))
        page.merge_range(row, 2, row, 5, step.text, formats.named("step"))
        page.write_string(row, 6, step.button, formats.named("button"))
        page.write_url(row, 7, f"internal:'{step.sheet}'!A1", formats.named("link"), step.sheet)
