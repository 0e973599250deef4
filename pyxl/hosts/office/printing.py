"""Sheets to PDF: through Excel where the book is open in it, else through LibreOffice, with all other prints of a press.

LibreOffice gets a temporary copy that holds the printed sheets and what they read, and nothing else.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pyxl.errors import HostError
from pyxl.hosts.files.replacing import make_folder, replace_file
from pyxl.hosts.files.scratch import scratch_folder
from pyxl.hosts.live import is_live
from pyxl.hosts.office import conversion
from pyxl.hosts.office.conversion import Progress, unseen
from pyxl.hosts.package import ClosedFile, Package, take_out_others
from pyxl.hosts.package.sheet.print_names import AREA, TITLES

if TYPE_CHECKING:
    import xlwings

_VISIBLE: Final = -1  # XlSheetVisibility.xlSheetVisible
_PDF: Final = 0  # XlFixedFormatType.xlTypePDF


def print_all(
    book: xlwings.Book,
    sheets: Mapping[str, Sequence[str]],
    documents: Mapping[str, bytes] | None = None,
    progress: Progress = unseen,
) -> dict[str, bytes]:
    """Name -> PDF: of sheets of the book as they now stand, and of other files (`.docx`) whose name ends with their kind.

    For a closed file one start of LibreOffice prints everything; a name may stand for several sheets, which come in the
    order of their tabs.  Excel prints its sheets itself, one to a name.  Raises HostError for what cannot be printed.
    """
    others = dict(documents or {})
    if is_live(book):
        made: dict[str, bytes] = {}
        tabs = book.sheets
        for name, wanted in sheets.items():
            (sheet,) = wanted
            made[name] = _exported(tabs[sheet])
            progress(len(made), len(sheets) + len(others))
        return made | conversion.to_pdf(
            others, lambda done, total: progress(done + len(sheets), total + len(sheets))
        )
    file: ClosedFile = book.impl.file
    conversion.soffice()  # better refused now than after the work
    whole = file.draft() if sheets else b""
    copies = {f"{name}{file.path.suffix}": showing_only(file.path, whole, of) for name, of in sheets.items()}
    made = conversion.to_pdf(others | copies, progress)
    return {
        name.removesuffix(file.path.suffix) if name in copies else name: pdf for name, pdf in made.items()
    }


def export_pdf(
    book_path: str | os.PathLike[str], sheet_names: Sequence[str], out_pdf: str | os.PathLike[str]
) -> None:
    """Print sheets of a closed workbook file, in the order of their tabs, into one PDF file.

    Raises HostError when LibreOffice is absent, fails or hangs, or a sheet is missing.
    """
    print_closed(ClosedFile(book_path), sheet_names, Path(out_pdf))


def export_sheet_pdf(sheet: xlwings.Sheet, out_pdf: str | os.PathLike[str]) -> None:
    """Print one sheet of an open book: by Excel, or by LibreOffice for a closed file."""
    make_folder(Path(out_pdf).parent)
    replace_file(Path(out_pdf), print_all(sheet.book, {"print": [sheet.name]})["print"])


def _exported(sheet: xlwings.Sheet) -> bytes:
    with scratch_folder() as folder:
        target = folder / "print.pdf"
        _export_in_excel(sheet.api, os.fspath(target))
        return target.read_bytes()


def _export_in_excel(worksheet: Any, out_pdf: str) -> None:  # noqa: ANN401 - a COM object
    """The sheet's own export: xlwings' hides and shows every other sheet, and ends on another one."""
    visible = worksheet.Visible
    if visible != _VISIBLE:
        worksheet.Visible = _VISIBLE
    try:
        worksheet.ExportAsFixedFormat(_PDF, out_pdf)
    finally:
        if visible != _VISIBLE:
            worksheet.Visible = visible


def print_closed(file: ClosedFile, sheet_names: Sequence[str] | None, out_pdf: Path) -> None:
    """Print sheets (None: the visible ones) of a file as it stands in memory; the file is not changed."""
    name, data = f"{out_pdf.stem}{file.path.suffix}", file.draft()
    shown = data if sheet_names is None else showing_only(file.path, data, sheet_names)
    made = conversion.to_pdf({name: shown})
    make_folder(out_pdf.parent)
    replace_file(out_pdf, made[name])


def showing_only(copy: Path, data: bytes, sheet_names: Sequence[str]) -> bytes:
    """The workbook with these sheets alone in sight, and nothing in it that they do not show or read.

    Raises HostError for a sheet that is not there, and for none.
    """
    file = ClosedFile.of(Package(copy, data))
    names = [entry.name for entry in file.entries]
    for wanted in sheet_names:
        if wanted not in names:
            raise HostError(f"工作簿里没有名为“{wanted}”的工作表", remedy="请检查要打印的工作表名")
    if not sheet_names:
        raise HostError("没有选定要打印的工作表", remedy="请至少选一张")
    file = take_out_others(file, sheet_names)
    left = [entry.name for entry in file.entries]
    for index, name in enumerate(left):
        if name in sheet_names:
            file.set_state(index, "visible")
    for index, sheet in enumerate(left):
        if sheet not in sheet_names:
            file.set_state(index, "hidden")
            # LibreOffice prints a hidden sheet all the same when it has a print area; what it would repeat takes time.
            for name in (AREA, TITLES):
                file.workbook.set_name(name, index, None)
    return file.draft()
