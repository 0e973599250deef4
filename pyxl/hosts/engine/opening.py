"""Opening a closed workbook as an ordinary `xlwings.Book`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from pyxl.hosts.engine.engine import NAME, engine
from pyxl.hosts.package import opc as package

if TYPE_CHECKING:
    import xlwings


def register() -> None:
    """Make the engine known to xlwings, once; Excel stays the active engine where there is Excel."""
    import xlwings

    if NAME not in xlwings.engines.engines_by_name:
        xlwings.engines.add(xlwings.Engine(impl=engine))


def open_closed(path: str | os.PathLike[str], *, read_only: bool = False) -> xlwings.Book:
    """Open a workbook file without Excel.

    Raises FileError for a file that is missing, broken, encrypted or dubious and, unless `read_only`, for
    one that is open in Excel, WPS or LibreOffice or may not be written: better before the work than after.
    """
    import xlwings

    register()
    real = Path(os.path.realpath(path))
    package.require_file(real)
    if not read_only:
        package.refuse_if_busy(real)
    return xlwings.Book(os.fspath(real), mode="r", engine=NAME)
