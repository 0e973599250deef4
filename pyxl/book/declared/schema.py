"""What a declaration of the workbook is made of: columns, tables and sheets.

`pyxl.book.declared.sheets` holds the one declaration of every sheet, table and column.  The built file, the
drop-downs, reading, writing, importing and the manual are all derived from it, so a new column costs
one new line there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from pyxl.errors import TableError

FIRST_VERSION = "0.1.0"
"""The version whose workbooks are the oldest that every later one works on; what names no other came with it."""
LIVE_STATUS = "即时校验"
"""The column that says a row's worst finding while the clerk types; it and the steps to it are formulas."""
LIVE_STEP = "算_"
"""Begins the header of every step to it."""
LIVE_ROWS = 3_000
"""Data rows of a table that have these formulas.  Each row is compared with all for duplicates: beyond some
thousands that is what a keystroke waits for.  A town has some hundred people in a list; the button checks the rest."""


class Kind(Enum):
    """What a column holds; the value is the number format of its cells."""

    TEXT = "@"
    NUMBER = "0"
    DATE = "yyyy-mm-dd"
    GENERAL = "General"


@dataclass(frozen=True, slots=True)
class Narrowed:
    """A drop-down that depends on another: where the column `by` holds one of `values`, only `to` is offered."""

    by: str
    values: tuple[str, ...]
    to: str


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    `header` is its name everywhere: in the sheet, in rules, in scripts.  `width` is in characters of
    the default font.  `choices` names the code list (or, as `table.column`, the table column) that
    its drop-down offers.  `hint` is what the clerk reads when the cell is selected.  In a `link` column each cell
    is a formula that jumps to another cell.  `narrowed` makes the drop-down depend on another cell of the row.
    A `hidden` column is there for the buttons alone: it is neither shown nor printed; a `folded` one opens
    by the + above it.  `since` is the version
    that the column came with: in an older workbook it is absent, reads as blank, and comes with the next press.
    """

    header: str
    width: float
    kind: Kind = Kind.TEXT
    choices: str = ""
    hint: str = ""
    centred: bool = True
    link: bool = False
    narrowed: Narrowed | None = None
    hidden: bool = False
    folded: bool = False
    since: str = FIRST_VERSION


@dataclass(frozen=True)
class Table:
    """One Excel table (ListObject) and the sheet it stands on.

    `rows` is the number of empty data rows that a new workbook has.  `key` is the column that
    every row must fill.  In a `numbered` table the buttons keep 序号 counting from 1.  A `computed` table
    is written by a button and not typed by the clerk.  `row_height` is in points; 0 lets every program fit
    each row to its wrapped text.  A `live` table has formulas of the rules behind its columns, in columns that
    nobody reads or writes.  `on_a4` are the columns that a print on A4 shows, () for all.  `since` is the version that the table came with: in an older workbook it has no rows.
    """

    name: str
    columns: tuple[Column, ...]
    key: str
    rows: int = 30
    numbered: bool = False
    computed: bool = False
    guide: str = ""
    row_height: float = 0
    live: bool = False
    since: str = FIRST_VERSION
    on_a4: tuple[str, ...] = ()

    def is_formula(self, header: object) -> bool:
        """Whether a header in the sheet is one of the live columns."""
        return (
            self.live and isinstance(header, str) and (header == LIVE_STATUS or header.startswith(LIVE_STEP))
        )

    @cached_property
    def headers(self) -> tuple[str, ...]:
        """The column headers in sheet order."""
        return tuple(column.header for column in self.columns)

    @cached_property
    def by_header(self) -> Mapping[str, Column]:
        """Columns by header."""
        return {column.header: column for column in self.columns}

    def column(self, header: str) -> Column:
        """The column with this header; raises `TableError` for an unknown one."""
        try:
            return self.by_header[header]
        except KeyError:
            raise TableError(
                f"没有“{header}”这一列", f"“{self.name}”表", f"可用的列：{'、'.join(self.headers)}"
            ) from None


class Stage(Enum):
    """When a sheet is worked on: the value is the stage's name and the colour of its tabs, as RRGGBB.

    The sheets of `ALWAYS` stand before all others.  Those of one stage are shown together, the others are one click away.
    """

    ALWAYS = ("常用", "C00000")
    PREPARE = ("一、准备", "BF8F00")
    NOMINATE = ("二、推选", "548235")
    CONGRESS = ("三、大会", "7030A0")
    CLOSE = ("四、收尾", "C55A11")
    BACK = ("后台", "7F7F7F")

    @property
    def title(self) -> str:
        """As the clerk reads it."""
        return self.value[0]

    @property
    def colour(self) -> str:
        """Of the tabs."""
        return self.value[1]


class Face(Enum):
    """How a sheet prints."""

    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"


@dataclass(frozen=True)
class Sheet:
    """One worksheet: its name, its ASCII code name for VBA, its tables from top to bottom, how it prints.

    `tab` is the colour of its tab in what leaves, as RRGGBB.  `stage` says when it is worked on; a sheet that no
    clerk sees has none.
    """

    name: str
    code_name: str
    title: str
    tables: tuple[Table, ...] = ()
    face: Face = Face.PORTRAIT
    hidden: bool = False
    tab: str = ""
    stage: Stage | None = None
