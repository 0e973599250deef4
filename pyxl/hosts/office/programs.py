"""Opening a workbook in the desk's own program, as a double click would."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from pyxl.errors import HostError
from pyxl.hosts.office.environment import find_libreoffice

WPS = "et"
"""The program file of WPS Spreadsheets on Linux."""


def open_workbook(path: Path) -> None:
    """Open a file and return at once.  Raises HostError where no program can show it."""
    if sys.platform == "win32":
        try:
            os.startfile(path)
        except OSError as error:
            raise _cannot(path) from error
        return
    if sys.platform != "darwin" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        raise HostError("这里没有图形界面，打不开工作簿", path.name, "请在有桌面的电脑上打开它")
    command = _command()
    if command is None:
        raise _cannot(path)
    try:
        subprocess.Popen(
            [*command, str(path)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # it outlives the desk
        )
    except OSError as error:
        raise _cannot(path) from error


def _command() -> Sequence[str] | None:
    """What opens a workbook here: the desk's own choice first, then the programs that we know."""
    chooser = shutil.which("open" if sys.platform == "darwin" else "xdg-open")
    program = chooser or find_libreoffice() or shutil.which(WPS)
    return [program] if program else None


def _cannot(path: Path) -> HostError:
    return HostError("没有找到能打开工作簿的程序", path.name, "请自己在 WPS 或 LibreOffice 里打开它")
