"""唱票: the board for the hall.  Running tally with 正 strokes, bars and the leading order, by native formulas.

It shows entry 甲: the papers typed on 逐票录入-甲, or, where none is, the totals in the table 计票.  A
hidden strip at the right works everything out once for each candidate; the blocks of twenty only look it up.  Two
blocks are in sight, side by side: on a screen two metres wide a name is then three centimetres high, which can be read
from ten metres.  The line under the leading order is the majority that elects; a tie on the last seat is said
as soon as every paper is called.
"""

from __future__ import annotations

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from pyxl.book.building.content import Content
from pyxl.book.building.count_formulas import (
    UNCALCULATED,
    SettingFormulas,
    rows_of_vote,
    turnout,
)
from pyxl.book.building.election_day.grid_page import LEAD, SEVERAL, WRITE_IN_TOTAL, fixed
from pyxl.book.building.ratio_formulas import PARTS, least, ratio_formulas
from pyxl.book.declared import ENTRY_SHEETS, Sheet
from pyxl.book.formats import GREY, INPUT, LINE, PAPER, RED, Formats
from pyxl.book.grid_layout import APPROVED_ROW, CANDIDATES, NAMES_ROW
from pyxl.book.grid_sheet import (
    BLANK_CELL,
    INVALID_CELL,
    LAST_CELL,
    NAMES_RANGE,
    OFFICE_CELL,
    ROUND_CELL,
    SEATS_CELL,
    VALID_CELL,
)
from pyxl.threshold_words import PASSED_HALF
from pyxl.words import PRIMARY

ENTRY = "甲"
SOURCES = ("自动", "逐票录入", "计票")
SOURCE_CELL, OFFICE_CHOICE_CELL, ROUND_CHOICE_CELL = "B4", "D4", "G4"
TITLE_CELL, ELECTION_CELL, FIGURES_CELL = "A1", "A2", "A3"
HEADER_ROW = 5
FIRST_ROW = HEADER_ROW + 1
BLOCK_ROWS = 20
"""Candidates in one block; the blocks stand side by side."""
IN_SIGHT = 2
"""Blocks that are shown; the others, for more than forty candidates, are folded up."""
HEADS = ("序号", "姓名", "赞成", "计票", "", "名次", "姓名", "赞成", "")
WIDTHS = (6, 18, 10, 28, 2, 6, 18, 10, 20)
BLOCK_WIDTH = len(WIDTHS) + 1
BLOCKS = -(-CANDIDATES // BLOCK_ROWS)
STROKES = "一丅下止"
"""One to four strokes of 正, in characters that the common fonts have."""
STRIP = BLOCK_WIDTH * BLOCKS
"""0-based column of the hidden strip: shared cells, then name, votes, key and sorted key of each candidate."""
BAR_COLOUR = "#D8A39B"
TIE_COLOUR = "#FCE8B2"


def _shared(row: int) -> str:
    return f"${xl_col_to_name(STRIP)}${row}"


(OFFICE, ROUND, SAME, BY_PAPER, SEATS, CALLED, ISSUED, RETURNED, BASE, NEEDED, VALID, INVALID, BLANK, WRITTEN, NAMED) = (
    _shared(row) for row in range(1, 16)
)  # fmt: skip
SHARE_CELLS = tuple(_shared(row) for row in range(16, 16 + PARTS))
"""The share of votes that elects, taken apart."""
TIED = _shared(16 + PARTS)
"""The votes that are tied on the last seat once every paper is called, 0 where none are."""
MODULUS = 1_000
"""Key of a candidate: votes × MODULUS + MODULUS - place on the ballot, so that equal votes keep that order."""


def _strip(part: int, row: int | None = None) -> str:
    """The strip's column of names (1), votes (2), keys (3) or sorted keys (4); one cell of it with `row`."""
    column = xl_col_to_name(STRIP + part)
    if row is None:
        return f"${column}${FIRST_ROW}:${column}${FIRST_ROW + CANDIDATES - 1}"
    return f"${column}{FIRST_ROW + row}"


def _grid(address: str) -> str:
    return f"'{ENTRY_SHEETS[ENTRY]}'!{address if '$' in address else fixed(address)}"


def write_board(page: Worksheet, sheet: Sheet, content: Content, formats: Formats) -> None:
    """Write the board."""
    settings = SettingFormulas(content)
    page.hide_gridlines(2)
    page.set_default_row(36)
    for block in range(BLOCKS):
        folded = {"level": 1, "hidden": True} if block >= IN_SIGHT else {}
        for at, width in enumerate((*WIDTHS, 2)):
            column = block * BLOCK_WIDTH + at
            page.set_column(column, column, width, None, folded)
    page.set_column(STRIP, STRIP + 4, 12, None, {"hidden": True})
    _shared_cells(page, settings)
    _candidates(page)
    _top(page, settings, formats)
    for block in range(BLOCKS):
        _block(page, block, formats)
    page.freeze_panes(HEADER_ROW, 0)
    page.set_zoom(75)
    page.set_landscape()
    page.set_paper(9)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.5)
    page.center_horizontally()
    page.fit_to_pages(1, 1)
    page.print_area(0, 0, HEADER_ROW + BLOCK_ROWS - 1, STRIP - 2)
    # Without a password; only the three choices at the top are typed.  More than forty candidates: hidden columns may be shown.
    page.protect("", {"format_columns": True})


def _shared_cells(page: Worksheet, settings: SettingFormulas) -> None:
    """What all formulas of the board need, each worked out once; in the order of the names above."""
    counted = ("有效", "无效", "发出", "收回", "应到", "实到")
    lead = f"IF({SAME},{_grid(LEAD)},{OFFICE})"
    typed = {column: turnout(column, ENTRY, lead, ROUND) for column in counted}
    grid_round = f"MAX(1,{_grid(ROUND_CELL)})"
    present = f'{settings.text("当选基数")}="实到"'
    base = f"IF({present},{typed['实到']},{typed['应到']})"
    written = f'SUMPRODUCT({rows_of_vote("计票", ENTRY, OFFICE, ROUND)}*(计票[另选]="是"),计票[赞成])'
    formulas = (
        f'IF({OFFICE_CHOICE_CELL}="",{_grid(OFFICE_CELL)}&"",{OFFICE_CHOICE_CELL})',
        f'IF({ROUND_CHOICE_CELL}<>"",{ROUND_CHOICE_CELL},IF({OFFICE_CHOICE_CELL}="",{grid_round},1))',
        f"AND({OFFICE}={_grid(OFFICE_CELL)},{ROUND}={grid_round})",
        f'AND({SAME},{SOURCE_CELL}<>"计票",OR({SOURCE_CELL}="逐票录入",{_grid(LAST_CELL)}>0))',
        f"IF({SAME},{_grid(SEATS_CELL)},{settings.seats(OFFICE)})",
        f"IF({BY_PAPER},{_grid(LAST_CELL)},{typed['有效']}+{typed['无效']})",
        typed["发出"],
        typed["收回"],
        f"IF({base}>0,{base},{settings.entitled(OFFICE)})",
        f'IF(AND({OFFICE}="{PRIMARY}",{settings.text("预选须过半数")}<>"是"),1,IFERROR(MAX({least(BASE, SHARE_CELLS)},1),INT({BASE}/2)+1))',
        f"IF({BY_PAPER},{_grid(VALID_CELL)},{typed['有效']})",
        f"IF({BY_PAPER},{_grid(INVALID_CELL)},{typed['无效']})",
        f'IF({BY_PAPER},{_grid(BLANK_CELL)},"")',
        f"IF({BY_PAPER},{_grid(WRITE_IN_TOTAL)},{written})",
        f"AND({SAME},COUNTA({_grid_range(NAMES_RANGE)})>0)",
        *ratio_formulas(settings.text("当选票数"), SHARE_CELLS),
    )
    for row, formula in enumerate(formulas):
        page.write_formula(row, STRIP, "=" + formula, None, UNCALCULATED)
    page.write_formula(TIED.replace("$", ""), "=" + _tied(), None, UNCALCULATED)


def _tied() -> str:
    """Equal votes on both sides of the last seat, enough to elect, when all papers that came back are called."""
    last, following = (f"INT(INDEX({_strip(4)},{place})/{MODULUS})" for place in (SEATS, f"{SEATS}+1"))
    called = f"AND({RETURNED}>0,{CALLED}>={RETURNED},NOT(AND({SAME},{_grid(SEVERAL)})))"
    return f"IFERROR(IF(AND({called},{last}={following},{last}>={NEEDED}),{last},0),0)"


def _grid_range(address: str, row: int = NAMES_ROW) -> str:
    """A row of the candidates' columns of the grid."""
    first, last = (part.rstrip("0123456789") for part in address.split(":"))
    return f"'{ENTRY_SHEETS[ENTRY]}'!${first}${row}:${last}${row}"


def _candidates(page: Worksheet) -> None:
    """Name, votes, key and sorted key of each candidate, down the strip."""
    vote = rows_of_vote("计票", ENTRY, OFFICE, ROUND)
    listed = f'{vote}*(计票[姓名]<>"")*(计票[另选]<>"是")'
    place = "ROW(计票[姓名])-MIN(ROW(计票[姓名]))+1"
    names, approved = _grid_range(NAMES_RANGE), _grid_range(NAMES_RANGE, APPROVED_ROW)
    for at in range(CANDIDATES):
        number, name, votes = at + 1, _strip(1, at), _strip(2, at)
        row = f"SUMPRODUCT(SMALL({place}+(1-{listed})*1000000,{number}))"
        formulas = (
            f'IF({NAMED},INDEX({names},{number})&"",IFERROR(INDEX(计票[姓名],{row})&"",""))',
            f'IF({name}="","",IF({BY_PAPER},N(INDEX({approved},{number})),'
            f"SUMPRODUCT({vote}*(计票[姓名]={name}),计票[赞成])))",
            f'IF({name}="","",{votes}*{MODULUS}+{MODULUS - number})',
            f'IF(COUNT({_strip(3)})<{number},"",LARGE({_strip(3)},{number}))',
        )
        for part, formula in enumerate(formulas, 1):
            page.write_formula(FIRST_ROW - 1 + at, STRIP + part, "=" + formula, None, UNCALCULATED)


def _top(page: Worksheet, settings: SettingFormulas, formats: Formats) -> None:
    place = f"{settings.text('县区')}&{settings.text('镇名')}"
    congress = f'{settings.text("大会次数")}&"妇女代表大会"'
    committee = f'"妇女联合会"&{settings.text("届次")}&"执行委员会第一次会议"'
    office = f'IF({OFFICE}="执委","执行委员会委员",IF({OFFICE}="常委","常务委员会委员",{OFFICE}))'
    passed = f'IF({settings.text("当选票数")}="{PASSED_HALF}","赞成票过半数为 ","当选须得赞成票 ")'
    primary = f'IF({NEEDED}>1,"　须得赞成票 "&{NEEDED}&" 票","")'
    further = f'IF({ROUND}>1,"（第"&{ROUND}&"轮）","")'
    papers = f'IF({ISSUED}>0,"发出 "&{ISSUED}&" 张　","")&IF({RETURNED}>0,"收回 "&{RETURNED}&" 张　","")'
    how = f'IF({settings.text("同票先比反对票")}="是","，先比反对票","，须再次投票")'
    tie = f'IF({TIED}>0,"　末位同票："&SUMPRODUCT(--({_strip(2)}={TIED}))&" 人各 "&{TIED}&" 票"&{how},"")'
    lines: tuple[tuple[int, dict[str, str | float], str], ...] = (
        (50, {"font_size": 32}, f'{place}&IF(OR({OFFICE}="",LEFT({OFFICE},2)="执委"),{congress},{committee})'),
        (
            42,
            {"font_size": 26, "font_color": "#262626"},
            f'IF({OFFICE}="","请在“{ENTRY_SHEETS[ENTRY]}”上选定是哪一次选举",'
            f'IF({OFFICE}="{PRIMARY}",{OFFICE}&{further}&"　得票多的前 "&{SEATS}&" 名列为正式候选人"&{primary},'
            f'{office}&"选举"&{further}&"　应选 "&{SEATS}&" 名　"&{passed}&{NEEDED}&" 票"))',
        ),
        (
            40,
            {"font_name": "黑体", "font_size": 24, "font_color": "#262626"},
            f'{papers}&"已唱 "&{CALLED}&" 张　有效 "&{VALID}&"　无效 "&{INVALID}'
            f'&IF({BLANK}="","","　空白 "&{BLANK})&"　另选他人 "&{WRITTEN}&" 票"&{tie}',
        ),
    )  # fmt: skip
    for row, (height, look, formula) in enumerate(lines):
        page.set_row(row, height)
        merged = formats.look("title", align="center", shrink=True, **look)
        page.merge_range(row, 0, row, IN_SIGHT * BLOCK_WIDTH - 2, "", merged)
        page.write_formula(row, 0, "=" + formula, merged, UNCALCULATED)
    typed = formats.look("wrap_centre", bg_color=INPUT, text_wrap=False, locked=False)
    quiet = formats.look("plain", font_color=GREY, align="right")
    for cell, text in (("A4", "来源"), ("C4", "选举"), ("F4", "轮次")):
        page.write_string(cell, text, quiet)
    page.write_string(SOURCE_CELL, SOURCES[0], typed)
    page.write_blank(OFFICE_CHOICE_CELL, None, typed)
    page.write_blank(ROUND_CHOICE_CELL, None, typed)
    page.set_row(3, 20)
    page.data_validation(SOURCE_CELL, {"validate": "list", "source": list(SOURCES)})
    page.data_validation(
        OFFICE_CHOICE_CELL,
        {"validate": "list", "source": "=代码_选举", "input_title": "选举",
         "input_message": f"留空即与“{ENTRY_SHEETS[ENTRY]}”相同"},
    )  # fmt: skip
    beyond = _strip(1, IN_SIGHT * BLOCK_ROWS)
    page.write_formula(
        3, 8,
        f'=IF({beyond}="","","候选人多于 {IN_SIGHT * BLOCK_ROWS} 名：先“审阅—撤消工作表保护”，再点列标上方的“＋”")',
        formats.look("guide", font_color=RED), UNCALCULATED,
    )  # fmt: skip


def _block(page: Worksheet, block: int, formats: Formats) -> None:
    """Twenty candidates: in ballot order at the left, twenty places of the leading order at the right."""
    left, first = block * BLOCK_WIDTH, block * BLOCK_ROWS
    head = formats.look("header", font_size=14)
    box = {"border": 1, "border_color": LINE}
    small = formats.look("plain", align="center", font_size=14, font_color=GREY, **box)
    name = formats.look("plain", align="center", font_name="黑体", font_size=28, shrink=True, **box)
    votes = formats.look("plain", align="center", font_size=30, bold=True, **box)
    strokes = formats.look(
        "plain", align="left", indent=1, font_name="楷体", font_size=22, shrink=True, **box
    )
    looks = (small, name, votes, strokes, None, small, name, votes, votes)
    page.set_row(HEADER_ROW - 1, 26)
    for at, text in enumerate(HEADS):
        if looks[at]:
            page.write_string(HEADER_ROW - 1, left + at, text, head)
    page.write_formula(HEADER_ROW - 1, left + len(HEADS) - 1, f'="满格 "&{BASE}', head, UNCALCULATED)
    for row in range(BLOCK_ROWS):
        at = first + row
        if at >= CANDIDATES:
            break
        for column, (formula, look) in enumerate(zip(_line(at), looks, strict=True)):
            if look:
                page.write_formula(FIRST_ROW - 1 + row, left + column, "=" + formula, look, UNCALCULATED)
    _colours(page, block, formats)


def _line(at: int) -> tuple[str, ...]:
    """The formulas of one row, `at` counting from 0."""
    name, votes, key = _strip(1, at), _strip(2, at), _strip(4, at)
    fives = f'IF({votes}<100,REPT("正",INT({votes}/5)),"正×"&INT({votes}/5)&" ")'
    rest = f'IF(MOD({votes},5)=0,"",MID("{STROKES}",MOD({votes},5),1))'
    leading = f"INT({key}/{MODULUS})"
    return (
        f'IF({name}="","",{at + 1})',
        f"{name}",
        f"{votes}",
        f'IF({name}="","",{fives}&{rest})',
        "",
        f'IF({key}="","",COUNTIF({_strip(2)},">"&{leading})+1)',
        f'IF({key}="","",INDEX({_strip(1)},{MODULUS}-MOD({key},{MODULUS})))',
        f'IF({key}="","",{leading})',
        f'IF({key}="","",{leading})',
    )


def _colours(page: Worksheet, block: int, formats: Formats) -> None:
    """Who has passed half stands in red; a red line ends them; a full bar is everybody's approval."""
    left, top, bottom = block * BLOCK_WIDTH, FIRST_ROW - 1, FIRST_ROW + BLOCK_ROWS - 2
    at = block * BLOCK_ROWS
    ballot, key, following = _strip(2, at), _strip(4, at), _strip(4, at + 1)
    passed = f"INT({key}/{MODULUS})>={NEEDED}"
    last = f'OR({following}="",INT(N({following})/{MODULUS})<{NEEDED})'
    page.conditional_format(
        top, left + 8, bottom, left + 8,
        {"type": "data_bar", "data_bar_2010": True, "bar_only": True, "bar_solid": True,
         "bar_color": BAR_COLOUR, "bar_border_color": BAR_COLOUR,
         "min_type": "num", "min_value": 0, "max_type": "formula", "max_value": f"={BASE}"},
    )  # fmt: skip
    above: dict[str, str | float] = {"font_color": RED, "bg_color": PAPER}
    tied = f'AND({TIED}>0,{key}<>"",INT(N({key})/{MODULUS})={TIED})'
    rules = (
        (5, 7, tied, {"font_color": RED, "bg_color": TIE_COLOUR}),
        (5, 7, f'AND({key}<>"",{passed},{last})', {**above, "bottom": 1, "bottom_color": "#FF0000"}),
        (5, 7, f'AND({key}<>"",{passed})', above),
        (1, 2, f'AND({ballot}<>"",N({ballot})>={NEEDED})', above),
    )
    for start, end, formula, look in rules:
        page.conditional_format(
            top, left + start, bottom, left + end,
            {"type": "formula", "criteria": "=" + formula, "format": formats.look(**{"border": 1, "border_color": LINE, **look})},
        )  # fmt: skip
