"""A town's own workbook that somebody mailed instead of a submission: its tables are read, its macros never run."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from pyxl.book.declared import table
from pyxl.book.workbook import Cell, Record
from pyxl.errors import FileError
from pyxl.hosts import bounded
from pyxl.hosts.foreign import Grid, pack, read_workbook, unpack
from pyxl.hosts.package import Package, TableXml, Workbook
from pyxl.post import LEAVES
from pyxl.post.frozen import Frozen
from pyxl.post.parcel import Source, frozen_of
from pyxl.rules.check import check
from pyxl.rules.person import text_of
from pyxl.rules.plan import Settings

WORK: Final = "pyxl.district.town_file:work"
_TABLE: Final = "/table"


def read_town_file(raw: bytes, where: str, today: dt.datetime) -> Frozen:
    """What would have been sent, masked, as the workbook stands; raises FileError for what is no town's workbook.

    Its cover has the number 0, since nobody packed it; findings are the district's own check.
    """
    grids, areas = bounded.run(WORK, raw, where)
    tables = _tables({grid.sheet: grid for grid in unpack(grids)}, areas)
    named = any(row.get("项目") == "镇名" and text_of(row.get("值")) for row in tables["设置"])
    if not (named and {"设置", "代表", "候选人"} <= areas.keys()):
        # Without its own settings it would pass for the town that the defaults name.
        raise FileError("这不是镇里的选举工作簿", where, "请镇里按“打包上报”，把生成的 .xlsx 报来")
    settings = Settings.from_rows(tables["设置"])
    source = Source(tables, settings, check(tables, settings), "没有打包", today, number=0)
    return frozen_of(source, masked=True)


def work(raw: bytes, where: str, _: str) -> list[Any]:
    """In the process with bounds: the packed grids, and where each table stands: name -> sheet, top, left, bottom, right."""
    package = Package(Path(where), raw)
    sheets = {sheet.part: sheet.name for sheet in Workbook(package).sheets if sheet.part in package}
    areas: dict[str, list[Any]] = {}
    for part, sheet in sheets.items():
        for target in package.related(part, "table"):
            found = TableXml(package, target)
            if found.display_name in LEAVES:
                a = found.area
                areas[found.display_name] = [sheet, a.top, a.left, a.bottom, a.right]
    return [pack(read_workbook(package, where)), areas]


def _tables(grids: dict[str, Grid], areas: dict[str, list[Any]]) -> dict[str, Sequence[Record]]:
    """Rows by table; rows typed under a table's end belong to it, as the buttons take them."""
    tables: dict[str, Sequence[Record]] = {name: [] for name in LEAVES}
    for name, (sheet, top, left, _bottom, right) in areas.items():
        lines = {line.number: line for line in grids[sheet].lines} if sheet in grids else {}
        last = min((area[1] for other, area in areas.items() if area[0] == sheet and area[1] > top), default=None)  # fmt: skip
        head = lines.get(top)
        if head is None:
            continue
        headers = {at: str(head.cell(at)) for at in range(left - 1, right) if head.cell(at) is not None}
        known = {at: header for at, header in headers.items() if header in table(name).by_header}
        rows: list[Record] = []
        for number in sorted(lines):
            if number > top and (last is None or number < last - 2):
                record: dict[str, Cell] = dict.fromkeys(table(name).headers)
                record |= {header: lines[number].cell(at) for at, header in known.items()}
                rows.append(record)
        tables[name] = rows
    return tables
