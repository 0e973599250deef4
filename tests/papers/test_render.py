"""The engine: data stays data, a faulty template is named with the paragraph, and nothing in it runs."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from itertools import islice
from pathlib import Path

import docx
import paper_desk
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pyxl.hosts.files.packing import pack, unpack
from pyxl.papers.before import registration_form
from pyxl.papers.dossier import Dossier
from pyxl.papers.kinds import PAPERS
from pyxl.papers.making import make
from pyxl.papers.paper import PaperError
from pyxl.papers.render import render, tags, top_tags, untouched

pytestmark = pytest.mark.process

TRAPS = "𬱖㛃·〇 & < > ' \" {{ 姓名 }} {% if %} {_{ }_} {# # }} ￼"


def template(folder: Path, *paragraphs: str, rows: tuple[str, ...] = ()) -> Path:
    """A template as Word would write it: python-docx's own document with these paragraphs."""
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if rows:
        table = document.add_table(len(rows), 1)
        for row, text in zip(table.rows, rows, strict=True):
            row.cells[0].text = text
    path = folder / "请示.docx"
    document.save(str(path))
    return path


def lines(data: bytes) -> list[str]:
    document = docx.Document(io.BytesIO(data))
    return [p.text for p in document.paragraphs] + [
        cell.text for table in document.tables for row in table.rows for cell in row.cells
    ]


def refusal(path: Path, context: dict[str, object] | None = None) -> str:
    with pytest.raises(PaperError) as caught:
        render(path, context or {})
    return str(caught.value)


def test_data_is_never_a_tag_and_loses_no_character(tmp_path):
    path = template(
        tmp_path, "甲{{ 甲 }}乙", rows=("{%tr for 人 in 名单 %}", "{{ 人.姓名 }}", "{%tr endfor %}")
    )
    made = render(path, {"甲": TRAPS, "名单": [{"姓名": TRAPS}, {"姓名": "欧阳"}]})
    assert lines(made) == [f"甲{TRAPS}乙", TRAPS, "欧阳"]


@pytest.fixture(scope="module")
def bracketed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return template(tmp_path_factory.mktemp("any"), "（{{ 甲 }}）")


@settings(max_examples=40)
@given(value=st.text())
def test_every_text_makes_a_document_that_can_be_read(bracketed, value):
    (found,) = lines(render(bracketed, {"甲": value}))
    kept = "".join(
        " " if c in "\t\n\r" else c for c in value if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff")
    )
    assert " ".join(found.split()) == " ".join(f"（{kept}）".split())


def test_the_same_data_gives_the_same_bytes(tmp_path):
    path = template(tmp_path, "{{ 甲 }}")
    assert render(path, {"甲": 1}) == render(path, {"甲": 1}) != render(path, {"甲": 2})


@pytest.mark.parametrize(
    ("paragraph", "phrases"),
    [
        ("应选{{ 名额数 }}名", ("没有“名额数”这个标签", "应选{{ 名额数 }}名")),
        ("{{ 人.年龄 }}", ("没有“年龄”这个标签",)),
        ("应选{{ 名额 }名", ("没有写完整", "应选{{ 名额 }名")),
        ("应选｛｛ 名额 ｝｝名", ("全角",)),
        ("应选{{ 名额 名额 }}名", ("标签写错了", "名额 名额")),
        ("{% for x in %}{% endfor %}", ("标签写错了",)),
        ("{%p if 名额 %}", ("没有配对",)),
        ("{{ 人.__class__.__mro__ }}", ("不允许",)),
        ("{{ ''.join(['a']) }}", ("不允许",)),
        ("{{ '甲' * 1000000000 }}", ("不允许",)),
        ("{% include '/etc/passwd' %}", ("写法不能用",)),
        ("{{ range(9) }}", ("不允许",)),
        ("{{ 人.姓名|safe }}", ("标签写错了",)),
    ],
)
def test_a_faulty_tag_is_named_with_its_template_and_paragraph(tmp_path, paragraph, phrases):
    path = template(tmp_path, "第一段", paragraph, "最后一段")
    said = refusal(path, {"名额": 25, "人": {"姓名": "甲"}})
    assert "模板“请示.docx”" in said and "README.md" in said
    for phrase in phrases:
        assert phrase in said, said


def test_a_loop_that_begins_in_a_table_and_ends_outside_is_refused(tmp_path):
    path = template(tmp_path, "{% endfor %}", rows=("{% for 人 in 名单 %}",))
    assert "标签写错了" in refusal(path, {"名单": [1]})
    path = template(tmp_path, "{% for 人 in 名单 %}", rows=("{% endfor %}",))
    assert "不在同一层" in refusal(path, {"名单": [1, 2]})


def test_a_tag_in_the_footer_is_strict_too(tmp_path):
    document = docx.Document()
    document.sections[0].footer.paragraphs[0].text = "指纹{{ 数据指文 }}"
    path = tmp_path / "请示.docx"
    document.save(str(path))
    assert "指纹{{ 数据指文 }}" in refusal(path)
    assert tags(path) == {"指纹{{ 数据指文 }}": "word/footer1.xml"}


def test_the_tags_that_a_template_has(tmp_path):
    """A tag that was deleted with its paragraph is no fault in Word, so the paper must tell."""
    document = docx.Document()
    document.sections[0].footer.paragraphs[0].text = "指纹{{ 数据指纹 }}"
    document.add_paragraph(
        "{% for 人 in 名单 %}{{ 人.姓名 }}{% endfor %}{% if 届次 %}第{{ 届次 }}{% endif %}"
    )
    document.save(str(tmp_path / "请示.docx"))
    assert top_tags(tmp_path / "请示.docx") == {"数据指纹", "名单", "届次"}


def test_no_template_of_ours_lacks_a_tag(finished):
    unused = {
        made.paper: made.unused
        for paper in PAPERS
        if not list(paper.lacks(finished))
        for made in islice(make(paper, finished), 1)
    }
    assert len(unused) >= 15 and set(unused.values()) == {()}


@pytest.fixture
def finished() -> Dossier:
    return paper_desk.finished()


def test_the_clerk_is_told_of_a_deleted_tag_and_of_old_papers(moxi, tmp_path, monkeypatch):
    """Somebody left the list: her form is of no use any more, and nothing else in the folder would say so."""
    templates = tmp_path / "templates"
    templates.mkdir()
    shorter = docx.Document()
    shorter.add_paragraph("{% for 人 in 名单 %}{{ 人.姓名 }}{% endfor %}")
    shorter.save(str(templates / "候选人登记表.docx"))
    monkeypatch.setattr("pyxl.papers.render.templates_folder", lambda: templates)
    order = ("papers", paper_desk.ready_file(), "--only", "候选人登记表", "--out", tmp_path / "公文")
    status, told, _ = moxi(*order)
    assert (
        status == 0 and "“候选人登记表”的模板没有用到：" in told and "上级妇联" in told and "旧的" not in told
    )
    forms = sorted((tmp_path / "公文").iterdir())
    assert len(forms) == 1, "one file for all of a kind"
    gone, changed_since = (tmp_path / "公文" / f"20-候选人登记表-{name}.docx" for name in ("样离", "样改"))
    gone.write_bytes(forms[0].read_bytes())
    changed_since.write_bytes(b"by hand")
    status, told, _ = moxi(*order)
    assert status == 0 and f"还有旧的{gone.name}，" in told and changed_since.name not in told
    assert gone.exists() and forms[0].exists()


def test_namesakes_have_a_form_each(finished):
    first, second, *_ = finished.rolls.candidates
    people = [first, replace(second, name=first.name)]
    found = replace(finished, rolls=replace(finished.rolls, candidates=people))
    (sheaf,) = registration_form.sheaves(found)
    assert [form["姓名"] for form in sheaf.context["名单"]] == [first.name] * 2


def test_a_value_that_no_paper_can_show_is_our_fault(tmp_path):
    for value in (None, 0.5, b"x"):
        with pytest.raises(TypeError):
            render(template(tmp_path, "{{ 甲 }}"), {"甲": value})


def changed(path: Path, **parts: bytes) -> Path:
    path.write_bytes(pack({**unpack(path.read_bytes()), **parts}))
    return path


def test_what_is_no_plain_document_is_refused(tmp_path):
    good = template(tmp_path, "好")
    assert "找不到" in refusal(tmp_path / "没有.docx")
    (tmp_path / "坏.docx").write_bytes(good.read_bytes()[:2000])
    assert "打不开" in refusal(tmp_path / "坏.docx")
    assert "宏" in refusal(changed(template(tmp_path, "x"), **{"word/vbaProject.bin": b"x"}))
    link = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
        b'Target="http://example.org/x.dotm" TargetMode="External"/></Relationships>'
    )
    assert "别处" in refusal(changed(template(tmp_path, "x"), **{"word/_rels/settings.xml.rels": link}))
    bomb = tmp_path / "大.docx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", b" " * 30_000_000)
    assert "太大" in refusal(bomb)


def test_a_paper_says_whether_somebody_changed_it(tmp_path):
    path = template(tmp_path, "好")
    assert not untouched(path)
    made = tmp_path / "成.docx"
    made.write_bytes(render(path, {}))
    assert untouched(made)
    properties = docx.Document(str(made)).core_properties
    assert (properties.author, properties.last_modified_by) == ("", "")
    saved_by_word = unpack(made.read_bytes())["docProps/app.xml"].replace(
        b"Moxi Reform", b"Microsoft Office Word"
    )
    assert not untouched(changed(made, **{"docProps/app.xml": saved_by_word}))
