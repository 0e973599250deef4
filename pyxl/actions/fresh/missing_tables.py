"""Tables that a workbook of an earlier version lacks, taken into the closed file from the workbook that `moxi new` begins with."""

from __future__ import annotations

from pathlib import Path

import xlwings as xw

from pyxl.book.declared import SHEET_OF, TABLES
from pyxl.book.workbook import Workbook
from pyxl.hosts.package import ClosedFile, Package
from pyxl.hosts.package.graft import take_sheets, take_table

TITLE_ROWS = 1
"""Rows over the header of a table that stands below others on its sheet."""


def take_lacking(book: xw.Book) -> list[str]:
    """Put every lacking table into the file, before anything is written in it; their names, in their order.

    A table whose sheet is there comes below what that holds, else its whole sheet comes behind the last.
    """
    workbook = Workbook(book)
    lacking = [name for name in TABLES if workbook.lacks(name)]
    if not lacking:
        return []
    from pyxl.actions.fresh.shipped import new_workbook

    file: ClosedFile = book.api
    source = ClosedFile.of(Package(Path("built.xlsm"), new_workbook(with_macros=True)))
    offered = {table.display_name for at in range(len(source.entries)) for table in source.tables(at)}
    sheets = {entry.name for entry in file.entries}
    taken = [name for name in lacking if name in offered]
    take_sheets(
        file, source, [*dict.fromkeys(SHEET_OF[name] for name in taken if SHEET_OF[name] not in sheets)]
    )
    for name in taken:
        if SHEET_OF[name] in sheets:
            take_table(file, source, SHEET_OF[name], name, TITLE_ROWS)
    return taken
