"""The proofs of the fast lane: every part, cell and style of a file held against the pattern of our own writer."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

from pyxl.book.canonical import canonical_table
from pyxl.book.declared import FIRST_TABLE_ROW, table
from pyxl.book.fitting import LEAST, LINE, SIZE, height_of, lines_of
from pyxl.book.workbook import Cell, Record
from pyxl.district.fast.cells import BEFORE, Cells, code_of
from pyxl.district.fast.pattern import (
    CORE,
    COVER_PARTS,
    LAST,
    STYLES,
    Headers,
    Look,
    Parted,
    Pattern,
    Shown,
    parts_of,
    pattern_of,
    style_parts,
    without_numbers,
)
from pyxl.district.fast.plain_zip import Parts
from pyxl.district.fast.unusual import require
from pyxl.hosts.addresses import column_letters
from pyxl.post import Cover
from pyxl.post.cover import CONTENT_HEADERS, CONTENTS_TITLE, COVER_HEADERS, DIGEST, Listed
from pyxl.post.freeze import ALARMING, cover_heading, cover_height, freeze
from pyxl.post.frozen import Frozen

_CREATED: Final = re.compile(rb"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:00Z")


def require_fixed(parts: Parts, pattern: Pattern, cover: Cover) -> None:
    """All parts without data as in the pattern; the time of making as the cover says it.

    What is packed as our own file is packed need not be unpacked to be the same.
    """
    require(parts.packed.keys() == pattern.names)
    for name, data in pattern.fixed.items():
        require(parts.packed[name] == pattern.packed[name] or parts[name] == data)
    made = dt.datetime.fromisoformat(cover.made).strftime("%Y-%m-%dT%H:%M:00Z").encode()
    require(parts[CORE] == _CREATED.sub(made, pattern.core))


def require_styles(parts: Mapping[str, bytes], pattern: Pattern) -> None:
    """Styles that hold nothing but our own."""
    frame, fonts, _ = style_parts(parts[STYLES])
    require(frame == pattern.frame and fonts <= pattern.fonts)


Codes = Sequence[frozenset[int]]
"""For each column of a table the codes that its cells may have: kind of value and number of the style, by `cells.code_of`."""


@lru_cache(maxsize=64)
def codes_of(styles: bytes, headers: Headers) -> Mapping[str, Codes]:
    """Table -> what its cells may look like in a file of these styles."""
    numbers: dict[Look, list[int]] = {}
    for number, look in enumerate(style_parts(styles)[2]):
        numbers.setdefault(look, []).append(number)
    return {
        name: [
            frozenset(
                code_of(kind, number) for kind, look in column.items() for number in numbers.get(look, ())
            )
            for column in columns
        ]
        for name, columns in pattern_of(headers).looks.items()
    }


def proven_rows(
    entry: Listed, sheet: Parted, parts: Mapping[str, bytes], pattern: Pattern, codes: Codes, headers: Sequence[str], cells: Cells
) -> tuple[list[Record], str]:  # fmt: skip
    """A table's rows and their canonical text, with everything proven that its sheet says beside them.

    The rows of data are, as they stand in the sheet, each cell's place and look, each row's height and nothing else.
    """
    name, width = entry.table, len(headers)
    _require_frame(entry, sheet, parts, pattern, width)
    if not entry.rows:
        require(not sheet.body)
        return [], canonical_table(name, ())
    forms, starts = _forms(sheet.body, width, entry.rows)
    known = [*map(cells.__getitem__, forms)]
    looks = [code for code, _ in known]
    require(all(codes[at].issuperset(looks[at::width]) for at in range(width)))
    values = [said[0] for _, said in known]
    canonical = [said[1] for _, said in known]
    sizes = [said[2] for _, said in known]
    rows = [*zip(*[iter(values)] * width, strict=True)]
    # A frozen table has no blank row; one that looks so is none of ours.
    require((None,) * width not in rows)
    columns = pattern.columns[name]
    same = table(name).row_height
    heights = [same] * entry.rows if same else _heights(values, sizes, columns, entry.rows)
    first = FIRST_TABLE_ROW + 1
    require(starts == [_start(number, width, height) for number, height in enumerate(heights, first)])
    fields = [
        [column.head + text if text else "" for text in canonical[at::width]]
        for at, column in enumerate(columns)
    ]
    records: list[Record] = [dict(zip(headers, row, strict=True)) for row in rows]
    return records, canonical_table(name, fields)


def _forms(body: bytes, width: int, rows: int) -> tuple[list[bytes], list[bytes]]:
    """The forms of a sheet's cells, and what begins each row, up to its first cell's place.

    Where something else stands between two cells it stays on the form, and `Cells` knows no such form.
    """
    start, *pieces = body.split(BEFORE)
    require(len(pieces) == width * rows)
    forms = [b""] * len(pieces)
    for at in range(width - 1):
        forms[at::width] = map(bytes.removesuffix, pieces[at::width], _places(at + 2, rows))
    starts = [start]
    for at in range(width - 1, len(pieces), width):
        forms[at], ended, start = pieces[at].partition(_ROW_ENDS)
        require(ended)
        starts.append(start)
    require(not starts.pop())
    return forms, starts


_ROW_ENDS: Final = b"</row>"
_KEPT_ROWS: Final = 400
"""Places of so many rows are kept for the next file, and no more."""


def _places(column: int, rows: int) -> Iterable[bytes]:
    """How the tags of a column's cells begin, from the first row of data on."""
    return _kept_places(column)[:rows] if rows <= _KEPT_ROWS else _made_places(column, rows)


def _made_places(column: int, rows: int) -> Iterator[bytes]:
    letters, first = column_letters(column).encode(), FIRST_TABLE_ROW + 1
    return (b'<c r="%s%d"' % (letters, number) for number in range(first, first + rows))


@lru_cache(maxsize=64)
def _kept_places(column: int) -> Sequence[bytes]:
    return [*_made_places(column, _KEPT_ROWS)]


@lru_cache(maxsize=1 << 12)
def _start(number: int, width: int, height: float) -> bytes:
    """The tag of a row, and the beginning of its first cell's; the writer rounds heights to whole pixels, four for three points."""
    shown = b"%.16g" % (round(height * 4 / 3) * 0.75)
    return b'<row r="%d" spans="1:%d" ht="%s" customHeight="1"><c r="A%d"' % (number, width, shown, number)


def _heights(
    values: Sequence[Cell], sizes: Sequence[int], columns: Sequence[Shown], rows: int
) -> list[float]:
    """The height of each row, by its tallest cell; most columns hold nothing that could take a second line."""
    width = len(columns)
    tall = [
        [
            1 if size <= column.short else lines_of(str(value), column.width)
            for value, size in zip(values[at::width], sizes[at::width], strict=True)
        ]
        for at, column in enumerate(columns)
        if max(sizes[at::width]) > column.short
    ]
    if not tall:
        return [_height(1)] * rows
    return [_height(max(lines)) for lines in zip(*tall, strict=True)]


def _require_frame(
    entry: Listed, sheet: Parted, parts: Mapping[str, bytes], pattern: Pattern, width: int
) -> None:
    """What stands before and behind the rows, the heading, and the table's own part."""
    name = entry.table
    head, tail, table_part = _frame(pattern, name, entry.rows, width)
    require(sheet.around == (head, tail) and parts[pattern.table_parts[name]] == table_part)
    require(without_numbers(sheet.heading) == pattern.heads[name])


@lru_cache(maxsize=256)
def _frame(pattern: Pattern, name: str, rows: int, width: int) -> tuple[bytes, bytes, bytes]:
    """What stands before and behind so many rows of a table, and the table's own part."""
    if not rows:
        return *pattern.empty[name], pattern.tables[name][1]
    last = column_letters(width).encode()
    was, now = b'%s%d"' % (last, LAST), b'%s%d"' % (last, FIRST_TABLE_ROW + rows)
    head, tail = pattern.full[name]
    return head.replace(was, now), tail.replace(was, now), pattern.tables[name][0].replace(was, now)


@lru_cache(maxsize=256)
def _height(lines: int) -> float:
    """Points of a row of so many lines, as the writer gives it."""
    return max(LEAST, height_of(lines, least=LINE * SIZE))


Shape = tuple[tuple[int, ...], tuple[tuple[str, str, bool, float], ...], str]
"""What a cover's sheet looks like: which of its texts are the same, its lines with the kinds of their values, the reason."""
_FIGURE: Final = re.compile(rb'( s="[0-9]+">)<v>[0-9]+</v>')
_shapes: Final[dict[Shape, tuple[tuple[bytes, ...], tuple[Look, ...]]]] = {}
_MOST_SHAPES: Final = 64


def require_cover(parts: Mapping[str, bytes], cover: Cover) -> None:
    """The cover's sheet and tables as we write them, but for its figures, which its own digest proves.

    It is the first sheet, so its texts and styles have the same numbers in a file of the cover alone.
    """
    shape = _shape(cover)
    if shape not in _shapes:
        if len(_shapes) >= _MOST_SHAPES:
            _shapes.clear()
        alone = parts_of(freeze(Frozen(cover, {})))
        _shapes[shape] = (
            tuple(_FIGURE.sub(rb"\1", alone[name]) for name in COVER_PARTS),
            style_parts(alone[STYLES])[2],
        )
    known, ours = _shapes[shape]
    require(tuple(_FIGURE.sub(rb"\1", parts[name]) for name in COVER_PARTS) == known)
    require(style_parts(parts[STYLES])[2][: len(ours)] == ours)


def _shape(cover: Cover) -> Shape:
    lines = [*cover.lines, (DIGEST, cover.digest)]
    texts: list[Cell] = [*cover_heading(cover), *COVER_HEADERS]
    for name, value in lines:
        texts += [name, value] if isinstance(value, str) else [name]
    texts += [CONTENTS_TITLE, *CONTENT_HEADERS]
    for entry in cover.contents:
        texts += [entry.table, entry.fingerprint]
    first: dict[Cell, int] = {}
    kinds = tuple(
        (name, type(value).__name__, name in ALARMING and value not in (0, "无"), cover_height(name, value))
        for name, value in lines
    )
    return tuple(first.setdefault(text, len(first)) for text in texts), kinds, cover.reason
