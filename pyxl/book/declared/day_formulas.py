"""Days by formula, as the cockpit and the registers read them: a date, or words in which a day is certain.

What is not certain is no day: neither a month nor a day without its year, which DATEVALUE would take for this
year's.  The buttons read more (`pyxl.rules.person.dates`); a formula asks the clerk to write such a day plainly.
"""

from __future__ import annotations

_FIRST_SERIAL, _LAST_SERIAL = 3654, 73_050
"""1910-01-01 to 2099-12-31, as `pyxl.rules.person.dates` takes serials."""
_SIGNS = (*((sign, "-") for sign in "年月./"), ("日", ""), ("号", ""))


def written(cell: str) -> str:
    """The text of a cell with dashes between year, month and day."""
    text = f'{cell}&""'
    for old, new in _SIGNS:
        text = f'SUBSTITUTE({text},"{old}","{new}")'
    return f"TRIM({text})"


def day_of(cell: str, text: str) -> str:
    """The day as a serial, or ""; `text` is the cell as `written`."""
    dashes = f'LEN({text})-LEN(SUBSTITUTE({text},"-",""))'
    compact = f'IF(LEN({text})=8,DATEVALUE(TEXT(VALUE({text}),"0000-00-00")),"")'
    parted = f'IF(AND(MID({text},5,1)="-",{dashes}=2),DATEVALUE({text}),IF({dashes}=0,{compact},""))'
    serial = f"AND(ISNUMBER({cell}),N({cell})>={_FIRST_SERIAL},N({cell})<{_LAST_SERIAL + 1})"
    return f'IFERROR(IF({serial},INT({cell}),{parted}),"")'


def is_blank(cell: str) -> str:
    """Whether nothing stands in a cell, or only spaces."""
    return f'TRIM(SUBSTITUTE({cell}&"","　"," "))=""'
