"""What Windows and Office are told of the program, for this user alone: trusted folder, entry under installed programs."""

from __future__ import annotations

import contextlib
from typing import Any, Final

from pyxl.stick.desk.places import PROGRAM, Places

OFFICES: Final = ("14.0", "15.0", "16.0")
"""Office 2010, 2013, and all since 2016; an Excel that is installed later finds its key there."""
INSTALLED: Final = rf"Software\Microsoft\Windows\CurrentVersion\Uninstall\{PROGRAM}"
TITLE: Final = "换届选举工作簿"


def security(office: str) -> str:
    """The key of an Excel's trusted locations."""
    return rf"Software\Microsoft\Office\{office}\Excel\Security\Trusted Locations"


def tell(winreg: Any, places: Places, version: str) -> None:  # noqa: ANN401 - the standard library's module
    """Trust the clerk's folder with those below it, and list the program among those installed.  Raises OSError."""
    for office in OFFICES:
        with winreg.CreateKey(winreg.HKEY_CURRENT_USER, rf"{security(office)}\{PROGRAM}") as key:
            winreg.SetValueEx(key, "Path", 0, winreg.REG_SZ, f"{places.papers}\\")
            winreg.SetValueEx(key, "AllowSubfolders", 0, winreg.REG_DWORD, 1)
            winreg.SetValueEx(key, "Description", 0, winreg.REG_SZ, TITLE)
        if str(places.papers).startswith("\\\\"):  # documents on a server: trusted only where that is allowed
            with winreg.CreateKey(winreg.HKEY_CURRENT_USER, security(office)) as key:
                winreg.SetValueEx(key, "AllowNetworkLocations", 0, winreg.REG_DWORD, 1)
    texts = {
        "DisplayName": TITLE,
        "DisplayVersion": version,
        "InstallLocation": str(places.home),
        "UninstallString": f'"{places.home / "卸载.cmd"}"',
    }
    with winreg.CreateKey(winreg.HKEY_CURRENT_USER, INSTALLED) as key:
        for name, text in texts.items():
            winreg.SetValueEx(key, name, 0, winreg.REG_SZ, text)
        for name in ("NoModify", "NoRepair"):
            winreg.SetValueEx(key, name, 0, winreg.REG_DWORD, 1)


def forget(winreg: Any) -> None:  # noqa: ANN401
    """Take both away again; what the clerk or another program set stays."""
    for key in (*(rf"{security(office)}\{PROGRAM}" for office in OFFICES), INSTALLED):
        with contextlib.suppress(FileNotFoundError):
            winreg.DeleteKey(winreg.HKEY_CURRENT_USER, key)
