"""One program of ours at a time on a workbook: a lock from opening to closing, so that no press overwrites another.

The lock lies on a small hidden file beside the workbook, since the workbook itself is replaced by every save.  The
system lets go of it when its holder dies.  It is for our own processes; Excel, WPS and LibreOffice have theirs
(`pyxl.hosts.package.opc.refuse_if_busy`), and saving compares the file with what was opened.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pyxl.errors import FileError, reason_of


@dataclass
class _Hold:
    """A lock that this process has, and how many books hold it: a process does not wait for itself."""

    descriptor: int
    books: int = 1


_TAKEN = frozenset({errno.EAGAIN, errno.EACCES, errno.EWOULDBLOCK, errno.EDEADLK})
_holds: dict[Path, _Hold] = {}
_guard = threading.Lock()


def hold(path: Path) -> None:
    """Lock a workbook for this process; `path` has its links resolved.

    Raises FileError when another process has it.
    """
    with _guard:
        if path in _holds:
            _holds[path].books += 1
            return
        _holds[path] = _Hold(_locked(path))


def let_go(path: Path) -> None:
    """Let go of what `hold` took, once."""
    with _guard:
        held = _holds.get(path)
        if held is None:
            return
        held.books -= 1
        if held.books == 0:
            del _holds[path]
            # Taken away while it is still held: whoever opened it meanwhile sees that it is no longer in its place.
            with contextlib.suppress(OSError):
                sign_of(path).unlink()
            os.close(held.descriptor)
            with contextlib.suppress(OSError):  # Windows removes no open file
                if sys.platform == "win32":
                    sign_of(path).unlink()


@contextlib.contextmanager
def holding(path: Path) -> Iterator[None]:
    """The same for a block."""
    hold(path)
    try:
        yield
    finally:
        let_go(path)


def sign_of(path: Path) -> Path:
    """The file that the lock of a workbook lies on; it is there as long as the lock."""
    return path.with_name(f".{path.name}.moxi")


def _locked(path: Path) -> int:
    sign = sign_of(path)
    while True:
        try:
            descriptor = os.open(sign, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as fault:
            raise FileError(
                f"文件写不进去（{reason_of(fault)}）", str(path), "请换一个有权限的文件夹"
            ) from fault
        try:
            if not _try(descriptor):
                raise FileError(
                    "另一个窗口或命令正在办理这个工作簿",
                    path.name,
                    "这一次没有办，工作簿没有改动；请等它办完再试",
                )
            if sys.platform == "win32" or _stands(sign, descriptor):
                return descriptor
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)


def _stands(sign: Path, descriptor: int) -> bool:
    """Whether the file that is locked is still the one in its place."""
    try:
        return os.path.samestat(sign.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False


def _try(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as fault:
        # A disk that knows no locks stops nobody's work: saving still compares.
        return fault.errno not in _TAKEN
    return True
