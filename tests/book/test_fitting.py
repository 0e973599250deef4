"""Rows are as high as their text: measured in every column, by one fitter, and held against LibreOffice's own."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest
import xlsxwriter

from pyxl.book.declared import SHEETS, Column
from pyxl.book.fitting import HIGHEST, row_height
from pyxl.book.formats import Formats
from tests.libreoffice import cut_rows, drive_all


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


LETTERS = "abcdefghmwxyz0123-_.AMW"
NAMES = "国镇妇女联合会选举办法第一二三章工作人员"


def _piece(chance: random.Random) -> str:
    """What stands in a log, a finding or a clerk's remark: paths, fingerprints, times, English, Chinese with its signs."""
    many = chance.randint(1, 14)
    folders = ["".join(chance.choices(LETTERS, k=chance.randint(1, 16))) for _ in range(many)]
    name = "".join(chance.choices(NAMES, k=many))
    prose = "".join(chance.choices(NAMES + "，。、；“”《》", k=3 * many))
    print_of = "".join(chance.choices("0123456789abcdef", k=chance.choice((8, 12, 18, 32, 64))))
    english = " ".join("".join(chance.choices(LETTERS[:13], k=chance.randint(1, 12))) for _ in range(many))
    windows = f"C:\\Users\\{name}\\桌面\\选举_2026.xlsx"
    kinds = (
        prose,
        prose,
        "/" + "/".join(folders),
        print_of,
        english,
        "2026-11-26 07:19:57+00:00",
        f"（{name}）",
        windows,
    )
    return chance.choice(kinds)


def _wrapping_widths() -> list[float]:
    """Some of the widths that wrap, from the narrowest to the widest."""
    tables = (table for sheet in SHEETS for table in sheet.tables if not table.row_height)
    widths = {column.width for table in tables for column in table.columns if not column.link}
    return sorted(width for width in widths if width >= 10)[::3]


def _texts() -> Iterator[str]:
    chance = random.Random(20261126)
    while True:
        yield chance.choice(("", "；", "，", " ", "\n")).join(
            _piece(chance) for _ in range(chance.randint(1, 5))
        )


@pytest.mark.libreoffice
def test_lines_break_no_sooner_in_libreoffice_than_we_reckon(tmp_path):
    """Texts of every kind in narrow and wide columns, in rows that are too low, to read what LibreOffice would give them."""
    bare, widths = tmp_path / "bare.xlsx", _wrapping_widths()
    texts = list(islice(_texts(), 120))
    with xlsxwriter.Workbook(bare) as book:
        formats = Formats(book)
        for width in widths:
            page = book.add_worksheet(str(width))
            page.set_column(0, 0, width)
            look = formats.column(Column("内容", width, centred=False), wrap=True)
            for row, text in enumerate(texts):
                page.set_row(row, 11)
                page.write_string(row, 0, text, look)
    needed = drive_all([(bare, [cut_rows()])])[0][0]
    ours = [(row_height([(texts[row - 1], float(sheet))]), need) for sheet, row, _, need in needed]
    assert len(widths) > 4
    assert len(ours) > 300, "most texts took several lines"
    assert [pair for pair in ours if pair[0] < min(HIGHEST, pair[1] - 7)] == [], "half a line is cut"
    wasted = [height / need for height, need in ours if 60 < need < HIGHEST]
    assert sum(wasted) / len(wasted) < 1.45, "no row is more generous than its widest face asks"


@pytest.mark.libreoffice
def test_libreoffice_finds_no_row_of_the_built_workbook_cut_in_half(blank_bytes, tmp_path):
    """LibreOffice fits each row to its text; none of ours is half a line lower, on any sheet."""
    built = tmp_path / "built.xlsm"
    built.write_bytes(blank_bytes)
    assert drive_all([(built, [cut_rows()])]) == [[[]]]


@pytest.mark.slow
@pytest.mark.libreoffice
def test_libreoffice_finds_no_row_cut_in_half_after_presses(sample, moxi, tmp_path):
    """What the presses wrote, and what is sent upward."""
    for command in ("check", "quota", "prepare"):
        moxi(command, sample)
    sent = json.loads(
        moxi("submit", sample, "--out", tmp_path / "上报", "--reason", "试报\n第二行", "--json")[1]
    )
    answers = drive_all([(path, [cut_rows()]) for path in (sample, Path(sent["file"]))])
    assert answers == [[[]], [[]]]
