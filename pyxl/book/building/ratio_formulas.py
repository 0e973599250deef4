"""Native formulas that take a ratio apart: 5%, 2/3, 66.7%, 0.667 or 三分之二 as numerator and denominator.

A threshold may say 超过 or 以上: `least` gives the number that reaches or exceeds it.

In whole numbers a double holds the ceiling of seats × ratio exactly; as a quotient it would not.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from pyxl.threshold_words import EXCEED, OR_MORE, REACH

PARTS = 11
"""Cells that the formulas fill, one under the other: the text without blanks, 1 where it must be exceeded, the
ratio alone, steps on the way, and in the last two numerator and denominator."""
NUMERALS = "一二三四五六七八九"
_EXCEED = tuple(unicodedata.normalize("NFKC", word) for word in EXCEED)
_WORDS = sorted((*_EXCEED, *REACH, "≥", *OR_MORE, "。"), key=len, reverse=True)


def ratio_formulas(text: str, cells: Sequence[str]) -> tuple[str, ...]:
    """The formulas (without `=`) for the ratio or threshold in the formula `text`, to stand in `cells` in this order."""
    plain, _, bare, of, above, below, number, decimals, slash, *_ = cells
    stripped = f"{plain}"
    for word in _WORDS:
        stripped = f'SUBSTITUTE({stripped},"{word}","")'
    head = "OR(" + ",".join(f'LEFT({plain},{len(word)})="{word}"' for word in _EXCEED) + ")"
    contradicted = f'AND({head},LEFT({plain},2)<>">=",RIGHT({plain},2)="以上")'
    return (
        f'SUBSTITUTE(SUBSTITUTE(SUBSTITUTE(SUBSTITUTE(SUBSTITUTE(ASC({text}),"％","%"),"／","/"),"＞",">"),"　","")," ","")',
        f'IF(AND({head},LEFT({plain},2)<>">="),1,0)',
        f'IF({contradicted},NA(),IF(OR({stripped}="半数",{plain}="过半"),"1/2",{stripped}))',
        f'IFERROR(FIND("分之",{bare}),0)',
        # 三分之二 and 百分之二十五: numerator and denominator in numerals.
        _numeral(f"MID({bare},{of}+2,9)"),
        f'IF(LEFT({bare},{of}-1)="百",100,{_numeral(f"LEFT({bare},{of}-1)")})',
        f'SUBSTITUTE({bare},"%","")',
        f'IFERROR(LEN({number})-FIND(".",{number}),0)',
        f'IFERROR(FIND("/",{bare}),0)',
        f"IF({of}>0,{above},IF({slash}>0,VALUE(LEFT({bare},{slash}-1)),ROUND(VALUE({number})*10^{decimals},0)))",
        f'IF({of}>0,{below},IF({slash}>0,VALUE(MID({bare},{slash}+1,9)),10^{decimals}*IF(RIGHT({bare})="%",100,1)))',
    )


def _numeral(text: str) -> str:
    """A Chinese numeral from 1 to 99 in the formula `text` as a number; an error for anything else."""
    ten = f'FIND("十",{text})'
    tens = f"IF({ten}=1,1,{_digit(f'LEFT({text},{ten}-1)')})*10"
    ones = f"IF(LEN({text})={ten},0,{_digit(f'MID({text},{ten}+1,9)')})"
    return f"IF(ISNUMBER({ten}),{tens}+{ones},{_digit(text)})"


def _digit(text: str) -> str:
    return f'IF(LEN({text})=1,FIND(SUBSTITUTE({text},"两","二"),"{NUMERALS}"),NA())'


def least(count: str, cells: Sequence[str]) -> str:
    """The least whole number that reaches the threshold in `cells`, or exceeds it where the text says so."""
    exceeded, numerator, denominator = cells[1], *cells[-2:]
    return f"INT(({count}*{numerator}+IF({exceeded}=1,{denominator},{denominator}-1))/{denominator})"
