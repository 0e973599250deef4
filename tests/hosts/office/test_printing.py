"""Page set-up, and sheets printed to PDF through LibreOffice."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from pyxl.errors import HostError
from pyxl.hosts.engine.opening import open_closed
from pyxl.hosts.office import conversion, printing
from pyxl.hosts.sheets import page_setup as page
from tests.libreoffice import require_libreoffice
from tests.validators import audit_errors, microsoft_errors


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Three sheets of which the second is a ballot of 60 rows with a formula that was never calculated."""
    path = tmp_path / "样例.xlsx"
    book = xlsxwriter.Workbook(str(path))
    for name in ("Cover", "Ballot", "Secret"):
        sheet = book.add_worksheet(name)
        for row in range(60):
            sheet.write(row, 0, f"{name}-{row}")
        sheet.write_formula("B1", f'="{name}"&"-calculated-"&(40+2)', None, "stale")
    book.close()
    return path


def pdf_pages(path: Path) -> list[str]:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    done = subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True, encoding="utf-8"
    )
    return done.stdout.split("\f")[:-1]


def test_page_of_a_closed_file(path: Path) -> None:
    book = open_closed(path)
    page.set_page(
        book.sheets["Ballot"], paper="A5", landscape=True, rows_to_repeat=(1, 2), page_break_before=[41, 21, 1],
        pages_tall=3,
    )  # fmt: skip
    book.save()
    sheet = openpyxl.load_workbook(path)["Ballot"]
    setup = sheet.page_setup
    assert (setup.paperSize, setup.orientation, setup.fitToHeight) == (11, "landscape", 3)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$1:$2"
    assert [b.id for b in sheet.row_breaks.brk] == [20, 40]
    assert audit_errors(path) == []
    page.set_page(
        book.sheets["Ballot"], paper="A4", landscape=False, rows_to_repeat=None, page_break_before=[]
    )
    book.save()
    sheet = openpyxl.load_workbook(path)["Ballot"]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "portrait")
    assert not sheet.print_title_rows
    assert len(sheet.row_breaks.brk) == 0
    assert audit_errors(path) == []


@pytest.mark.validator
def test_microsofts_validator_accepts_the_page(path: Path) -> None:
    book = open_closed(path)
    page.set_page(
        book.sheets["Ballot"],
        paper="A5",
        landscape=True,
        rows_to_repeat=(1, 2),
        page_break_before=[21],
        pages_tall=2,
    )
    book.save()
    assert microsoft_errors(path) == []


def test_page_in_excel() -> None:
    """The same call on Excel's object model, of which a double records what it is told."""
    asked: list[Any] = []
    sent: list[tuple[str, Any]] = []

    class Told(SimpleNamespace):
        def __setattr__(self, name: str, value: Any) -> None:
            sent.append((name, value))
            super().__setattr__(name, value)

    sheet = SimpleNamespace(
        Application=Told(),
        PageSetup=Told(Orientation=1, Zoom=100, FitToPagesWide=1, FitToPagesTall=1, PrintTitleRows=""),
        HPageBreaks=SimpleNamespace(Add=asked.append),
        ResetAllPageBreaks=lambda: asked.append("reset"),
        Range=lambda address: address,
    )
    book_sheet: Any = SimpleNamespace(impl=SimpleNamespace(page_setup=object()), api=sheet)
    page.set_page(book_sheet, paper="A4", landscape=True, rows_to_repeat=(1, 3), page_break_before=[9, 5])
    assert (sheet.PageSetup.PaperSize, sheet.PageSetup.Orientation, sheet.PageSetup.PrintTitleRows) == (
        9,
        2,
        "$1:$3",
    )
    assert asked == ["reset", "A5", "A9"]
    together = sent[sent.index(("PrintCommunication", False)) : sent.index(("PrintCommunication", True))]
    assert len(together) == len(sent) - 2, (
        "all but the paper, which may be refused, goes to the printer at once"
    )
    sent.clear()
    page.set_page(book_sheet, paper="A4", landscape=True, rows_to_repeat=(1, 3), page_break_before=[9, 5])
    assert sent == [("PaperSize", 9)], "what is so already is not sent to the printer again"


@pytest.mark.libreoffice
def test_only_the_sheets_asked_for_are_printed(path: Path, tmp_path: Path) -> None:
    require_libreoffice()
    raw = path.read_bytes()
    book = open_closed(path)
    page.set_page(
        book.sheets["Ballot"], paper="A4", landscape=False, rows_to_repeat=(1, 1), page_break_before=[31]
    )
    book.sheets["Ballot"]["A2"].value = "not yet saved"
    out = tmp_path / "选票" / "out.pdf"
    printing.export_sheet_pdf(book.sheets["Ballot"], out)
    pages = pdf_pages(out)
    assert len(pages) == 2
    assert "Ballot-0" in pages[0]
    assert "Ballot-0" in pages[1], "the first row stands at the head of each page"
    assert "Ballot-29" in pages[0]
    assert "Ballot-30" in pages[1]
    assert "not yet saved" in pages[0]
    assert "Ballot-calculated-42" in pages[0], "formulas are calculated before printing"
    assert not any(word in text for text in pages for word in ("Cover", "Secret", "stale"))
    assert path.read_bytes() == raw


@pytest.mark.libreoffice
def test_sheets_of_a_file(path: Path, tmp_path: Path) -> None:
    require_libreoffice()
    printing.export_pdf(path, ["Secret", "Cover"], tmp_path / "two.pdf")
    text = "".join(pdf_pages(tmp_path / "two.pdf"))
    assert text.index("Cover-0") < text.index("Secret-0")
    assert "Ballot" not in text


def test_what_cannot_be_printed_is_said(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out.pdf"
    monkeypatch.setattr(conversion, "soffice", lambda: "soffice")
    for names, reason in ((["没有"], "没有名为"), ([], "没有选定")):
        with pytest.raises(HostError, match=reason):
            printing.export_pdf(path, names, out)

    def slow(*_: object, **__: object) -> None:
        raise subprocess.TimeoutExpired("soffice", 1)

    monkeypatch.setattr(conversion, "run_all", slow)
    with pytest.raises(HostError, match="超时"):
        printing.export_pdf(path, ["Cover"], out)
    monkeypatch.setattr(conversion, "run_all", lambda *_: [1])
    with pytest.raises(HostError, match=re.escape("没能把“out.xlsx”转成 PDF")):
        printing.export_pdf(path, ["Cover"], out)
    monkeypatch.undo()
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(HostError, match="没有找到 LibreOffice"):
        conversion.soffice()
    assert not out.exists()


def test_many_files_share_few_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    """One start for few files, one for each core for many; each file once, and how far it is told as it grows."""
    started: list[list[Path]] = []

    def run_all(commands: list[list[str]], seconds: float, look: Callable[[], None]) -> list[int]:
        for command in commands:
            files = [Path(word) for word in command if word.endswith((".docx", ".xlsx"))]
            started.append(files)
            for file in files:
                file.with_suffix(".pdf").write_bytes(file.read_bytes())
            look()
        return [0]

    monkeypatch.setattr(conversion, "soffice", lambda: "soffice")
    monkeypatch.setattr(conversion, "run_all", run_all)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    told: list[tuple[int, int]] = []
    for count, starts in ((4, 1), (120, 2)):
        files = {f"公文 {n}.docx": b"%d" % n for n in range(count - 1)} | {"选票.xlsx": b"ballot"}
        made = conversion.to_pdf(files, lambda done, total: told.append((done, total)))
        assert made == files and len(started) == starts
        assert len({file.name for each in started for file in each}) == count
        started.clear()
    assert told == [(4, 4), (60, 120), (120, 120)]
    assert conversion.to_pdf({}) == {}
