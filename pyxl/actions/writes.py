"""What a press can write: whole tables, rows behind them, columns, ballot sheets, plain ranges.

Each kind can be captured before it is written, kept in the undo record, and written back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pyxl.book.pages import Page
from pyxl.book.workbook import Cell, Record


@dataclass(frozen=True, slots=True)
class Replace:
    """Make `records` the whole data of a table, which keeps at least `least` rows, blank ones if need be."""

    table: str
    records: Sequence[Record]
    least: int = 1

    @property
    def place(self) -> str:
        """The table or sheet that is written, as the clerk knows it."""
        return self.table


@dataclass(frozen=True, slots=True)
class Append:
    """Put `records` behind the last filled row of a table."""

    table: str
    records: Sequence[Record]

    @property
    def place(self) -> str:
        """The table or sheet that is written, as the clerk knows it."""
        return self.table


@dataclass(frozen=True, slots=True)
class Fill:
    """Write one column of the rows that are there, one value per data row.

    `keys` are what the table's key column says in these rows, where a state is kept: lists are sorted.
    """

    table: str
    header: str
    values: Sequence[Cell]
    keys: Sequence[str] = ()

    @property
    def place(self) -> str:
        """The table or sheet that is written, as the clerk knows it."""
        return self.table


@dataclass(frozen=True, slots=True)
class Show:
    """Make `page` the whole content of a ballot sheet."""

    sheet: str
    page: Page

    @property
    def place(self) -> str:
        """The table or sheet that is written, as the clerk knows it."""
        return self.sheet


@dataclass(frozen=True, slots=True)
class Put:
    """Make `values`, row by row, the whole content of a range of a sheet that carries no table; `address` as A1:B2.

    What lies in the range beyond them is made blank, so that an undo takes away what was typed there since.
    """

    sheet: str
    address: str
    values: Sequence[Sequence[Cell]]

    @property
    def place(self) -> str:
        """The sheet that is written, as the clerk knows it."""
        return self.sheet


@dataclass(frozen=True, slots=True)
class Reveal:
    """Show the columns of a sheet for papers that have a candidate's name over them, and hide the others.

    What is shown follows from the names, so an undo that brings the names back brings this back too.
    """

    sheet: str

    @property
    def place(self) -> str:
        """The sheet that is written, as the clerk knows it."""
        return self.sheet


Write = Replace | Append | Fill | Show | Put | Reveal


def after(tables: Mapping[str, Sequence[Record]], writes: Sequence[Write]) -> dict[str, Sequence[Record]]:
    """The tables as they stand once the writes are carried out."""
    found = dict(tables)
    for write in writes:
        match write:
            case Replace(name, records) if name in found:
                found[name] = records
            case Append(name, records) if name in found:
                found[name] = [*found[name], *records]
            case Fill(name, header, values) if name in found:
                pairs = zip(found[name], values, strict=True)
                found[name] = [{**record, header: value} for record, value in pairs]
    return found
