"""Reading a workbook that was sent: verified by making it again.

It is as it was made if it is, part for part, what `freeze` writes of the data that were read from it.  A file that is
not, but that a spreadsheet program saved again (`pyxl.post.resaved`), is read as strictly; what is opened then is
our own copy, made anew of its data, and never the sender's display.  Whatever else arrives is refused with one
sentence that names the file and the reason.  All of it happens in the process with bounds (`pyxl.hosts.bounded`).
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pyxl.book.canonical import fingerprint
from pyxl.book.declared import FIRST_TABLE_ROW, table
from pyxl.book.workbook import Cell, Record
from pyxl.errors import FileError
from pyxl.hosts import bounded
from pyxl.hosts.compound import is_sealed
from pyxl.hosts.foreign import MAX_FILE_BYTES, Grid, Line, pack, read_workbook, unpack
from pyxl.hosts.package import Package, read_file
from pyxl.post.cover import CONTENT_HEADERS, CONTENTS_TITLE, COVER_HEADERS, Cover, edited, known_line
from pyxl.post.dangers import refuse_dangers, refuse_disguises
from pyxl.post.freeze import COVER_SHEET, cover_heading, freeze, sheet_name, table_heading
from pyxl.post.frozen import Frozen
from pyxl.post.leaving import LEAVES
from pyxl.post.resaved import require_resaved
from pyxl.post.seal import unseal

WORK: Final = "pyxl.post.verify:work"
_AGAIN: Final = "请报送单位重新打包上报，不要在做好的文件里改动"


@dataclass(frozen=True, slots=True)
class Received:
    """What arrived.  `exact`: part for part as it was made; else saved again since, and `remade` is to be opened."""

    frozen: Frozen
    exact: bool

    def remade(self) -> bytes:
        """Our own workbook of the same data, not encrypted."""
        return freeze(self.frozen)


def receive(path: str | os.PathLike[str], password: str | None = None) -> Received:
    """A file that `moxi submit` made, encrypted or not.

    Raises PasswordError for a missing or wrong password, FileError for a file that is missing, damaged,
    no frozen workbook, dangerous, or not as it was made; the sentence names which, and the table.
    """
    file = Path(path)
    return receive_bytes(read_file(file, MAX_FILE_BYTES), password, file.name)


def receive_bytes(raw: bytes, password: str | None, where: str) -> Received:
    """The same for bytes; `where` names them in messages.

    Raises FileError for what cannot be read or was changed.
    """
    if not raw:
        raise FileError("文件是空的", where, "请向报送单位再要一次")
    exact, packed = bounded.run(WORK, raw, where, password or "")
    return Received(_understood(unpack(packed), where), exact)


def read_frozen(path: str | os.PathLike[str], password: str | None = None) -> Frozen:
    """The content of a file that `moxi submit` made; raises as `receive` does."""
    return receive(path, password).frozen


def open_frozen(raw: bytes, password: str | None, where: str) -> Frozen:
    """The content of its bytes; raises as `receive` does."""
    return receive_bytes(raw, password, where).frozen


def unfreeze(package: bytes, where: str) -> Frozen:
    """What an unencrypted frozen workbook holds; raises FileError."""
    return open_frozen(package, None, where)


def work(raw: bytes, where: str, password: str) -> tuple[bool, list[Any]]:
    """In the process with bounds: whether a file is exactly as it was made, and its packed grids."""
    package = Package(Path(where), unseal(raw, password or None, where) if is_sealed(raw) else raw)
    grids: list[Grid] = []
    try:
        grids = read_workbook(package, where)
        ours = Package(Path(where), freeze(_understood(grids, where)))
    except FileError:
        # The better sentence: what it is, rather than what it is not.
        refuse_dangers(package, where)
        if any(grid.sheet == COVER_SHEET for grid in grids):
            refuse_disguises(package, where)
        raise
    exact = _same_parts(package, ours)
    if not exact:
        refuse_dangers(package, where)
        refuse_disguises(package, where)
        require_resaved(package, ours, where)
    return exact, pack(grids)


def _same_parts(package: Package, ours: Package) -> bool:
    """Whether both hold the same parts with the same bytes, and nothing before, between and behind them."""
    names = package.archive.names
    return (
        sorted(names) == sorted(ours.archive.names)
        and package.archive.is_plain
        and all(package.archive.read(name) == ours.archive.read(name) for name in names)
    )


def _understood(grids: Sequence[Grid], where: str) -> Frozen:
    """Cover and tables; raises FileError, naming the table, for what is not as the cover says."""
    titles = [grid.sheet.casefold() for grid in grids]
    if twice := next((grid.sheet for grid in grids if titles.count(grid.sheet.casefold()) > 1), None):
        raise FileError(f"有两张名为“{twice}”的工作表，不知道哪张算数", where, _AGAIN)
    found = {grid.sheet: grid for grid in grids}
    cover = _read_cover(found.pop(COVER_SHEET, None), where)
    read = _read_tables(found, cover, where)
    tables = {name: rows for name, (_, rows) in read.items()}
    if fingerprint(tables) != cover.fingerprint:
        raise FileError("各表的数据合起来与封面的数据指纹不符", where, _AGAIN)
    return Frozen(cover, tables, {name: headers for name, (headers, _) in read.items()})


def _read_cover(grid: Grid | None, where: str) -> Cover:
    if grid is None:
        raise FileError("没有封面，不是“打包上报”做出的文件", where, _AGAIN)
    heads = [at for at, line in enumerate(grid.lines) if line.cells in (COVER_HEADERS, CONTENT_HEADERS)]
    if [grid.lines[at].cells for at in heads] != [COVER_HEADERS, CONTENT_HEADERS]:
        raise edited(where)
    said, contents = grid.lines[heads[0] + 1 : heads[1]], grid.lines[heads[1] + 1 :]
    if not said or said[-1].cells != (CONTENTS_TITLE,):
        raise edited(where)
    said = said[:-1]
    names = [line.cell(0) for line in said]
    # A line that is not known, or stands there twice, is read by people and not by us.
    if len(set(names)) < len(names) or not all(map(known_line, names)):
        raise edited(where)
    if any(len(line.cells) != len(COVER_HEADERS) for line in said):
        raise edited(where)
    lines = {str(line.cell(0)): line.cell(1) for line in said}
    rows: list[Record] = [
        {header: line.cell(at) for at, header in enumerate(CONTENT_HEADERS)} for line in contents
    ]
    cover = Cover.read(lines, rows, where)
    if _heading(grid) != cover_heading(cover):
        raise edited(where)
    return cover


def _heading(grid: Grid) -> tuple[Cell, ...]:
    """What stands above the headers."""
    return tuple(cell for line in grid.lines if line.number < FIRST_TABLE_ROW for cell in line.cells)


def _read_tables(
    grids: dict[str, Grid], cover: Cover, where: str
) -> dict[str, tuple[list[str], list[Record]]]:
    """Columns and rows of every table of the contents, in its order; what is missing, too much or changed is named."""
    names = [entry.table for entry in cover.contents]
    if unknown := [name for name in names if name not in LEAVES]:
        raise FileError(
            f"封面列有不认识的表“{unknown[0]}”，版本可能不同", where, "请报送单位更新程序后重新打包"
        )
    if len(set(names)) < len(names):
        raise edited(where)
    sheets = {sheet_name(name): name for name in names}
    if missing := [sheet for sheet in sheets if sheet not in grids]:
        raise FileError(f"缺少工作表“{'”“'.join(missing)}”", where, _AGAIN)
    if added := [sheet for sheet in grids if sheet not in sheets]:
        raise FileError(f"多出工作表“{'”“'.join(added)}”", where, _AGAIN)
    tables = {name: _records(grids[sheet], name, where) for sheet, name in sheets.items()}
    for entry in cover.contents:
        _, rows = tables[entry.table]
        if fingerprint({entry.table: rows}) != entry.fingerprint:
            counted = f"（封面 {entry.rows} 行，现有 {len(rows)} 行）" if len(rows) != entry.rows else ""
            raise FileError(f"“{entry.table}”表的内容被改动过，与封面指纹不符{counted}", where, _AGAIN)
        if _heading(grids[sheet_name(entry.table)]) != table_heading(entry.table, len(rows), cover):
            raise FileError(f"“{entry.table}”表的标题被改动过", where, _AGAIN)
    return tables


def _records(grid: Grid, name: str, where: str) -> tuple[list[str], list[Record]]:
    """A sheet's headers and the rows below; cells that stand under no header are changes, too."""
    lines = {line.number: line for line in grid.lines}
    head = lines.pop(FIRST_TABLE_ROW, Line(FIRST_TABLE_ROW, ()))
    headers = [cell for cell in head.cells if isinstance(cell, str)]
    # Columns may be more or fewer than this version's: towns do not all update on one day.
    if len(set(headers)) != len(head.cells) or table(name).key not in headers:
        raise FileError(f"“{name}”表的表头被改动过", where, _AGAIN)
    rows = [line for number, line in sorted(lines.items()) if number > FIRST_TABLE_ROW]
    if strays := [line.number for line in rows if len(line.cells) > len(headers)]:
        raise FileError(f"“{name}”工作表第 {strays[0]} 行表外有内容", where, _AGAIN)
    if any(note for note in grid.notes):
        raise FileError(f"“{name}”工作表有读不到的内容（{grid.notes[0]}）", where, _AGAIN)
    return headers, [{header: line.cell(at) for at, header in enumerate(headers)} for line in rows]
