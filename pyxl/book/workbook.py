"""Reading whole tables of an open workbook, whatever the host; `pyxl.book.table_writing` writes them.

Everything here goes through `xlwings.Book`, so the same lines serve a live Excel and a closed file.
Each call into Excel costs about ten milliseconds: a table is read with a fixed number of calls, whatever
the number of its rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import xlwings as xw

from pyxl.book import plain_ranges
from pyxl.book.below import rows_below
from pyxl.book.declared import (
    BALLOT_STYLES,
    FIRST_VERSION,
    LIVE_ROWS,
    LIVE_STATUS,
    Column,
    Table,
    table,
)
from pyxl.book.intake import EXCEL_ERRORS
from pyxl.book.pages import BallotSheets
from pyxl.book.plain_ranges import PlainRanges, plain
from pyxl.book.table_places import TablePlaces
from pyxl.errors import CellError, TableError
from pyxl.hosts.addresses import Area
from pyxl.hosts.live import application_of
from pyxl.hosts.sheets.blocks import area_of, cleaned, cleaned_formulas, read_both
from pyxl.hosts.sheets.steps import StepMacro

Cell = plain_ranges.Cell
Record = Mapping[str, Cell]

SERIAL = "序号"
"""The column that the buttons keep counting in numbered tables: a row with nothing else is blank."""
TALL = 10_000
"""Rows from which a table is read only as far down as its sheet is used: somebody may have drawn it to the bottom."""
SHOWN = 5
"""How many cells at fault a message names before it says how many more there are."""


@dataclass(frozen=True)
class Region:
    """Where a declared table lies in this workbook, and its content as it was read.

    `offsets` maps declared headers to 0-based columns of the table; columns that the clerk added are
    in none of them and are never written.  `height` counts the data rows of the table.  `below` of them were typed under the table, which must still be stretched over them.  `grid` has one list per data row down to the last row that holds anything;
    `cells` is the range over the table as it was found, where its data end with it.  `ahead` are the rows below that a numbered table has numbered and nobody has filled.  `live_columns` are the
    0-based columns of formulas that are no data, `live_whole` whether they are all there; `pasted_over` the 0-based filled rows that lack one of them.
    `known_name` is the sheet's, where nobody need ask for it.
    """

    declaration: Table
    sheet: xw.Sheet
    top: int
    left: int
    height: int
    below: int
    width: int
    offsets: Mapping[str, int]
    grid: list[list[Cell]]
    ahead: list[list[Cell]]
    cells: xw.Range | None
    live_columns: tuple[int, ...]
    live_whole: bool
    pasted_over: tuple[int, ...]
    known_name: str | None = None

    @cached_property
    def records(self) -> list[Record]:
        """The data rows, by header."""
        return self._by_header(self.grid)

    @property
    def columns(self) -> list[Column]:
        """The declared columns that this workbook has."""
        return [column for column in self.declaration.columns if column.header in self.offsets]

    @property
    def absent(self) -> list[Column]:
        """The columns that came with a later version than this workbook."""
        return [column for column in self.declaration.columns if column.header not in self.offsets]

    @cached_property
    def native(self) -> xw.main.Table:
        """The table itself; only who changes its size needs it."""
        return self.sheet.tables[self.declaration.name]

    @cached_property
    def totals(self) -> int:
        """Rows of totals below the data, 0 or 1."""
        return int(self.native.show_totals)

    @cached_property
    def last_used(self) -> int:
        """The last row of the sheet that holds anything."""
        return area_of(self.sheet.used_range).bottom

    @cached_property
    def sheet_name(self) -> str:
        """The name of the sheet as the clerk has it now."""
        return str(self.sheet.name) if self.known_name is None else self.known_name

    @property
    def present(self) -> list[Record]:
        """The data rows and those that are numbered ahead: all that must come back after an undo."""
        return self.records + self._by_header(self.ahead)

    def _by_header(self, rows: Sequence[Sequence[Cell]]) -> list[Record]:
        blank: dict[str, Cell] = dict.fromkeys(column.header for column in self.absent)
        return [{header: row[at] for header, at in self.offsets.items()} | blank for row in rows]

    def row_number(self, index: int) -> int:
        """The sheet's row of the data row with this 0-based index."""
        return self.top + 1 + index

    def where(self, index: int, header: str) -> str:
        """“候选人”表（工作表“候选人”）第 7 行“身份证号”: how a message names a cell."""
        return f"{self.place}第 {self.row_number(index)} 行“{header}”"

    @property
    def place(self) -> str:
        """“候选人”表（工作表“候选人”）: how a message names the table."""
        return f"“{self.declaration.name}”表（工作表“{self.sheet_name}”）"


class Workbook:
    """The declared tables of one open workbook."""

    def __init__(self, book: xw.Book) -> None:
        self.book = book
        self._regions: dict[str, Region] = {}
        self._tabs = book.sheets
        self._sheets: dict[str, xw.Sheet] = {}
        self._places = TablePlaces(self._tabs, self._sheet)
        self.ballots = BallotSheets(self.sheet, BALLOT_STYLES, lambda steps: self.macro.carry_out(steps))
        self.plain = PlainRanges(self.sheet)

    def expect(self, *names: str) -> None:
        """Of these tables read those that nobody has read yet: where Excel can be asked for all at once they cost two calls."""
        self._places.expect(self.macro, [name for name in names if name not in self._regions])

    def forget_expected(self) -> None:
        """Keep nothing of what was expected and never read: the workbook is about to change."""
        self._places.forget()

    @cached_property
    def macro(self) -> StepMacro:
        """The workbook's macro for many steps, where it stands open in Excel."""
        return StepMacro(self.book, self.application)

    @cached_property
    def application(self) -> Any:  # noqa: ANN401 - a COM object
        """The Excel in which the book is open, or None."""
        return application_of(self.book)

    @cached_property
    def folder(self) -> Path:
        """Where the workbook lies."""
        return Path(self.book.fullname).parent

    def sheet(self, name: str) -> xw.Sheet:
        """A worksheet by name; raises `TableError` when the clerk removed or renamed it."""
        found = self._sheet(name)
        if found is None:
            raise TableError(f"找不到工作表“{name}”", remedy="请改回原来的工作表名，或用原始工作簿重新开始")
        return found

    def lacks_sheet(self, name: str) -> bool:
        """Whether there is no worksheet of this name."""
        return self._sheet(name) is None

    def _sheet(self, name: str) -> xw.Sheet | None:
        """A worksheet by name, asked for by that name alone: a list of all would cost a call for each."""
        if name not in self._sheets:
            try:
                self._sheets[name] = self._tabs[name]
            except Exception:  # each host has its own error for an unknown name
                if name in [sheet.name for sheet in self._tabs]:
                    raise
                return None
        return self._sheets[name]

    def region(self, name: str) -> Region:
        """Read a table once; raises `TableError` or `CellError` for what cannot be read."""
        if name not in self._regions:
            self._regions[name] = self._read(table(name))
        return self._regions[name]

    def put_region(self, region: Region) -> None:
        """What became of a table that was read: it has columns that it lacked."""
        self._regions[region.declaration.name] = region

    def lacks(self, name: str) -> bool:
        """Whether this workbook is older than one of the declared tables."""
        declaration = table(name)
        if name in self._regions or declaration.since == FIRST_VERSION:
            return False
        return not self._places.has(declaration)

    @property
    def regions(self) -> Sequence[Region]:
        """The tables that have been read."""
        return tuple(self._regions.values())

    def records(self, name: str) -> list[Record]:
        """The data rows of a table, by header; none where the workbook is older than the table."""
        return [] if self.lacks(name) else self.region(name).records

    def _read(self, declaration: Table) -> Region:
        place, content = self._places.take(declaration)
        sheet, area = place.sheet, place.area
        height = area.bottom - area.top
        shown = max(1, height)
        if height > TALL:
            shown = max(1, min(height, area_of(sheet.used_range).bottom - area.top))
        body = Area(area.top, area.left, area.top + shown, area.right)
        if content is None:
            (header, *values), formulas = read_both(sheet, body, place.cells if body == area else None)
        else:
            header, *values = cleaned(sheet, content.values)
            formulas = cleaned_formulas(content.formulas)
        offsets = _offsets(declaration, sheet, header)
        used = None if content is None else content.last_used
        below = 0 if height > TALL else rows_below(declaration, sheet, body, offsets, used)
        if below and sheet.tables[declaration.name].show_totals:
            below = 0  # no table can be stretched over its own totals
        if below:
            height += below
            (header, *values), formulas = read_both(sheet, replace(body, bottom=body.bottom + below))
        grid = [[plain(value) for value in row] for row in values]
        live = tuple(at for at, text in enumerate(header) if declaration.is_formula(text))
        _pass_over(grid, live)
        for at in (offsets[c.header] for c in declaration.columns if c.link and c.header in offsets):
            for row, line in zip(grid, formulas[1:], strict=True):
                row[at] = line[at] if is_formula(line[at]) else row[at]
        serial = offsets.get(SERIAL) if declaration.numbered else None
        held = _held(grid, formulas[1:], frozenset(offsets.values()))
        filled = _filled(held)
        people = _filled(held[:filled], serial)
        region = Region(
            declaration=declaration,
            sheet=sheet,
            top=area.top,
            left=area.left,
            height=height,
            below=below,
            width=area.right - area.left + 1,
            offsets=offsets,
            grid=grid[:people],
            ahead=grid[people:filled],
            cells=place.cells if body == area and not below else None,
            live_columns=live,
            live_whole=_is_whole(declaration, header),
            pasted_over=_pasted_over(live, formulas[1 : min(people, height - below, LIVE_ROWS) + 1]),
            known_name=place.sheet_name,
        )
        _refuse_unusable(region, formulas)
        return region


def _filled(grid: Sequence[Sequence[Cell]], passed_over: int | None = None) -> int:
    """How many rows there are down to the last one that holds anything, one column passed over."""
    count = len(grid)
    while count and all(value is None for at, value in enumerate(grid[count - 1]) if at != passed_over):
        count -= 1
    return count


def _held(
    grid: Sequence[Sequence[Cell]], formulas: Sequence[Sequence[str]], typed: Set[int]
) -> Sequence[Sequence[Cell]]:
    """The grid with the formulas of typed columns where they have no value: such a row is no blank one, but refused."""
    return [
        [
            text if value is None and at in typed and is_formula(text) else value
            for at, (value, text) in enumerate(zip(row, line, strict=True))
        ]
        for row, line in zip(grid, formulas, strict=True)
    ]


def _pass_over(grid: Sequence[list[Cell]], columns: Sequence[int]) -> None:
    """What formulas say is no data: it makes no row a filled one."""
    for row in grid if columns else ():
        for at in columns:
            row[at] = None


def _offsets(declaration: Table, sheet: xw.Sheet, header: Sequence[Cell]) -> dict[str, int]:
    positions = {"".join(str(text).split()): at for at, text in reversed(list(enumerate(header)))}
    placed = [column.header for column in declaration.columns if column.header in positions]
    missing = [
        column.header
        for column in declaration.columns
        if column.header not in positions and column.since == FIRST_VERSION
    ]
    if missing:
        raise TableError(
            f"缺少栏目{'、'.join(f'“{name}”' for name in missing)}",
            f"“{declaration.name}”表（工作表“{sheet.name}”）",
            "请把表头改回原样；不用的栏可以隐藏，不能删除",
        )
    return {name: positions[name] for name in placed}


def _is_whole(declaration: Table, header: Sequence[Cell]) -> bool:
    """Whether a live table still has its status and the hidden steps to it, which are deleted together or not at all."""
    steps = [text for text in header if declaration.is_formula(text) and text != LIVE_STATUS]
    return not declaration.live or (LIVE_STATUS in header and bool(steps))


def _pasted_over(columns: Sequence[int], formulas: Sequence[Sequence[str]]) -> tuple[int, ...]:
    """The 0-based rows in which something else stands in a formula column."""
    return tuple(row for row, line in enumerate(formulas) if not all(is_formula(line[at]) for at in columns))


def is_formula(text: object) -> bool:
    """Whether what a host hands over as a cell's formula is one, and no constant."""
    return isinstance(text, str) and text.startswith("=")


def _refuse_unusable(region: Region, formulas: object) -> None:
    """Data cells hold what somebody typed: a formula or an error value is named and nothing is done."""
    columns = {at: header for header, at in region.offsets.items()}
    texts = formulas[1:] if isinstance(formulas, list | tuple) else []
    bad = [
        f"第 {region.row_number(index)} 行“{columns[at]}”是公式"
        for index, (row, values) in enumerate(zip(texts, region.grid, strict=False))
        for at, text in enumerate(row)
        if at in columns and is_formula(text) and text != values[at]
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
