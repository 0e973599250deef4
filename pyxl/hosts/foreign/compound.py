"""Compound files (MS-CFB), the old binary container: a workbook of Excel 97-2003, a locked one, or something else.

The names in the file's own directory decide.  Words found anywhere in its bytes say nothing: a workbook may
hold a Word document, or a remark about one.
"""

from __future__ import annotations

import io
from collections.abc import Mapping

import msoffcrypto
import olefile

from pyxl.errors import FileError
from pyxl.hosts.foreign import xls, xlsx
from pyxl.hosts.foreign.grid import Grid
from pyxl.hosts.package import guard

DEFAULT_PASSWORD = "VelvetSweatshop"
"""What Excel itself tries before it asks (MS-OFFCRYPTO 2.4.2): such a file opens for everybody."""

_WORKBOOKS = ("workbook", "book")
_LOCKED = "encryptedpackage"
_OTHERS: Mapping[str, tuple[str, str]] = {
    "worddocument": (
        "这是旧版 Word 文档（.doc），程序读不了里面的表格",
        "请在 Word 或 WPS 里打开，另存为 .docx 后再导入",
    ),
    "powerpoint document": ("这是演示文稿，不是表格", "请向报送单位要 Excel 表格（.xlsx）或 .csv"),
    "__properties_version1.0": ("这是 Outlook 邮件，不是表格", "请打开邮件，把附件另存后再导入"),
}
"""Stream in the root -> what the file is and what to do."""
_SIGNS = (("EncryptedPackage", "看样子还设有打开密码"), ("WordDocument", "看样子是 Word 文档"))
"""Words that tell the sentence what a file without a readable directory may have been."""
_SAVE_AS = "请在 Excel 或 WPS 里打开，另存为 .xlsx 后再导入"


def read(raw: bytes, where: str) -> list[Grid]:
    """All sheets of the workbook that a compound file is or locks up.

    Raises FileError for a password that is not Excel's own, and for what holds no workbook.
    """
    try:
        with olefile.OleFileIO(io.BytesIO(raw)) as container:
            names = {entry[0].casefold(): entry[0] for entry in container.listdir() if len(entry) == 1}
            stream = next((names[name] for name in _WORKBOOKS if name in names), None)
            workbook = container.openstream(stream).read() if stream else b""
    except (OSError, ValueError, IndexError, KeyError, TypeError) as fault:
        # olefile has errors of its own, all of them kinds of OSError, and stumbles over what is cut short.
        seems = next((f"（{what}）" for word, what in _SIGNS if word.encode("utf-16-le") in raw), "")
        raise FileError(f"文件不完整或已损坏，也可能不是表格{seems}", where, _SAVE_AS) from fault
    if workbook:
        return xls.read(_unlocked(raw, where) if xls.is_locked(workbook) else workbook, where)
    if _LOCKED in names:
        plain = _decrypted(raw, where)
        guard.check(plain, where)
        return xlsx.read(plain, where)
    for name, (what, remedy) in _OTHERS.items():
        if name in names:
            raise FileError(what, where, remedy)
    raise FileError("文件不完整，或不是表格", where, _SAVE_AS)


def _unlocked(raw: bytes, where: str) -> bytes:
    """The workbook stream of a locked .xls."""
    with olefile.OleFileIO(io.BytesIO(_decrypted(raw, where))) as container:
        return bytes(container.openstream("Workbook").read())


def _decrypted(raw: bytes, where: str) -> bytes:
    plain = io.BytesIO()
    try:
        office = msoffcrypto.OfficeFile(io.BytesIO(raw))
        office.load_key(password=DEFAULT_PASSWORD)
        office.decrypt(plain)
    except Exception as fault:
        # The library has no single family of errors: whatever it says, these bytes stay locked.
        raise FileError(
            "工作簿设有打开密码，程序读不了", where, "请在 Excel 里打开，用“另存为”去掉打开密码后再试"
        ) from fault
    return plain.getvalue()
