"""Folders swapped by rename: the program is there whole, the old one or the new one, whenever the power goes.

Beside the program's folder a new one is built under another name.  Only when it has been tried is the old one renamed
aside and the new one renamed into its place; what fails in between is undone, and what a crash leaves is mended
by the next start.
"""

from __future__ import annotations

import contextlib
import shutil
import time
from collections.abc import Callable
from pathlib import Path

from pyxl.errors import HostError

ATTEMPTS = 6
"""Of one rename: a virus scanner looks into a fresh folder for a moment."""
PAUSE = 0.5
"""Seconds between two attempts."""
IN_USE = "请关闭 Excel、办事窗口和打开着的命令窗口，再来一次；原来的版本没有动"


def fresh_beside(home: Path) -> Path:
    """The name under which a new one is built; what an interrupted build left there is gone."""
    fresh = home.with_name(f"{home.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    return fresh


def mend(home: Path) -> bool:
    """Put the old program back where a crash came between the two renames; whether there was need."""
    old = _aside(home)
    if home.exists() or not old.exists():
        return False
    _rename(old, home)
    return True


def put_in_place(fresh: Path, home: Path) -> None:
    """Swap.  Raises HostError, and the old program stands as it was."""
    old = _aside(home)
    _clear(old)
    had_one = home.exists()
    if had_one:
        _rename(home, old)
    try:
        _rename(fresh, home)
    except BaseException:
        if had_one:
            _rename(old, home)
        raise
    shutil.rmtree(old, ignore_errors=True)


def remove(home: Path) -> None:
    """Take the program away with what interrupted installs left.

    Raises HostError while a file of it is in use; then all of it still stands.
    """
    gone = home.with_name(f"{home.name}.gone")
    shutil.rmtree(gone, ignore_errors=True)
    if home.exists():
        _rename(home, gone)
    for path in (fresh_beside(home), _aside(home), gone):
        shutil.rmtree(path, ignore_errors=True)


def _clear(old: Path) -> None:
    shutil.rmtree(old, ignore_errors=True)
    if old.exists():  # a file of it is still open: make room under another name
        _rename(old, old.with_name(f"{old.name}{int(time.time())}"))


def _aside(home: Path) -> Path:
    return home.with_name(f"{home.name}.old")


def _rename(source: Path, target: Path) -> None:
    def rename() -> None:
        source.rename(target)

    try:
        patiently(rename)
    except OSError as fault:
        raise HostError("程序文件正被使用", source.name, IN_USE) from fault


def patiently(deed: Callable[[], None]) -> None:
    """Do something that another program may be in the way of, a few times over.  Raises the last OSError."""
    for _ in range(ATTEMPTS - 1):
        with contextlib.suppress(PermissionError):
            return deed()
        time.sleep(PAUSE)
    return deed()
