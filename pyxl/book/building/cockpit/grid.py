"""The grid on which 首页 is laid out: 24 equal columns, cells joined over any number of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from pyxl.book.building.count_formulas import UNCALCULATED
from pyxl.book.formats import LINE, SEVERITY_COLOURS, STATE_COLOURS, Formats
from pyxl.hosts.addresses import quoted_sheet

COLUMNS = 24
COLUMN_WIDTH, COLUMN_PIXELS = 6.3, 49
MARGIN_WIDTH = 1.3
FIRST_COLUMN = 1
"""0-based column of the sheet where the grid begins; before it lies a narrow margin."""

Look = dict[str, Any]
"""Properties of a format."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows count from 1 as on the sheet, columns from 0 within the grid."""

    page: Worksheet
    formats: Formats

    def set_columns(self) -> None:
        """Give every column its width."""
        self.page.set_column(0, 0, MARGIN_WIDTH)
        self.page.set_column(FIRST_COLUMN, FIRST_COLUMN + COLUMNS - 1, COLUMN_WIDTH)
        self.page.set_column(FIRST_COLUMN + COLUMNS, FIRST_COLUMN + COLUMNS, MARGIN_WIDTH)

    def heights(self, points: Mapping[int, float]) -> None:
        """Heights of rows."""
        for row, height in points.items():
            self.page.set_row(row - 1, height)

    def letter(self, column: int) -> str:
        """The sheet's letter of a column of the grid."""
        return str(xl_col_to_name(FIRST_COLUMN + column))

    def address(self, row: int, column: int) -> str:
        """The absolute address of a cell."""
        return f"${self.letter(column)}${row}"

    def put(
        self, row: int, column: int, span: int, content: str, base: str, rows: int = 1, **look: str | float | bool
    ) -> None:  # fmt: skip
        """A text, or a formula where it begins with =, over `span` columns and `rows` rows."""
        shape = self.formats.look(base, **look)
        left = FIRST_COLUMN + column
        if span > 1 or rows > 1:
            self.page.merge_range(row - 1, left, row + rows - 2, left + span - 1, "", shape)
        if content.startswith("="):
            self.page.write_formula(row - 1, left, content, shape, UNCALCULATED)
        else:
            self.page.write_string(row - 1, left, content, shape)

    def row(self, row: int, column: int, cells: Iterable[tuple[str, int]], base: str) -> None:
        """Texts side by side, each with its span."""
        for content, span in cells:
            self.put(row, column, span, content, base)
            column += span

    def link(self, row: int, column: int, span: int, sheet: str, text: str, rows: int = 1) -> None:
        """A text that leads to a sheet."""
        left, look = FIRST_COLUMN + column, self.formats.named("link")
        if span > 1 or rows > 1:
            self.page.merge_range(row - 1, left, row + rows - 2, left + span - 1, "", look)
        self.page.write_url(row - 1, left, f"internal:{quoted_sheet(sheet)}!A1", look, text)

    def colour(self, row: int, column: int, rows: int, span: int, condition: str, state: str) -> None:
        """Colour cells as a task's state, where a condition on `{cell}` holds."""
        background, ink = STATE_COLOURS[state]
        self._rule(
            row,
            column,
            rows,
            span,
            condition,
            bg_color=background,
            font_color=ink,
            border=1,
            border_color=LINE,
        )

    def severity(self, row: int, column: int, span: int, word: str) -> None:
        """Colour counts above 0 as findings of a severity."""
        background, ink = SEVERITY_COLOURS[word]
        self._rule(
            row,
            column,
            1,
            span,
            "N({each})>0",
            bg_color=background,
            font_color=ink,
            border=1,
            border_color=LINE,
        )

    def ruled(self, row: int, column: int, rows: int, span: int, condition: str) -> None:
        """Draw the lines of cells only where a condition on `{cell}` holds."""
        self._rule(row, column, rows, span, condition, border=1, border_color=LINE)

    def _rule(
        self, row: int, column: int, rows: int, span: int, condition: str, **look: str | float | bool
    ) -> None:
        left = FIRST_COLUMN + column
        each = f"{xl_col_to_name(left)}{row}"
        self.page.conditional_format(
            row - 1, left, row + rows - 2, left + span - 1,
            {"type": "formula", "criteria": "=" + condition.format(cell=f"${each}", each=each),
             "format": self.formats.look(**look)},
        )  # fmt: skip
