"""Marked papers, one behind the other on one sheet, each on a page of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from pyxl.book.pages.ballot_page import PAPERS, SAFETY
from pyxl.book.pages.page import MARK_AND_NAME, Block, Page, look_in, read_values, write_page
from pyxl.hosts.sheets.page_setup import set_page

if TYPE_CHECKING:
    import xlwings as xw

Box = tuple[str | None, str | None]
"""The mark and the name beside it; None leaves the box empty."""
Cells = tuple[str | None, ...]
_BODY = frozenset({"head", MARK_AND_NAME, "seal"})


@dataclass(frozen=True, slots=True)
class DeckPage:
    """A long page, and the rows with which a new sheet of paper begins."""

    page: Page
    breaks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    role: str
    height: float
    cells: Cells


def marked(page: Page, groups: Sequence[Sequence[Box]], band: str) -> Page:
    """A specimen ballot with its boxes filled in and `band` in the place of the line across it.

    `groups` are the candidates and the places to write in, of each office on the paper in turn.
    """
    values = [list(row) for row in page.values]
    filled = iter([group for group in groups if group])
    for block in page.blocks:
        rows = values[block.top - 1 : block.top - 1 + block.rows]
        if block.role == "specimen":
            rows[0][0] = band
        elif block.role == MARK_AND_NAME:
            _fill(rows, next(filled))
    return replace(page, values=tuple(map(tuple, values)))


def _fill(rows: Sequence[list[str | None]], boxes: Sequence[Box]) -> None:
    pairs = len(rows[0]) // 2
    for at, (mark, name) in enumerate(boxes):
        row, pair = divmod(at, pairs)
        rows[row][2 * pair : 2 * pair + 2] = [mark, name]


def words_only(page: Page) -> Page:
    """The titles and notes of a ballot without its boxes; they must fit one page."""
    rows = [row for row in _rows(page) if row.role not in _BODY]
    return _page(page, rows)


def joined(pages: Iterable[Page]) -> DeckPage:
    """Pages one under the other, in the columns of the last one.

    A page too long for its paper goes on with its head on further sheets, each of which so says what it is.
    """
    pages = tuple(pages)
    rows: list[_Row] = []
    breaks: list[int] = []
    for page in pages:
        for sheet in _sheets(page):
            breaks.append(len(rows) + 1)
            rows += sheet
    return DeckPage(_page(pages[-1], rows), tuple(breaks[1:]))


def _sheets(page: Page) -> Iterator[list[_Row]]:
    """The rows of each sheet of paper that the page takes."""
    rows = _rows(page)
    if not page.repeated:
        yield rows
        return
    room = PAPERS[page.paper].height * SAFETY
    head = rows[: page.repeated]
    sheet, used = list(head), sum(row.height for row in head)
    for number, row in enumerate(rows[page.repeated :], page.repeated + 1):
        if used + row.height > room or number == page.break_before:
            yield sheet
            sheet, used = list(head), sum(row.height for row in head)
        sheet.append(row)
        used += row.height
    yield sheet


def _rows(page: Page) -> list[_Row]:
    return [
        _Row(block.role, block.height, page.values[block.top - 1 + at])
        for block in page.blocks
        for at in range(block.rows)
    ]


def _page(like: Page, rows: Sequence[_Row]) -> Page:
    """A page of these rows, in the columns and sizes of another."""
    blocks: list[Block] = []
    top = 1
    for (role, height), run in groupby(rows, lambda row: (row.role, row.height)):
        length = len(list(run))
        blocks.append(Block(role, top, length, height))
        top += length
    width = len(like.widths)
    values = tuple((*row.cells, *[None] * width)[:width] for row in rows)
    return replace(like, blocks=tuple(blocks), values=values, repeated=0, break_before=0)


def write_deck(sheet: xw.Sheet, deck: DeckPage, styles: xw.Sheet) -> None:
    """Make the deck the whole content of a ballot sheet; `styles` is the sheet 选票样式."""
    write_page(sheet, deck.page, look_in(styles), len(read_values(sheet)))
    set_page(
        sheet,
        paper=deck.page.paper,
        landscape=False,
        rows_to_repeat=None,
        page_break_before=deck.breaks,
    )
