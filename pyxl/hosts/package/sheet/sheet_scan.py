"""One pass over a worksheet part: what its cells hold, and where rows and cells stand in the bytes.

The pass is made by expat and keeps flat arrays rather than a tree: a sheet of 600,000 cells takes
about a second and a few bytes a cell beside the values.  Nothing here knows about changes.
"""

# A cell holds text, a number, a truth value, a date, an error or nothing.
# ruff: noqa: ANN401

from __future__ import annotations

import datetime as dt
from array import array
from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import Any

from pyxl.errors import FileError
from pyxl.hosts.addresses import MAX_COLUMNS, MAX_ROWS, Area, column_number, move_formula, parse_area
from pyxl.hosts.package import xml_spans
from pyxl.hosts.package.cell_content import ErrorText, to_datetime, unescape_text
from pyxl.hosts.package.numerals import decimal, whole

MAX_CELLS = 1_000_000
"""More cells than this, blank ones counted, are formatting gone astray, not a township's data."""

_CELL_TAGS = (b"<c ", b"<c>", b"<c/", b":c ", b":c>", b":c/")
MOST_PARTS_OF_A_SHEET = 10_000
TRUE = ("1", "true")
"""How XML writes that something is so."""

_TOO_MANY = "工作表里的单元格太多，多半是整片空行被设了格式"
_DELETE_BLANKS = "请在 Excel 里删掉数据下面的空行（选中整行，右键删除）后保存，再试一次"


class Scan:
    """The cells of a worksheet, in the order of the part, as parallel arrays.

    A row owns the cells `first_cell[i]` up to `first_cell[i + 1]`.  `values` holds str, float, bool,
    datetime, ErrorText or None; `formulas` maps the number of a cell to its text with `=`.
    """

    def __init__(self, data: bytes, where: str) -> None:
        self.data = data
        self.where = where
        self.space = ""
        self.row_number = array("L")
        self.row_start = array("Q")
        self.row_stop = array("Q")
        self.first_cell = array("L")
        self.hidden_rows: list[int] = []
        self.column = array("L")
        self.start = array("Q")
        self.stop = array("Q")
        self.style = array("L")
        self.values: list[Any] = []
        self.formulas: dict[int, str] = {}
        self.locked: list[Area] = []
        """Areas of array formulas, spills and data tables: nothing in them can be changed singly."""
        self.shared: set[int] = set()
        """Cells that hold, or take part in, a shared formula."""
        self.implicit = False
        """Whether a row or cell leaves its address to be counted."""
        self.top: list[xml_spans.Element] = []
        """The children of the root, `sheetData` without its content."""
        self.root = xml_spans.Element("", "", {}, 0)

    def row_index(self, row: int) -> int | None:
        """Index of a row in the arrays, or None."""
        index = bisect_left(self.row_number, row)
        found = index < len(self.row_number) and self.row_number[index] == row
        return index if found else None

    def cells_of(self, index: int) -> range:
        """Numbers of the cells of the row at `index`."""
        return range(self.first_cell[index], self.first_cell[index + 1])

    def subtree(self, element: xml_spans.Element) -> tuple[bytes, xml_spans.Element]:
        """A child of the root with all below it, and the bytes that its offsets count in.

        Those bytes are the root's start tag, for its declarations, and the element; see `shift`.
        """
        end = xml_spans.element_end(self.data, element.start, element.stop)
        tag = xml_spans.start_tag(self.data, self.root.start)
        name = xml_spans.prefix(self.data, self.root.start) + self.root.name.encode()
        wrapped = tag + self.data[element.start : end] + b"</" + name + b">"
        return wrapped, xml_spans.parse(wrapped, self.where).children[0]

    def shift(self, element: xml_spans.Element) -> int:
        """What is added to an offset of `subtree(element)` to get the offset in the part."""
        return element.start - len(xml_spans.start_tag(self.data, self.root.start))

    def bounds(self) -> Area | None:
        """The rectangle around all cells, blank ones too."""
        if not self.column:
            return None
        filled = [i for i in range(len(self.row_number)) if len(self.cells_of(i))]
        rows = self.row_number[filled[0]], self.row_number[filled[-1]]
        return Area(rows[0], min(self.column), rows[1], max(self.column))

    def child(self, name: str) -> xml_spans.Element | None:
        """The first child of the root of that name in the main namespace."""
        return next((e for e in self.top if e.name == name and e.space == self.space), None)


def scan(
    data: bytes, where: str, strings: Callable[[], Sequence[str]], date_styles: frozenset[int], date1904: bool
) -> Scan:
    """Read a worksheet part.  `strings` gives the shared strings; it is called only if one is used.

    Raises FileError for broken XML, addresses outside the sheet or out of order, and far too many cells.
    """
    # Counted first: at a gigabyte a second it costs nothing, and what is refused is never parsed.
    if sum(map(data.count, _CELL_TAGS)) > MAX_CELLS:
        raise FileError(_TOO_MANY, where, _DELETE_BLANKS)
    reader = _Reader(Scan(data, where), strings, date_styles, date1904)
    made = xml_spans.parser(where)
    reader.attach(made)
    xml_spans.feed(made, data, where)
    return reader.finished()


class _Reader:
    """Expat's handlers: outside the cells an index of the root's children, inside the cells themselves."""

    def __init__(
        self, into: Scan, strings: Callable[[], Sequence[str]], date_styles: frozenset[int], date1904: bool
    ) -> None:
        self.scan = into
        self._load_strings = strings
        self._strings: Sequence[str] | None = None
        self._dates = date_styles
        self._date1904 = date1904
        self._stack: list[xml_spans.Element] = []
        self._masters: dict[str, tuple[int, int, str]] = {}

    def attach(self, made: Any) -> None:
        self._parser = made
        made.StartElementHandler = self._open
        made.EndElementHandler = self._close
        made.CharacterDataHandler = None

    def _open(self, name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        element = xml_spans.Element(space, local, attributes, self._parser.CurrentByteIndex)
        depth = len(self._stack)
        if depth == 0:
            if local != "worksheet" or space not in xml_spans.MAIN:
                raise FileError("这不是普通的工作表", self.scan.where, "请换一张工作表")
            self.scan.root, self.scan.space = element, space
        elif depth == 1:
            if len(self.scan.top) > MOST_PARTS_OF_A_SHEET:
                raise _out_of_order(self.scan.where, 0)
            self.scan.top.append(element)
        self._stack.append(element)
        if depth == 1 and local == "sheetData" and space == self.scan.space:
            self._enter_cells()

    def _close(self, _: str) -> None:
        element = self._stack.pop()
        element.stop = xml_spans.stop_of(self.scan.data, element.start, self._parser.CurrentByteIndex)

    def _leave_cells(self, name: str) -> None:
        self._parser.CharacterDataHandler = None
        self._parser.StartElementHandler = self._open
        self._parser.EndElementHandler = self._close
        self._close(name)

    def _enter_cells(self) -> None:
        """Handlers as closures: at millions of calls, attribute look-ups are most of the time."""
        scan, parser, data, stop_of = self.scan, self._parser, self.scan.data, xml_spans.stop_of
        space = scan.space
        row_tag, cell_tag, sheet_data = f"{space} row", f"{space} c", f"{space} sheetData"
        value_tag, text_tag, formula_tag = f"{space} v", f"{space} t", f"{space} f"
        phonetic_tag, extension_tag = f"{space} rPh", f"{space} extLst"
        starts, stops, columns, styles = scan.start, scan.stop, scan.column, scan.style
        values, formulas = scan.values, scan.formulas
        row = column = aside = 0
        row_digits = "0"
        cell: dict[str, str] = {}
        content = ""
        inline: str | None = None
        formula: dict[str, str] | None = None
        formula_text = ""
        chunks: list[str] = []
        letters: dict[str, int] = {}
        numbers: dict[str, int] = {}

        def opened(name: str, attributes: dict[str, str]) -> None:
            nonlocal row, row_digits, column, cell, content, inline, formula, aside
            if name == value_tag and not aside:
                chunks.clear()
            elif name == cell_tag and not aside:
                cell, content, inline, formula = attributes, "", None, None
                starts.append(parser.CurrentByteIndex)
                if "r" in attributes:
                    address = attributes["r"]
                    head = address.rstrip("0123456789")
                    if address[len(head) :] != row_digits:
                        raise _out_of_order(scan.where, row)
                    found = letters.get(head) or letters.setdefault(head, _column_of(head, scan.where))
                    if found <= column:
                        raise _out_of_order(scan.where, row)
                    column = found
                else:
                    column += 1
                    scan.implicit = True
                if column > MAX_COLUMNS:
                    raise _outside(scan.where)
                columns.append(column)
                style = attributes.get("s", "0")
                known = numbers.get(style)
                styles.append(numbers.setdefault(style, _style_of(style)) if known is None else known)
            elif aside or name in (phonetic_tag, extension_tag):
                aside += 1
            elif name == row_tag:
                scan.implicit |= "r" not in attributes
                row_digits = attributes.get("r", str(row + 1))
                previous, row = row, whole(row_digits, scan.where)
                if not previous < row <= MAX_ROWS:
                    raise _out_of_order(scan.where, row)
                if len(starts) > MAX_CELLS:
                    raise FileError(_TOO_MANY, scan.where, _DELETE_BLANKS)
                column = 0
                scan.row_number.append(row)
                if attributes.get("hidden") in TRUE or attributes.get("ht") == "0":
                    scan.hidden_rows.append(row)
                scan.row_start.append(parser.CurrentByteIndex)
                scan.first_cell.append(len(starts))
            elif name in (text_tag, formula_tag):
                chunks.clear()
                formula = attributes if name == formula_tag else formula

        def closed(name: str) -> None:
            nonlocal aside, content, inline, formula_text
            if aside:
                aside -= 1
            elif name == value_tag:
                content = "".join(chunks)
            elif name == cell_tag:
                stops.append(stop_of(data, starts[-1], parser.CurrentByteIndex))
                if formula is not None:
                    formulas[len(values)] = self._formula(formula, formula_text, row, column)
                # The type decides which child counts, where a cell has two (ECMA-376 18.3.1.4 and 18.18.11).
                if inline is not None and (cell.get("t") == "inlineStr" or not content):
                    values.append(unescape_text(inline) or None)
                else:
                    values.append(self._value(cell, content, styles[-1]) if content else None)
            elif name == text_tag:
                inline = (inline or "") + "".join(chunks)
            elif name == formula_tag:
                formula_text = "".join(chunks)
            elif name == row_tag:
                scan.row_stop.append(stop_of(data, scan.row_start[-1], parser.CurrentByteIndex))
            elif name == sheet_data:
                self._leave_cells(name)

        parser.StartElementHandler = opened
        parser.EndElementHandler = closed
        # Text outside of v, t and f is collected too, and dropped where the next of them begins.
        parser.CharacterDataHandler = chunks.append

    def _value(self, cell: dict[str, str], text: str, style: int) -> Any:
        kind = cell.get("t", "n")
        try:
            if kind == "n":
                number = decimal(text, self.scan.where)
                return to_datetime(number, self._date1904) if style in self._dates else number
            if kind == "s":
                if self._strings is None:
                    self._strings = self._load_strings()
                return self._strings[whole(text, self.scan.where)]
        except IndexError as fault:
            raise FileError("单元格内容已损坏", self.scan.where, "请在 Excel 里打开修复后再试") from fault
        if kind == "b":
            return text.strip() in ("1", "true")
        if kind == "e":
            return ErrorText(text)
        return _iso_date(text) if kind == "d" else unescape_text(text)

    def _formula(self, attributes: dict[str, str], text: str, row: int, column: int) -> str:
        kind = attributes.get("t", "normal")
        if kind in ("array", "dataTable") and (area := parse_area(attributes.get("ref", ""))):
            self.scan.locked.append(area)
        if kind == "shared":
            self.scan.shared.add(len(self.scan.values))
            group = attributes.get("si", "")
            if text:
                self._masters[group] = row, column, text
            elif group in self._masters:
                master_row, master_column, master = self._masters[group]
                text = move_formula(master, row - master_row, column - master_column)
        # A data table has no text of its own, nor has a part of a group whose first cell is missing.
        return "=" + unescape_text(text or "TABLE()")

    def finished(self) -> Scan:
        self.scan.first_cell.append(len(self.scan.start))
        if self.scan.child("sheetData") is None:
            raise FileError("工作表里没有单元格区", self.scan.where, "请在 Excel 里打开并重新保存一次")
        return self.scan


def _style_of(text: str) -> int:
    """The number of a style; an attribute that holds none means the first one, as Excel takes it."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def _column_of(letters: str, where: str) -> int:
    if not letters.isalpha() or not letters.isascii() or len(letters) > 3:
        raise FileError("单元格地址已损坏", where, "请在 Excel 里打开修复后再试")
    return column_number(letters)


def _outside(where: str) -> FileError:
    return FileError("单元格地址超出了工作表", where, "请在 Excel 里打开修复后再试")


def _out_of_order(where: str, row: int) -> FileError:
    return FileError(f"第 {row} 行附近的行列顺序不对，文件已损坏", where, "请在 Excel 里打开修复后再试")


def _iso_date(text: str) -> Any:
    try:
        return dt.datetime.fromisoformat(text.strip()).replace(tzinfo=None)
    except ValueError:
        return text
