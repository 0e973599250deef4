"""The fast lane: a submission read by the grammar of our own writer, and held against what that writer makes.

A file goes through here only if (1) every part that holds no data is, byte for byte, what `freeze` writes for the same
tables and columns; (2) its sheets, strings and styles consist of nothing but the few forms that it writes, each cell in its
place and with the look of its column; (3) the fingerprints of cover, tables and whole are true.  What fails any of these is
not refused here: the strict reader (`pyxl.post.verify`) looks at it and says why, or that it was merely saved again.
"""

from __future__ import annotations

import hashlib
from typing import Final

from pyxl.book.declared import table
from pyxl.book.workbook import Record
from pyxl.district.fast.cells import CELL, Cells
from pyxl.district.fast.pattern import (
    SHARED,
    STYLES,
    VALUE,
    Unusual,
    pattern_of,
    require,
    rows_of,
    split,
    style_parts,
)
from pyxl.district.fast.proof import proven_rows, require_cover, require_fixed, require_styles
from pyxl.errors import MoxiError
from pyxl.hosts.package import Archive
from pyxl.post import LEAVES, Cover
from pyxl.post.cover import CONTENT_HEADERS, COVER_HEADERS, Listed
from pyxl.post.freeze import cover_heading, table_heading
from pyxl.post.frozen import Frozen

_COVER: Final = "xl/worksheets/sheet1.xml"


def open_quickly(raw: bytes, where: str) -> Frozen | None:
    """The content of a submission that is exactly as our writer makes it; None: the strict reader is to decide."""
    try:
        return _proven(Archive(raw, where), where)
    except (Unusual, MoxiError, KeyError, IndexError, ValueError, TypeError, OverflowError):
        return None


def _proven(archive: Archive, where: str) -> Frozen:
    require(archive.is_plain)
    parts = {name: archive.read(name) for name in archive.names}
    cells = Cells(parts[SHARED], style_parts(parts[STYLES])[2])
    cover = _cover(parts[_COVER], cells, where)
    names = [entry.table for entry in cover.contents]
    require(len(set(names)) == len(names) and all(name in LEAVES for name in names))
    bodies: dict[str, bytes] = {}
    headers: dict[str, list[str]] = {}
    for number, entry in enumerate(cover.contents, 2):
        heading, bodies[entry.table] = split(rows_of(parts[f"xl/worksheets/sheet{number}.xml"]))
        headers[entry.table] = _headers(heading, entry, cover, cells)
    pattern = pattern_of(tuple((name, tuple(head)) for name, head in headers.items()))
    require_fixed(parts, pattern, cover)
    require_styles(parts, pattern)
    texts: dict[str, str] = {}
    tables: dict[str, list[Record]] = {}
    for entry in cover.contents:
        name = entry.table
        tables[name], texts[name] = proven_rows(entry, parts, pattern, headers[name], bodies[name], cells)
        require(entry.fingerprint == _sha(texts[name]))
    require(_sha("".join(texts[name] for name in sorted(texts))) == cover.fingerprint)
    require_cover(parts, cover)
    sheets = (data for name, data in parts.items() if name.startswith("xl/worksheets/sheet"))
    cells.require_all_used(sum(sheet.count(b' t="s"') for sheet in sheets))
    return Frozen(cover, tables, headers)


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _cover(sheet: bytes, cells: Cells, where: str) -> Cover:
    """What the cover's sheet says; `require_cover` proves that it says nothing else."""
    rows = [CELL.findall(row) for row in rows_of(sheet).split(b"</row>")]
    filled = [tuple(value for form in row if (value := cells[form][0]) is not None) for row in rows]
    first, second = filled.index(COVER_HEADERS), filled.index(CONTENT_HEADERS)
    lines = {str(line[0]): line[1] for line in filled[first + 1 : second] if len(line) == 2}
    contents: list[Record] = [
        dict(zip(CONTENT_HEADERS, line, strict=True)) for line in filled[second + 1 :] if line
    ]
    cover = Cover.read(lines, contents, where)
    require(tuple(cell for line in filled[:first] for cell in line) == cover_heading(cover))
    return cover


def _headers(heading: bytes, entry: Listed, cover: Cover, cells: Cells) -> list[str]:
    """The columns of a table's sheet, below the title and the sentence that belong there."""
    title = table_heading(entry.table, entry.rows, cover)
    texts = [cells.text(number) for number in VALUE.findall(heading)]
    headers = texts[len(title) :]
    require(tuple(texts[: len(title)]) == title and "" not in headers)
    require(len(set(headers)) == len(headers) and table(entry.table).key in headers)
    return headers
