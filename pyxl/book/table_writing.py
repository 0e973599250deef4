"""Writing whole tables of an open workbook: they grow and shrink, and what is not ours stays.

A table is written with a fixed number of calls into the host, whatever the number of its rows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import groupby, pairwise

from pyxl.book.declared import LIVE_ROWS, SHEETS, Kind, Table
from pyxl.book.fitting import fitted_height
from pyxl.book.workbook import Cell, Record, Region, is_formula
from pyxl.errors import TableError
from pyxl.hosts.addresses import Area
from pyxl.hosts.sheets.blocks import read_block, write_block, write_formulas, write_mixed
from pyxl.hosts.sheets.filling import resize_table
from pyxl.hosts.sheets.moving import move_down
from pyxl.hosts.sheets.page_setup import fit_rows

FOLLOWED = frozenset(before.name for sheet in SHEETS for before in sheet.tables[:-1])
"""Tables with another one below them, which moves down when they grow."""


def replace_rows(region: Region, records: Sequence[Record], least: int = 1) -> None:
    """Make `records` the data of the table: it grows or shrinks, columns of the clerk's own stay.

    The table keeps at least `least` rows, blank ones if need be.  Raises `TableError` when cells under the
    table would be overwritten.
    """
    height = max(least, len(records))
    _make_room(region, height)
    blanks: list[Record] = [{}] * (len(region.grid) + len(region.ahead) - len(records))
    _write_resized(region, height, 0, [*records, *blanks])


def append_rows(region: Region, records: Sequence[Record]) -> None:
    """Put `records` behind the last row that holds anything; rows that are there are not touched.

    Raises `TableError` when cells under the table would be overwritten.
    """
    height = max(len(region.grid) + len(records), region.height)
    _make_room(region, height)
    _write_resized(region, height, len(region.grid), records)


def stretch(region: Region) -> None:
    """Take the rows that were typed under a table into it; nothing for a table that has none."""
    if region.below:
        _resize(region, region.height)


def _write_resized(region: Region, height: int, start: int, records: Sequence[Record]) -> None:
    """Write rows into a table that gets another height: only rows of its own, so that no refusal strands any below."""
    if height > region.height:
        _resize(region, height)
    _write_block(region, start, records)
    if height < region.height or (height == region.height and region.live_columns):
        _resize(region, height)


def _write_block(region: Region, start: int, records: Sequence[Record]) -> None:
    if not records:
        return
    _refuse_without_place(region, records)
    first, last = region.row_number(start), region.row_number(start + len(records) - 1)
    for offset, headers in _runs(region):
        rows = [
            [_written(region.declaration, header, record.get(header)) for header in headers]
            for record in records
        ]
        left = region.left + offset
        area = Area(first, left, last, left + len(headers) - 1)
        links = [at for at, header in enumerate(headers) if region.declaration.column(header).link]
        write_mixed(region.sheet, area, rows, links)
    if not region.declaration.row_height:
        texts = [column for column in region.declaration.columns if not column.link]
        fit_rows(region.sheet, first, [fitted_height(texts, record) for record in records])


def _resize(region: Region, height: int) -> None:
    if not region.totals:
        _clear_formulas_below(region, height)
        area = Area(region.top, region.left, region.top + height, region.left + region.width - 1)
        resize_table(region.native, region.sheet, area, region.live_columns, LIVE_ROWS)


def _clear_formulas_below(region: Region, height: int) -> None:
    """A table that shrinks leaves its formula columns behind, where they would be errors."""
    first, last = region.row_number(height), region.row_number(min(region.height, LIVE_ROWS) - 1)
    if last < first:
        return
    for _, run in groupby(enumerate(region.live_columns), key=lambda item: item[1] - item[0]):
        columns = [region.left + at for _, at in run]
        rows = [[""] * len(columns)] * (last - first + 1)
        write_formulas(region.sheet, Area(first, columns[0], last, columns[-1]), rows)


def write_column(region: Region, header: str, values: Sequence[Cell]) -> None:
    """Write one column of the rows that are there; `values` has one item per data row."""
    _refuse_without_place(region, [{header: value} for value in values])
    if not values or header not in region.offsets:
        return
    left = region.left + region.offsets[header]
    first = region.top + 1
    area = Area(first, left, first + len(values) - 1, left)
    write_block(region.sheet, area, [[_written(region.declaration, header, value)] for value in values])


def _refuse_without_place(region: Region, records: Sequence[Record]) -> None:
    """A value for a column that this older workbook still lacks must not be lost without a word."""
    for column in region.absent:
        if any(record.get(column.header) is not None for record in records):
            raise TableError(
                f"表右边有别的内容，新增的一栏“{column.header}”放不下",
                region.place,
                "请把表右边的内容移到别处，再操作一次",
            )


def _runs(region: Region) -> list[tuple[int, list[str]]]:
    """Declared columns side by side, so that each run is written with one call."""
    placed = sorted((at, header) for header, at in region.offsets.items())
    runs: list[tuple[int, list[str]]] = [(placed[0][0], [placed[0][1]])]
    for (before, _), (at, header) in pairwise(placed):
        if at == before + 1:
            runs[-1][1].append(header)
        else:
            runs.append((at, [header]))
    return runs


def _written(declaration: Table, header: str, value: Cell) -> Cell:
    """Text stays text: outside text columns an apostrophe keeps 1980-05 a month and =1 no formula."""
    column = declaration.column(header)
    if isinstance(value, str) and column.kind is not Kind.TEXT and not (column.link and is_formula(value)):
        return "'" + value
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return dt.datetime(value.year, value.month, value.day)
    return value


def _left_blank(region: Region, most: int) -> int:
    """The rows under a table that it left blank when it last shrank: all but the one that parts it from what follows."""
    first = region.top + region.height + 1
    rows = read_block(region.sheet, Area(first, region.left, first + most, region.left + region.width - 1))
    filled = (at for at, row in enumerate(rows) if any(value not in (None, "") for value in row))
    return max(0, next(filled, len(rows)) - 1)


def _make_room(region: Region, height: int) -> None:
    if height == region.height:
        return
    if region.totals:
        raise TableError(
            f"表带有汇总行，不能由 {region.height} 行改为 {height} 行",
            region.place,
            "请在“表格设计”中取消“汇总行”，再操作一次；之后可以重新打开",
        )
    if height < region.height:
        return
    if region.declaration.name in FOLLOWED:
        more = height - region.height
        if by := more - _left_blank(region, more):
            move_down(region.sheet, region.top + region.height + 1, by)
        return
    first = region.top + region.height + 1
    last = min(region.top + height, region.last_used)
    if last < first:
        return
    below = Area(first, region.left, last, region.left + region.width - 1)
    for index, row in enumerate(read_block(region.sheet, below)):
        if any(value not in (None, "") for at, value in enumerate(row) if at not in region.live_columns):
            raise TableError(
                f"表要增加到 {height} 行，但第 {first + index} 行已有表外的内容",
                region.place,
                "请把表下方的内容移到别处，再操作一次",
            )
