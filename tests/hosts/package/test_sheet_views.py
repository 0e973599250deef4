"""Selecting a cell in a closed file: it opens there, with frozen panes as they were."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pyxl.hosts.addresses import cell_name
from pyxl.hosts.engine.opening import open_closed
from tests.actions.clerk import parts, repacked
from tests.validators import microsoft_errors


def made(path: Path, frozen: str | None = None) -> Path:
    book = openpyxl.Workbook()
    book.active.title = "甲"
    sheet = book.create_sheet("乙")
    for row in range(1, 200):
        sheet.append([row] * 30)
    sheet.freeze_panes = frozen
    book.save(path)
    return path


def select(path: Path, address: str) -> openpyxl.worksheet.worksheet.Worksheet:
    with open_closed(path) as book:
        sheet = book.sheets["乙"]
        sheet.activate()
        sheet.range(address).select()
        book.save()
    found = openpyxl.load_workbook(path)
    assert found.active.title == "乙"
    assert [sheet.title for sheet in found if sheet.sheet_view.tabSelected] == ["乙"]
    return found["乙"]


def pane_of(frozen: str | None, row: int, column: int) -> str:
    if frozen is None:
        return "topLeft"
    corner = openpyxl.utils.cell.coordinate_to_tuple(frozen)
    vertical = "bottom" if 1 < corner[0] <= row else "top"
    return vertical + ("Right" if 1 < corner[1] <= column else "Left")


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from([None, "C4", "A2", "B1"]),
    st.lists(st.tuples(st.integers(1, 199), st.integers(1, 30)), min_size=1, max_size=3),
)
def test_the_cell_is_selected_and_in_sight(tmp_path, frozen, cells):
    path = made(tmp_path / "x.xlsx", frozen)
    for row, column in cells:
        sheet = select(path, cell_name(row, column))
        view, pane = sheet.sheet_view, pane_of(frozen, row, column)
        (selection,) = [s for s in view.selection if (s.pane or "topLeft") == pane]
        assert selection.activeCell == selection.sqref == cell_name(row, column)
        assert sheet.freeze_panes is not None if frozen else view.pane is None
        if frozen:
            assert view.pane.activePane == pane
            split = openpyxl.utils.cell.coordinate_to_tuple(frozen)
            assert ((view.pane.ySplit or 0) + 1, (view.pane.xSplit or 0) + 1) == split
        shown = openpyxl.utils.cell.coordinate_to_tuple((view.pane if frozen else view).topLeftCell or "A1")
        if pane.startswith("bottom") or frozen is None:
            assert shown[0] <= row < shown[0] + 12


def test_a_view_without_children_is_opened_for_it(tmp_path):
    path = made(tmp_path / "x.xlsx")
    part = "xl/worksheets/sheet2.xml"
    bare = b'<sheetViews><sheetView workbookViewId="0"/></sheetViews>'
    old = parts(path)[part]
    start, stop = old.index(b"<sheetViews>"), old.index(b"</sheetViews>") + len(b"</sheetViews>")
    repacked(path, lambda name, data: old[:start] + bare + old[stop:] if name == part else data)
    assert select(path, "D20").sheet_view.selection[0].activeCell == "D20"


@pytest.mark.validator
def test_the_validator_finds_nothing(tmp_path):
    path = made(tmp_path / "x.xlsx", "C4")
    before = microsoft_errors(path)
    for address in ("A1", "Z150", "B20", "C2"):
        select(path, address)
        assert microsoft_errors(path) == before
