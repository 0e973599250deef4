"""Giving a table other rows, with formula columns that are filled down only so far."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import xlwings


def resize_table(
    table: xlwings.main.Table, target: xlwings.Range, bounded: Sequence[int] = (), rows: int = 0
) -> None:
    """Make `target` the table's area; its calculated columns are filled down into the new rows.

    The columns in `bounded` (0-based) are filled in the first `rows` data rows and blank below.  Excel fills them
    to the end: there what is too much is emptied again, with one call for each run of such columns.
    """
    if target.sheet.book.app.engine.type != "desktop":
        table.impl.resize(target, dict.fromkeys(bounded, rows))
        return
    table.resize(target)
    first, last = target.row + 1 + rows, target.row + target.shape[0] - 1
    if last < first:
        return
    for _, run in groupby(enumerate(sorted(bounded)), key=lambda item: item[1] - item[0]):
        columns = [target.column + column for _, column in run]
        target.sheet.range((first, columns[0]), (last, columns[-1])).clear_contents()
