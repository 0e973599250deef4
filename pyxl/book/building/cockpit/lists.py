"""The second page of 首页: every unit with its quota and delegates, and every step of the work."""

from __future__ import annotations

from pyxl.book.building.cockpit.charts import DELEGATES_COLOUR, QUOTA_COLOUR, place, quota_chart
from pyxl.book.building.cockpit.figures import nth_where
from pyxl.book.building.cockpit.grid import COLUMN_PIXELS, FIRST_COLUMN, Grid, Look
from pyxl.book.building.cockpit.steps import LISTED, Facts, filled
from pyxl.book.declared import Sheet
from pyxl.book.formats import INK, STATE_COLOURS

UNITS = 30
"""Units that the page has room for; how many more there are is said below."""
ROW_PIXELS = 20
NAME, QUOTA, DELEGATES, PLACED, BARS = 0, 3, 5, 7, 9
"""Columns of the grid where the parts of the table begin."""
BARS_SPAN = 3
PLACED_COLOUR = "#F3ECE0"
"""Pale: where every place is taken, the column must not be a block."""
STEPS_LEFT, STEP_SPAN = 13, 5
STEP_ROWS = 2


def write_lists(grid: Grid, top: int, sheet: Sheet, facts: Facts) -> None:
    """Both lists, from row `top` on."""
    grid.heights({top: 24, top + 1: 20})
    _units(grid, top, sheet, facts)
    _steps(grid, top, facts)


def _units(grid: Grid, top: int, sheet: Sheet, facts: Facts) -> None:
    grid.put(top, NAME, BARS + BARS_SPAN, "各单位代表名额与到位情况", "heading")
    heads = (("单位", 3), ("名额", 2), ("代表", 2), ("到位", 2))
    grid.row(top + 1, NAME, list(heads), "header")
    _legend(grid, top + 1)
    first, last = top + 3, top + 2 + UNITS
    _unit_line(grid, top + 2, '"合计"', facts("名额合计"), facts("代表"), bold=True)
    for row in range(first, last + 1):
        name = grid.address(row, NAME)
        shown = nth_where("单位[单位]", filled("单位[单位]"), row - first + 1)
        quota = f"SUMPRODUCT((单位[单位]={name})*1,单位[分配名额])"
        delegates = f"SUMPRODUCT({LISTED.format('代表')}*(代表[算_单位]={_unspaced(name)}))"
        _unit_line(grid, row, shown, f'IF({name}="","",{quota})', f'IF({name}="","",{delegates})', bold=False)
    _placed_bars(grid, first, last)  # before the ruling: some programs show only the first of two formats
    grid.ruled(first, NAME, UNITS, BARS, '{cell}<>""')
    ranges = (grid.letter(NAME), grid.letter(QUOTA), grid.letter(DELEGATES))
    chart = quota_chart(sheet.name, ranges, first, last, grid.formats)
    place(grid.page, chart, first - 1, FIRST_COLUMN + BARS, BARS_SPAN * COLUMN_PIXELS - 2, UNITS * ROW_PIXELS)
    housed = f'(代表[算_单位]<>"")*ISNUMBER(MATCH(代表[算_单位],{_unspaced("单位[单位]")},0))'
    homeless = f"{LISTED.format('代表')}*(1-{housed})"
    note = (
        f'=IF({facts("单位")}>{UNITS},"另有 "&({facts("单位")}-{UNITS})&" 个单位，见“单位”表　","")'
        f'&IF(SUMPRODUCT({homeless})>0,"另有 "&SUMPRODUCT({homeless})&" 名代表的单位不在“单位”表","")'
    )
    grid.put(last + 1, NAME, BARS + BARS_SPAN, note, "guide")


def _unspaced(name: str) -> str:
    """A unit's name as the check compares it."""
    return f'SUBSTITUTE(SUBSTITUTE({name}," ",""),"　","")'


def _unit_line(grid: Grid, row: int, name: str, quota: str, delegates: str, bold: bool) -> None:
    base = "label" if bold else "plain"
    look: Look = {
        "font_size": 10,
        "align": "center",
        "shrink": True,
        "font_color": INK,
    }
    grid.put(row, NAME, 3, "=" + name, base, **look)
    grid.put(row, QUOTA, 2, "=" + quota, base, **look)
    grid.put(row, DELEGATES, 2, "=" + delegates, base, **look)
    part, whole = grid.address(row, DELEGATES), grid.address(row, QUOTA)
    grid.put(row, PLACED, 2, f'=IF(N({whole})=0,"",{part}/{whole})', base, num_format="0%", **look)


def _placed_bars(grid: Grid, first: int, last: int) -> None:
    """A full bar is a full quota; who has too many or too few stands out."""
    left = FIRST_COLUMN + PLACED
    grid.page.conditional_format(
        first - 1, left, last - 1, left + 1,
        {"type": "data_bar", "data_bar_2010": True, "bar_solid": True, "bar_color": PLACED_COLOUR,
         "bar_border_color": PLACED_COLOUR, "min_type": "num", "min_value": 0, "max_type": "num", "max_value": 1},
    )  # fmt: skip
    quota, delegates = grid.letter(QUOTA), grid.letter(DELEGATES)
    wrong = f"AND(ISNUMBER(${quota}{first}),${quota}{first}<>${delegates}{first})"
    grid.colour(first, DELEGATES, last - first + 1, 2, wrong.replace("{", "{{"), "逾期")


def _legend(grid: Grid, row: int) -> None:
    """What the bars mean, in their own colours."""
    left = FIRST_COLUMN + BARS
    look, plain = grid.formats.named("header"), grid.formats.look("plain", font_size=10)
    grid.page.merge_range(row - 1, left, row - 1, left + BARS_SPAN - 1, "", look)
    squares = [grid.formats.look("plain", font_color=colour) for colour in (QUOTA_COLOUR, DELEGATES_COLOUR)]
    grid.page.write_rich_string(
        row - 1, left, squares[0], "■", plain, "名额　", squares[1], "■", plain, "代表", look
    )


def _steps(grid: Grid, top: int, facts: Facts) -> None:
    grid.put(top, STEPS_LEFT, STEP_SPAN + 6, "工作步骤", "heading")
    grid.row(top + 1, STEPS_LEFT, [("做什么", STEP_SPAN), ("状态", 2), ("按钮", 2), ("工作表", 2)], "header")
    steps = facts.figures.content.steps
    first = top + 2
    for number, step in enumerate(steps):
        row = first + number * STEP_ROWS
        grid.put(row, STEPS_LEFT, STEP_SPAN, step.text, "step", STEP_ROWS, font_size=10)
        state = facts.steps.cell(number, "状态")
        grid.put(row, STEPS_LEFT + STEP_SPAN, 2, f"={state}", "wrap_centre", STEP_ROWS, font_size=10)
        grid.put(
            row, STEPS_LEFT + STEP_SPAN + 2, 2, step.button, "button", STEP_ROWS, font_size=10, shrink=True
        )
        grid.link(row, STEPS_LEFT + STEP_SPAN + 4, 2, step.sheet, step.sheet, STEP_ROWS)
    colours = {"完成": "已完成", "下一步": "逾期"}
    for shown, state in colours.items():
        assert state in STATE_COLOURS
        grid.colour(first, STEPS_LEFT + STEP_SPAN, len(steps) * STEP_ROWS, 2, f'{{cell}}="{shown}"', state)
