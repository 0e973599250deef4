"""The ballot sheets as they stand in a new workbook, and the hidden sheet that holds a ballot's formats."""

from __future__ import annotations

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pyxl.book.building.content import Content
from pyxl.book.declared import Sheet
from pyxl.book.formats import BALLOT_ROLES, Formats
from pyxl.book.pages import MAX_COLUMNS, PAPERS, SIZES, empty_page, style_row
from pyxl.hosts.sheets.page_setup import PaperName

SAMPLE_TEXT = "样例"
MARGIN = 18 / 25.4


def write_empty_ballot(page: Worksheet, sheet: Sheet, content: Content, formats: Formats) -> None:
    """A ballot sheet before its ballot is made: one sentence that says how, drawn as a press draws a page.

    Whatever takes a ballot back therefore finds the very sheet that was there before.
    """
    office = sheet.name.split("-")[1]
    drawn = empty_page(f"{office}选票尚未生成：候选人名单校验无误后，按“生成选票”。")
    page.hide_gridlines(2)
    blank, looks = formats.ballot("blank", _points(drawn.paper, drawn.size, "blank")), dict[int, Format]()
    for at in range(MAX_COLUMNS):
        page.set_column(at, at, drawn.widths[at] if at < len(drawn.widths) else 1, blank)
    for part in drawn.blocks:
        for row in range(part.top - 1, part.top - 1 + part.rows):
            page.set_row(row, part.height)
            looks[row] = formats.ballot(part.role, _points(drawn.paper, drawn.size, part.role))
    for row, texts in enumerate(drawn.values):
        for column in range(len(drawn.widths)):
            page.write(row, column, texts[column], looks[row])
    page.set_paper(9)
    page.set_margins(left=MARGIN, right=MARGIN, top=MARGIN, bottom=MARGIN)
    page.center_horizontally()
    page.fit_to_pages(1, 1)
    page.print_area(0, 0, len(drawn.values) - 1, len(drawn.widths) - 1)


def _points(paper: PaperName, size: int, role: str) -> float:
    """The size of a role's text where the names of the candidates are so large."""
    return PAPERS[paper].fonts.get(role, size if role in ("mark", "name") else SIZES[-1])


def write_ballot_styles(page: Worksheet, sheet: Sheet, content: Content, formats: Formats) -> None:
    """One row for each paper and size of names, one cell for each role: the town may restyle them here."""
    page.set_column(0, len(BALLOT_ROLES) - 1, 12)
    page.write_row(0, 0, list(BALLOT_ROLES))
    for paper in PAPERS:
        for size in SIZES:
            row = style_row(paper, size) - 1
            for at, role in enumerate(BALLOT_ROLES):
                page.write_string(row, at, SAMPLE_TEXT, formats.ballot(role, _points(paper, size, role)))
