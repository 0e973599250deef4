"""Putting a finished file in its place: whole, or not at all."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from pyxl.errors import FileError, reason_of
from pyxl.hosts.files.scratch import draft_beside, draft_folder_beside, sweep

PAUSES: Final = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6)
"""Seconds between the attempts at a rename on Windows, where a virus scanner or a preview holds a fresh file for a moment."""
LONGEST_PATH: Final = 259
"""Characters of a path that Windows takes from programs that ask for no more; Excel itself opens 218."""


def rename_over(draft: Path, target: Path) -> None:
    """Put a finished draft in its place, a few times over while another program holds the old file.

    Raises OSError, the last one.
    """
    for pause in PAUSES if sys.platform == "win32" else ():
        try:
            draft.replace(target)
        except PermissionError:
            time.sleep(pause)
        else:
            return
    draft.replace(target)


def refuse_too_long(path: Path) -> None:
    """Raise FileError for a path that Windows could not open, before it says that there is no such folder."""
    length = len(str(path.absolute()))
    if sys.platform == "win32" and length > LONGEST_PATH:
        raise FileError(
            f"文件夹和文件名一共 {length} 个字，太长，存不进去",
            path.name,
            "请把工作簿移到路径短一些的文件夹，例如 D:\\换届",
        )


def replace_file(path: Path, data: bytes) -> None:
    """Write `data` beside `path`, flush it to the disk, and rename it; raises `FileError`."""
    refuse_too_long(path)
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
            rename_over(draft, path)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise FileError(
            f"文件写不进去（{reason_of(error)}）", str(path), "请关闭占用它的程序，或换一个有权限的文件夹"
        ) from error


def put_folder(folder: Path, files: Mapping[Path, bytes]) -> None:
    """Files of a folder that is new: it is there with all of them or not at all, whenever the power goes; raises `FileError`.

    An empty folder that the clerk made may be a whole stick, which nobody renames: it is filled file by file.
    """
    if folder.exists():
        for path, data in files.items():
            make_folder(path.parent)
            replace_file(path, data)
        return
    refuse_too_long(folder)
    try:
        sweep(folder.parent)
        draft = draft_folder_beside(folder)
        try:
            for path, data in files.items():
                _write_through(draft / path.relative_to(folder), data)
            _rename_folder(draft, folder, files)
        finally:
            shutil.rmtree(draft, ignore_errors=True)  # after the renaming there is none
    except OSError as error:
        raise FileError(
            f"文件夹写不进去（{reason_of(error)}）", str(folder), "请腾出空间，或换一个有权限的文件夹"
        ) from error


def _write_through(path: Path, data: bytes) -> None:
    refuse_too_long(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _rename_folder(draft: Path, folder: Path, files: Iterable[Path]) -> None:
    """Windows renames no folder while a virus scanner has a file of it open: then each file goes for itself."""
    draft.chmod(0o755)
    try:
        rename_over(draft, folder)
    except PermissionError:
        for path in files:
            path.parent.mkdir(parents=True, exist_ok=True)
            rename_over(draft / path.relative_to(folder), path)


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
    refuse_too_long(path)
    try:
        path.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=path):
            pass
    except OSError as error:
        raise FileError(
            f"文件不能存到这个文件夹（{reason_of(error)}）", str(path), "请换一个能写入的文件夹"
        ) from error
