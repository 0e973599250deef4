"""The proofs of the fast lane: every part, cell and style of a file held against the pattern of our own writer."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from pyxl.book.declared import FIRST_TABLE_ROW, table
from pyxl.book.fitting import LEAST, fitted_height
from pyxl.book.workbook import Cell, Record
from pyxl.district.fast.pattern import (
    CORE,
    COVER_PARTS,
    LAST,
    SHARED,
    STYLES,
    Look,
    Pattern,
    around,
    parts_of,
    require,
    rows_of,
    split,
    style_parts,
)
from pyxl.hosts.addresses import column_letters
from pyxl.post import Cover
from pyxl.post.cover import CONTENT_HEADERS, CONTENTS_TITLE, COVER_HEADERS, DIGEST
from pyxl.post.freeze import ALARMING, columns_of, cover_heading, cover_height, freeze
from pyxl.post.frozen import Frozen

_ROW: Final = rb'<row r="[0-9]{1,7}" spans="1:[0-9]{1,3}"(?: s="[12]" customFormat="1")?(?: ht="[0-9.]{1,8}" customHeight="1")?>'
_CELL: Final = rb'<c r="[A-Z]{1,2}[0-9]{1,7}" s="[0-9]{1,3}"(?:/>|(?: t="[sb]")?><v>[0-9.E+-]{1,24}</v></c>)'
_ROWS: Final = re.compile(rb"(?:" + _ROW + rb"(?:" + _CELL + rb")*</row>)*")
_PLACES: Final = re.compile(rb'<(?:row|c) r="([A-Z0-9]+)"')
_LOOKS: Final = re.compile(rb'<c r="([A-Z]+)[0-9]+" s="([0-9]+)"(?:(/)>| t="([sb])"|>)')
_NUMBERS: Final = re.compile(rb' s="([0-9]+)"><v>([^<]*)</v>')
_HEIGHTS: Final = re.compile(rb' ht="([0-9.]+)"')
_STRINGS: Final = re.compile(rb'(?:<si><t(?: xml:space="preserve")?>[^<]*</t></si>)*')
_SMALL: Final = re.compile(rb"-?[0-9]{1,11}")
_CREATED: Final = re.compile(rb"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:00Z")
_SST: Final = re.compile(
    rb'<\?xml version="1.0" encoding="UTF-8" standalone="yes"\?>\n<sst xmlns="[^"]*" count="([0-9]+)" uniqueCount="([0-9]+)">'
)


def require_rows(data: bytes) -> None:
    """Nothing but rows and cells of the forms that we write, none far out; to be asked before calamine sees the file."""
    require(_ROWS.fullmatch(rows_of(data)))


def require_fixed(parts: Mapping[str, bytes], pattern: Pattern, cover: Cover) -> None:
    """All parts without data as in the pattern; the time of making as the cover says it."""
    require(parts.keys() == pattern.names)
    require(all(parts[name] == data for name, data in pattern.fixed.items()))
    made = dt.datetime.fromisoformat(cover.made).strftime("%Y-%m-%dT%H:%M:00Z").encode()
    require(parts[CORE] == _CREATED.sub(made, pattern.core))


def require_styles(parts: Mapping[str, bytes], pattern: Pattern) -> Sequence[Look]:
    """Styles that hold nothing but our own; returns the looks by their numbers."""
    frame, fonts, looks = style_parts(parts[STYLES])
    require(frame == pattern.frame and fonts <= pattern.fonts)
    return looks


def require_sheet(
    name: str,
    parts: Mapping[str, bytes],
    pattern: Pattern,
    headers: Sequence[str],
    rows: Sequence[Record],
    looks: Sequence[Look],
) -> None:
    """Everything of a table's sheet but its values: its frame, its heading, each cell's place and look, the rows' heights."""
    sheet, number = parts[pattern.sheets[name]], len(rows)
    last = column_letters(len(headers)).encode()
    head, tail = pattern.full[name] if number else pattern.empty[name]
    table_part = pattern.tables[name][0 if number else 1]
    was, now = b'%s%d"' % (last, LAST), b'%s%d"' % (last, FIRST_TABLE_ROW + number)
    if number:
        head, tail, table_part = (part.replace(was, now) for part in (head, tail, table_part))
    require(around(sheet) == (head, tail) and parts[pattern.table_parts[name]] == table_part)
    heading, body = split(rows_of(sheet))
    require(heading == pattern.heads[name])
    require(b" ".join(_PLACES.findall(body)) == _places(len(headers), number))
    require(b"customFormat" not in body)
    require(set(_SPANS.findall(body)) <= {b"1:%d" % len(headers)})
    _require_looks(body, pattern.looks[name], looks)
    columns = columns_of(table(name), headers)
    same = table(name).row_height
    heights = [same] * number if same else [max(LEAST, fitted_height(columns, row)) for row in rows]
    require(_HEIGHTS.findall(body) == list(map(_shown, heights)))


_SPANS: Final = re.compile(rb'spans="([^"]*)"')


@lru_cache(maxsize=256)
def _shown(height: float) -> bytes:
    """A row's height as the writer rounds it: to whole pixels, four for three points."""
    return b"%.16g" % (round(height * 4 / 3) * 0.75)


@lru_cache(maxsize=512)
def _places(width: int, rows: int) -> bytes:
    """The row and cell numbers of a sheet's data, in order."""
    letters = [column_letters(at) for at in range(1, width + 1)]
    numbers = range(FIRST_TABLE_ROW + 1, FIRST_TABLE_ROW + 1 + rows)
    return " ".join(f"{n} " + " ".join(f"{letter}{n}" for letter in letters) for n in numbers).encode()


_NUMERIC: Final = ("int", "float", "day", "moment")
_WHOLE, _GENERAL = b"1", b"0"


def _require_looks(body: bytes, allowed: Mapping[str, Mapping[str, Look]], looks: Sequence[Look]) -> None:
    for column, style, blank, kind in set(_LOOKS.findall(body)):
        known = allowed[column.decode()]
        look = looks[int(style)]
        if blank or kind:
            require(look == known[(blank or kind).decode()])
        else:
            require(any(look == known[each] for each in _NUMERIC))
    for style, value in set(_NUMBERS.findall(body)):
        code = looks[int(style)][0]
        require(code != _WHOLE or _SMALL.fullmatch(value))
        require(code != _GENERAL or not _SMALL.fullmatch(value))


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


def require_strings(parts: Mapping[str, bytes]) -> None:
    """Nothing but plain texts, each in use."""
    data = parts[SHARED]
    head = _SST.match(data)
    require(head and data.endswith(b"</sst>"))
    assert head is not None
    body = data[head.end() : -len(b"</sst>")]
    require(_STRINGS.fullmatch(body))
    used: list[bytes] = []
    for name, sheet in parts.items():
        if name.startswith("xl/worksheets/sheet"):
            used += _USED.findall(sheet)
    require(len(used) == int(head[1]) and len(set(used)) == int(head[2]) == body.count(b"<si>"))


_USED: Final = re.compile(rb't="s"><v>([0-9]+)</v>')
