"""A workbook that stands open in Excel, found from outside: no macro, no child of Excel, no trusted folder.

What is found is an `xlwings.Book` of xlwings' own engine for Windows, the same that a press of the ribbon gets.  WPS
offers Excel's objects under a name of its own; it is taken where it answers as Excel does, and else its
workbook counts as open elsewhere.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote

from pyxl.errors import HostError
from pyxl.hosts.live import be_patient, is_refusal

if TYPE_CHECKING:
    import xlwings

ENGINE: Final = "excel"
"""What xlwings calls its engine for Windows; no other system has it."""
WPS: Final = ("Ket.Application", "ET.Application")
"""Under which names WPS Spreadsheets can be found running, the newer one first."""
_SHEET_OF_ALL: Final = "方案设置"
"""A sheet that every workbook of ours has."""


def can_attach() -> bool:
    """Whether this system has an Excel that could be spoken to."""
    import xlwings

    return any(engine.name == ENGINE for engine in xlwings.engines)


def attached(path: Path) -> xlwings.Book | None:
    """The workbook of that path where it stands open in Excel or WPS, else None.

    To be called in the thread that works with it.  Raises HostError for one that was opened from a web address,
    and what Excel raises when it is busy.
    """
    if not can_attach():
        return None
    be_patient()
    busy: list[Exception] = []
    for book, where in _all_books(busy):
        if "://" in where:
            if unquote(where.rpartition("/")[2]).casefold() == path.name.casefold():
                raise HostError(
                    "工作簿是从网盘（OneDrive、SharePoint 等）的网址打开的，办不了",
                    path.name,
                    "请在 Excel 里按 F12 另存到电脑自己的硬盘，打开那一份再办",
                )
        elif _same(where, path):
            return book
    if busy:  # it may be the one that has our workbook
        raise busy[0]
    return None


def open_workbooks() -> list[Path]:
    """Workbooks of ours that stand open, as files."""
    if not can_attach():
        return []
    be_patient()
    return [Path(where) for book, where in _all_books([]) if "://" not in where and _is_ours(book)]


def _all_books(busy: list[Exception]) -> Iterator[tuple[xlwings.Book, str]]:
    """Every workbook with the place that its program says; `busy` gets what those raised that could not be asked."""
    for book in (*_in_excel(busy), *_in_wps()):
        try:
            where = str(book.api.FullName)
        except Exception as error:
            if not is_refusal(error):
                raise
            busy.append(error)
        else:
            yield book, where


def _in_excel(busy: list[Exception]) -> Iterator[xlwings.Book]:
    """Workbooks of every running Excel; one that shows its start screen has none and cannot be asked."""
    import xlwings

    windows: Any = sys.modules["xlwings._xlwindows"]
    for window in windows.get_excel_hwnds():
        try:
            books = windows.App(xl=windows.get_xl_app_from_hwnd(window)).books
            found = [xlwings.Book(impl=books(number)) for number in range(1, len(books) + 1)]
        except OSError:
            continue
        except Exception as error:
            if not is_refusal(error):
                raise
            busy.append(error)
        else:
            yield from found


def _in_wps() -> Iterator[xlwings.Book]:
    """Workbooks of a running WPS that has what a press needs; none where it has not."""
    import xlwings

    client, windows = sys.modules.get("win32com.client"), sys.modules.get("xlwings._xlwindows")
    if client is None or windows is None:
        return
    for name in WPS:
        try:
            application = client.GetActiveObject(name)
            for number in range(1, application.Workbooks.Count + 1):
                workbook = windows.COMRetryObjectWrapper(application.Workbooks(number))
                if _answers(workbook):
                    yield xlwings.Book(impl=windows.Book(xl=workbook))
            return
        except Exception as error:
            if not (is_refusal(error) or isinstance(error, AttributeError | TypeError)):
                raise


def _answers(workbook: Any) -> bool:  # noqa: ANN401 - a COM object
    """Whether it answers as Excel does what every press asks: tables, a block of values, names, switches."""
    sheet = workbook.Worksheets(_SHEET_OF_ALL)
    table = sheet.ListObjects(1)
    height = table.Range.Rows.Count
    block = sheet.Range(table.Range.Address).Value
    known = workbook.Application.EnableEvents in (True, False) and workbook.Names.Count >= 0
    return bool(known and isinstance(block, tuple) and len(block) == height)


def _is_ours(book: xlwings.Book) -> bool:
    return _SHEET_OF_ALL in book.sheet_names and "候选人" in book.sheet_names


def _same(where: str, path: Path) -> bool:
    """Whether a program means that file; a drive that stands for a share, and capitals, make no difference."""
    if os.path.normcase(where) == os.path.normcase(path):
        return True
    try:
        return Path(where).samefile(path)
    except OSError:
        return False
