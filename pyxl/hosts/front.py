"""Bringing a cell before the clerk's eyes, in Excel at once, in a closed file when it is next opened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import xlwings

MARK: Final = "上一处问题"
"""The defined name that remembers, as a text constant, what was shown last."""


def bring_to_front(sheet: xlwings.Sheet, address: str, mark: str) -> None:
    """Put the sheet in front with this cell selected, and remember `mark` in the workbook.

    A hidden sheet is shown: no program can stand on one that is not to be seen.
    """
    text = mark.replace('"', '""')
    sheet.book.names.add(MARK, f'="{text}"')
    if not sheet.visible:
        sheet.visible = True
    sheet.activate()
    sheet.range(address).select()


def last_mark(book: xlwings.Book) -> str:
    """What was remembered last, or ""."""
    names = book.names
    if not names.contains(MARK):
        return ""
    return str(names[MARK].refers_to).removeprefix('="').removesuffix('"').replace('""', '"')
