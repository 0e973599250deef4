"""Files that villages send: .csv, .txt, .xlsx, .xlsm, .xls and .ods, read into plain grids.

What a file is follows from its content; its name is not believed: a ".xls" may be a web page, a newer
workbook or text.  Whatever can't be read is refused with a sentence.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pyxl
from pyxl.errors import FileError, HostError
from pyxl.hosts.foreign import child as foreign_child
from pyxl.hosts.foreign import text as foreign_text
from pyxl.hosts.foreign.cells import MAX_FILE_BYTES
from pyxl.hosts.foreign.grid import Grid
from pyxl.hosts.package import guard
from pyxl.hosts.package.opc import read_file

TIME_LIMIT = 60.0
"""Seconds for parsing one file; 27,000 rows take about five."""

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


def read_grids(path: str | os.PathLike[str]) -> list[Grid]:
    """All sheets of a file, in its order; sheets that hold nothing come without lines.

    Raises FileError for a file that is missing, empty, broken, too large, has a password or is no table.
    """
    file = Path(path)
    raw = _read(file)
    kind, text = recognise(raw, file.name)
    if kind == "text":
        return foreign_text.read(text, file.name)
    return _in_child(kind, text.encode("utf-8", "surrogatepass") if kind == "html" else raw, file.name)


def read_package(raw: bytes, where: str) -> list[Grid]:
    """All sheets of an .xlsx or .xlsm that is in memory only, such as one that was just decrypted.

    Raises FileError as `read_grids` does; `where` names the file in messages.
    """
    if len(raw) > MAX_FILE_BYTES:
        raise FileError("文件太大，不像是一份工作簿", where, "请向发件人核实这份文件")
    guard.check(raw, where)
    return _in_child("xlsx", raw, where)


def _read(file: Path) -> bytes:
    if file.is_dir():
        raise FileError("这是文件夹，不是表格文件", file.name, "请选择里面的文件")
    if file.is_file() and file.stat().st_size > MAX_FILE_BYTES:
        raise FileError("文件太大，不像是一份名册", file.name, "请删掉图片和多余的工作表，另存后再导入")
    raw = read_file(file)
    if not raw.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise FileError("文件是空的", file.name, "请向报送单位再要一次")
    return raw


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
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            names = frozenset(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, OverflowError):
        names = frozenset()
    if "content.xml" in names:
        return "ods"
    if "xl/workbook.bin" in names:
        raise FileError("这是二进制工作簿（.xlsb），程序读不了", where, _SAVE_AS)
    if "word/document.xml" in names:
        raise FileError("这是 Word 文档，不是表格", where, "请把里面的表格复制到 Excel，存为 .xlsx 后再导入")
    # The guard also says what is wrong with an archive that can't be opened at all.
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


def _in_child(kind: str, raw: bytes, where: str) -> list[Grid]:
    """Parse in a process of its own, with bounds on time and memory."""
    if not sys.executable:
        raise HostError("找不到 Python 解释器，不能读取外来文件", where, "请运行 moxi doctor 检查安装")
    # The parent's own pyxl, and not whatever lies in the current folder under that name.
    root = str(Path(pyxl.__file__).resolve().parent.parent)
    known = os.environ.get("PYTHONPATH", "")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (root, known)))}
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "pyxl.hosts.foreign.child", kind, where],
            input=raw,
            capture_output=True,
            timeout=TIME_LIMIT,
            env=environment,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            check=True,
        )
    except subprocess.TimeoutExpired as fault:
        raise FileError(f"读了 {TIME_LIMIT:.0f} 秒还没有读完，文件太大或已损坏", where, _SAVE_AS) from fault
    except subprocess.CalledProcessError as fault:
        raise foreign_child.damaged(where, fault) from fault
    return foreign_child.unpack(done.stdout)
