"""签到: who is present, printed to be signed, with the quorum worked out while names are ticked."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet

from pyxl.book.building.content import Content
from pyxl.book.building.count_formulas import BAR, UNCALCULATED, SettingFormulas, is_one_of
from pyxl.book.building.ratio_formulas import PARTS, least, ratio_formulas
from pyxl.book.building.table_sheet import LAST_ROW, add_table, print_setup
from pyxl.book.building.text_columns import leave_as_text, text_areas
from pyxl.book.declared import REGISTER, Sheet
from pyxl.book.formats import INPUT, RED, Formats

HEADER_ROW = 5
"""Row of the table's headers; rows count from 1."""
MEETING_CELL, TYPED_ENTITLED_CELL = "B4", "C4"
ENTITLED_CELL, PRESENT_CELL, NEEDED_CELL, LISTED_CELL = "D4", "E4", "F4", "G4"
VERDICT_CELL = "A2"
CONGRESS, COMMITTEE = "代表大会", "执委会"
LABELS = ("会议", "应到改为", "应到", "实到", "法定人数", "名册人数")
TICKS = "√✓✔☑是到1"
"""What may stand in 签到 for somebody who is there."""
RULED_ROWS = 3_000
HELPERS = len(REGISTER.columns)
"""0-based column of the hidden cells that take the ratio of the quorum apart."""
RATIO_CELLS = tuple(f"${chr(ord('A') + HELPERS)}${row}" for row in range(1, PARTS + 1))


def write_register(page: Worksheet, sheet: Sheet, content: Content, formats: Formats) -> None:
    """Title and verdict, one row of figures, then the table."""
    settings = SettingFormulas(content)
    page.hide_gridlines(2)
    page.set_default_row(REGISTER.row_height)
    for at, column in enumerate(REGISTER.columns):
        page.set_column(at, at, column.width, formats.column(column, wrap=False))
    page.set_column(HELPERS, HELPERS, 12, None, {"hidden": True})
    page.set_row(0, 34, formats.named("title"))
    page.write_string(0, 0, sheet.title, formats.named("title"))
    page.set_row(1, 26)
    page.set_row(HEADER_ROW - 1, 28)
    _ratio(page, settings)
    _figures(page, settings, formats)
    add_table(page, REGISTER, HEADER_ROW - 1, formats)
    _table_rules(page, formats)
    leave_as_text(page, text_areas(REGISTER.columns, HEADER_ROW, LAST_ROW))
    page.freeze_panes(HEADER_ROW, 0)
    print_setup(page, sheet.face, sum(column.width for column in REGISTER.columns))
    page.fit_to_pages(1, 0)
    page.repeat_rows(0, HEADER_ROW - 1)


def _figures(page: Worksheet, settings: SettingFormulas, formats: Formats) -> None:
    typed = formats.look("wrap_centre", bg_color=INPUT, text_wrap=False, font_size=12)
    for at, label in enumerate(LABELS, 1):
        page.write_string(2, at, label, formats.named("label"))
    page.set_row(2, 20)
    page.set_row(3, 28)
    page.write_string(MEETING_CELL, CONGRESS, typed)
    page.write_blank(TYPED_ENTITLED_CELL, None, typed)
    page.data_validation(MEETING_CELL, {"validate": "list", "source": [CONGRESS, COMMITTEE]})
    page.data_validation(
        TYPED_ENTITLED_CELL,
        {"validate": "integer", "criteria": ">=", "value": 1, "error_message": "请录入人数。",
         "input_title": "应到改为", "input_message": "留空即按方案设置：代表名额或执委名额"},
    )  # fmt: skip
    office = f'IF({MEETING_CELL}="{COMMITTEE}","","执委")'
    committee = settings.seats('"执委"')
    ticks = f'"{BAR}{BAR.join(TICKS)}{BAR}"'
    formulas = {
        ENTITLED_CELL: f'IF({TYPED_ENTITLED_CELL}<>"",{TYPED_ENTITLED_CELL},'
        f'IF({office}="",{committee},{settings.count("代表名额")}))',
        PRESENT_CELL: f'SUMPRODUCT((签到[姓名]<>"")*{is_one_of("签到[签到]", ticks)})',
        NEEDED_CELL: f'IFERROR({least(ENTITLED_CELL, RATIO_CELLS)},"到会比例有误")',
        LISTED_CELL: "COUNTA(签到[姓名])",
    }
    for address, formula in formulas.items():
        page.write_formula(address, "=" + formula, formats.named("figure"), UNCALCULATED)
    page.write_formula(
        VERDICT_CELL,
        f'=IF(ISNUMBER({NEEDED_CELL}),IF({PRESENT_CELL}>{ENTITLED_CELL},'
        f'"实到 "&{PRESENT_CELL}&" 人，多于应到 "&{ENTITLED_CELL}&" 人，请核对",'
        f'IF({PRESENT_CELL}>={NEEDED_CELL},"实到 "&{PRESENT_CELL}&" 人，达到法定人数 "&{NEEDED_CELL}&" 人，可以开会",'
        f'"实到 "&{PRESENT_CELL}&" 人，法定人数 "&{NEEDED_CELL}&" 人，还差 "&({NEEDED_CELL}-{PRESENT_CELL})&" 人")),'
        '"请在“方案设置”中改正到会比例")',
        formats.look("heading", font_color=RED),
        UNCALCULATED,
    )  # fmt: skip


def _ratio(page: Worksheet, settings: SettingFormulas) -> None:
    """Numerator and denominator of 到会比例."""
    for row, formula in enumerate(ratio_formulas(settings.text("到会比例"), RATIO_CELLS)):
        page.write_formula(row, HELPERS, "=" + formula, None, UNCALCULATED)


def _table_rules(page: Worksheet, formats: Formats) -> None:
    tick = REGISTER.headers.index("签到")
    last = HEADER_ROW + RULED_ROWS
    page.data_validation(
        HEADER_ROW, tick, last, tick,
        {"validate": "list", "source": ["√"], "show_error": False,
         "input_title": "签到", "input_message": REGISTER.column("签到").hint},
    )  # fmt: skip
    page.conditional_format(
        HEADER_ROW, 0, last, HELPERS - 1,
        {"type": "formula", "criteria": f'=$B{HEADER_ROW + 1}<>""', "format": formats.ruled()},
    )  # fmt: skip
