"""A desk without Windows for the installer: a registry in memory, folders of the test, a program that says it ran."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pyxl.stick.desk.install import Desk
from pyxl.stick.desk.places import Places


class Registry:
    """As much of the module `winreg` as the installer uses; `values` is (key, name) -> value."""

    HKEY_CURRENT_USER = "HKCU"
    REG_SZ, REG_DWORD = 1, 4

    def __init__(self) -> None:
        self.values: dict[tuple[str, str], object] = {}
        self.keys: set[str] = set()
        self.locked = False

    @contextmanager
    def CreateKey(self, root: str, key: str) -> Iterator[str]:
        if self.locked:
            raise PermissionError(5, "Access is denied")
        self.keys.add(key)
        yield key

    def SetValueEx(self, key: str, name: str, _: int, kind: int, value: object) -> None:
        assert isinstance(value, str if kind == self.REG_SZ else int)
        self.values[key, name] = value

    def DeleteKey(self, root: str, key: str) -> None:
        if key not in self.keys:
            raise FileNotFoundError(2, key)
        self.keys.discard(key)
        self.values = {place: value for place, value in self.values.items() if place[0] != key}


class Bench:
    """A desk to install on."""

    def __init__(self, folder: Path) -> None:
        self.registry = Registry()
        self.started: list[list[str]] = []
        self.said: list[str] = []
        self.answers: dict[str, int] = {}
        """Part of a command's last words -> exit status, where it is not 0."""
        self.places = Places(
            folder / "AppData" / "Local" / "MoxiReform", folder / "文 档" / "换届选举", folder / "Desktop"
        )
        self.desk = Desk(self.places, self.registry, self._start, self._icons)

    def _start(self, command: list[str]) -> int:
        self.started.append(command)
        assert Path(command[0]).is_file(), "what is started is there"
        return next((status for word, status in self.answers.items() if word in " ".join(command)), 0)

    def _icons(self, places: Places) -> bool:
        places.desktop.mkdir(parents=True, exist_ok=True)
        for name in ("换届选举.lnk", "换届选举办事窗口.lnk"):
            (places.desktop / name).write_text("icon")
        return True

    @property
    def program(self) -> dict[str, bytes]:
        """Path -> content of the installed program."""
        home = self.places.home
        return {str(path.relative_to(home)): path.read_bytes() for path in home.rglob("*") if path.is_file()}
