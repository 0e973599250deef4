"""Workbook streams of Excel 2 to 2003 (BIFF; .xls, and WPS .et of that kind), read by xlrd."""

from __future__ import annotations

import io
import struct

import xlrd

from pyxl.errors import FileError
from pyxl.hosts.foreign.cells import GridBuilder, day_or_month, number, shows_no_day
from pyxl.hosts.foreign.grid import Cell, Grid
from pyxl.hosts.package.cell_content import to_datetime
from pyxl.hosts.package.styles_xml import BUILT_IN_FORMATS, shows_date

_LOCKED_RECORD = 0x002F
_FIRST_RECORDS = 20
_BIFF8 = 80


def is_locked(stream: bytes) -> bool:
    """Whether a workbook stream is encrypted: its FILEPASS record stands among the first (MS-XLS 2.1.7.20.3)."""
    at = 0
    for _ in range(_FIRST_RECORDS):
        if at + 4 > len(stream):
            return False
        kind, length = struct.unpack_from("<2H", stream, at)
        if kind == _LOCKED_RECORD:
            return True
        at += 4 + length
    return False


def read(stream: bytes, where: str) -> list[Grid]:
    """All worksheets of a workbook stream.  Raises FileError for what xlrd can't read."""
    book = _opened(stream, where)
    grids: list[Grid] = []
    last: GridBuilder | None = None
    for sheet in book.sheets():
        builder = GridBuilder(sheet.name, where, hidden=sheet.visibility != 0, after=last)
        reader = _SheetReader(book, sheet)
        for row in range(sheet.nrows):
            cells = ((column, reader.cell(row, column)) for column in range(sheet.row_len(row)))
            builder.add(row + 1, cells)
            reader.mark_struck(row, builder)
        for row, look in sheet.rowinfo_map.items():
            if look.hidden or look.height == 0:
                builder.hide_row(row + 1)
        for column, width in sheet.colinfo_map.items():
            if width.hidden or width.width == 0:
                builder.hide_column(column)
        for top, below, left, beyond in sheet.merged_cells:
            builder.merge(top + 1, left, below, beyond - 1)
        grids.append(builder.grid())
        last = builder
    return grids


def _opened(stream: bytes, where: str) -> xlrd.Book:
    try:
        book = _open(stream, None)
        if book.biff_version < _BIFF8 and book.codepage is None:
            # Programs that state no code page wrote in the one of their desk.
            book = _open(stream, "gb18030")
    except xlrd.XLRDError as fault:
        raise FileError(
            "旧版 .xls 文件读不出来，可能已损坏", where, "请在 Excel 里打开，另存为 .xlsx 后再导入"
        ) from fault
    return book


def _open(stream: bytes, encoding: str | None) -> xlrd.Book:
    # Without a place of its own, xlrd writes its doubts to standard output.
    return xlrd.open_workbook(
        file_contents=stream,
        formatting_info=True,
        ragged_rows=True,
        logfile=io.StringIO(),
        encoding_override=encoding,
    )


class _SheetReader:
    """Cells of one sheet as their sender saw them."""

    def __init__(self, book: xlrd.Book, sheet: xlrd.sheet.Sheet) -> None:
        self._sheet = sheet
        self._date1904 = book.datemode == 1
        # xlrd knows the formats that go by number only as an English Excel shows them, or not at all.
        self._codes = {
            key: form.format_str or BUILT_IN_FORMATS.get(key, "General")
            for key, form in book.format_map.items()
        }
        self._fonts = {at for at, font in enumerate(book.font_list) if font.struck_out}
        self._struck = {at for at, form in enumerate(book.xf_list) if form.font_index in self._fonts}
        self._runs = sheet.rich_text_runlist_map
        self._formats = [form.format_key for form in book.xf_list]

    def mark_struck(self, row: int, builder: GridBuilder) -> None:
        """Tell the builder of the cells of a row that are crossed out."""
        for column in range(self._sheet.row_len(row)) if self._fonts else ():
            if self._sheet.cell_xf_index(row, column) in self._struck:
                builder.strike(row + 1, column)
            elif any(font in self._fonts for _, font in self._runs.get((row, column), ())):
                builder.strike(row + 1, column, whole=False)

    def cell(self, row: int, column: int) -> Cell:
        """One cell, as the reader of .xlsx gives it too."""
        sheet = self._sheet
        kind, value = sheet.cell_type(row, column), sheet.cell_value(row, column)
        if kind == xlrd.XL_CELL_TEXT:
            return str(value)
        if kind == xlrd.XL_CELL_BOOLEAN:
            return bool(value)
        if kind == xlrd.XL_CELL_ERROR:
            return str(xlrd.error_text_from_code.get(value, "#N/A"))
        if kind not in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
            return None
        code = self._code(sheet.cell_xf_index(row, column))
        moment = to_datetime(value, self._date1904) if shows_date(code) else value
        if isinstance(moment, float):
            return number(moment, code)
        return day_or_month(moment, no_day=shows_no_day(code))

    def _code(self, style: int | None) -> str:
        if style is None or style >= len(self._formats):
            return "General"
        key = self._formats[style]
        return self._codes.get(key) or BUILT_IN_FORMATS.get(key, "General")
