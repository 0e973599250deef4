"""The cells of a file in the forms in which our own writer writes them, each form worked out once for the file.

A form is what stands in a cell's tag behind its place: ` s="14" t="s"><v>360</v></c>`.  A list of people has some thousand
cells and some hundred forms, so that what a cell says, and which look goes with it, costs a look-up.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from pyxl.book.canonical import canonical_value
from pyxl.book.workbook import Cell
from pyxl.district.fast.pattern import Look, Unusual, require
from pyxl.hosts.package.cell_content import to_datetime, unescape_text

CELL: Final = re.compile(
    rb'<c r="[A-Z]{1,2}[0-9]{1,7}"( s="[0-9]{1,3}"(?:/>|(?: t="[sb]")?><v>[0-9.E+-]{1,24}</v></c>))'
)
_TYPED: Final = (b" s=", b"14", b" t=", b"s", b"><v>360</v></c>")
"""A form with a type, parted by its quotation marks."""
_VALUE: Final = slice(len(b"><v>"), -len(b"</v></c>"))
_SST: Final = re.compile(
    rb'<\?xml version="1.0" encoding="UTF-8" standalone="yes"\?>\n<sst xmlns="[^"]*" count="([0-9]+)" uniqueCount="([0-9]+)">'
)
_ITEMS: Final = re.compile(rb'(?:<si><t(?: xml:space="preserve")?>[^<]*</t></si>)*')
_ITEM: Final = re.compile(r"<si><t( xml:space=\"preserve\")?>([^<]*)</t></si>")
_REFERENCE: Final = re.compile(r"&(?!amp;|lt;|gt;)")
_NO_TEXT: Final = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_BLANK: Final = " \t\n"
_SMALL: Final = re.compile(rb"-?[0-9]{1,11}")
WHOLE, GENERAL, DAY, MOMENT = b"1", b"0", b"yyyy-mm-dd", b"yyyy-mm-dd hh:mm:ss"
"""Codes and built-in numbers of the writer's number formats."""


Known = tuple[Cell, str, Look, str]
"""What a form says: its value, its kind as `pattern` names them ("" for a kind that no table has), its look, and the value's
canonical text."""


class Cells(dict[bytes, Known]):
    """Form, as `CELL` finds it, -> what it says; raises Unusual for what our writer does not write, IndexError for a text or
    style that is not there."""

    def __init__(self, shared: bytes, looks: Sequence[Look]) -> None:
        """`shared` is the part of the texts, `looks` are the styles by number."""
        super().__init__()
        self.texts, self._references = _texts(shared)
        self._looks = looks
        self._used: set[int] = set()

    def __missing__(self, form: bytes) -> Known:
        known: Known
        said = form.split(b'"')
        look = self._looks[int(said[1])]
        value: Cell
        if len(said) == len(_TYPED):
            written = said[-1][_VALUE]
            if said[3] == b"s":
                value = self.text(written)
                known = self[form] = value or None, "s", look, _canonical(value)
                return known
            require(written in (b"0", b"1"))
            value, told = written == b"1", "b"
        elif said[2] == b"/>":
            value, told = None, "/"
        else:
            value, told = _number(said[2][_VALUE], look[0])
        known = self[form] = value, told, look, canonical_value(value)
        return known

    def text(self, number: bytes) -> str:
        """A text by its number, which counts as used."""
        at = int(number)
        if at < 0:
            raise Unusual
        self._used.add(at)
        return self.texts[at]

    def require_all_used(self, references: int) -> None:
        """Each text in use, and as often as the part says; `references` are those of all sheets."""
        require(references == self._references and len(self._used) == len(self.texts))


def _texts(data: bytes) -> tuple[list[str], int]:
    """The shared texts, and how often they are used."""
    head = _SST.match(data)
    if head is None or not data.endswith(b"</sst>"):
        raise Unusual
    body = data[head.end() : -len(b"</sst>")]
    require(_ITEMS.fullmatch(body))
    plain = body.decode()
    require(not _NO_TEXT.search(plain) and not _REFERENCE.search(plain))
    texts = [_text(kept, written) for kept, written in _ITEM.findall(plain)]
    require(len(texts) == int(head[2]))
    return texts, int(head[1])


_canonical = lru_cache(maxsize=8192)(canonical_value)
"""Of texts, most of which stand in every town's file."""


@lru_cache(maxsize=8192)
def _text(kept: str, written: str) -> str:
    require(kept or written.strip(_BLANK) == written)
    if "&" in written:
        written = written.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return unescape_text(written)


def _number(written: bytes, code: bytes) -> tuple[Cell, str]:
    """Value and kind of what stands in a cell without a type, by its number format."""
    small = bool(_SMALL.fullmatch(written))
    if code in (DAY, MOMENT):
        moment = to_datetime(float(written), date1904=False)
        if not isinstance(moment, dt.datetime):
            raise Unusual
        if code == DAY:
            require(small)
            return moment.date(), "day"
        return (moment if moment.time() != dt.time() else moment.date()), "moment"
    number = float(written)
    value = int(number) if number.is_integer() else number
    if code == WHOLE:
        require(small)
        return value, "int"
    # The writer shows a small whole number as such, but for the cover's counts in red.
    return value, "float" if code == GENERAL and not small else ""
