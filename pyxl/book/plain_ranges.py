"""Plain ranges of sheets that carry no table: read once in a press, known after a write, written only where they differ."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pyxl.hosts.addresses import Area, bounds, parse_area
from pyxl.hosts.sheets.blocks import area_of, block, read_block, uncalculated, write_block

if TYPE_CHECKING:
    import xlwings as xw

Cell = str | int | float | bool | dt.date | None
"""What a cell holds."""


def plain(value: object) -> Cell:
    """A host's value as a plain one: whole floats as int, midnights as date, empty text as None."""
    if isinstance(value, str):
        return value if value.strip() else None
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, dt.datetime):
        bare = value.replace(tzinfo=None)
        return bare.date() if bare.time() == dt.time() else bare
    if value is None or isinstance(value, int | float | bool | dt.date):
        return value
    return str(value)


def read_range(sheet: xw.Sheet, address: str) -> list[list[Cell]]:
    """The values of a plain range, row by row."""
    return [[plain(value) for value in row] for row in read_block(sheet, _area(sheet, address))]


class PlainRanges:
    """The plain ranges of one workbook during one press: of each sheet the rectangle around them is read once.

    `sheet` gives a sheet by name.
    """

    def __init__(self, sheet: Callable[[str], xw.Sheet]) -> None:
        self.sheet = sheet
        self._known: dict[str, tuple[Area, list[list[Any]]]] = {}

    def expect(self, addresses: Mapping[str, Sequence[str]]) -> None:
        """Of each sheet read these ranges now, with whatever lies between them: together they cost as much as one."""
        for name, wanted in addresses.items():
            around = bounds(_area(self.sheet(name), address) for address in wanted)
            if around is not None:
                self._read(name, around)

    def raw(self, name: str, area: Area) -> list[list[Any]]:
        """The values of a rectangle as the host hands them over."""
        whole, rows = self._read(name, area)
        first, last = area.left - whole.left, area.right - whole.left + 1
        return [row[first:last] for row in rows[area.top - whole.top : area.bottom - whole.top + 1]]

    def values(self, name: str, address: str) -> list[list[Cell]]:
        """The values of a range, row by row."""
        area = _area(self.sheet(name), address)
        return [[plain(value) for value in row] for row in self.raw(name, area)]

    def write(self, name: str, address: str, values: Sequence[Sequence[Cell]]) -> None:
        """Make `values` the top left of a range and the rest of it blank; nothing where that stands there already."""
        sheet = self.sheet(name)
        whole = _area(sheet, address)
        height, width = whole.bottom - whole.top + 1, whole.right - whole.left + 1
        wanted: list[list[Cell]] = [[*row, *[None] * (width - len(row))] for row in values]
        wanted += [[None] * width for _ in range(height - len(wanted))]
        if wanted == self.values(name, address) and not uncalculated(sheet, whole):
            return
        high, wide = len(values), max(map(len, values), default=0)
        if (high, wide) != (height, width):
            block(sheet, whole).clear_contents()
        if wide:
            filled = replace(whole, bottom=whole.top + high - 1, right=whole.left + wide - 1)
            write_block(sheet, filled, values)
        self._remember(name, whole, wanted)

    def _read(self, name: str, area: Area) -> tuple[Area, list[list[Any]]]:
        """What is known of a sheet, after a look at more of it if need be."""
        known = self._known.get(name)
        if known is None or bounds((known[0], area)) != known[0]:
            around = area if known is None else bounds((known[0], area)) or area
            known = self._known[name] = around, read_block(self.sheet(name), around)
        return known

    def _remember(self, name: str, area: Area, rows: Sequence[Sequence[Any]]) -> None:
        whole, lines = self._known[name]
        first, last = area.left - whole.left, area.right - whole.left + 1
        for line, row in zip(lines[area.top - whole.top :], rows, strict=False):
            line[first:last] = row


def _area(sheet: xw.Sheet, address: str) -> Area:
    return parse_area(address) or area_of(sheet.range(address))
