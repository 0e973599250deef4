"""Identity numbers and telephones masked in every cell of what leaves, wherever somebody typed them.

A column of identity numbers or telephones is masked whatever stands in it.  Every other text, and every
number, is searched as `pyxl.masking` says.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from typing import Final

from pyxl.book.workbook import Cell, Record
from pyxl.masking import has_digits, mask_telephone, mask_text
from pyxl.rules import identity

IDENTITY_HEADERS: Final = re.compile("身份证|证件号")
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
    if cell is None or isinstance(cell, bool | dt.date):
        return cell
    text = cell if isinstance(cell, str) else _written(cell)
    if IDENTITY_HEADERS.search(header) and has_digits(text):
        return identity.masked(text)
    if TELEPHONE_HEADERS.search(header) and has_digits(text):
        return mask_telephone(text)
    found = mask_text(text)
    return cell if found == text else found


def _written(number: float) -> str:
    """A number as digits: a telephone that Excel took for a number must not hide in 1.38E+10."""
    return str(int(number)) if float(number).is_integer() else repr(number)
