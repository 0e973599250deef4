"""What a person entered in an earlier result and the next merge keeps: the towns' list, verdicts, opinions, settings."""

from __future__ import annotations

import hashlib
import importlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from pyxl.district.result.declared import CITYS_UNIT, SETTINGS_SHEET, SUMMARY, VERDICTS, Page
from pyxl.district.result.settings import HEADERS, DistrictSettings, from_rows
from pyxl.district.result.town import UNLISTED, Judged
from pyxl.errors import FileError
from pyxl.hosts import bounded
from pyxl.hosts.foreign import MAX_FILE_BYTES, Cell, Grid, pack, read_workbook, unpack
from pyxl.hosts.package import read_file
from pyxl.rules.person import normalise_name

WORK: Final = "pyxl.district.result.kept:work"
_PARTED: Final = "\n"

Line = Mapping[str, Cell]
"""Header -> cell of one row."""


@dataclass(frozen=True)
class Kept:
    """Of an earlier result: the expected towns in their order, what was judged of each, and the settings."""

    towns: tuple[str, ...] = ()
    judged: Mapping[str, Judged] = field(default_factory=dict)
    settings: DistrictSettings = field(default_factory=DistrictSettings)


def read_kept(path: Path) -> Kept:
    """What stands in a result or a fresh district workbook; nothing where there is no file yet.

    Raises FileError for a file that is neither, or a verdict that is none: nothing that a person entered may be lost.
    """
    if not path.exists():
        return Kept()
    grids = read_sheets(path, (SUMMARY.sheet, SETTINGS_SHEET))
    if SUMMARY.sheet not in grids or SETTINGS_SHEET not in grids:
        raise FileError(
            "这个文件不是区里的汇总工作簿，没有覆盖",
            path.name,
            "请换一个文件名，或用 moxi new 文件 --district 生成",
        )
    towns, judged = [], {}
    for line in page_lines(grids, SUMMARY, path.name):
        town = normalise_name(line["报送单位"])
        if not town:
            continue
        verdict, opinion = (str(line[header] or "").strip() for header in ("结论", "意见"))
        if verdict and verdict not in VERDICTS:
            raise FileError(
                f"“{town}”的结论写的是“{verdict}”",
                f"{path.name}的“汇总”",
                f"请改为{'、'.join(VERDICTS)}之一，或清空",
            )
        if line["状态"] != UNLISTED:
            towns.append(town)
        judged[town] = Judged(verdict, opinion, _record(line, verdict, opinion))
    return Kept(tuple(towns), judged, settings_of(grids[SETTINGS_SHEET]))


def read_kept_while_importing(path: Path, modules: Iterable[str]) -> Kept:
    """The same; while the child reads, the modules that are wanted next are imported."""
    with ThreadPoolExecutor(1) as beside:
        kept = beside.submit(read_kept, path)
        for module in modules:
            importlib.import_module(module)
        return kept.result()


def is_citys(path: Path) -> bool:
    """Whether a result is a city's, whose rows are districts: its title says so.  Raises FileError."""
    grids = read_sheets(path, (SUMMARY.sheet,))
    lines = grids[SUMMARY.sheet].lines if SUMMARY.sheet in grids else ()
    return bool(lines) and f"各{CITYS_UNIT}" in str(lines[0].cell(0))


def read_sheets(path: Path, names: Sequence[str]) -> dict[str, Grid]:
    """Some sheets of a result, by name, read in a process with bounds; raises FileError."""
    return sheets_of(read_file(path, MAX_FILE_BYTES), path.name, names)


def sheets_of(raw: bytes, where: str, names: Sequence[str]) -> dict[str, Grid]:
    """The same of its bytes; raises FileError."""
    return {grid.sheet: grid for grid in unpack(bounded.run(WORK, raw, where, _PARTED.join(names)))}


def work(raw: bytes, where: str, names: str) -> list[Any]:
    """In the process with bounds: the named sheets, packed."""
    return pack(read_workbook(raw, where, names.split(_PARTED)))


def page_lines(grids: Mapping[str, Grid], page: Page, where: str) -> Iterator[Line]:
    """The rows of a page, from below its headers to the first line without one in its first two columns.

    Raises FileError where the sheet or one of its columns is missing.
    """
    lines = list(grids[page.sheet].lines) if page.sheet in grids else []
    for at, line in enumerate(lines):
        places = {str(cell): column for column, cell in enumerate(line.cells) if cell is not None}
        if places.keys() >= set(page.headers):
            last = line.number
            for row in lines[at + 1 :]:
                if row.number != last + 1 or row.cell(0) is None:
                    return  # a gap parts the table from totals and notes
                last = row.number
                yield {header: row.cell(places[header]) for header in page.headers}
            return
    raise FileError(f"“{page.sheet}”表的表头被改动过", where, "请恢复原来的表头，或另用一个新文件汇总")


def settings_of(grid: Grid) -> DistrictSettings:
    """What stands on the sheet 设置."""
    rows = {str(line.cell(0)): str(line.cell(1) or "") for line in grid.lines if line.cell(0) is not None}
    return from_rows({key: value for key, value in rows.items() if key not in HEADERS})


def _record(line: Line, verdict: str, opinion: str) -> str:
    """Which arrival the verdict is about: that of the row in which it was entered, until somebody enters another."""
    if not (verdict or opinion):
        return ""
    about, _, entered = str(line["核定记录"] or "").partition(" ")
    now = print_of(verdict, opinion)
    return f"{about} {now}" if entered == now and about else f"{line['来件指纹'] or ''} {now}"


def print_of(verdict: str, opinion: str) -> str:
    """Tells whether verdict and opinion are still those of the last merge."""
    return hashlib.sha256(f"{verdict}\n{opinion}".encode()).hexdigest()[:8]
