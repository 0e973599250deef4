"""What a file that a village sent really is: its name is not believed.

A ".xls" may be a web page, a newer workbook or text.  Whatever can't be read is refused with a sentence.
"""

from __future__ import annotations

from pyxl.errors import FileError
from pyxl.hosts.foreign import text as foreign_text
from pyxl.hosts.package import guard

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
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
)
_TEXT_FORMATS = (
    ("urn:schemas-microsoft-com:office:spreadsheet", "这是 Excel 2003 的 XML 表格"),
    ("mime-version:", "这是单个文件网页（.mht）"),
)


def recognise(raw: bytes, where: str) -> tuple[str, str]:
    """What a file really is: "xlsx", "xls", "ods", "html" or "text", and its text for the last two.

    Raises FileError for anything else, saying what it is.
    """
    for beginning, what in _FOREIGN_BEGINNINGS:
        if raw.startswith(beginning):
            raise FileError(what, where, _SEND_TABLE)
    if raw.startswith(b"PK"):
        return _kind_of_zip(raw, where), ""
    if raw.startswith(_OLE):
        return _kind_of_compound_file(raw, where), ""
    text = foreign_text.decode(raw, where)
    head = text[:4000].lower().lstrip()
    for mark, what in _TEXT_FORMATS:
        if mark in head:
            raise FileError(f"{what}，程序读不了", where, _SAVE_AS)
    if head.startswith("<") and ("<html" in head or "<table" in head):
        return "html", text
    return "text", text


def _kind_of_zip(raw: bytes, where: str) -> str:
    names = {entry.filename for entry in guard.directory(raw, where)}
    if "content.xml" in names:
        return "ods"
    if "xl/workbook.bin" in names:
        raise FileError("这是二进制工作簿（.xlsb），程序读不了", where, _SAVE_AS)
    if "word/document.xml" in names:
        raise FileError("这是 Word 文档，不是表格", where, "请把里面的表格复制到 Excel，存为 .xlsx 后再导入")
    guard.check(raw, where)
    return "xlsx"


def _kind_of_compound_file(raw: bytes, where: str) -> str:
    def has(stream: str) -> bool:
        return stream.encode("utf-16-le") in raw

    if has("EncryptedPackage"):
        guard.check(raw, where)  # raises, with the sentence about passwords
    if has("WordDocument"):
        raise FileError("这是 Word 文档，不是表格", where, "请把里面的表格复制到 Excel，存为 .xlsx 后再导入")
    if has("Workbook") or has("Book"):
        return "xls"
    raise FileError("文件不完整，或不是表格", where, _SAVE_AS)
