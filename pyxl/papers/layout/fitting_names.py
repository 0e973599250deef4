"""Names on one line: a mark that is too long is drawn narrower, a signature that is too long begins further left.

GB/T 9704 leaves the mark's size to its issuer and centres the signature over the date.  A person's long name, of the kind that
has a dot in it, is drawn narrower where its cell is too short.  How long a name is is known only when a template is filled.
"""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import Any, Final

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Twips
from docx.text.paragraph import Paragraph

from pyxl.papers.layout.line_count import Measure, text_of, width_of
from pyxl.papers.layout.page_count import cell_width, text_width
from pyxl.papers.layout.styles_in_force import Forms, W

MARK, SIGNATURE, DATE = "发文机关标志", "发文机关署名", "成文日期"
"""Styles, by the names that a clerk meets in Word."""
SLACK: Final = 80
"""What a line is given beyond its text, as programs round: a quarter of a character."""
NARROWEST: Final = 60
"""Hundredths of its width below which a name is hard to read: a longer one takes two lines."""
_DOTTED: Final = re.compile("[\u3400-\u9fff]+(?:·[\u3400-\u9fff]+)+")
_AFTER_SCALE: Final = (
    "w:kern", "w:position", "w:sz", "w:szCs", "w:highlight", "w:u", "w:effect", "w:bdr", "w:shd", "w:fitText",
    "w:vertAlign", "w:rtl", "w:cs", "w:em", "w:lang", "w:eastAsianLayout", "w:specVanish", "w:oMath",
)  # fmt: skip
"""What follows w:w among the properties of a run."""


def fit(document: Any) -> None:  # noqa: ANN401 - python-docx has no types
    """Put each mark and each signature of a filled document on one line."""
    forms = Forms(document.styles.element)
    room = text_width(document.element.body.find(f"{W}sectPr"))
    paragraphs = document.element.body.findall(f"{W}p")
    for element, following in zip_longest(paragraphs, paragraphs[1:]):
        name = forms.named(element)
        if name not in (MARK, SIGNATURE):
            continue
        long = width_of(element, forms.of(element), Measure.MOST)
        if name == MARK and long > room:
            _narrow(Paragraph(element, document), forms.scale(element) * (room - SLACK) // long)
        if name == SIGNATURE and long > room - forms.of(element).left:
            dated = [following] if following is not None and forms.named(following) == DATE else []
            for line in (element, *dated):
                Paragraph(line, document).paragraph_format.left_indent = Twips(max(0, room - long - SLACK))
    for cell in document.element.body.iter(f"{W}tc"):
        for element in cell.iterchildren(f"{W}p"):
            if _DOTTED.fullmatch(text_of(element)):
                _fit_person(element, cell_width(cell), document, forms)


def _fit_person(element: Any, room: int, document: Any, forms: Forms) -> None:  # noqa: ANN401
    """A name such as 阿依古丽·某某 on the one line that its cell has for names."""
    long = width_of(element, forms.of(element), Measure.MOST)
    if room < long <= room * 100 // NARROWEST:
        _narrow(Paragraph(element, document), forms.scale(element) * room // long)


def _narrow(paragraph: Any, percent: int) -> None:  # noqa: ANN401
    for run in paragraph.runs:
        properties = run._r.get_or_add_rPr()
        for former in properties.findall(qn("w:w")):
            properties.remove(former)
        scale = OxmlElement("w:w")
        scale.set(qn("w:val"), str(percent))
        properties.insert_element_before(scale, *_AFTER_SCALE)
