"""Why the system would not write, read or make a file, as a clerk reads it."""

from __future__ import annotations

import errno
from typing import Final

_REASONS: Final = {
    errno.ENOENT: "文件夹不存在",
    errno.ENOTDIR: "路径中有一段是文件，不是文件夹",
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


def reason_of(error: OSError) -> str:
    """Why a file could not be written, as a clerk reads it."""
    return _REASONS.get(error.errno or 0, f"错误 {error.errno}")
