"""Write docs/手册.docx and docs/功能区卡片.docx from docs/手册.md, for desks without internet: `python scripts/make_handbook.py`.

The handbook uses little of Markdown (headings, lists, tables, pictures, code, bold), and that is what is read here.  The bytes
depend on nothing but the text and the pictures.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from make_reference import DOCUMENT, card_rows

from pyxl.hosts.files.packing import pack, unpack

HANDBOOK: Final = DOCUMENT.with_suffix(".docx")
CARD: Final = DOCUMENT.with_name("功能区卡片.docx")
BODY, HEAD, CODE = "仿宋", "黑体", "宋体"
TEXT_WIDTH: Final = 170
"""Millimetres between the margins of A4."""
DAY: Final = dt.datetime(2017, 11, 20)
"""What the files say of their making."""
_INLINE: Final = re.compile(r"\*\*(.+?)\*\*|`([^`]+)`|\[([^\]]+)\]\([^)]*\)")
_PICTURE: Final = re.compile(r"!\[([^\]]*)\]\(([^)]+)\)")
_SIZES: Final = {1: 20, 2: 16, 3: 13, 4: 12}


def blocks(text: str) -> Iterator[tuple[str, list[str]]]:
    """(kind, lines): heading, picture, table, code, item, text; comments are left out."""
    kind, lines = "", list[str]()
    fenced = False
    for line in [*text.splitlines(), ""]:
        if line.strip().startswith("```"):
            if fenced:
                yield "code", lines
                kind, lines = "", []
            elif kind:
                yield kind, lines
            fenced = not fenced
            kind, lines = ("code", []) if fenced else ("", [])
            continue
        if fenced:
            lines.append(line)
            continue
        now = _kind(line, kind)
        if kind and (now != kind or now in ("heading", "picture", "item")):
            yield kind, lines
            lines = []
        kind = now
        if now:
            lines.append(line)


def _kind(line: str, before: str) -> str:
    if not line.strip() or line.startswith("<!--"):
        return ""
    if line.startswith("#"):
        return "heading"
    if _PICTURE.match(line):
        return "picture"
    if line.startswith("|"):
        return "table"
    if re.match(r"\s*(?:-|\d+\.) ", line):
        return "item"
    return "more" if before in ("item", "more") and line.startswith(" ") else "text"


def handbook(text: str) -> bytes:
    """The handbook as a Word document: each of the steps begins a page."""
    document = _blank()
    for kind, lines in blocks(text):
        _WRITERS[kind](document, lines)
    return _saved(document)


def card() -> bytes:
    """One A4 page: every button of the ribbon with what it does and what to know of it."""
    document = _blank(landscape=True)
    _heading(document, ["# 换届选举：功能区的按钮"])
    table = document.add_table(1, 4, style="Table Grid")
    _row(table.rows[0].cells, ("组", "按钮", "按了以后", "要知道的"), HEAD, 10)
    last = ""
    for group, label, does, more in card_rows():
        _row(table.add_row().cells, ("" if group == last else group, label, does, more), BODY, 9)
        last = group
    _widths(table, (22, 28, 72, 145))
    _paragraph(
        document,
        "按错了：“撤销上一步”。不知道办什么：看首页红色的“下一步”。没有 Excel：moxi desk 工作簿。",
        size=11,
    )
    return _saved(document)


def _blank(*, landscape: bool = False) -> Any:  # noqa: ANN401 - python-docx is not typed
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = (Mm(297), Mm(210)) if landscape else (Mm(210), Mm(297))
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    margin = Mm(12 if landscape else 20)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = margin
    _font(document.styles["Normal"], BODY, 11)
    for level, size in _SIZES.items():
        style = document.styles[f"Heading {level}"]
        _font(style, HEAD, size)
        style.font.color.rgb = RGBColor(0x26, 0x26, 0x26)
    return document


def _font(owner: Any, name: str, size: float) -> None:  # noqa: ANN401
    owner.font.name, owner.font.size = name, Pt(size)
    owner.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)


def _heading(document: Any, lines: Sequence[str]) -> None:  # noqa: ANN401
    marks, _, text = lines[0].partition(" ")
    made = document.add_heading(text, len(marks))
    made.paragraph_format.page_break_before = bool(re.match("十三步|第(?!一步).{1,2}步", text))


def _picture(document: Any, lines: Sequence[str]) -> None:  # noqa: ANN401
    name = _PICTURE.match(lines[0])
    assert name is not None
    file = DOCUMENT.parent / name[2]
    document.add_picture(str(file), width=Mm(TEXT_WIDTH if _is_wide(file) else TEXT_WIDTH * 0.62))


def _is_wide(file: Path) -> bool:
    """By the size that a PNG file says in its first bytes."""
    head = file.read_bytes()[16:24]
    return int.from_bytes(head[:4]) > int.from_bytes(head[4:])


def _table(document: Any, lines: Sequence[str]) -> None:  # noqa: ANN401
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]
    table = document.add_table(0, len(rows[0]), style="Table Grid")
    for at, row in enumerate([rows[0], *rows[2:]]):
        _row(table.add_row().cells, row, BODY if at else HEAD, 9)
    longest = [max(len(row[at]) for row in rows) ** 0.6 + 2 for at in range(len(rows[0]))]
    _widths(table, [TEXT_WIDTH * part / sum(longest) for part in longest])


def _row(cells: Sequence[Any], texts: Sequence[str], face: str, size: float) -> None:
    for cell, text in zip(cells, texts, strict=True):
        _runs(cell.paragraphs[0], text, face, size)
        cell.paragraphs[0].paragraph_format.space_after = Pt(0)


def _widths(table: Any, widths: Sequence[float]) -> None:  # noqa: ANN401
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)


def _code(document: Any, lines: Sequence[str]) -> None:  # noqa: ANN401
    for line in lines:
        _paragraph(document, f"`{line.strip()}`", size=10)


def _item(document: Any, lines: Sequence[str]) -> None:  # noqa: ANN401
    text = lines[0].strip()
    bullet = text.startswith("- ")
    made = document.add_paragraph(style="List Bullet" if bullet else None)
    if not bullet:
        made.paragraph_format.left_indent, made.paragraph_format.first_line_indent = Mm(8), Mm(-6)
    _runs(made, text.removeprefix("- "), BODY, 11)


def _text(document: Any, lines: Sequence[str]) -> None:  # noqa: ANN401
    _paragraph(document, "".join(line.strip() for line in lines))


def _paragraph(document: Any, text: str, size: float = 11) -> None:  # noqa: ANN401
    made = document.add_paragraph()
    _runs(made, text, BODY, size)


def _runs(paragraph: Any, text: str, face: str, size: float) -> None:  # noqa: ANN401
    """The text with its bold, code and links as runs of their own."""
    at = 0
    for found in [*_INLINE.finditer(text), None]:
        if plain := text[at : found.start() if found else None]:
            _font(paragraph.add_run(plain), face, size)
        if found:
            bold, code, link = found.groups()
            run = paragraph.add_run(bold or code or link)
            _font(run, CODE if code else face, size)
            run.bold = bool(bold)
            at = found.end()


_WRITERS: Final = {
    "heading": _heading,
    "picture": _picture,
    "table": _table,
    "code": _code,
    "item": _item,
    "more": _text,
    "text": _text,
}


def _saved(document: Any) -> bytes:  # noqa: ANN401
    properties = document.core_properties
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.title, properties.created, properties.modified = "经办人手册", DAY, DAY
    target = io.BytesIO()
    document.save(target)
    return pack(unpack(target.getvalue()))


if __name__ == "__main__":
    HANDBOOK.write_bytes(handbook(DOCUMENT.read_text("utf-8")))
    CARD.write_bytes(card())
