"""The towns that are to report: a file with one town on each line, or under a header 镇 in whatever column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from pyxl.errors import FileError
from pyxl.hosts.foreign import Grid, read_grids
from pyxl.rules.person import normalise_name

HEADERS: Final = frozenset(
    normalise_name(header)
    for header in (
        "镇", "镇名", "乡镇", "乡镇名称", "镇名称", "镇（乡）", "镇（街道）", "乡镇（街道）", "单位", "单位名称", "报送单位", "区县",
        "县区", "县（市、区）", "区县名称", "名称",
    )
)  # fmt: skip
_NUMBERS: Final = "序号"
_SUMS: Final = frozenset({"合计", "小计", "总计", "共计"})
_NUMBERED: Final = re.compile(r"\d+[.、．)）]\s*")
_TITLE: Final = re.compile(".*(?:名单|一览表|名册|汇总表)")
_ASIDE: Final = "请在第一行写上表头“镇”，或一行只写一个镇"


def read_town_list(path: Path) -> tuple[str, ...]:
    """The towns in their order.  Raises FileError for a file that cannot be read, names none, or one twice."""
    found = [name for grid in read_grids(path) for name in _towns(grid, path.name)]
    if not found:
        raise FileError("名单里没有镇名", path.name, "一行一个镇，放在第一列，或放在“镇”一列")
    if twice := next((name for name in found if found.count(name) > 1), None):
        raise FileError(f"“{twice}”列了两次", path.name, "一个镇只列一行")
    return tuple(found)


def _towns(grid: Grid, where: str) -> Iterator[str]:
    """Those of a sheet; raises FileError where nothing tells which of several columns has them."""
    column: int | None = None
    headed = any(HEADERS & {normalise_name(cell) for cell in line.cells} for line in grid.lines)
    for line in grid.lines:
        cells = [normalise_name(cell) for cell in line.cells]
        if heads := [at for at, cell in enumerate(cells) if cell in HEADERS]:
            column = heads[0]
        elif headed:
            # What stands above the headers is a title, what stands beside 合计 a sum.
            if column is not None and column < len(cells) and not _SUMS & set(cells) and cells[column]:
                yield _plain(cells[column])
        else:
            yield from _without_header(cells, f"{where}第 {line.number} 行")


def _without_header(cells: Sequence[str], where: str) -> Iterator[str]:
    said = [cell for cell in cells if cell and not cell.isdigit() and cell != _NUMBERS]
    if len(said) > 1:
        raise FileError(f"看不出哪一栏是镇名（{'、'.join(said[:3])}）", where, _ASIDE)
    for name in said:
        if not (_TITLE.fullmatch(name) or name in _SUMS):
            yield from (part for part in _plain(name).split("、") if part)


def _plain(name: str) -> str:
    """Without the number before it: 1.甲镇."""
    return _NUMBERED.sub("", name) or name
