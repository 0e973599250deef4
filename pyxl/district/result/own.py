"""What a clerk put into her result of her own accord: columns on 汇总, which stay, and whatever else the next result cannot hold."""

from __future__ import annotations

import datetime as dt
import html
import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from pyxl.district.result.declared import (
    LAST_HIDDEN,
    PAGES,
    PROGRESS_SHEET,
    SETTINGS_SHEET,
    STRUCTURE,
    SUMMARY,
    TOWNS,
)
from pyxl.district.result.lines import Table
from pyxl.district.result.page import Cell
from pyxl.hosts.files.replacing import make_folder, replace_file
from pyxl.hosts.foreign import Cell as ForeignCell
from pyxl.hosts.foreign import Line as GridLine
from pyxl.rules.person import normalise_name

UNNAMED: Final = "备注"
"""The header that a column without one gets."""
_BEGINNING: Final = 4096
"""Bytes of a sheet in which it says how far it reaches."""
_LONGEST: Final = 1_000_000
_REACHES: Final = re.compile(rb'<(?:\w+:)?dimension [^>]*ref="[A-Z]+\d+:([A-Z]+)\d+"')
_TAGS: Final = re.compile(r"<(?:\w+:)?(sheet|Relationship) ([^>]*)/?>")
_ATTRIBUTE: Final = re.compile(r'([\w:]+)="([^"]*)"')
_COMMENTS: Final = re.compile(r"xl/(threaded)?comments", re.IGNORECASE)
_COLUMNS: Final = {
    **{page.sheet: len(page.fields) for page in (*PAGES, TOWNS) if page is not SUMMARY},
    STRUCTURE.sheet: LAST_HIDDEN + 1,
    SETTINGS_SHEET: 3,
}
"""Sheet -> columns that are ours.  Of 汇总 a clerk's own are kept, and 进度 has as many as there are tasks."""
_OURS: Final = frozenset(_COLUMNS) | {SUMMARY.sheet, PROGRESS_SHEET}


@dataclass(frozen=True)
class Own:
    """A clerk's own columns on 汇总: their headers, and of each town the cells below them."""

    headers: tuple[str, ...] = ()
    cells: Mapping[str, tuple[Cell, ...]] = field(default_factory=dict)

    def of(self, town: str) -> tuple[Cell, ...]:
        """A town's cells."""
        return self.cells.get(town, (None,) * len(self.headers))


def own_columns(table: Table, rows: Sequence[tuple[str, GridLine]]) -> Own:
    """The columns of 汇总 that are none of ours and hold anything beside a town."""
    ours = set(table.places.values())
    wide = max((len(row.cells) for _, row in rows), default=0)
    places = [
        place
        for place in range(max(wide, len(table.head.cells)))
        if place not in ours
        and (table.head.cell(place) is not None or any(row.cell(place) is not None for _, row in rows))
    ]
    headers = tuple(str(table.head.cell(place) or UNNAMED).strip() for place in places)
    return Own(headers, {town: tuple(_as_written(row.cell(place)) for place in places) for town, row in rows})


def _as_written(cell: ForeignCell) -> Cell:
    match cell:
        case bool():
            return "是" if cell else "否"
        case dt.datetime():
            return cell
        case dt.date():
            return dt.datetime(cell.year, cell.month, cell.day)
    return cell


def beside(raw: bytes, table: Table) -> Iterator[str]:
    """What else somebody typed into the file, named in Chinese: sheets, comments, columns beside ours, lines below 汇总."""
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        parts = _parts(package)
        yield from (f"工作表“{name}”" for name in parts if name not in _OURS)
        if any(_COMMENTS.match(name) for name in package.namelist()):
            yield "批注"
        for name, part in parts.items():
            if name in _COLUMNS and _reach(package, part) > _COLUMNS[name]:
                yield f"“{name}”表右边的栏"
    if any(cell is not None for row in table.others for cell in row.cells):
        yield f"“{SUMMARY.sheet}”表下面的文字"


def _parts(package: zipfile.ZipFile) -> dict[str, str]:
    """Sheet -> its part."""
    targets = {
        tag["Id"]: tag["Target"]
        for kind, tag in _tags(package, "xl/_rels/workbook.xml.rels")
        if kind == "Relationship"
    }
    found = {}
    for kind, tag in _tags(package, "xl/workbook.xml"):
        if kind == "sheet" and (target := targets.get(tag.get("r:id", ""))):
            found[tag["name"]] = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
    return found


def _tags(package: zipfile.ZipFile, part: str) -> Iterator[tuple[str, dict[str, str]]]:
    with package.open(part) as file:
        text = file.read(_LONGEST).decode("utf-8", "replace")
    for kind, inside in _TAGS.findall(text):
        yield kind, {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(inside)}


def _reach(package: zipfile.ZipFile, part: str) -> int:
    """The number of the last column that a sheet says it has; 0 where it does not say."""
    with package.open(part) as file:
        found = _REACHES.search(file.read(_BEGINNING))
    number = 0
    for letter in found[1].decode() if found else "":
        number = 26 * number + ord(letter) - ord("A") + 1
    return number


def put_aside(file: Path, folder: Path, now: dt.datetime) -> Path:
    """A copy of the earlier result as it is.  Raises FileError."""
    make_folder(folder)
    stem = f"{file.stem}（{now:%m-%d %H%M}以前）"
    names = (f"{stem}{f' {number}' if number > 1 else ''}{file.suffix}" for number in range(1, 1000))
    target = next(path for name in names if not (path := folder / name).exists())
    replace_file(target, file.read_bytes())
    return target


def town_rows(table: Table) -> Iterator[tuple[str, GridLine]]:
    """The rows of 汇总 with their towns, "" for a row without one."""
    place = table.places["报送单位"]
    return ((normalise_name(row.cell(place)), row) for row in table.rows)
