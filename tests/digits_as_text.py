"""Where Excel would offer the clerk to turn a text of digits into a number, which loses digits of it.

assert offered_numbers(path) == []
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from pyxl.hosts.addresses import parse_areas
from tests.macro_gate import sheet_parts

NUMBER = re.compile(r"\s*[+-]?(\d[\d,]*\.?\d*|\.\d+)([eE][+-]?\d+)?%?\s*")
"""What Excel reads as a number when it is typed."""
_M = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def ignored_areas(sheet: etree._Element) -> list:
    """The areas of a sheet in which the mark of a number stored as text is switched off."""
    rules = sheet.iterfind(f"{_M}ignoredErrors/{_M}ignoredError[@numberStoredAsText='1']")
    return [area for rule in rules for area in parse_areas(rule.get("sqref"))]


def offered_numbers(path: Path) -> list[str]:
    """`表!A1: 0123` for every text of digits that is not covered by `ignoredErrors`."""
    return list(_offered(path))


def _offered(path: Path) -> Iterator[str]:
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    strings = [
        "".join(item.itertext(f"{_M}t"))
        for item in etree.fromstring(parts.get("xl/sharedStrings.xml", b"<sst/>")).iterfind(f"{_M}si")
    ]
    for name, part in sheet_parts(parts).items():
        sheet = etree.fromstring(parts[part])
        ignored = ignored_areas(sheet)
        for cell in sheet.iter(f"{_M}c"):
            text = _text(cell, strings)
            if NUMBER.fullmatch(text) and not any(
                area.meets(parse_areas(cell.get("r"))[0]) for area in ignored
            ):
                yield f"{name}!{cell.get('r')}: {text}"


def _text(cell: etree._Element, strings: list[str]) -> str:
    value = cell.findtext(f"{_M}v") or ""
    match cell.get("t"):
        case "s":
            return strings[int(value)]
        case "str":
            return value
        case "inlineStr":
            return "".join(cell.itertext(f"{_M}t"))
    return ""
