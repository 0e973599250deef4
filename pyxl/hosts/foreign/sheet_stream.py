"""A worksheet part of somebody else's workbook, read row by row: memory holds what the cells say and no more.

The closed-file engine's `sheet_scan` also keeps where every cell stands, to patch it; nothing here is patched.  Both
take the same cells the same way, and refuse the same ones.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any
from xml.parsers import expat

from pyxl.errors import FileError
from pyxl.hosts.addresses import MAX_COLUMNS as LAST_COLUMN
from pyxl.hosts.addresses import MAX_ROWS, cell_name, column_number, parse_area
from pyxl.hosts.foreign.cells import MAX_COLUMNS, GridBuilder, day_or_month, number, shows_no_day
from pyxl.hosts.foreign.grid import Cell
from pyxl.hosts.foreign.rich_text import SharedTexts
from pyxl.hosts.package import Styles, xml_spans
from pyxl.hosts.package.cell_content import to_datetime, unescape_text
from pyxl.hosts.package.numerals import decimal, whole
from pyxl.hosts.package.sheet.sheet_scan import TRUE
from pyxl.hosts.package.styles_xml import numeral

_NAMED = 5
_BROKEN = "请在 Excel 里打开修复后再试"


class Look:
    """What one cell style means for the numbers in it."""

    __slots__ = ("code", "date", "no_day", "struck")

    def __init__(self, styles: Styles, style: int, struck: bool) -> None:
        self.code = styles.number_format(style)
        self.date = styles.is_date(style)
        self.no_day = self.date and shows_no_day(self.code)
        self.struck = struck


class SheetStream:
    """Feeds one worksheet part into a `GridBuilder`."""

    def __init__(
        self,
        where: str,
        builder: GridBuilder,
        styles: Styles,
        texts: Callable[[], SharedTexts],
        *,
        date1904: bool,
    ) -> None:
        self._where = where
        self._builder = builder
        self._styles = styles
        self._struck = styles.struck_styles()
        self._load_texts = texts
        self._texts: SharedTexts | None = None
        self._date1904 = date1904
        self._looks: dict[str, Look] = {}
        self._without_value: list[str] = []

    def read(self, chunks: Iterable[bytes]) -> None:
        """Read the part.  Raises FileError for broken XML, and for addresses outside the sheet or out of order."""
        made = xml_spans.parser(self._where)
        self._attach(made)
        try:
            for chunk in chunks:
                made.Parse(chunk, False)
            made.Parse(b"", True)
        except (expat.ExpatError, ValueError, OverflowError, LookupError) as fault:
            raise FileError(
                "文件内容已经损坏，读不出来", self._where, "请用备份，或向发件人要一份新的文件"
            ) from fault
        if cells := self._without_value:
            more = f"等 {len(cells)} 格" if len(cells) > _NAMED else ""
            named = "、".join(cells[:_NAMED]) + more
            self._builder.note(f"{named}是没有计算结果的公式，读不到值；请在 Excel 里打开、保存后再导入")

    def _attach(self, made: Any) -> None:  # noqa: ANN401
        """The root decides the namespace; then handlers as closures, since they are called millions of times."""

        def opened(name: str, _: dict[str, str]) -> None:
            space, local = name.rpartition(" ")[::2]
            if local != "worksheet" or space not in xml_spans.MAIN:
                raise FileError("这不是普通的工作表", self._where, "请换一张工作表")
            self._enter(made, space)

        made.StartElementHandler = opened

    def _enter(self, made: Any, space: str) -> None:  # noqa: ANN401
        where, builder, looks = self._where, self._builder, self._looks
        row_tag, cell_tag, value_tag, text_tag, formula_tag, merge_tag, column_tag = (
            f"{space} {name}" for name in ("row", "c", "v", "t", "f", "mergeCell", "col")
        )
        asides = (f"{space} rPh", f"{space} extLst")
        row = column = aside = 0
        row_digits = "0"
        cells: list[tuple[int, Cell]] = []
        cell: dict[str, str] = {}
        content = ""
        inline: str | None = None
        formula = False
        chunks: list[str] = []
        letters: dict[str, int] = {}

        def opened(name: str, attributes: dict[str, str]) -> None:
            nonlocal row, row_digits, column, cell, content, inline, formula, aside
            if aside or name in asides:
                aside += 1
            elif name in (value_tag, text_tag):
                chunks.clear()
            elif name == cell_tag:
                cell, content, inline, formula = attributes, "", None, False
                address = attributes.get("r")
                if address is None:
                    column += 1
                else:
                    head = address.rstrip("0123456789")
                    if address[len(head) :] != row_digits:
                        raise _out_of_order(where, row)
                    found = letters.get(head) or letters.setdefault(head, _column_of(head, where))
                    if found <= column:
                        raise _out_of_order(where, row)
                    column = found
                if column > LAST_COLUMN:
                    raise FileError("单元格地址超出了工作表", where, _BROKEN)
            elif name == row_tag:
                row_digits = attributes.get("r", str(row + 1))
                previous, row = row, whole(row_digits, where)
                if not previous < row <= MAX_ROWS:
                    raise _out_of_order(where, row)
                column = 0
                cells.clear()
                if attributes.get("hidden") in TRUE or attributes.get("ht") == "0":
                    builder.hide_row(row)
            elif name == formula_tag:
                chunks.clear()
                formula = True
            elif name == merge_tag:
                self._merge(attributes)
            elif name == column_tag:
                self._columns(attributes)

        def closed(name: str) -> None:
            nonlocal aside, content, inline
            if aside:
                aside -= 1
            elif name == value_tag:
                content = "".join(chunks)
            elif name == text_tag:
                inline = (inline or "") + "".join(chunks)
            elif name == cell_tag:
                # The type decides which child counts, where a cell has two (ECMA-376 18.3.1.4 and 18.18.11).
                kind = cell.get("t", "n")
                if inline is not None and (kind == "inlineStr" or not content):
                    value: Cell = unescape_text(inline) or None
                elif content:
                    style = cell.get("s", "0")
                    look = looks.get(style) or looks.setdefault(style, self._look(style))
                    value = self._value(kind, content, look)
                    if look.struck:
                        builder.strike(row, column - 1)
                    elif kind == "s" and self._texts and self._texts.struck:
                        whole_cell = self._texts.struck.get(whole(content, where))
                        if whole_cell is not None:
                            builder.strike(row, column - 1, whole=whole_cell)
                else:
                    value = None
                if value is not None:
                    cells.append((column - 1, value))
                    if inline is not None and self._struck:
                        style = cell.get("s", "0")
                        if (looks.get(style) or looks.setdefault(style, self._look(style))).struck:
                            builder.strike(row, column - 1)
                elif formula and kind != "str":
                    self._without_value.append(cell_name(row, column))
            elif name == row_tag and cells:
                builder.add(row, cells)

        made.StartElementHandler = opened
        made.EndElementHandler = closed
        made.CharacterDataHandler = chunks.append

    def _look(self, text: str) -> Look:
        style = numeral(text)
        return Look(self._styles, style, style in self._struck)

    def _value(self, kind: str, text: str, look: Look) -> Cell:
        if kind == "s":
            if self._texts is None:
                self._texts = self._load_texts()
            at = whole(text, self._where)
            if not 0 <= at < len(self._texts.texts):
                raise FileError("单元格内容已损坏", self._where, _BROKEN)
            return self._texts.texts[at]
        if kind == "n":
            value = decimal(text, self._where)
            if look.date:
                moment = to_datetime(value, self._date1904)
                if isinstance(moment, dt.datetime):
                    return day_or_month(moment, no_day=look.no_day)
            return number(value, look.code)
        if kind == "b":
            return text.strip() in TRUE
        if kind == "d":
            return _iso_date(text, look)
        return text if kind == "e" else unescape_text(text)

    def _merge(self, attributes: dict[str, str]) -> None:
        if (area := parse_area(attributes.get("ref", ""))) is not None:
            self._builder.merge(area.top, area.left - 1, area.bottom, area.right - 1)

    def _columns(self, attributes: dict[str, str]) -> None:
        get = attributes.get
        if get("hidden") in TRUE or get("width") == "0":
            for column in range(max(numeral(get("min")), 1), min(numeral(get("max")), MAX_COLUMNS) + 1):
                self._builder.hide_column(column - 1)


def _iso_date(text: str, look: Look) -> Cell:
    try:
        moment = dt.datetime.fromisoformat(text.strip()).replace(tzinfo=None)
    except ValueError:
        return text
    return day_or_month(moment, no_day=look.no_day)


def _column_of(letters: str, where: str) -> int:
    if not letters.isalpha() or not letters.isascii() or len(letters) > 3:
        raise FileError("单元格地址已损坏", where, _BROKEN)
    return column_number(letters)


def _out_of_order(where: str, row: int) -> FileError:
    return FileError(f"第 {row} 行附近的行列顺序不对，文件已损坏", where, _BROKEN)
