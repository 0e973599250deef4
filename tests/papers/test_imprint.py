"""The imprint stands at the foot of the last page, which is an even one, whatever the text before it takes."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from paper_desk import templates
from test_form import CONTEXT

from pyxl.hosts.files.packing import pack, unpack
from pyxl.papers.layout import imprint
from pyxl.papers.render import render

LINES = 22
"""On a page of the standard."""


def letter(folder: Path, lines: int, copies: str = "") -> str:
    """A document of that many lines, each a paragraph, and its imprint, as the templates draw it."""
    templates()  # makes the drawings known
    from templates.form import Form

    form = Form("量尺")
    for _ in range(lines):
        form.text("一行文字。")
    form.imprint()
    template = folder / "量尺.docx"
    template.write_bytes(form.bytes())
    return unpack(render(template, CONTEXT | {"抄送": copies}))["word/document.xml"].decode()


@pytest.mark.parametrize("copies", ["", "样例单位", "样例单位，" * 8 + "样例单位"])
def test_below_the_text_where_an_even_page_has_room_else_on_a_page_of_its_own(tmp_path, copies):
    high = 1 + -(-len(copies) // 24)
    for lines in range(1, 3 * LINES, 3):
        made = letter(tmp_path, lines, copies)
        page, full = divmod(lines - 1, LINES)
        room = LINES - full - 1
        own, numbered = "evenPage" in made, "<w:titlePg" not in made
        assert made.count("<w:sectPr") == (2 if own else 1)
        if page % 2 == 1 and room > high:  # a line to spare, which nobody argues about
            assert not own, lines
        elif page % 2 == 0 and room:
            assert own and numbered, lines
        elif page % 2 == 1 and room < high:
            assert own and not numbered, "a blank page before it: neither has a number"


def test_a_template_without_such_a_section_is_left_alone():
    document = docx.Document(str(templates() / "候选人公示.docx"))
    before = document.element.xml
    imprint.place(document.element.body, document.styles.element)
    assert document.element.xml == before


def test_it_knows_the_styles_of_a_template_that_word_saved(tmp_path):
    """Chinese Word gives styles keys of its own (a3 …) and keeps their names."""
    letter(tmp_path, 1)
    template = tmp_path / "量尺.docx"
    parts = unpack(template.read_bytes())
    for part in ("word/document.xml", "word/styles.xml"):
        for at, key in enumerate(("Text", "Imprint", "Hair")):
            parts[part] = parts[part].replace(f'"{key}"'.encode(), f'"a{at + 3}"'.encode())
    template.write_bytes(pack(parts))
    made = unpack(render(template, CONTEXT | {"抄送": ""}))["word/document.xml"].decode()
    assert "evenPage" in made and "<w:titlePg" not in made
