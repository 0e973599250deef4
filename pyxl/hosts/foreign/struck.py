"""Whether what a cell says is crossed out: all of it, or a part, in formats that mark up text by nested elements."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from lxml import etree

from pyxl.hosts.foreign.cells import GridBuilder

Test = Callable[[Any], bool]
"""Of an element of lxml, XML's or HTML's."""


def tell_struck(
    builder: GridBuilder, row: int, column: int, cell: etree._Element, crosses_out: Test, reads: Test, struck: bool
) -> None:  # fmt: skip
    """Tell the builder of a cell whose text is crossed out by itself, by what it stands in, or by `struck` from the start.

    `crosses_out`: whether an element crosses out what it holds; `reads`: whether a child is part of the cell's text.
    """
    marks = set(_marks(cell, crosses_out, reads, struck))
    if True in marks:
        builder.strike(row, column, whole=False not in marks)


def _marks(element: etree._Element, crosses_out: Test, reads: Test, struck: bool) -> Iterator[bool]:
    """For each piece of text that says something, whether it is crossed out."""
    struck = struck or crosses_out(element)
    if (element.text or "").strip():
        yield struck
    for child in element:
        if reads(child):
            yield from _marks(child, crosses_out, reads, struck)
        if (child.tail or "").strip():
            yield struck
