"""Names of bodies and of people stand on one line, however long they are."""

from __future__ import annotations

import docx
import pytest
from paper_desk import templates
from test_form import CONTEXT

from pyxl.hosts.files.packing import pack, unpack
from pyxl.papers.render import render

WIDTH = 8845
"""Of the text area, in twips."""
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BODIES = (
    "柳溪镇妇女联合会",
    "湖滨市青山县石桥街道妇女联合会",
    "中共湖滨市青山县石桥街道工作委员会",
    "某某某某" * 6,
)


def letter(folder, **context):
    templates()  # makes the drawings known
    from templates.form import Column, Form

    form = Form("量尺")
    form.red_head(upward=False)
    form.text("正文。")
    form.signature()
    form.table([Column("姓名", 20, "{{ 人.姓名 }}")], "人 in 名单", small=True)
    template = folder / "量尺.docx"
    template.write_bytes(form.bytes())
    made = folder / "成.docx"
    made.write_bytes(render(template, CONTEXT | context))
    return docx.Document(str(made))


def styled(document, style):
    return next(paragraph for paragraph in document.paragraphs if paragraph.style.style_id == style)


def scale(paragraph):
    found = [int(w.get(f"{W}val")) for w in paragraph._p.iter(f"{W}w") if w.getparent().tag == f"{W}rPr"]
    return found[0] if found else None


@pytest.mark.parametrize("body", BODIES)
def test_a_body_has_one_line_in_the_head_and_one_above_the_date(tmp_path, body):
    document = letter(tmp_path, 发文机关标志=body, 署名=body)
    assert len(body) * 36 * 20 * (scale(styled(document, "Mark")) or 80) / 100 <= WIDTH
    name, date = styled(document, "Signature"), styled(document, "Date")
    lefts = [one.paragraph_format.left_indent for one in (name, date)]
    assert lefts[0] == lefts[1], "the name is centred over the date"
    left = lefts[0].twips if lefts[0] is not None else WIDTH - 4580
    assert len(body) * 314 <= WIDTH - left


@pytest.mark.parametrize(
    ("name", "narrower"),
    [("王小样", False), ("欧阳样例", False), ("阿依古丽·样例", True), ("样" * 12 + "·" + "样" * 12, False)],
)
def test_a_name_with_a_dot_is_drawn_narrower_where_its_cell_is_short(tmp_path, name, narrower):
    document = letter(tmp_path, 名单=[{"姓名": name}])
    cell = document.tables[0].rows[1].cells[0].paragraphs[0]
    assert (scale(cell) is not None) == narrower
    if narrower:
        assert len(name) * 10.5 * 20 * scale(cell) / 100 <= 20 / 25.4 * 1440 - 2 * 57


def test_styles_are_known_by_the_names_that_word_keeps(tmp_path):
    body = BODIES[2]
    letter(tmp_path, 发文机关标志=body, 署名=body)
    template = tmp_path / "量尺.docx"
    parts = unpack(template.read_bytes())
    for part in ("word/document.xml", "word/styles.xml"):
        for at, key in enumerate(("Mark", "Signature", "Date")):
            parts[part] = parts[part].replace(f'"{key}"'.encode(), f'"a{at + 3}"'.encode())
    template.write_bytes(pack(parts))
    (tmp_path / "成.docx").write_bytes(render(template, CONTEXT | {"发文机关标志": body, "署名": body}))
    document = docx.Document(str(tmp_path / "成.docx"))
    assert scale(styled(document, "a3")) is not None
    assert styled(document, "a4").paragraph_format.left_indent is not None
