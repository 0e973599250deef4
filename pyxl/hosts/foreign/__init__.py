"""Files that others made, read into plain grids by a child process."""

from pyxl.hosts.foreign.files import read_grids, read_package
from pyxl.hosts.foreign.grid import Cell, Grid, Line, Merge

__all__ = ["Cell", "Grid", "Line", "Merge", "read_grids", "read_package"]
