"""Opening a closed workbook as an ordinary `xlwings.Book`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from pyxl.hosts.engine.engine import NAME, engine
from pyxl.hosts.files.locking import hold, let_go
from pyxl.hosts.files.scratch import sweep
from pyxl.hosts.package import opc as package
from pyxl.hosts.package.probing import probe

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
    one that is open in Excel, WPS or LibreOffice, at work in another process of ours, or may not be written: better
    before the work than after.  The book is ours until it is closed.  Drafts that a killed process left are taken away.
    """
    import xlwings

    register()
    real = Path(os.path.realpath(path))
    package.require_file(real)
    if read_only:
        probe(real)
        return xlwings.Book(os.fspath(real), mode="r", engine=NAME)
    package.refuse_if_busy(real)
    hold(real)
    try:
        sweep()
        sweep(real.parent)
        probe(real)
        book = xlwings.Book(os.fspath(real), mode="r", engine=NAME)
    except BaseException:
        let_go(real)
        raise
    book.impl.held = real
    return book
