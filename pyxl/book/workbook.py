"""Reading whole tables of an open workbook, whatever the host; `pyxl.book.table_writing` writes them.

Everything here goes through `xlwings.Book`, so the same lines serve a live Excel and a closed file.
Each call into Excel costs about ten milliseconds: a table is read with a fixed number of calls, whatever
the number of its rows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import xlwings as xw

from pyxl.book.cell_values import EXCEL_ERRORS
from pyxl.book.schema import Table
from pyxl.book.sheets import TABLES, table
from pyxl.errors import CellError, TableError

Cell = str | int | float | bool | dt.date | None
Record = Mapping[str, Cell]

SERIAL = "序号"
"""The column that the buttons keep counting in numbered tables: a row with nothing else is blank."""
SHOWN = 5
"""How many cells at fault a message names before it says how many more there are."""


@dataclass(frozen=True)
class Region:
    """Where a declared table lies in this workbook, and its content as it was read.

    `offsets` maps declared headers to 0-based columns of the table; columns that the clerk added are
    in none of them and are never written.  `height` counts the data rows of the table; below them stand
    `totals` rows, 0 or 1.  `grid` has one list per data row down to the last row that holds anything;
    `ahead` the rows below that a numbered table has numbered and nobody has filled.  `last_used` is the
    last row of the sheet that holds anything.
    """

    declaration: Table
    sheet: xw.Sheet
    native: xw.main.Table
    top: int
    left: int
    height: int
    totals: int
    width: int
    last_used: int
    offsets: Mapping[str, int]
    grid: list[list[Cell]]
    ahead: list[list[Cell]]

    @cached_property
    def records(self) -> list[Record]:
        """The data rows, by header."""
        return self._by_header(self.grid)

    @property
    def present(self) -> list[Record]:
        """The data rows and those that are numbered ahead: all that must come back after an undo."""
        return self.records + self._by_header(self.ahead)

    def _by_header(self, rows: Sequence[Sequence[Cell]]) -> list[Record]:
        return [{header: row[at] for header, at in self.offsets.items()} for row in rows]

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
    def _natives(self) -> Mapping[str, list[tuple[xw.Sheet, xw.main.Table]]]:
        found: dict[str, list[tuple[xw.Sheet, xw.main.Table]]] = {}
        for sheet in self.sheets.values():
            for native in sheet.tables:
                found.setdefault(native.name, []).append((sheet, native))
        return found

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
        totals = int(native.show_totals)
        height = rows - 1 - totals
        shown = max(1, min(height, last_used - top))
        body = sheet.range((top, left), (top + shown, left + width - 1))
        header, *values = body.options(ndim=2, chunksize=0, err_to_str=True).value
        formulas = body.options(ndim=2).formula
        offsets = _offsets(declaration, sheet, header)
        grid = [[_plain(value) for value in row] for row in values]
        for at in (offsets[column.header] for column in declaration.columns if column.link):
            for row, line in zip(grid, formulas[1:], strict=True):
                row[at] = line[at] or None
        serial = offsets.get(SERIAL) if declaration.numbered else None
        filled = _filled(grid)
        people = _filled(grid[:filled], serial)
        region = Region(
            declaration=declaration,
            sheet=sheet,
            native=native,
            top=top,
            left=left,
            height=height,
            totals=totals,
            width=width,
            last_used=last_used,
            offsets=offsets,
            grid=grid[:people],
            ahead=grid[people:filled],
        )
        _refuse_unusable(region, formulas)
        return region

    def _locate(self, declaration: Table) -> tuple[xw.Sheet, xw.main.Table]:
        places = self._natives.get(declaration.name, [])
        if len(places) == 1:
            return places[0]
        if places:
            raise TableError(
                f"有 {len(places)} 张表都叫“{declaration.name}”，分不清用哪一张",
                "、".join(f"工作表“{sheet.name}”" for sheet, _ in places),
                "请删去多余的一张，或给它改名",
            )
        others = [
            f"工作表“{places[0][0].name}”上的“{name}”"
            for name, places in self._natives.items()
            if name not in TABLES
        ]
        found = f"；另有不认识的表：{'、'.join(others)}" if others else ""
        raise TableError(
            f"找不到名为“{declaration.name}”的表{found}",
            remedy=f"请在“表格设计”中把表名称改回“{declaration.name}”，或用原始工作簿重新开始",
        )


def _filled(grid: Sequence[Sequence[Cell]], passed_over: int | None = None) -> int:
    """How many rows there are down to the last one that holds anything, one column passed over."""
    count = len(grid)
    while count and all(value is None for at, value in enumerate(grid[count - 1]) if at != passed_over):
        count -= 1
    return count


def _offsets(declaration: Table, sheet: xw.Sheet, header: Sequence[Cell]) -> dict[str, int]:
    positions = {"".join(str(text).split()): at for at, text in reversed(list(enumerate(header)))}
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
        if at in columns and isinstance(value, str) and value in EXCEL_ERRORS
    ]
    if bad:
        more = f"等 {len(bad)} 处" if len(bad) > SHOWN else ""
        raise CellError(
            "；".join(bad[:SHOWN]) + more,
            region.place,
            "数据栏只放录入的内容：请复制后“选择性粘贴—数值”，或重新录入",
        )


def read_range(sheet: xw.Sheet, address: str) -> list[list[Cell]]:
    """The values of a plain range, row by row."""
    values = sheet.range(address).options(ndim=2, chunksize=0).value
    return [[_plain(value) for value in row] for row in values]
