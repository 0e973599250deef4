"""The form of GB/T 9704-2012, measured on the page: margins, lines, characters, page numbers, head, imprint."""

from __future__ import annotations

import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import docx
import pytest
from docx.shared import Mm
from paper_desk import REPOSITORY, pages, pdfs
from validators import microsoft_errors

from pyxl.hosts.files.packing import unpack
from pyxl.papers.render import render

pytestmark = pytest.mark.process

SENTENCE = "大会代表由各单位自下而上通过选举或协商推荐产生充分考虑广泛性代表性和先进性"
CONTEXT = {
    "发文机关标志": "遂宁市安居区磨溪镇妇女联合会",
    "发文字号": "磨妇〔2017〕3号",
    "签发人": "某某某",
    "标题": ["遂宁市安居区磨溪镇妇女联合会", "关于召开磨溪镇第一次妇女代表大会的请示"],
    "主送机关": "中共遂宁市安居区磨溪镇委员会",
    "署名": "遂宁市安居区磨溪镇妇女联合会",
    "成文日期": "2017年11月2日",
    "抄送": "镇党政办",
    "印发机关": "磨溪镇妇女联合会",
    "印发日期": "2017年11月2日",
    "数据指纹": "0123456789abcdef" * 4,
    "名单": [{"姓名": f"样例{number}"} for number in range(60)],
}


def _drawn(folder: Path) -> Path:
    from templates.form import Column, Form

    form = Form("量尺", slip=True)
    form.red_head(upward=True)
    form.title()
    form.addressee()
    for _ in range(4):
        form.text(SENTENCE * 9 + "。")
    form.closing("以上请示妥否，请批示。")
    form.attachment_note("名单")
    form.signature()
    form.new_page(landscape=True)
    form.attachment("附件")
    form.table([Column("序号", 20, "{{ loop.index }}"), Column("姓名", 214, "{{ 人.姓名 }}")], "人 in 名单")
    form.new_page(landscape=False)
    form.text("末页")
    form.imprint()
    path = folder / "量尺.docx"
    path.write_bytes(form.bytes())
    return path


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _drawn(tmp_path_factory.mktemp("form"))


@pytest.fixture(scope="module")
def printed(template: Path) -> list:
    """The pages of the filled template: (width, height, words with their places in millimetres)."""
    paper = template.with_name("量得.docx")
    paper.write_bytes(render(template, CONTEXT))
    assert microsoft_errors(paper) == []
    return pages(pdfs([paper], paper.parent)["量得"])


def _lines(words: list, above: float = 262.5) -> dict[float, list]:
    """Middle of the line -> its words, of the text area alone."""
    found: dict[float, list] = {}
    for word in sorted(words, key=lambda word: (word[1], word[0])):
        if word[1] < above - 3:
            found.setdefault(round((word[1] + word[3]) / 2, 1), []).append(word)
    return found


def test_22_lines_of_28_characters(printed):
    """Page 2 is full of running text."""
    width, height, words = printed[1]
    assert (round(width), round(height)) == (210, 297)
    middles = list(_lines(words))
    assert len(middles) == 22
    pitches = [below - above for above, below in pairwise(middles)]
    assert all(abs(pitch - 225 / 22) < 0.2 for pitch in pitches)
    assert abs(middles[0] - (37 + 225 / 44)) < 1.5 and abs(middles[-1] - (297 - 35 - 225 / 44)) < 1.5
    full = [line for line in _lines(words).values() if len("".join(word[4] for word in line)) == 28]
    assert len(full) > 15
    for line in full:
        assert abs(line[0][0] - 28) < 0.5, "left margin"
        assert abs(line[-1][2] - (210 - 26)) < 1, "right margin"
    assert all(len("".join(word[4] for word in line)) <= 28 for line in _lines(words).values())


def test_nothing_stands_outside_the_text_area_but_the_page_number(printed):
    for width, height, words in printed:
        lying = width > height
        top, right, bottom, left = (28, 37, 26, 35) if lying else (37, 26, 35, 28)
        for x1, y1, x2, y2, text in words:
            inside = (
                x1 > left - 1 and x2 < width - right + 1 and y1 > top - 1.5 and y2 < height - bottom + 1.5
            )
            corner = x2 < left if lying else y1 > height - bottom
            assert inside or corner, (text, x1, y1, x2, y2)


def _middle(words: list, text: str) -> float:
    (found,) = [word for word in words if word[4] == text]
    return (found[1] + found[3]) / 2


def test_page_numbers_stand_outside_7_mm_below(printed):
    for number, (width, height, words) in enumerate(printed, 1):
        dashes = [word for word in words if word[4] == "—"]
        assert len(dashes) == 2 and str(number) in [word[4] for word in words]
        if width > height:  # bound at its upper edge: the foot of the upright sheet is at the left
            assert all(word[2] < 35 - 3 for word in dashes)
            outer = max(word[3] for word in dashes) if number % 2 else min(word[1] for word in dashes)
            assert abs(outer - ((210 - 26 - 5) if number % 2 else (28 + 5))) < 1.5
            continue
        assert all(abs((word[1] + word[3]) / 2 - (297 - 35 + 7)) < 1 for word in dashes)
        one_character_in = 14 / 72 * 25.4
        if number % 2:
            assert abs(max(word[2] for word in dashes) - (210 - 26 - one_character_in)) < 1
        else:
            assert abs(min(word[0] for word in dashes) - (28 + one_character_in)) < 1


def test_the_fingerprint_stands_on_every_page_of_a_slip(printed):
    for _, _, words in printed:
        assert CONTEXT["数据指纹"] in [word[4] for word in words]


def test_the_head(printed):
    _, _, words = printed[0]
    marks = [word for word in words if word[4] == "遂宁市安居区磨溪镇妇女联合会"]
    mark = min(marks, key=lambda word: word[1])
    middle = (mark[0] + mark[2]) / 2
    assert abs(middle - (28 + 78)) < 1, "centred"
    size = 36 / 72 * 25.4
    upper = (mark[1] + mark[3]) / 2 - size / 2
    assert abs(upper - (37 + 35)) < 3, "its upper edge 35 mm below the text area's"
    number = next(word for word in words if word[4].startswith("磨妇"))
    assert abs(number[0] - (28 + 5.6)) < 0.6, "one character in"
    signed = next(word for word in words if word[4].endswith("某某某"))
    assert abs(signed[2] - (210 - 26 - 5.6)) < 0.6
    assert any(abs((word[1] + word[3]) / 2 - 250) < 15 for word in words), "the first page shows body text"


def test_the_red_rule_is_as_wide_as_the_text(template):
    body = unpack(template.read_bytes())["word/styles.xml"].decode()
    number = re.search(r'<w:style [^>]*w:styleId="Number">.*?</w:style>', body)[0]  # type: ignore[index]
    assert 'w:color="FF0000"' in number and 'w:space="11"' in number  # 11 pt are 4 mm
    assert '<w:ind w:left="0" w:right="0"' in number, "an indent would shorten it"


def test_signature_and_date(printed):
    page = next(
        words for _, _, words in printed if any(word[4] == "以上请示妥否，请批示。" for word in words)
    )
    name = [word for word in page if word[4] == "遂宁市安居区磨溪镇妇女联合会"][-1]
    date = [word for word in page if abs(word[1] - name[1] - 225 / 22) < 1.5]
    left, right = min(word[0] for word in date), max(word[2] for word in date)
    assert abs((left + right) / 2 - (name[0] + name[2]) / 2) < 1, "the name is centred over the date"
    # Four characters from the right; the fonts here have wider figures than 仿宋, and LibreOffice parts them from 年.
    assert 2.5 < (210 - 26 - right) / 5.57 < 4.5


def test_the_imprint_stands_at_the_foot_of_the_last_page(printed):
    _, _, words = printed[-1]
    assert abs(_middle(words, "磨溪镇妇女联合会") - (297 - 35 - 225 / 44)) < 1.5
    assert abs(_middle(words, "抄送：镇党政办。") - (297 - 35 - 3 * 225 / 44)) < 1.8


def test_a_table_repeats_its_head(printed):
    lying = [words for width, height, words in printed if width > height]
    assert len(lying) >= 2
    assert all([word[4] for word in words].count("序号") == 1 for words in lying)


def test_word_is_told_the_same(template):
    document = docx.Document(str(template))
    assert document.settings.odd_and_even_pages_header_footer
    for section in document.sections:
        upright = section.page_height > section.page_width
        sides = (section.top_margin, section.right_margin, section.bottom_margin, section.left_margin)
        wanted = (37, 26, 35, 28) if upright else (28, 37, 26, 35)
        assert all(abs(side - Mm(mm)) < Mm(0.2) for side, mm in zip(sides, wanted, strict=True))
        grid = section._sectPr.find(".//{*}docGrid")
        values = {key.rpartition("}")[2]: value for key, value in grid.attrib.items()}
        assert values["type"] == "linesAndChars" and 22 <= 12756 / int(values["linePitch"]) < 23
        pitch = 16 + int(values["charSpace"]) / 4096
        assert 28 <= 156 / 25.4 * 72 / pitch + 0.05 < 29


def test_fonts_and_sizes(template):
    styles = {style.style_id: style for style in docx.Document(str(template)).styles}
    fonts = {
        "Title": ("方正小标宋简体", 22),
        "Text": ("仿宋_GB2312", 16),
        "Heading1": ("黑体", 16),
        "Heading2": ("楷体_GB2312", 16),
        "Imprint": ("仿宋_GB2312", 14),
        "PageOdd": ("宋体", 14),
    }
    for key, (font, size) in fonts.items():
        assert (styles[key].font.name, styles[key].font.size.pt) == (font, size)
    table = unpack(template.read_bytes())["word/fontTable.xml"].decode()
    for font, fallback in (("方正小标宋简体", "宋体"), ("仿宋_GB2312", "仿宋"), ("楷体_GB2312", "楷体")):
        assert f'<w:font w:name="{font}"><w:altName w:val="{fallback}"/>' in table


@pytest.mark.process
def test_the_committed_templates_are_what_the_drawings_give(tmp_path):
    """Two runs in processes of their own, under other hash seeds, and the repository: part by part the same."""
    runs = []
    for seed in ("1", "2"):
        folder = tmp_path / seed
        subprocess.run(
            [sys.executable, "scripts/make_templates.py", str(folder)],
            cwd=REPOSITORY,
            check=True,
            env={"PYTHONHASHSEED": seed, "PATH": "", "PYTHONPATH": str(REPOSITORY)},
        )
        runs.append({file.name: file.read_bytes() for file in folder.iterdir()})
    assert runs[0] == runs[1]
    committed = {file.name: file.read_bytes() for file in (REPOSITORY / "templates").iterdir()}
    assert committed.keys() == runs[0].keys()
    for name, data in runs[0].items():
        ours = unpack(data) if name.endswith(".docx") else data
        assert ours == (unpack(committed[name]) if name.endswith(".docx") else committed[name]), name
