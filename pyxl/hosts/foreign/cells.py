"""What the readers of foreign files share: bounds on what is read, and numbers as their sender saw them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from pyxl.errors import FileError
from pyxl.hosts.foreign.grid import Cell, Grid, Line, Merge

MAX_FILE_BYTES = 50_000_000
MAX_TEXT_BYTES = 20_000_000
"""Of a .csv or a web page."""
MAX_CELLS = 2_000_000
MAX_LINES = 200_000
"""Of one file; the largest county has fewer women in all its lists."""
MAX_COLUMNS = 256
MAX_MERGES = 100_000
"""A list of 100,000 people with 15 columns is 1,500,000 cells in about 7 MB."""

_NAMED = 5
"""Cells that a note names."""
_BLANKS = 5
"""Places that the lines of a sheet may take for each cell of `MAX_CELLS`, blanks to the left among them."""

LAST_ROW = 1_048_576

_LITERALS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_DECIMALS = re.compile(r"0\.(0+)_?\s?")
_PADDED = re.compile(r"0{2,}")


class GridBuilder:
    """Collects the lines of one sheet and stops where a file holds more than any list does.

    `after` is the builder of the sheet before it.
    """

    def __init__(
        self,
        sheet: str,
        where: str,
        *,
        hidden: bool = False,
        after: GridBuilder | None = None,
        above: tuple[str, ...] = (),
    ) -> None:
        self._sheet = sheet
        self._where = where
        self._hidden = hidden
        self._above = above
        self._hidden_rows: set[int] = set()
        self._hidden_columns: set[int] = set()
        self._struck: set[tuple[int, int]] = set()
        self._partly: list[tuple[int, int]] = []
        self._unseen: list[tuple[int, int]] = []
        self._lines: list[Line] = []
        self._merges: list[Merge] = []
        self._notes: list[str] = []
        self._far: set[int] = set()
        self.spent: int = after.spent if after else 0
        """Cells read so far, those of earlier sheets among them."""
        self._places = 0
        self.lines: int = after.lines if after else 0
        """Rows read so far, in the same way."""

    def add(self, number: int, cells: Iterable[tuple[int, Cell]]) -> None:
        """Add a row: its number and its cells as (column from 0, value), in any order; blanks are dropped.

        Raises FileError for more cells than a roster has.
        """
        filled = {column: cell for column, cell in cells if not is_blank(cell)}
        near = {column: cell for column, cell in filled.items() if column < MAX_COLUMNS}
        if len(near) < len(filled):
            self._far.add(number)
        if not near:
            return
        self.spent += len(near)
        self._places += max(near) + 1
        self.lines += 1
        if self.lines > MAX_LINES:
            raise FileError(
                f"内容超过 {MAX_LINES:,} 行，不像是一份名册", self._where, "请只保留名册，另存后再导入"
            )
        if self.spent > MAX_CELLS or self._places > _BLANKS * MAX_CELLS:
            raise FileError(
                f"内容超过 {MAX_CELLS:,} 格，不像是一份名册",
                self._where,
                "请只保留名册所在的工作表，另存后再导入",
            )
        self._lines.append(Line(number, tuple(near.get(column) for column in range(max(near) + 1))))

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        """Add a merged area: rows from 1, columns from 0, all included.

        Raises FileError for more merges than a roster has.
        """
        if len(self._merges) >= MAX_MERGES:
            raise FileError("合并单元格多得不正常", self._where, "请在 Excel 里取消合并，另存后再导入")
        if left < MAX_COLUMNS:
            self._merges.append(Merge(top, left, bottom, min(right, MAX_COLUMNS - 1)))

    def hide(self) -> None:
        """The sheet turns out to be hidden."""
        self._hidden = True

    def hide_row(self, number: int) -> None:
        """A row that the sender does not see; blank ones are no matter."""
        self._hidden_rows.add(number)

    def hide_column(self, column: int) -> None:
        """A column that the sender does not see."""
        self._hidden_columns.add(column)

    def strike(self, row: int, column: int, *, whole: bool = True) -> None:
        """A cell that the sender has crossed out, or a part of it."""
        if whole:
            self._struck.add((row, column))
        else:
            self._partly.append((row, column))

    def hide_words(self, row: int, column: int) -> None:
        """A cell with words that the sender's program does not show."""
        self._unseen.append((row, column))

    def note(self, sentence: str) -> None:
        """Add a sentence about what could not be taken over."""
        self._notes.append(sentence)

    def grid(self) -> Grid:
        """The sheet."""
        if self._far:
            rows = f"{len(self._far)} 行，最先在第 {min(self._far)} 行"
            self._notes.append(f"第 {MAX_COLUMNS} 列以右还有内容（{rows}），未读取")
        filled = {line.number for line in self._lines}
        for places, what in ((self._partly, "有一部分划掉的字"), (self._unseen, "有隐藏的字")):
            if places:
                more = f"等 {len(places)} 处" if len(places) > _NAMED else ""
                named = "、".join(f"第 {row} 行第 {column + 1} 列" for row, column in places[:_NAMED])
                self._notes.append(f"{named}{more}{what}，也已导入，请核对")
        return Grid(
            self._sheet,
            tuple(self._lines),
            tuple(self._merges),
            self._hidden,
            tuple(self._notes),
            self._above,
            frozenset(self._hidden_rows & filled),
            frozenset(self._hidden_columns),
            frozenset(place for place in self._struck if place[0] in filled),
        )


def is_blank(cell: Cell) -> bool:
    """Whether a cell holds nothing that can be seen."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def shows_no_day(code: str) -> bool:
    """Whether a date format shows year and month only, such as yyyy"年"m"月"."""
    tokens = _LITERALS.sub("", code.split(";")[0]).lower()
    return "y" in tokens and "m" in tokens and "d" not in tokens and "h" not in tokens


def day_or_month(moment: dt.datetime, *, no_day: bool) -> Cell:
    """A date cell as its sender saw it.

    Excel makes the first of the month of a typed "1980年5月" and shows the month only: that day is Excel's,
    not the sender's, so the month comes back as text.  A day within the month was really given.
    """
    if no_day and moment.day == 1:
        return f"{moment.year}年{moment.month}月"
    return moment.date() if moment.time() == dt.time() else moment


def number(value: float, code: str = "General") -> Cell:
    """A number cell: an int where it is whole; as text where the format shows digits that a number drops.

    1980.10 is stored as 1980.1 and shown by the format 0.00; 0825 is stored as 825 and shown by 0000.
    """
    if value != value or value in (float("inf"), float("-inf")):
        return str(value)
    if not float(value).is_integer():
        places = _DECIMALS.fullmatch(code)
        shown = f"{value:.{len(places[1])}f}" if places else ""
        return shown if shown.endswith("0") else value
    whole = int(value)
    return str(whole).zfill(len(code)) if whole >= 0 and _PADDED.fullmatch(code) else whole
