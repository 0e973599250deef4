"""What an import does between the files that came and the table: choosing, reading, merging, telling."""

from pyxl.actions.incoming.merging import Merged, merge
from pyxl.actions.incoming.sorting import sort_out
from pyxl.actions.incoming.sources import Reader, Reading, Source, expand, read_all
from pyxl.actions.incoming.telling import change_lines, note_lines, sheet_lines, sheets_of, skipped_lines

__all__ = [
    "Merged",
    "Reader",
    "Reading",
    "Source",
    "change_lines",
    "expand",
    "merge",
    "note_lines",
    "read_all",
    "sheet_lines",
    "sheets_of",
    "skipped_lines",
    "sort_out",
]
