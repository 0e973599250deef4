"""A worksheet part as it reads now: the cells of the file with the changes that are staged over them."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from pyxl.errors import HostError
from pyxl.hosts.addresses import MAX_COLUMNS, MAX_ROWS, Area, parse_area
from pyxl.hosts.package import xml_spans
from pyxl.hosts.package.cell_content import EMPTY, Content, encode, formula_text
from pyxl.hosts.package.numerals import whole
from pyxl.hosts.package.sheet.sheet_scan import Scan
from pyxl.hosts.package.styles_xml import Styles

MAX_BLOCK = 5_000_000
"""Cells that one call may ask for: as many as Excel's own web interface gives at once."""


class Staged(NamedTuple):
    """A cell to be written: its new content (None: the old one stays) and its style."""

    content: Content | None
    style: int


class SheetView:
    """The cells of one worksheet; `bodies` gives the data areas of its tables, for the style of new cells."""

    def __init__(
        self, scan: Scan, styles: Styles, title: str, date1904: bool, bodies: Callable[[], Sequence[Area]]
    ) -> None:
        self.scan = scan
        self.styles = styles
        self.title = title
        self.date1904 = date1904
        self._bodies = bodies
        self.staged: dict[int, dict[int, Staged]] = {}
        self.row_changes: dict[int, dict[str, str | None]] = {}
        self.children: dict[str, bytes | None] = {}
        """Children of the root that are replaced, added, or taken away (None), by name."""
        self.edits: dict[tuple[int, int], bytes] = {}
        """Changes elsewhere in the part, by the bytes that they replace."""
        self.formulas_changed = False
        self._merges: list[Area] | None = None
        self._new_styles: dict[tuple[int, Area | None], int] = {}

    @property
    def changed(self) -> bool:
        """Whether the part is to be rewritten at all."""
        return bool(self.staged or self.row_changes or self.children or self.edits)

    # Reading

    def block(self, area: Area) -> list[list[Any]]:
        """Values of a rectangle, row by row; None where nothing stands."""
        return self._read(area, lambda i: self.scan.values[i], lambda content: content.value)

    def formulas(self, area: Area) -> list[list[str]]:
        """Formulas of a rectangle with their `=`; constants as text, "" for empty cells."""
        scan = self.scan

        def constant(value: object) -> str:
            if isinstance(value, dt.datetime):
                return encode(value, as_text=False, date1904=self.date1904).text.decode()
            return formula_text(value)

        rows = self._read(
            area,
            lambda i: scan.formulas.get(i) or constant(scan.values[i]),
            lambda content: content.formula or constant(content.value),
        )
        return [[cell or "" for cell in row] for row in rows]

    def uncalculated(self, area: Area) -> list[tuple[int, int]]:
        """Row and column of the formulas in a rectangle that have no value until a program calculates them."""
        scan = self.scan
        found = self._read(
            area,
            lambda i: i in scan.formulas and scan.values[i] is None,
            lambda content: bool(content.formula) and content.value is None,
        )
        return [
            (row, column)
            for row, line in enumerate(found, area.top)
            for column, waits in enumerate(line, area.left)
            if waits
        ]

    def _read(self, area: Area, old: Callable[[int], Any], new: Callable[[Content], Any]) -> list[list[Any]]:
        if area.size > MAX_BLOCK:
            raise HostError("一次要读的单元格太多", f"{self.title}!{area.address()}", "请只选有数据的区域")
        scan, left, width = self.scan, area.left, area.right - area.left + 1
        rows: list[list[Any]] = [[None] * width for _ in range(area.bottom - area.top + 1)]
        first = bisect_left(scan.row_number, area.top)
        last = bisect_right(scan.row_number, area.bottom)
        for index in range(first, last):
            row = rows[scan.row_number[index] - area.top]
            for i in scan.cells_of(index):
                place = scan.column[i] - left
                if 0 <= place < width:
                    row[place] = old(i)
        for number in self._staged_rows(area):
            row = rows[number - area.top]
            for column, cell in self.staged[number].items():
                if cell.content is not None and 0 <= column - left < width:
                    row[column - left] = new(cell.content)
        return rows

    def _staged_rows(self, area: Area) -> list[int]:
        return [n for n in self.staged if area.top <= n <= area.bottom]

    def used(self) -> Area | None:
        """The rectangle around all cells that hold something; formatted blank cells do not count."""
        scan = self.scan
        lines = [
            (scan.row_number[index], [scan.column[i] for i in scan.cells_of(index) if self._holds(i)])
            for index in range(len(scan.row_number))
            if scan.row_number[index] not in self.staged
        ]
        for row in self.staged:
            cells = self._row_values(row)
            lines.append((row, [column for column, full in cells.items() if full]))
        filled = [(row, columns) for row, columns in lines if columns]
        if not filled:
            return None
        rows = [row for row, _ in filled]
        return Area(min(rows), min(min(c) for _, c in filled), max(rows), max(max(c) for _, c in filled))

    def _holds(self, i: int) -> bool:
        return self.scan.values[i] is not None or i in self.scan.formulas

    def _row_values(self, row: int) -> dict[int, bool]:
        index = self.scan.row_index(row)
        cells = (
            {} if index is None else {self.scan.column[i]: self._holds(i) for i in self.scan.cells_of(index)}
        )
        for column, cell in self.staged.get(row, {}).items():
            if cell.content is not None:
                cells[column] = cell.content != EMPTY
        return cells

    def style(self, row: int, column: int) -> int:
        """The style of a cell, or the one that it would take if it were written now."""
        cell = self.staged.get(row, {}).get(column)
        if cell is not None:
            return cell.style
        i = self._cell_index(row, column)
        return self.scan.style[i] if i is not None else self._new_style(row, column)

    def styles_in(self, area: Area) -> set[int]:
        """The styles of the cells of a rectangle, however many rows it has."""
        scan, found = self.scan, set()
        missing = set(range(area.left, area.right + 1)) if self._leaves_rows_out(area) else set()
        for index in range(
            bisect_left(scan.row_number, area.top), bisect_right(scan.row_number, area.bottom)
        ):
            row, columns = scan.row_number[index], set()
            staged = self.staged.get(row, {})
            for i in scan.cells_of(index):
                column = scan.column[i]
                if area.left <= column <= area.right:
                    columns.add(column)
                    found.add(staged[column].style if column in staged else scan.style[i])
            found |= {self.style(row, c) for c in range(area.left, area.right + 1) if c not in columns}
        for row in self._only_staged(area):
            found |= {self.style(row, column) for column in range(area.left, area.right + 1)}
        return found | {self._new_style(area.bottom, column) for column in missing}

    def _only_staged(self, area: Area) -> list[int]:
        """Rows of a rectangle that the part does not mention and a change has made."""
        return [row for row in self._staged_rows(area) if self.scan.row_index(row) is None]

    def _leaves_rows_out(self, area: Area) -> bool:
        """Whether neither the part nor a change mentions every row of a rectangle."""
        numbers = self.scan.row_number
        there = bisect_right(numbers, area.bottom) - bisect_left(numbers, area.top)
        return there + len(self._only_staged(area)) < area.bottom - area.top + 1

    def _cell_index(self, row: int, column: int) -> int | None:
        index = self.scan.row_index(row)
        if index is None:
            return None
        cells = self.scan.cells_of(index)
        i = bisect_left(self.scan.column, column, cells.start, cells.stop)
        return i if i < cells.stop and self.scan.column[i] == column else None

    def _new_style(self, row: int, column: int) -> int:
        """A new cell looks like the first cell below its table's header, else as its column or row says."""
        body = next((body for body in self._bodies() if body.contains(row, column)), None)
        known = self._new_styles.get((column, body))
        if known is None:
            known = self._first_style(body, column) if body is not None and body.top != row else 0
            known = known or self.column_style(column)
            self._new_styles[column, body] = known
        return known or whole(self.row_attributes(row).get("s", "0"), self.scan.where)

    def _first_style(self, body: Area, column: int) -> int:
        cell = self.staged.get(body.top, {}).get(column)
        i = self._cell_index(body.top, column)
        return cell.style if cell else self.scan.style[i] if i is not None else 0

    def column_style(self, column: int) -> int:
        """The style that `cols` gives a column."""
        for area, style in self._column_styles():
            if area[0] <= column <= area[1]:
                return style
        return 0

    def _column_styles(self) -> list[tuple[tuple[int, int], int]]:
        cols = self.scan.child("cols")
        if cols is None:
            return []
        found = [e.attributes for e in self.scan.subtree(cols)[1].children]

        def number(attributes: dict[str, str], name: str) -> int:
            return whole(attributes.get(name, "0"), self.scan.where)

        return [((number(a, "min"), number(a, "max")), number(a, "style")) for a in found]

    def row_attributes(self, row: int) -> dict[str, str]:
        """Attributes of a row (`ht`, `hidden`, `s` ...), with staged changes."""
        index = self.scan.row_index(row)
        found: dict[str, str] = {}
        if index is not None:
            found = xml_spans.get_attributes(xml_spans.start_tag(self.scan.data, self.scan.row_start[index]))
        found.update({k: v for k, v in self.row_changes.get(row, {}).items() if v is not None})
        return {k: v for k, v in found.items() if self.row_changes.get(row, {}).get(k, v) is not None}

    def merges(self) -> list[Area]:
        """The merged areas."""
        if self._merges is None:
            element = self.scan.child("mergeCells")
            cells = self.scan.subtree(element)[1].children if element else []
            found = (parse_area(cell.attributes.get("ref", "")) for cell in cells)
            self._merges = [area for area in found if area is not None]
        return self._merges

    def put_merges(self, areas: Sequence[Area]) -> None:
        """The merged areas from now on."""
        self._merges = list(areas)

    def edge(self, row: int, column: int, direction: str) -> tuple[int, int]:
        """The cell (row, column) that Ctrl and an arrow key lead to from a cell."""
        used = self.used() or Area(1, 1, 1, 1)
        step = 1 if direction in ("down", "right") else -1
        if direction in ("up", "down"):
            line = self.block(Area(1, column, max(used.bottom, row), column))
            return _ctrl_arrow([cells[0] is not None for cells in line], row, step, MAX_ROWS), column
        line = self.block(Area(row, 1, row, max(used.right, column)))
        return row, _ctrl_arrow([cell is not None for cell in line[0]], column, step, MAX_COLUMNS)


def _ctrl_arrow(full: list[bool], here: int, step: int, last: int) -> int:
    """Where Ctrl and an arrow lead to in a line of cells counted from 1; beyond its end all are empty."""

    def filled(place: int) -> bool:
        return 1 <= place <= len(full) and full[place - 1]

    limit = last if step > 0 else 1
    if here == limit:
        return here
    at = here + step
    if filled(here) and filled(at):
        while at != limit and filled(at + step):
            at += step
        return at
    while at != limit and not filled(at):
        at = limit if step > 0 and at >= len(full) else at + step
    return at
