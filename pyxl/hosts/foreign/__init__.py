"""Files that others made, read into plain grids by a child process."""

from pyxl.hosts.foreign.cells import MAX_FILE_BYTES
from pyxl.hosts.foreign.child import pack, unpack
from pyxl.hosts.foreign.files import read_grids, sheets_to_choose
from pyxl.hosts.foreign.grid import Cell, Grid, Line, Merge
from pyxl.hosts.foreign.xlsx import read as read_workbook

__all__ = [
    "MAX_FILE_BYTES",
    "Cell",
    "Grid",
    "Line",
    "Merge",
    "pack",
    "read_grids",
    "read_workbook",
    "sheets_to_choose",
    "unpack",
]
