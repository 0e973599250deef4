"""Reading a workbook that was sent: trusted only after everything about it was checked.

The district's merge reads through `read_frozen` too.  Whatever is refused is refused with one sentence that
names the file and the reason.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from pyxl.book.canonical import fingerprint
from pyxl.book.declared import FIRST_TABLE_ROW, table
from pyxl.book.workbook import Cell, Record
from pyxl.errors import FileError
from pyxl.hosts.foreign import Grid, Line, read_package
from pyxl.hosts.package import read_file
from pyxl.post.cover import CONTENT_HEADERS, COVER_HEADERS, Cover, edited
from pyxl.post.dangers import open_package, refuse_dangers, refuse_disguises
from pyxl.post.freeze import COVER_SHEET, cover_heading, sheet_name, table_heading
from pyxl.post.frozen import Frozen
from pyxl.post.leaving import LEAVES
from pyxl.post.seal import is_sealed, unseal

_AGAIN = "请报送单位重新打包上报，不要在做好的文件里改动"


def read_frozen(path: str | os.PathLike[str], password: str | None = None) -> Frozen:
    """A file that `moxi submit` made, encrypted or not.

    Raises PasswordError for a missing or wrong password, FileError for a file that is missing, damaged,
    no frozen workbook, dangerous, or not as it was made; the sentence names which, and the table.
    """
    file = Path(path)
    return open_frozen(read_file(file), password, file.name)


def open_frozen(raw: bytes, password: str | None, where: str) -> Frozen:
    """The same for bytes; `where` names them in messages."""
    return unfreeze(unseal(raw, password, where) if is_sealed(raw) else raw, where)


def unfreeze(package: bytes, where: str) -> Frozen:
    """What an unencrypted frozen workbook holds; raises FileError."""
    if not package:
        raise FileError("文件是空的", where, "请向报送单位再要一次")
    opened = open_package(package, where)
    refuse_dangers(opened, where)
    grids = {grid.sheet: grid for grid in read_package(package, where)}
    cover = _read_cover(grids.get(COVER_SHEET), where)
    refuse_disguises(opened, where)
    tables = _read_tables(grids, cover, where)
    if fingerprint(tables) != cover.fingerprint:
        raise FileError("各表的数据合起来与封面的数据指纹不符", where, _AGAIN)
    return Frozen(cover, tables)


def _read_cover(grid: Grid | None, where: str) -> Cover:
    if grid is None:
        raise FileError("没有封面，不是“打包上报”做出的文件", where, _AGAIN)
    heads = [at for at, line in enumerate(grid.lines) if line.cells in (COVER_HEADERS, CONTENT_HEADERS)]
    if [grid.lines[at].cells for at in heads] != [COVER_HEADERS, CONTENT_HEADERS]:
        raise edited(where)
    said, contents = grid.lines[heads[0] + 1 : heads[1]], grid.lines[heads[1] + 1 :]
    if any(len(line.cells) > len(COVER_HEADERS) for line in said):
        raise edited(where)
    lines = {str(line.cell(0)): line.cell(1) for line in said if line.cell(1) is not None}
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


def _read_tables(grids: Mapping[str, Grid], cover: Cover, where: str) -> dict[str, list[Record]]:
    """Every table of the contents, in its order; what is missing, too much or changed is named."""
    names = [entry.table for entry in cover.contents]
    if unknown := [name for name in names if name not in LEAVES]:
        raise FileError(
            f"封面列有不认识的表“{unknown[0]}”，版本可能不同", where, "请报送单位更新程序后重新打包"
        )
    sheets = {sheet_name(name): name for name in names}
    if missing := [sheet for sheet in sheets if sheet not in grids]:
        raise FileError(f"缺少工作表“{'”“'.join(missing)}”", where, _AGAIN)
    if added := [sheet for sheet in grids if sheet not in sheets and sheet != COVER_SHEET]:
        raise FileError(f"多出工作表“{'”“'.join(added)}”", where, _AGAIN)
    tables = {name: _records(grids[sheet], name, where) for sheet, name in sheets.items()}
    for entry in cover.contents:
        rows = tables[entry.table]
        if fingerprint({entry.table: rows}) != entry.fingerprint:
            counted = f"（封面 {entry.rows} 行，现有 {len(rows)} 行）" if len(rows) != entry.rows else ""
            raise FileError(f"“{entry.table}”表的内容被改动过，与封面指纹不符{counted}", where, _AGAIN)
        if _heading(grids[sheet_name(entry.table)]) != table_heading(entry.table, len(rows), cover):
            raise FileError(f"“{entry.table}”表的标题被改动过", where, _AGAIN)
    return tables


def _records(grid: Grid, name: str, where: str) -> list[Record]:
    """A sheet's rows below its headers; cells that stand under no header are changes, too."""
    lines = {line.number: line for line in grid.lines}
    head = lines.pop(FIRST_TABLE_ROW, Line(FIRST_TABLE_ROW, ()))
    headers = [cell for cell in head.cells if isinstance(cell, str)]
    # Columns may be more or fewer than this version's: towns do not all update on one day.
    if len(set(headers)) != len(head.cells) or table(name).key not in headers:
        raise FileError(f"“{name}”表的表头被改动过", where, _AGAIN)
    rows = [line for number, line in sorted(lines.items()) if number > FIRST_TABLE_ROW]
    if strays := [line.number for line in rows if len(line.cells) > len(headers)]:
        raise FileError(f"“{name}”工作表第 {strays[0]} 行表外有内容", where, _AGAIN)
    return [{header: line.cell(at) for at, header in enumerate(headers)} for line in rows]
