"""The built workbook shows its figures where nothing is calculated, and never a stale one."""

from __future__ import annotations

import json

import pytest
from lxml import etree

from pyxl.actions.fresh.blank import uncalculated_workbook
from pyxl.book.building.ready_values import DATA, PARTS, gathered, state_of, with_ready_values
from pyxl.hosts.addresses import bounds, parse_areas
from pyxl.hosts.files.packing import unpack
from pyxl.hosts.package.sheet.cached_values import formula_cells, without_values
from tests.actions.clerk import parts, ready, sheet_part
from tests.libreoffice import drive, recalculate, save, values_of

pytestmark = pytest.mark.process

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
DUE = "the workbook changed: run `python -m scripts.make_values`, then `moxi build`"


@pytest.fixture(scope="module")
def uncalculated():
    return uncalculated_workbook()


def areas(found):
    """Sheet -> the area of its formulas."""
    cells = {name: parse_areas(" ".join(formula_cells(found[part]))) for name, part in PARTS.items()}
    return {name: bounds(listed) for name, listed in cells.items() if listed}


def values_in(path):
    """Sheet -> address -> cached value, of formula cells that have one."""
    found = parts(path)
    return {name: dict(_cached(found[sheet_part(path, name)])) for name in PARTS}


def _cached(sheet):
    for cell in etree.fromstring(sheet).iter(f"{MAIN}c"):
        value = cell.find(f"{MAIN}v")
        if cell.find(f"{MAIN}f") is None or value is None or (cell.get("t") is None and not value.text):
            continue
        text = value.text or ""
        yield cell.get("r"), text if cell.get("t") in ("str", "e") else float(text)


@pytest.mark.libreoffice
def test_the_values_belong_to_this_workbook(uncalculated):
    assert json.loads(DATA.read_text("utf-8"))["state"] == state_of(uncalculated), DUE


def test_values_of_another_state_are_not_put_in(uncalculated):
    changed = {
        **uncalculated,
        PARTS["单位"]: uncalculated[PARTS["单位"]].replace(
            b"</sheetData>", b'<row r="99"><c r="A99"><v>1</v></c></row></sheetData>'
        ),
    }
    assert with_ready_values(changed) == changed


def test_the_fingerprint_is_the_same_with_and_without_values(blank_bytes, uncalculated):
    assert state_of(unpack(blank_bytes)) == state_of(uncalculated)


def test_gathered_areas_are_read_back():
    cells = {(1, 1): "a", (1, 2): "a", (1, 4): "a", (2, 1): "", (2, 3): 4.0}
    assert gathered(cells) == [("a", "A1:A2 A4"), ("", "B1"), (4.0, "B3")]


@pytest.mark.libreoffice
def test_every_value_is_what_libreoffice_calculates(blank_bytes, uncalculated, tmp_path):
    """Calculated anew and as it opens; what depends on the day is empty in the file."""
    path = tmp_path / "built.xlsm"
    path.write_bytes(blank_bytes)
    shown = areas(uncalculated)
    looks = [values_of(f"{name}!{area.address()}") for name, area in shown.items()]
    answers = drive(path, *looks, recalculate(), *looks)
    opened, calculated = answers[: len(looks)], answers[len(looks) + 1 :]
    assert opened == calculated
    cached = values_in(path)
    for (name, area), grid in zip(shown.items(), calculated, strict=True):
        for address, value in cached[name].items():
            (cell,) = parse_areas(address)
            assert grid[cell.top - area.top][cell.left - area.left] == value, (name, address)
    assert "Y1" not in cached["首页"] and cached["首页"]["B1"].startswith("安居区磨溪镇")


FIGURES = (
    "首页!B1:Y98",
    "统计!A1:L80",
    "唱票!A1:Z60",
    "逐票录入-甲!A1:AZ40",
    "逐票录入-乙!A1:AZ40",
    "签到!A1:H20",
)
"""Sheets that show figures by formulas, as far as a clerk looks at them first."""


@pytest.mark.libreoffice
@pytest.mark.slow
def test_no_stale_value_after_a_press_in_a_file_that_libreoffice_saved(moxi, tmp_path):
    """LibreOffice names itself in app.xml and then trusts every value that it finds, whatever the file asks for."""
    saved = tmp_path / "saved.xlsm"
    drive(ready(tmp_path / "ready.xlsm", tmp_path), recalculate(), save(saved))
    assert values_in(saved)["首页"]
    for words in (("set", "镇名=样例镇", "代表名额=61"), ("prepare",)):
        assert moxi(words[0], saved, *words[1:])[0] == 0
        assert not any(values_in(saved).values())
    looks = list(map(values_of, FIGURES))
    answers = drive(saved, *looks, recalculate(), *looks)
    opened = answers[: len(looks)]
    assert opened == answers[len(looks) + 1 :]
    shown = dict(zip(FIGURES, opened, strict=True))
    home, paper = shown[FIGURES[0]], shown[FIGURES[3]]
    assert home[0][0].startswith("安居区样例镇") and any("41 / 61" in map(str, row) for row in home)
    assert paper[2][1] == "执委" and paper[2][5] == 25, "the vote that was prepared and its seats"


def test_a_press_on_the_closed_file_leaves_no_value(blank_bytes, moxi, tmp_path):
    path = tmp_path / "built.xlsm"
    path.write_bytes(blank_bytes)
    before = unpack(blank_bytes)
    assert moxi("set", path, "镇名=样例镇")[0] == 0
    after = parts(path)
    for name, part in PARTS.items():
        assert without_values(after[part]) == after[part], name
    assert formula_cells(after[PARTS["首页"]]) == formula_cells(before[PARTS["首页"]])
