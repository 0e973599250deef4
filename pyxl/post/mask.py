"""Identity numbers and telephones masked in every cell of what leaves, wherever somebody typed them.

A column of identity numbers or telephones is masked whatever stands in it, and of a birth date its day is left out.  Every other text, and every
number, is searched as `pyxl.masking` says.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from typing import Final

from pyxl.book.workbook import Cell, Record
from pyxl.errors import CellError
from pyxl.masking import has_digits, mask_telephone, mask_text
from pyxl.rules import identity
from pyxl.rules.person import parse_date

IDENTITY_HEADERS: Final = re.compile("身份证|证件号")
BIRTH_HEADERS: Final = re.compile("出生|生日")
KEPT_OF_DAY: Final = 6
"""Digits of a date that may be seen where it cannot be read: a year and a month."""
TELEPHONE_HEADERS: Final = re.compile("电话|手机|联系方式|座机")


def mask_tables(tables: Mapping[str, Sequence[Record]]) -> dict[str, list[Record]]:
    """The tables with every identity number and telephone masked; nothing else changes."""
    return {name: [mask_record(record) for record in records] for name, records in tables.items()}


def mask_record(record: Record) -> Record:
    """One row.  In a list of names and values (设置: 项目, 值) the name says what the value is."""
    named = str(record.get("项目") or "")
    return {header: mask_cell(cell, named if header == "值" else header) for header, cell in record.items()}


def mask_cell(cell: Cell, header: str = "") -> Cell:
    """One cell under a header: masked text, or the cell as it is."""
    if cell is not None and BIRTH_HEADERS.search(header):
        return year_and_month(cell)
    if cell is None or isinstance(cell, bool | dt.date):
        return cell
    text = cell if isinstance(cell, str) else _written(cell)
    if IDENTITY_HEADERS.search(header) and has_digits(text):
        return identity.masked(text)
    if TELEPHONE_HEADERS.search(header) and has_digits(text):
        return mask_telephone(text)
    found = mask_text(text)
    return cell if found == text else found


def year_and_month(cell: Cell) -> Cell:
    """A day of birth without its day: it is half of an identity number's secret.

    >>> year_and_month(dt.date(1980, 5, 1)), year_and_month("1980.5.1"), year_and_month("八十年代")
    ('1980年5月', '1980年5月', '八十年代')
    """
    try:
        day = parse_date(cell)
    except CellError:
        text = str(cell)
        return text if sum(map(str.isdigit, text)) <= KEPT_OF_DAY else "（写法有误，已遮盖）"
    return None if day is None else f"{day.year}年{day.month}月"


def _written(number: float) -> str:
    """A number as digits: a telephone that Excel took for a number must not hide in 1.38E+10."""
    return str(int(number)) if float(number).is_integer() else repr(number)
