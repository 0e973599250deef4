"""A look at a workbook that is far larger than any township's, in a process with bounds, before this one reads it.

What stands on the desk as the clerk's own workbook may have come by mail, too.  A small file cannot cost much, whatever
is in it, and is read at once; a large one is read through in the child first, and refused where that needs more than
it may have.  What is wrong with single sheets is left to the press that needs them.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Final

from pyxl.errors import MoxiError
from pyxl.hosts import bounded
from pyxl.hosts.package import guard
from pyxl.hosts.package.closed_file import ClosedFile
from pyxl.hosts.package.opc import Package, read_file

LARGE: Final = 32_000_000
"""Unpacked bytes of a workbook's parts from which it is looked at first: a township's has about four million."""
ROOM: Final = bounded.Room(seconds=20, memory=1_000_000_000)
"""Three sheets with as many cells as one may have take about half of it."""
WORK: Final = "pyxl.hosts.package.probing:work"


def probe(path: Path) -> None:
    """Raise FileError for a workbook whose sheets cannot be read within bounds; nothing for a small one.

    Also raises FileError for one that is missing, or that may not be unpacked at all.
    """
    raw = read_file(path)
    if sum(entry.file_size for entry in guard.check(raw, path.name)) > LARGE:
        bounded.run(WORK, raw, path.name, room=ROOM)


def work(raw: bytes, where: str, _: str) -> int:
    """Read every worksheet through, as presses do; the number of those that can be read."""
    file = ClosedFile.of(Package(Path(where), raw))
    read = 0
    for index, entry in enumerate(file.entries):
        if entry.kind == "worksheet":
            with suppress(MoxiError):
                file.sheet(index)
                read += 1
    return read
