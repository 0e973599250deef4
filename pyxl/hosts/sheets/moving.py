"""Making room inside a sheet: everything from a row on moves down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyxl.hosts.live import is_live

if TYPE_CHECKING:
    import xlwings


def move_down(sheet: xlwings.Sheet, first: int, by: int) -> None:
    """Move row `first` and all below it down by `by` rows; the rows that come free look like the one above them.

    Raises HostError where a closed file holds something there that cannot be moved.
    """
    if is_live(sheet):
        sheet.api.Rows(f"{first}:{first + by - 1}").Insert()
    else:
        sheet.impl.move_down(first, by)
