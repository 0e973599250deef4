"""首页: the cockpit.  Where the work stands, what is late and what comes next, by native formulas alone.

The first screen holds the day, the next step, the counts, the phases and the findings; the charts follow; the
second page has every unit and every step, the third the network and the late tasks.  Nothing is typed here
and no button writes here, so the sheet is protected, without a password.
"""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet

from pyxl.book.building.cockpit.charts import place, structure_charts
from pyxl.book.building.cockpit.figures import SHEET, TODAY_CELL, Figures
from pyxl.book.building.cockpit.grid import COLUMN_PIXELS, COLUMNS, Grid, Look
from pyxl.book.building.cockpit.lists import write_lists
from pyxl.book.building.cockpit.network import write_network
from pyxl.book.building.cockpit.steps import Facts
from pyxl.book.building.cockpit.structure_figures import Structure
from pyxl.book.building.content import Content
from pyxl.book.declared import ALL_SHEETS, HOME, SHEETS, Sheet, Stage
from pyxl.book.formats import PAPER, RED, STATE_COLOURS, Formats
from pyxl.words import SEVERITIES

TITLE_ROW, CONGRESS_ROW, NEXT_ROW, STAGES_ROW, TILES_ROW, PHASES_ROW, CHARTS_ROW = 1, 2, 3, 5, 6, 9, 14
"""Rows count from 1, columns from 0 within the grid."""
CHART_ROWS, CHARTS_ACROSS = 10, 3
LISTS_ROW = CHARTS_ROW + 1 + 2 * CHART_ROWS
NETWORK_ROW = LISTS_ROW + 34
LAST_ROW = NETWORK_ROW + 29
NEXT_CELL = f"E{NEXT_ROW}"
FINDINGS_LEFT = 18
FINDINGS_NOTE = "上次校验数的是条，一人可有几条，也有名单、设置的；此刻有问题数的是人，每人只算最重的一条。"
OPENING_NOTE = "表格上方若有黄色提示条，请先按“启用编辑”，再按“启用内容”：在此之前数字不会更新，“换届选举”里的按钮也不能用。"
"""Constant, since where it is needed nothing is calculated and no macro runs."""
STAGE_SPAN = 2
STAGES_NOTE = "链接点不开时，右击下面任一张表的标签，选“取消隐藏”。"
ROW_HEIGHT = 15.0


def write_home(page: Worksheet, sheet: Sheet, content: Content, formats: Formats) -> None:
    """Write the three pages of the cockpit."""
    facts = Facts(Figures(content))
    structure = Structure(facts)
    grid = Grid(page, formats)
    page.set_default_row(ROW_HEIGHT)
    page.hide_gridlines(2)
    grid.set_columns()
    _top(grid, sheet, facts)
    _stages(grid)
    _tiles(grid, facts, structure)
    _phases(grid, facts.figures)
    _findings(grid, facts)
    _charts(grid, structure)
    write_lists(grid, LISTS_ROW, sheet, facts)
    write_network(grid, NETWORK_ROW, structure)
    page.freeze_panes(NEXT_ROW, 0)
    page.set_selection(NEXT_CELL)
    page.set_zoom(100)
    _print(page)
    page.protect()


def _top(grid: Grid, sheet: Sheet, facts: Facts) -> None:
    """Title and day, congress, the next step."""
    settings = facts.figures.settings
    typed, day = facts.figures.typed("大会日期"), facts.figures.date("大会日期")
    shown = f'MONTH({day})&"月"&DAY({day})&"日"'
    hall = settings.text("大会地点")
    grid.put(
        TITLE_ROW,
        0,
        18,
        f'={settings.text("县区")}&{settings.text("镇名")}&"{sheet.title}"',
        "title",
        font_size=20,
    )
    assert TODAY_CELL.endswith(grid.address(TITLE_ROW, 18))
    grid.put(
        TITLE_ROW, 18, 6, "=" + facts.figures.today, "plain",
        num_format='"今天　"yyyy"年"m"月"d"日"', align="right", font_size=12, font_color=RED,
    )  # fmt: skip
    committee = settings.text("届次")
    congress = (
        f'={settings.text("大会次数")}&"妇女代表大会　"&IF({typed}="","会期未定",IF(ISNUMBER({day}),{shown},"大会日期有误"))'
        f'&IF({hall}="","","　"&{hall})&IF({committee}="","","　　"&{committee}&"执行委员会")'
    )
    grid.put(CONGRESS_ROW, 0, 18, congress, "guide")
    note = f'=IF(ISNUMBER({facts.figures.date("今日")}),"按方案设置中的“今日”显示","")'
    grid.put(CONGRESS_ROW, 18, 6, note, "guide", align="right", font_color=RED)
    grid.put(
        NEXT_ROW, 0, 3, "下一步", "plain", font_name="黑体", font_size=14, bold=True,
        font_color="#FFFFFF", bg_color=RED, align="center",
    )  # fmt: skip
    grid.put(
        NEXT_ROW, 3, COLUMNS - 3, "=" + facts.next_sentence, "plain", font_name="黑体", font_size=14,
        font_color=RED, bg_color=PAPER, indent=1, shrink=True,
    )  # fmt: skip
    grid.heights({TITLE_ROW: 34, CONGRESS_ROW: 18, NEXT_ROW: 30, NEXT_ROW + 1: 14})
    grid.put(NEXT_ROW + 1, 0, COLUMNS, OPENING_NOTE, "guide", font_size=9)


def _stages(grid: Grid) -> None:
    """A link for each stage, which leads to its first sheet; in Excel the workbook then shows the whole stage."""
    grid.put(STAGES_ROW, 0, 3, "显示哪些表", "label", font_size=10)
    places = [(next(s.name for s in SHEETS if s.stage is stage), stage.title) for stage in Stage]
    for at, (sheet, title) in enumerate([*places[1:], (HOME, ALL_SHEETS)]):
        grid.link(STAGES_ROW, 3 + STAGE_SPAN * at, STAGE_SPAN, sheet, title)
    end = 3 + STAGE_SPAN * len(places)
    grid.put(STAGES_ROW, end, COLUMNS - end, STAGES_NOTE, "guide", font_size=9)
    grid.heights({STAGES_ROW: 20})


def _tiles(grid: Grid, facts: Facts, structure: Structure) -> None:
    """Eight counts side by side."""
    outside = structure.rows_of("体制内外")
    systems = f"({SHEET}!$C${outside[0]}+{SHEET}!$C${outside[1]})"
    phases, first = facts.figures.phases, structure.coverage_row
    there, reached = (f"({SHEET}!${column}${first}+{SHEET}!${column}${first + 1})" for column in "CD")
    tiles = (
        ("单位", f"={facts('单位')}", ""),
        ("名额（已分／应分）", f'={facts("名额合计")}&" / "&{facts("代表名额")}', ""),
        ("代表（已有／应有）", f'={facts("代表")}&" / "&{facts("代表名额")}', ""),
        ("候选人（已有／至少）", f'={facts("候选人")}&" / "&{facts("应有候选人")}', ""),
        ("候选人中体制外", f'=IF({systems}=0,"—",{SHEET}!$C${outside[0]}/{systems})', "0%"),
        ("已建／应建村社妇联", f'={reached}&" / "&{there}', ""),
        ("任务（办结／全部）", f'=SUM({phases.column("完成")})&" / "&SUM({phases.column("任务")})', ""),
        ("逾期任务", f"=SUM({phases.column('逾期')})", ""),
    )
    span = COLUMNS // len(tiles)
    for at, (label, formula, number_format) in enumerate(tiles):
        grid.put(TILES_ROW, at * span, span, label, "label", font_size=10, shrink=True)
        look: Look = {"num_format": number_format} if number_format else {}
        grid.put(TILES_ROW + 1, at * span, span, formula, "figure", font_size=16, bold=True, **look)
    grid.colour(TILES_ROW + 1, 7 * span, 1, span, "{cell}>0", "逾期")
    grid.heights({TILES_ROW: 18, TILES_ROW + 1: 30, TILES_ROW + 2: 7})


def _phases(grid: Grid, figures: Figures) -> None:
    """Days, state, tasks and what is late, phase by phase."""
    heads = (("阶段", 3), ("起止", 4), ("状态", 2), ("办结", 2), ("逾期的任务", 6))
    grid.row(PHASES_ROW, 0, [(text, span) for text, span in heads], "header")
    for row, _ in enumerate(figures.content.phases):
        name, start, end, tasks, done, _, state, late = (
            figures.phases.cell(row, part) for part in figures.phases.parts[:8]
        )
        days = "&".join(f'MONTH({day})&"月"&DAY({day})&"日"' for day in (start, end))
        days = days.replace('&"日"&MONTH', '&"日—"&MONTH')
        at = PHASES_ROW + 1 + row
        grid.put(at, 0, 3, f"={name}", "phase")
        grid.put(at, 3, 4, f'=IFERROR({days},"日期有误")', "wrap_centre")
        grid.put(at, 7, 2, f"={state}", "wrap_centre")
        grid.put(at, 9, 2, f'={done}&" / "&{tasks}', "wrap_centre")
        grid.put(at, 11, 6, f"={late}", "wrap", font_size=9)
    last = len(figures.content.phases)
    for word in STATE_COLOURS:
        shown = "已结束" if word == "已完成" else word
        grid.colour(PHASES_ROW + 1, 7, last, 2, f'{{cell}}="{shown}"', word)
    grid.heights({PHASES_ROW: 34, **{PHASES_ROW + 1 + row: 34 for row in range(last)}, PHASES_ROW + 4: 15})


def _findings(grid: Grid, facts: Facts) -> None:
    """Findings by severity: those of the last check, and what the tables say at this moment."""
    grid.row(
        PHASES_ROW, FINDINGS_LEFT, [("校验", 2), ("上次校验\n（条）", 2), ("此刻有问题\n（人）", 2)], "header"
    )
    for row, word in enumerate(SEVERITIES, PHASES_ROW + 1):
        grid.link(row, FINDINGS_LEFT, 2, "问题清单", word)
        checked = f'=IF({facts("校验过")}=0,"—",{facts("结果" + word)})'
        grid.put(row, FINDINGS_LEFT + 2, 2, checked, "figure")
        grid.put(row, FINDINGS_LEFT + 4, 2, f"={facts('即时' + word)}", "figure")
        grid.severity(row, FINDINGS_LEFT + 2, 4, word)
    grid.put(PHASES_ROW + 4, 0, COLUMNS, FINDINGS_NOTE, "guide", align="right", font_size=9)


def _charts(grid: Grid, structure: Structure) -> None:
    grid.put(CHARTS_ROW, 0, COLUMNS, "候选人结构与组织网络", "heading")
    grid.heights({CHARTS_ROW: 22})
    across = COLUMNS // CHARTS_ACROSS
    for at, chart in enumerate(structure_charts(structure, grid.formats)):
        down, right = divmod(at, CHARTS_ACROSS)
        row, column = CHARTS_ROW + down * CHART_ROWS, 1 + right * across
        place(
            grid.page,
            chart,
            row,
            column,
            across * COLUMN_PIXELS - 4,
            round(CHART_ROWS * ROW_HEIGHT * 4 / 3) - 4,
        )


def _print(page: Worksheet) -> None:
    """Three pages of A4, the title on each."""
    page.set_landscape()
    page.set_paper(9)
    page.set_margins(left=0.5, right=0.5, top=0.5, bottom=0.55)
    page.center_horizontally()
    page.print_area(0, 0, LAST_ROW - 1, COLUMNS)
    page.fit_to_pages(1, 0)
    page.set_h_pagebreaks([LISTS_ROW - 1, NETWORK_ROW - 1])
    page.set_footer('&C&"宋体,Regular"&12— &P —')
