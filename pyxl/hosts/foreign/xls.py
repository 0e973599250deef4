"""Excel 97-2003 workbooks (.xls, and WPS .et of that kind), read by xlrd."""

from __future__ import annotations

import io

import xlrd

from pyxl.errors import FileError
from pyxl.hosts.foreign.cells import GridBuilder, day_or_month, number, shows_no_day
from pyxl.hosts.foreign.grid import Cell, Grid

_MONTHS_ONLY = frozenset({17, 27, 36, 50, 52, 57})
"""Built-in formats that Chinese Excel shows as year and month, and files name by number only."""


def read(raw: bytes, where: str) -> list[Grid]:
    """All worksheets.  Raises FileError for a password and for what xlrd can't read."""
    try:
        # Without a place of its own, xlrd writes its doubts to standard output.
        book = xlrd.open_workbook(
            file_contents=raw, formatting_info=True, ragged_rows=True, logfile=io.StringIO()
        )
    except xlrd.XLRDError as fault:
        if "encrypted" in str(fault).lower():
            raise FileError(
                "工作簿设有打开密码，程序读不了", where, "请在 Excel 里打开，用“另存为”去掉打开密码后再试"
            ) from fault
        raise FileError(
            "旧版 .xls 文件读不出来，可能已损坏", where, "请在 Excel 里打开，另存为 .xlsx 后再导入"
        ) from fault
    grids: list[Grid] = []
    spent = 0
    for sheet in book.sheets():
        builder = GridBuilder(sheet.name, where, hidden=sheet.visibility != 0, spent=spent)
        for row in range(sheet.nrows):
            cells = ((column, _cell(book, sheet, row, column)) for column in range(sheet.row_len(row)))
            builder.add(row + 1, cells)
        for top, below, left, beyond in sheet.merged_cells:
            builder.merge(top + 1, left, below, beyond - 1)
        grids.append(builder.grid())
        spent = builder.spent
    return grids


def _cell(book: xlrd.Book, sheet: xlrd.sheet.Sheet, row: int, column: int) -> Cell:
    kind, value = sheet.cell_type(row, column), sheet.cell_value(row, column)
    if kind == xlrd.XL_CELL_TEXT:
        return str(value)
    if kind == xlrd.XL_CELL_BOOLEAN:
        return bool(value)
    if kind == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(value, "#N/A"))
    if kind not in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        return None
    key = book.xf_list[sheet.cell_xf_index(row, column)].format_key
    code = book.format_map[key].format_str if key in book.format_map else ""
    if kind == xlrd.XL_CELL_NUMBER:
        return number(value, code)
    try:
        moment = xlrd.xldate.xldate_as_datetime(value, book.datemode)
    except (xlrd.xldate.XLDateError, OverflowError, ValueError):
        return number(value)
    return day_or_month(moment, no_day=key in _MONTHS_ONLY or shows_no_day(code))
