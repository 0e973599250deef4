"""The parts of a worksheet around its cells: columns, row heights, paper, page breaks.

Heights are points, widths are characters of the default font as Excel's `ColumnWidth` counts them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pyxl.hosts.addresses import MAX_COLUMNS, MAX_ROWS, Area, parse_areas
from pyxl.hosts.package import xml_spans
from pyxl.hosts.package.numerals import decimal, whole
from pyxl.hosts.package.sheet.sheet_xml import SheetXml

_DEFAULT_HEIGHT = 15.0
_DEFAULT_WIDTH = 8.43
# A column in the file is as wide as its characters and five pixels of margin; at the usual default
# fonts the widest digit takes seven pixels (ECMA-376 18.3.1.13).
_DIGIT, _MARGIN = 7, 5


def element_tag(sheet: SheetXml, name: str) -> bytes:
    """The start tag of a child of the root as it stands now; an empty element where there is none."""
    data = sheet.children.get(name)
    if data is not None:
        return xml_spans.start_tag(data, 0)
    old = sheet.scan.child(name)
    if old is not None and name not in sheet.children:
        return xml_spans.start_tag(sheet.scan.data, old.start)
    return b"<" + xml_spans.prefix(sheet.scan.data, sheet.scan.root.start) + name.encode() + b"/>"


def set_element(sheet: SheetXml, name: str, changes: Mapping[str, str | None]) -> None:
    """Set attributes of a child of the root that has no children of its own."""
    tag = xml_spans.set_attributes(element_tag(sheet, name), changes)
    sheet.children[name] = tag if tag.endswith(b"/>") else tag[:-1] + b"/>"


def row_height(sheet: SheetXml, row: int) -> float:
    """Height of a row in points."""
    attributes = sheet.row_attributes(row)
    default = xml_spans.get_attributes(element_tag(sheet, "sheetFormatPr")).get("defaultRowHeight")
    height = attributes.get("ht") or default
    return decimal(height, sheet.title) if height else _DEFAULT_HEIGHT


def set_row_height(sheet: SheetXml, row: int, height: float) -> None:
    """Fix the height of a row."""
    sheet.set_row(row, {"ht": f"{height:g}", "customHeight": "1"})


def row_hidden(sheet: SheetXml, row: int) -> bool:
    """Whether a row is hidden."""
    return sheet.row_attributes(row).get("hidden") in ("1", "true")


def set_row_hidden(sheet: SheetXml, row: int, hidden: bool) -> None:
    """Hide or show a row."""
    sheet.set_row(row, {"hidden": "1" if hidden else None})


def _columns(sheet: SheetXml) -> list[dict[str, str]]:
    """Attributes of the `col` elements, in order."""
    staged = sheet.children.get("cols")
    if staged is not None:
        tags = staged.split(b">")[1:-2]
        return [xml_spans.get_attributes(tag + b">") for tag in tags]
    old = sheet.scan.child("cols")
    return [e.attributes for e in sheet.scan.subtree(old)[1].children] if old else []


def _reach(attributes: Mapping[str, str]) -> tuple[int, int]:
    return whole(attributes.get("min", "0")), whole(attributes.get("max", "0"))


def column_attributes(sheet: SheetXml, column: int) -> dict[str, str]:
    """Attributes of the `col` element that covers a column."""
    for attributes in _columns(sheet):
        if _reach(attributes)[0] <= column <= _reach(attributes)[1]:
            return attributes
    return {}


def column_width(sheet: SheetXml, column: int) -> float:
    """Width of a column in characters."""
    own = column_attributes(sheet, column).get("width")
    default = xml_spans.get_attributes(element_tag(sheet, "sheetFormatPr")).get("defaultColWidth")
    width = own or default
    return round((decimal(width, sheet.title) * _DIGIT - _MARGIN) / _DIGIT, 2) if width else _DEFAULT_WIDTH


def set_column_width(sheet: SheetXml, columns: Iterable[int], width: float) -> None:
    """Fix the width of columns."""
    stored = int((width * _DIGIT + _MARGIN) / _DIGIT * 256) / 256
    _set_columns(sheet, columns, {"width": f"{stored:.10g}", "customWidth": "1"})


def set_column_hidden(sheet: SheetXml, columns: Iterable[int], hidden: bool) -> None:
    """Hide or show columns."""
    _set_columns(sheet, columns, {"hidden": "1" if hidden else None})


def _set_columns(sheet: SheetXml, columns: Iterable[int], changes: Mapping[str, str | None]) -> None:
    """Split the `col` elements so that the columns stand alone, and set attributes of those."""
    wanted = set(columns)
    default = xml_spans.get_attributes(element_tag(sheet, "sheetFormatPr")).get("defaultColWidth", "9.140625")
    split: dict[int, dict[str, str]] = {column: {"width": default} for column in wanted}
    runs: list[tuple[int, int, dict[str, str]]] = []
    for attributes in _columns(sheet):
        first, last = _reach(attributes)
        rest = {k: v for k, v in attributes.items() if k not in ("min", "max") and " " not in k}
        begin = first
        for column in sorted(c for c in wanted if first <= c <= last):
            split[column] = dict(rest)
            if begin < column:
                runs.append((begin, column - 1, rest))
            begin = column + 1
        if begin <= last:
            runs.append((begin, last, rest))
    for column, attributes in split.items():
        attributes.update({k: v for k, v in changes.items() if v is not None})
        kept = {k: v for k, v in attributes.items() if changes.get(k, v) is not None}
        runs.append((column, column, kept))
    px = xml_spans.prefix(sheet.scan.data, sheet.scan.root.start)
    tags = [
        xml_spans.set_attributes(b"<%scol/>" % px, {"min": str(first), "max": str(last), **rest})
        for first, last, rest in sorted(runs, key=lambda run: run[0])
    ]
    sheet.children["cols"] = b"<%scols>%s</%scols>" % (px, b"".join(tags), px)


PAPER_SIZES = {"A4": 9, "A5": 11}
"""Numbers of paper sizes, the same in the file format and in Excel's object model."""


def set_paper(sheet: SheetXml, paper: str, landscape: bool, pages_tall: int = 0) -> None:
    """Paper size, orientation, and the pages that a sheet fitted to one page's width may be high (0: any)."""
    changes: dict[str, str | None] = {
        "paperSize": str(PAPER_SIZES[paper]),
        "orientation": "landscape" if landscape else "portrait",
        "fitToHeight": str(pages_tall),
        "usePrinterDefaults": None,
    }
    set_element(sheet, "pageSetup", {**changes, "fitToWidth": None, "scale": None})
    _fit_to_page(sheet)


def _fit_to_page(sheet: SheetXml) -> None:
    """Say that the sheet is fitted to pages: without `sheetPr/pageSetUpPr` their number has no effect."""
    px = xml_spans.prefix(sheet.scan.data, sheet.scan.root.start)
    fitted = b'<%spageSetUpPr fitToPage="1"/>' % px
    old = sheet.scan.child("sheetPr")
    if old is None:
        sheet.children["sheetPr"] = b"<%ssheetPr>%s</%ssheetPr>" % (px, fitted, px)
        return
    data, element = sheet.scan.subtree(old)
    setup = element.first("pageSetUpPr")
    if setup is not None:
        edit = xml_spans.edit_tag(data, setup.start, {"fitToPage": "1"})
    else:
        edit = xml_spans.edit_children(data, element, fitted)
    shift = sheet.scan.shift(old)
    sheet.put_edit((edit[0] + shift, edit[1] + shift, edit[2]))


def set_row_breaks(sheet: SheetXml, rows: Iterable[int]) -> None:
    """Manual page breaks, each before one of the rows; earlier ones go."""
    places = sorted({row - 1 for row in rows if 1 < row <= MAX_ROWS})
    if not places:
        sheet.children["rowBreaks"] = None
        return
    px = xml_spans.prefix(sheet.scan.data, sheet.scan.root.start)
    breaks = b"".join(b'<%sbrk id="%d" max="%d" man="1"/>' % (px, row, MAX_COLUMNS - 1) for row in places)
    counts = len(places), len(places)
    sheet.children["rowBreaks"] = b'<%srowBreaks count="%d" manualBreakCount="%d">%s</%srowBreaks>' % (
        px, *counts, breaks, px,
    )  # fmt: skip


def is_protected(sheet: SheetXml) -> bool:
    """Whether the sheet's cells are protected: `sheetProtection` counts only with its attribute `sheet`."""
    if sheet.scan.child("sheetProtection") is None:
        return False
    return xml_spans.get_attributes(element_tag(sheet, "sheetProtection")).get("sheet") in ("1", "true")


def set_merges(sheet: SheetXml, areas: Sequence[Area]) -> None:
    """Make these the merged areas of the sheet; earlier ones go."""
    sheet.put_merges(areas)
    if not areas:
        sheet.children["mergeCells"] = None
        return
    px = xml_spans.prefix(sheet.scan.data, sheet.scan.root.start)
    cells = b"".join(b'<%smergeCell ref="%s"/>' % (px, area.address().encode()) for area in areas)
    sheet.children["mergeCells"] = b'<%smergeCells count="%d">%s</%smergeCells>' % (px, len(areas), cells, px)


def input_rule_areas(sheet: SheetXml) -> list[Area]:
    """The areas of all data validations, the later kind in the extension list included."""
    found: list[Area] = []
    for child in sheet.scan.top:
        if child.name not in ("dataValidations", "extLst"):
            continue
        data, tree = sheet.scan.subtree(child)
        shift = sheet.scan.shift(child)
        for rule in (element for element in tree.walk() if element.name == "dataValidation"):
            stop = xml_spans.tag_end(data, rule.start)
            tag = sheet.current(rule.start + shift, stop + shift)
            found += parse_areas(xml_spans.get_attributes(tag).get("sqref", ""))
            for inner in (element for element in rule.walk() if element.name == "sqref"):
                begin = xml_spans.tag_end(data, inner.start)
                found += parse_areas(sheet.current(begin + shift, inner.stop + shift).decode())
    return found
