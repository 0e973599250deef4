"""Which version of the software a workbook is of: the one that built it, or that brought it up to date."""

from __future__ import annotations

import re
from typing import Final

from pyxl import __version__
from pyxl.book.declared import FIRST_VERSION, SHEET, VERSION_PLACE
from pyxl.book.plain_ranges import read_range
from pyxl.book.workbook import Workbook
from pyxl.errors import TableError

PRESENT = __version__
_PHASES: Final = ("dev", "a", "b", "rc", "", "post")
"""In the order in which they come out; "" is the release itself."""
_VERSION: Final = re.compile(r"v?(?P<numbers>\d+(?:\.\d+)*)(?:\.?(?P<phase>dev|a|b|rc|post)(?P<number>\d*))?")


def version_of(workbook: Workbook) -> str:
    """The version that the workbook says, `FIRST_VERSION` where it says none."""
    try:
        sheet = workbook.sheet(SHEET)
    except TableError:
        return FIRST_VERSION
    (_, written), *_ = read_range(sheet, VERSION_PLACE)
    return str(written) if written else FIRST_VERSION


def in_order(version: str) -> tuple[tuple[int, ...], int, int]:
    """A version as what can be compared: its numbers, whether it came before or after the release of that number, which.

    As PEP 440 has it: 1.0 is 1.0.0, and 1.0.0.dev1 < 1.0.0a1 < 1.0.0b1 < 1.0.0rc1 < 1.0.0 < 1.0.0.post1.  What is no
    version counts as older than all.
    """
    found = _VERSION.fullmatch(version.strip().lower())
    if found is None:
        return (), 0, 0
    numbers = [int(part) for part in found["numbers"].split(".")]
    while numbers and not numbers[-1]:
        numbers.pop()
    return tuple(numbers), _PHASES.index(found["phase"] or "") - _PHASES.index(""), int(found["number"] or 0)
