"""Bringing a cell before the clerk's eyes, in Excel at once, in a closed file when it is next opened."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from pyxl.hosts.live import is_live

if TYPE_CHECKING:
    import xlwings

MARK: Final = "上一处问题"
"""The defined name that remembers, as a text constant, what was shown last."""
_VISIBLE: Final = -1  # XlSheetVisibility.xlSheetVisible


def bring_to_front(sheet: xlwings.Sheet, address: str, mark: str) -> None:
    """Put the sheet in front with this cell selected, and remember `mark` in the workbook.

    A hidden sheet is shown: no program can stand on one that is not to be seen.  The mark is set last, so that
    nothing counts as shown that was not.  When Excel refuses, the sheet before is in front again.
    """
    # Past xlwings' own Sheet.activate, which gives up when another Excel's window lies before this one's.
    target, book = sheet.impl, sheet.impl.book
    before, visible = book.sheets.active, target.visible
    try:
        if visible not in (True, _VISIBLE):
            target.visible = True
        book.activate()
        target.activate()
        target.range(address).select()
        text = mark.replace('"', '""')
        book.names.add(MARK, f'="{text}"')
    except BaseException:
        if is_live(sheet):
            _step_back(before, target, visible)
        raise


def _step_back(before: Any, target: Any, visible: bool | int) -> None:  # noqa: ANN401 - sheets of Excel's engine
    with suppress(Exception):  # the first refusal is the one to tell
        before.activate()
    with suppress(Exception):
        if target.visible != visible:
            target.visible = visible


def last_mark(book: xlwings.Book) -> str:
    """What was remembered last, or ""."""
    names = book.names
    if not names.contains(MARK):
        return ""
    return str(names[MARK].refers_to).removeprefix('="').removesuffix('"').replace('""', '"')
