"""Writes the sheets 逐票录入-甲 and 逐票录入-乙 into a new workbook: inputs, live formulas, colours, print setup."""

from __future__ import annotations

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from pyxl.book.building.content import Content
from pyxl.book.building.count_formulas import (
    BAR,
    UNCALCULATED,
    SettingFormulas,
    is_one_of,
    spellings,
    turnout,
)
from pyxl.book.building.election_day.grid_sections import (
    NOT_COUNTED,
    SECTION_OF,
    SECTION_VALID,
    VERDICTS,
    verdicts,
    worth,
    written_total,
)
from pyxl.book.building.table_sheet import print_setup
from pyxl.book.declared import ENTRY_SHEETS, Sheet
from pyxl.book.formats import GREY, INPUT, LINE, LINK, RED, SEVERITY_COLOURS, Formats
from pyxl.book.grid_layout import (
    AGAINST_ROW,
    APPROVED_ROW,
    FIRST_CANDIDATE_COLUMN,
    FIRST_PAPER_ROW,
    FIRST_WRITE_IN_COLUMN,
    GUIDE_ROW,
    HEAD_ROW,
    LAST_CANDIDATE_COLUMN,
    LAST_PAPER_ROW,
    NAMES_ROW,
    PRESENT,
    SECOND_ROW,
    TITLE_ROW,
    TOP_ROW,
    WHOLE_COLUMN,
    WRITE_IN_HEADER,
)
from pyxl.book.grid_sheet import (
    BLANK,
    BLANK_CELL,
    BRACKETS,
    INVALID_CELL,
    LAST_CELL,
    NAMES_RANGE,
    OFFICE_CELL,
    PRINTED,
    RETURNED_CELL,
    ROUND_CELL,
    SEATS_CELL,
    SHOWN_CANDIDATES,
    SPOILT,
    TOGETHER,
    TYPED_SEATS_CELL,
    VALID_CELL,
    print_area,
)

LAST_WRITE_IN_COLUMN = PRESENT.last_write_in_column
SHOWN_WRITE_INS = 5
"""Write-in columns in sight; the others are folded up behind the ＋ above the columns."""
GUIDE = (
    "快录：在“整票”键入不赞成的号码（如 3 17，弃权加减号如 -5，全赞成键入 0），回车，其余都画 ○。"
    "逐格录：赞成键入 o，反对键入 x，弃权留空，按 Tab 向右。"
    "另选他人写姓名；写了姓名没画符号的，姓名加括号，如（王某）。"
)
GUIDE_WITHOUT_MARK = (
    "不画符号即为赞成：赞成留空，反对画 ×（或键入 x），弃权按选举办法的符号或键入“弃权”；"
    "整张未画的，在“整票”选“空白”。另选他人写姓名。"
)
HEADS = ("票号", "赞成", "反对", "另选", "还可选", "情况", "整票")
WIDTHS = (9.5, 7, 7, 7, 8, 15, 7)
MARK_WIDTH, NAME_WIDTH = 3.9, 9
NAMES_HEIGHT = 112
"""Points: eight characters one under the other, as 阿依古丽·买买提 has them."""
HELPERS = LAST_WRITE_IN_COLUMN + 1
"""0-based column of the hidden cells that formulas share, one column after the last write-in."""
(
    APPROVE,
    AGAINST,
    ABSTAIN,
    APPROVE_WORDS,
    AGAINST_WORDS,
    ABSTAIN_WORDS,
    BLANK_IS_VALID,
    ABSTAINER_MAY,
    NEEDS_MARK,
    LAST_ROW,
    WRITE_IN_TOTAL,
    BLANK_APPROVES,
    LEAD,
    SEVERAL,
    NO_WRITE_IN,
    ALL_OR_NOTHING,
) = (f"${xl_col_to_name(HELPERS)}${row}" for row in range(1, 17))
"""Cells of the hidden column, in the order of `_helpers`."""
LISTED = f"${xl_col_to_name(HELPERS)}$17:${xl_col_to_name(HELPERS)}${16 + VERDICTS}"
"""What a paper with several offices may be worth."""
NOBODY = "¤"
"""Stands behind what is typed in a write-in column, so that a blank one begins with it."""
VALID, OVERVOTED, UNCLEAR, CONTRADICTED = "有效", "超选，无效", "符号不明", "整票不符"


def fixed(address: str) -> str:
    """B3 as $B$3."""
    return f"${address[0]}${address[1:]}"


NAMES_RANGE_FIXED = ":".join(
    f"${part.rstrip('0123456789')}${part.lstrip('ABCDEFGHIJKLMNOPQRSTUVWXYZ')}"
    for part in NAMES_RANGE.split(":")
)
OFFICE, ROUND, SEATS, LAST, RETURNED = map(
    fixed, (OFFICE_CELL, ROUND_CELL, SEATS_CELL, LAST_CELL, RETURNED_CELL)
)


def _down(first: int, last: int) -> str:
    """Columns from the first paper down to the last that is filled."""
    left, right = xl_col_to_name(first - 1), xl_col_to_name(last - 1)
    return f"${left}${FIRST_PAPER_ROW}:INDEX(${right}${FIRST_PAPER_ROW}:${right}${LAST_PAPER_ROW},{LAST_ROW})"


SITUATIONS = _down(6, 6)
"""What each paper is worth, in column F."""


def _names_that_count(cells: str) -> str:
    """An array that is true for each write-in column with a name that counts."""
    return f'ISERROR(FIND(LEFT({cells}&"{NOBODY}"),{NO_WRITE_IN}))'


def write_grid(page: Worksheet, sheet: Sheet, content: Content, formats: Formats) -> None:
    """Write one entry's sheet."""
    entry = next(entry for entry, name in ENTRY_SHEETS.items() if name == sheet.name)
    page.hide_gridlines(2)
    page.set_default_row(20)
    _columns(page, formats)
    page.set_row(TITLE_ROW - 1, 27)
    # The offices of a paper with several stand over narrow columns.
    page.set_row(TOP_ROW - 1, 17.5, formats.look("label", align="center", shrink=True, font_size=9))
    for row in range(TOP_ROW, AGAINST_ROW):
        page.set_row(row, 17.5)
    page.write_string(TITLE_ROW - 1, 0, sheet.title, formats.named("title"))
    guide = f'=IF({BLANK_APPROVES},"{GUIDE_WITHOUT_MARK}","{GUIDE}")'
    page.write_formula(GUIDE_ROW - 1, 0, guide, formats.named("guide"), GUIDE)
    _helpers(page, SettingFormulas(content))
    _top(page, SettingFormulas(content), entry, formats)
    _names(page, formats)
    _papers(page, formats)
    _drop_downs(page)
    _colours(page, formats)
    page.freeze_panes(NAMES_ROW, WHOLE_COLUMN)
    page.set_selection(TOP_ROW - 1, 1, TOP_ROW - 1, 1)
    print_setup(page, sheet.face, LAST_WRITE_IN_COLUMN * MARK_WIDTH)
    page.repeat_rows(NAMES_ROW - 1)
    page.repeat_columns(0, 0)
    page.print_across()
    page.print_area(print_area(PRINTED).address())


def _columns(page: Worksheet, formats: Formats) -> None:
    centre = formats.look("plain", align="center")
    for at, width in enumerate(WIDTHS):
        page.set_column(at, at, width, centre)
    typed = formats.look("plain", align="center", num_format="@", font_size=12)
    first, last = FIRST_CANDIDATE_COLUMN - 1, LAST_CANDIDATE_COLUMN - 1
    page.set_column(WHOLE_COLUMN - 1, WHOLE_COLUMN - 1, WIDTHS[-1], typed)
    folded = {"level": 1, "hidden": True}
    page.set_column(first, first + SHOWN_CANDIDATES - 1, MARK_WIDTH, typed)
    page.set_column(first + SHOWN_CANDIDATES, last, MARK_WIDTH, typed, folded)
    named = formats.look("plain", align="center", num_format="@", shrink=True)
    more = FIRST_WRITE_IN_COLUMN - 1 + SHOWN_WRITE_INS
    page.set_column(last + 1, last + 1, NAME_WIDTH, named, {"collapsed": True})
    page.set_column(last + 2, more - 1, NAME_WIDTH, named)
    page.set_column(more, LAST_WRITE_IN_COLUMN - 1, NAME_WIDTH, named, folded)
    page.set_column(HELPERS - 1, HELPERS - 1, 2, None, {"collapsed": True})
    page.set_column(HELPERS, HELPERS, 20, None, {"hidden": True})


def _helpers(page: Worksheet, settings: SettingFormulas) -> None:
    """What the formulas share, in a hidden column: signs, settings, the last row that is filled."""
    totals = f"$F${FIRST_PAPER_ROW}:$F${LAST_PAPER_ROW}"
    written = f"$D${FIRST_PAPER_ROW}:$D${LAST_PAPER_ROW}"
    unmarked = f'{settings.text("不画符号计为")}="赞成"'
    named = _names_that_count(_down(FIRST_WRITE_IN_COLUMN, LAST_WRITE_IN_COLUMN))
    formulas = (
        # No sign approves where no mark does: the words are then those of a blank box.
        f'IF({unmarked},"",{settings.text("赞成符号")})',
        settings.text("反对符号"),
        settings.text("弃权符号"),
        spellings(APPROVE, AGAINST, "赞成", ABSTAIN),
        spellings(AGAINST, APPROVE, "反对", ABSTAIN),
        f'IF({ABSTAIN}="","{BAR}弃权{BAR}",{spellings(ABSTAIN, AGAINST, "弃权", APPROVE)})',
        settings.text("空白票有效"),
        settings.text("弃权可另选"),
        f'IF({unmarked},"否",{settings.text("另选须画赞成")})',
        f"MAX(1,{LAST})",
        f'IF({SEVERAL},{written_total(SITUATIONS, named, VALID)},SUMIF({totals},"{VALID}",{written}))',
        unmarked,
        f'LEFT({OFFICE},FIND("{TOGETHER}",{OFFICE}&"{TOGETHER}")-1)',
        f'{LEAD}<>{OFFICE}&""',
        f'"{NOBODY}"&IF({NEEDS_MARK}="是","{BRACKETS}","")',
        settings.text("合印超选") + '="整张无效"',
        *verdicts(ALL_OR_NOTHING, VALID, OVERVOTED),
    )
    assert len(formulas) < HEAD_ROW, "the button keeps the head of the sheet in that row"
    for row, formula in enumerate(formulas):
        page.write_formula(row, HELPERS, "=" + formula, None, UNCALCULATED)


def _top(page: Worksheet, settings: SettingFormulas, entry: str, formats: Formats) -> None:
    """What is counted and how far it has come; labels at the left of their cells."""
    label, figure = formats.named("label"), formats.look("label", font_color="#262626", font_size=12)
    typed = formats.look("wrap_centre", bg_color=INPUT, text_wrap=False)
    several = formats.look("wrap_centre", bg_color=INPUT, text_wrap=False, shrink=True)
    situations = f"F{FIRST_PAPER_ROW}:F{LAST_PAPER_ROW}"
    numbers = f"A{FIRST_PAPER_ROW}:A{LAST_PAPER_ROW}"
    filled = f"B{FIRST_PAPER_ROW}:B{LAST_PAPER_ROW}"
    for row, labels in enumerate(
        (("选举", "轮次", "应选"), ("应选改为", "收回", "已录"), ("有效", "无效", "空白")), TOP_ROW - 1
    ):
        for at, text in zip((0, 2, 4), labels, strict=True):
            page.write_string(row, at, text, label)
    for address in (OFFICE_CELL, ROUND_CELL, TYPED_SEATS_CELL):
        page.write_blank(address, None, several if address == OFFICE_CELL else typed)
    page.write_number(ROUND_CELL, 1, typed)
    formulas = {
        SEATS_CELL: f'IF({TYPED_SEATS_CELL}<>"",{TYPED_SEATS_CELL},{settings.seats(OFFICE)})',
        RETURNED_CELL: turnout("收回", entry, LEAD, f"MAX(1,{ROUND})"),
        LAST_CELL: f"SUMPRODUCT(MAX(ISNUMBER({filled})*{numbers}))",
        VALID_CELL: f'COUNTIF({situations},"{VALID}*")+COUNTIF({situations},"空白票")',
        INVALID_CELL: f'COUNTIF({situations},"*，无效")',
        BLANK_CELL: f'COUNTIF({situations},"空白票*")',
    }
    for address, formula in formulas.items():
        page.write_formula(address, "=" + formula, figure, UNCALCULATED)
    page.write_formula(
        AGAINST_ROW - 1, 0, "=" + _message(situations), formats.look("guide", font_color=RED), UNCALCULATED
    )


def _message(situations: str) -> str:
    """The one thing to see to first."""
    printed = f'IF({PRESENT.printed_cell}="",{PRINTED},{PRESENT.printed_cell})'
    wrong = f'(COUNTIF({situations},"{UNCLEAR}")+COUNTIF({situations},"{CONTRADICTED}"))'
    return (
        f'IF({OFFICE}="","请先选定“选举”",IF(COUNTA({NAMES_RANGE})=0,"第 {NAMES_ROW} 行还没有候选人姓名",'
        f'IF({wrong}>0,"有 "&{wrong}&" 张看不懂，请改正",'
        f'IF(AND({RETURNED}>0,{LAST}>{RETURNED}),"已录 "&{LAST}&" 张，多于收回 "&{RETURNED}&" 张",'
        f'IF({LAST}<{RETURNED},"还有 "&({RETURNED}-{LAST})&" 张未录",'
        f'IF({LAST}>{printed},"打印只到第 "&{printed}&" 号票，全要打印请“取消打印区域”",""))))))'
    )


def _names(page: Worksheet, formats: Formats) -> None:
    """Headers; over each name its number on the ballot and what the person has so far."""
    head, small = formats.named("header"), formats.look("label", font_size=9, font_color=GREY)
    total = formats.look("label", font_color="#262626", shrink=True, font_size=10)
    name = formats.look("header", bg_color=INPUT, rotation=270, text_wrap=False, num_format="@", font_size=10)
    page.set_row(NAMES_ROW - 1, NAMES_HEIGHT)
    for at, text in enumerate(HEADS):
        page.write_string(NAMES_ROW - 1, at, text, head)
    page.write_string(APPROVED_ROW - 1, WHOLE_COLUMN - 1, "赞成", formats.named("label"))
    page.write_string(AGAINST_ROW - 1, WHOLE_COLUMN - 1, "反对", formats.named("label"))
    valid = f'((LEFT({SITUATIONS},2)="有效")+({SITUATIONS}="空白票")*{BLANK_APPROVES})'
    for number, at in enumerate(range(FIRST_CANDIDATE_COLUMN - 1, LAST_CANDIDATE_COLUMN), 1):
        column = xl_col_to_name(at)
        page.write_number(SECOND_ROW - 1, at, number, small)
        page.write_blank(NAMES_ROW - 1, at, None, name)
        boxes = f"{column}${FIRST_PAPER_ROW}:INDEX({column}${FIRST_PAPER_ROW}:{column}${LAST_PAPER_ROW},{LAST_ROW})"
        for row, words in ((APPROVED_ROW, APPROVE_WORDS), (AGAINST_ROW, AGAINST_WORDS)):
            whose = SECTION_VALID.format(section=SECTION_OF.format(column=column), situations=SITUATIONS)
            formula = f'=IF({column}${NAMES_ROW}="","",SUMPRODUCT({valid}*{whose}*{is_one_of(boxes, words)}))'
            page.write_formula(row - 1, at, formula, total, UNCALCULATED)
    for number, at in enumerate(range(FIRST_WRITE_IN_COLUMN - 1, LAST_WRITE_IN_COLUMN), 1):
        page.write_string(NAMES_ROW - 1, at, f"{WRITE_IN_HEADER}{number}", head)


def _papers(page: Worksheet, formats: Formats) -> None:
    """The number of each paper, and what it is worth."""
    number = formats.look("plain", align="center", font_color=GREY)
    figure = formats.look("plain", align="center")
    left = formats.look("plain", align="center", num_format='0;"超 "0;0')
    words = formats.look("plain", align="center", shrink=True)
    looks = (figure, figure, figure, left, words)
    for row in range(FIRST_PAPER_ROW, LAST_PAPER_ROW + 1):
        page.write_number(row - 1, 0, row - NAMES_ROW, number)
        for at, (formula, look) in enumerate(zip(_worth(row), looks, strict=True), 1):
            page.write_formula(row - 1, at, "=" + formula, look, UNCALCULATED)


def _worth(row: int) -> tuple[str, ...]:
    """赞成, 反对, 另选, 还可选 and 情况 of one paper."""
    boxes = _across(row, FIRST_CANDIDATE_COLUMN, LAST_CANDIDATE_COLUMN)
    written = _across(row, FIRST_WRITE_IN_COLUMN, LAST_WRITE_IN_COLUMN)
    everything = _across(row, WHOLE_COLUMN, LAST_WRITE_IN_COLUMN)
    unmarked = f'SUMPRODUCT(--ISNUMBER(FIND(LEFT({written}&"x"),"{BRACKETS}")))'
    marks = f"N(B{row})+N(C{row})"
    named = f'({NAMES_RANGE_FIXED}<>"")'
    typed = f"COUNTA({boxes})-SUMPRODUCT(--{is_one_of(boxes, ABSTAIN_WORDS)})"
    unclear = f'IF({BLANK_APPROVES},{typed}-SUMPRODUCT(({boxes}<>"")*{is_one_of(boxes, APPROVE_WORDS)})<>N(C{row}),{typed}<>{marks})'
    nothing = f"IF({BLANK_APPROVES},COUNTA({boxes}),{marks})+COUNTA({written})=0"
    overfull = f"AND({BLANK_APPROVES},COUNTA({NAMES_RANGE_FIXED})>{SEATS})"
    opinions = (is_one_of(boxes, APPROVE_WORDS), is_one_of(boxes, AGAINST_WORDS), _names_that_count(written))
    may = f'{ABSTAINER_MAY}="是"'
    valid = f'IF(AND(D{row}>C{row},NOT({may})),"有效，{NOT_COUNTED}","{VALID}")'
    verdict = f'IF({SEVERAL},{worth(LISTED, *opinions, may)},IF(E{row}<0,"{OVERVOTED}",{valid}))'
    return (
        f'IF(COUNTA({everything})=0,"",SUMPRODUCT({is_one_of(boxes, APPROVE_WORDS)}*({named}+NOT({BLANK_APPROVES})>0)))',
        f'IF(B{row}="","",SUMPRODUCT(--{is_one_of(boxes, AGAINST_WORDS)}))',
        f'IF(B{row}="","",IF(COUNTA({written})=0,0,COUNTA({written})-({NEEDS_MARK}="是")*{unmarked}))',
        f'IF(B{row}="","",{SEATS}-B{row}-D{row})',
        f'IF(A{row}>{LAST},"",IF(G{row}="{SPOILT}","作废，无效",'
        f'IF({unclear},"{UNCLEAR}",'
        f"IF({nothing},"
        f'IF(OR(G{row}="",G{row}="{BLANK}"),"空白票"&IF(AND({BLANK_IS_VALID}="是",NOT({overfull})),"","，无效"),"{CONTRADICTED}"),'
        f'IF(G{row}<>"","{CONTRADICTED}",{verdict})))))',
    )


def _across(row: int, first: int, last: int) -> str:
    return f"${xl_col_to_name(first - 1)}{row}:${xl_col_to_name(last - 1)}{row}"


def _drop_downs(page: Worksheet) -> None:
    quiet = {"validate": "list", "show_error": False}
    page.data_validation(OFFICE_CELL, {"validate": "list", "source": "=代码_选举"})
    for cell in (ROUND_CELL, TYPED_SEATS_CELL):
        page.data_validation(
            cell, {"validate": "integer", "criteria": ">=", "value": 1, "error_message": "请录入整数。"}
        )
    top, bottom = FIRST_PAPER_ROW - 1, LAST_PAPER_ROW - 1
    whole = WHOLE_COLUMN - 1
    page.data_validation(top, whole, bottom, whole, quiet | {"source": [BLANK, SPOILT]})
    page.data_validation(
        top, FIRST_CANDIDATE_COLUMN - 1, bottom, LAST_CANDIDATE_COLUMN - 1,
        quiet | {"source": f"={APPROVE}:{ABSTAIN}"},
    )  # fmt: skip


def _colours(page: Worksheet, formats: Formats) -> None:
    """Overvoted papers red, unclear cells yellow, typed letters shown as the marks they stand for.

    LibreOffice applies the first rule that holds and no other, so every one of them carries the lines.
    """
    top, bottom = FIRST_PAPER_ROW - 1, LAST_PAPER_ROW - 1
    first, last = FIRST_CANDIDATE_COLUMN - 1, LAST_CANDIDATE_COLUMN - 1
    cell, row = f"{xl_col_to_name(first)}{FIRST_PAPER_ROW}", f"$F{FIRST_PAPER_ROW}"
    red, yellow = ({"bg_color": SEVERITY_COLOURS[word][0]} for word in ("错误", "警告"))
    void = f'RIGHT({row},3)="，无效"'
    signs = (
        (
            f'AND({cell}<>"",{cell}<>"弃权",NOT({is_one_of(cell, f"{APPROVE_WORDS}&{AGAINST_WORDS}&{ABSTAIN_WORDS}")}))',
            yellow,
        ),
        (f'AND(EXACT({APPROVE},"○"),LOWER({cell})="o",{void})', {"num_format": ';;;"○"', **red}),
        (f'AND(EXACT({APPROVE},"○"),LOWER({cell})="o")', {"num_format": ';;;"○"'}),
        (
            f'AND(EXACT({AGAINST},"×"),LOWER({cell})="x",{void})',
            {"num_format": ';;;"×"', "font_color": RED, **red},
        ),
        (f'AND(EXACT({AGAINST},"×"),LOWER({cell})="x")', {"num_format": ';;;"×"', "font_color": RED}),
        (f"AND({is_one_of(cell, AGAINST_WORDS)},NOT({void}))", {"font_color": RED}),
    )
    rows: tuple[tuple[str, dict[str, str]], ...] = (
        (void, red),
        (f'OR({row}="{UNCLEAR}",{row}="{CONTRADICTED}",ISNUMBER(FIND("{NOT_COUNTED}",{row})))', yellow),
        (f'LEFT({row},3)="空白票"', {"font_color": LINK}),
        ("TRUE", {}),
    )
    areas = (
        (first, last, (*signs, rows[0], rows[-1])),
        (0, WHOLE_COLUMN - 1, rows),
        (last + 1, LAST_WRITE_IN_COLUMN - 1, (rows[0], rows[-1])),
    )
    for left, right, rules in areas:
        for formula, properties in rules:
            look = formats.look(border=1, border_color=LINE, **properties)
            rule = {"type": "formula", "criteria": "=" + formula, "format": look, "stop_if_true": True}
            page.conditional_format(top, left, bottom, right, rule)
