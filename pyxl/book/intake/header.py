"""Where the header of a sender's sheet stands, and which of its columns is which of ours.

A header may be one row or a band of several: group captions (基本情况) over 姓名, 性别, ...  Every row
that holds the name of the key column may begin or end such a band; the band that names the most of
our columns is taken, the lower one of equals in height.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from pyxl.book.intake.spec import TableSpec, plain, without_remark
from pyxl.book.intake.synonyms import SYNONYMS
from pyxl.book.intake.tidy import tidy
from pyxl.hosts.foreign import Cell, Grid, Line, Merge

TALLEST_HEADER = 4
LONGEST_HEADER = 40
"""Rows of a header, and characters of one header cell: more is a title or a remark."""

_DATA = re.compile(r"^\s*[0-9０-９.]+\s*$|[0-9０-９]{6}")


@dataclass(frozen=True, slots=True)
class Source:
    """A column of the sender's: its place (0 = A), its header as written, and which column of ours it is.

    `target` is "" where we have no such column; `rank` is the place of the header among the synonyms,
    0 for our own name.
    """

    column: int
    header: str
    target: str
    rank: int


@dataclass(frozen=True)
class Header:
    """A header found: first and last row as the sender counts them, and its columns from left to right."""

    top: int
    bottom: int
    sources: tuple[Source, ...]

    @cached_property
    def by_target(self) -> Mapping[str, tuple[Source, ...]]:
        """The sender's columns for each of ours, best first."""
        found: dict[str, list[Source]] = {}
        for source in sorted(self.sources, key=lambda s: (s.rank, s.column)):
            if source.target:
                found.setdefault(source.target, []).append(source)
        return {target: tuple(sources) for target, sources in found.items()}

    def blocks(self, key: str) -> tuple[Header, ...]:
        """The header's lists from left to right: usually one, more where a page has two side by side.

        The first list's header stands again to its right: the key column and one more, in the same words.
        """
        places = [i for i, source in enumerate(self.sources) if source.target == key]
        if len(places) < 2:
            return (self,)
        first = self.sources[0]
        starts = [i for i, source in enumerate(self.sources) if plain(source.header) == plain(first.header)]
        if len(starts) != len(places):
            starts = [0, *places[1:]]
        ends = [*starts[1:], len(self.sources)]
        parts = [self.sources[start:end] for start, end in zip(starts, ends, strict=True)]
        names = [{(s.target, plain(s.header)) for s in part if s.target} for part in parts]
        if any(
            key not in {target for target, _ in common} or len(common) < 2
            for common in (names[0] & other for other in names)
        ):
            return (self,)
        return tuple(Header(self.top, self.bottom, part) for part in parts)

    def same_columns(self, other: Header) -> bool:
        """Whether both name the same columns in the same places."""
        return [(s.column, s.target) for s in self.sources] == [(s.column, s.target) for s in other.sources]


class _HeaderText(NamedTuple):
    """A text of a header row; `is_caption` where its cell is merged over several columns."""

    text: str
    is_caption: bool = False


class Finder:
    """Finds headers in one sheet."""

    def __init__(self, grid: Grid, spec: TableSpec) -> None:
        self._lines = grid.lines
        self._spec = spec
        self._place = {line.number: i for i, line in enumerate(grid.lines)}
        self._known: dict[str, tuple[int, str] | None] = {}
        self._wide = _by_row(m for m in grid.merges if m.right > m.left)
        self._tall = _by_row(m for m in grid.merges if m.bottom > m.top)

    def headers(self) -> list[Header]:
        """All headers of the sheet from top to bottom; a list over several pages repeats its own.

        A band is a header when it names the key column and one more, and at least half as many as the
        best one does.
        """
        found: list[Header] = []
        after = 0
        for line in self._lines:
            if (
                line.number > after
                and _only_words(line)
                and self._names_key(line)
                and (best := self._best_around(line, after))
            ):
                found.append(best)
                after = best.bottom
        enough = max((self._score(header) for header in found), default=0) / 2
        return [header for header in found if self._score(header) >= enough]

    def nearly(self) -> list[str]:
        """Header-like texts of the row that names most of our columns, to say why none was found."""
        texts = max((self._named(line) for line in self._lines), key=len, default=[])
        return list(dict.fromkeys(texts))

    def _named(self, line: Line) -> list[str]:
        return [cell.strip() for cell in line.cells if isinstance(cell, str) and self._match(cell)]

    def _match(self, text: str) -> tuple[int, str] | None:
        """What our spec makes of one header text; each text is looked at once."""
        try:
            return self._known[text]
        except KeyError:
            found = None
            if len(text) <= LONGEST_HEADER:
                names = self._spec.names
                found = names.get(plain(text)) or names.get(plain(without_remark(text)))
            self._known[text] = found
            return found

    def _names_key(self, line: Line) -> bool:
        return any(
            isinstance(cell, str) and (found := self._match(cell)) is not None and found[1] == self._spec.key
            for cell in line.cells
        )

    def _best_around(self, line: Line, after: int) -> Header | None:
        """The best band that holds `line`, or None if none of them is a header."""
        at = self._place[line.number]
        bands = (
            self._header(first, last)
            for first in range(max(0, at - TALLEST_HEADER + 1), at + 1)
            for last in range(at, min(first + TALLEST_HEADER, len(self._lines)))
            if self._may_be_header(first, last, after)
        )
        good = [band for band in bands if self._score(band) > 1 and self._key_stands_alone(band)]
        if not good:
            return None
        best = max(good, key=lambda b: (self._score(b), len(b.by_target), b.top - b.bottom, b.top))
        return self._with_sub_captions(best)

    def _may_be_header(self, first: int, last: int, after: int) -> bool:
        lines = self._lines[first : last + 1]
        near = lines[0].number > after and lines[-1].number - lines[0].number < TALLEST_HEADER
        return near and all(_only_words(line) for line in lines)

    def _key_stands_alone(self, band: Header) -> bool:
        """Whether nothing but its own name stands in the key column from its name down.

        Below 姓名 people have a name, and a second header has 姓名 again: neither belongs to this one.
        """
        sources = band.by_target.get(self._spec.key, ())
        for source in sources[:1]:
            at = self._place[band.top]
            texts = [
                line.cell(source.column)
                for line in self._lines[at : at + TALLEST_HEADER]
                if line.number <= band.bottom
            ]
            filled = [text for text in texts if _is_text(text)]
            named = [
                i for i, text in enumerate(filled) if (m := self._match(str(text))) and m[1] == self._spec.key
            ]
            return not named or named == [len(filled) - 1]
        return False

    def _score(self, header: Header) -> int:
        """How many of our columns a header names; a running number says nothing about a table."""
        return sum(self._spec.kinds.get(target) != "serial" for target in header.by_target)

    def _with_sub_captions(self, header: Header) -> Header:
        """The header down to where its merged cells end: below them stand captions, not people."""
        bottom = header.bottom
        for row in range(header.top, header.bottom + 1):
            for merge in self._tall.get(row, ()):
                if merge.bottom < header.top + TALLEST_HEADER:
                    bottom = max(bottom, merge.bottom)
        lines = [line.number for line in self._lines[self._place[header.top] :][:TALLEST_HEADER]]
        last = max(number for number in lines if number <= bottom)
        whole = self._header(self._place[header.top], self._place[last])
        return Header(header.top, bottom, whole.sources)

    def _header(self, first: int, last: int) -> Header:
        lines = self._lines[first : last + 1]
        texts = [self._header_texts(line) for line in lines]
        columns = sorted({column for row in texts for column in row})
        sources = [
            self._source(column, [row[column] for row in texts if column in row]) for column in columns
        ]
        return Header(lines[0].number, lines[-1].number, tuple(sources))

    def _header_texts(self, line: Line) -> dict[int, _HeaderText]:
        """The texts of a header row by column; a cell merged sideways stands over each of its columns."""
        texts = {i: _HeaderText(tidy(cell)) for i, cell in enumerate(line.cells) if _is_text(cell)}
        for merge in self._wide.get(line.number, ()):
            if merge.left in texts and merge.right - merge.left < len(SYNONYMS):
                caption = _HeaderText(texts[merge.left].text, is_caption=True)
                texts.update(dict.fromkeys(range(merge.left, merge.right + 1), caption))
        return texts

    def _source(self, column: int, texts: Sequence[_HeaderText]) -> Source:
        """What the texts above each other name: all joined, else the lowest that we know.

        A caption over several columns names none of them: 负责人 over 姓名 and 电话 is not twice 负责人.
        """
        leaves = [t.text for t in texts if not t.is_caption] or [texts[-1].text]
        for text in ("".join(t.text for t in texts), *reversed(leaves)):
            if (found := self._match(text)) is not None:
                return Source(column, text, found[1], found[0])
        return Source(column, leaves[-1], "", 0)


def _is_text(cell: Cell) -> bool:
    return isinstance(cell, str) and bool(cell.strip())


def _only_words(line: Line) -> bool:
    """Whether a row could belong to a header: rows with numbers, dates or long digits hold data."""
    return all(cell is None or (isinstance(cell, str) and not _DATA.search(cell)) for cell in line.cells)


def _by_row(merges: Iterable[Merge]) -> Mapping[int, list[Merge]]:
    found: dict[int, list[Merge]] = {}
    for merge in merges:
        found.setdefault(merge.top, []).append(merge)
    return found


def unmatched(header: Header, lines: Iterable[Line]) -> Iterator[tuple[int, str, int]]:
    """Sender's columns that we have no place for: column, header ("" if none), cells that hold something."""
    known = {source.column for source in header.sources if source.target}
    texts = {source.column: source.header for source in header.sources}
    filled: dict[int, int] = {}
    for line in lines:
        for column, cell in enumerate(line.cells):
            if column not in known and cell is not None and cell != "":
                filled[column] = filled.get(column, 0) + 1
    for column in sorted(filled.keys() | (texts.keys() - known)):
        yield column, texts.get(column, ""), filled.get(column, 0)
