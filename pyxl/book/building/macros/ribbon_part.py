"""The ribbon as a part of the workbook's package.

Of the two kinds of ribbon part, the one of 2006 is used: Excel from 2007 to 365 reads it, and other
programs that save a workbook keep it, while they drop the one of 2009 (`customUI14.xml`) and the tab is
gone without a word.  Part name, namespace and relationship belong together; mixed, no tab shows either.
"""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from pyxl.book.building.macros.vba_source import MacroError

PART = "customUI/customUI.xml"
NAMESPACE = "http://schemas.microsoft.com/office/2006/01/customui"
RELATIONSHIP = "http://schemas.microsoft.com/office/2006/relationships/ui/extensibility"

_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_PACKAGE_RELS = "_rels/.rels"
_CONTENT_TYPES = "[Content_Types].xml"


def add_ribbon(parts: Mapping[str, bytes], ribbon_xml: bytes) -> dict[str, bytes]:
    """`parts` (part name -> content) of a workbook's package, with the ribbon in it.

    A ribbon that is already there is replaced.  Raises MacroError if `ribbon_xml` is no ribbon of the
    2006 kind.
    """
    try:
        root = etree.fromstring(ribbon_xml)
    except etree.XMLSyntaxError as error:
        raise MacroError(f"功能区定义不是有效的 XML：{error}", "ribbon.xml") from error
    if root.tag != f"{{{NAMESPACE}}}customUI":
        raise MacroError("功能区定义的命名空间不对", "ribbon.xml", f"根元素须是 {NAMESPACE} 的 customUI")
    return {
        **parts,
        PART: ribbon_xml,
        _PACKAGE_RELS: _with_relationship(parts[_PACKAGE_RELS]),
        _CONTENT_TYPES: _with_xml_type(parts[_CONTENT_TYPES]),
    }


def _with_relationship(content: bytes) -> bytes:
    root = etree.fromstring(content)
    for old in root.findall(f"{{{_RELS}}}Relationship[@Type='{RELATIONSHIP}']"):
        root.remove(old)
    used = {element.get("Id") for element in root}
    number = next(n for n in range(1, len(used) + 2) if f"rId{n}" not in used)
    etree.SubElement(root, f"{{{_RELS}}}Relationship", Id=f"rId{number}", Type=RELATIONSHIP, Target=PART)
    return _serialized(root)


def _with_xml_type(content: bytes) -> bytes:
    root = etree.fromstring(content)
    if root.find(f"{{{_TYPES}}}Default[@Extension='xml']") is None:
        root.insert(
            0, root.makeelement(f"{{{_TYPES}}}Default", Extension="xml", ContentType="application/xml")
        )
    return _serialized(root)


def _serialized(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
