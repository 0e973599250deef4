"""Reading and writing whole tables of an open workbook, whatever the host.

Everything here goes through `xlwings.Book`, so the same lines serve a live Excel and a closed file.
Each call into Excel costs about ten milliseconds: a table is read with four calls and written with
five, whatever the number of its rows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import ceil

import xlwings as xw

from pyxl.book.schema import Kind, Table
from pyxl.book.sheets import TABLES, table
from pyxl.errors import CellError, TableError
from pyxl.hosts.page import fit_rows

Cell = str | int | float | bool | dt.date | None
Record = Mapping[str, Cell]

ERROR_VALUES = frozenset(
    {"#N/A", "#VALUE!", "#REF!", "#DIV/0!", "#NUM!", "#NAME?", "#NULL!", "#SPILL!", "#CALC!"}
)
SERIAL = "序号"
"""The column that the buttons keep counting in numbered tables: a row with nothing else is blank."""
LINE, PADDING = 14.0, 5.0
"""Height of a line of 11-point text, and of the space around it, in points."""
SHOWN = 5
"""How many cells at fault a message names before it says how many more there are."""


@dataclass(frozen=True)
class Region:
    """Where a declared table lies in this workbook, and its content as it was read.

    `offsets` maps declared headers to 0-based columns of the table; columns that the clerk added are
    in none of them and are never written.  `grid` has one list per data row down to the last row that
    holds anything.
    """

    declaration: Table
    sheet: xw.Sheet
    native: xw.main.Table
    top: int
    left: int
    height: int
    width: int
    offsets: Mapping[str, int]
    grid: list[list[Cell]]

    @cached_property
    def records(self) -> list[Record]:
        """The data rows, by header."""
        return [{header: row[at] for header, at in self.offsets.items()} for row in self.grid]

    def row_number(self, index: int) -> int:
        """The sheet's row of the data row with this 0-based index."""
        return self.top + 1 + index

    def where(self, index: int, header: str) -> str:
        """“候选人”表（工作表“候选人”）第 7 行“身份证号”: how a message names a cell."""
        return f"{self.place}第 {self.row_number(index)} 行“{header}”"

    @property
    def place(self) -> str:
        """“候选人”表（工作表“候选人”）: how a message names the table."""
        return f"“{self.declaration.name}”表（工作表“{self.sheet.name}”）"


class Workbook:
    """The declared tables of one open workbook."""

    def __init__(self, book: xw.Book) -> None:
        self.book = book
        self._regions: dict[str, Region] = {}

    @cached_property
    def sheets(self) -> Mapping[str, xw.Sheet]:
        """Worksheets by name."""
        return {sheet.name: sheet for sheet in self.book.sheets}

    @cached_property
    def _natives(self) -> Mapping[str, tuple[xw.Sheet, xw.main.Table]]:
        return {native.name: (sheet, native) for sheet in self.sheets.values() for native in sheet.tables}

    def sheet(self, name: str) -> xw.Sheet:
        """A worksheet by name; raises `TableError` when the clerk removed or renamed it."""
        try:
            return self.sheets[name]
        except KeyError:
            raise TableError(
                f"找不到工作表“{name}”", remedy="请改回原来的工作表名，或用原始工作簿重新开始"
            ) from None

    def region(self, name: str) -> Region:
        """Read a table once; raises `TableError` or `CellError` for what cannot be read."""
        if name not in self._regions:
            self._regions[name] = self._read(table(name))
        return self._regions[name]

    def records(self, name: str) -> list[Record]:
        """The data rows of a table, by header."""
        return self.region(name).records

    def _read(self, declaration: Table) -> Region:
        sheet, native = self._locate(declaration)
        area = native.range
        top, left = area.row, area.column
        rows, width = area.shape
        last_used = sheet.used_range.last_cell.row
        height = rows - 1
        shown = max(1, min(height, last_used - top))
        body = sheet.range((top, left), (top + shown, left + width - 1))
        header, *values = body.options(ndim=2, chunksize=0, err_to_str=True).value
        formulas = body.options(ndim=2).formula
        offsets = _offsets(declaration, sheet, header)
        grid = [[_plain(value) for value in row] for row in values]
        serial = offsets.get(SERIAL) if declaration.numbered else None
        while grid and all(value is None for at, value in enumerate(grid[-1]) if at != serial):
            grid.pop()
        region = Region(declaration, sheet, native, top, left, height, width, offsets, grid)
        _refuse_unusable(region, formulas)
        return region

    def _locate(self, declaration: Table) -> tuple[xw.Sheet, xw.main.Table]:
        try:
            return self._natives[declaration.name]
        except KeyError:
            pass
        others = [
            f"工作表“{sheet.name}”上的“{name}”"
            for name, (sheet, _) in self._natives.items()
            if name not in TABLES
        ]
        found = f"；另有不认识的表：{'、'.join(others)}" if others else ""
        raise TableError(
            f"找不到名为“{declaration.name}”的表{found}",
            remedy=f"请在“表格设计”中把表名称改回“{declaration.name}”，或用原始工作簿重新开始",
        )


def _offsets(declaration: Table, sheet: xw.Sheet, header: Sequence[Cell]) -> dict[str, int]:
    positions = {str(text).strip(): at for at, text in reversed(list(enumerate(header)))}
    missing = [name for name in declaration.headers if name not in positions]
    if missing:
        raise TableError(
            f"缺少栏目{'、'.join(f'“{name}”' for name in missing)}",
            f"“{declaration.name}”表（工作表“{sheet.name}”）",
            "请把表头改回原样；不用的栏可以隐藏，不能删除",
        )
    return {name: positions[name] for name in declaration.headers}


def _plain(value: object) -> Cell:
    """A host's value as a plain one: whole floats as int, midnights as date, empty text as None."""
    if isinstance(value, str):
        return value if value.strip() else None
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, dt.datetime):
        bare = value.replace(tzinfo=None)
        return bare.date() if bare.time() == dt.time() else bare
    if value is None or isinstance(value, int | float | bool | dt.date):
        return value
    return str(value)


def _refuse_unusable(region: Region, formulas: object) -> None:
    """Data cells hold what somebody typed: a formula or an error value is named and nothing is done."""
    columns = {at: header for header, at in region.offsets.items()}
    texts = formulas[1:] if isinstance(formulas, list | tuple) else []
    bad = [
        f"第 {region.row_number(index)} 行“{columns[at]}”是公式"
        for index, (row, values) in enumerate(zip(texts, region.grid, strict=False))
        for at, text in enumerate(row)
        if at in columns and isinstance(text, str) and text.startswith("=") and text != values[at]
    ]
    bad += [
        f"第 {region.row_number(index)} 行“{columns[at]}”是错误值 {value}"
        for index, row in enumerate(region.grid)
        for at, value in enumerate(row)
        if at in columns and isinstance(value, str) and value in ERROR_VALUES
    ]
    if bad:
        more = f"等 {len(bad)} 处" if len(bad) > SHOWN else ""
        raise CellError(
            "；".join(bad[:SHOWN]) + more,
            region.place,
            "数据栏只放录入的内容：请复制后“选择性粘贴—数值”，或重新录入",
        )


def replace_rows(region: Region, records: Sequence[Record]) -> None:
    """Make `records` the data of the table: it grows or shrinks, columns of the clerk's own stay.

    Raises `TableError` when cells under the table would be overwritten.
    """
    height = max(1, len(records))
    _make_room(region, height)
    blanks: list[Record] = [{}] * (max(height, len(region.grid)) - len(records))
    _write_block(region, 0, [*records, *blanks])
    _resize(region, height)


def append_rows(region: Region, records: Sequence[Record]) -> None:
    """Put `records` behind the last row that holds anything; rows that are there are not touched.

    Raises `TableError` when cells under the table would be overwritten.
    """
    if not records:
        return
    height = len(region.grid) + len(records)
    _make_room(region, height)
    _write_block(region, len(region.grid), records)
    _resize(region, max(height, region.height))


def _write_block(region: Region, start: int, records: Sequence[Record]) -> None:
    first, last = region.row_number(start), region.row_number(start + len(records) - 1)
    for offset, headers in _runs(region):
        block = [
            [_written(region.declaration, header, record.get(header)) for header in headers]
            for record in records
        ]
        left = region.left + offset
        target = region.sheet.range((first, left), (last, left + len(headers) - 1))
        target.options(chunksize=0).value = block
    if not region.declaration.row_height:
        heights = [_height(region.declaration, record) for record in records]
        fit_rows(region.sheet.range((first, region.left)), heights)


def _height(declaration: Table, record: Record) -> float:
    """Points that a row needs for its longest wrapped text."""
    lines = (
        ceil(_digits(str(record[column.header])) / (column.width - 1))
        for column in declaration.columns
        if record.get(column.header) is not None
    )
    return LINE * max(1, *lines, 1) + PADDING


def _digits(text: str) -> float:
    """Width of a text in digits of the default font: a Chinese character takes nearly two."""
    return sum(1.0 if character.isascii() else 1.9 for character in text)


def _resize(region: Region, height: int) -> None:
    if height != region.height:
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
    """Declared columns that stand side by side, so that each run is written with one call."""
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
    if isinstance(value, str) and declaration.column(header).kind is not Kind.TEXT:
        return "'" + value
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return dt.datetime(value.year, value.month, value.day)
    return value


def _make_room(region: Region, height: int) -> None:
    if height <= region.height:
        return
    below = region.sheet.range(
        (region.top + region.height + 1, region.left), (region.top + height, region.left + region.width - 1)
    )
    values = below.options(ndim=2, chunksize=0).value
    for index, row in enumerate(values):
        if any(value not in (None, "") for value in row):
            raise TableError(
                f"表要增加到 {height} 行，但第 {region.top + region.height + 1 + index} 行已有表外的内容",
                region.place,
                "请把表下方的内容移到别处，再操作一次",
            )
