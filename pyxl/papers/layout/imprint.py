"""Where the imprint stands: GB/T 9704 wants it at the foot of the last page, and that page an even one.

A template has the imprint in a section of its own that begins on an even page, so it is right whatever the text before it
takes.  Where the text surely ends on an even page with room for it, that section's break is taken out, and the imprint stands
below the text.  Where a blank page may come before it, its page has no number (7.5 of the standard).
"""

from __future__ import annotations

from typing import Any, Final

from pyxl.papers.layout.line_count import Measure, height
from pyxl.papers.layout.page_count import ends, text_width
from pyxl.papers.layout.styles_in_force import Forms, W

_EVEN: Final = "evenPage"
_AFTER_TITLE_PAGE: Final = (
    "textDirection",
    "bidi",
    "rtlGutter",
    "docGrid",
    "printerSettings",
    "sectPrChange",
)
"""What follows titlePg in a section's properties."""


def place(body: Any, styles: Any) -> None:  # noqa: ANN401 - lxml has no types
    """Put the imprint of a filled document where it belongs; a template without one of its own section is left alone."""
    if not stands_apart(body):
        return
    least, most = ends(body, styles)
    known, even = least.page == most.page, least.page % 2 == 0
    if known and even and most.left >= height_of(body, styles):
        join(body)
    elif even or not known:
        _without_number(body.find(f"{W}sectPr"))


def stands_apart(body: Any) -> bool:  # noqa: ANN401
    """Whether the imprint has a section of its own, on an even page."""
    last = body.find(f"{W}sectPr")
    kind = None if last is None else last.find(f"{W}type")
    return kind is not None and kind.get(f"{W}val") == _EVEN and bool(_breaks(body))


def join(body: Any) -> None:  # noqa: ANN401
    """Take the section's break out: the imprint stands on the page of the text."""
    last, own = body.find(f"{W}sectPr"), _breaks(body)[-1].find(f"{W}pPr")
    own.remove(own.find(f"{W}sectPr"))
    last.remove(last.find(f"{W}type"))


def _breaks(body: Any) -> list[Any]:  # noqa: ANN401
    return [child for child in body if child.find(f"{W}pPr/{W}sectPr") is not None]


def height_of(body: Any, styles: Any) -> int:  # noqa: ANN401
    """Of the imprint: all framed paragraphs."""
    forms = Forms(styles)
    frames = [child for child in body if child.find(f"{W}pPr/{W}framePr") is not None]
    return sum(
        height(frame, forms.of(frame), text_width(body.find(f"{W}sectPr")), Measure.MOST) for frame in frames
    )


def _without_number(section: Any) -> None:  # noqa: ANN401
    """The section's first page, which is its only one, has a footer of its own that nobody wrote."""
    follows = next((child for child in section if child.tag.removeprefix(W) in _AFTER_TITLE_PAGE), None)
    title = section.makeelement(f"{W}titlePg", {})
    if follows is None:
        section.append(title)
    else:
        follows.addprevious(title)
