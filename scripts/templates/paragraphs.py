"""The XML of paragraphs: a style, a text with tabs and emphasis, or a frame at the foot of the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.sax.saxutils import escape

from templates.styles import HEI, KAI, STYLE, WIDTH, fonts

_EMPHASIS = re.compile(r"\*\*(?P<hei>.+?)\*\*|(?<!_)__(?P<kai>[^_]+)__(?!_)")
"""**bold** and __楷体__; a longer row of underscores is a line to fill in."""


def paragraph(style: str, text: str = "", **properties: object) -> str:
    """The XML of a paragraph; tabs and emphasis in `text` are set."""
    assert style in STYLE, f"no style {style}"
    own = f'<w:pStyle w:val="{style}"/>'
    if properties.get("keep"):
        own += "<w:keepNext/>"
    if properties.get("page_break"):
        own += "<w:pageBreakBefore/>"
    if "before" in properties:
        own += f'<w:spacing w:before="{properties["before"]}"/>'
    if "align" in properties:
        own += f'<w:jc w:val="{properties["align"]}"/>'
    return f"<w:p><w:pPr>{own}</w:pPr>{''.join(_runs(text))}</w:p>"


def framed(text: str, rules: str, top: int, style: str = "Imprint") -> str:
    """A paragraph `top` twips below the sheet's upper edge, whatever stands above."""
    frame = (
        f'<w:framePr w:w="{WIDTH}" w:hSpace="0" w:wrap="around" w:vAnchor="page" w:hAnchor="margin" '
        f'w:xAlign="left" w:y="{top}"/>'
    )
    own = f'<w:pStyle w:val="{style}"/>{frame}<w:pBdr>{rules}</w:pBdr>'
    return f"<w:p><w:pPr>{own}</w:pPr>{''.join(_runs(text))}</w:p>"


def _runs(text: str) -> Iterator[str]:
    at = 0
    for found in _EMPHASIS.finditer(text):
        yield _run(text[at : found.start()])
        yield _run(found["hei"] or found["kai"], HEI if found["hei"] else KAI)
        at = found.end()
    yield _run(text[at:])


def _run(text: str, font: str = "") -> str:
    if not text:
        return ""
    pieces = (f'<w:t xml:space="preserve">{escape(piece)}</w:t>' for piece in text.split("\t"))
    own = f"<w:rPr>{fonts(font)}</w:rPr>" if font else ""
    return f"<w:r>{own}{'<w:tab/>'.join(pieces)}</w:r>"
