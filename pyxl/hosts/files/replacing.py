"""Putting a finished file in its place: whole, or not at all."""

from __future__ import annotations

import errno
import os
import signal
import tempfile
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
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


@contextmanager
def all_or_none(files: Iterable[Path]) -> Iterator[None]:
    """A block that makes files; when it fails or is broken off, they and their folders are again as they were before."""
    before = {path: path.read_bytes() if path.is_file() else None for path in files}
    folders = {folder for path in before for folder in path.parents if not folder.exists()}
    try:
        yield
    except BaseException:
        with undisturbed():
            for path, data in before.items():
                with suppress(OSError, FileError):  # the fault before is the one to tell
                    if data is None:
                        path.unlink(missing_ok=True)
                    elif path.read_bytes() != data:
                        replace_file(path, data)
            for folder in sorted(folders, key=lambda folder: len(folder.parts), reverse=True):
                with suppress(OSError):  # not ours alone, or never made
                    folder.rmdir()
        raise


@contextmanager
def undisturbed() -> Iterator[None]:
    """A block that Ctrl-C does not break off: what lasts a moment and must be whole.  Elsewhere than in a terminal, nothing."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


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
