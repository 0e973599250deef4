"""What a paste destroys and no value shows: number formats, drop-downs and input rules of cells.

A column is asked as a whole; only one that is not uniform is halved until its first odd row is found.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from pyxl.hosts.addresses import Area, parse_area
from pyxl.hosts.live import is_busy, is_live, is_refusal
from pyxl.hosts.sheets.blocks import block

if TYPE_CHECKING:
    import xlwings

_ALL_VALIDATION: Final = -4174  # XlCellType.xlCellTypeAllValidation
_ADDRESS_LIMIT: Final = 230
"""An address of several areas that is longer than 255 characters comes cut off, and without a word."""
MOST_AREAS: Final = 400
"""Areas with input rules that are asked for; a sheet pasted over so often is told of its first holes."""


def all_have_format(sheet: xlwings.Sheet, columns: Sequence[Area], code: str) -> bool:
    """Whether every cell of several columns has the number format `code`: in Excel two calls."""
    if is_live(sheet) and columns:
        together = sheet.api.Range(",".join(column.address() for column in columns))
        return bool(together.NumberFormat == code)
    return all(block(sheet, column).number_format == code for column in columns)


def first_row_without_format(sheet: xlwings.Sheet, column: Area, code: str) -> int | None:
    """The first row of a column in which the number format is not `code`; None where all cells have it."""
    found = block(sheet, column).number_format
    if found == code:
        return None
    top, bottom = column.top, column.bottom
    while found is None and top < bottom:
        middle = (top + bottom) // 2
        found = block(sheet, Area(top, column.left, middle, column.right)).number_format
        if found == code:
            top, found = middle + 1, None
        else:
            bottom = middle
    return top


def input_rule_areas(
    sheet: xlwings.Sheet, columns: Sequence[Area], cells: xlwings.Range | None = None
) -> list[Area] | None:
    """The areas with a drop-down or another input rule, at least those in `columns`.

    `cells` is a range that holds all of them, where one is at hand.  None where the sheet is protected and can't tell.
    """
    if hasattr(sheet.impl, "input_rule_areas"):
        found: list[Area] = sheet.impl.input_rule_areas()
        return found
    return _areas_in_excel(sheet.api, columns, None if cells is None else cells.api)


def _areas_in_excel(worksheet: Any, columns: Sequence[Area], cells: Any) -> list[Area] | None:  # noqa: ANN401 - COM objects
    """By Range.SpecialCells, which raises where no cell has a rule, and on a protected sheet."""
    try:
        if cells is None:
            address = ",".join(column.address() for column in columns)
            cells = worksheet.Range(address) if len(address) < _ADDRESS_LIMIT else worksheet.Cells
        found = cells.SpecialCells(_ALL_VALIDATION)
    except Exception as error:
        if not is_refusal(error) or is_busy(error):
            raise
        return None if worksheet.ProtectContents else []
    places = str(found.Address)
    if len(places) < _ADDRESS_LIMIT:
        return [area for part in places.split(",") if (area := parse_area(part)) is not None]
    return list(_one_by_one(found.Areas))


def _one_by_one(areas: Any) -> Iterator[Area]:  # noqa: ANN401 - a COM object
    for number in range(1, min(areas.Count, MOST_AREAS) + 1):
        if (area := parse_area(str(areas(number).Address))) is not None:
            yield area


def uncovered_row(column: Area, areas: Sequence[Area]) -> int | None:
    """The first row of a column of cells that none of the areas covers; None where all are covered."""
    row = column.top
    spans = sorted((a.top, a.bottom) for a in areas if a.left <= column.left <= a.right)
    for top, bottom in spans:
        if top > row:
            break
        row = max(row, bottom + 1)
    return row if row <= column.bottom else None
