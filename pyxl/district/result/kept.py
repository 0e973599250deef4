"""What a person entered in an earlier result and the next merge keeps: the towns' list, verdicts, opinions, settings."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pyxl.district.result.declared import CITYS_UNIT, PAGES, SETTINGS_SHEET, SUMMARY, TOWNS, VERDICTS
from pyxl.district.result.lines import Line, Table, page_lines, table_of
from pyxl.district.result.own import KEYS, Own, beside, own_columns, town_rows, wider
from pyxl.district.result.settings import HEADERS, DistrictSettings, from_rows
from pyxl.district.result.town import UNLISTED, Judged, split_record
from pyxl.district.result_sheets import Before, read_sheets, sheets_of
from pyxl.errors import FileError
from pyxl.hosts.foreign import Grid
from pyxl.hosts.foreign import Line as GridLine

__all__ = [
    "Kept",
    "Line",
    "is_citys",
    "page_lines",
    "read_kept",
    "settings_of",
]


@dataclass(frozen=True)
class Kept:
    """Of an earlier result: the expected towns in their order, what was judged of each, the settings, and of each list a
    clerk's own columns.

    `beside` names what else somebody put into it and the next result cannot hold; `reported` says of whom something counted, with
    its number.
    """

    towns: tuple[str, ...] = ()
    judged: Mapping[str, Judged] = field(default_factory=dict)
    settings: DistrictSettings = field(default_factory=DistrictSettings)
    own: Mapping[str, Own] = field(default_factory=dict)
    beside: tuple[str, ...] = ()
    reported: Mapping[str, int] = field(default_factory=dict)


def read_kept(path: Path, before: Before | None) -> Kept:
    """What stands in a result or a fresh district workbook at `path`; nothing where there is no file yet.

    Raises FileError for a file that is neither, or a verdict that is none: nothing that a person entered may be lost.
    """
    if before is None:
        return Kept()
    raw, grids = before.raw, before.grids
    if SUMMARY.sheet not in grids or SETTINGS_SHEET not in grids:
        raise FileError(
            "这个文件不是区里的汇总工作簿，没有覆盖",
            path.name,
            "请换一个文件名，或用 moxi new 文件 --district 生成",
        )
    table = table_of(grids, SUMMARY, path.name)
    rows = list(town_rows(table))
    records = Records(table, rows)
    towns, judged = [], dict[str, Judged]()
    for town, row in rows:
        line = table.line(row)
        said = _judged(path, row.number, town, line, records)
        if town in judged and (said.verdict, said.opinion) not in (("", ""), _said(judged[town])):
            raise FileError(
                f"“{town}”在“汇总”里有两行，结论或意见不同",
                f"{path.name}的“汇总”第 {row.number} 行",
                "请删去一行",
            )
        if town and town not in judged:
            judged[town] = said
            if line["状态"] != UNLISTED:
                towns.append(town)
    numbers = {town: table.line(row)["第几次"] for town, row in rows}
    reported = {
        town: int(number) for town in records.reported if isinstance(number := numbers.get(town), int | float)
    }
    wide = wider(raw)
    own = {
        SUMMARY.sheet: own_columns(table),
        **dict(_own_of_lists(raw, path.name, [name for name in wide if name in KEYS])),
    }
    more = tuple(beside(raw, table, wide))
    return Kept(tuple(towns), judged, settings_of(grids[SETTINGS_SHEET]), own, more, reported)


def _own_of_lists(raw: bytes, where: str, sheets: Sequence[str]) -> Iterator[tuple[str, Own]]:
    """The clerk's own columns of the lists that have any; only these sheets are read."""
    if sheets:
        grids = sheets_of(raw, where, sheets)
        for page in (*PAGES, TOWNS):
            if page.sheet in sheets:
                yield page.sheet, own_columns(table_of(grids, page, where))


def _judged(path: Path, number: int, town: str, line: Line, records: Records) -> Judged:
    """What a row says of its town.  Raises FileError for a verdict that is none, or that stands beside no town."""
    verdict, opinion = (str(line[header] or "").strip() for header in ("结论", "意见"))
    if not town and (verdict or opinion):
        raise FileError(
            f"第 {number} 行有结论或意见，却没有报送单位",
            f"{path.name}的“汇总”",
            "请填上报送单位，或清空这一行",
        )
    if verdict and verdict not in VERDICTS:
        raise FileError(
            f"“{town}”的结论写的是“{verdict}”",
            f"{path.name}的“汇总”",
            f"请改为{'、'.join(VERDICTS)}之一，或清空",
        )
    return Judged(verdict, opinion, records.of(town, verdict, opinion))


def _said(judged: Judged) -> tuple[str, str]:
    return judged.verdict, judged.opinion


def is_citys(path: Path) -> bool:
    """Whether a result is a city's, whose rows are districts: its title says so.  Raises FileError."""
    grids = read_sheets(path, (SUMMARY.sheet,))
    lines = grids[SUMMARY.sheet].lines if SUMMARY.sheet in grids else ()
    return bool(lines) and f"各{CITYS_UNIT}" in str(lines[0].cell(0))


def settings_of(grid: Grid) -> DistrictSettings:
    """What stands on the sheet 设置."""
    rows = {str(line.cell(0)): str(line.cell(1) or "") for line in grid.lines if line.cell(0) is not None}
    return from_rows({key: value for key, value in rows.items() if key not in HEADERS})


class Records:
    """Which arrival each town's verdict is about, from the hidden columns.

    They name the town themselves: whoever marks and sorts what she sees leaves them where they were.
    """

    def __init__(self, table: Table, rows: Sequence[tuple[str, GridLine]]) -> None:
        self._by_town: dict[str, tuple[str, str]] = {}
        for town, row in rows:
            line = table.line(row)
            about, entered, named = split_record(str(line["核定记录"] or ""))
            # An earlier version did not name the town.
            self._by_town.setdefault(named or town, (f"{line['来件指纹'] or ''}", f"{about} {entered}"))

    @property
    def reported(self) -> list[str]:
        """The towns of whom an arrival counted."""
        return [town for town, (shown, _) in self._by_town.items() if town and shown]

    def of(self, town: str, verdict: str, opinion: str) -> str:
        """The arrival of the merge in which the verdict was entered, until somebody enters another; "" without one."""
        if not (verdict or opinion):
            return ""
        shown, record = self._by_town.get(town, ("", ""))
        about, _, entered = record.partition(" ")
        now = print_of(verdict, opinion)
        return f"{about} {now}" if entered == now and about else f"{shown} {now}"


def print_of(verdict: str, opinion: str) -> str:
    """Tells whether verdict and opinion are still those of the last merge."""
    return hashlib.sha256(f"{verdict}\n{opinion}".encode()).hexdigest()[:8]
