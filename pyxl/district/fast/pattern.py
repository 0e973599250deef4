"""What our own writer makes for certain tables and columns, once for each process: the pattern of the fast lane."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from pyxl.book.canonical import canonical_head
from pyxl.book.declared import FIRST_TABLE_ROW, Column, table
from pyxl.book.fitting import surely_fit
from pyxl.book.workbook import Cell, Record
from pyxl.district.fast.plain_zip import Packed, packed_parts
from pyxl.district.fast.unusual import Unusual, require
from pyxl.hosts.package import Package
from pyxl.post import Cover
from pyxl.post.freeze import columns_of, freeze
from pyxl.post.frozen import Frozen, listed

_DAY, _MOMENT = dt.date(2017, 12, 5), dt.datetime(2017, 12, 5, 9, 30)
_KINDS: Final[Mapping[str, Cell]] = {
    "/": None,
    "s": "文",
    "b": True,
    "int": 1,
    "float": 0.5,
    "day": _DAY,
    "moment": _MOMENT,
}
"""Kind of cell -> one of its kind, for the pattern."""
LAST: Final = FIRST_TABLE_ROW + len(_KINDS)


Look = tuple[bytes, bytes, bytes]
"""Code of the number format (or the number of a built-in one), font, and all else that a cell's style says."""
_XF: Final = re.compile(rb"<xf [^>]*/>|<xf [^>]*[^/]>.*?</xf>")
_FONT: Final = re.compile(rb"<font>.*?</font>")
_FORMAT: Final = re.compile(rb'<numFmt numFmtId="([0-9]+)" formatCode="([^"]*)"/>')
_ID: Final = re.compile(rb'numFmtId="([0-9]+)" fontId="([0-9]+)"')
_STYLE_SHEET: Final = re.compile(
    rb"(.*?)(?:<numFmts count=\"[0-9]+\">(.*?)</numFmts>)?<fonts count=\"[0-9]+\">(.*?)</fonts>"
    rb"(<fills.*?</cellStyleXfs>)<cellXfs count=\"[0-9]+\">(.*?)</cellXfs>(.*)",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A column: what stands before a value in the canonical text, its width, and how many signs surely fit on a line."""

    head: str
    width: float
    short: int


def _shown(column: Column) -> Shown:
    return Shown(canonical_head(column.header), column.width, surely_fit(column.width))


@dataclass(frozen=True, eq=False)
class Pattern:
    """What `freeze` writes for certain tables and columns.

    `fixed` are the parts without data, `packed` the same as they are packed here.  Of each sheet: what stands before and behind its rows, with rows and without.  `looks`:
    table, column, kind of cell -> what it looks like; `fonts`, `frame`: what styles consist of; `columns` as they are shown.
    """

    fixed: Mapping[str, bytes]
    packed: Mapping[str, Packed]
    core: bytes
    full: Mapping[str, tuple[bytes, bytes]]
    empty: Mapping[str, tuple[bytes, bytes]]
    tables: Mapping[str, tuple[bytes, bytes]]
    heads: Mapping[str, bytes]
    looks: Mapping[str, Sequence[Mapping[str, Look]]]
    fonts: frozenset[bytes]
    frame: tuple[bytes, ...]
    sheets: Mapping[str, str]
    table_parts: Mapping[str, str]
    names: frozenset[str]
    columns: Mapping[str, Sequence[Shown]]


Headers = tuple[tuple[str, tuple[str, ...]], ...]
"""Tables in their order, each with its columns."""


@lru_cache(maxsize=16)
def pattern_of(headers: Headers) -> Pattern:
    """Made by our own writer: one row of each kind of cell in every table, and every table without rows."""
    columns = dict(headers)
    rows: dict[str, list[Record]] = {
        name: [dict.fromkeys(head, cell) for cell in _KINDS.values()] for name, head in headers
    }
    raw = _written(rows, columns)
    full, empty = parts_of(raw), parts_of(_written({name: [] for name in columns}, columns))
    sheets = {name: f"xl/worksheets/sheet{number}.xml" for number, name in enumerate(columns, 2)}
    tables = {name: f"xl/tables/table{number}.xml" for number, name in enumerate(columns, 3)}
    moving = {*sheets.values(), *tables.values(), *_MADE_ANEW}
    frame, fonts, looks = style_parts(full["xl/styles.xml"])
    return Pattern(
        fixed={name: data for name, data in full.items() if name not in moving},
        packed={name: part for name, part in packed_parts(raw).items() if name not in moving},
        core=full[CORE],
        full={name: parted(full[part]).around for name, part in sheets.items()},
        empty={name: parted(empty[part]).around for name, part in sheets.items()},
        tables={name: (full[part], empty[part]) for name, part in tables.items()},
        heads={name: without_numbers(parted(full[part]).heading) for name, part in sheets.items()},
        looks={name: _looks_of(full[part], looks, len(columns[name])) for name, part in sheets.items()},
        fonts=fonts,
        frame=frame,
        sheets=sheets,
        table_parts=tables,
        names=frozenset(full),
        columns={
            name: [_shown(column) for column in columns_of(table(name), head)]
            for name, head in columns.items()
        },
    )


CORE: Final = "docProps/core.xml"
STYLES, SHARED, _COVER = "xl/styles.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"
COVER_PARTS: Final = (_COVER, "xl/tables/table1.xml", "xl/tables/table2.xml")
_MADE_ANEW: Final = frozenset({CORE, STYLES, SHARED, *COVER_PARTS})


_OPEN, _CLOSE = b"<sheetData>", b"</sheetData>"


def _written(tables: Mapping[str, Sequence[Record]], headers: Mapping[str, Sequence[str]]) -> bytes:
    """A file with these tables; its cover shows everything that a cover may, errors among it."""
    cover = Cover(
        town="甲", congress="", phase="", errors=1, warnings=1, notes=1, reason="因", masked=True, made="2017-12-05 09:30",
        version="", log_rows=0, log_hash="", log_breaks=1, codes="", changed="", number=1, previous="", contents=listed(tables),
        fingerprint="",
    )  # fmt: skip
    return freeze(Frozen(cover, tables, headers))


def parts_of(data: bytes) -> dict[str, bytes]:
    """A package's parts by name."""
    package = Package(Path("样"), data)
    return {name: package.archive.read(name) for name in package.archive.names}


class Parted(NamedTuple):
    """A sheet: what stands before its rows; title, guidance and headers; its rows of data; what stands behind."""

    before: bytes
    heading: bytes
    body: bytes
    behind: bytes

    @property
    def around(self) -> tuple[bytes, bytes]:
        """What stands before and behind all rows."""
        return self.before, self.behind


_FOURTH: Final = b'<row r="%d"' % (FIRST_TABLE_ROW + 1)
VALUE: Final = re.compile(rb"<v>([0-9]+)</v>")


def parted(sheet: bytes) -> Parted:
    """A sheet in its parts; there is one place for rows, and one fourth row at most."""
    begin, end = sheet.index(_OPEN), sheet.rindex(_CLOSE)
    rows = begin + len(_OPEN)
    require(rows <= end)
    fourth = sheet.find(_FOURTH, rows, end)
    data = end if fourth < 0 else fourth
    return Parted(sheet[:begin], sheet[rows:data], sheet[data:end], sheet[end + len(_CLOSE) :])


def without_numbers(heading: bytes) -> bytes:
    """A sheet's title, guidance and headers without the numbers of their texts."""
    return VALUE.sub(b"<v/>", heading)


@lru_cache(maxsize=64)
def style_parts(data: bytes) -> tuple[tuple[bytes, ...], frozenset[bytes], tuple[Look, ...]]:
    """What is the same in all our styles, the fonts, and the looks by their numbers."""
    found = _STYLE_SHEET.fullmatch(data)
    if found is None:
        raise Unusual
    before, formats, fonts, between, xfs, behind = (part or b"" for part in found.groups())
    known_fonts, known_xfs, codes = _FONT.findall(fonts), _XF.findall(xfs), dict(_FORMAT.findall(formats))
    told = b"".join(b'<numFmt numFmtId="%s" formatCode="%s"/>' % item for item in codes.items())
    require(b"".join(known_fonts) == fonts and b"".join(known_xfs) == xfs and told == formats)
    looks: list[Look] = []
    for xf in known_xfs:
        ids = _ID.search(xf)
        if ids is None:
            raise Unusual
        number, font = ids.groups()
        looks.append((codes.get(number) or number, bytes(known_fonts[int(font)]), _ID.sub(b"", xf)))
    return (before, between, behind), frozenset(known_fonts), tuple(looks)


def _looks_of(sheet: bytes, looks: Sequence[Look], width: int) -> Sequence[Mapping[str, Look]]:
    """For each column: kind of cell -> its look, from the rows of the pattern, of which each has one kind."""
    styles = re.findall(rb'<c r="[A-Z]+[0-9]+" s="([0-9]+)"', parted(sheet).body)
    return [
        {kind: looks[int(styles[row * width + at])] for row, kind in enumerate(_KINDS)} for at in range(width)
    ]
