"""Tables of a web page under the name .xls, as many government systems export them."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree, html

from pyxl.errors import FileError
from pyxl.hosts.foreign.cells import LAST_ROW, MAX_COLUMNS, GridBuilder
from pyxl.hosts.foreign.grid import Cell, Grid


def read(text: str, where: str) -> list[Grid]:
    """Every table of a page as a sheet; all cells are text."""
    # A declaration of the encoding must go: the text is decoded already, and lxml refuses both.
    body = text[text.find("?>") + 2 :] if text.lstrip().startswith("<?xml") else text
    try:
        page = html.document_fromstring(body, parser=html.HTMLParser(no_network=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as fault:
        raise FileError("网页表格读不出来", where, "请在 Excel 里打开，另存为 .xlsx 后再导入") from fault
    grids: list[Grid] = []
    spent = 0
    tables = [table for table in page.iter("table") if not any(True for _ in table.iterancestors("table"))]
    for table in tables:
        name = f"第 {len(grids) + 1} 个表格" if len(tables) > 1 else ""
        builder = GridBuilder(name, where, spent=spent)
        _read_table(table, builder)
        grids.append(builder.grid())
        spent = builder.spent
    return grids


def _read_table(table: html.HtmlElement, builder: GridBuilder) -> None:
    covered: dict[int, int] = {}
    """Column -> last row that a cell from above covers."""
    number = 0
    for number, row in enumerate(_rows(table), 1):
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
            if wide > 1 or tall > 1:
                builder.merge(number, column, number + tall - 1, column + wide - 1)
            for below in range(column, column + wide):
                covered[below] = number + tall - 1
            column += wide
        builder.add(number, cells)


def _rows(table: html.HtmlElement) -> Iterator[html.HtmlElement]:
    """The table's own rows, not those of tables inside its cells."""
    for row in table.iter("tr"):
        if next(row.iterancestors("table")) is table:
            yield row


def _span(element: html.HtmlElement, name: str, most: int) -> int:
    text = str(element.get(name, "1")).strip()
    return min(max(int(text), 1), most) if text.isascii() and text.isdigit() and len(text) < 9 else 1


def _text(element: html.HtmlElement) -> str:
    parts: list[str] = []
    for node in element.iter():
        if node.tag == "br":
            parts.append("\n")
        if isinstance(node.tag, str) and node.tag not in ("script", "style"):
            parts.append(node.text or "")
        if node is not element:
            parts.append(node.tail or "")
    return "".join(parts).strip()
