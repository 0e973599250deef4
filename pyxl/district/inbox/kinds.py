"""What a file is: by its ending, and where that tells nothing, by its content; and what is said of one that nobody can use."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Collection
from typing import Final

from pyxl.hosts.compound import is_sealed

WORKBOOKS: Final = frozenset({".xlsx", ".xlsm"})
WORKBOOK, MAIL, ZIP = ".xlsx", ".eml", ".zip"
SEND: Final = "请报送用“打包上报”生成的 .xlsx 文件"
_OFFICE: Final = "[Content_Types].xml"
_ZIP_BEGINS: Final = b"PK\x03\x04"
_SENTENCES: Final = {
    **dict.fromkeys(
        (".rar", ".7z", ".tar", ".gz", ".tgz"), "这种压缩包（{}）打不开，请解开再报，或改用 .zip"
    ),
    ".dat": "这是 Outlook 包起来的附件（winmail.dat），打不开；请发件人把邮件格式改为“纯文本”或 HTML 再发",
    ".msg": "Outlook 的邮件（.msg）打不开；请把里面的附件另存出来，或把邮件另存为 .eml",
    ".xls": "旧格式的 .xls 不是“打包上报”做出的文件",
}
_OTHERS: Final = "不认识的文件（{}）"


def kind_of(name: str, raw: bytes) -> str:
    """.xlsx, .xlsm, .eml, .zip, or "" for what none of them is.

    Mail programs and phones change endings (.zip for a workbook, .download behind it, none at all): an Office file is told
    by its content.
    """
    ending = ending_of(name)
    if ending in WORKBOOKS or ending == MAIL:
        return ending
    if is_sealed(raw):
        return WORKBOOK
    inside = _names_inside(raw) if raw.startswith(_ZIP_BEGINS) else ()
    if _OFFICE in inside:
        return WORKBOOK
    return ZIP if inside or ending == ZIP else ""


def ending_of(name: str) -> str:
    """The ending of a name, in small letters, with its dot."""
    return posixpath.splitext(name.replace("\\", "/").strip())[1].casefold()


def not_usable(name: str) -> str:
    """Why a file of no kind is not opened, and what to send instead."""
    ending = ending_of(name)
    return f"{_SENTENCES.get(ending, _OTHERS).format(ending or '没有扩展名')}；{SEND}"


def _names_inside(raw: bytes) -> Collection[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            return archive.NameToInfo.keys()
    except Exception:  # whatever the reader stumbles over: it is no zip, whatever it is
        return ()
