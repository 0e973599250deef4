"""A macro workbook made a plain one: without VBA project and ribbon, and of the content type of an .xlsx."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from pyxl.book.building.macros.ribbon_part import PART as RIBBON
from pyxl.book.declared import STAGE_OF

PROJECT = "xl/vbaProject.bin"
_BOOK = "xl/workbook.xml"
_TYPES, _BOOK_RELATIONS, _ROOT_RELATIONS = "[Content_Types].xml", "xl/_rels/workbook.xml.rels", "_rels/.rels"
_WITH_MACROS = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_PLAIN = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def without_macros(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """`parts` (part name -> content) of a built workbook without anything that runs."""
    kept = {name: content for name, content in parts.items() if name not in (PROJECT, RIBBON)}
    types = kept[_TYPES].replace(_WITH_MACROS, _PLAIN)
    return {
        **kept,
        _TYPES: _without(types, "Extension", "bin"),
        _BOOK_RELATIONS: _without(kept[_BOOK_RELATIONS], "Target", "vbaProject.bin"),
        _ROOT_RELATIONS: _without(kept[_ROOT_RELATIONS], "Target", RIBBON),
    }


def all_in_sight(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The same with the sheets of every stage shown: without macros no button brings a hidden one back."""
    root = etree.fromstring(parts[_BOOK])
    for sheet in root.iter("{*}sheet"):
        if sheet.get("name") in STAGE_OF and sheet.get("state") == "hidden":
            del sheet.attrib["state"]
    return {**parts, _BOOK: etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)}


def _without(content: bytes, attribute: str, value: str) -> bytes:
    """An XML part without the children whose attribute has this value."""
    root = etree.fromstring(content)
    for child in root:
        if child.get(attribute) == value:
            root.remove(child)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
