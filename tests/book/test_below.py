"""Rows typed under a table, which LibreOffice and WPS do not stretch, are neither lost nor taken for notes."""

from __future__ import annotations

from pathlib import Path

import pytest

from pyxl.book.workbook import Workbook
from pyxl.hosts.engine.opening import open_closed
from tests.actions.clerk import document, done, press
from tests.libreoffice import drive, fill, save

pytestmark = pytest.mark.process

FIRST = 24
"""The first row under the table 单位 of a new workbook: three of heading, twenty of data."""


@pytest.fixture
def twenty(tmp_path) -> Path:
    """A workbook whose table 单位 is full."""
    file = tmp_path / "a.xlsm"
    done(press("new", file))
    type_units(file, 4, range(1, 21))
    return file


def line(number: int) -> list[object]:
    return [f"{number:02d}", f"第{number}村", "村", None, None, 100 + number]


def type_units(file: Path, row: int, numbers: range) -> None:
    """Type villages from a row of the sheet on, wherever the table ends."""
    type_cells(file, f"A{row}", [line(number) for number in numbers])


def type_cells(file: Path, corner: str, rows: list[list[object]]) -> None:
    with open_closed(file) as book:
        book.sheets["单位"].range(corner).options(ndim=2).value = rows
        book.save()


def table_rows(file: Path) -> int:
    with open_closed(file, read_only=True) as book:
        return book.sheets["单位"].tables["单位"].range.shape[0] - 1


def units(file: Path) -> list[object]:
    with open_closed(file, read_only=True) as book:
        return [row["单位"] for row in Workbook(book).records("单位")]


def test_every_village_gets_its_seats_and_the_table_is_stretched(twenty):
    type_units(twenty, FIRST, range(21, 41))
    said = press("quota", twenty)[1]
    assert "第 24—43 行原在表的范围之外，已并入表中" in said
    assert table_rows(twenty) == 40
    answer = document(press("quota", twenty, "--json"))
    assert len(answer["units"]) == 40
    assert "范围之外" not in press("quota", twenty)[1]


def test_a_village_whose_name_nobody_has_calculated_is_not_lost(twenty):
    type_units(twenty, FIRST, range(21, 22))
    type_cells(twenty, f"B{FIRST}", [[None]])
    with open_closed(twenty) as book:
        cell = book.sheets["单位"].range(f"B{FIRST}")
        cell.number_format = "General"
        cell.formula = '="第"&"21村"'
        book.save()
    status, _, said = press("quota", twenty)
    assert status == 2 and f"第 {FIRST} 行“单位”是公式" in said, said


def test_blank_rows_between_are_no_fault(twenty):
    type_units(twenty, FIRST + 2, range(21, 23))
    assert len(document(press("quota", twenty, "--json"))["units"]) == 22
    assert table_rows(twenty) == 24


@pytest.mark.parametrize(
    "note", [["合计", None, None, None, None, 2210], [None, "注：这是说明", None, None, None, 3]]
)
def test_totals_and_notes_are_no_rows(twenty, note):
    rows = [[None, note[0], *note[2:]]] if note[0] else [note]
    type_cells(twenty, f"A{FIRST}", rows)
    assert len(units(twenty)) == 20
    done(press("quota", twenty))
    assert table_rows(twenty) == 20


def test_a_lone_word_is_no_row(twenty):
    type_cells(twenty, f"B{FIRST + 6}", [["这里是说明"]])
    assert len(units(twenty)) == 20


def test_a_total_between_rows_is_named(twenty):
    type_cells(twenty, f"B{FIRST}", [["合计", None, None, None, 2210]])
    type_units(twenty, FIRST + 1, range(21, 23))
    status, _, said = press("quota", twenty)
    assert status == 2
    assert "第 25 行起" in said and "第 24 行又不像" in said


def test_a_read_only_look_sees_them_too(twenty):
    type_units(twenty, FIRST, range(21, 23))
    assert len(document(press("export", twenty, "单位", "--json"))["rows"]) == 22
    assert table_rows(twenty) == 20


@pytest.mark.slow
@pytest.mark.libreoffice
def test_libreoffice_does_not_stretch_and_nothing_is_lost(twenty, tmp_path):
    saved = tmp_path / "saved.xlsm"
    rows = [[text if text is not None else "" for text in line(number)] for number in (21, 22)]
    drive(twenty, fill(f"单位!A{FIRST}:F{FIRST + 1}", rows), save(saved))
    assert table_rows(saved) == 20
    assert len(document(press("quota", saved, "--json"))["units"]) == 22
    assert table_rows(saved) == 22
