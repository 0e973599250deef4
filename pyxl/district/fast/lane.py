"""The fast lane: a submission read by the grammar of our own writer, and held against what that writer makes.

A file goes through here only if (1) every part that holds no data is, byte for byte, what `freeze` writes for the same
tables and columns; (2) its sheets, strings and styles consist of nothing but the few forms that it writes, each cell in its
place and with the look of its column; (3) the fingerprints of cover, tables and whole are true.  What fails any of these is
not refused here: the strict reader (`pyxl.post.verify`) looks at it and says why, or that it was merely saved again.
"""

from __future__ import annotations

import hashlib
import re
from typing import Final

from pyxl.book.declared import table
from pyxl.book.workbook import Record
from pyxl.district.fast.cells import Cells
from pyxl.district.fast.pattern import SHARED, STYLES, VALUE, parted, pattern_of, style_parts
from pyxl.district.fast.plain_zip import Parts
from pyxl.district.fast.proof import codes_of, proven_rows, require_cover, require_fixed, require_styles
from pyxl.district.fast.unusual import Unusual, require
from pyxl.errors import MoxiError
from pyxl.post import LEAVES, Cover
from pyxl.post.cover import CONTENT_HEADERS, COVER_HEADERS, Listed
from pyxl.post.freeze import cover_heading, table_heading
from pyxl.post.frozen import Frozen

_COVER: Final = "xl/worksheets/sheet1.xml"
_CELL: Final = re.compile(rb' s="([^"]*"(?:/>|[^<]*><v>[^<]*</v></c>))')
"""A cell of the cover, from its style on."""


def open_quickly(raw: bytes, where: str) -> Frozen | None:
    """The content of a submission that is exactly as our writer makes it; None: the strict reader is to decide."""
    try:
        return _proven(Parts(raw), where)
    except (Unusual, MoxiError, KeyError, IndexError, ValueError, TypeError, OverflowError):
        return None


def _proven(parts: Parts, where: str) -> Frozen:
    cells = Cells(parts[SHARED], style_parts(parts[STYLES])[2])
    cover = _cover(parts[_COVER], cells, where)
    names = [entry.table for entry in cover.contents]
    require(len(set(names)) == len(names) and all(name in LEAVES for name in names))
    sheets = {
        entry.table: parted(parts[f"xl/worksheets/sheet{number}.xml"])
        for number, entry in enumerate(cover.contents, 2)
    }
    headers = {
        entry.table: _headers(sheets[entry.table].heading, entry, cover, cells) for entry in cover.contents
    }
    key = tuple((name, tuple(head)) for name, head in headers.items())
    pattern = pattern_of(key)
    require_fixed(parts, pattern, cover)
    require_styles(parts, pattern)
    codes = codes_of(parts[STYLES], key)
    texts: dict[str, bytes] = {}
    tables: dict[str, list[Record]] = {}
    for entry in cover.contents:
        name = entry.table
        tables[name], text = proven_rows(
            entry, sheets[name], parts, pattern, codes[name], headers[name], cells
        )
        texts[name] = text.encode("utf-8", "surrogatepass")
        require(entry.fingerprint == _sha(texts[name]))
    require(_sha(b"".join(texts[name] for name in sorted(texts))) == cover.fingerprint)
    require_cover(parts, cover)
    written = (data for name, data in parts.items() if name.startswith("xl/worksheets/sheet"))
    cells.require_all_used(sum(sheet.count(b' t="s"') for sheet in written))
    return Frozen(cover, tables, headers)


def _sha(text: bytes) -> str:
    return hashlib.sha256(text).hexdigest()


def _cover(sheet: bytes, cells: Cells, where: str) -> Cover:
    """What the cover's sheet says; `require_cover` proves that it says nothing else."""
    whole = parted(sheet)
    rows = [_CELL.findall(row) for row in (whole.heading + whole.body).split(b"</row>")]
    filled = [tuple(value for form in row if (value := cells[form][1][0]) is not None) for row in rows]
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
