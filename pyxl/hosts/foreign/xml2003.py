"""XML Spreadsheet 2003 (SpreadsheetML), which many systems export under the name .xls; streamed row by row."""

from __future__ import annotations

import datetime as dt
import io

from lxml import etree

from pyxl.errors import FileError
from pyxl.hosts.foreign.cells import LAST_ROW, MAX_COLUMNS, GridBuilder, day_or_month, number, shows_no_day
from pyxl.hosts.foreign.grid import Cell, Grid
from pyxl.hosts.foreign.struck import tell_struck

NAMESPACE = "urn:schemas-microsoft-com:office:spreadsheet"
_SS = f"{{{NAMESPACE}}}"
_EXCEL = "{urn:schemas-microsoft-com:office:excel}"
_SHEET, _ROW, _COLUMN, _CELL, _DATA = (f"{_SS}{n}" for n in ("Worksheet", "Row", "Column", "Cell", "Data"))
_STYLE, _OPTIONS = f"{_SS}Style", f"{_EXCEL}WorksheetOptions"
_STRUCK = frozenset(f"{{http://www.w3.org/TR/REC-html40}}{name}" for name in ("S", "Strike", "Del"))
_SAVE_AS = "请在 Excel 或 WPS 里打开，另存为 .xlsx 后再导入"
_NAMED_FORMATS = {
    "General Date": "yyyy/m/d h:mm", "Short Date": "yyyy/m/d", "Medium Date": "d-mmm-yy", "Long Date": "yyyy/m/d",
}  # fmt: skip
"""The names that the format has for number formats of dates."""
_MOST_REPEATED = 10_000


def read(text: str, where: str) -> list[Grid]:
    """All worksheets.  Raises FileError for a document type, broken XML and what is no workbook."""
    # The declaration of an encoding must go: the text is decoded already.
    body = text[text.find("?>") + 2 :] if text.lstrip().startswith("<?xml") else text
    reader = _Reader(where)
    try:
        events = etree.iterparse(
            io.BytesIO(body.encode("utf-8", "surrogatepass")),
            events=("start", "end"),
            tag=(_SHEET, _ROW, _COLUMN, _STYLE, _OPTIONS),
            resolve_entities=False,
            no_network=True,
            huge_tree=False,
        )
        for event, element in events:
            if element.getroottree().docinfo.doctype:
                raise FileError("文件里有不正常的内容，已拒绝打开", where, "请向发件人核实这份文件")
            reader.take(event, element)
    except etree.XMLSyntaxError as fault:
        raise FileError("表格文件已损坏，读不出来", where, _SAVE_AS) from fault
    return reader.grids


class _Reader:
    """Gets the events of the parser; rows are cleared as soon as they are read."""

    def __init__(self, where: str) -> None:
        self._where = where
        self._builder: GridBuilder | None = None
        self._row = 1
        self._next_column = 0
        self._formats: dict[str, str] = {}
        self._struck: set[str] = set()
        self.grids: list[Grid] = []

    def take(self, event: str, element: etree._Element) -> None:
        """One event of `iterparse`."""
        if element.tag == _SHEET:
            self._sheet(event, element)
        elif event == "end":
            if element.tag == _STYLE:
                self._style(element)
            elif self._builder is not None:
                if element.tag == _ROW:
                    self._rows(self._builder, element)
                    element.clear()
                elif element.tag == _COLUMN:
                    self._columns(self._builder, element)
                elif element.findtext(f"{_EXCEL}Visible") in ("SheetHidden", "SheetVeryHidden"):
                    self._builder.hide()

    def _style(self, element: etree._Element) -> None:
        name = element.get(f"{_SS}ID", "")
        form, font = element.find(f"{_SS}NumberFormat"), element.find(f"{_SS}Font")
        parent = element.get(f"{_SS}Parent", "")
        code = form.get(f"{_SS}Format") if form is not None else self._formats.get(parent)
        self._formats[name] = _NAMED_FORMATS.get(code or "", code or "General")
        if font is not None and font.get(f"{_SS}StrikeThrough") == "1":
            self._struck.add(name)

    def _sheet(self, event: str, element: etree._Element) -> None:
        if event == "start":
            self._builder = GridBuilder(element.get(f"{_SS}Name", ""), self._where, after=self._builder)
            self._row, self._next_column = 1, 0
        elif self._builder is not None:
            self.grids.append(self._builder.grid())
            element.clear()

    def _columns(self, builder: GridBuilder, element: etree._Element) -> None:
        first = _count(element, "Index", self._next_column + 1, 1) - 1
        last = first + _count(element, "Span", 0, 0)
        if element.get(f"{_SS}Hidden") == "1" or element.get(f"{_SS}Width") == "0":
            for column in range(first, min(last + 1, MAX_COLUMNS)):
                builder.hide_column(column)
        self._next_column = last + 1

    def _rows(self, builder: GridBuilder, element: etree._Element) -> None:
        self._row = _count(element, "Index", self._row, self._row)
        times = _count(element, "Span", 0, 0) + 1
        cells = self._cells(builder, element)
        if cells and times > _MOST_REPEATED:
            raise FileError(
                f"第 {self._row} 行同样的内容重复了 {times:,} 行，不像是一份名册", self._where, _SAVE_AS
            )
        for row in range(self._row, self._row + times) if cells else ():
            builder.add(row, cells)
            if element.get(f"{_SS}Hidden") == "1" or element.get(f"{_SS}Height") == "0":
                builder.hide_row(row)
        self._row += times

    def _cells(self, builder: GridBuilder, row: etree._Element) -> list[tuple[int, Cell]]:
        cells: list[tuple[int, Cell]] = []
        column = 0
        for element in row.iterchildren(_CELL):
            column = _count(element, "Index", column + 1, column + 1) - 1
            wide, tall = _count(element, "MergeAcross", 0, 0), _count(element, "MergeDown", 0, 0)
            style = element.get(f"{_SS}StyleID", row.get(f"{_SS}StyleID", ""))
            data = element.find(_DATA)
            if data is not None:
                cells.append((column, self._value(data, self._formats.get(style, "General"))))
                struck = style in self._struck
                tell_struck(builder, self._row, column, data, _crosses_out, _reads, struck)
            if wide or tall:
                builder.merge(self._row, column, self._row + tall, column + wide)
            column += wide + 1
        return cells

    def _value(self, data: etree._Element, code: str) -> Cell:
        kind, text = data.get(f"{_SS}Type", "String"), "".join(map(str, data.itertext()))
        try:
            if kind == "Number":
                return number(float(text), code)
            if kind == "DateTime":
                return day_or_month(dt.datetime.fromisoformat(text), no_day=shows_no_day(code))
        except ValueError:
            return text
        return text.strip() == "1" if kind == "Boolean" else text


def _crosses_out(element: etree._Element) -> bool:
    """Rich text is written as HTML within the cell."""
    return element.tag in _STRUCK


def _reads(child: etree._Element) -> bool:
    return isinstance(child.tag, str)  # no comment


def _count(element: etree._Element, name: str, otherwise: int, least: int) -> int:
    """A whole number of an attribute, never below `least`: rows and columns only go forward."""
    text = element.get(f"{_SS}{name}", "")
    found = int(text) if text.isascii() and text.isdigit() and len(text) < 8 else otherwise
    return min(max(found, least), LAST_ROW)
