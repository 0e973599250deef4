"""New parts of a package: their names, content types and relationships, and their place in the workbook's lists."""

from __future__ import annotations

import posixpath
import re
from itertools import count

from pyxl.errors import FileError
from pyxl.hosts.package import xml_spans
from pyxl.hosts.package.opc import Package

_TYPES = "[Content_Types].xml"
_KINDS = {
    "worksheet": b"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml",
    "table": b"application/vnd.openxmlformats-officedocument.spreadsheetml.table+xml",
}
_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_EMPTY = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
)
_SHEET_ORDER = (
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection",
    "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells",
    "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup",
    "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags", "drawing",
    "legacyDrawing", "legacyDrawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst",
)  # fmt: skip
"""Children of `worksheet` as the schema orders them (ECMA-376 18.3.1.99)."""


def free_part(package: Package, stem: str) -> str:
    """The first name such as xl/tables/table7.xml that no part has."""
    return next(name for number in count(1) if (name := f"{stem}{number}.xml") not in package)


def add_part(package: Package, part: str, data: bytes, kind: str) -> None:
    """A new part with its content type."""
    package.write(part, data)
    types = package.read(_TYPES)
    root = package.tree(_TYPES)
    px = xml_spans.prefix(types, root.start)
    override = b'<%sOverride PartName=%s ContentType="%s"/>' % (
        px, xml_spans.attribute_value(f"/{part}"), _KINDS[kind],
    )  # fmt: skip
    package.write(_TYPES, xml_spans.splice(types, [xml_spans.edit_children(types, root, override)]))


def relate(package: Package, owner: str, target: str, kind: str, wanted: str = "") -> str:
    """Have a part refer to another; returns the relationship's id, which is the `wanted` one where that is free."""
    folder, name = posixpath.split(owner)
    part = posixpath.join(folder, "_rels", f"{name}.rels")
    if part not in package:
        package.write(part, _EMPTY)
    taken = {relationship.id for relationship in package.relationships(owner)}
    own = (
        wanted
        if wanted and wanted not in taken
        else next(made for number in count(1) if (made := f"rId{number}") not in taken)
    )
    data, root = package.read(part), package.tree(part)
    px = xml_spans.prefix(data, root.start)
    new = b"<%sRelationship Id=%s Type=%s Target=%s/>" % (
        px, *map(xml_spans.attribute_value, (own, f"{_RELATIONSHIPS}/{kind}", f"/{target}")),
    )  # fmt: skip
    package.write(part, xml_spans.splice(data, [xml_spans.edit_children(data, root, new)]))
    return own


def list_sheet(package: Package, workbook: str, name: str, part: str, state: str) -> None:
    """Put a sheet behind the last in the workbook's list.  Raises FileError where that list is damaged."""
    own = relate(package, workbook, part, "worksheet")
    data, root = package.read(workbook), package.tree(workbook)
    sheets = root.first("sheets")
    prefix = re.search(rb'xmlns:(\w+)="[^"]*/officeDocument/(?:2006/)?relationships"', data)
    if sheets is None or prefix is None:
        raise FileError("工作簿的工作表目录已损坏", package.where(workbook), "请在 Excel 里打开修复后再试")
    number = max((int(sheet.attributes.get("sheetId", "0")) for sheet in sheets.children), default=0) + 1
    shown = b"" if state == "visible" else b" state=" + xml_spans.attribute_value(state)
    new = b'<%ssheet name=%s sheetId="%d"%s %s:id=%s/>' % (
        xml_spans.prefix(data, root.start), xml_spans.attribute_value(name), number, shown, prefix[1],
        xml_spans.attribute_value(own),
    )  # fmt: skip
    package.write(workbook, xml_spans.splice(data, [xml_spans.edit_children(data, sheets, new)]))


def list_table(package: Package, sheet: str, own: str) -> None:
    """Name a table, by the id of its relationship, in the sheet's list."""
    data, root = package.read(sheet), package.tree(sheet)
    prefix = re.search(rb'xmlns:(\w+)="[^"]*/officeDocument/(?:2006/)?relationships"', data)
    px = xml_spans.prefix(data, root.start)
    declared = b"" if prefix else b' xmlns:r="%s"' % _RELATIONSHIPS.encode()
    item = b"<%stablePart%s %s:id=%s/>" % (
        px,
        declared,
        prefix[1] if prefix else b"r",
        xml_spans.attribute_value(own),
    )
    tables = root.first("tableParts")
    if tables is not None:
        edits = [
            xml_spans.edit_tag(data, tables.start, {"count": str(len(tables.children) + 1)}),
            xml_spans.edit_children(data, tables, item),
        ]
    else:
        place = xml_spans.place_in_order(data, root, "tableParts", _SHEET_ORDER)
        edits = [(place, place, b'<%stableParts count="1">%s</%stableParts>' % (px, item, px))]
    package.write(sheet, xml_spans.splice(data, edits))
