"""The files that an import was given, folders opened, each read into rows or refused with its sentence."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path

from pyxl.book.declared import FIRST_TABLE_ROW, table
from pyxl.book.forms import mark_of
from pyxl.book.intake import Converters, Roster, SheetTaken, Skipped, TableSpec, read_roster
from pyxl.book.intake.lines import NUMBER_ONLY
from pyxl.errors import FileError, MoxiError, RosterError
from pyxl.hosts.foreign import Grid, Line, read_grids

MOST_FILES = 1_000
"""More is a folder that was meant otherwise."""
NAMED = 5
"""Files whose errors a message tells where none could be read."""
_NO_LISTS = ("~$", ".", "Thumbs.db", "desktop.ini")
"""How the names begin of files that programs leave beside lists."""
_NOTICE = re.compile(r"[0-9]{2}-推选通知.*\.docx")
"""What lies beside the forms that went out, and perhaps still does when they have come back."""
_AT_ONCE = 4
"""Files that are parsed at the same time, each in its own process."""


@dataclass(frozen=True, slots=True)
class Source:
    """One file and how messages name it; `named`: it was chosen by itself, and not found in a folder."""

    path: Path
    shown: str
    named: bool = False


@dataclass(frozen=True)
class Reading:
    """What became of one file: a roster or the reason why there is none.

    `unit` is that of a form of ours that came back, `saved` when it was saved (UTC, ISO), by its program or by the disk.
    """

    source: Source
    roster: Roster = field(default_factory=lambda: Roster((), (), (), (), ()))
    unit: str = ""
    saved: str = ""
    error: MoxiError | None = None

    @property
    def sheets(self) -> tuple[SheetTaken, ...]:
        """Its sheets; a refused file counts as one whose reason is its only line."""
        if self.error is None:
            return self.roster.sheets
        return (SheetTaken("", 0, (Skipped(0, f"没有导入：{self.error}", ""),)),)


@dataclass(frozen=True, slots=True)
class Reader:
    """What reading needs to know of the table and the town."""

    spec: TableSpec
    converters: Converters
    units: Sequence[str]
    chosen: Sequence[str]

    def read(self, source: Source) -> Reading:
        """Read one file; what is wrong with it stands in the answer.

        Raises FileError for the form of a unit that 单位 does not have.
        """
        try:
            grids = read_grids(source.path)
            mark = mark_of(grids)
            if mark is None:
                return Reading(source, self._roster(grids, source, self.chosen))
            if mark.unit not in self.units:
                raise FileError(
                    f"这是“{mark.unit}”的填报表，“单位”表里没有这个单位",
                    source.shown,
                    "请核对是不是别的镇的，或先在“单位”表里补上",
                )
            return Reading(
                source, self._of_form(grids, source), mark.unit, grids[0].saved or _on_disk(source.path)
            )
        except MoxiError as error:
            return Reading(source, error=error)

    def _roster(self, grids: Sequence[Grid], source: Source, chosen: Sequence[str]) -> Roster:
        return read_roster(
            grids, self.spec, self.converters, self.units, file=source.path.stem, chosen=chosen
        )

    def _of_form(self, grids: Sequence[Grid], source: Source) -> Roster:
        """The form's sheet of this table alone, and of it what can be typed in: the rest are formulas of ours."""
        wide = len(table(self.spec.name).headers)
        own = [
            replace(
                grid,
                lines=tuple(Line(line.number, line.cells[:wide]) for line in grid.lines),
                notes=(),
                hidden_columns=frozenset(),
            )
            for grid in grids
            if grid.sheet == self.spec.name and grid.lines
        ]
        if not own:
            raise RosterError(f"填报表里没有“{self.spec.name}”这一页", source.shown, "请换一张表导入")
        roster = self._roster(own, source, ())
        sheets = tuple(
            replace(sheet, skipped=tuple(item for item in sheet.skipped if not _of_ours(item)))
            for sheet in roster.sheets
        )
        skipped = tuple(item for item in roster.skipped if not _of_ours(item))
        # The unit is known by the mark, whether or not another program has worked out the column.
        notes = tuple(n for n in roster.notes if "“单位”一栏" not in n) if roster.rows else ()
        return replace(roster, sheets=sheets, skipped=skipped, notes=notes)


def _on_disk(path: Path) -> str:
    moment = dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC)
    return moment.isoformat(timespec="seconds")


def _of_ours(item: Skipped) -> bool:
    """Whether a line is what every form has: its title, the line of guidance, numbers of rows left free."""
    return item.row < FIRST_TABLE_ROW or item.reason == NUMBER_ONLY


def expand(words: Sequence[str], own: Path) -> list[Source]:
    """The files of an import in order, those of folders by name; the workbook itself, `own`, is none of them.

    Raises FileError for a folder without files or with far too many.
    """
    found: list[Source] = []
    for word in words:
        path = Path(word)
        if not path.is_dir():
            found.append(Source(path, path.name, named=True))
            continue
        inside = [Source(file, str(file.relative_to(path))) for file in _files(path, own)]
        if not inside:
            raise FileError("文件夹里没有可以导入的文件", path.name, "请检查是不是选错了文件夹")
        found += inside
        if len(found) > MOST_FILES:
            raise FileError(f"文件夹里的文件超过 {MOST_FILES} 个", path.name, "请只把要导入的名册放进去")
    return list({source.path.absolute(): source for source in found}.values())


def _files(folder: Path, own: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(_NO_LISTS) for part in path.relative_to(folder).parts)
        if not hidden and path.is_file() and not _NOTICE.fullmatch(path.name) and not _same(path, own):
            yield path


def _same(path: Path, own: Path) -> bool:
    return os.path.realpath(path) == os.path.realpath(own)


def read_all(sources: Sequence[Source], reader: Reader) -> list[Reading]:
    """Read every file: lists as they came, then forms in the order of the units.  Raises the first file's error where none could be read."""
    with ThreadPoolExecutor(min(_AT_ONCE, os.cpu_count() or 1)) as pool:
        readings = list(pool.map(reader.read, sources))
    errors = [reading.error for reading in readings if reading.error]
    if len(errors) == len(readings):
        if len(errors) == 1:
            raise errors[0]
        reasons = "；".join(str(error).rstrip("。") for error in errors[:NAMED])
        more = f"；另有 {len(errors) - NAMED} 份" if len(errors) > NAMED else ""
        raise FileError(f"{len(errors)} 份文件都没有导入，什么也没有改动。{reasons}{more}")
    order = {unit: at for at, unit in enumerate(reader.units)}
    return sorted(readings, key=lambda reading: order.get(reading.unit, -1))
