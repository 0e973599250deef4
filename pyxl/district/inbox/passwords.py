"""The passwords of encrypted submissions: a list of two columns, 镇 and 密码, each taken by its town and never by order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pyxl.errors import FileError
from pyxl.hosts.foreign import read_grids
from pyxl.rules.person import normalise_name


@dataclass(frozen=True)
class Passwords:
    """Town -> password.  Shows neither when it is printed."""

    by_town: Mapping[str, str] = field(default_factory=dict, repr=False)

    def likely(self, file_name: str) -> list[tuple[str, str]]:
        """The towns whose names stand in a file's name, longest first; all of them where none does."""
        plain = normalise_name(file_name)
        named = sorted((town for town in self.by_town if town in plain), key=len, reverse=True)
        return [(town, self.by_town[town]) for town in named or self.by_town]


def read_passwords(path: Path | None) -> Passwords:
    """The list in a .csv, .txt or .xlsx file, with or without a header; none without a file.

    Raises FileError for a file that cannot be read, a line without a town or password, and a town named twice.
    """
    if path is None:
        return Passwords()
    found: dict[str, str] = {}
    for number, (town, password) in _lines(path):
        if not (town and password):
            raise FileError(f"第 {number} 行缺少镇名或密码", path.name, "密码表每行两栏：镇，密码")
        if town in found and found[town] != password:
            raise FileError(f"“{town}”有两个密码", path.name, "一个镇只留一行")
        found[town] = password
    return Passwords(found)


def _lines(path: Path) -> Iterator[tuple[int, tuple[str, str]]]:
    for grid in read_grids(path):
        for line in grid.lines:
            town, password = (("" if cell is None else str(cell)) for cell in (line.cell(0), line.cell(1)))
            if (town.strip(), password.strip()) != ("镇", "密码") and (town or password):
                yield line.number, (normalise_name(town), password.strip())
