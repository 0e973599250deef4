"""Folders and drafts that hold data for a moment: gone at the end, and after a kill at the next start.

Their names say which process of which desk made them.  A process that lives keeps its own; what a dead one left is
taken away, so that no clear copy of a town's lists stays in a temporary folder or beside the workbook.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import tempfile
import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from pyxl.errors import FileError, reason_of


def _name_of_desk() -> str:
    """As the system has it at hand: Python's `platform` asks Windows' management service, which can take seconds."""
    return os.environ.get("COMPUTERNAME", "") if sys.platform == "win32" else os.uname().nodename


_DESK: Final = f"{zlib.crc32(_name_of_desk().encode()):08x}"
_PREFIX: Final = "moxi-"
OURS: Final = f"{_PREFIX}{_DESK}-"
"""Begins every name of this desk: on a shared folder another desk's processes cannot be asked whether they live."""
LONGEST: Final = 24 * 3600
"""Seconds after which a leftover goes even if another process has taken its maker's number."""


@contextlib.contextmanager
def scratch_folder() -> Iterator[Path]:
    """A temporary folder that nobody else may read.  Raises FileError where the system makes none."""
    try:
        made = tempfile.TemporaryDirectory(prefix=f"{OURS}{os.getpid()}-", ignore_cleanup_errors=True)
    except OSError as fault:
        raise FileError(
            f"临时文件夹建不了（{reason_of(fault)}），没有办，数据没有改动",
            tempfile.gettempdir(),
            "请腾出磁盘空间后再试",
        ) from fault
    with made as name:
        yield Path(name)


def draft_beside(target: Path) -> tuple[int, Path]:
    """A new file in the target's folder, opened for writing; raises OSError."""
    descriptor, name = tempfile.mkstemp(prefix=f".{OURS}{os.getpid()}-", suffix=".tmp", dir=target.parent)
    return descriptor, Path(name)


def draft_folder_beside(target: Path) -> Path:
    """A new folder beside the target, which nobody else may read; raises OSError."""
    return Path(tempfile.mkdtemp(prefix=f".{OURS}{os.getpid()}-", suffix=".tmp", dir=target.parent))


def sweep(folder: Path | None = None) -> None:
    """Take away what killed processes left in the temporary folder, or as drafts in `folder`; what resists stays."""
    place, start = (folder, f".{OURS}") if folder else (Path(tempfile.gettempdir()), OURS)
    with contextlib.suppress(OSError), os.scandir(place) as entries:
        for entry in entries:
            if entry.name.startswith(start) and not entry.is_symlink() and _is_left_over(entry, start):
                _remove(Path(entry.path))


def _is_left_over(entry: os.DirEntry[str], start: str) -> bool:
    number = entry.name[len(start) :].partition("-")[0]
    if not number.isdecimal():
        return False
    with contextlib.suppress(OSError):
        return not lives(int(number)) or time.time() - entry.stat().st_mtime > LONGEST
    return False


def lives(process: int) -> bool:
    """Whether a process of this desk runs."""
    if sys.platform == "win32":
        return _lives_on_windows(process)
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:  # somebody else's
        return True
    return True


def _lives_on_windows(process: int) -> bool:
    """There `os.kill` would end it."""
    import ctypes

    kernel = ctypes.windll.kernel32  # type: ignore[attr-defined,unused-ignore]
    synchronize, timed_out = 0x00100000, 0x102
    handle = kernel.OpenProcess(synchronize, False, process)
    if not handle:
        return False
    try:
        return bool(kernel.WaitForSingleObject(handle, 0) == timed_out)
    finally:
        kernel.CloseHandle(handle)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with contextlib.suppress(OSError):
            path.unlink()
