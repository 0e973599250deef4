"""Identity numbers and telephones in a text, wherever somebody typed them: found and starred.

Every run of eleven digits and more that is not a row of dates is taken for a number, and so is whatever has the
shape of one: an amount masked by mistake costs a question, a number in clear cannot be called back.
Full-width and circled digits count as digits; spaces, hyphens, dots and invisible characters between them
are passed over.  Numbers spelt out in Chinese characters are not recognised.

It stands beside the errors and imports nothing of ours: messages, log, papers and post all mask with it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Final, NamedTuple

KEPT_OF_IDENTITY: Final = (6, 0)
"""First and last places that stay, as in `pyxl.rules.identity.masked`."""
KEPT_OF_TELEPHONE: Final = (3, 2)

LEAST_OF_IDENTITY: Final = 15
"""Digits from which on a run is taken for an identity number, perhaps with others beside it."""
LEAST_OF_TELEPHONE: Final = 11
"""Digits from which on a shorter run is taken for a telephone; a shortest area code makes it ten."""

_BETWEEN: Final = frozenset("._·•・‧'’‘`´*/\\|~～#")
_BRACKETS: Final = {"(": "(", "（": "(", ")": ")", "）": ")"}
_PARTING: Final = frozenset("、，,；;：:。")
"""Signs that stand between the parts of one number as well as between numbers: only the shape of the whole tells."""
_RUN: Final = re.compile(r"[0-9](?: {0,3}[0-9])*(?: {0,3}X)?")
_CUE: Final = re.compile(r"(?:电话|手机|座机|联系方式|tel|phone)[^0-9]{0,4}\Z", re.IGNORECASE)
_LOCAL: Final = range(7, 9)
"""Digits of a telephone number without its area code, taken for one only behind a word that says so."""
_DAY: Final = r"(?:1[89]|20)\d\d[-./](?:0?[1-9]|1[0-2])[-./](?:0?[1-9]|[12]\d|3[01])"
_DATES: Final = re.compile(rf"{_DAY}(?:[T ]+\d\d?){{0,3}}(?:\s+{_DAY})*", re.ASCII)
_DIGEST: Final = re.compile(r"(?<![0-9A-Za-z])(?=[0-9]*[a-f])[0-9a-f]{64}(?![0-9A-Za-z])")
"""A SHA-256 is nobody's number, though long runs of digits may stand in it."""


class _Shape(NamedTuple):
    """What a number looks like in the skeleton of a text, and how many first and last digits may be seen."""

    pattern: re.Pattern[str]
    kept: tuple[int, int]


_GAP: Final = "[ ^X]{0,3}"
"""What parts a number that was split on purpose or by habit: signs of `_PARTING`, letters, blanks."""


def _split(*places: str) -> str:
    """A pattern of digits, one class each, with gaps between all of them."""
    return "(?<![0-9])" + _GAP.join(places) + "(?![0-9])"


_ANY: Final = "[0-9]"
_MONTH, _MONTH_DAY = f"(?:0{_GAP}[1-9]|1{_GAP}[0-2])", f"(?:0{_GAP}[1-9]|[12]{_GAP}{_ANY}|3{_GAP}[01])"
_CENTURY: Final = f"(?:1{_GAP}9|2{_GAP}0)"

_IDENTITIES: Final = (
    _Shape(re.compile(r"(?<![0-9])[0-9]{14}(?:[0-9]{3})?[0-9X](?![0-9X])"), KEPT_OF_IDENTITY),
    _Shape(
        re.compile(
            r"(?<![0-9])[1-8](?: ?[0-9]){5}[^0-9]{0,6}"  # the region, then whatever parts it from the birth date
            r"(?:19|2 ?0) ?[0-9] ?[0-9][^0-9]{0,4}(?:0 ?[1-9]|1 ?[0-2])[^0-9]{0,4}(?:0 ?[1-9]|[12] ?[0-9]|3 ?[01])"
            r"[^0-9]{0,6}[0-9](?: ?[0-9]){2} ?[0-9X](?![0-9])"
        ),
        KEPT_OF_IDENTITY,
    ),
    _Shape(
        re.compile(
            _split("[1-8]", *[_ANY] * 5, _CENTURY, _ANY, _ANY, _MONTH, _MONTH_DAY, *[_ANY] * 3, "[0-9X]")
        ),
        KEPT_OF_IDENTITY,
    ),
)
"""Numbers of GB 11643: in one piece, of 15 places or 18; in three, whatever stands between them; in any number of pieces."""
_TELEPHONES: Final = (
    _Shape(re.compile(_split("1", "[3-9]", *[_ANY] * 9)), KEPT_OF_TELEPHONE),
    _Shape(
        re.compile(rf"(?<![0-9])0[0-9]{{2,3}}{_GAP}(?:[0-9]{{7,8}}|[0-9]{{3,4}}{_GAP}[0-9]{{4}})(?![0-9])"),
        KEPT_OF_TELEPHONE,
    ),
)
"""Telephones in several pieces: a mobile one in any, one with an area code behind it and in the middle."""
_AREA_IN_BRACKETS: Final = _Shape(
    re.compile(r"\( {0,3}0[0-9]{2,3} {0,3}\) {0,3}[0-9](?: {0,3}[0-9]){6,7}(?![0-9])"), KEPT_OF_TELEPHONE
)


def without_identities(text: str) -> str:
    """A text fit for a screen or a log: whatever looks like an identity number shows its first six places.

    A number may stand anywhere, since a list pasted one column off puts it under any header.  Telephones and
    long figures stay: file names, times and sums must be read.

    >>> without_identities("第3行 510999199101150027 和 510999，19910115，0027")
    '第3行 510999************ 和 510999，********，****'
    """
    return _starred(text, lambda skeleton: _shaped(skeleton, _IDENTITIES)) if has_digits(text) else text


def without_long_numbers(text: str) -> str:
    """The same for what somebody typed and a message quotes: mistyped identity numbers are hidden, too.

    >>> without_long_numbers("5109991991011500277，电话0825-8660000")
    '510999*************，电话0825-8660000'
    """
    return _starred(
        text,
        lambda skeleton: (
            *_shaped(skeleton, _IDENTITIES),
            *(found for found, kept in _runs(text, skeleton) if kept == KEPT_OF_IDENTITY),
        ),
    )


def mask_text(text: str) -> str:
    """A text in which whatever looks like an identity number or a telephone is masked.

    >>> mask_text("样例 51099919800229 042０，电话138 0000-1234")
    '样例 510999******** ****，电话138 ****-**34'
    """
    if not has_digits(text):
        return text
    shapes = (*_IDENTITIES, *_TELEPHONES, _AREA_IN_BRACKETS)
    return _starred(
        text,
        lambda skeleton: (*_shaped(skeleton, shapes), *(found for found, _ in _runs(text, skeleton))),
    )


def mask_telephone(text: str) -> str:
    """A text that is a telephone number as a whole, whatever its form."""
    return _starred(text, lambda skeleton: [_hidden(skeleton, 0, len(skeleton), KEPT_OF_TELEPHONE)])


def has_digits(text: str) -> bool:
    """Whether a digit of any kind stands in a text."""
    # Most texts are names, and no letter of any script is a digit; most others stand in many towns' files.
    return not text.isalpha() and _has_digits(text)


@lru_cache(maxsize=4096)
def _has_digits(text: str) -> bool:
    return any(_digit(character) is not None for character in text)


def _shaped(skeleton: str, shapes: Iterable[_Shape]) -> Iterator[Iterable[int]]:
    for shape in shapes:
        for found in shape.pattern.finditer(skeleton):
            yield _hidden(skeleton, found.start(), found.end(), shape.kept)


def _runs(text: str, skeleton: str) -> Iterator[tuple[Iterable[int], tuple[int, int]]]:
    for run in _RUN.finditer(skeleton):
        if kept := _kept(text, run):
            yield _hidden(skeleton, run.start(), run.end(), kept), kept


def _kept(text: str, run: re.Match[str]) -> tuple[int, int] | None:
    """How many first and last digits of a run may stay; None for a run that is neither kind of number."""
    digits = run[0].replace(" ", "")
    if _DATES.fullmatch(text[run.start() : run.end()]):
        return None
    if len(digits) >= LEAST_OF_IDENTITY:
        return KEPT_OF_IDENTITY
    numbers = digits.rstrip("X")
    behind_cue = len(numbers) in _LOCAL and _CUE.search(text, max(0, run.start() - 12), run.start())
    landline = len(numbers) == LEAST_OF_TELEPHONE - 1 and numbers.startswith("0")
    if len(numbers) >= LEAST_OF_TELEPHONE or landline or behind_cue:
        return KEPT_OF_TELEPHONE
    return None


def _hidden(skeleton: str, start: int, stop: int, kept: tuple[int, int]) -> list[int]:
    """The places of the digits to be starred: all but the first and last few."""
    places = [at for at in range(start, stop) if skeleton[at] in "0123456789X"]
    first, last = kept if len(places) > sum(kept) else (0, 0)
    return places[first : len(places) - last]


def _starred(text: str, find: Callable[[str], Iterable[Iterable[int]]]) -> str:
    """The text with stars at the places that `find` names in its skeleton."""
    skeleton = "".join(map(_bone, _DIGEST.sub(lambda digest: "|" * len(digest[0]), text)))
    hidden = {at for places in find(skeleton) for at in places}
    return "".join("*" if at in hidden else character for at, character in enumerate(text))


@lru_cache(maxsize=4096)
def _bone(character: str) -> str:
    """A character's part in the search: its digit, X, a bracket, a blank for what may stand between digits, ^ for what
    may part a number or two of them, or |.
    """
    digit = _digit(character)
    if digit is not None:
        return str(digit)
    if character in "xXｘＸ×":
        return "X"
    if character in _BRACKETS:
        return _BRACKETS[character]
    if character in _PARTING or (character.isascii() and character.isalpha()):
        return "^"
    between = character in _BETWEEN or character.isspace()
    return " " if between or unicodedata.category(character) in ("Cf", "Pd", "Mn", "Me", "Cc") else "|"


def _digit(character: str) -> int | None:
    return unicodedata.digit(character, None)
