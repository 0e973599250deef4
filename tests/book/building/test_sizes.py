"""Nothing on a sheet is smaller than nine points: by its font, by shrinking into its cell, or by its page."""

from __future__ import annotations

import io
from collections.abc import Iterator

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from pyxl.actions.fresh import SAMPLE
from pyxl.book.declared import BALLOT_SHEETS, SHEETS, TABLES, Column, Kind, as_shown
from pyxl.book.fitting import SIZE, width_of

LEAST = 9
SPARE = 0.5
"""Latin signs are measured as wide as in what stands in for 宋体, where they are a third wider than in it."""
RARE = {"外国血统中国籍人士"}
"""A choice of nine characters in the column 民族, which nobody here will be."""
VISIBLE = [sheet.name for sheet in SHEETS if not sheet.hidden]


@pytest.fixture(scope="module")
def built(blank_bytes: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(blank_bytes))


def widths(page: Worksheet) -> dict[int, float]:
    """Width of each column, in digits, 0 for a hidden one; columns of one width are kept as a group."""
    groups = [each for each in page.column_dimensions.values() if each.min]
    return {at: 0 if each.hidden else each.width for each in groups for at in range(each.min, each.max + 1)}


def room(page: Worksheet, row: int, column: int, known: dict[int, float]) -> float:
    """Digits of a cell, or of the cells that are merged with it."""
    for area in page.merged_cells.ranges:
        if area.min_row == row and area.min_col == column:
            return sum(known.get(at, 8.43) for at in range(area.min_col, area.max_col + 1))
    return known.get(column, 8.43)


def too_small(page: Worksheet) -> Iterator[str]:
    known = widths(page)
    for row in page.iter_rows():
        for cell in row:
            if not isinstance(cell.value, str) or known.get(cell.column) == 0:
                continue
            size = cell.font.sz
            if cell.alignment.shrink_to_fit and not cell.value.startswith("="):
                size *= min(1, room(page, cell.row, cell.column, known) / width_of(cell.value, size))
            if round(size, 1) < LEAST:
                yield f"{page.title}!{cell.coordinate} {size:.1f} “{cell.value[:30]}”"


@pytest.mark.parametrize("sheet", VISIBLE)
def test_no_text_of_a_new_workbook_is_smaller(built: Workbook, sheet: str) -> None:
    assert list(too_small(built[sheet])) == []


@pytest.mark.parametrize("table", [name for name, table in TABLES.items() if table.row_height])
def test_what_a_clerk_chooses_or_types_fits_its_cell(table: str, built: Workbook) -> None:
    """Columns that shrink what is too long: every choice, a date, and the sample's texts stand in them readably."""
    shown = as_shown(TABLES[table])
    found = [
        (column.header, text)
        for column in shown.columns
        for text in {
            *(choices(column, built) - RARE),
            *(str(row.get(column.header) or "") for row in SAMPLE.get(table, ())),
        }
        if not column.hidden and SIZE * column.width / width_of(text) < LEAST - SPARE
    ]
    assert found == []


def choices(column: Column, built: Workbook) -> set[str]:
    if column.kind is Kind.DATE:
        return {"2017-12-03"}
    names = built.defined_names
    source = f"代码_{column.choices}" if column.choices else ""
    if source not in names:
        return set()
    ((sheet, area),) = names[source].destinations
    return {str(cell.value) for row in built[sheet][area] for cell in row if cell.value}


A4 = {"portrait": 210 / 25.4, "landscape": 297 / 25.4}
"""Inches across."""
DIGIT = 6
"""Points of a digit in 宋体 11, the unit of a column's width: 8 pixels."""
ONE_PAGE = {"首页", "统计", "唱票", "代码表", *BALLOT_SHEETS.values()}
"""Drawn for one page, or never printed; their own tests look at them."""


@pytest.mark.parametrize("sheet", [name for name in VISIBLE if name not in ONE_PAGE])
def test_a_sheet_fitted_to_its_page_is_not_smaller(built: Workbook, sheet: str) -> None:
    page = built[sheet]
    if not page.sheet_properties.pageSetUpPr or not page.sheet_properties.pageSetUpPr.fitToPage:
        return
    long, margins = A4[page.page_setup.orientation], page.page_margins.left + page.page_margins.right
    points = sum(widths(page).values()) * DIGIT
    assert SIZE * min(1, (long - margins) * 72 / points) >= LEAST, points


@pytest.mark.parametrize("sheet", VISIBLE)
def test_a_wide_sheet_goes_on_beside_instead_of_shrinking(built: Workbook, sheet: str) -> None:
    page = built[sheet]
    if page.sheet_properties.pageSetUpPr and page.sheet_properties.pageSetUpPr.fitToPage:
        return
    assert (page.page_setup.scale or 100) >= 82
    assert page.page_setup.scale is None or page.print_title_cols
