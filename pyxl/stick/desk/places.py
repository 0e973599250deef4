"""Where things go on a Windows desk: the program, the clerk's documents, the icons."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyxl.errors import HostError

PROGRAM: Final = "MoxiReform"
"""Folder under %LOCALAPPDATA%; `pyxl.book.declared.xlwings_conf` names it to every workbook."""
INTERPRETER: Final = Path("venv", "Scripts")
"""Folder of python.exe in the program's: where every workbook looks for it, however Python came there."""
PAPERS: Final = "换届选举"
"""Folder in the clerk's documents."""
_FOLDERS: Final = {
    "documents": "{FDD39AD0-238F-46AF-ADB4-6C85480369C7}",
    "desktop": "{B4BFCC3A-DB2C-424C-B029-7FE99A87C641}",
    "local": "{F1B32785-6FBA-4FCF-9D55-7B8E7F157091}",
}
"""Windows' own numbers of known folders (KNOWNFOLDERID)."""


@dataclass(frozen=True, slots=True)
class Places:
    """`home`: the installed program; `papers`: the clerk's folder, which nothing of ours ever empties; `desktop`: icons."""

    home: Path
    papers: Path
    desktop: Path

    @property
    def scripts(self) -> Path:
        """Folder of the installed python.exe."""
        return self.home / INTERPRETER

    @property
    def workbook(self) -> Path:
        """The first workbook that a clerk gets."""
        return self.papers / "换届选举.xlsm"


def places(known: Mapping[str, str], environment: Mapping[str, str]) -> Places:
    """From Windows' known folders, and where it does not tell them from the environment.  Raises HostError."""
    profile = environment.get("USERPROFILE") or environment.get("HOME", "")
    local = known.get("local") or environment.get("LOCALAPPDATA") or _below(profile, "AppData", "Local")
    documents = known.get("documents") or _below(profile, "Documents")
    desktop = known.get("desktop") or _below(profile, "Desktop")
    if not (local and documents and desktop):
        raise HostError(
            "Windows 没有说出您的文件夹在哪里",
            remedy="请用平时办公的帐号登录，再双击“安装.cmd”；还不行请找维护人员",
        )
    return Places(Path(local, PROGRAM), Path(documents, PAPERS), Path(desktop))


def places_here() -> Places:
    """Of this desk and this user; documents that were moved to OneDrive or another disk are found there."""
    return places(_known_folders(), os.environ)


def _below(profile: str, *names: str) -> str:
    return str(Path(profile, *names)) if profile else ""


def _known_folders() -> dict[str, str]:
    if sys.platform != "win32":
        return {}
    import ctypes
    import uuid

    found = {}
    for name, number in _FOLDERS.items():
        identity = (ctypes.c_byte * 16).from_buffer_copy(uuid.UUID(number).bytes_le)
        path = ctypes.c_wchar_p()
        failed = ctypes.windll.shell32.SHGetKnownFolderPath(
            ctypes.byref(identity), 0, None, ctypes.byref(path)
        )
        if not failed and path.value:
            found[name] = path.value
        ctypes.windll.ole32.CoTaskMemFree(path)
    return found
