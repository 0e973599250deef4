"""Links lead where they say, whatever a sheet is called; one module builds them all."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pyxl.book.grid_sheet import link_to_paper
from pyxl.book.links import dynamic_jump, jump, target_of
from tests.libreoffice import drive, recalculate, texts

PACKAGE = Path(__file__).parents[2] / "pyxl"


@pytest.mark.parametrize("sheet", ["候选人", "候选人 (2)", "O'Neil's", '"引号"', "''"])
def test_a_link_to_a_sheet_of_any_name(sheet):
    escaped = sheet.replace("'", "''")
    assert target_of(jump(sheet, "B4", "第 1 行")) == f"'{escaped}'!B4"
    paper = link_to_paper(sheet, {"票号": 3, "姓名": "甲"}, ["甲"])
    assert target_of(paper).startswith(f"'{escaped}'!")


def test_only_the_builder_writes_links():
    writers = {
        path.name
        for path in PACKAGE.rglob("*.py")
        if re.search(r"HYPERLINK\((?!\(\[)", path.read_text("utf-8"))
    }
    assert writers == {"links.py"}


@pytest.mark.libreoffice
def test_a_worked_out_name_is_escaped_too(tmp_path):
    import xlsxwriter

    path = tmp_path / "links.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("甲")
        page.write_string("A1", "O'Neil's")
        page.write_formula(
            "B1", "=" + re.search(r'"#.*"!A1"|"#.*?!A1"', dynamic_jump("A1", '"去"'))[0], None, ""
        )
        page.write_formula("C1", "=" + dynamic_jump("A1", '"去"'), None, "")
    assert drive(path, recalculate(), texts("甲!B1:C1"))[1] == [["#'O''Neil''s'!A1", "去"]]
