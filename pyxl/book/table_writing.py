"""Writing whole tables of an open workbook: they grow and shrink, and what is not ours stays.

A table is written with a fixed number of calls into the host, whatever the number of its rows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise
from math import ceil

from pyxl.book.schema import Kind, Table
from pyxl.book.workbook import Cell, Record, Region
from pyxl.errors import TableError
from pyxl.hosts.addresses import column_letters
from pyxl.hosts.page import fit_rows

LINE, PADDING = 16.0, 6.0
"""Height of a line of 11-point text, and of the space around it, in points."""


def link_to(region: Region, row: int, header: str) -> str:
    """A formula that jumps to a cell of the table; `row` counts data rows from 1, 0 gives no link."""
    if row < 1:
        return ""
    number = region.row_number(row - 1)
    letters = column_letters(region.left + region.offsets[header])
    return f'=HYPERLINK("#\'{region.sheet.name}\'!{letters}{number}","第 {row} 行")'


def replace_rows(region: Region, records: Sequence[Record], least: int = 1) -> None:
    """Make `records` the data of the table: it grows or shrinks, columns of the clerk's own stay.

    The table keeps at least `least` rows, blank ones if need be.  Raises `TableError` when cells under the
    table would be overwritten.
    """
    height = max(least, len(records))
    _make_room(region, height)
    blanks: list[Record] = [{}] * (len(region.grid) + len(region.ahead) - len(records))
    _write_block(region, 0, [*records, *blanks])
    _resize(region, height)


def append_rows(region: Region, records: Sequence[Record]) -> None:
    """Put `records` behind the last row that holds anything; rows that are there are not touched.

    Raises `TableError` when cells under the table would be overwritten.
    """
    height = max(len(region.grid) + len(records), region.height)
    _make_room(region, height)
    _write_block(region, len(region.grid), records)
    _resize(region, height)


def _write_block(region: Region, start: int, records: Sequence[Record]) -> None:
    if not records:
        return
    first, last = region.row_number(start), region.row_number(start + len(records) - 1)
    for offset, headers in _runs(region):
        block = [
            [_written(region.declaration, header, record.get(header)) for header in headers]
            for record in records
        ]
        left = region.left + offset
        target = region.sheet.range((first, left), (last, left + len(headers) - 1))
        if region.declaration.column(headers[0]).link:
            target.formula = [[cell or "" for cell in row] for row in block]
        else:
            target.options(chunksize=0).value = block
    if not region.declaration.row_height:
        heights = [_height(region.declaration, record) for record in records]
        fit_rows(region.sheet.range((first, region.left)), heights)


def _height(declaration: Table, record: Record) -> float:
    """Points that a row needs for its longest wrapped text."""
    lines = (
        ceil(_digits(str(record[column.header])) / (column.width - 2))
        for column in declaration.columns
        if record.get(column.header) is not None
    )
    return LINE * max(1, *lines, 1) + PADDING


def _digits(text: str) -> float:
    """Width of a text in digits of the default font: a Chinese character takes two."""
    return sum(1.0 if character.isascii() else 2.05 for character in text)


def _resize(region: Region, height: int) -> None:
    if not region.totals:
        corner = (region.top + height, region.left + region.width - 1)
        region.native.resize(region.sheet.range((region.top, region.left), corner))


def write_column(region: Region, header: str, values: Sequence[Cell]) -> None:
    """Write one column of the rows that are there; `values` has one item per data row."""
    if not values:
        return
    left = region.left + region.offsets[header]
    first = region.top + 1
    block = [[_written(region.declaration, header, value)] for value in values]
    target = region.sheet.range((first, left), (first + len(values) - 1, left))
    target.options(chunksize=0).value = block


def _runs(region: Region) -> list[tuple[int, list[str]]]:
    """Declared columns side by side, links apart from values, so that each run is written with one call."""
    placed = sorted((at, header) for header, at in region.offsets.items())
    runs: list[tuple[int, list[str]]] = [(placed[0][0], [placed[0][1]])]
    for (before, _), (at, header) in pairwise(placed):
        column = region.declaration.column(header)
        if at == before + 1 and column.link == region.declaration.column(runs[-1][1][-1]).link:
            runs[-1][1].append(header)
        else:
            runs.append((at, [header]))
    return runs


def _written(declaration: Table, header: str, value: Cell) -> Cell:
    """Text stays text: outside text columns an apostrophe keeps 1980-05 a month and =1 no formula."""
    column = declaration.column(header)
    if isinstance(value, str) and column.kind is not Kind.TEXT and not column.link:
        return "'" + value
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return dt.datetime(value.year, value.month, value.day)
    return value


def _make_room(region: Region, height: int) -> None:
    if region.totals and height != region.height:
        raise TableError(
            f"表带有汇总行，不能由 {region.height} 行改为 {height} 行",
            region.place,
            "请在“表格设计”中取消“汇总行”，再操作一次；之后可以重新打开",
        )
    if height <= region.height:
        return
    first = region.top + region.height + 1
    last = min(region.top + height, region.last_used)
    if last < first:
        return
    below = region.sheet.range((first, region.left), (last, region.left + region.width - 1))
    values = below.options(ndim=2, chunksize=0).value
    for index, row in enumerate(values):
        if any(value not in (None, "") for value in row):
            raise TableError(
                f"表要增加到 {height} 行，但第 {first + index} 行已有表外的内容",
                region.place,
                "请把表下方的内容移到别处，再操作一次",
            )
