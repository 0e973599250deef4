"""Tables of Word documents (.docx), each as a sheet; what stands above a table goes with it.

python-docx opens the package; its tables are walked element by element, since its own cells are found anew for
every row and pass over content controls and tracked insertions.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

import docx
from docx.oxml.ns import qn
from lxml import etree

from pyxl.errors import FileError
from pyxl.hosts.foreign.cells import MAX_COLUMNS, GridBuilder
from pyxl.hosts.foreign.grid import Cell, Grid
from pyxl.hosts.package import guard

_TABLE, _ROW, _CELL, _PARAGRAPH = qn("w:tbl"), qn("w:tr"), qn("w:tc"), qn("w:p")
_TEXT, _BREAKS, _TAB = qn("w:t"), (qn("w:br"), qn("w:cr")), qn("w:tab")
_GONE = (qn("w:del"), qn("w:moveFrom"), qn("w:rPr"), qn("w:pPr"))
_WRAPPERS = (
    qn("w:sdt"),
    qn("w:sdtContent"),
    qn("w:ins"),
    qn("w:moveTo"),
    qn("w:smartTag"),
    qn("w:customXml"),
)
_VALUE, _RUN = qn("w:val"), qn("w:r")
_OFF = ("0", "false", "off")
_WHOLLY, _PARTLY = "wholly", "partly"
_SAVE_AGAIN = "请在 Word 或 WPS 里打开，另存为 .docx 后再导入，或把表格复制到 Excel"


def read(raw: bytes, where: str) -> list[Grid]:
    """All tables in their order, those inside of cells behind the one that holds them.

    Raises FileError for a document that is broken or has no table.
    """
    if b"[Content_Types].xml" not in raw:
        raise FileError("Word 文档不完整或已损坏", where, _SAVE_AGAIN)
    guard.check(raw, where)
    try:
        body = docx.Document(io.BytesIO(raw)).element.body
    except (KeyError, ValueError, etree.XMLSyntaxError) as fault:
        raise FileError("Word 文档读不出来，可能已损坏", where, _SAVE_AGAIN) from fault
    count = sum(1 for _ in body.iter(_TABLE))
    if not count:
        raise FileError("Word 文档里没有表格", where, "名单不在表格里时，请把它整理成 Excel 表格再导入")
    reader = _Reader(where, several=count > 1)
    reader.read_block(body)
    return reader.grids


class _Reader:
    def __init__(self, where: str, *, several: bool) -> None:
        self._where = where
        self._several = several
        self._last: GridBuilder | None = None
        self.grids: list[Grid] = []

    def read_block(self, block: etree._Element) -> None:
        """The tables of the body or of a cell, with the paragraphs before each."""
        above: list[str] = []
        for element in _inner(block, (_TABLE, _PARAGRAPH)):
            if element.tag == _PARAGRAPH:
                if text := _text(element).strip():
                    above.append(text)
            else:
                self._read_table(element, tuple(above))
                above = []

    def _read_table(self, table: etree._Element, above: tuple[str, ...]) -> None:
        name = f"第 {len(self.grids) + 1} 个表格" if self._several else ""
        builder = GridBuilder(name, self._where, after=self._last, above=above)
        at = len(self.grids)
        open_merges: dict[int, tuple[int, int]] = {}
        """Column -> first row and width of a cell that is merged downwards."""
        number = 0
        for number, row in enumerate(_inner(table, (_ROW,)), 1):
            cells: list[tuple[int, Cell]] = []
            column = _number(row, "w:trPr/w:gridBefore")
            for cell in _inner(row, (_CELL,)):
                wide = max(_number(cell, "w:tcPr/w:gridSpan"), 1)
                merged = _find(cell, "w:tcPr/w:vMerge")
                goes_on = merged is not None and merged.get(_VALUE, "continue") == "continue"
                if not goes_on and column in open_merges:
                    _close(builder, open_merges, column, number - 1)
                if merged is not None and not goes_on:
                    open_merges[column] = (number, wide)
                if not goes_on:
                    cells.append((column, _cell_text(cell)))
                    if _has_hidden(cell):
                        builder.hide_words(number, column)
                    if merged is None and wide > 1:
                        builder.merge(number, column, number, column + wide - 1)
                    if struck := _struck(cell):
                        builder.strike(number, column, whole=struck == _WHOLLY)
                column += wide
            builder.add(number, cells)
        for column in tuple(open_merges):
            _close(builder, open_merges, column, number)
        self.grids.insert(at, builder.grid())
        self._last = builder
        for cell in table.iter(_CELL):
            if next(cell.iterancestors(_TABLE)) is table and cell.find(f".//{_TABLE}") is not None:
                self.read_block(cell)


def _close(builder: GridBuilder, open_merges: dict[int, tuple[int, int]], column: int, last: int) -> None:
    top, wide = open_merges.pop(column)
    if last > top or wide > 1:
        builder.merge(top, column, last, column + wide - 1)


def _inner(block: etree._Element, wanted: tuple[str, ...]) -> Iterator[etree._Element]:
    """Children of some kinds; content controls and tracked insertions around them are looked through."""
    for child in block:
        if child.tag in wanted:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _inner(child, wanted)


def _find(element: etree._Element, path: str) -> etree._Element | None:
    return element.find("/".join(map(qn, path.split("/"))))


def _number(element: etree._Element, path: str) -> int:
    found = _find(element, path)
    text = found.get(_VALUE, "") if found is not None else ""
    return min(int(text), MAX_COLUMNS) if text.isascii() and text.isdigit() and len(text) < 6 else 0


def _cell_text(cell: etree._Element) -> str:
    return "\n".join(_text(paragraph) for paragraph in _inner(cell, (_PARAGRAPH,))).strip()


def _text(element: etree._Element) -> str:
    parts: list[str] = []
    for child in element:
        if child.tag == _TEXT:
            parts.append(child.text or "")
        elif child.tag == _TAB or child.tag in _BREAKS:
            parts.append(" " if child.tag == _TAB else "\n")
        elif child.tag not in _GONE and isinstance(child.tag, str):
            parts.append(_text(child))
    return "".join(parts)


def _struck(cell: etree._Element) -> str:
    """Whether all that a cell says is crossed out, a part of it, or nothing ("")."""
    marks = [_has_strike(run) for run in cell.iter(_RUN) if _text(run).strip()]
    return _WHOLLY if marks and all(marks) else _PARTLY if any(marks) else ""


def _has_hidden(cell: etree._Element) -> bool:
    """Whether a cell has words that Word does not show."""
    marks = (_find(run, "w:rPr/w:vanish") for run in cell.iter(_RUN) if _text(run).strip())
    return any(mark is not None and mark.get(_VALUE, "1") not in _OFF for mark in marks)


def _has_strike(run: etree._Element) -> bool:
    marks = (_find(run, f"w:rPr/w:{kind}") for kind in ("strike", "dstrike"))
    return any(mark is not None and mark.get(_VALUE, "1") not in _OFF for mark in marks)
