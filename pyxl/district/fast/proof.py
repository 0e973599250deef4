"""The proofs of the fast lane: every part, cell and style of a file held against the pattern of our own writer."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final

from pyxl.book.canonical import canonical_head, canonical_table
from pyxl.book.declared import FIRST_TABLE_ROW, table
from pyxl.book.fitting import LEAST, LINE, SIZE, height_of, lines_of, surely_fit
from pyxl.book.workbook import Cell, Record
from pyxl.district.fast.cells import CELL, Cells
from pyxl.district.fast.pattern import (
    CORE,
    COVER_PARTS,
    LAST,
    STYLES,
    Look,
    Pattern,
    Unusual,
    around,
    heading_of,
    parts_of,
    require,
    style_parts,
)
from pyxl.hosts.addresses import column_letters
from pyxl.post import Cover
from pyxl.post.cover import CONTENT_HEADERS, CONTENTS_TITLE, COVER_HEADERS, DIGEST, Listed
from pyxl.post.freeze import ALARMING, cover_heading, cover_height, freeze
from pyxl.post.frozen import Frozen

_CREATED: Final = re.compile(rb"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:00Z")


def require_fixed(parts: Mapping[str, bytes], pattern: Pattern, cover: Cover) -> None:
    """All parts without data as in the pattern; the time of making as the cover says it."""
    require(parts.keys() == pattern.names)
    require(all(parts[name] == data for name, data in pattern.fixed.items()))
    made = dt.datetime.fromisoformat(cover.made).strftime("%Y-%m-%dT%H:%M:00Z").encode()
    require(parts[CORE] == _CREATED.sub(made, pattern.core))


def require_styles(parts: Mapping[str, bytes], pattern: Pattern) -> None:
    """Styles that hold nothing but our own."""
    frame, fonts, _ = style_parts(parts[STYLES])
    require(frame == pattern.frame and fonts <= pattern.fonts)


def proven_rows(
    entry: Listed,
    parts: Mapping[str, bytes],
    pattern: Pattern,
    headers: Sequence[str],
    body: bytes,
    cells: Cells,
) -> tuple[list[Record], str]:
    """A table's rows and their canonical text, with everything proven that its sheet says beside them.

    `body` are the rows of data as they stand in the sheet: each cell's place and look, each row's height and nothing else.
    """
    name = entry.table
    _require_frame(entry, parts, pattern, len(headers))
    forms = CELL.findall(body)
    require(len(forms) == len(headers) * entry.rows)
    values: list[Iterable[Cell]] = []
    fields: list[Iterable[str]] = []
    lines: list[Iterable[int]] = []
    for at, (header, looks, column) in enumerate(
        zip(headers, pattern.looks[name], pattern.columns[name], strict=True)
    ):
        inside = forms[at :: len(headers)]
        said: dict[bytes, Cell] = {}
        told: dict[bytes, str] = {}
        high: dict[bytes, int] = {}
        head, width, short = canonical_head(header), column.width, surely_fit(column.width)
        for form in set(inside):
            value, kind, look, canonical = cells[form]
            if look != looks[kind]:
                raise Unusual
            said[form] = value
            told[form] = head + canonical if canonical else ""
            shown = str(value)
            one_line = value is None or (len(shown) <= short and shown.isprintable())
            high[form] = 1 if one_line else lines_of(shown, width)
        values.append(map(said.__getitem__, inside))
        fields.append(map(told.__getitem__, inside))
        lines.append(map(high.__getitem__, inside))
    rows = list(zip(*values, strict=True))
    # A frozen table has no blank row; one that looks so is none of ours.
    require((None,) * len(headers) not in rows)
    same = table(name).row_height
    heights = [same] * entry.rows if same else [_height(max(high)) for high in zip(*lines, strict=True)]
    require(body == _written(heights, forms, len(headers)))
    records: list[Record] = [dict(zip(headers, row, strict=True)) for row in rows]
    return records, canonical_table(name, zip(*fields, strict=True))


def _require_frame(entry: Listed, parts: Mapping[str, bytes], pattern: Pattern, width: int) -> None:
    """What stands before and behind the rows, the heading, and the table's own part."""
    name, number = entry.table, entry.rows
    sheet = parts[pattern.sheets[name]]
    last = column_letters(width).encode()
    head, tail = pattern.full[name] if number else pattern.empty[name]
    table_part = pattern.tables[name][0 if number else 1]
    was, now = b'%s%d"' % (last, LAST), b'%s%d"' % (last, FIRST_TABLE_ROW + number)
    if number:
        head, tail, table_part = (part.replace(was, now) for part in (head, tail, table_part))
    require(around(sheet) == (head, tail) and parts[pattern.table_parts[name]] == table_part)
    require(heading_of(sheet) == pattern.heads[name])


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
