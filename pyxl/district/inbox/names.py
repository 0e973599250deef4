"""What a file from outside is called on screens and sheets: readable, short, without a number of anybody, in one line."""

from __future__ import annotations

import posixpath
import unicodedata
from collections import Counter
from typing import Final

from pyxl.errors import without_identities

SPLIT: Final = "›"
"""Between a mail or zip and what lies in it."""
LONGEST: Final = 120
"""Characters of one name."""
_TAIL: Final = 30
_HIDDEN: Final = frozenset({"Cf", "Cs", "Co", "Cn"})
"""Marks that turn the direction of writing or cannot be seen: with them a name shows another ending than it has."""


def from_bytes(raw: bytes) -> str:
    """A name in UTF-8 or in GBK, the encoding of Chinese Windows: whichever gives Chinese.

    Two characters of GBK may be UTF-8 by chance (磨溪 is), but then of other scripts.
    """
    try:
        text = raw.decode("utf-8")
    except UnicodeError:
        return raw.decode("gb18030", "replace")
    if not _is_chinese(text):
        try:
            if _is_chinese(other := raw.decode("gb18030")):
                return other
        except UnicodeError:
            pass
    return text


def _is_chinese(text: str) -> bool:
    """Whether what is not ASCII is Chinese: its characters, and the signs in their width."""
    return all(c.isascii() or unicodedata.east_asian_width(c) in "WF" for c in text)


def readable(text: str) -> str:
    """A name as it can be shown: bytes that the system could not read are read as Chinese, what is not to be seen goes."""
    if any("\ud800" <= character <= "\udfff" for character in text):
        text = from_bytes(text.encode("utf-8", "surrogateescape" if _only_bytes(text) else "replace"))
    if text.isprintable():
        return text
    plain = "".join(" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in text)
    return "".join(c for c in plain if unicodedata.category(c) not in _HIDDEN).strip()


def _only_bytes(text: str) -> bool:
    return all(not "\ud800" <= c <= "\udfff" or "\udc80" <= c <= "\udcff" for c in text)


def shown(name: str) -> str:
    """A file's own name, or its place in a folder or zip, as sheets, replies and messages have it."""
    plain = without_identities(readable(name))
    return plain if len(plain) <= LONGEST else f"{plain[: LONGEST - _TAIL]}…{plain[-_TAIL:]}"


def own_name(place: str) -> str:
    """The file's own name at the end of its place."""
    return posixpath.basename(place.rpartition(SPLIT)[2].replace("\\", "/"))


class Places:
    """Gives every arrival a place of its own: of two with one name the second is numbered."""

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def of(self, place: str) -> str:
        """The place, numbered where it was given before."""
        self._seen[place] += 1
        if (number := self._seen[place]) == 1:
            return place
        stem, dot, suffix = place.rpartition(".")
        return self.of(f"{stem}（{number}）.{suffix}" if dot else f"{place}（{number}）")
