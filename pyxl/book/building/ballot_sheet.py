"""The ballot sheets as they stand in a new workbook, and the hidden sheet that holds a ballot's formats."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet

from pyxl.book.building.content import Content
from pyxl.book.declared import Sheet
from pyxl.book.formats import BALLOT_ROLES, Formats
from pyxl.book.pages import MAX_COLUMNS, PAPERS, SIZES, style_row

SAMPLE_TEXT = "样例"
EMPTY_WIDTH = 7.5
MARGIN = 18 / 25.4


def write_empty_ballot(page: Worksheet, sheet: Sheet, content: Content, formats: Formats) -> None:
    """A ballot sheet before its ballot is made: page setup, and one sentence that says how to make it."""
    office = sheet.name.split("-")[1]
    page.hide_gridlines(2)
    page.set_column(0, MAX_COLUMNS - 1, EMPTY_WIDTH, formats.ballot("blank", SIZES[-1]))
    page.write_string(
        0, 0, f"{office}选票尚未生成：候选人名单校验无误后，按“生成选票”。", formats.named("guide")
    )
    page.set_row(0, 30)
    page.set_paper(9)
    page.set_margins(left=MARGIN, right=MARGIN, top=MARGIN, bottom=MARGIN)
    page.center_horizontally()
    page.fit_to_pages(1, 1)
    page.print_area(0, 0, 0, MAX_COLUMNS - 1)


def write_ballot_styles(page: Worksheet, sheet: Sheet, content: Content, formats: Formats) -> None:
    """One row for each paper and size of names, one cell for each role: the town may restyle them here."""
    page.set_column(0, len(BALLOT_ROLES) - 1, 12)
    page.write_row(0, 0, list(BALLOT_ROLES))
    for paper, measures in PAPERS.items():
        for size in SIZES:
            row = style_row(paper, size) - 1
            for at, role in enumerate(BALLOT_ROLES):
                points = measures.fonts.get(role, size if role in ("mark", "name") else SIZES[-1])
                page.write_string(row, at, SAMPLE_TEXT, formats.ballot(role, points))
