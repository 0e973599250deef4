"""What is done to a foreign file in the process with bounds (`pyxl.hosts.bounded`), and the way of its grids back."""

from __future__ import annotations

import datetime as dt
import importlib
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from pyxl.errors import FileError
from pyxl.hosts.foreign.grid import Cell, Grid, Line, Merge
from pyxl.hosts.foreign.recognition import recognise

READERS = {
    "xlsx": "pyxl.hosts.foreign.xlsx:read",
    "compound": "pyxl.hosts.foreign.compound:read",
    "xls": "pyxl.hosts.foreign.xls:read",
    "ods": "pyxl.hosts.foreign.ods:read",
    "fods": "pyxl.hosts.foreign.ods:read_flat",
    "html": "pyxl.hosts.foreign.html:read",
    "text": "pyxl.hosts.foreign.text:read",
    "docx": "pyxl.hosts.foreign.docx:read",
    "xml2003": "pyxl.hosts.foreign.xml2003:read",
}
"""Kind of file -> the function that gives its grids, from bytes or from text."""
OF_TEXT = frozenset({"html", "xml2003", "fods", "text"})
NAMED_BY_SENDER = frozenset({"xlsx", "compound", "xls", "ods", "fods", "xml2003"})
"""Kinds of which each sheet has a name that the sender gave it."""


def read(raw: bytes, where: str) -> list[Grid]:
    """The grids of a file, whatever kind its content shows it to be."""
    return _of_kind(raw, where)[1]


def _of_kind(raw: bytes, where: str) -> tuple[str, list[Grid]]:
    kind, text = recognise(raw, where)
    module, _, function = READERS[kind].partition(":")
    reader: Callable[[str | bytes, str], list[Grid]] = getattr(importlib.import_module(module), function)
    grids = reader(text if kind in OF_TEXT else raw, where)
    if kind in NAMED_BY_SENDER:
        _refuse_twins(grids, where)
    return kind, grids


def _refuse_twins(grids: list[Grid], where: str) -> None:
    """Two sheets of one name: no program makes them, and readers differ on which is meant."""
    names = Counter(grid.sheet.casefold() for grid in grids)
    twins = [grid.sheet for grid in grids if names[grid.sheet.casefold()] > 1]
    if twins:
        raise FileError(
            f"有两张工作表都叫“{twins[0]}”，不是正常的工作簿", where, "请在 Excel 里打开，改名后另存再导入"
        )


def work(raw: bytes, where: str, _: str) -> list[Any]:
    """The grids of a file, packed."""
    return pack(read(raw, where))


def sheets(raw: bytes, where: str, _: str) -> list[Any]:
    """Name, and whether it is hidden, of each sheet that holds something, where the sender named the sheets."""
    kind, grids = _of_kind(raw, where)
    return [[grid.sheet, grid.hidden] for grid in grids if grid.lines and kind in NAMED_BY_SENDER]


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
            grid.saved,
        ]
        for grid in grids
    ]


def unpack(packed: Iterable[list[Any]]) -> list[Grid]:
    """The grids again."""
    return [_unpacked(item) for item in packed]


def _unpacked(item: list[Any]) -> Grid:
    sheet, lines, merges, hidden, notes, above, rows, columns, struck, saved = item
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
        saved,
    )


def _unpacked_cell(value: str | int | float | bool | list[str] | None) -> Cell:
    if not isinstance(value, list):
        return value
    moment = dt.datetime.fromisoformat(value[0])
    return moment if "T" in value[0] else moment.date()
