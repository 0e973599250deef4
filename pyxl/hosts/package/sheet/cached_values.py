"""The values that a file keeps beside its formulas: what a program shows that calculates nothing.

Protected View, telephones and previews show them, and LibreOffice trusts them in files that it or Excel saved.
So a value is either right or not there: whoever changes a cell takes all of them out, since any formula of
any sheet may depend on it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from pyxl.hosts.package.xml_spans import text_bytes

Value = str | float | None

_TAG = rb"(?:\w+:)?"
_FORMULA = (
    rb"<(?P<px>" + _TAG + rb")c(?P<attributes>\s[^<>]*[^<>/])>"
    rb"(?P<formula>\s*<(?P=px)f(?:\s[^<>]*)?(?:/>|>[^<]*</(?P=px)f\s*>))"
)
_CELL = re.compile(_FORMULA + rb"(?P<value>\s*<(?P=px)v(?:\s[^<>]*)?(?:/>|>[^<]*</(?P=px)v\s*>))?")
"""A cell with a formula, as far as its value.  Attributes of cells and formulas hold no angle brackets."""
_CALCULATED = re.compile(_FORMULA + rb"\s*<(?P=px)v(?:\s[^<>]*)?>[^<]*</(?P=px)v\s*>")
"""The same where it has a value: after the first press few cells have one, and only these are looked at."""
_KIND = re.compile(rb"""\st\s*=\s*("[^"]*"|'[^']*')""")
_ADDRESS = re.compile(rb"""\sr\s*=\s*["']([A-Z]+[0-9]+)["']""")


def without_values(
    sheet: bytes, kept: Callable[[str, bytes], bool] = lambda address, formula: False
) -> bytes:
    """A worksheet part without the values of its formulas; every program then calculates them.

    `kept` says by address and formula which keep theirs all the same.
    """

    def replaced(cell: re.Match[bytes]) -> bytes:
        if kept(_address(cell), cell["formula"]):
            return cell[0]
        return b"<%sc%s>%s" % (cell["px"], _KIND.sub(b"", cell["attributes"]), cell["formula"])

    return _CALCULATED.sub(replaced, sheet)


def formula_cells(sheet: bytes) -> list[str]:
    """The addresses of a worksheet part's formulas."""
    return [_address(cell) for cell in _CELL.finditer(sheet)]


def with_values(sheet: bytes, values: Mapping[str, Value]) -> bytes:
    """A worksheet part whose formulas have these values, by address; without one they stay uncalculated."""

    def filled(cell: re.Match[bytes]) -> bytes:
        value = values.get(_address(cell))
        if value is None:
            return cell[0]
        px, attributes = cell["px"], _KIND.sub(b"", cell["attributes"])
        if isinstance(value, str):
            kind, text = b' t="str"', text_bytes(value)
        else:
            kind, text = b"", repr(int(value) if value == int(value) else value).encode()
        return b"<%sc%s%s>%s<%sv>%s</%sv>" % (px, attributes, kind, cell["formula"], px, text, px)

    return _CELL.sub(filled, sheet)


def _address(cell: re.Match[bytes]) -> str:
    found = _ADDRESS.search(cell["attributes"])
    return found[1].decode() if found else ""
