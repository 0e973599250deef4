"""Columns that hold digits as text: no program is to offer the clerk to make numbers of them.

Excel marks a text of digits with a green triangle and a button 转换为数字, which takes the leading zeros of a
number and the last digits of an ID number.  Where a column is declared to hold text, the mark is switched off
(`ignoredErrors`); in a column of numbers it stays, since there a text is a fault.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import Worksheet

from pyxl.book.declared import Column, Kind

HOLD_TEXT = frozenset({Kind.TEXT, Kind.GENERAL})
"""Kinds of columns whose cells are of the text format."""


def text_areas(columns: Sequence[Column], first: int, last: int) -> list[str]:
    """The cells of text columns, 0-based rows `first` to `last`, column by column as A4:A99."""
    held = (at for at, column in enumerate(columns) if column.kind in HOLD_TEXT and not column.link)
    return [xl_range(first, at, last, at) for at in held]


def leave_as_text(page: Worksheet, areas: Iterable[str]) -> None:
    """Switch off the mark in these areas; a sheet keeps only what the last call says."""
    page.ignore_errors({"number_stored_as_text": " ".join(areas)})
