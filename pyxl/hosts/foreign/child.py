"""What is done to a foreign file in the process with bounds (`pyxl.hosts.bounded`), and the way of its grids back."""

from __future__ import annotations

import datetime as dt
import importlib
from collections.abc import Iterable
from typing import Any

from pyxl.hosts.foreign.grid import Cell, Grid, Line, Merge
from pyxl.hosts.foreign.recognition import recognise

READERS = {
    "xlsx": "pyxl.hosts.foreign.xlsx",
    "compound": "pyxl.hosts.foreign.compound",
    "xls": "pyxl.hosts.foreign.xls",
    "ods": "pyxl.hosts.foreign.ods",
    "html": "pyxl.hosts.foreign.html",
    "text": "pyxl.hosts.foreign.text",
    "docx": "pyxl.hosts.foreign.docx",
    "xml2003": "pyxl.hosts.foreign.xml2003",
}
"""Kind of file -> module whose `read` gives its grids, from bytes or from text."""
OF_TEXT = frozenset({"html", "xml2003", "text"})


def read(raw: bytes, where: str) -> list[Grid]:
    """The grids of a file, whatever kind its content shows it to be."""
    kind, text = recognise(raw, where)
    module = importlib.import_module(READERS[kind])
    grids: list[Grid] = module.read(text if kind in OF_TEXT else raw, where)
    return grids


def work(raw: bytes, where: str, _: str) -> list[Any]:
    """The grids of a file, packed."""
    return pack(read(raw, where))


def pack(grids: Iterable[Grid]) -> list[Any]:
    """Grids as JSON can hold them; a date becomes a list of one text."""
    return [
        [
            grid.sheet,
            [[line.number, line.cells] for line in grid.lines],
            [[m.top, m.left, m.bottom, m.right] for m in grid.merges],
            grid.hidden,
            grid.notes,
            grid.above,
            sorted(grid.hidden_rows),
            sorted(grid.hidden_columns),
            sorted(grid.struck),
        ]
        for grid in grids
    ]


def unpack(packed: Iterable[list[Any]]) -> list[Grid]:
    """The grids again."""
    return [_unpacked(item) for item in packed]


def _unpacked(item: list[Any]) -> Grid:
    sheet, lines, merges, hidden, notes, above, rows, columns, struck = item
    return Grid(
        sheet,
        tuple(Line(number, tuple(map(_unpacked_cell, cells))) for number, cells in lines),
        tuple(Merge(*merge) for merge in merges),
        hidden,
        tuple(notes),
        tuple(above),
        frozenset(rows),
        frozenset(columns),
        frozenset((row, column) for row, column in struck),
    )


def _unpacked_cell(value: str | int | float | bool | list[str] | None) -> Cell:
    if not isinstance(value, list):
        return value
    moment = dt.datetime.fromisoformat(value[0])
    return moment if "T" in value[0] else moment.date()
