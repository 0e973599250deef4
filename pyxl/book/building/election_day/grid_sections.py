"""What the sheets for papers say of a paper with several offices: each section counts or is void for itself.

The sections are those of row 3 of the sheet, their seats stand in the hidden column.  On a paper with one office all
of this comes to nothing: row 3 is blank.
"""

from __future__ import annotations

from typing import Final

from xlsxwriter.utility import xl_col_to_name

from pyxl.book.grid_sheet import (
    FIRST_CANDIDATE_COLUMN,
    FIRST_WRITE_IN_COLUMN,
    LAST_CANDIDATE_COLUMN,
    LAST_COLUMN,
    LAST_WRITE_IN_COLUMN,
    SECTION_SEATS_ROW,
    TOP_ROW,
)
from pyxl.words import OFFICERS

PART_VOID: Final = "；{office}超选"
"""Behind “有效”: this section is overvoted and void."""
SECTION_OF: Final = f"{{column}}${TOP_ROW}"
"""The office of a column."""
SECTION_VALID: Final = 'ISERROR(FIND("；"&{section}&"超选",{situations}))'
"""True for the papers on which the section of a column is not void."""


def _row(first: int, last: int) -> str:
    return f"${xl_col_to_name(first - 1)}${TOP_ROW}:${xl_col_to_name(last - 1)}${TOP_ROW}"


_OF_NAMES: Final = _row(FIRST_CANDIDATE_COLUMN, LAST_CANDIDATE_COLUMN)
_OF_WRITE_INS: Final = _row(FIRST_WRITE_IN_COLUMN, LAST_WRITE_IN_COLUMN)


def verdicts(all_or_nothing: str, valid: str, overvoted: str) -> list[str]:
    """Formulas for what a paper may be worth, by which sections are overvoted: none, the first, the second, both, …"""
    texts = []
    for code in range(2 ** len(OFFICERS)):
        void = [office for at, office in enumerate(OFFICERS) if code >> at & 1]
        told = valid + "".join(PART_VOID.format(office=office) for office in void)
        texts.append(f'IF({all_or_nothing},"{overvoted}","{told}")' if void else f'"{valid}"')
    return texts


def worth(listed: str, approved: str, written: str) -> str:
    """The formula that takes one of the `verdicts`, which stand in the cells `listed`.

    `approved` and `written` are arrays that are true for each box or write-in column that is an approval.
    """
    over = (
        f'{2**at}*(SUMPRODUCT({approved}*({_OF_NAMES}="{office}"))+SUMPRODUCT({written}*({_OF_WRITE_INS}="{office}"))'
        f">${xl_col_to_name(LAST_COLUMN - 1)}${SECTION_SEATS_ROW + at})"
        for at, office in enumerate(OFFICERS)
    )
    return f"INDEX({listed},1+{'+'.join(over)})"
