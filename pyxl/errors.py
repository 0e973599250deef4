"""One family of errors, each a plain Chinese sentence: what happened, where, what to do.

Nothing below `pyxl` raises a bare exception at a clerk.  The faces (ribbon, command line) catch
`MoxiError`, show its text as it stands and change nothing; anything else is a defect of ours and is
reported as one, without a traceback on the clerk's desk.
"""

from __future__ import annotations

import errno
from typing import Any, Final

from pyxl.masking import without_identities as without_identities

_REASONS: Final = {
    errno.ENOENT: "文件夹不存在",
    errno.ENOTDIR: "这个位置中间有一段是文件，不是文件夹",
    errno.EEXIST: "那里有同名的文件",
    errno.EISDIR: "那里有同名的文件夹",
    errno.EACCES: "没有权限，或正被别的程序占用",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘是只读的",
    errno.ENOSPC: "磁盘空间不够",
    errno.EDQUOT: "分给您的磁盘空间用完了",
    errno.EFBIG: "文件太大，磁盘放不下",
    errno.ENAMETOOLONG: "文件名太长",
}
"""Why the system would not write, read or make a file, as a clerk reads it."""
_OF_THE_DISK: Final = frozenset(
    {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM}
)
"""Errors that are no defect of ours, wherever they meet us: the desk can be helped without a maintainer."""


def reason_of(error: OSError) -> str:
    """Why a file could not be written, as a clerk reads it."""
    return _REASONS.get(error.errno or 0, f"错误 {error.errno}")


def defect(error: BaseException) -> str:
    """What a clerk reads of a defect of ours: its kind and place, without the data that led to it.

    A full disk or a lost permission that nobody foresaw at that place is none, and is said as what it is.
    """
    if isinstance(error, OSError) and error.errno in _OF_THE_DISK:
        return (
            f"系统不让读写文件（{reason_of(error)}），没有办成，工作簿没有改动。"
            "请腾出磁盘空间，看看文件夹有没有权限，再办一次。"
        )
    trace: Any = error.__traceback__
    while trace.tb_next is not None:
        trace = trace.tb_next
    name = trace.tb_frame.f_code.co_filename.replace("\\", "/").rsplit("/", 1)[-1]
    place = f"{type(error).__name__}（{name} 第 {trace.tb_lineno} 行）"
    return f"程序出了差错，这不是您的操作问题，数据没有改动。请把这一行发给维护人员：{place}"


def incomplete(error: ImportError) -> str:
    """What a clerk reads where a part of the installation is missing."""
    return f"程序没有装全，缺少 {error.name or '一部分'}。请重新安装 moxi-reform，或把这一句发给维护人员。"


class MoxiError(Exception):
    """Something could not be done.

    `what` says what happened, `where` names file, sheet, row and column, `remedy` what to do next.
    Each is a Chinese phrase without its closing mark.
    """

    def __init__(self, what: str, where: str = "", remedy: str = "") -> None:
        self.what = what
        self.where = where
        self.remedy = remedy
        super().__init__(what, where, remedy)

    def __str__(self) -> str:
        place = f"{self.where}：" if self.where else ""
        return without_identities(f"{place}{self.what}。" + (f"{self.remedy}。" if self.remedy else ""))


class FileError(MoxiError):
    """A file that cannot be opened, trusted, read or replaced."""


class TableError(MoxiError):
    """A sheet, table or column of the workbook that is missing or not as declared."""


class CellError(MoxiError):
    """A cell whose content cannot be used: a formula, an error value, text where a number belongs."""


class SettingError(MoxiError):
    """A setting that is unknown, or a value that it cannot take."""


class IdentityError(MoxiError):
    """A number that is no identity number of GB 11643."""


class QuotaError(MoxiError):
    """Quotas that cannot be met: the reason is in the text."""


class RosterError(MoxiError):
    """A list sent in by a village in which no table could be recognised."""


class HostError(MoxiError):
    """The host (Excel, LibreOffice, the closed file) lacks or refuses what was asked."""
