"""The bytes of a worksheet part with its staged changes: touched rows are rewritten, all else is copied."""

from __future__ import annotations

from bisect import bisect_left

from pyxl.hosts.addresses import Area, bounds, cell_name, column_letters, parse_area
from pyxl.hosts.package import xml_spans
from pyxl.hosts.package.cell_content import Content
from pyxl.hosts.package.numerals import whole
from pyxl.hosts.package.sheet.sheet_view import Staged
from pyxl.hosts.package.sheet.sheet_xml import SheetXml

CHILD_ORDER = (
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr",
    "sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate",
    "customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks",
    "printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks", "colBreaks", "customProperties",
    "cellWatches", "ignoredErrors", "smartTags", "drawing", "legacyDrawing", "legacyDrawingHF", "drawingHF",
    "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst",
)  # fmt: skip
"""Children of `worksheet` as the schema orders them (ECMA-376 18.3.1.99)."""


def patched(sheet: SheetXml) -> bytes:
    """The part as it is to be saved; the very bytes that were read when nothing is staged."""
    if not sheet.changed:
        return sheet.scan.data
    data = sheet.scan.data
    edits = [(start, stop, new) for (start, stop), new in sheet.edits.items()]
    if sheet.staged or sheet.row_changes:
        edits.append(_cells_edit(sheet))
        edits += _dimension_edit(sheet)
    for name, new in sheet.children.items():
        edits += _child_edit(sheet, name, new)
    return xml_spans.splice(data, edits)


def _child_edit(sheet: SheetXml, name: str, new: bytes | None) -> list[xml_spans.Edit]:
    data, old = sheet.scan.data, sheet.scan.child(name)
    if old is not None:
        return [(old.start, xml_spans.element_end(data, old.start, old.stop), new or b"")]
    if new is None:
        return []
    root = xml_spans.Element(sheet.scan.space, "worksheet", {}, sheet.scan.root.start, sheet.scan.root.stop)
    root.children = [e for e in sheet.scan.top if e.space == sheet.scan.space]
    place = xml_spans.place_in_order(data, root, name, CHILD_ORDER)
    return [(place, place, new)]


def _dimension_edit(sheet: SheetXml) -> list[xml_spans.Edit]:
    element = sheet.scan.child("dimension")
    if element is None:
        return []
    cells = [
        Area(row, min(written), row, max(written))
        for row, line in sheet.staged.items()
        if (written := list(line))
    ]
    declared = parse_area(element.attributes.get("ref", ""))
    present = sheet.scan.bounds()
    # Programs differ on whether formatted rows and columns belong to it: what it says is only enlarged.
    known = [area for area in (declared, present) if area is not None] if present else []
    area = bounds([*cells, *known])
    if area is None or area == declared:
        return []
    return [xml_spans.edit_tag(sheet.scan.data, element.start, {"ref": area.address()})]


def _cells_edit(sheet: SheetXml) -> xml_spans.Edit:
    scan = sheet.scan
    element = scan.child("sheetData")
    assert element is not None, "the scan has seen to it"
    px = xml_spans.prefix(scan.data, element.start)
    tag = xml_spans.start_tag(scan.data, element.start)
    end = xml_spans.element_end(scan.data, element.start, element.stop)
    if element.start == element.stop:
        rows = [_new_row(sheet, row, px) for row in sorted({*sheet.staged, *sheet.row_changes})]
        opened = tag[:-2].rstrip() + b">"
        return element.start, end, opened + b"".join(rows) + b"</" + px + b"sheetData>"
    touched = {*sheet.staged, *sheet.row_changes}
    if scan.implicit:
        # Rows that leave their number to be counted would be counted wrongly after an insertion.
        touched.update(scan.row_number)
    pieces: list[bytes] = []
    at = element.start + len(tag)
    for row in sorted(touched):
        i = bisect_left(scan.row_number, row)
        there = i < len(scan.row_number) and scan.row_number[i] == row
        place = scan.row_start[i] if i < len(scan.row_number) else element.stop
        pieces.append(scan.data[at:place])
        pieces.append(_changed_row(sheet, i, px) if there else _new_row(sheet, row, px))
        at = xml_spans.element_end(scan.data, place, scan.row_stop[i]) if there else place
    pieces.append(scan.data[at : element.stop])
    return element.start + len(tag), element.stop, b"".join(pieces)


def _new_row(sheet: SheetXml, row: int, px: bytes) -> bytes:
    changes: dict[str, str | None] = {"r": str(row), **sheet.row_changes.get(row, {})}
    tag = xml_spans.set_attributes(b"<" + px + b"row>", changes)
    cells = sorted(sheet.staged.get(row, {}).items())
    return tag + b"".join(_cell(px, row, c, cell) for c, cell in cells) + b"</" + px + b"row>"


def _changed_row(sheet: SheetXml, index: int, px: bytes) -> bytes:
    scan, data = sheet.scan, sheet.scan.data
    row, cells = scan.row_number[index], scan.cells_of(index)
    staged = dict(sheet.staged.get(row, {}))
    begin, stop = scan.row_start[index], scan.row_stop[index]
    tag = _row_tag(sheet, row, xml_spans.start_tag(data, begin))
    pieces: list[tuple[int, bytes]] = []
    for i in cells:
        column, start = scan.column[i], scan.start[i]
        cell = staged.pop(column, None)
        if cell is not None and cell.content is not None:
            new = _cell(px, row, column, cell)
        else:
            new = _kept(data[start : xml_spans.element_end(data, start, scan.stop[i])], row, column, cell)
        pieces.append((column, new))
    last = (scan.start[cells[-1]], scan.stop[cells[-1]]) if cells else (begin, begin)
    rest = xml_spans.element_end(data, *last)
    pieces += [(column, _cell(px, row, column, cell)) for column, cell in staged.items()]
    pieces.sort()
    # What follows the last cell (an extension list) stays behind it.
    tail = data[rest:stop] if stop != begin else b""
    return tag + b"".join(new for _, new in pieces) + tail + b"</" + xml_spans.prefix(data, begin) + b"row>"


def _row_tag(sheet: SheetXml, row: int, tag: bytes) -> bytes:
    changes = {"r": str(row), **sheet.row_changes.get(row, {})}
    spans = xml_spans.get_attributes(tag).get("spans", "")
    columns = sheet.staged.get(row, {})
    if spans and columns:
        first, _, last = spans.split()[0].partition(":")
        if min(columns) < whole(first) or max(columns) > whole(last or first):
            changes["spans"] = None  # only a hint to readers, and no longer true
    tag = xml_spans.set_attributes(tag, changes)
    return tag[:-2].rstrip() + b">" if tag.endswith(b"/>") else tag


def _kept(old: bytes, row: int, column: int, cell: Staged | None) -> bytes:
    """A cell whose content stays; its style may be new, its address is made explicit."""
    tag = xml_spans.start_tag(old, 0)
    if cell is None and "r" in xml_spans.get_attributes(tag):
        return old
    changes: dict[str, str | None] = {"r": cell_name(row, column)}
    if cell is not None:
        changes["s"] = str(cell.style) if cell.style else None
    return xml_spans.set_attributes(tag, changes) + old[len(tag) :]


def _cell(px: bytes, row: int, column: int, cell: Staged) -> bytes:
    content = cell.content or Content(None)
    style = b' s="%d"' % cell.style if cell.style else b""
    head = b'<%sc r="%s%d"%s' % (px, column_letters(column).encode(), row, style)
    if content.formula:
        return b"%s><%sf>%s</%sf></%sc>" % (head, px, content.text, px, px)
    if not content.text:
        return head + b"/>"
    if content.kind == "inlineStr":
        mark = (
            b' xml:space="preserve"' if content.text.strip() != content.text or b"\n" in content.text else b""
        )
        return b'%s t="inlineStr"><%sis><%st%s>%s</%st></%sis></%sc>' % (
            head, px, px, mark, content.text, px, px, px,
        )  # fmt: skip
    kind = b' t="b"' if content.kind == "b" else b""
    return b"%s%s><%sv>%s</%sv></%sc>" % (head, kind, px, content.text, px, px)
