"""What a clerk put into her result of her own accord: columns beside our lists, which stay, and what the next result cannot hold."""

from __future__ import annotations

import datetime as dt
import html
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from pyxl.district.result.declared import (
    ACROSS,
    ARRIVALS,
    ELECTIONS,
    ISSUES,
    LAST_HIDDEN,
    PAGES,
    PROGRESS_SHEET,
    ROLL,
    SETTINGS_SHEET,
    STRUCTURE,
    SUMMARY,
    TOWNS,
    Field,
    Page,
)
from pyxl.district.result.lines import Table
from pyxl.district.result.page import Cell, Look
from pyxl.hosts.addresses import column_number
from pyxl.hosts.files.replacing import make_folder, replace_file
from pyxl.hosts.foreign import Cell as ForeignCell
from pyxl.hosts.foreign import Line as GridLine
from pyxl.rules.person import normalise_name

Key = tuple[str, ...]
WIDTH: Final = 16
"""Of a column of one's own, in digits."""
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
"""Sheet -> columns that are ours; 汇总 is read anyway, and 进度 has as many as there are tasks."""
KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    SUMMARY.sheet: ("报送单位",),
    TOWNS.sheet: ("报送单位", "镇"),
    ELECTIONS.sheet: ("报送单位", "选举", "轮次"),
    ROLL.sheet: ("报送单位", "姓名", "出生年月", "单位"),
    ACROSS.sheet: ("姓名", "出生年月", "所在名单"),
    ISSUES.sheet: ("报送单位", "代码", "对象", "问题"),
    ARRIVALS.sheet: ("文件", "SHA-256"),
}
"""List -> by which of its headers a row is known again."""
_OURS: Final = frozenset(_COLUMNS) | {SUMMARY.sheet, PROGRESS_SHEET}


@dataclass(frozen=True)
class Own:
    """A clerk's own columns beside a list: their headers, and of each row, by its key, the cells below them.

    `taken` are the keys that the new list has asked for.
    """

    headers: tuple[str, ...] = ()
    cells: Mapping[Key, tuple[Cell, ...]] = field(default_factory=dict)
    taken: set[Key] = field(default_factory=set, compare=False)

    def page(self, page: Page) -> Page:
        """A list with these columns."""
        more = (Field(header, WIDTH, left=True, asked=True) for header in self.headers)
        return replace(page, fields=(*page.fields, *more)) if self.headers else page

    def beside(self, page: Page, line: Sequence[Cell]) -> tuple[Cell, ...]:
        """The cells of a row of the list."""
        if not self.headers:
            return ()
        key = key_of([line[page.headers.index(header)] for header in KEYS[page.sheet]])
        self.taken.add(key)
        return self.cells.get(key, (None,) * len(self.headers))

    @property
    def left(self) -> int:
        """Rows of which something was written and that are no longer there."""
        return sum(key not in self.taken and any(cell is not None for cell in cells) for key, cells in self.cells.items())  # fmt: skip


NONE: Final = Own()


def key_of(cells: Iterable[object]) -> Key:
    """What a row is known by: its cells as they are shown."""
    return tuple(
        f"{cell:g}" if isinstance(cell, int | float) else normalise_name(cell or "") for cell in cells
    )


def own_columns(table: Table) -> Own:
    """The columns of a list that are none of ours and hold anything beside a row."""
    ours, rows = set(table.places.values()), list(table.rows)
    wide = max((len(row.cells) for row in rows), default=0)
    places = [
        place
        for place in range(max(wide, len(table.head.cells)))
        if place not in ours
        and (table.head.cell(place) is not None or any(row.cell(place) is not None for row in rows))
    ]
    headers = tuple(str(table.head.cell(place) or UNNAMED).strip() for place in places)
    cells: dict[Key, tuple[Cell, ...]] = {}
    for row in rows if headers else ():
        line = table.line(row)
        key = key_of(line[header] for header in KEYS[table.page.sheet])
        cells.setdefault(key, tuple(_as_written(row.cell(place)) for place in places))
    return Own(headers, cells)


def _as_written(cell: ForeignCell) -> Cell:
    match cell:
        case bool():
            return "是" if cell else "否"
        case dt.datetime():
            return cell
        case dt.date():
            return dt.datetime(cell.year, cell.month, cell.day)
    return cell


def look(cell: Cell) -> Look:
    """The format of a cell of one's own."""
    match cell:
        case dt.datetime():
            return {"num_format": "yyyy-mm-dd"}
        case int() | float():
            return {"num_format": "General"}
    return {}


def wider(raw: bytes) -> list[str]:
    """Sheets that have more columns than ours."""
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        return [
            name
            for name, part in _parts(package).items()
            if name in _COLUMNS and _reach(package, part) > _COLUMNS[name]
        ]


def beside(raw: bytes, table: Table, wide: Sequence[str]) -> Iterator[str]:
    """What else somebody typed into the file, named in Chinese: sheets, comments, columns beside a sheet that is no list, lines
    below 汇总."""
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        yield from (f"工作表“{name}”" for name in _parts(package) if name not in _OURS)
        if any(_COMMENTS.match(name) for name in package.namelist()):
            yield "批注"
    yield from (f"“{name}”表右边的栏" for name in wide if name not in KEYS)
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
    return column_number(found[1].decode()) if found else 0


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
