"""The sheet 方案设置: every setting with its clause, and the contradictions of the plan in its own words."""

from __future__ import annotations

from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import Worksheet

from pyxl.book.building.content import Content, SettingLine
from pyxl.book.building.table_sheet import DATE_RULE, add_table, print_setup, write_heading
from pyxl.book.building.text_columns import leave_as_text
from pyxl.book.declared import CONTRADICTIONS, FIRST_TABLE_ROW, SETTINGS, Kind, Sheet
from pyxl.book.fitting import row_height
from pyxl.book.formats import Formats

HEADER = FIRST_TABLE_ROW - 1
VALUE = SETTINGS.headers.index("值")
WIDTHS = tuple(column.width for column in SETTINGS.columns if not column.hidden)
OWN = SETTINGS.headers.index("默认")


def write_settings(page: Worksheet, sheet: Sheet, content: Content, formats: Formats) -> None:
    """Write both tables, one under the other; neither grows with use."""
    write_heading(page, sheet.title, SETTINGS.guide, formats)
    for at, column in enumerate(SETTINGS.columns):
        page.set_column(at, at, column.width, None, {"hidden": column.hidden})
    add_table(page, SETTINGS, HEADER, formats, rows=len(content.settings))
    for row, line in enumerate(content.settings, HEADER + 1):
        _write_setting(page, row, line, formats)
    heading = HEADER + len(content.settings) + 2
    page.set_row(heading, 30)
    page.write_string(heading, 0, "方案中的矛盾与本工作簿的处理", formats.named("heading"))
    add_table(page, CONTRADICTIONS, heading + 1, formats, rows=len(content.contradictions))
    for row, item in enumerate(content.contradictions, heading + 2):
        texts = (item.title, item.setting, item.clauses, item.text)
        page.set_row(row, row_height(zip(texts, WIDTHS, strict=True)))
        for at, text in enumerate(texts):
            page.write_string(row, at, text, formats.named("wrap"))
    typed = (row for row, line in enumerate(content.settings, HEADER + 1) if line.number_format == "@")
    leave_as_text(page, (xl_range(row, at, row, at) for row in typed for at in (VALUE, OWN)))
    page.freeze_panes(FIRST_TABLE_ROW, 0)
    print_setup(page, sheet.face, sum(WIDTHS))
    page.repeat_rows(0, HEADER - 1)


def _write_setting(page: Worksheet, row: int, line: SettingLine, formats: Formats) -> None:
    cells = (line.key, line.value, line.clause, line.text)
    page.set_row(row, row_height(zip(cells, WIDTHS, strict=True)))
    page.write_string(row, 0, line.key, formats.named("wrap"))
    page.write(row, 1, line.value, formats.input(line.number_format))
    page.write_string(row, 2, line.clause, formats.named("wrap"))
    page.write_string(row, 3, line.text, formats.named("wrap"))
    page.write(row, OWN, line.value, formats.input(line.number_format))
    if line.choices:
        page.data_validation(
            row, 1, row, 1,
            {
                "validate": "list", "source": list(line.choices),
                "error_type": "warning", "error_title": "请核对",
                "error_message": f"“{line.key}”可填：{'、'.join(line.choices)}。"[:255],
            },
        )  # fmt: skip
    elif line.number_format == Kind.DATE.value:
        message = f"“{line.key}”请录入日期，如 2026-03-08。"
        page.data_validation(row, 1, row, 1, {**DATE_RULE, "error_message": message})
