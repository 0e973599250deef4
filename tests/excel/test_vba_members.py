"""The members and constants of Excel's that our VBA modules name are in Microsoft's type libraries.

VBA says "object doesn't support this property" only at the clerk's desk, and only on the line that she reaches.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pytest
import vba_reference

from pyxl.book.building.macros.vba_source import macro_folder
from tests.excel import type_library

ROOTS = {
    "Application": "Application",
    "ThisWorkbook": "Workbook",
    "ActiveWorkbook": "Workbook",
    "ActiveSheet": "Worksheet",
}
ITEMS = {
    "Sheets": "Worksheet",
    "Worksheets": "Worksheet",
    "Workbooks": "Workbook",
    "Names": "Name",
    "Range": "Range",
}
"""Collection -> what one item of it is."""
_STRING, _COMMENT = re.compile(r'"(?:[^"]|"")*"'), re.compile(r"(?m)'.*$")
_CHAIN = re.compile(rf"(?<![\w.])({'|'.join(ROOTS)})((?:\.\w+(?:\([^()]*\))?)+)")
_LINK = re.compile(r"\.(\w+)(\([^()]*\))?")
_CONSTANT = re.compile(r"(?<![\w.])((?:xl|vb|mso)[A-Z]\w*)")
_LIBRARIES = ("excel", "vba", "office")
MODULES = sorted(path for path in macro_folder().iterdir() if path.suffix in (".bas", ".cls"))


@cache
def known_constants() -> frozenset[str]:
    """Every constant of Excel's, VBA's and Office's enumerations."""
    types = [(each["name"], library) for library in _LIBRARIES for each in vba_reference.list_types(library)]
    return frozenset(
        constant.name
        for name, library in types
        for constant in vba_reference.get_type(name, library).constants
    )


def faults(source: str) -> Iterator[str]:
    """What a module names that no library has."""
    code = _COMMENT.sub("", _STRING.sub('""', source))
    for root, chain in _CHAIN.findall(code):
        yield from chain_faults(root, chain)
    for constant in _CONSTANT.findall(code):
        if constant not in known_constants():
            yield f"no constant {constant}"


def chain_faults(root: str, chain: str) -> Iterator[str]:
    """Walk `Application.Workbooks(1).Name` member by member, as far as the types are known."""
    type_name: str | None = ROOTS[root]
    for name, arguments in _LINK.findall(chain):
        if type_name is None or not vba_reference.get_type(type_name, "excel"):
            return
        member = type_library.member(type_name, name)
        if member is None:
            yield f"{type_name} has no {name} ({root}{chain})"
            return
        found = member.type or member.returns
        type_name = ITEMS.get(found, found) if arguments else found
        if type_name in (None, "", "String", "Long", "Boolean", "Variant", "Object") or type_name.startswith(
            "Xl"
        ):
            return


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_our_modules_name_only_what_there_is(path):
    assert list(faults(path.read_text("utf-8"))) == []


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("Application.StatusBer = False", "Application has no StatusBer"),
        ("x = ThisWorkbook.Worksheets(1).Activat", "Worksheet has no Activat"),
        ("Application.Cursor = xlWaiting", "no constant xlWaiting"),
        ('ThisWorkbook.Worksheets("a.b").Activate: MsgBox "Application.Nonsense", vbExclamation', None),
        ("' Application.Nonsense", None),
    ],
)
def test_the_gate_itself(line, fault):
    found = list(faults(line))
    assert (not found) if fault is None else found[0].startswith(fault)
