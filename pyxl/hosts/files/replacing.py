"""Putting a finished file in its place: whole, or not at all."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path

from pyxl.errors import FileError
from pyxl.hosts.files.scratch import draft_beside, sweep

_REASONS = {
    errno.ENOENT: "文件夹不存在",
    errno.ENOTDIR: "路径中有一段是文件，不是文件夹",
    errno.EEXIST: "那里有同名的文件",
    errno.EISDIR: "那里有同名的文件夹",
    errno.EACCES: "没有权限，或正被别的程序占用",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘是只读的",
    errno.ENOSPC: "磁盘空间不够",
    errno.ENAMETOOLONG: "文件名太长",
}


def replace_file(path: Path, data: bytes) -> None:
    """Write `data` beside `path`, flush it to the disk, and rename it; raises `FileError`."""
    try:
        sweep(path.parent)
        descriptor, draft = draft_beside(path)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
            draft.chmod(mode)
            draft.replace(path)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise FileError(
            f"文件写不进去（{reason_of(error)}）", str(path), "请关闭占用它的程序，或换一个有权限的文件夹"
        ) from error


def make_folder(path: Path) -> None:
    """Make a folder, and those above it, unless it is there; raises `FileError` when files cannot go in."""
    try:
        path.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=path):
            pass
    except OSError as error:
        raise FileError(
            f"文件不能存到这个文件夹（{reason_of(error)}）", str(path), "请换一个能写入的文件夹"
        ) from error


def reason_of(error: OSError) -> str:
    """Why a file could not be written, as a clerk reads it."""
    return _REASONS.get(error.errno or 0, f"错误 {error.errno}")
