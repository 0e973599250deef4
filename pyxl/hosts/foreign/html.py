"""Tables of a web page under the name .xls, as many government systems export them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from lxml import etree, html

from pyxl.errors import FileError
from pyxl.hosts.foreign.cells import LAST_ROW, MAX_COLUMNS, GridBuilder
from pyxl.hosts.foreign.grid import Cell, Grid
from pyxl.hosts.foreign.struck import tell_struck

_RULE = re.compile(r"([^{}]{1,500})\{([^{}]{0,5000})\}")
_CLASS = re.compile(r"\.([\w-]+)")
_HIDES = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)", re.IGNORECASE)
_CROSSES_OUT = re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through", re.IGNORECASE)
_STRUCK = ("s", "strike", "del")
_NO_TEXT = ("script", "style", etree.Comment, etree.ProcessingInstruction)


def read(text: str, where: str) -> list[Grid]:
    """Every table of a page as a sheet; all cells are text.

    Raises FileError where the page cannot be read.
    """
    # A declaration of the encoding must go: the text is decoded already, and lxml refuses both.
    body = text[text.find("?>") + 2 :] if text.lstrip().startswith("<?xml") else text
    try:
        page = html.document_fromstring(body, parser=html.HTMLParser(no_network=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as fault:
        raise FileError("网页表格读不出来", where, "请在 Excel 里打开，另存为 .xlsx 后再导入") from fault
    classes = _Classes.of(page)
    grids: list[Grid] = []
    last: GridBuilder | None = None
    tables = [table for table in page.iter("table") if not _is_text(table)]
    for table in tables:
        name = f"第 {len(grids) + 1} 个表格" if len(tables) > 1 else ""
        builder = GridBuilder(name, where, after=last)
        _read_table(table, builder, classes)
        grids.append(builder.grid())
        last = builder
    return grids


def _is_text(table: html.HtmlElement) -> bool:
    """Whether a table inside a cell is only its frame: one cell, part of the text around it.

    Any other table within a table is one of its own: systems lay out their pages by tables.
    """
    inside = next(table.iterancestors("table"), None) is not None
    return inside and sum(1 for element in table.iter("td", "th")) <= 1


@dataclass(frozen=True)
class _Classes:
    """The classes of a page's style sheets that hide what has them, or cross it out."""

    hidden: frozenset[str]
    struck: frozenset[str]

    @classmethod
    def of(cls, page: html.HtmlElement) -> _Classes:
        rules = _RULE.findall("".join(style.text or "" for style in page.iter("style")))
        return cls(*(
            frozenset(name for names, body in rules if mark.search(body) for name in _CLASS.findall(names))
            for mark in (_HIDES, _CROSSES_OUT)
        ))  # fmt: skip


def _has(element: html.HtmlElement, mark: re.Pattern[str], classes: frozenset[str]) -> bool:
    named = classes.intersection((element.get("class") or "").split())
    return bool(named) or mark.search(element.get("style") or "") is not None


def _is_hidden(element: html.HtmlElement, classes: frozenset[str]) -> bool:
    return element.get("hidden") is not None or _has(element, _HIDES, classes)


def _crosses_out(element: html.HtmlElement, classes: frozenset[str]) -> bool:
    return element.tag in _STRUCK or _has(element, _CROSSES_OUT, classes)


def _reads(child: html.HtmlElement) -> bool:
    """Whether a child is part of its cell's text; tables of their own inside it are not."""
    return _is_text(child) if child.tag == "table" else child.tag not in _NO_TEXT


def _read_table(table: html.HtmlElement, builder: GridBuilder, classes: _Classes) -> None:
    covered: dict[int, int] = {}
    """Column -> last row that a cell from above covers."""
    crosses_out = partial(_crosses_out, classes=classes.struck)
    number = 0
    for number, row in enumerate(_rows(table), 1):
        row_struck = crosses_out(row)
        cells: list[tuple[int, Cell]] = []
        column = 0
        for element in row:
            if element.tag not in ("td", "th"):
                continue
            while covered.get(column, 0) >= number:
                column += 1
            if column >= MAX_COLUMNS:  # one is enough for the note about what is not read
                cells.append((column, _text(element)))
                break
            wide, tall = _span(element, "colspan", MAX_COLUMNS), _span(element, "rowspan", LAST_ROW)
            cells.append((column, _text(element)))
            tell_struck(builder, number, column, element, crosses_out, _reads, row_struck)
            if number == 1 and _is_hidden(element, classes.hidden):
                builder.hide_column(column)
            if wide > 1 or tall > 1:
                builder.merge(number, column, number + tall - 1, column + wide - 1)
            for below in range(column, column + wide):
                covered[below] = number + tall - 1
            column += wide
        builder.add(number, cells)
        if _is_hidden(row, classes.hidden):
            builder.hide_row(number)


def _rows(table: html.HtmlElement) -> Iterator[html.HtmlElement]:
    """The table's own rows, not those of tables inside its cells."""
    for row in table.iter("tr"):
        if next(row.iterancestors("table")) is table:
            yield row


def _span(element: html.HtmlElement, name: str, most: int) -> int:
    text = str(element.get(name, "1")).strip()
    return min(max(int(text), 1), most) if text.isascii() and text.isdigit() and len(text) < 9 else 1


def _text(element: html.HtmlElement) -> str:
    """What a cell reads."""
    parts: list[str] = []

    def collect(node: html.HtmlElement) -> None:
        if node.tag == "br":
            parts.append("\n")
        parts.append(node.text or "")
        for child in node:
            if _reads(child):
                collect(child)
            parts.append(child.tail or "")

    collect(element)
    return "".join(parts).strip()
