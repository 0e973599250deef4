"""The VBA project and the ribbon, compiled from the text in `macros/`."""

from pyxl.book.building.macros.ribbon_part import add_ribbon
from pyxl.book.building.macros.stage_module import stage_module
from pyxl.book.building.macros.udf_wrappers import udf_modules
from pyxl.book.building.macros.vba_project import compile_project
from pyxl.book.building.macros.vba_source import MacroSource, macro_folder, read_macros

__all__ = [
    "MacroSource",
    "add_ribbon",
    "compile_project",
    "macro_folder",
    "read_macros",
    "stage_module",
    "udf_modules",
]
