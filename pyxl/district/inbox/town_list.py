"""The towns that are to report: a file with one town on each line, or in the first column of a sheet."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from pyxl.errors import FileError
from pyxl.hosts.foreign import read_grids
from pyxl.rules.person import normalise_name

HEADERS: Final = frozenset(
    {"镇", "镇名", "乡镇", "镇（乡）", "镇（街道）", "单位", "报送单位", "区县", "县区", "县（市、区）"}
)
_NUMBERS: Final = "序号"


def read_town_list(path: Path) -> tuple[str, ...]:
    """The towns in their order.  Raises FileError for a file that cannot be read, names none, or one twice."""
    found: list[str] = []
    for grid in read_grids(path):
        column = 0
        for line in grid.lines:
            cells = [str(cell).strip() if cell is not None else "" for cell in line.cells]
            if heads := [at for at, cell in enumerate(cells) if cell in HEADERS]:
                column = heads[0]
            elif column < len(cells) and (name := normalise_name(cells[column])) and name != _NUMBERS:
                found.append(name)
    if not found:
        raise FileError("名单里没有镇名", path.name, "一行一个镇，放在第一列，或放在“镇”一列")
    if twice := next((name for name in found if found.count(name) > 1), None):
        raise FileError(f"“{twice}”列了两次", path.name, "一个镇只列一行")
    return tuple(found)
