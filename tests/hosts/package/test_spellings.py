"""Spellings of a package that the standard allows and few programs use."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from pyxl.hosts.engine.opening import open_closed
from pyxl.hosts.package import xml_spans
from pyxl.hosts.package.sheet.cached_values import without_values
from tests.hosts import samples
from tests.validators import audit_errors

MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
X15 = "http://schemas.microsoft.com/office/spreadsheetml/2010/11/main"


def utf16(name: str, data: bytes) -> tuple[str, bytes]:
    if name.endswith((".xml", ".rels")) and data.startswith(b"<?xml"):
        data = data.decode().replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")
    return name, data


def with_mark(name: str, data: bytes) -> tuple[str, bytes]:
    return name, b"\xef\xbb\xbf" + data if "sheet" in name and name.endswith(".xml") else data


def alternate(name: str, data: bytes) -> tuple[str, bytes]:
    """What Excel 365 writes: an absolute path in mc:AlternateContent, and no calcPr or definedNames."""
    if name == "xl/workbook.xml":
        choice = (
            f'<mc:AlternateContent xmlns:mc="{MC}"><mc:Choice Requires="x15"><x15ac:absPath url="C:\\样例\\" '
            'xmlns:x15ac="http://schemas.microsoft.com/office/spreadsheetml/2010/11/ac"/></mc:Choice></mc:AlternateContent>'
        )
        data = data.replace(b"<workbook ", f'<workbook xmlns:x15="{X15}" '.encode(), 1)
        data = re.sub(rb"(<workbookPr[^>]*/>)", lambda m: m[1] + choice.encode(), data)
        data = re.sub(rb"<definedNames>.*</definedNames>|<calcPr[^>]*/>", b"", data)
    return name, data


def single_quotes(name: str, data: bytes) -> tuple[str, bytes]:
    if name.startswith("xl/worksheets/sheet"):
        data = re.sub(
            rb"(<(?:c|row|sheetData|dimension)\b)([^>]*)>",
            lambda m: m[1] + m[2].replace(b'"', b"'") + b">",
            data,
        )
        data = data.replace(b"<v>", b"<!-- note --><v>").replace(b"</row>", b"\n</row\n>")
    return name, data


@pytest.mark.parametrize("spell", [utf16, with_mark, alternate, single_quotes])
def test_any_spelling_is_read_and_patched(
    tmp_path: Path, spell: Callable[[str, bytes], tuple[str, bytes]]
) -> None:
    path = samples.repack(samples.rich(tmp_path / "rich.xlsx"), tmp_path / "样例.xlsx", spell)
    before = samples.parts(path)
    book = open_closed(path)
    sheet = book.sheets["候选人"]
    assert sheet["B4:B6"].value == ["样例甲", "样例乙", "样例丙"]
    sheet["B5"].value = "改过"
    sheet["C9"].value = "新的"
    sheet.page_setup.print_area = "A1:F9"
    book.save()
    after = samples.parts(path)
    changed = {n for n in before if before[n] != after[n]}
    stale = {n for n in changed if after[n] == without_values(xml_spans.utf8(before[n], n))}
    assert changed - stale == {"xl/worksheets/sheet1.xml", "xl/workbook.xml"}
    assert stale <= {"xl/worksheets/sheet2.xml"}, "only a sheet with formulas, and it loses only their values"
    again = open_closed(path).sheets["候选人"]
    assert again["B4:B6"].value == ["样例甲", "改过", "样例丙"]
    assert again["C9"].value == "新的"
    assert again.page_setup.print_area == "$A$1:$F$9"
    if spell is not utf16:
        assert openpyxl.load_workbook(path)["候选人"]["C9"].value == "新的"
        assert audit_errors(path) == []


def test_where_elements_stand() -> None:
    """Offsets of every kind of element, in a document that tries to mislead a search for tags."""
    data = "<r a='/>'><e/><e b='>'/><f></f><g>x/&gt;/></g><!-- <e/> --><h><i c=\"'/>\"/>文</h></r>".encode()
    root = xml_spans.parse(data, "样例")
    found = {}
    for element in root.walk():
        found.setdefault(element.name, []).append(
            data[element.start : xml_spans.element_end(data, element.start, element.stop)].decode()
        )
    assert found["e"] == ["<e/>", "<e b='>'/>"]
    assert (found["f"], found["g"], found["i"]) == (["<f></f>"], ["<g>x/&gt;/></g>"], ['<i c="\'/>"/>'])
    assert found["r"] == [data.decode()]
    assert xml_spans.body(data, root.children[4]).decode() == '<i c="\'/>"/>文'


def test_attributes_are_set_in_place() -> None:
    tag = b'<mx:c  r="A1" x:s=\'9\' s="1"/>'
    assert xml_spans.set_attributes(tag, {"s": "2", "r": None, "n": "<&\n"}) == (
        b'<mx:c x:s=\'9\' s="2" n="&lt;&amp;&#10;"/>'
    )
