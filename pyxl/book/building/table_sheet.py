"""A worksheet that carries one table: title, a line of guidance, headers, typed columns, print setup."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from pyxl.book.building.code_sheet import source_of
from pyxl.book.building.content import Content
from pyxl.book.building.count_formulas import UNCALCULATED, setting_cell
from pyxl.book.building.live_columns import PRESENT, table_columns, write_live
from pyxl.book.building.live_content import LiveTable
from pyxl.book.building.live_names import columns_of
from pyxl.book.building.text_columns import leave_as_text, text_areas
from pyxl.book.declared import (
    FINDINGS,
    FIRST_TABLE_ROW,
    LEADING_GROUP,
    PROBLEMS,
    SETTINGS,
    SHEET_OF,
    Column,
    Face,
    Kind,
    Sheet,
    Table,
)
from pyxl.book.formats import SEVERITY_COLOURS, Formats
from pyxl.book.links import row_jump

HEADER = FIRST_TABLE_ROW - 1
TITLE_DIGITS = 4
"""Width of a character of the title, in digits of the default font."""
LAST_ROW = 1_048_575
RULED_ROWS = 30_000
"""Rows down to which filled rows are ruled and coloured; formats and drop-downs reach to the last row."""
ROOM = {Face.PORTRAIT: 76, Face.LANDSCAPE: 116}
"""Column widths, in digits of the default font, that A4 holds between its margins."""
LEAST_SCALE = 9 / 11
"""Of a printed sheet: its text of eleven points comes out in nine."""
HINT_LIMIT, TITLE_LIMIT = 255, 32
WARNED: Mapping[str, object] = {"ignore_blank": True, "error_type": "warning", "error_title": "请核对"}
DATE_RULE: Mapping[str, object] = {**WARNED, "validate": "date", "criteria": ">=", "value": "=1"}
"""A cell that should hold a day; the clerk may keep what she typed."""


def write_table_sheet(
    page: Worksheet,
    sheet: Sheet,
    content: Content,
    formats: Formats,
    formulas: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Write a sheet of one table; a hidden one is left plain.

    `formulas` are those of columns that the table calculates, by header.
    """
    (table,) = sheet.tables
    if table.row_height:
        page.set_default_row(table.row_height)
    write_heading(page, sheet.title, table.guide, formats)
    for at, column in enumerate(table.columns):
        look = formats.column(column, wrap=not table.row_height)
        page.set_column(at, at, column.width, look, _fold(table, at))
    _ask(page, sheet, content, formats)
    live = content.live.tables.get(table.name)
    more = table_columns(table, live) if live else ()
    add_table(page, table, HEADER, formats, more=more, formulas=formulas)
    if live:
        write_live(page, table, live, HEADER, content.live.rows, formats)
        page.print_area(0, 0, LAST_ROW, len(table.columns) - 1)
    if table is LEADING_GROUP:
        for row, line in enumerate(content.leading_group, HEADER + 1):
            page.write_row(row, 0, line, formats.column(table.columns[0], wrap=False))
    for at, column in enumerate(table.columns):
        _validate(page, at, column, _source(table, column, content))
    _rule_rows(page, table, live, formats)
    leave_as_text(page, text_areas(table.columns, HEADER + 1, LAST_ROW))
    page.freeze_panes(FIRST_TABLE_ROW, _frozen_columns(table))
    width = sum(column.width for column in table.columns if not (column.hidden or column.folded))
    print_setup(page, sheet.face, width)


def _fold(table: Table, at: int) -> dict[str, bool | int]:
    """Hidden, or folded behind the + above the column that follows."""
    column = table.columns[at]
    if column.folded:
        return {"hidden": True, "level": 1}
    opens = at > 0 and table.columns[at - 1].folded
    return {"hidden": column.hidden, **({"collapsed": True} if opens else {})}


def _ask(page: Worksheet, sheet: Sheet, content: Content, formats: Formats) -> None:
    """Beside the title: the settings that this sheet's step needs and that are still blank, as a link to the first."""
    keys = [must.key for must in content.must if must.sheet == sheet.name]
    if not keys:
        return
    blank = [f'IF(IFERROR(TRIM({setting_cell(key)}&""),"")="","{key}、","")' for key in keys]
    missing = f'SUBSTITUTE(TRIM(SUBSTITUTE({"&".join(blank)},"、"," "))," ","、")'
    first = "99999"
    for key in reversed(keys):
        found = setting_cell(key)
        first = f'IF(IFERROR(TRIM({found}&""),"")="",MATCH("{key}",设置[项目],0),{first})'
    link = row_jump(
        SHEET_OF[SETTINGS.name], "B", f"{FIRST_TABLE_ROW}+{first}", f'"还要填设置："&{missing}&"（点这里）"'
    )
    formula = f'=IF({missing}="","",{link})'
    page.write_formula(0, _beside(sheet), formula, formats.named("asked"), UNCALCULATED)


def _beside(sheet: Sheet) -> int:
    """The first column that the title does not reach."""
    (table,) = sheet.tables
    room, reach = 0.0, TITLE_DIGITS * len(sheet.title)
    for at, column in enumerate(table.columns):
        if room >= reach and not column.hidden:
            return at
        room += column.width
    return len(table.columns)


def write_heading(page: Worksheet, title: str, guide: str, formats: Formats) -> None:
    """Title and guidance in the first two rows; row formats take the place of the columns' own."""
    page.hide_gridlines(2)
    page.set_row(0, 34, formats.named("title"))
    page.set_row(1, 24, formats.named("guide"))
    page.set_row(HEADER, 32)
    page.write_string(0, 0, title, formats.named("title"))
    page.write_string(1, 0, guide, formats.named("guide"))


def add_table(
    page: Worksheet,
    table: Table,
    header_row: int,
    formats: Formats,
    rows: int | None = None,
    more: Sequence[Mapping[str, object]] = (),
    formulas: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Add the ListObject with plain style; its look comes from the cells, which every program shows alike.

    `more` are columns behind the declared ones, as XlsxWriter takes them.
    """
    look = formats.named("header")
    declared = [
        {"header": header, **({"formula": formulas[header]} if header in formulas else {})}
        for header in table.headers
    ]
    columns = [{**column, "header_format": look} for column in (*declared, *more)]
    options = {"name": table.name, "style": None, "autofilter": True, "columns": columns}
    page.add_table(header_row, 0, header_row + (rows or table.rows), len(columns) - 1, options)


def print_setup(page: Worksheet, face: Face, width: float) -> None:
    """A4, headers on every page, page numbers in the standard's form; a wide sheet is fitted to the page.

    `width` is the sum of the columns' widths: a narrow sheet keeps its size, some programs would enlarge it.  One that
    would be shrunk until nobody can read it goes on beside, with its first two columns again.
    """
    page.set_paper(9)
    if face is Face.LANDSCAPE:
        page.set_landscape()
    page.set_margins(left=0.6, right=0.6, top=0.75, bottom=0.75)
    page.center_horizontally()
    if width > ROOM[face] / LEAST_SCALE:
        page.set_print_scale(round(100 * LEAST_SCALE))
        page.repeat_columns(0, 1)
    elif width > ROOM[face]:
        page.fit_to_pages(1, 0)
    page.repeat_rows(0, HEADER)
    page.set_footer('&C&"宋体,Regular"&12— &P —')


def _frozen_columns(table: Table) -> int:
    """Keep the name in sight while scrolling to the right, where the table begins with it."""
    return 2 if "姓名" in table.headers[:2] and len(table.columns) > 8 else 0


def _source(table: Table, column: Column, content: Content) -> str:
    """The formula of a drop-down; "" where there is none."""
    if not column.choices:
        return ""
    whole, narrowed = source_of(column.choices), column.narrowed
    if narrowed is None:
        return whole
    cell = f"${xl_col_to_name(table.headers.index(narrowed.by))}{HEADER + 2}"
    found = ",".join(f'{cell}="{value}"' for value in narrowed.values)
    place = content.code_lists[column.choices].index(narrowed.to) + 1
    name = whole.removeprefix("=")
    return f"=IF(OR({found}),INDEX({name},{place}),{name})"


def _validate(page: Worksheet, at: int, column: Column, source: str) -> None:
    rule = dict(WARNED)
    if column.choices:
        rule |= {"validate": "list", "source": source}
        rule["error_message"] = f"“{column.header}”请从下拉列表中选取。"
    elif column.kind is Kind.DATE:
        rule |= {**DATE_RULE, "error_message": "请录入日期，如 1980-05-01。"}
    elif column.kind is Kind.NUMBER:
        rule |= {"validate": "integer", "criteria": ">=", "value": 0, "error_message": "请录入整数。"}
    elif column.hint:
        rule["validate"] = "any"
    else:
        return
    if column.hint:
        rule |= {"input_title": column.header[:TITLE_LIMIT], "input_message": column.hint[:HINT_LIMIT]}
    page.data_validation(HEADER + 1, at, LAST_ROW, at, rule)


def _rule_rows(page: Worksheet, table: Table, live: LiveTable | None, formats: Formats) -> None:
    """Rows in which the key stands are ruled, whatever program shows them; findings wear their colour.

    In a live table a row without a name is one of the list too: it is ruled as soon as anything stands in it.
    """
    key = xl_col_to_name(table.headers.index(table.key))
    first = HEADER + 2
    area = (HEADER + 1, 0, HEADER + RULED_ROWS, len(table.columns) - 1 + table.live)
    if table in (FINDINGS, PROBLEMS):
        level = xl_col_to_name(table.headers.index("级别"))
        for word in SEVERITY_COLOURS:
            page.conditional_format(
                *area,
                {
                    "type": "formula",
                    "criteria": f'=${level}{first}="{word}"',
                    "format": formats.severity(word),
                },
            )
    stands = f'${key}{first}<>""'
    if live:
        stands = f"OR({stands},${columns_of(table, live)[PRESENT]}{first}=1)"
    page.conditional_format(*area, {"type": "formula", "criteria": f"={stands}", "format": formats.ruled()})
