"""打印: rows in use or a blank form, nothing smaller than nine points, and no identity number in clear."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from clerk import document, done, refused

from pyxl.actions import print_sheet
from pyxl.book.declared import CANDIDATES
from pyxl.book.fitting import width_of
from pyxl.book.printed.print_book import LEAST, ROOM, Listing, bands
from pyxl.errors import HostError


@pytest.fixture(autouse=True)
def without_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    """A PDF is made where LibreOffice is; these tests look at what it is made of."""

    def absent() -> str:
        raise HostError("没有 LibreOffice")

    monkeypatch.setattr(print_sheet, "soffice", absent)


def printed(file: str) -> list[list[list[str]]]:
    """The texts of each sheet, row by row, without the title."""
    book = openpyxl.load_workbook(file)
    return [[[str(cell.value or "") for cell in row] for row in sheet.iter_rows(min_row=2)] for sheet in book]


def test_the_rows_in_use_on_a4(ready, moxi, tmp_path):
    told = document(moxi("print", ready, "候选人", "--json"))
    assert told["rows"] == 27 and told["files"] == [str(ready.parent / "打印" / "候选人.xlsx")]
    (page,) = printed(told["files"][0])
    assert page[0] == list(CANDIDATES.on_a4) == told["columns"]
    assert len(page) == 28
    sheet = openpyxl.load_workbook(told["files"][0]).active
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert min(cell.font.sz for row in sheet.iter_rows() for cell in row) >= LEAST
    width = sum(each.width * (each.max - each.min + 1) for each in sheet.column_dimensions.values())
    assert width <= ROOM["A4"], "it fits the page without being shrunk"


def test_everything_on_a3_with_masked_numbers(ready, moxi):
    told = document(moxi("print", ready, "候选人", "--paper", "A3", "--json"))
    pages = printed(told["files"][0])
    shown = [header for page in pages for header in page[0]]
    assert {column.header for column in CANDIDATES.columns if not column.hidden} <= set(shown)
    assert all(page[0][:2] == ["序号", "姓名"] for page in pages)
    numbers = [cell for page in pages for row in page[1:] for cell in row if cell.startswith("510999")]
    assert len(numbers) == 27 and all("*" in number for number in numbers)


def test_a_blank_form(ready, moxi):
    told = document(moxi("print", ready, "签到", "--blank", "--json"))
    (page,) = printed(told["files"][0])
    assert len(page) == 21 and Path(told["files"][0]).name == "签到（空白）.xlsx"
    assert not any(any(row[1:]) for row in page[1:])


def test_an_empty_table_prints_nothing(ready, moxi):
    assert "没有可以打印的行" in refused(moxi, ready, "print", "培训")
    assert "没有“A9”这种纸" in refused(moxi, ready, "print", "候选人", "--paper", "A9")
    assert "没有“没有”这一列" in refused(moxi, ready, "print", "候选人", "--columns", "姓名、没有")


def test_some_columns(ready, moxi):
    told = document(moxi("print", ready, "候选人", "--columns", "姓名、单位", "--json"))
    assert printed(told["files"][0])[0][0] == ["姓名", "单位"]


def test_no_band_is_wider_than_its_paper():
    record = {column.header: "长" * 30 for column in CANDIDATES.columns}
    for paper, room in ROOM.items():
        made = bands(Listing("", CANDIDATES.columns, [record]), paper)
        for band in made:
            beside = len(band.widths) * 5 / 7
            assert sum(band.widths) + beside <= room and band.size >= LEAST
            assert [column.header for column in band.columns[:2]] == ["序号", "姓名"]
        assert sum(len(band.columns) - 2 for band in made) == len(CANDIDATES.columns) - 2


def test_a_column_is_as_wide_as_its_text(ready, moxi):
    done(moxi("set", ready, "登记表身份证号=完整"))
    told = document(moxi("print", ready, "候选人", "--paper", "A3", "--json"))
    sheet = openpyxl.load_workbook(told["files"][0]).worksheets[0]
    at = told["columns"].index("身份证号")
    assert sheet.column_dimensions[chr(65 + at)].width >= 18 > width_of("性别")
