"""Sheets of a result as they stand in its file, read in a process with bounds: a person may have put anything there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pyxl.hosts import bounded
from pyxl.hosts.foreign import MAX_FILE_BYTES, Grid, pack, read_workbook, unpack
from pyxl.hosts.package import read_file

WORK: Final = "pyxl.district.result_sheets:work"
_PARTED: Final = "\n"


@dataclass(frozen=True)
class Before:
    """The result of the merge before: its bytes, and the packed sheets on which a person enters something."""

    raw: bytes
    packed: Sequence[Any]

    @property
    def grids(self) -> dict[str, Grid]:
        """The sheets by name."""
        return _by_name(self.packed)


def read_before(path: Path, names: Sequence[str]) -> Before | None:
    """The result that a merge is to replace, with some of its sheets, None where there is none yet; whoever only passes it on need not
    unpack it.

    Raises FileError for a file that cannot be read.
    """
    if not path.exists():
        return None
    raw = read_file(path, MAX_FILE_BYTES)
    return Before(raw, _packed(raw, path.name, names))


def read_sheets(path: Path, names: Sequence[str]) -> dict[str, Grid]:
    """Some sheets of a result, by name; raises FileError."""
    return sheets_of(read_file(path, MAX_FILE_BYTES), path.name, names)


def sheets_of(raw: bytes, where: str, names: Sequence[str]) -> dict[str, Grid]:
    """The same of its bytes; raises FileError."""
    return _by_name(_packed(raw, where, names))


def work(raw: bytes, where: str, names: str) -> list[Any]:
    """In the process with bounds: the named sheets, packed."""
    return pack(read_workbook(raw, where, names.split(_PARTED)))


def _packed(raw: bytes, where: str, names: Sequence[str]) -> list[Any]:
    packed: list[Any] = bounded.run(WORK, raw, where, _PARTED.join(names))
    return packed


def _by_name(packed: Sequence[Any]) -> dict[str, Grid]:
    return {grid.sheet: grid for grid in unpack(packed)}
