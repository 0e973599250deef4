"""Native formulas that take a ratio apart: 5%, 2/3, 66.7% or 0.667 as numerator and denominator.

In whole numbers a double holds the ceiling of seats × ratio exactly; as a quotient it would not.
"""

from __future__ import annotations

from collections.abc import Sequence

PARTS = 6
"""Cells that the formulas fill, one under the other; the last two are numerator and denominator."""


def ratio_formulas(text: str, cells: Sequence[str]) -> tuple[str, ...]:
    """The six formulas (without `=`) for the ratio in the formula `text`, to stand in `cells` in this order."""
    plain, slash, number, decimals, *_ = cells
    return (
        f'SUBSTITUTE(SUBSTITUTE(SUBSTITUTE(ASC({text}),"％","%"),"／","/")," ","")',
        f'IFERROR(FIND("/",{plain}),0)',
        f'SUBSTITUTE({plain},"%","")',
        f'IFERROR(LEN({number})-FIND(".",{number}),0)',
        f"IF({slash}>0,VALUE(LEFT({plain},{slash}-1)),ROUND(VALUE({number})*10^{decimals},0))",
        f'IF({slash}>0,VALUE(MID({plain},{slash}+1,9)),10^{decimals}*IF(RIGHT({plain})="%",100,1))',
    )


def ceiling(count: str, cells: Sequence[str]) -> str:
    """The least whole number that is not below `count` × the ratio in `cells`."""
    numerator, denominator = cells[-2:]
    return f"INT(({count}*{numerator}+{denominator}-1)/{denominator})"
