"""The cells of a file in the forms in which our own writer writes them, each form worked out once for the file.

A form is what stands in a cell's tag from the number of its style on: `14" t="s"><v>360</v></c>`.  A list of people has some
thousand cells and some hundred forms, so that what a cell says, and which look goes with it, costs a look-up.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

from pyxl.book.canonical import canonical_value
from pyxl.book.workbook import Cell
from pyxl.district.fast.pattern import Look
from pyxl.district.fast.unusual import Unusual, require
from pyxl.hosts.package.cell_content import to_datetime, unescape_text

BEFORE: Final = b' s="'
"""What stands before a form; no cell of ours holds it elsewhere."""
_IS_TEXT: Final = b'" t="s"><v>'
_END_OF_TEXT: Final = b"</v></c>"
_OTHER: Final = re.compile(rb'([0-9]{1,3})"(?:/>|( t="b")?><v>([0-9.E+-]{1,24})</v></c>)')
_SST: Final = re.compile(
    rb'<\?xml version="1.0" encoding="UTF-8" standalone="yes"\?>\n<sst xmlns="[^"]*" count="([0-9]+)" uniqueCount="([0-9]+)">'
)
_BEGIN, _KEPT, _END = "<si><t>", '<si><t xml:space="preserve">', "</t></si>"
_TAGS: Final = 4
"""Signs < of a text's tags."""
_REFERENCE: Final = re.compile(r"&(?!amp;|lt;|gt;)")
_NO_TEXT: Final = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_BLANK: Final = " \t\n"
_BETWEEN: Final = _END + _BEGIN
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


Said = tuple[Cell, str, int]
"""A value, its canonical text, and its length in signs where it has no line ends."""
Known = tuple[int, Said]
"""What a form says: its code, and the value."""
_BLANK_CELL: Final[Said] = (None, "", 0)


class Cells(dict[bytes, Known]):
    """Form -> what it says; raises Unusual or KeyError for what our writer does not write, for a text or style that is not there."""

    def __init__(self, shared: bytes, looks: tuple[Look, ...]) -> None:
        """`shared` is the part of the texts, `looks` are the styles by number."""
        super().__init__()
        texts, self._references = _texts(shared)
        self._texts = dict(zip(_ends(len(texts)), _said(texts), strict=True))
        self._codes = _text_codes(len(looks))
        self._looks = looks
        self._used: set[bytes] = set()

    def __missing__(self, form: bytes) -> Known:
        style, is_text, end = form.partition(_IS_TEXT)
        if is_text:
            known = self[form] = self._codes[style], self._texts[end]
            self._used.add(end)
            return known
        found = _OTHER.fullmatch(form)
        if found is None:
            raise Unusual
        number, truth, written = found.groups()
        known = self[form] = self._other(self._codes[number] - _OF_TEXT, truth, written)
        return known

    def _other(self, style: int, truth: bytes | None, written: bytes | None) -> Known:
        """What holds no text."""
        if written is None:
            return code_of("/", style), _BLANK_CELL
        if truth:
            require(written in (b"0", b"1"))
            value = written == b"1"
            return code_of("b", style), (value, canonical_value(value), len(str(value)))
        kind, said = _number(written, self._looks[style][0])
        return code_of(kind, style), said

    def text(self, number: bytes) -> str:
        """A text by its number, which counts as used."""
        end = number + _END_OF_TEXT
        value = self._texts[end][0]
        self._used.add(end)
        return str(value or "")

    def require_all_used(self, references: int) -> None:
        """Each text in use, and as often as the part says; `references` are those of all sheets."""
        require(references == self._references and len(self._used) == len(self._texts))


@lru_cache(maxsize=16)
def _text_codes(looks: int) -> Mapping[bytes, int]:
    """Number of a style, as it is written -> the code of a text in this style."""
    return {b"%d" % number: _OF_TEXT | number for number in range(looks)}


def _texts(data: bytes) -> tuple[list[str], int]:
    """The shared texts, and how often they are used."""
    head = _SST.match(data)
    if head is None or not data.endswith(b"</sst>"):
        raise Unusual
    plain = data[head.end() : -len(b"</sst>")].decode()
    # Line ends are usual and what else is not printable is rare, so that the pattern is seldom asked.
    require(plain.replace("\n", "").isprintable() or not _NO_TEXT.search(plain))
    texts = _untagged(plain) if _KEPT in plain else _all_plain(plain)
    require(len(texts) == int(head[2]))
    if "&" in plain or "_" in plain:
        require(not _REFERENCE.search(plain))
        texts = [_plain(text) for text in texts]
    return texts, int(head[1])


def _all_plain(items: str) -> list[str]:
    """The texts of items of which none keeps blanks at its ends: there is no sign < but those of the tags between them."""
    if not items:
        return []
    require(items.startswith(_BEGIN) and items.endswith(_END))
    texts = items[len(_BEGIN) : -len(_END)].split(_BETWEEN)
    require(items.count("<") == _TAGS * len(texts))
    require(texts == [text.strip(_BLANK) for text in texts])
    return texts


def _untagged(items: str) -> list[str]:
    """The texts, where some keep blanks at their ends."""
    *parts, rest = items.split(_END)
    # Each item begins with two tags and ends with two, and there is no sign < beside theirs.
    require(not rest and items.count("<") == _TAGS * len(parts))
    texts: list[str] = []
    for item in parts:
        kept = item.startswith(_KEPT)
        require(kept or item.startswith(_BEGIN))
        text = item.removeprefix(_KEPT if kept else _BEGIN)
        require(kept or text == text.strip(_BLANK))
        texts.append(text)
    return texts


def _plain(written: str) -> str:
    """A text as it reads, of what stands in the part."""
    if "&" in written:
        written = written.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return unescape_text(written) if "_" in written else written


def _said(texts: list[str]) -> Iterator[Said]:
    """Texts as values of cells; few hold anything that the canonical text escapes."""
    for text in texts:
        if not text.isprintable():
            yield text, canonical_value(text), TALL
        elif "\\" in text or not text.strip():
            yield text or None, canonical_value(text), len(text)
        else:
            yield text, "T" + text, len(text)


def _ends(count: int) -> Sequence[bytes]:
    """How the forms of texts end, by the texts' numbers."""
    return _KEPT_ENDS[:count] if count <= len(_KEPT_ENDS) else [b"%d</v></c>" % at for at in range(count)]


_KEPT_ENDS: Final = [b"%d</v></c>" % at for at in range(4096)]


@lru_cache(maxsize=1 << 12)
def _number(written: bytes, code: bytes) -> tuple[str, Said]:
    """Kind and value of what stands in a cell without a type, by its number format."""
    value, kind = _of_format(written, code)
    return kind, (value, canonical_value(value), len(str(value)))


def _of_format(written: bytes, code: bytes) -> tuple[Cell, str]:
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
