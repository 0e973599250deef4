"""On which page a document's text ends, and how far down: counted from its styles, not laid out.

Nobody knows what a program and its fonts make of a page before it has made it, so everything is counted twice: at the
least (narrow figures, punctuation that hangs over the margin) and at the most.  Where both ends lie on one page, every
program agrees; where they do not, whoever asks must do with either.  Lengths are in twips.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from pyxl.papers.layout.line_count import Measure, height, lines
from pyxl.papers.layout.styles_in_force import Forms, W

CELL_MARGIN: Final = 57
"""What the templates' tables leave at each side of a cell's text, a millimetre."""
RULE: Final = 15
"""What a table's row may be higher than it says, by its rules."""


@dataclass(frozen=True, slots=True)
class End:
    """Where the text ends: its page, how much of it is full, and how high the page's text area is."""

    page: int
    down: int
    area: int

    @property
    def left(self) -> int:
        """What of the page is still free."""
        return self.area - self.down


@dataclass(frozen=True, slots=True)
class _Block:
    """A paragraph or a table: the heights of the lines or rows it may be broken between, and what is kept with it."""

    pieces: tuple[int, ...]
    before: int = 0
    head: int = 0
    keep: bool = False
    new_page: bool = False
    section: Any = None

    @property
    def height(self) -> int:
        return self.before + sum(self.pieces)

    @property
    def first(self) -> int:
        """What must stand on a page for the block to begin there; the head of a table stays with its first row."""
        return self.before + sum(self.pieces[: 2 if self.head else 1])


def ends(body: Any, styles: Any) -> tuple[End, End]:  # noqa: ANN401 - lxml has no types
    """The end of the text that stands before the last section, at the least and at the most."""
    return end_by(Measure.LEAST, body, styles), end_by(Measure.MOST, body, styles)


def end_by(measure: Measure, body: Any, styles: Any) -> End:  # noqa: ANN401
    """The end of that text by one measure."""
    return _end([*_blocks(body, Forms(styles), measure)])


def _blocks(body: Any, forms: Forms, measure: Measure) -> Iterator[_Block]:  # noqa: ANN401
    """What flows down the pages, up to the last section that a paragraph ends."""
    children = list(body)
    last = max(at for at, child in enumerate(children) if child.find(f"{W}pPr/{W}sectPr") is not None)
    width = text_width(children[last].find(f"{W}pPr/{W}sectPr"))
    for child in children[: last + 1]:
        if child.tag == f"{W}tbl":
            yield _table(child, forms, measure)
        elif child.tag == f"{W}p" and child.find(f"{W}pPr/{W}framePr") is None:
            form = forms.of(child)
            yield _Block(
                (form.line,) * lines(child, form, width, measure),
                form.before + form.after,
                keep=form.keep,
                new_page=form.new_page,
                section=child.find(f"{W}pPr/{W}sectPr"),
            )


def _table(table: Any, forms: Forms, measure: Measure) -> _Block:  # noqa: ANN401
    rows = list(table.iter(f"{W}tr"))
    heights = tuple(_row(row, forms, measure) for row in rows)
    repeated = bool(rows) and rows[0].find(f"{W}trPr/{W}tblHeader") is not None
    return _Block(heights, head=heights[0] if repeated else 0)


def _row(row: Any, forms: Forms, measure: Measure) -> int:  # noqa: ANN401
    """The highest of its cells, or what the row says at the least."""
    said = row.find(f"{W}trPr/{W}trHeight")
    least = int(said.get(f"{W}val")) if said is not None else 0
    for cell in row.iter(f"{W}tc"):
        width = cell_width(cell)
        least = max(least, sum(height(p, forms.of(p), width, measure) for p in cell.iter(f"{W}p")))
    return least + (RULE if measure is Measure.MOST else 0)


def _end(blocks: Sequence[_Block]) -> End:
    """Let the blocks flow down the pages."""
    areas = iter([block.section for block in blocks if block.section is not None])
    end = End(1, 0, _text_height(next(areas)))
    at = 0
    while at < len(blocks):
        together = at
        while blocks[together].keep and together + 1 < len(blocks) and not blocks[together + 1].new_page:
            together += 1
        chain = blocks[at : together + 1]
        needed = sum(block.height for block in chain[:-1]) + chain[-1].first
        if end.down and (chain[0].new_page or needed > end.left):
            end = replace(end, page=end.page + 1, down=0)
        for block in chain:
            end = _flow(block, end)
            if block.section is not None and (area := next(areas, None)) is not None:
                end = End(end.page + 1, 0, _text_height(area))
        at = together + 1
    return end


def _flow(block: _Block, end: End) -> End:
    end = replace(end, down=end.down + block.before)
    for piece in block.pieces:
        if piece > end.left:
            end = replace(end, page=end.page + 1, down=block.head)
        end = replace(end, down=end.down + piece)
    return end


def _text_height(section: Any) -> int:  # noqa: ANN401
    size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    return int(size.get(f"{W}h")) - int(margins.get(f"{W}top")) - int(margins.get(f"{W}bottom"))


def text_width(section: Any) -> int:  # noqa: ANN401
    """Between the margins of a section."""
    size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    return int(size.get(f"{W}w")) - int(margins.get(f"{W}left")) - int(margins.get(f"{W}right"))


def cell_width(cell: Any) -> int:  # noqa: ANN401
    """Between the margins of a table's cell."""
    return int(cell.find(f"{W}tcPr/{W}tcW").get(f"{W}w")) - 2 * CELL_MARGIN
