"""The views of a worksheet part: whether its tab is selected, which cell is, and how far it is scrolled."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from pyxl.hosts.addresses import cell_name, parse_area
from pyxl.hosts.package import xml_spans
from pyxl.hosts.package.numerals import decimal
from pyxl.hosts.package.sheet.sheet_xml import SheetXml

_ORDER: Final = ("pane", "selection", "pivotSelection", "extLst")
"""Children of `sheetView` as the schema orders them (ECMA-376 18.3.1.87)."""
ROWS_ABOVE, COLUMNS_IN_SIGHT = 8, 8
"""The selected cell is shown with so many rows above it; so many columns surely fit on a screen."""

_Change = Callable[[bytes, xml_spans.Element], xml_spans.Edit | None]


def set_tab_selected(sheet: SheetXml, selected: bool) -> None:
    """Select the sheet's tab, or not, in all of its views."""
    mark = "1" if selected else None
    _change(sheet, lambda data, view: xml_spans.edit_tag(data, view.start, {"tabSelected": mark}))


def select_cell(sheet: SheetXml, row: int, column: int) -> None:
    """Have the cell selected and in sight when the file is opened; frozen rows and columns stay frozen."""
    _change(sheet, lambda data, view: _scrolled(data, view, row, column))
    _change(sheet, lambda data, view: _selected(data, view, row, column))


def _change(sheet: SheetXml, change: _Change) -> None:
    """Apply a change to each view, over what is staged already."""
    element = sheet.scan.child("sheetViews")
    if element is None:
        return
    scan = sheet.scan
    end = xml_spans.element_end(scan.data, element.start, element.stop)
    present = sheet.children.get("sheetViews") or scan.data[element.start : end]
    opened = xml_spans.start_tag(scan.data, scan.root.start)
    name = xml_spans.prefix(scan.data, scan.root.start) + scan.root.name.encode()
    wrapped = opened + present + b"</" + name + b">"
    views = xml_spans.parse(wrapped, scan.where).children[0]
    edits = [edit for view in views.all("sheetView") if (edit := change(wrapped, view)) is not None]
    changed = xml_spans.splice(wrapped, edits)[len(opened) : -len(name) - 3]
    if changed != present:
        sheet.children["sheetViews"] = changed


def _frozen(view: xml_spans.Element) -> tuple[xml_spans.Element | None, int, int]:
    """The pane of a view, and how many rows and columns are frozen; a pane that is merely split counts as none."""
    pane = view.first("pane")
    if pane is None or not pane.attributes.get("state", "").startswith("frozen"):
        return None, 0, 0
    split = (pane.attributes.get("ySplit", "0"), pane.attributes.get("xSplit", "0"))
    rows, columns = (int(decimal(number)) for number in split)
    return pane, rows, columns


def _pane_of(rows: int, columns: int, row: int, column: int) -> str:
    vertical = "bottom" if rows and row > rows else "top"
    return vertical + ("Right" if columns and column > columns else "Left")


def _scrolled(data: bytes, view: xml_spans.Element, row: int, column: int) -> xml_spans.Edit:
    """The view, or its pane, with the cell in sight and the pane of the cell active."""
    pane, rows, columns = _frozen(view)
    target = view if pane is None else pane
    top, left = rows + 1, columns + 1
    known = parse_area(target.attributes.get("topLeftCell", ""))
    if row > rows:
        top = max(top, row - ROWS_ABOVE)
    elif known is not None:
        top = max(top, known.top)
    if column > columns + COLUMNS_IN_SIGHT:
        left = column - COLUMNS_IN_SIGHT // 2
    changes: dict[str, str | None] = {"topLeftCell": cell_name(top, left)}
    if pane is not None:
        changes["activePane"] = _pane_of(rows, columns, row, column)
    elif (top, left) == (1, 1):
        changes["topLeftCell"] = None
    return xml_spans.edit_tag(data, target.start, changes)


def _selected(data: bytes, view: xml_spans.Element, row: int, column: int) -> xml_spans.Edit:
    """The selection of the cell's pane, made where the view has none for it."""
    _, rows, columns = _frozen(view)
    pane = _pane_of(rows, columns, row, column)
    address = cell_name(row, column)
    for selection in view.all("selection"):
        if selection.attributes.get("pane", "topLeft") == pane:
            changes: dict[str, str | None] = {"activeCell": address, "activeCellId": None, "sqref": address}
            return xml_spans.edit_tag(data, selection.start, changes)
    mark = b' pane="%s"' % pane.encode() if pane != "topLeft" else b""
    new = b'<%sselection%s activeCell="%s" sqref="%s"/>' % (
        xml_spans.prefix(data, view.start), mark, address.encode(), address.encode(),
    )  # fmt: skip
    if view.start == view.stop:
        return xml_spans.edit_children(data, view, new)
    place = xml_spans.place_in_order(data, view, "selection", _ORDER)
    return place, place, new
