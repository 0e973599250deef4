"""The cells of a file in the forms in which our own writer writes them, each form worked out once for the file.

A form is what stands in a cell's tag behind its place: ` s="14" t="s"><v>360</v></c>`.  A list of people has some thousand
cells and some hundred forms, so that what a cell says, and which look goes with it, costs a look-up.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from pyxl.book.canonical import canonical_value
from pyxl.book.workbook import Cell
from pyxl.district.fast.pattern import Look
from pyxl.district.fast.unusual import Unusual, require
from pyxl.hosts.package.cell_content import to_datetime, unescape_text

CELL: Final = re.compile(
    rb'<c r="[A-Z]{1,2}[0-9]{1,7}"( s="[0-9]{1,3}"(?:/>|(?: t="[sb]")?><v>[0-9.E+-]{1,24}</v></c>))'
)
_STYLE: Final = len(b' s="')
_IS_TEXT: Final = b'" t="s"><v>'
_TEXT_BEGINS, _TEXT_ENDS = len(_IS_TEXT), -len(b"</v></c>")
_TEXT: Final = slice(len(b' t="s"><v>'), -len(b"</v></c>"))
_NUMBER: Final = slice(len(b"><v>"), -len(b"</v></c>"))
_SST: Final = re.compile(
    rb'<\?xml version="1.0" encoding="UTF-8" standalone="yes"\?>\n<sst xmlns="[^"]*" count="([0-9]+)" uniqueCount="([0-9]+)">'
)
_BEGIN, _KEPT, _END = "<si><t>", '<si><t xml:space="preserve">', "</t></si>"
_TAGS: Final = 4
"""Signs < of a text's tags."""
_REFERENCE: Final = re.compile(r"&(?!amp;|lt;|gt;)")
_NO_TEXT: Final = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_BLANK: Final = " \t\n"
_ESCAPED: Final = re.compile(r"[\\\t\n\r]")
_SMALL: Final = re.compile(rb"-?[0-9]{1,11}")
WHOLE, GENERAL, DAY, MOMENT = b"1", b"0", b"yyyy-mm-dd", b"yyyy-mm-dd hh:mm:ss"
"""Codes and built-in numbers of the writer's number formats."""
KINDS: Final = ("/", "s", "b", "int", "float", "day", "moment", "")
"""Kinds of cells as `pattern` names them; the last is one that no table has."""
_CODES: Final = {kind: at << 10 for at, kind in enumerate(KINDS)}
_OF_TEXT: Final = _CODES["s"]
TALL: Final = 1 << 30
"""Size of a value of which nobody knows without a closer look how many lines it takes."""


def code_of(kind: str, style: int) -> int:
    """Kind and number of the style in one figure."""
    return _CODES[kind] | style


Known = tuple[Cell, int, str, int]
"""What a form says: its value, its code, the value's canonical text, and its length in signs where it has no line ends."""


class Cells(dict[bytes, Known]):
    """Form, as `CELL` finds it, -> what it says; raises Unusual for what our writer does not write, IndexError for a text or
    style that is not there."""

    def __init__(self, shared: bytes, looks: tuple[Look, ...]) -> None:
        """`shared` is the part of the texts, `looks` are the styles by number."""
        super().__init__()
        self.texts, self._references = _texts(shared)
        self._canonical = _canonical_texts(self.texts)
        self._sizes = [len(text) if text.isprintable() else TALL for text in self.texts]
        self._styles = {b"%d" % number: number for number in range(len(looks))}
        self._looks = looks
        self._used: set[int] = set()

    def __missing__(self, form: bytes) -> Known:
        end = form.index(b'"', _STYLE)
        style = self._styles[form[_STYLE:end]]
        if form.startswith(_IS_TEXT, end):
            # What no writer of ours puts there, a sign or a point, is no number of a text.
            at = int(form[end + _TEXT_BEGINS : _TEXT_ENDS])
            if at < 0:
                raise Unusual
            self._used.add(at)
            known: Known = self.texts[at] or None, _OF_TEXT | style, self._canonical[at], self._sizes[at]
            self[form] = known
            return known
        known = self[form] = self._other(form[end + 1 :], style)
        return known

    def _other(self, said: bytes, style: int) -> Known:
        """What holds no text."""
        look = self._looks[style]
        value: Cell
        if said == b"/>":
            value, kind = None, "/"
        elif said.startswith(b' t="b"'):
            written = said[_TEXT]
            require(written in (b"0", b"1"))
            value, kind = written == b"1", "b"
        else:
            value, kind = _number(said[_NUMBER], look[0])
        size = 0 if value is None else len(str(value))
        return value, code_of(kind, style), canonical_value(value), size

    def text(self, at: int) -> str:
        """A text by its number, which counts as used."""
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
    plain = data[head.end() : -len(b"</sst>")].decode()
    *items, rest = plain.split(_END)
    # Each item begins with two tags and ends with two, and there is no sign < beside theirs.
    require(not rest and len(items) == int(head[2]) and plain.count("<") == _TAGS * len(items))
    require(plain.isprintable() or not _NO_TEXT.search(plain))
    require("&" not in plain or not _REFERENCE.search(plain))
    escaped = "&" in plain or "_" in plain
    texts: list[str] = []
    for item in items:
        if item.startswith(_BEGIN):
            text = item[len(_BEGIN) :]
            require(text.strip(_BLANK) == text)
        else:
            require(item.startswith(_KEPT))
            text = item[len(_KEPT) :]
        texts.append(_plain(text) if escaped else text)
    return texts, int(head[1])


def _plain(written: str) -> str:
    """A text as it reads, of what stands in the part."""
    if "&" in written:
        written = written.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return unescape_text(written) if "_" in written else written


def _canonical_texts(texts: list[str]) -> list[str]:
    """As `canonical_value` has each of them; few hold anything to escape."""
    return [
        canonical_value(text) if _ESCAPED.search(text) or not text.strip() else f"T{text}" for text in texts
    ]


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
