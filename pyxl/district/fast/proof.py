"""The proofs of the fast lane: every part, cell and style of a file held against the pattern of our own writer."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Final

from pyxl.book.canonical import canonical_table
from pyxl.book.declared import FIRST_TABLE_ROW, table
from pyxl.book.fitting import LEAST, LINE, SIZE, height_of, lines_of
from pyxl.book.workbook import Cell, Record
from pyxl.district.fast.cells import CELL, Cells, Known, code_of
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


_value, _code, _canonical, _size = (itemgetter(at) for at in range(4))


def proven_rows(
    entry: Listed, sheet: Parted, parts: Mapping[str, bytes], pattern: Pattern, codes: Codes, headers: Sequence[str], cells: Cells
) -> tuple[list[Record], str]:  # fmt: skip
    """A table's rows and their canonical text, with everything proven that its sheet says beside them.

    The rows of data are, as they stand in the sheet, each cell's place and look, each row's height and nothing else.
    """
    name, width = entry.table, len(headers)
    _require_frame(entry, sheet, parts, pattern, width)
    forms = CELL.findall(sheet.body)
    require(len(forms) == width * entry.rows)
    known = [*map(cells.__getitem__, forms)]
    columns = pattern.columns[name]
    looks = [*map(_code, known)]
    require(all(codes[at].issuperset(looks[at::width]) for at in range(width)))
    rows = [*zip(*[map(_value, known)] * width, strict=True)]
    # A frozen table has no blank row; one that looks so is none of ours.
    require((None,) * width not in rows)
    same = table(name).row_height
    heights = [same] * entry.rows if same else _heights(known, columns, entry.rows)
    require(sheet.body == _written(heights, forms, width))
    canonical = [*map(_canonical, known)]
    fields = [
        [column.head + text if text else "" for text in canonical[at::width]]
        for at, column in enumerate(columns)
    ]
    records: list[Record] = [dict(zip(headers, row, strict=True)) for row in rows]
    return records, canonical_table(name, zip(*fields, strict=True))


def _heights(known: Sequence[Known], columns: Sequence[Shown], rows: int) -> list[float]:
    """The height of each row, by its tallest cell; most columns hold nothing that could take a second line."""
    sizes, width = [*map(_size, known)], len(columns)
    tall = [
        [
            1 if size <= column.short else lines_of(str(said[0]), column.width)
            for said, size in zip(known[at::width], sizes[at::width], strict=True)
        ]
        for at, column in enumerate(columns)
        if max(sizes[at::width], default=0) > column.short
    ]
    if not tall:
        return [_height(1)] * rows
    return [_height(max(lines)) for lines in zip(*tall, strict=True)]


def _require_frame(
    entry: Listed, sheet: Parted, parts: Mapping[str, bytes], pattern: Pattern, width: int
) -> None:
    """What stands before and behind the rows, the heading, and the table's own part."""
    name, number = entry.table, entry.rows
    last = column_letters(width).encode()
    head, tail = pattern.full[name] if number else pattern.empty[name]
    table_part = pattern.tables[name][0 if number else 1]
    was, now = b'%s%d"' % (last, LAST), b'%s%d"' % (last, FIRST_TABLE_ROW + number)
    if number:
        head, tail, table_part = (part.replace(was, now) for part in (head, tail, table_part))
    require(sheet.around == (head, tail) and parts[pattern.table_parts[name]] == table_part)
    require(without_numbers(sheet.heading) == pattern.heads[name])


@lru_cache(maxsize=256)
def _height(lines: int) -> float:
    """Points of a row of so many lines, as the writer gives it."""
    return max(LEAST, height_of(lines, least=LINE * SIZE))


@lru_cache(maxsize=256)
def _shown(height: float) -> bytes:
    """A row's height as the writer rounds it: to whole pixels, four for three points."""
    return b"%.16g" % (round(height * 4 / 3) * 0.75)


def _written(heights: Sequence[float], forms: Sequence[bytes], width: int) -> bytes:
    """The rows of a sheet as our writer puts them, from their heights and the forms of their cells."""
    holes: list[bytes] = []
    for at, height in enumerate(heights):
        holes.append(_shown(height))
        holes += forms[at * width : (at + 1) * width]
    return _frame(width, len(heights)) % tuple(holes)


@lru_cache(maxsize=128)
def _frame(width: int, rows: int) -> bytes:
    """The tags of a sheet's rows and cells, with holes for heights and forms."""
    letters = [column_letters(at) for at in range(1, width + 1)]
    return "".join(
        f'<row r="{n}" spans="1:{width}" ht="%s" customHeight="1">'
        + "".join(f'<c r="{letter}{n}"%s' for letter in letters)
        + "</row>"
        for n in range(FIRST_TABLE_ROW + 1, FIRST_TABLE_ROW + 1 + rows)
    ).encode()


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
