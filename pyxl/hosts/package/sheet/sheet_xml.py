"""Staging changes of a worksheet part, which `sheet_writer` then patches into its bytes.

What may not be changed is refused here: formulas, arrays and spills, cells hidden under a merge.  A
staged change is read back at once, so that an action sees what it wrote.
"""

from __future__ import annotations

import gc
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from pyxl.errors import CellError
from pyxl.hosts.addresses import Area, cell_name
from pyxl.hosts.package import xml_spans
from pyxl.hosts.package.cell_content import (
    EMPTY,
    Content,
    encode,
    encode_formula,
    parse_constant,
    to_datetime,
)
from pyxl.hosts.package.sheet.sheet_view import SheetView, Staged
from pyxl.hosts.package.styles_xml import DATE, DATE_TIME


@contextmanager
def _collector_resting() -> Iterator[None]:
    """Keep the cycle collector from walking hundreds of thousands of new cells, which form no cycles."""
    working = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if working:
            gc.enable()


class _Refusals(NamedTuple):
    """What stands in the way in the rectangle being written."""

    formulas: bool
    merges: list[Area]
    locked: list[Area]


class SheetXml(SheetView):
    """One worksheet that can be changed."""

    def write(self, area: Area, rows: Sequence[Sequence[Any]], *, formulas: bool = False) -> None:
        """Stage values for a rectangle.  With `formulas`, plain formulas may be replaced.

        All cells are looked at before the first is staged.  Raises CellError for a cell that may not be
        written, or a value that a cell cannot hold.
        """
        rules = _Refusals(
            formulas,
            [merge for merge in self.merges() if merge.meets(area)],
            [lock for lock in self.scan.locked if lock.meets(area)],
        )
        self._new_styles.clear()
        with _collector_resting():
            ready = {
                row: self._checked(row, area.left, line, rules) for row, line in enumerate(rows, area.top)
            }
        for row, cells in ready.items():
            if cells:
                self.staged.setdefault(row, {}).update(cells)
                self.formulas_changed |= any(cell.content and cell.content.formula for cell in cells.values())

    def _checked(self, row: int, left: int, line: Sequence[Any], rules: _Refusals) -> dict[int, Staged]:
        """The cells of one row that are to be staged."""
        index = self.scan.row_index(row)
        old = {} if index is None else {self.scan.column[i]: i for i in self.scan.cells_of(index)}
        staged = self.staged.get(row, {})
        free = not (rules.merges or rules.locked or staged or self.scan.formulas)
        ready: dict[int, Staged] = {}
        for column, value in enumerate(line, left):
            i = old.get(column)
            if value is None and i is None and column not in staged:
                continue
            if column in staged:
                style = staged[column].style
            else:
                style = self.scan.style[i] if i is not None else self._new_style(row, column)
            try:
                as_text = self.styles.is_text(style)
                typed = parse_constant(value) if rules.formulas and not as_text else value
                content = encode(typed, as_text=as_text, date1904=self.date1904)
                if i is not None and column not in staged and self._holds_already(i, content):
                    continue
                if (free and content.text) or self._may_write(row, column, i, content, rules):
                    number = type(content.value) is float and self.styles.is_date(style)
                    ready[column] = (
                        self._dated(content, style) if content.is_date or number else Staged(content, style)
                    )
            except CellError as fault:
                raise CellError(fault.what, f"{self.title}!{cell_name(row, column)}", fault.remedy) from None
        return ready

    def _holds_already(self, i: int, new: Content) -> bool:
        """Whether a cell of the file is what it is to become: it is then left byte for byte."""
        old = self.scan.values[i]
        same = type(old) is type(new.value) and old == new.value
        return same and not new.formula and i not in self.scan.formulas

    def _dated(self, content: Content, style: int) -> Staged:
        """A number or date with the value that its cell will show.

        A date written where no number format stands gets Excel's own, or it would be read as a number.
        """
        if content.is_date and self.styles.is_general(style):
            style = self.styles.with_built_in(style, DATE_TIME if content.has_time else DATE)
        serial = float(content.text)
        shown = to_datetime(serial, self.date1904) if self.styles.is_date(style) else serial
        return Staged(content._replace(value=shown), style)

    def _may_write(self, row: int, column: int, i: int | None, new: Content, rules: _Refusals) -> bool:
        """Whether there is anything to write; raises CellError where writing is refused."""
        staged = self.staged.get(row, {}).get(column)
        if staged is not None and staged.content is not None:
            value, formula = staged.content.value, staged.content.formula
        else:
            value = self.scan.values[i] if i is not None else None
            formula = self.scan.formulas.get(i, "") if i is not None else ""
        if (new.formula and new.formula == formula) or (new == EMPTY and value is None and not formula):
            return False
        if any(lock.contains(row, column) for lock in rules.locked):
            raise CellError("这里是数组公式的一部分，不能单独改写", remedy="请在 Excel 里修改整个数组公式")
        if formula and (not rules.formulas or i in self.scan.shared):
            raise CellError(
                "这里是公式，不能用数据覆盖", remedy="请把数据填到别的列，或先在 Excel 里清除公式"
            )
        for merge in rules.merges:
            if merge.contains(row, column) and (row, column) != (merge.top, merge.left):
                raise CellError("这里被合并单元格盖住，写了也看不见", remedy="请取消合并，或写到合并区左上角")
        self.formulas_changed |= bool(formula)
        return True

    def stage_formula(self, row: int, column: int, formula: str) -> None:
        """Stage the formula of a table's calculated column in a new row."""
        style = self.style(row, column)
        self.staged.setdefault(row, {})[column] = Staged(encode_formula(formula), style)
        self.formulas_changed = True

    def clear(self, area: Area) -> None:
        """Empty all constants of a rectangle, however large it is; their formats stay.

        One cell that may not be emptied, and none is.
        """
        before = {row: dict(cells) for row, cells in self.staged.items()}
        try:
            for row, columns in self._filled(area).items():
                for column in columns:
                    self.write(Area(row, column, row, column), [[None]])
        except CellError:
            self.staged = before
            raise

    def _filled(self, area: Area) -> dict[int, list[int]]:
        scan = self.scan
        first, last = bisect_left(scan.row_number, area.top), bisect_right(scan.row_number, area.bottom)
        rows = {scan.row_number[index] for index in range(first, last)} | set(self._staged_rows(area))
        return {
            row: [c for c, full in self._row_values(row).items() if full and area.left <= c <= area.right]
            for row in sorted(rows)
        }

    def restyle(self, row: int, column: int, style: int) -> None:
        """Give a cell a style; its content stays."""
        old = self.staged.get(row, {}).get(column)
        if old is None and self._cell_index(row, column) is None:
            self.staged.setdefault(row, {})[column] = Staged(EMPTY, style)
        else:
            self.staged.setdefault(row, {})[column] = Staged(old.content if old else None, style)

    def put_edit(self, edit: xml_spans.Edit) -> None:
        """Stage new bytes for a place outside of the cells; a later change of the place replaces it."""
        self.edits[edit[0], edit[1]] = edit[2]

    def current(self, start: int, stop: int) -> bytes:
        """The bytes of such a place, with a staged change."""
        return self.edits.get((start, stop), self.scan.data[start:stop])

    def set_row(self, row: int, changes: Mapping[str, str | None]) -> None:
        """Stage attributes of a row."""
        self.row_changes.setdefault(row, {}).update(changes)
