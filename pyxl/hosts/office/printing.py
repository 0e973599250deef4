"""Sheets to PDF: through Excel where the book is open in it, else through LibreOffice.

LibreOffice gets a temporary copy in which all other sheets are hidden, its own fresh profile (so that
an open LibreOffice is not disturbed), and the order to calculate all formulas, as Excel would.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pyxl.errors import HostError
from pyxl.hosts.files.replacing import make_folder, replace_file
from pyxl.hosts.files.scratch import scratch_folder
from pyxl.hosts.live import is_live
from pyxl.hosts.office import leash
from pyxl.hosts.office.environment import find_libreoffice
from pyxl.hosts.package import ClosedFile, Package, leave_only

if TYPE_CHECKING:
    import xlwings

TIMEOUT = 180
"""Seconds that LibreOffice may take; its first start on a slow desk takes about 30."""

_VISIBLE: Final = -1  # XlSheetVisibility.xlSheetVisible
_PDF: Final = 0  # XlFixedFormatType.xlTypePDF

_ALWAYS_CALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def export_pdf(
    book_path: str | os.PathLike[str], sheet_names: Sequence[str], out_pdf: str | os.PathLike[str]
) -> None:
    """Print sheets of a closed workbook file, in the order of their tabs, into one PDF file.

    Raises HostError when LibreOffice is absent, fails or hangs, or a sheet is missing.
    """
    print_closed(ClosedFile(book_path), sheet_names, Path(out_pdf))


def export_sheet_pdf(sheet: xlwings.Sheet, out_pdf: str | os.PathLike[str]) -> None:
    """Print one sheet of an open book: by Excel, or by LibreOffice for a closed file."""
    if is_live(sheet):
        _export_in_excel(sheet.api, os.fspath(out_pdf))
    else:
        print_closed(sheet.book.impl.file, [sheet.name], Path(out_pdf))


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
    program = soffice()
    with scratch_folder() as folder:
        copy = folder / f"print{file.path.suffix}"
        data = file.draft()
        copy.write_bytes(data if sheet_names is None else _showing_only(copy, data, sheet_names))
        made = _convert(program, copy, folder)
        make_folder(out_pdf.parent)
        replace_file(out_pdf, made.read_bytes())


def soffice() -> str:
    """LibreOffice's program file.  Raises HostError when there is none."""
    found = find_libreoffice()
    if found is None:
        raise HostError(
            "没有找到 LibreOffice，不能生成 PDF",
            remedy="请安装 LibreOffice（免费），或在 Excel 里打开工作簿后打印",
        )
    return found


def _showing_only(copy: Path, data: bytes, sheet_names: Sequence[str]) -> bytes:
    """The workbook with these sheets alone in sight, and nothing in it that they do not show or read."""
    file = ClosedFile.of(Package(copy, data))
    names = [entry.name for entry in file.entries]
    for wanted in sheet_names:
        if wanted not in names:
            raise HostError(f"工作簿里没有名为“{wanted}”的工作表", remedy="请检查要打印的工作表名")
    if not sheet_names:
        raise HostError("没有选定要打印的工作表", remedy="请至少选一张")
    leave_only(file, sheet_names)
    for index, name in enumerate(names):
        if name in sheet_names:
            file.set_state(index, "visible")
    for index, name in enumerate(names):
        if name not in sheet_names:
            file.set_state(index, "hidden")
            # LibreOffice prints a hidden sheet all the same when it has a print area.
            file.workbook.set_name("_xlnm.Print_Area", index, None)
    return file.draft()


def _convert(program: str, copy: Path, folder: Path) -> Path:
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_ALWAYS_CALCULATE, encoding="utf-8")
    status = run_libreoffice(
        program, profile, "pdf:calc_pdf_Export", [copy], TIMEOUT, "，或在 Excel 里打开工作簿后打印"
    )
    made = folder / "print.pdf"
    if status != 0 or not made.exists():
        raise HostError("LibreOffice 没能生成 PDF", remedy="请在 LibreOffice 里打开工作簿，看它能否打印")
    return made


def run_libreoffice(
    program: str, profile: Path, target: str, files: Sequence[Path], seconds: float, otherwise: str = ""
) -> int:
    """Convert files beside themselves, all in one start with a profile of its own; the exit status.

    Raises HostError when it hangs for longer than `seconds` (`otherwise` ends the advice) or does not start.
    """
    command = [
        program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore",
        "--convert-to", target, "--outdir", str(files[0].parent), *map(str, files),
    ]  # fmt: skip
    try:
        return run_leashed(command, seconds)
    except subprocess.TimeoutExpired as fault:
        raise HostError("LibreOffice 生成 PDF 超时", remedy=f"请关闭其他程序后重试{otherwise}") from fault
    except OSError as fault:
        raise HostError("LibreOffice 启动不了", remedy="请重新安装 LibreOffice 后再试") from fault


def run_leashed(command: Sequence[str], seconds: float) -> int:
    """Run a program that ends with us, however we end; its exit status.

    Raises subprocess.TimeoutExpired, when it has been ended with all that it started, and OSError.
    """
    leashed = subprocess.Popen(
        [sys.executable, "-I", leash.__file__, *command],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    assert leashed.stdin is not None
    try:
        return leashed.wait(seconds)
    finally:
        leashed.stdin.close()
        leashed.wait()
