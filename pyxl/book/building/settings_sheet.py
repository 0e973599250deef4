"""The sheet 方案设置: every setting with its clause, and the contradictions of the plan in its own words."""

from __future__ import annotations

from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import Worksheet

from pyxl.book.building.content import Content, SettingLine
from pyxl.book.building.settings_layout import MUST_HEADING, Line, settings_lines
from pyxl.book.building.table_sheet import DATE_RULE, add_table, print_setup, write_heading
from pyxl.book.building.text_columns import leave_as_text
from pyxl.book.declared import BASES, CONTRADICTIONS, FIRST_TABLE_ROW, SETTINGS, Kind, Sheet
from pyxl.book.fitting import row_height
from pyxl.book.formats import Formats
from pyxl.hosts.addresses import quoted_sheet

HEADER = FIRST_TABLE_ROW - 1
VALUE = SETTINGS.headers.index("值")
GROUP_HEIGHT = 24
WIDTHS = tuple(column.width for column in SETTINGS.columns if not column.hidden)
OWN = SETTINGS.headers.index("默认")
USED = SETTINGS.headers.index("用在")
BASES_HEADING = "依据：请示、选举办法引用的文件，按引用的先后；逐份增减"


def write_settings(page: Worksheet, sheet: Sheet, content: Content, formats: Formats) -> None:
    """Write the tables one under the other; only the last grows with use."""
    lines = settings_lines(content)
    write_heading(page, sheet.title, SETTINGS.guide, formats)
    for at, column in enumerate(SETTINGS.columns):
        page.set_column(at, at, column.width, None, {"hidden": column.hidden})
    page.outline_settings(visible=True, symbols_below=False)
    add_table(page, SETTINGS, HEADER, formats, rows=len(lines))
    for row, line in enumerate(lines, HEADER + 1):
        if line.setting is None:
            _write_group(page, row, line, formats)
        else:
            _write_setting(page, row, line, line.setting, formats)
    heading = HEADER + len(lines) + 2
    page.set_row(heading, 30)
    page.write_string(heading, 0, "方案中的矛盾与本工作簿的处理", formats.named("heading"))
    add_table(page, CONTRADICTIONS, heading + 1, formats, rows=len(content.contradictions))
    for row, item in enumerate(content.contradictions, heading + 2):
        texts = (item.title, item.setting, item.clauses, item.text)
        page.set_row(row, row_height(zip(texts, WIDTHS, strict=False)))
        for at, text in enumerate(texts):
            page.write_string(row, at, text, formats.named("wrap"))
    _write_bases(page, heading + len(content.contradictions) + 3, content, formats)
    typed = (row for row, line in enumerate(lines, HEADER + 1) if line.setting and _is_text(line.setting))
    leave_as_text(page, (xl_range(row, at, row, at) for row in typed for at in (VALUE, OWN)))
    page.freeze_panes(FIRST_TABLE_ROW, 0)
    print_setup(page, sheet.face, sum(WIDTHS))
    page.repeat_rows(0, HEADER - 1)


def _write_bases(page: Worksheet, heading: int, content: Content, formats: Formats) -> None:
    """The documents that papers cite, with blank rows for more."""
    page.set_row(heading, 30)
    page.write_string(heading, 0, BASES_HEADING, formats.named("heading"))
    add_table(page, BASES, heading + 1, formats)
    rows = [*content.first_rows[BASES.name], *[{}] * BASES.rows][: BASES.rows]
    for row, record in enumerate(rows, heading + 2):
        texts = [str(record.get(header) or "") for header in BASES.headers]
        page.set_row(row, row_height(zip(texts, WIDTHS, strict=False)))
        for at, text in enumerate(texts):
            page.write(row, at, text or None, formats.input("@"))
    leave_as_text(page, [xl_range(heading + 2, 0, heading + 1 + BASES.rows, len(BASES.headers) - 1)])


def _is_text(line: SettingLine) -> bool:
    return line.number_format == "@"


def _write_group(page: Worksheet, row: int, line: Line, formats: Formats) -> None:
    """A heading across the row; whatever comes under it is folded, but for what must be filled in."""
    look = formats.named("group")
    page.set_row(row, GROUP_HEIGHT, None, {"collapsed": not line.heading.startswith(MUST_HEADING[:2])})
    page.write_string(row, 0, line.heading, look)
    for at in range(1, len(SETTINGS.columns)):
        page.write_blank(row, at, None, look)


def _write_setting(page: Worksheet, row: int, line: Line, setting: SettingLine, formats: Formats) -> None:
    text = f"{line.must.why}。{setting.text}" if line.must else setting.text
    cells = (setting.key, setting.value, setting.clause, text)
    folded = {"level": 1, "hidden": True} if line.folded else {}
    page.set_row(row, row_height(zip(cells, WIDTHS, strict=False)), None, folded)
    page.write_string(row, 0, setting.key, formats.named("wrap"))
    page.write(row, 1, setting.value, formats.input(setting.number_format))
    page.write_string(row, 2, setting.clause, formats.named("wrap"))
    page.write_string(row, 3, text, formats.named("wrap"))
    page.write(row, OWN, setting.value, formats.input(setting.number_format))
    if line.must:
        target = f"internal:{quoted_sheet(line.must.sheet)}!A1"
        page.write_url(row, USED, target, formats.named("link"), line.must.sheet)
    else:
        page.write_blank(row, USED, None, formats.named("wrap"))
    if setting.choices:
        page.data_validation(
            row, 1, row, 1,
            {
                "validate": "list", "source": list(setting.choices),
                "error_type": "warning", "error_title": "请核对",
                "error_message": f"“{setting.key}”可填：{'、'.join(setting.choices)}。"[:255],
            },
        )  # fmt: skip
    elif setting.number_format == Kind.DATE.value:
        message = f"“{setting.key}”请录入日期，如 2026-03-08。"
        page.data_validation(row, 1, row, 1, {**DATE_RULE, "error_message": message})
