"""The icons on the clerk's desktop: the workbook, and the window with its buttons."""

from __future__ import annotations

import contextlib
import json
import subprocess
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from pyxl.stick.desk.places import Places

SECONDS: Final = 120.0
_MAKE: Final = """
import json, sys
import pythoncom
from win32com.shell import shell
for icon in json.load(sys.stdin):
    link = pythoncom.CoCreateInstance(
        shell.CLSID_ShellLink, None, pythoncom.CLSCTX_INPROC_SERVER, shell.IID_IShellLink)
    link.SetPath(icon["target"])
    link.SetArguments(icon["arguments"])
    link.SetWorkingDirectory(icon["folder"])
    link.SetDescription(icon["hint"])
    link.QueryInterface(pythoncom.IID_IPersistFile).Save(icon["file"], 0)
"""
"""Run by the installed Python, which has pywin32; the stick's has not."""


@dataclass(frozen=True, slots=True)
class Icon:
    """One shortcut: its own file, what it starts, in which folder, and the text shown beside it."""

    file: str
    target: str
    arguments: str
    folder: str
    hint: str


def icons(places: Places) -> tuple[Icon, ...]:
    """Both icons."""
    window = "-X utf8 -m pyxl desk"  # no file: a clerk renames the workbook, and the icon goes on working
    return (
        Icon(
            str(places.desktop / "换届选举.lnk"), str(places.workbook), "", str(places.papers), "打开换届选举工作簿"
        ),
        Icon(
            str(places.desktop / "换届选举办事窗口.lnk"), str(places.scripts / "pythonw.exe"), window,
            str(places.papers), "不用宏：按钮在这个窗口里，Excel、WPS 开着也能办",
        ),
    )  # fmt: skip


def make_icons(places: Places) -> bool:
    """Put them on the desktop; whether that went well, which is no reason to stop an install."""
    places.desktop.mkdir(parents=True, exist_ok=True)
    wanted = json.dumps([asdict(icon) for icon in icons(places)])
    try:
        done = subprocess.run(
            [str(places.scripts / "python.exe"), "-X", "utf8", "-c", _MAKE],
            input=wanted, text=True, encoding="utf-8", capture_output=True, timeout=SECONDS, check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def remove_icons(places: Places) -> None:
    """Take them away."""
    for icon in icons(places):
        with contextlib.suppress(OSError):
            Path(icon.file).unlink()
