"""A village's roster, whatever its form, made into rows of a table."""

from pyxl.book.intake.lines import SIGNED_LINE, TOTAL_LINE
from pyxl.book.intake.roster import Roster, Skipped, read_roster
from pyxl.book.intake.spec import spec_of
from pyxl.book.intake.tidy import EXCEL_ERRORS
from pyxl.book.intake.values import Converters

__all__ = [
    "EXCEL_ERRORS",
    "SIGNED_LINE",
    "TOTAL_LINE",
    "Converters",
    "Roster",
    "Skipped",
    "read_roster",
    "spec_of",
]
