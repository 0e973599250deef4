"""Which version of the software a workbook is of: the one that built it, or that brought it up to date."""

from __future__ import annotations

from pyxl import __version__
from pyxl.book.declared import FIRST_VERSION, SHEET, VERSION_PLACE
from pyxl.book.workbook import Workbook, read_range
from pyxl.errors import TableError

PRESENT = __version__


def version_of(workbook: Workbook) -> str:
    """The version that the workbook says, `FIRST_VERSION` where it says none."""
    try:
        sheet = workbook.sheet(SHEET)
    except TableError:
        return FIRST_VERSION
    (_, written), *_ = read_range(sheet, VERSION_PLACE)
    return str(written) if written else FIRST_VERSION


def in_order(version: str) -> tuple[int, ...]:
    """A version as numbers that can be compared; what is no number counts as 0."""
    return tuple(int(part) if part.isdecimal() else 0 for part in version.split("."))
