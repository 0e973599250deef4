"""No text of digits is offered to be turned into a number: not on any sheet, nor in anything that leaves."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from digits_as_text import ignored_areas, offered_numbers
from lxml import etree
from macro_gate import sheet_parts

from pyxl.book.building.text_columns import HOLD_TEXT
from pyxl.book.declared.register_tables import as_shown
from pyxl.book.declared.schema import Kind
from pyxl.book.declared.sheets import SHEETS
from pyxl.hosts.addresses import Area
from pyxl.hosts.engine.opening import open_closed

ONE_TABLE = [sheet for sheet in SHEETS if len(sheet.tables) == 1]


@pytest.fixture(scope="module")
def ignored(blank_bytes, tmp_path_factory):
    """Sheet -> its areas without the mark."""
    path = tmp_path_factory.mktemp("built") / "built.xlsm"
    path.write_bytes(blank_bytes)
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    return {name: ignored_areas(etree.fromstring(parts[part])) for name, part in sheet_parts(parts).items()}


@pytest.mark.parametrize("sheet", ONE_TABLE, ids=lambda sheet: sheet.name)
def test_exactly_the_text_columns_of_a_table_are_left_alone(ignored, sheet):
    for at, column in enumerate(as_shown(sheet.tables[0]).columns, 1):
        wanted = column.kind in HOLD_TEXT and not column.link
        found = [area for area in ignored[sheet.name] if area.meets(Area(10, at, 1_048_576, at))]
        assert bool(found) == wanted, column.header
        assert all(area.bottom == 1_048_576 for area in found), column.header


def test_a_column_of_numbers_keeps_the_mark(ignored):
    kinds = {column.kind for sheet in ONE_TABLE for column in sheet.tables[0].columns}
    assert kinds > HOLD_TEXT
    assert {Kind.NUMBER, Kind.DATE}.isdisjoint(HOLD_TEXT)


def test_a_text_setting_is_left_alone_and_a_number_is_not(ignored, sample):
    with open_closed(sample, read_only=True) as book:
        rows = book.sheets["方案设置"].range("A4:B90").value
    at = {key: row for row, (key, _) in enumerate(rows, 4)}
    covered = {row for area in ignored["方案设置"] for row in range(area.top, area.bottom + 1)}
    assert at["届次"] in covered
    assert at["代表名额"] not in covered


@pytest.mark.process
def test_nothing_is_offered_after_all_presses(sample, moxi, tmp_path):
    with open_closed(sample) as book:
        book.sheets["候选人"].range("Q4").value = "201715"
        book.sheets["工作人员"].range("A4").value = "0825"
        book.save()
    moxi("set", sample, "届次=1", "大会次数=1", "大会日期=2017-12-03", "常委名额=0", "镇党委批复文号=18")
    for command in ("check", "quota", "ballots", "prepare", "count"):
        moxi(command, sample)
    assert offered_numbers(sample) == []
    sent = json.loads(moxi("submit", sample, "--out", tmp_path / "上报", "--reason", "试报", "--json")[1])
    moxi("export", sample, "候选人", "--out", tmp_path / "候选人.xlsx")
    assert offered_numbers(Path(sent["file"])) == []
    assert offered_numbers(tmp_path / "候选人.xlsx") == []
