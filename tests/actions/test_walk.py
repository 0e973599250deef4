"""The same election as when the first clerk carried it through, counted again: half of it must do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pyxl.book.declared import SHEETS
from pyxl.book.declared.sheets import SHOWN_FIRST
from pyxl.hosts.office.printing import export_pdf
from tests.actions.walk import BEFORE, NAMES, Clerk, carry_through

DOC = Path(__file__).parents[2] / "docs" / "walk.md"


def half(clerk: Clerk) -> None:
    assert {what: count for what, count in clerk.done.items() if count > BEFORE[what] / 2} == {}, clerk.done


def written(clerk: Clerk, candidates: int) -> str:
    """The line of docs/walk.md."""
    counts = " | ".join(str(clerk.done[what]) for what in NAMES)
    return f"| {candidates} 名候选人 | {counts} |"


@pytest.mark.slow
@pytest.mark.parametrize(("candidates", "seats"), [(27, 25), (37, 35)], ids=["27", "37"])
def test_a_whole_election_takes_half_of_what_it_took(tmp_path, candidates, seats):
    clerk, results = carry_through(tmp_path, candidates, seats)
    assert [results[office]["valid"] for office in ("执委", "主席", "副主席")] == [True] * 3
    assert len(results["执委"]["elected"]) == seats and len(results["副主席"]["elected"]) == 2
    clerk.press("archive", "--out", tmp_path / "归档", status=0)
    half(clerk)
    assert written(clerk, candidates) in DOC.read_text(encoding="utf-8"), written(clerk, candidates)


PAGES_BEFORE = 84
"""Pages of the workbook of 20 November, with nothing in it, when all of it is printed."""


def printed(workbook: Path, sheets: list[str], folder: Path) -> int:
    """Pages of A4."""
    pdf = folder / "all.pdf"
    export_pdf(workbook, sheets, pdf)
    return len(re.findall(rb"/Type */Page\b", pdf.read_bytes()))


@pytest.mark.slow
@pytest.mark.libreoffice
def test_an_empty_workbook_prints_half_of_what_it_printed(blank_bytes, tmp_path):
    """As it comes; and every sheet that a clerk types into or reads, one after the other."""
    workbook = tmp_path / "blank.xlsm"
    workbook.write_bytes(blank_bytes)
    first = [sheet.name for sheet in SHEETS if sheet.stage in SHOWN_FIRST]
    every = [sheet.name for sheet in SHEETS if not sheet.hidden]
    as_it_comes, all_shown = (printed(workbook, sheets, tmp_path) for sheets in (first, every))
    line = f"{PAGES_BEFORE} pages; now {as_it_comes} as it comes, {all_shown} with every sheet shown"
    assert as_it_comes <= PAGES_BEFORE / 2, line
    assert line in DOC.read_text(encoding="utf-8"), line
