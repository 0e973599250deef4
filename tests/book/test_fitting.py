"""Rows are as high as their text: measured in every column, by one fitter, and held against LibreOffice's own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from libreoffice import cut_rows, drive_all

from pyxl.book.fitting import HIGHEST, row_height


def test_the_highest_cell_decides_whatever_its_column():
    text = "二(一)、三(二)2 按方案第二部分的规定"
    assert row_height([("项目", 17), (text, 18), ("短", 52)]) == row_height([(text, 18)])
    assert row_height([(text, 18)]) > row_height([(text, 52)]) == row_height([("短", 52)])


def test_line_ends_are_counted_and_blank_lines_too():
    one, two, four = (row_height([(text, 60)], least=0) for text in ("甲", "甲\n乙", "甲\n\n\r\n乙"))
    assert (four - one) == 3 * (two - one) > 0


def test_a_row_is_never_higher_than_a_spreadsheet_allows():
    assert row_height([("字" * 30_000, 10)]) == HIGHEST == 409


def test_a_blank_row_and_larger_text():
    assert row_height([(None, 10)], least=30) == 30
    assert row_height([("甲乙丙丁" * 9, 60)], size=22) > row_height([("甲乙丙丁" * 9, 60)])


@pytest.mark.libreoffice
def test_libreoffice_finds_no_row_cut_in_half(blank_bytes, sample, moxi, tmp_path):
    """LibreOffice fits each row to its text; none of ours is half a line lower, on any sheet of any file."""
    built = tmp_path / "built.xlsm"
    built.write_bytes(blank_bytes)
    for command in ("check", "quota", "prepare"):
        moxi(command, sample)
    sent = json.loads(
        moxi("submit", sample, "--out", tmp_path / "上报", "--reason", "试报\n第二行", "--json")[1]
    )
    answers = drive_all([(path, [cut_rows()]) for path in (built, sample, Path(sent["file"]))])
    assert answers == [[[]], [[]], [[]]]
