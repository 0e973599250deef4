"""Names in order of strokes, as ballots and announced lists need them (RULES 4; plan 三(二)2-3).

Characters are compared by number of strokes, then stroke by stroke in the order 横竖撇点折 (提 is 横, 竖钩 is
竖, 捺 is 点, every turn is 折).  Names are compared character by character from the surname's first one, so a
compound surname goes by its first character.  The two conventions in use differ on names of two characters
only: see `Convention`.

Two characters with the same strokes (干 and 于, 田 and 由) are settled as GF 3003-1999 does, by the exact
shape of each stroke (main shape before its variants: 横 before 提; turns by number of bends), as far as the
data has it, and at last by code point.  So the order is total: it never depends on the input's order.

The data is `strokes.bin`, made by `scripts/derive_strokes.py`; `STROKES.md` names sources and licences.
"""

from __future__ import annotations

import itertools
import unicodedata
import zlib
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from pyxl.errors import CellError, FileError, SettingError

DATA_FILE = Path(__file__).with_name("strokes.bin")

SHAPES = "ABCDEFGHIJKLMNOPQRSTUVWXY"
"""The letters of the data file: one for each shape of stroke, in the order of GF 3003-1999, GF 2001-2001."""

KINDS = "1122344" + "5" * 18
"""The kind of each shape: 1 横 (A; B 提), 2 竖 (C; D 竖钩), 3 撇 (E), 4 点 (F; G 捺), 5 折 (the rest)."""

PAGE_BITS = 12
"""A page of the data file covers 2**12 code points; only the pages that are asked for are unpacked."""

MOST_STROKES = 84
"""No encoded character has more (U+3106C); a larger number is a slip of the hand."""

_KIND_OF_SHAPE = str.maketrans(SHAPES, KINDS)
_DOTS = frozenset("·•‧∙⋅・･᛫⸱⸳ꞏ●.．")
_NOTHING_TYPED: Mapping[str, int] = MappingProxyType({})


class Convention(StrEnum):
    """Where a name of two characters (a single given name) stands among longer ones of the same surname.

    `SURNAME`, 姓氏笔画 (Party congresses, the CPPCC, the federations): the missing middle character is a
    blank that comes before every character: 田富, 田大利.  `FULL_NAME`, 姓名笔画 (People's Congresses): the
    second character is compared as it stands: 田大利 (大 has 3 strokes), 田富 (富 has 12).
    """

    SURNAME = "surname"
    FULL_NAME = "full_name"

    @property
    def chinese(self) -> str:
        """The word of the settings sheet (笔画规则)."""
        return _SETTING_WORDS[self]

    @classmethod
    def of(cls, word: str) -> Convention:
        """The convention that `word` names, in English or as in the settings sheet.

        Raises SettingError for any other word.
        """
        return _convention(word)


@lru_cache(maxsize=16)
def _convention(word: str) -> Convention:
    for convention in Convention:
        if word in (convention.value, convention.chinese):
            return convention
    raise SettingError(f"笔画规则没有“{word}”这一种", "设置", "请填“姓氏笔画”或“姓名笔画”")


_SETTING_WORDS = {Convention.SURNAME: "姓氏笔画", Convention.FULL_NAME: "姓名笔画"}


class CharacterKey(NamedTuple):
    """One character's place: compare as a tuple."""

    certainty: int
    """0 the blank of a missing character, 1 a character whose stroke count is known, 2 one without."""
    stroke_count: int
    kinds: str
    shapes: str
    character: str


NameKey = tuple[tuple[CharacterKey, ...], str]

_BLANK = CharacterKey(0, 0, "", "", "")
_AFTER_EVERY_KIND = "9"


def strokes(character: str) -> str | None:
    """The strokes of one character in writing order, as digits 1-5 for 横竖撇点折, or None without data.

    A compatibility ideograph or a Kangxi radical (⽥, from copied PDF text) is the character it stands for.
    Raises CellError unless `character` is a single character.

    >>> strokes("田")
    '25121'
    """
    if not isinstance(character, str) or len(character) != 1:
        raise CellError(f"查笔画要给一个字，不是“{character}”")
    shapes = _shapes(_unified(character))
    return shapes.translate(_KIND_OF_SHAPE) if shapes else None


def stroke_count(character: str) -> int | None:
    """The number of strokes of one character, or None without data.  Raises CellError as `strokes` does."""
    sequence = strokes(character)
    return len(sequence) if sequence else None


def missing_characters(names: Iterable[str], typed_counts: Mapping[str, int] = _NOTHING_TYPED) -> list[str]:
    """The characters of `names` with neither data nor a typed count, each once, in order of appearance.

    Raises CellError for a name that is no text.
    """
    written: dict[str, None] = {}
    for name in names:
        written.update(dict.fromkeys(_checked(name)))
    wanted = dict.fromkeys(counted for character in written if (counted := _counted(character)))
    return [character for character in wanted if character not in typed_counts and not _shapes(character)]


def sort_key(
    name: str,
    convention: Convention | str = Convention.SURNAME,
    typed_counts: Mapping[str, int] = _NOTHING_TYPED,
) -> NameKey:
    """The place of `name` in the order, for use as a sort key; compare keys of one convention only.

    `typed_counts` gives the stroke counts that the clerk typed for characters without data: such a character
    stands after those of the same count whose strokes are known.  A count typed against the data goes
    before the data.  A character with neither stands last in its place (and `missing_characters` names it).
    Spaces, zero-width characters and the dot of minority names (·) are passed over.  Equal names written
    differently ("王 丽", "王丽") stand together, in order of code points.

    Raises CellError for a name that is no text, SettingError for an unknown convention or impossible count.
    """
    chosen = Convention.of(convention)
    keys = [_character_key(character, typed_counts) for character in _characters(name)]
    if len(keys) == 2 and chosen is Convention.SURNAME:
        keys.insert(1, _BLANK)
    return tuple(keys), name


def sort_names(
    names: Iterable[str],
    convention: Convention | str = "surname",
    typed_counts: Mapping[str, int] = _NOTHING_TYPED,
) -> list[str]:
    """`names` in order of strokes, each as it was written, namesakes kept; see `sort_key`.

    >>> sort_names(["田大利", "王丽", "田富", "丁小宁"])
    ['丁小宁', '王丽', '田富', '田大利']
    >>> sort_names(["田大利", "王丽", "田富", "丁小宁"], "full_name")
    ['丁小宁', '王丽', '田大利', '田富']
    """
    chosen = Convention.of(convention)
    return sorted(names, key=lambda name: sort_key(name, chosen, typed_counts))


def _character_key(character: str, typed_counts: Mapping[str, int]) -> CharacterKey:
    if character not in typed_counts:
        return _known_key(character)
    shapes = _shapes(character)
    typed = _typed_count(character, typed_counts)
    if typed and typed != len(shapes):
        return CharacterKey(1, typed, _AFTER_EVERY_KIND, "", character)
    return _known_key(character)


@lru_cache(maxsize=1 << 14)
def _known_key(character: str) -> CharacterKey:
    shapes = _shapes(character)
    if shapes:
        return CharacterKey(1, len(shapes), shapes.translate(_KIND_OF_SHAPE), shapes, character)
    return CharacterKey(2, 0, "", "", character)


def _typed_count(character: str, typed_counts: Mapping[str, int]) -> int | None:
    count = typed_counts.get(character)
    if count is None:
        return None
    if isinstance(count, bool) or not isinstance(count, int) or not 1 <= count <= MOST_STROKES:
        raise SettingError(f"“{character}”的笔画数不能是 {count}", "", f"请填 1 到 {MOST_STROKES} 的整数")
    return count


def _characters(name: str) -> Iterator[str]:
    """The characters that count for the order."""
    return (counted for character in _checked(name) if (counted := _counted(character)))


def _checked(name: str) -> str:
    if not isinstance(name, str):
        raise CellError(f"姓名“{name}”不是文字", "", "请把这一格改成文字")
    return name


@lru_cache(maxsize=1 << 14)
def _counted(character: str) -> str:
    """The character for which it counts; "" for one that is passed over."""
    return "" if _passed_over(character) else _unified(character)


def _passed_over(character: str) -> bool:
    """Spaces, dots, and what has no width: controls and formats (Cc, Cf), variation selectors (Mn)."""
    return character in _DOTS or character.isspace() or unicodedata.category(character) in {"Cc", "Cf", "Mn"}


def _unified(character: str) -> str:
    """The character that a compatibility ideograph or a radical sign stands for; any other as it is."""
    unified = unicodedata.normalize("NFKC", character)
    return unified if len(unified) == 1 else character


def _shapes(character: str) -> str:
    """The stroke shapes of a character; empty without data."""
    page, place = divmod(ord(character), 1 << PAGE_BITS)
    entries = _page(page)
    return entries[place] if entries else ""


@cache
def _page(number: int) -> list[str]:
    """The entries of one page, one for each code point; no list at all where the data has none."""
    packed = _packed_pages().get(number)
    if packed is None:
        return []
    try:
        return zlib.decompress(packed).decode("ascii").split("\n")
    except (zlib.error, ValueError) as error:
        raise _unreadable() from error


@cache
def _packed_pages() -> dict[int, bytes]:
    """Page number -> compressed page.

    The file: one line of "hexadecimal page number:length", then the pages in that order, each of them
    zlib-compressed lines of stroke shapes.
    """
    try:
        head, _, body = DATA_FILE.read_bytes().partition(b"\n")
        entries = [entry.split(":") for entry in head.decode("ascii").split()]
        sizes = [(int(number, 16), int(length)) for number, length in entries]
    except (OSError, ValueError) as error:
        raise _unreadable() from error
    # A file cut short must not pass for characters without data.
    if not body or sum(length for _, length in sizes) != len(body):
        raise _unreadable()
    ends = itertools.accumulate(length for _, length in sizes)
    return {number: body[end - length : end] for (number, length), end in zip(sizes, ends, strict=True)}


def _unreadable() -> FileError:
    return FileError("笔画数据读不出来", DATA_FILE.name, "请重新安装本软件")
