"""The text of a plan that was sent as a Word document or as plain text: paragraphs, one a line.

A document comes from outside: of its package one bounded part is read, and its XML may declare nothing.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path
from typing import Final
from xml.parsers.expat import ExpatError

from pyxl.errors import FileError
from pyxl.hosts import compound
from pyxl.hosts.foreign.text import decode
from pyxl.hosts.package.xml_spans import parser

MAX_BYTES: Final = 20_000_000
_BODY: Final = "word/document.xml"


def plan_text(path: Path) -> str:
    """The text of a .docx, or of a text file in UTF-8, GB18030 or UTF-16.  Raises FileError."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise FileError("文件太大，不像是一份方案", path.name, "请只保留方案正文")
        raw = path.read_bytes()
    except OSError as error:
        raise FileError("打不开方案文件", path.name, "请核对文件名和所在的文件夹") from error
    if raw.startswith(b"PK"):
        return document_text(raw, path.name)
    if raw.startswith(compound.BEGINNING):
        raise FileError("是旧格式的 Word 文件（.doc）", path.name, "请在 Word 或 WPS 里另存为 .docx 或 .txt")
    text = decode(raw, path.name)
    if text.lstrip().startswith(("{\\rtf", "<html", "<!DOCTYPE")):
        raise FileError("不是纯文本", path.name, "请在 Word 或 WPS 里另存为 .docx 或 .txt")
    return text


def document_text(raw: bytes, where: str) -> str:
    """The text of a .docx, a paragraph a line.  Raises FileError for what is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as package, package.open(_BODY) as part:
            body = part.read(MAX_BYTES + 1)
    except (KeyError, RuntimeError, NotImplementedError, OSError, zlib.error, zipfile.BadZipFile) as error:
        raise FileError("不是 Word 文档", where, "请另存为 .docx 或 .txt") from error
    if len(body) > MAX_BYTES:
        raise FileError("文档太大，不像是一份方案", where, "请只保留方案正文")
    lines, line, inside = [], [""], [False]

    def begin(name: str, _: object) -> None:
        inside[0] = name.endswith(" t")
        if name.endswith((" br", " cr")):
            line[0] += "\n"

    def end(name: str) -> None:
        inside[0] = False
        if name.endswith(" p"):
            lines.append(line[0])
            line[0] = ""

    def text(data: str) -> None:
        line[0] += data if inside[0] else ""

    parse = parser(where)
    parse.StartElementHandler, parse.EndElementHandler, parse.CharacterDataHandler = begin, end, text
    try:
        parse.Parse(body, True)
    except ExpatError as error:
        raise FileError("Word 文档损坏，读不出文字", where, "请重新另存为 .docx 或 .txt") from error
    return "\n".join(lines)
