"""The rows of a sheet of an earlier result, found by its headers, whatever a person has moved, sorted, cleared or added."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pyxl.district.result.declared import Page
from pyxl.errors import FileError
from pyxl.hosts.foreign import Cell, Grid
from pyxl.hosts.foreign import Line as GridLine

Line = Mapping[str, Cell]
"""Header -> cell of one row."""


@dataclass(frozen=True)
class Table:
    """A page as it stands in a file: the line of its headers, the lines below, the column of each of its headers."""

    page: Page
    head: GridLine
    below: tuple[GridLine, ...]
    places: Mapping[str, int]

    def line(self, row: GridLine) -> Line:
        """A row by the page's headers."""
        return {header: row.cell(self.places[header]) for header in self.page.headers}

    @property
    def rows(self) -> Iterator[GridLine]:
        """Its rows, to the first gap; of a page that goes on behind one, all whose `goes_on` column says something."""
        last = self.head.number
        for row in self.below:
            joins = row.number == last + 1
            if self.page.goes_on:
                own = any(row.cell(place) is not None for place in self.places.values())
                if not (joins and own) and row.cell(self.places[self.page.goes_on]) is None:
                    continue
            elif not joins or (row.cell(0) is None and row.cell(1) is None):
                return  # a gap parts the table from totals and notes
            last = row.number
            yield row

    @property
    def others(self) -> Iterator[GridLine]:
        """What stands below and is none of its rows."""
        rows = {row.number for row in self.rows}
        return (row for row in self.below if row.number not in rows)


def table_of(grids: Mapping[str, Grid], page: Page, where: str) -> Table:
    """The table of a page.  Raises FileError where the sheet or one of its columns is missing, naming it."""
    lines = grids[page.sheet].lines if page.sheet in grids else ()
    nearest: set[str] = set(page.headers)
    for at, line in enumerate(lines):
        places: dict[str, int] = {}
        for column, cell in enumerate(line.cells):
            if cell is not None:
                places.setdefault(str(cell), column)  # a column of one's own may be called like one of ours
        missing = set(page.headers) - places.keys()
        if not missing:
            return Table(page, line, lines[at + 1 :], {header: places[header] for header in page.headers})
        nearest = min(nearest, missing, key=len)
    named = "、".join(f"“{header}”" for header in page.headers if header in nearest)
    what = f"表头里找不到{named}" if len(nearest) < len(page.headers) else "表头被改动过"
    raise FileError(f"“{page.sheet}”表的{what}", where, "请恢复原来的表头，或另用一个新文件汇总")


def page_lines(grids: Mapping[str, Grid], page: Page, where: str) -> Iterator[Line]:
    """The rows of a page by its headers.  Raises FileError where the sheet or one of its columns is missing."""
    table = table_of(grids, page, where)
    return (table.line(row) for row in table.rows)
