"""How many lines a paragraph takes: Chinese line breaking, with figures as narrow or as wide as fonts have them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from typing import Any, Final

from pyxl.papers.layout.styles_in_force import Form, W


class Measure(Enum):
    """What a character of half width may take, in hundredths of its height; whether a mark may hang over the margin; and what
    is put between figures and Chinese characters: LibreOffice 7 puts some there whatever the paper says."""

    LEAST = (45, True, 0)
    MOST = (62, False, 0)
    WIDEST = (64, False, 25)


_CLOSING: Final = frozenset("，。、；：？！）》”’〕】,.;:!?)")
"""Never begins a line: it hangs over the margin, or takes the character before it along."""
_OPENING: Final = frozenset("（《“‘〔【(")
"""Never ends one."""
_EITHER: Final = frozenset("—·“”‘’…×")
"""Of half or of full width, as the font has it."""
_WORD: Final = re.compile(r"[!-~]+|.", re.DOTALL)

_MEETING: Final = re.compile("(?<=[!-~])(?=[\u3400-\u9fff])|(?<=[\u3400-\u9fff])(?=[!-~])")
"""Where a figure and a Chinese character meet."""


def lines(paragraph: Any, form: Form, width: int, measure: Measure) -> int:  # noqa: ANN401 - lxml has no types
    """The lines of a paragraph that has `width` between the margins; an empty one takes one."""
    text = text_of(paragraph)
    room = width - form.left - form.right
    narrow, hangs, between = measure.value
    count, used, before = 1, form.first, ""
    for word in _unbroken(text):
        wide = sum(_width(character, form, narrow) for character in word)
        if between:
            wide += form.size * between // 100 * len(_MEETING.findall(before + word))
            before = word[-1]
        free = room - used + (form.size if hangs and word[-1] in _CLOSING else 0)
        if used and wide > free:
            count, used = count + 1, 0
        used += wide
        if used > room and len(word) > 1:  # a word longer than a line is torn
            more = (used - 1) // max(room, 1)
            count, used = count + more, used - more * room
    return count


def width_of(paragraph: Any, form: Form, measure: Measure) -> int:  # noqa: ANN401
    """How long a paragraph's text is on one line."""
    return sum(_width(character, form, measure.value[0]) for character in text_of(paragraph))


def text_of(paragraph: Any) -> str:  # noqa: ANN401
    """A paragraph's text."""
    return "".join(run.text or "" for run in paragraph.iter(f"{W}t"))


def _unbroken(text: str) -> Iterator[str]:
    """The text in pieces that no line break tears: figures and Latin words, marks with the character they belong to."""
    piece = ""
    for word in _WORD.findall(text):
        if piece and word[0] not in _CLOSING and piece[-1] not in _OPENING:
            yield piece
            piece = ""
        piece += word
    if piece:
        yield piece


def _width(character: str, form: Form, narrow: int) -> int:
    half = character.isascii() or (character in _EITHER and narrow < 50)
    return (form.size * narrow // 100 if half else form.size) + form.tight


def height(paragraph: Any, form: Form, width: int, measure: Measure) -> int:  # noqa: ANN401
    """What a paragraph takes of a page, with the room above and below it."""
    return form.before + form.after + form.line * lines(paragraph, form, width, measure)
