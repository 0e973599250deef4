"""The text of a plan that was sent as a Word document or as plain text: paragraphs, one a line.

A document comes from outside: its package is looked at before it is unpacked, and its XML may declare nothing.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Final
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from pyxl.errors import FileError
from pyxl.hosts.foreign.text import decode
from pyxl.hosts.package import guard

MAX_BYTES: Final = 20_000_000
_WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT: Final = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_BODY: Final = "word/document.xml"


def plan_text(path: Path) -> str:
    """The text of a .docx, or of a text file in UTF-8, GB18030 or UTF-16.  Raises FileError."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise FileError("文件太大，不像是一份方案", path.name, "请只保留方案正文")
        raw = path.read_bytes()
    except OSError as error:
        raise FileError("打不开方案文件", path.name, "请核对文件名和路径") from error
    if raw.startswith(b"PK"):
        return _document(raw, path.name)
    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        raise FileError("是旧格式的 Word 文件（.doc）", path.name, "请在 Word 或 WPS 里另存为 .docx 或 .txt")
    text = decode(raw, path.name)
    if text.lstrip().startswith(("{\\rtf", "<html", "<!DOCTYPE")):
        raise FileError("不是纯文本", path.name, "请在 Word 或 WPS 里另存为 .docx 或 .txt")
    return text


def _document(raw: bytes, where: str) -> str:
    guard.check(raw, where)
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as package:
            body = package.read(_BODY)
    except (KeyError, zipfile.BadZipFile) as error:
        raise FileError("不是 Word 文档", where, "请另存为 .docx 或 .txt") from error
    lines, line = [], ""
    try:
        for _, element in iterparse(io.BytesIO(body)):
            tag = element.tag.replace(_STRICT, _WORD)
            if tag == f"{_WORD}t":
                line += element.text or ""
            elif tag in (f"{_WORD}br", f"{_WORD}cr"):
                line += "\n"
            elif tag == f"{_WORD}p":
                lines.append(line)
                line = ""
                element.clear()
    except (ParseError, DefusedXmlException) as error:
        raise FileError("Word 文档损坏，读不出文字", where, "请重新另存为 .docx 或 .txt") from error
    return "\n".join(lines)
