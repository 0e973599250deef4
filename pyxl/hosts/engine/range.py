"""Range of the closed-file engine: values, formulas and formats of a rectangle of cells."""

# Members carry the names, and where none is given the meaning, of xlwings.base_classes.
# ruff: noqa: ANN401, D102

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from xlwings import base_classes

from pyxl.errors import HostError
from pyxl.hosts.addresses import MAX_COLUMNS, MAX_ROWS, Area
from pyxl.hosts.engine.refusals import refusal, refusing
from pyxl.hosts.package import MAX_BLOCK, SheetXml
from pyxl.hosts.package.sheet import sheet_layout

if TYPE_CHECKING:
    from pyxl.hosts.engine.sheet import Sheet

_T = TypeVar("_T")
_WORDS = {"up": -4162, "down": -4121, "left": -4159, "right": -4161}  # XlDirection
_DIRECTIONS: dict[str | int, str] = {
    name: word for word, code in _WORDS.items() for name in (word, word[0], code)
}


@refusing(base_classes.Range)
class Range:
    """A rectangle of cells; rows and columns count from 1, and it may be empty after slicing."""

    max_cells_per_read = None
    max_cells_per_write = None

    def __init__(self, sheet: Sheet, row: int, column: int, rows: int, columns: int) -> None:
        self._sheet = sheet
        self._row, self._column = row, column
        self._shape = rows, columns
        self.options: dict[str, Any] = {}

    @classmethod
    def over(cls, sheet: Sheet, area: Area) -> Range:
        """The range over an area."""
        return cls(sheet, area.top, area.left, area.bottom - area.top + 1, area.right - area.left + 1)

    # Where it is

    @property
    def api(self) -> Range:
        return self

    @property
    def sheet(self) -> Sheet:
        return self._sheet

    @property
    def coords(self) -> tuple[str, int, int, int, int]:
        return self._sheet.name, self._row, self._column, *self._shape

    @property
    def row(self) -> int:
        return self._row

    @property
    def column(self) -> int:
        return self._column

    @property
    def shape(self) -> tuple[int, int]:
        return self._shape

    def __len__(self) -> int:
        return self._shape[0] * self._shape[1]

    def __bool__(self) -> bool:
        return True

    @property
    def area(self) -> Area:
        """The rectangle.  Raises HostError when it reaches beyond the sheet, or is empty."""
        bottom, right = self._row + self._shape[0] - 1, self._column + self._shape[1] - 1
        if self._row < 1 or self._column < 1 or bottom > MAX_ROWS or right > MAX_COLUMNS or not len(self):
            raise HostError("选取的区域超出了工作表", self._sheet.name, "请检查行号和列号")
        return Area(self._row, self._column, bottom, right)

    @property
    def address(self) -> str:
        return self.get_address(True, True, False)

    def get_address(
        self, row_absolute: bool = True, column_absolute: bool = True, external: bool = False
    ) -> str:
        """The address; `external` puts book and sheet before it."""
        text = self.area.address("$") if row_absolute and column_absolute else self.area.address()
        if row_absolute != column_absolute:
            raise refusal("Range.get_address（混合引用）")
        return f"'[{self._sheet.book.name}]{self._sheet.name}'!{text}" if external else text

    def __call__(self, *args: int) -> Range:
        """The cell at (row, column) counted from the first, or the n-th cell row by row."""
        if len(args) == 1:
            row, column = divmod(args[0] - 1, self._shape[1])
        else:
            row, column = args[0] - 1, args[1] - 1
        return Range(self._sheet, self._row + row, self._column + column, 1, 1)

    @property
    def _xml(self) -> SheetXml:
        return self._sheet.cells_xml

    # Values

    @property
    def raw_value(self) -> Any:
        """Rows of values; a single cell's value alone, as over COM."""
        if not len(self):
            return None
        block = self._xml.block(self.area)
        return block[0][0] if self._shape == (1, 1) else block

    @raw_value.setter
    def raw_value(self, data: Any) -> None:
        self._write(data, formulas=False)

    def _write(self, data: Any, formulas: bool) -> None:
        if len(self):
            rows = self._fitted(data)
            self._sheet.book.file.write(self._sheet.position, self.area, rows, formulas=formulas)

    def _fitted(self, data: Any) -> list[Any]:
        """Rows as large as the range: one value fills it, one row is repeated."""
        rows, columns = self._shape
        if not isinstance(data, list | tuple):
            if len(self) > MAX_BLOCK:
                raise HostError("一次要写的单元格太多", self._sheet.name, "请只选需要的区域")
            return [[data] * columns for _ in range(rows)]
        lines = list(data) if data and isinstance(data[0], list | tuple) else [data] * rows
        if len(lines) != rows or any(len(line) != columns for line in lines):
            raise HostError(f"数据的行列数与区域 {self.area.address()} 不符", self._sheet.name, "请检查数据")
        return lines

    @property
    def formula(self) -> Any:
        """Formulas with `=`, constants as text: one text, or rows of them."""
        if not len(self):
            return None
        rows = self._xml.formulas(self.area)
        return rows[0][0] if self._shape == (1, 1) else tuple(tuple(row) for row in rows)

    @formula.setter
    def formula(self, value: Any) -> None:
        self._write(value, formulas=True)

    formula2 = formula

    @property
    def has_array(self) -> bool:
        return any(lock.meets(self.area) for lock in self._xml.scan.locked)

    def select(self) -> None:
        """Have the first cell selected when the file is opened; a closed file has no larger selection."""
        self._sheet.book.file.select(self._sheet.position, self.area)

    def clear_contents(self) -> None:
        """Empty the constants; formulas are refused, formats stay."""
        if len(self):
            self._sheet.book.file.clear(self._sheet.position, self.area)

    def end(self, direction: str | int) -> Range:
        """The cell that Ctrl and an arrow key lead to; `direction` as a word, its first letter or Excel's number.

        Raises HostError for another direction.
        """
        if direction not in _DIRECTIONS:
            raise HostError(f"没有“{direction}”这个方向", self._sheet.name, f"可用：{'、'.join(_WORDS)}")
        row, column = self._xml.edge(self._row, self._column, _DIRECTIONS[direction])
        return Range(self._sheet, row, column, 1, 1)

    # Formats

    def _cells(self) -> list[tuple[int, int]]:
        area = self.area
        if area.size > MAX_BLOCK // 10:
            raise HostError("一次要设格式的单元格太多", self._sheet.name, "请只选需要的区域")
        return [(r, c) for r in range(area.top, area.bottom + 1) for c in range(area.left, area.right + 1)]

    @property
    def number_format(self) -> str | None:
        """The number format, or None when the cells differ."""
        return _same(self._xml.styles.number_format(style) for style in self._xml.styles_in(self.area))

    @number_format.setter
    def number_format(self, value: str) -> None:
        sheet = self._xml
        for row, column in self._cells():
            sheet.restyle(row, column, sheet.styles.with_format(sheet.style(row, column), value))

    def copy_from(
        self, source: Any, copy_type: str = "all", skip_blanks: bool = False, transpose: bool = False
    ) -> None:
        """Copy formats or values (`copy_type`) from a range of the same book; a smaller source is tiled.

        Formats are the cells' own: merged areas and conditional formats are not copied.
        """
        if copy_type not in ("formats", "values") or skip_blanks or transpose:
            raise refusal(f"Range.copy_from(copy_type={copy_type!r})（复制）")
        origin: Range = source.impl
        if origin.sheet.book is not self._sheet.book:
            raise refusal("Range.copy_from（从另一个工作簿复制）")
        target = self._tiled(origin)
        if copy_type == "values":
            block = origin._xml.block(origin.area)
            rows = [[block[r % len(block)][c % len(block[0])] for c in range(target.shape[1])]
                    for r in range(target.shape[0])]  # fmt: skip
            target.raw_value = rows
            return
        first, high, wide = origin.area, *origin.shape
        for row, column in target._cells():
            place = first.top + (row - target.row) % high, first.left + (column - target.column) % wide
            style = origin._xml.style(*place)
            if style != self._xml.style(row, column):
                self._xml.restyle(row, column, style)

    def _tiled(self, origin: Range) -> Range:
        """Where a copy goes: all of this range if the source fits a whole number of times, else once."""
        high, wide = origin.shape
        rows = self._shape[0] if self._shape[0] % high == 0 else high
        columns = self._shape[1] if self._shape[1] % wide == 0 else wide
        return Range(self._sheet, self._row, self._column, rows, columns)

    # Rows and columns

    def _each(self, numbers: range, read: Callable[[SheetXml, int], _T]) -> _T | None:
        return _same(read(self._xml, number) for number in numbers)

    @property
    def _row_numbers(self) -> range:
        return range(self.area.top, self.area.bottom + 1)

    @property
    def _column_numbers(self) -> range:
        return range(self.area.left, self.area.right + 1)

    @property
    def row_height(self) -> float | None:
        """Points, or None when the rows differ."""
        return self._each(self._row_numbers, sheet_layout.row_height)

    @row_height.setter
    def row_height(self, value: float) -> None:
        for row in self._row_numbers:
            sheet_layout.set_row_height(self._xml, row, value)

    def set_row_heights(self, heights: Sequence[float]) -> None:
        """One height in points for each row from this range's first on; xlwings itself has no such call."""
        for row, height in enumerate(heights, self.area.top):
            sheet_layout.set_row_height(self._xml, row, height)

    @property
    def column_width(self) -> float | None:
        """Characters of the default font, or None when the columns differ."""
        return self._each(self._column_numbers, sheet_layout.column_width)

    @column_width.setter
    def column_width(self, value: float) -> None:
        sheet_layout.set_column_width(self._xml, self._column_numbers, value)

    @property
    def row_hidden(self) -> bool | None:
        return self._each(self._row_numbers, sheet_layout.row_hidden)

    @row_hidden.setter
    def row_hidden(self, value: bool) -> None:
        for row in self._row_numbers:
            sheet_layout.set_row_hidden(self._xml, row, value)

    @property
    def column_hidden(self) -> bool | None:
        return self._each(
            self._column_numbers,
            lambda s, c: sheet_layout.column_attributes(s, c).get("hidden") in ("1", "true"),
        )

    @column_hidden.setter
    def column_hidden(self, value: bool) -> None:
        sheet_layout.set_column_hidden(self._xml, self._column_numbers, value)

    def merge(self, across: bool) -> None:
        """Make one cell of the range, or of each of its rows; what stands in the others must be blank."""
        area = self.area
        rows = range(area.top, area.bottom + 1)
        new = [replace(area, top=row, bottom=row) for row in rows] if across else [area]
        kept = [merge for merge in self._xml.merges() if not merge.meets(area)]
        sheet_layout.set_merges(self._xml, [*kept, *new])

    def unmerge(self) -> None:
        """Take apart every merged area that the range meets."""
        sheet_layout.set_merges(
            self._xml, [merge for merge in self._xml.merges() if not merge.meets(self.area)]
        )

    @property
    def merge_cells(self) -> bool:
        return any(merge.meets(self.area) for merge in self._xml.merges())

    @property
    def merge_area(self) -> Range:
        merges = (merge for merge in self._xml.merges() if merge.contains(self._row, self._column))
        area = next(merges, None)
        return Range.over(self._sheet, area) if area else self(1, 1)


def _same(values: Iterable[_T]) -> _T | None:
    """The value that all have, or None."""
    found = list(values)
    return found[0] if found and all(value == found[0] for value in found) else None
