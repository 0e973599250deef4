"""The passwords of encrypted submissions: a list of two columns, 镇 and 密码, each taken by its town and never by order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from pyxl.district.inbox.town_list import HEADERS
from pyxl.errors import FileError
from pyxl.hosts.foreign import Grid, read_grids
from pyxl.rules.person import normalise_name

MOST_TRIED: Final = 40
"""Passwords that are tried on a file that names no town: each takes a fifth of a second."""
PASSWORD_HEADERS: Final = frozenset({"密码", "打开密码", "文件密码", "口令"})


@dataclass(frozen=True)
class Passwords:
    """Town -> password.  Shows neither when it is printed."""

    by_town: Mapping[str, str] = field(default_factory=dict, repr=False)

    def likely(self, *names: str) -> list[tuple[str, str]]:
        """The towns that stand in the first of `names` (a file's, its place's) that names any, longest first.

        All of them where none does, unless these are more than can be tried.
        """
        for plain in map(normalise_name, names):
            if named := sorted((town for town in self.by_town if town in plain), key=len, reverse=True):
                return [(town, self.by_town[town]) for town in named]
        return list(self.by_town.items()) if len(self.by_town) <= MOST_TRIED else []


def read_passwords(path: Path | None) -> Passwords:
    """The list in a .csv, .txt or .xlsx file, with or without a header; none without a file.

    With a header its columns may stand anywhere, and what stands above it is a title.  Raises FileError for a file that cannot be
    read, a line without a town or password, and a town that has two.
    """
    if path is None:
        return Passwords()
    found: dict[str, str] = {}
    for number, (town, password) in _lines(path):
        if not (town and password):
            raise FileError(
                f"第 {number} 行缺少镇名或密码", path.name, "密码表每行两栏：镇，密码（文本文件里用逗号分开）"
            )
        if town in found and found[town] != password:
            raise FileError(f"“{town}”有两个密码", path.name, "一个镇只留一行")
        found[town] = password
    return Passwords(found)


def _lines(path: Path) -> Iterator[tuple[int, tuple[str, str]]]:
    grids = read_grids(path)
    headed = [grid for grid in grids if _head(grid)]
    # A sheet of explanations beside the list is none.
    for grid in headed or grids:
        begins, town_at, password_at = _head(grid) or (0, 0, 1)
        for line in grid.lines:
            if line.number > begins:
                town, password = (
                    "" if (cell := line.cell(at)) is None else str(cell) for at in (town_at, password_at)
                )
                if town.strip() or password.strip():
                    yield line.number, (normalise_name(town), password.strip())


def _head(grid: Grid) -> tuple[int, int, int] | None:
    """Number of the line of headers and the columns of town and password."""
    for line in grid.lines:
        names = [normalise_name(cell) for cell in line.cells]
        towns = [at for at, name in enumerate(names) if name in HEADERS]
        passwords = [at for at, name in enumerate(names) if name in PASSWORD_HEADERS]
        if towns and passwords:
            return line.number, towns[0], passwords[0]
    return None
