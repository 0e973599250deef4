"""One cell of a sender's list, made into what a column of ours holds.

Each column kind has one function.  It gets a cell that holds something and returns the value, raises
ValueError when the cell cannot be such a value, and changes writing only (full-width forms, stray
spaces), never content: a digit that is missing stays missing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime

from pyxl.hosts.foreign import Cell

_FULL_WIDTH = {full: full - 0xFEE0 for full in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
_UNTIDY = re.compile(r"[\s\u00ad\u200b-\u200f\u2028\u2029\u2060\ufeff]")
_WIDE = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
_LINE_BREAK = re.compile(rf"(?<={_WIDE})\s*[\r\n]+\s*(?={_WIDE})")
_SPACE_IN_NAME = re.compile(rf"(?<={_WIDE})\s+(?={_WIDE}|[·•‧・．.])|(?<=[·•‧・．.])\s+(?={_WIDE})")
_COUNT = re.compile(r"([+-]?[0-9]+(?:\.0+)?)[人名户个组位]?")
_APOSTROPHES = "'‘’`"

DIGITS_OF_A_NUMBER = 15
"""So many decimal digits a spreadsheet keeps of a number; all behind them are zeros of its own."""

BLANK_MARKS = frozenset({"/", "\\", "-", "--", "—", "——", "一一"})
"""Strokes that senders draw through a cell that has no content, after `half_width`."""

BLANK_WORDS = frozenset({"无", "無", "暂无", "空", "没有"})
"""Words for the same; in a column of choices they may be an answer."""

EXCEL_ERRORS = frozenset(
    {"#N/A", "#VALUE!", "#REF!", "#DIV/0!", "#NUM!", "#NAME?", "#NULL!", "#SPILL!", "#CALC!"}
)
"""The error values of a workbook's cells."""
ERROR_VALUES = EXCEL_ERRORS | {"Err:502", "Err:508"}
"""What a spreadsheet shows for a formula that failed."""


def half_width(text: str) -> str:
    """Full-width ASCII forms and the ideographic space in their half-width form; all else as it is.

    Not NFKC: that would also replace rare characters of names by others.
    """
    return text if text.isascii() else text.translate(_FULL_WIDTH)


def lost_digits(cell: Cell) -> bool:
    """Whether a cell is a number with more digits than a spreadsheet keeps."""
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return False
    return bool(abs(cell) >= 10**DIGITS_OF_A_NUMBER)


def tidy(cell: Cell) -> str:
    """A cell as one line of text, as its sender would read it; "" for a blank one.

    A number with lost digits comes in scientific notation with the digits that are true, so that
    nothing downstream can take it for a whole one.
    """
    if cell is None:
        return ""
    if isinstance(cell, str):
        return _tidy_text(cell) if _UNTIDY.search(cell) else cell
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, datetime):
        return cell.isoformat(" ") if cell.time() != datetime.min.time() else cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if lost_digits(cell):
        return f"{cell:.{DIGITS_OF_A_NUMBER - 1}E}"
    return str(int(cell)) if float(cell).is_integer() else repr(cell)


def _tidy_text(text: str) -> str:
    return " ".join(_LINE_BREAK.sub("", text.translate(_INVISIBLE).strip()).split())


def text(cell: Cell) -> str:
    """Text of a column without rules of its own.

    >>> text(" 妇联\\n主席 ")
    '妇联主席'
    """
    return tidy(cell)


def name(cell: Cell) -> str:
    """A person's name: no spaces between Chinese characters or around a middle dot.

    >>> name("王　丽")
    '王丽'
    """
    return _SPACE_IN_NAME.sub("", tidy(cell))


def number_text(cell: Cell) -> str:
    """An identity or telephone number: half-width, no spaces, no leading apostrophe, capital X.

    >>> number_text("’５１０９ ０４ｘ")
    '510904X'
    """
    return "".join(half_width(tidy(cell)).lstrip(_APOSTROPHES).split()).upper()


def integer(cell: Cell) -> int:
    """A whole number, with or without thousands commas and a measure word.

    >>> integer("１,２０３人")
    1203

    Raises ValueError for anything else.
    """
    found = _COUNT.fullmatch("".join(half_width(tidy(cell)).split()).replace(",", ""))
    if found is None or isinstance(cell, bool | date):
        raise ValueError("不是整数")
    return int(found[1].partition(".")[0])


def moment(cell: Cell) -> Cell:
    """A date column's cell: a day as `date`, a number (perhaps a day's serial) as it is, text half-width.

    Reading the text is a rule's work; see `Converters` in `pyxl.book.intake.values`.
    """
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date) or (isinstance(cell, int | float) and not isinstance(cell, bool)):
        return cell
    return half_width(tidy(cell))


def split_unit_and_post(whole: str, units: Sequence[str]) -> tuple[str, str]:
    """Part 登高村妇联主席 into 登高村 and 妇联主席; ("", whole) where no known unit begins it.

    A township's name or a remark before the unit is passed over; of several units the longest wins.

    >>> split_unit_and_post("安居区磨溪镇登高村 妇联主席", ["登高村"])
    ('登高村', '妇联主席')
    """
    for unit in sorted(filter(None, units), key=len, reverse=True):
        before, found, post = whole.partition(unit)
        if found and (not before or (len(before) <= 12 and before.rstrip()[-1] in "镇乡区县市道办")):
            return unit, post.strip(" 、,，;；")
    return "", whole


NORMALISERS: Mapping[str, Callable[[Cell], object]] = {
    "text": text,
    "name": name,
    "identity": number_text,
    "phone": number_text,
    "integer": integer,
    "date": moment,
    "choice": text,
}
"""What is done to a cell of each column kind before the column's own converter sees it."""
