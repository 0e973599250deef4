"""What a file that a village sent really is: its name is not believed.

A ".xls" may be a web page, a newer workbook or text.  Whatever can't be read is refused with a sentence.
"""

from __future__ import annotations

import re

from pyxl.errors import FileError
from pyxl.hosts import compound
from pyxl.hosts.foreign import text as foreign_text
from pyxl.hosts.package import guard

_HEADER = 64
"""Bytes of the header of a program for Windows, which begins with MZ and is full of zeros."""
_OLD_WORKBOOKS = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00")
"""How the files of Excel 2, 3 and 4 begin: a workbook stream without a container."""
_SAVE_AS = "请在 Excel 或 WPS 里打开，另存为 .xlsx 后再导入"
_SEND_TABLE = "请向报送单位要 Excel 表格（.xlsx）或 .csv"

_FOREIGN_BEGINNINGS = (
    (b"%PDF", "这是 PDF 文件，不是表格"),
    (b"\xff\xd8\xff", "这是图片，不是表格"),
    (b"\x89PNG", "这是图片，不是表格"),
    (b"GIF8", "这是图片，不是表格"),
    (b"{\\rtf", "这是 RTF 文档，不是表格"),
    (b"Rar!", "这是压缩包，不是表格"),
    (b"7z\xbc\xaf", "这是压缩包，不是表格"),
    (b"\x7fELF", "这是程序，不是表格"),
)
_TEXT_FORMATS = (("mime-version:", "这是单个文件网页（.mht）"),)
_SPREADSHEET = "urn:schemas-microsoft-com:office:spreadsheet"
"""The namespace of XML Spreadsheet 2003."""
_FLAT = "application/vnd.oasis.opendocument.spreadsheet"
"""The kind that a flat OpenDocument file says of itself."""
_TABLE_TAG, _PAGE_TAG, _FRAMES_TAG = (
    re.compile(rf"<{tag}[\s>]", re.IGNORECASE) for tag in ("table", "html", "frameset")
)


def recognise(raw: bytes, where: str) -> tuple[str, str]:
    """What a file really is, a kind of `pyxl.hosts.foreign.child.READERS`, and its text where it is one.

    Raises FileError for anything else, saying what it is.
    """
    for beginning, what in _FOREIGN_BEGINNINGS:
        if raw.startswith(beginning):
            raise FileError(what, where, _SEND_TABLE)
    if raw.startswith(b"MZ") and b"\0" in raw[:_HEADER]:
        raise FileError("这是程序，不是表格，没有打开", where, "请不要运行它，先向报送单位核实")
    if raw.startswith(b"PK"):
        return _kind_of_zip(raw, where), ""
    if raw.startswith(compound.BEGINNING):
        return "compound", ""
    if raw.startswith(_OLD_WORKBOOKS):
        return "xls", ""
    text = foreign_text.decode(raw, where)
    head = text[:4000].lower().lstrip()
    for mark, what in _TEXT_FORMATS:
        if mark in head:
            raise FileError(f"{what}，程序读不了", where, _SAVE_AS)
    if _SPREADSHEET in head and "<workbook" in head:
        return "xml2003", text
    if _FLAT in head and "<office:document" in head:
        return "fods", text
    # A page of Excel's begins with style sheets of any length.
    if head.startswith("<") and (_TABLE_TAG.search(text) or _PAGE_TAG.search(text)):
        if _FRAMES_TAG.search(text) and not _TABLE_TAG.search(text):
            raise FileError("这是网页的框架，表格在它旁边的文件夹里", where, _SAVE_AS)
        return "html", text
    return "text", text


def _kind_of_zip(raw: bytes, where: str) -> str:
    names = {guard.part_name(entry) for entry in guard.directory(raw, where, guard.STREAMED)}
    if "content.xml" in names:
        return "ods"
    if "xl/workbook.bin" in names:
        raise FileError("这是二进制工作簿（.xlsb），程序读不了", where, _SAVE_AS)
    if "word/document.xml" in names:
        return "docx"
    guard.check(raw, where, guard.STREAMED)
    return "xlsx"
