"""A village's roster, whatever its form, made into rows of a table."""

from pyxl.book.intake.lines import SIGNED_LINE, TOTAL_LINE
from pyxl.book.intake.notes import row_list
from pyxl.book.intake.roster import Roster, SheetTaken, Skipped, SourceRow, read_roster
from pyxl.book.intake.spec import TableSpec, spec_of
from pyxl.book.intake.tidy import EXCEL_ERRORS
from pyxl.book.intake.values import Converters

__all__ = [
    "EXCEL_ERRORS",
    "SIGNED_LINE",
    "TOTAL_LINE",
    "Converters",
    "Roster",
    "SheetTaken",
    "Skipped",
    "SourceRow",
    "TableSpec",
    "read_roster",
    "row_list",
    "spec_of",
]
