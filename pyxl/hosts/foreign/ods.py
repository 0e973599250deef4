"""OpenDocument spreadsheets of LibreOffice and WPS: packed (.ods), or one flat XML file (.fods).

Only the content is read, streamed: a sheet that says "this row a million times" costs one element.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile

from lxml import etree

from pyxl.errors import FileError
from pyxl.hosts.foreign.cells import LAST_ROW, MAX_COLUMNS, GridBuilder, day_or_month, is_blank, number
from pyxl.hosts.foreign.grid import Cell, Grid
from pyxl.hosts.package import LIMITS

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"

_SHEET, _ROW, _COLUMN = (f"{_TABLE}{name}" for name in ("table", "table-row", "table-column"))
_VISIBILITY, _UNSEEN = f"{_TABLE}visibility", ("collapse", "filter")
_LINE_THROUGH = tuple(f"{_STYLE}text-line-through-{part}" for part in ("style", "type"))
_NAMED_STYLE = f"{_STYLE}style"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_ROWS_REPEATED, _COLUMNS_REPEATED = f"{_TABLE}number-rows-repeated", f"{_TABLE}number-columns-repeated"
_ROWS_SPANNED, _COLUMNS_SPANNED = f"{_TABLE}number-rows-spanned", f"{_TABLE}number-columns-spanned"
_VALUE_TYPE, _PARAGRAPH, _SPAN = f"{_OFFICE}value-type", f"{_TEXT}p", f"{_TEXT}span"
_SAVE_AGAIN = "请在 LibreOffice 或 WPS 里打开，另存为 .xlsx 后再导入"
_MONTH_SHOWN = re.compile(r"\s*[0-9]{4}\D+[0-9]{1,2}\D*")
_MOST_REPEATED_PEOPLE = 10_000
"""Lines that repeat the one above them, of all sheets together."""


def read(raw: bytes, where: str) -> list[Grid]:
    """All sheets.  Raises FileError for a password, a broken file, and one that unpacks too large."""
    return _parsed(_content(raw, where), where)


def read_flat(text: str, where: str) -> list[Grid]:
    """All sheets of a flat file.  Raises FileError for a broken one."""
    # The declaration of an encoding must go: the text is decoded already.
    body = text[text.find("?>") + 2 :] if text.lstrip().startswith("<?xml") else text
    return _parsed(body.encode("utf-8", "surrogatepass"), where)


def _parsed(content: bytes, where: str) -> list[Grid]:
    reader = _Reader(where)
    try:
        events = etree.iterparse(
            io.BytesIO(content),
            events=("start", "end"),
            tag=(_SHEET, _ROW, _COLUMN, _NAMED_STYLE),
            resolve_entities=False,
            no_network=True,
            huge_tree=False,
        )
        for at, (event, element) in enumerate(events):
            if at == 0 and element.getroottree().docinfo.doctype:
                raise FileError(
                    "文件里有不正常的内容（文档类型声明），已拒绝打开", where, "请向发件人核实这份文件"
                )
            reader.take(event, element)
    except etree.XMLSyntaxError as fault:
        raise FileError("表格内容已损坏，读不出来", where, _SAVE_AGAIN) from fault
    return reader.grids()


def _content(raw: bytes, where: str) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            manifest = _unpacked(archive, "META-INF/manifest.xml", where)
            if b"encryption-data" in manifest:
                raise FileError("文件设有打开密码，程序读不了", where, "请打开文件，另存时去掉密码，再导入")
            content = _unpacked(archive, "content.xml", where)
    except (
        zipfile.BadZipFile,
        KeyError,
        NotImplementedError,
        EOFError,
        OSError,
        RuntimeError,
        ValueError,
    ) as fault:
        raise FileError("文件不完整或已损坏", where, _SAVE_AGAIN) from fault
    return content


def _unpacked(archive: zipfile.ZipFile, name: str, where: str) -> bytes:
    """One entry, never more of it than a sheet may have, whatever the directory says."""
    with archive.open(name) as file:
        data = file.read(LIMITS.sheet_bytes + 1)
    if len(data) > LIMITS.sheet_bytes:
        raise FileError(
            "文件展开后大得不正常，已拒绝打开", where, "请删掉多余的空行、空列和图片后另存，再试一次"
        )
    return data


class _Reader:
    """Gets the events of the parser and builds grids; elements are cleared as soon as they are read."""

    def __init__(self, where: str) -> None:
        self._found: list[Grid] = []
        self._where = where
        self._builder: GridBuilder | None = None
        self._row = 1
        self._repeats = 0
        self._depth = 0
        self._column = 0
        self._columns: dict[int, str] = {}
        """Column -> the style of its cells that have none of their own."""
        self._hidden: set[str] = set()
        self._struck: set[str] = set()

    def grids(self) -> list[Grid]:
        """The sheets read so far."""
        return self._found

    def take(self, event: str, element: etree._Element) -> None:
        """One event of `iterparse`."""
        if element.tag == _SHEET:
            self._sheet(event, element)
        elif event == "end":
            if element.tag == _ROW and self._depth == 1:
                self._rows(element)
                _forget(element)
            elif element.tag == _COLUMN and self._depth == 1:
                self._read_column(element)
            elif element.tag == _NAMED_STYLE:
                self._style(element)

    def _style(self, element: etree._Element) -> None:
        """Sheets are hidden by their style, and cells crossed out."""
        name = element.get(f"{_STYLE}name", "")
        properties = element.find(f"{_STYLE}table-properties")
        if properties is not None and properties.get(f"{_TABLE}display") == "false":
            self._hidden.add(name)
        text = element.find(f"{_STYLE}text-properties")
        if text is not None and any(text.get(mark, "none") != "none" for mark in _LINE_THROUGH):
            self._struck.add(name)

    def _read_column(self, element: etree._Element) -> None:
        assert self._builder is not None
        times = _times(element, _COLUMNS_REPEATED, 16_384)
        for column in range(self._column, min(self._column + times, MAX_COLUMNS)):
            self._columns[column] = element.get(f"{_TABLE}default-cell-style-name", "")
            if element.get(_VISIBILITY) in _UNSEEN:
                self._builder.hide_column(column)
        self._column += times

    def _sheet(self, event: str, element: etree._Element) -> None:
        """Begin or end a sheet; a table within a cell is none."""
        self._depth += 1 if event == "start" else -1
        if event == "start" and self._depth == 1:
            hidden = element.get(f"{_TABLE}style-name") in self._hidden
            self._builder = GridBuilder(
                element.get(f"{_TABLE}name", ""), self._where, hidden=hidden, after=self._builder
            )
            self._row, self._column = 1, 0
            self._columns.clear()
        elif event == "end" and self._depth == 0 and self._builder is not None:
            self._found.append(self._builder.grid())
            _forget(element)

    def _rows(self, element: etree._Element) -> None:
        assert self._builder is not None
        times = _times(element, _ROWS_REPEATED, LAST_ROW)
        cells = self._cells(element)
        if cells:
            self._repeats += times - 1
            if self._repeats >= _MOST_REPEATED_PEOPLE:
                raise FileError(
                    f"到第 {self._row} 行，有 {self._repeats:,} 行只是重复上一行，不像是一份名册",
                    self._where,
                    "请删掉多余的行后再导入",
                )
            for row in range(self._row, self._row + times):
                self._builder.add(row, cells)
                if element.get(_VISIBILITY) in _UNSEEN:
                    self._builder.hide_row(row)
        self._row += times

    def _cells(self, row: etree._Element) -> list[tuple[int, Cell]]:
        assert self._builder is not None
        cells: list[tuple[int, Cell]] = []
        column = 0
        for element in row:
            if element.tag not in _CELLS:
                continue
            times = _times(element, _COLUMNS_REPEATED, 16_384)
            value = None if element.tag == _CELLS[1] else _value(element)
            if not is_blank(value):
                # One cell beyond the last column that is read is enough for the note about it.
                beyond = max(column, MAX_COLUMNS) + 1
                cells += [(place, value) for place in range(column, min(column + times, beyond))]
                if element.get(f"{_TABLE}style-name", self._columns.get(column, "")) in self._struck:
                    self._builder.strike(self._row, column)
                elif any(part.get(f"{_TEXT}style-name") in self._struck for part in element.iter(_SPAN)):
                    self._builder.strike(self._row, column, whole=False)
            wide = _times(element, _COLUMNS_SPANNED, 16_384)
            tall = _times(element, _ROWS_SPANNED, LAST_ROW)
            if wide > 1 or tall > 1:
                self._builder.merge(self._row, column, self._row + tall - 1, column + wide - 1)
            column += times
        return cells


def _times(element: etree._Element, name: str, most: int) -> int:
    text = element.get(name)
    if text is None:
        return 1
    return min(max(int(text), 1), most) if text.isascii() and text.isdigit() and len(text) < 9 else 1


def _value(cell: etree._Element) -> Cell:
    kind = cell.get(_VALUE_TYPE)
    if kind is None:
        return None
    shown = "\n".join(_paragraph(p) for p in cell.iterchildren(_PARAGRAPH))
    if kind == "date":
        return _date(cell.get(f"{_OFFICE}date-value", ""), shown)
    if kind == "boolean":
        return bool(cell.get(f"{_OFFICE}boolean-value") == "true")
    if kind in ("float", "currency") and shown not in ("", "Err:502") and not shown.startswith("#"):
        return _number(cell.get(f"{_OFFICE}value", ""), shown)
    return shown


def _number(text: str, shown: str) -> Cell:
    try:
        value = float(text)
    except ValueError:
        return shown
    # The shown text is a number format's work; it matters where it keeps zeros that a number drops.
    code = re.sub("[0-9]", "0", shown) if re.fullmatch(r"[0-9]+\.[0-9]+|0[0-9]+", shown) else "General"
    return number(value, re.sub(r"0+\.", "0.", code))


def _date(text: str, shown: str) -> Cell:
    try:
        moment = dt.datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return shown
    return day_or_month(moment, no_day=_MONTH_SHOWN.fullmatch(shown) is not None)


def _paragraph(element: etree._Element) -> str:
    parts = [element.text or ""]
    for child in element:
        if child.tag == f"{_TEXT}s":
            parts.append(" " * min(_spaces(child), 100))
        elif child.tag in (f"{_TEXT}tab", f"{_TEXT}line-break"):
            parts.append(" " if child.tag == f"{_TEXT}tab" else "\n")
        elif child.tag in (f"{_TEXT}span", f"{_TEXT}a"):
            parts.append(_paragraph(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _spaces(element: etree._Element) -> int:
    text = element.get(f"{_TEXT}c", "1")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 1


def _forget(element: etree._Element) -> None:
    """Free what was read: the element and all that stands before it beside it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and parent[0] is not element:
        del parent[0]
