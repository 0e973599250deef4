"""What the sheets for papers say of a paper with several offices: each section counts or is void for itself.

The sections are those of row 3 of the sheet, their seats stand in the hidden column.  On a paper with one office all
of this comes to nothing: row 3 is blank.
"""

from __future__ import annotations

from typing import Final

from xlsxwriter.utility import xl_col_to_name

from pyxl.book.grid_layout import (
    FIRST_CANDIDATE_COLUMN,
    FIRST_WRITE_IN_COLUMN,
    LAST_CANDIDATE_COLUMN,
    PRESENT,
    SECTION_SEATS_ROW,
    TOP_ROW,
)
from pyxl.words import OFFICERS

PART_VOID: Final = "；{office}超选"
"""Behind “有效”: this section is overvoted and void."""
NOT_COUNTED: Final = "另选不计"
PART_WITHOUT_WRITE_INS: Final = f"；{{office}}{NOT_COUNTED}"
"""Behind “有效”: in this section more are written in than voted against, so nobody who is written in counts."""
SECTION_OF: Final = f"{{column}}${TOP_ROW}"
"""The office of a column."""
_NOT_SAID: Final = 'ISERROR(FIND("；"&{section}&"{what}",{situations}))'
SECTION_VALID: Final = _NOT_SAID.replace("{what}", "超选")
"""True for the papers on which the section of a column is not void."""


VERDICTS: Final = 3 ** len(OFFICERS)
"""How many a paper may be worth."""


def _row(first: int, last: int) -> str:
    return f"${xl_col_to_name(first - 1)}${TOP_ROW}:${xl_col_to_name(last - 1)}${TOP_ROW}"


_OF_NAMES: Final = _row(FIRST_CANDIDATE_COLUMN, LAST_CANDIDATE_COLUMN)
_OF_WRITE_INS: Final = _row(FIRST_WRITE_IN_COLUMN, PRESENT.last_write_in_column)


def verdicts(all_or_nothing: str, valid: str, overvoted: str) -> list[str]:
    """Formulas for what a paper may be worth, a digit to base 3 for each section: as it is, overvoted, write-ins not counted."""
    said = ("", PART_VOID, PART_WITHOUT_WRITE_INS)
    texts = []
    for code in range(VERDICTS):
        digits = [code // 3**at % 3 for at in range(len(OFFICERS))]
        told = valid + "".join(
            said[digit].format(office=office) for digit, office in zip(digits, OFFICERS, strict=True)
        )
        texts.append(f'IF({all_or_nothing},"{overvoted}","{told}")' if 1 in digits else f'"{told}"')
    return texts


def worth(listed: str, approved: str, against: str, written: str, all_count: str) -> str:
    """The formula that takes one of the `verdicts`, which stand in the cells `listed`.

    `approved`, `against` and `written` are arrays that are true for each box or write-in column that says so; `all_count` is
    true where write-ins count however few are voted against.
    """
    digits = []
    for at, office in enumerate(OFFICERS):
        seats = f"${xl_col_to_name(PRESENT.last_column - 1)}${SECTION_SEATS_ROW + at}"
        mine, names = f'SUMPRODUCT({written}*({_OF_WRITE_INS}="{office}"))', f'({_OF_NAMES}="{office}")'
        over = f"SUMPRODUCT({approved}*{names})+{mine}>{seats}"
        uncounted = f"AND({mine}>SUMPRODUCT({against}*{names}),NOT({all_count}))"
        digits.append(f"{3**at}*IF({over},1,2*{uncounted})")
    return f"INDEX({listed},1+{'+'.join(digits)})"


def written_total(situations: str, written: str, valid: str) -> str:
    """Write-ins that count on papers with several offices: those of sections that are neither void nor told not to count.

    `situations` is what the papers are worth, `written` an array of papers and write-in columns that is true for each name
    that counts.
    """
    counts = "*".join(
        _NOT_SAID.format(section=_OF_WRITE_INS, situations=situations, what=what)
        for what in ("超选", NOT_COUNTED)
    )
    return f'SUMPRODUCT((LEFT({situations},{len(valid)})="{valid}")*{counts}*{written})'
