"""Dates by formula: a number yyyymmdd, with day 00 where only the month is known.

Numbers compare and never meet Excel's 1900, which has a 29 February, or the 1904 calendar.  The reading takes
three steps, each a cell: the text with its signs evened out, the digits put together, the day checked.

    ""  blank      "?"  only Python can read it      "x"  certainly no date
"""

from __future__ import annotations

from typing import Final

from pyxl.rules.formulas.notation import places, replaced
from pyxl.rules.person import EARLIEST_YEAR, LATEST_YEAR

_FIRST_SERIAL, _LAST_SERIAL = 3654, 73_050
"""1910-01-01 to 2099-12-31, as `pyxl.rules.person.dates` takes serials."""

_SIGNS: Final = (
    *((sign, "") for sign in " 　日号"),
    *((sign, "-") for sign in "年月./\\、，,‐‑‒–—―−－。．"),
)


def cleaned(cell: str) -> str:
    """The text of a cell with one kind of sign; "" for a blank cell and for a number."""
    return f'IF({cell}="","",IF(ISNUMBER({cell}),"",{replaced(cell, *_SIGNS)}))'


def composed(cell: str, text: str) -> str:
    """The digits of a date put together, not yet checked; `text` is the cell with `cleaned`."""
    end = f'FIND("-",{text}&"-",6)'
    month, day = f"MID({text},6,{end}-6)", f"MID({text},{end}+1,9)"
    plain = f'SUMPRODUCT(--ISNUMBER(FIND(MID({text}&REPT("0",10),{places(1, 10)},1),"0123456789-")))=10'
    dashes = f'LEN({text})-LEN(SUBSTITUTE({text},"-",""))'
    month_only = f'IF({dashes}=1,TRUE,IF(RIGHT({text},1)="-",ISNUMBER(FIND("月",{cell})),FALSE))'
    sound = f'AND(LEN({month})>0,LEN({month})<3,LEN({day})<3,ISERROR(FIND("-",{day})))'
    parted = (
        f"IF({sound},IF(LEN({day})>0,VALUE(LEFT({text},4))*10000+VALUE({month})*100+VALUE({day}),"
        f'IF({month_only},VALUE(LEFT({text},4))*10000+VALUE({month})*100,"?")),"?")'
    )
    serial = f'IF(AND(VALUE({text})>={_FIRST_SERIAL},VALUE({text})<={_LAST_SERIAL}),{_of_serial(f"VALUE({text})")},"?")'
    compact = (
        f"IF(LEN({text})=8,VALUE({text}),IF(LEN({text})=6,VALUE({text})*100,"
        f'IF(LEN({text})=4,"x",IF(LEN({text})=5,{serial},"?"))))'
    )
    shaped = f'IF(ISNUMBER(FIND("-",{text})),IF(FIND("-",{text})=5,{parted},"?"),{compact})'
    written = f'IF({text}="","",IF(LEN({text})>10,"?",IF({plain},{shaped},"?")))'
    number = (
        f"IF(AND(INT({cell})>={_FIRST_SERIAL},INT({cell})<={_LAST_SERIAL}),{_of_serial(f'INT({cell})')},"
        f'IF(AND({cell}=INT({cell}),{cell}>=10000000,{cell}<100000000),{cell},"?"))'
    )
    return f"IF(ISNUMBER({cell}),{number},{written})"


def _of_serial(serial: str) -> str:
    return f"(YEAR({serial})*10000+MONTH({serial})*100+DAY({serial}))"


def checked(digits: str) -> str:
    """The date, or "x" where the digits put together are none."""
    year, month, day = f"INT({digits}/10000)", f"INT(MOD({digits},10000)/100)", f"MOD({digits},100)"
    ok = (
        f"IF(OR({year}<{EARLIEST_YEAR},{year}>{LATEST_YEAR},{month}<1,{month}>12),FALSE,"
        f"{day}<={days_in_month(year, month)})"
    )
    return f'IF(ISNUMBER({digits}),IF({ok},{digits},"x"),{digits})'


def days_in_month(year: str, month: str) -> str:
    """28 to 31, for every year of the Gregorian calendar."""
    leap = f"(MOD({year},4)=0)-(MOD({year},100)=0)+(MOD({year},400)=0)"
    return f"CHOOSE({month},31,28+{leap},31,30,31,30,31,31,30,31,30,31)"


def first_day(date: str) -> str:
    """The earliest day that a date can be."""
    return f"{date}+(MOD({date},100)=0)"


def last_day(date: str) -> str:
    """The latest day that a date can be."""
    whole = days_in_month(f"INT({date}/10000)", f"INT(MOD({date},10000)/100)")
    return f"IF(MOD({date},100)=0,{date}+{whole},{date})"


def spoken(date: str) -> str:
    """A date as the clerk reads it."""
    return f'TEXT({date},"0000-00-00")'
