"""The fast lane: python-calamine proposes the cells, and three proofs hold them against what our own writer makes.

A file goes through here only if (1) every part that holds no data is, byte for byte, what `freeze` writes for the same
tables and columns; (2) its sheets, strings and styles consist of nothing but the few forms that it writes, each cell in its
place and with the look of its column; (3) the fingerprints of cover, tables and whole are true.  What fails any of these is
not refused here: the strict reader (`pyxl.post.verify`) looks at it and says why, or that it was merely saved again.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pyxl.book.canonical import canonical_text
from pyxl.book.declared import FIRST_TABLE_ROW, table
from pyxl.book.workbook import Cell, Record
from pyxl.district.fast.pattern import Unusual, pattern_of, require
from pyxl.district.fast.proof import (
    require_cover,
    require_fixed,
    require_rows,
    require_sheet,
    require_strings,
    require_styles,
)
from pyxl.errors import MoxiError
from pyxl.hosts.package import Package
from pyxl.post import LEAVES, Cover
from pyxl.post.cover import CONTENT_HEADERS, COVER_HEADERS
from pyxl.post.freeze import (
    COVER_SHEET,
    cover_heading,
    sheet_name,
    table_heading,
)
from pyxl.post.frozen import Frozen


def open_quickly(raw: bytes, where: str) -> Frozen | None:
    """The content of a submission that is exactly as our writer makes it; None: the strict reader is to decide."""
    try:
        return _proven(Package(Path(where), raw), raw, where)
    except (Unusual, MoxiError, ImportError, KeyError, IndexError, ValueError, TypeError, OverflowError):
        return None
    except BaseException as fault:
        if type(fault).__module__.startswith(("python_calamine", "pyo3")):
            return None
        raise


def _proven(package: Package, raw: bytes, where: str) -> Frozen:
    parts = {name: package.archive.read(name) for name in package.archive.names}
    require(package.archive.is_plain)
    # Before calamine sees a cell: a far one would make it take all memory there is.
    for name, data in parts.items():
        if name.startswith("xl/worksheets/sheet"):
            require_rows(data)
    grids = _grids(raw)
    cover = _cover(grids.pop(COVER_SHEET), where)
    names = [entry.table for entry in cover.contents]
    require(len(set(names)) == len(names) and all(name in LEAVES for name in names))
    require(list(grids) == [sheet_name(name) for name in names])
    read = {name: _table(name, grids[sheet_name(name)]) for name in names}
    headers = {name: head for name, (head, _) in read.items()}
    tables = {name: rows for name, (_, rows) in read.items()}
    pattern = pattern_of(tuple((name, tuple(head)) for name, head in headers.items()))
    require_fixed(parts, pattern, cover)
    looks = require_styles(parts, pattern)
    texts: dict[str, str] = {}
    for entry in cover.contents:
        name, rows, grid = entry.table, tables[entry.table], grids[sheet_name(entry.table)]
        texts[name] = canonical_text({name: rows})
        require(entry.rows == len(rows) and entry.fingerprint == _sha(texts[name]))
        require(_texts(grid[: FIRST_TABLE_ROW - 1]) == table_heading(name, len(rows), cover))
        require_sheet(name, parts, pattern, headers[name], rows, looks)
    require(_sha("".join(texts[name] for name in sorted(texts))) == cover.fingerprint)
    require_cover(parts, cover)
    require_strings(parts)
    return Frozen(cover, tables, headers)


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


Grid = Sequence[Sequence[Any]]


def _grids(raw: bytes) -> dict[str, Grid]:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(raw))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def _texts(lines: Grid) -> tuple[Any, ...]:
    return tuple(cell for line in lines for cell in line if cell != "")


def _cover(grid: Grid, where: str) -> Cover:
    filled = [tuple(map(_cell, (cell for cell in line if cell != ""))) for line in grid]
    first, second = filled.index(COVER_HEADERS), filled.index(CONTENT_HEADERS)
    lines = {str(line[0]): line[1] for line in filled[first + 1 : second] if len(line) == 2}
    rows: list[Record] = [
        dict(zip(CONTENT_HEADERS, line, strict=True)) for line in filled[second + 1 :] if line
    ]
    cover = Cover.read(lines, rows, where)
    require(_texts(grid[: FIRST_TABLE_ROW - 1]) == cover_heading(cover))
    return cover


def _table(name: str, grid: Grid) -> tuple[list[str], list[Record]]:
    headers: list[str] = list(grid[FIRST_TABLE_ROW - 1])
    require(len(set(headers)) == len(headers) and "" not in headers and table(name).key in headers)
    rows: list[Record] = [
        dict(zip(headers, map(_cell, line), strict=True)) for line in grid[FIRST_TABLE_ROW:]
    ]
    # A frozen table has no blank row; one that looks so is none of ours.
    require(all(any(cell is not None for cell in row.values()) for row in rows))
    return headers, rows


def _cell(cell: Any) -> Cell:  # noqa: ANN401 - as calamine gives it
    kind = type(cell)
    if kind is str:
        return str(cell) or None
    if kind is float:
        return int(cell) if cell.is_integer() else float(cell)
    if kind in (bool, int, dt.date, dt.datetime):
        known: Cell = cell
        return known
    raise Unusual
