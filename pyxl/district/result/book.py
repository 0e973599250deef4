"""The whole result, written sheet by sheet into a file; no more than one row of a sheet is in memory."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from pyxl.book.building import AS_TEXT
from pyxl.book.formats import Formats
from pyxl.district.figures import Member
from pyxl.district.result import other_sheets as others
from pyxl.district.result.comparison import compare
from pyxl.district.result.declared import (
    ACROSS,
    ARRIVALS,
    CITYS_UNIT,
    ELECTIONS,
    ISSUES,
    PROGRESS_SHEET,
    ROLL,
    ROWS_SHOWN,
    SETTINGS_SHEET,
    STRUCTURE,
    SUMMARY,
    TOWNS,
)  # fmt: skip
from pyxl.district.result.goals import goals_of
from pyxl.district.result.own import NONE, Own
from pyxl.district.result.page import Cell
from pyxl.district.result.progress_sheet import write_progress
from pyxl.district.result.settings import DistrictSettings
from pyxl.district.result.structure_sheet import write_structure
from pyxl.district.result.summary_sheet import write_summary
from pyxl.district.result.town import SILENT, UNLISTED, Judged, TownRow, silent
from pyxl.hosts.files.replacing import replace_file
from pyxl.hosts.files.scratch import scratch_folder
from pyxl.rules.person import chinese

Members = Callable[[str], Sequence[Member]]
"""SHA-256 of a town's submission -> its rows of 名册."""


@dataclass(frozen=True)
class Result:
    """Everything that the workbook shows.  `shelf` is the name of the file that has all rows; `made` is local time, `unit` what reports:
    镇 to a district, 区县 to a city."""

    settings: DistrictSettings
    rows: Sequence[TownRow]
    judged: Mapping[str, Judged]
    made: dt.datetime
    arrivals: Sequence[others.Listed] = ()
    across: Sequence[others.Twice] = ()
    shelf: str = ""
    roll_sizes: Mapping[str, int] = field(default_factory=dict)
    unit: str = "镇"
    own: Mapping[str, Own] = field(default_factory=dict)

    @property
    def is_citys(self) -> bool:
        """Whether districts report and not towns."""
        return self.unit == CITYS_UNIT

    @property
    def issues(self) -> list[others.Issue]:
        """Findings of all towns, errors first, then in the order of the towns."""
        found = [others.Issue(row.town, one) for row in self.rows for one in row.findings]
        order = ("error", "warning", "note")
        return sorted(found, key=lambda issue: order.index(issue.found.severity))

    @property
    def told(self) -> str:
        """The state of the work in a sentence."""
        expected = sum(row.state != UNLISTED for row in self.rows)
        silent = sum(row.state == SILENT for row in self.rows)
        returned = sum(one.verdict == others.RETURNED for one in self.arrivals)
        more = f"；收到来件 {len(self.arrivals)} 份，退回 {returned} 份" if self.arrivals else ""
        if not expected:
            return f"还没有应报名单{more or '，也没有收到来件'}。"
        share = f"{(expected - silent) / expected:.0%}"
        return f"应报 {expected} 个{self.unit}，已收到 {expected - silent} 个（{share}），未报 {silent} 个{more}。汇总于 {chinese(self.made)} {self.made:%H:%M}。"


def write_result(path: Path, result: Result, members: Members) -> None:
    """Write the workbook to `path`, which is overwritten."""
    with xlsxwriter.Workbook(str(path), {**AS_TEXT, "in_memory": False, "constant_memory": True}) as book:
        book.set_properties({"title": "", "author": "", "created": result.made})
        formats = Formats(book)
        name, unit = result.settings.name, result.unit

        def sheet(title: str) -> Worksheet:
            return book.add_worksheet(title)

        write_summary(
            sheet(SUMMARY.sheet),
            result.rows,
            result.judged,
            f"{name}各{unit}妇联改革选举汇总",
            result.told,
            formats,
            unit,
            result.own.get(SUMMARY.sheet, NONE),
        )
        if result.is_citys:
            others.write_list(
                sheet(TOWNS.sheet), TOWNS, f"{name}各镇妇联改革选举汇总", others.town_lines(result.rows), formats,
                others.paint_town, "还没有一个区县报来汇总。", result.own.get(TOWNS.sheet, NONE),
            )  # fmt: skip
        write_progress(sheet(PROGRESS_SHEET), result.rows, f"{name}各{unit}工作进度", formats)
        write_structure(
            sheet(STRUCTURE.sheet),
            result.rows,
            compare(result.rows),
            goals_of(result.settings),
            f"{name}各{unit}执委和代表结构对比",
            formats,
            f"还没有一个{unit}报来，没有可以对比的。",
        )
        others.write_list(
            sheet(ELECTIONS.sheet), ELECTIONS, f"{name}各{unit}选举情况", others.election_lines(result.rows), formats,
            others.paint_election, f"还没有一个{unit}报来选举结果。", result.own.get(ELECTIONS.sheet, NONE),
        )  # fmt: skip
        _write_roll(sheet(ROLL.sheet), result, members, f"{name}各{unit}执委名册", formats)
        others.write_list(
            sheet(ACROSS.sheet), ACROSS, f"{name}跨{unit}人员", others.across_lines(result.across), formats,
            others.paint_severity, f"没有发现同时在两个{unit}名单上的人。", result.own.get(ACROSS.sheet, NONE),
        )  # fmt: skip
        others.write_list(
            sheet(ISSUES.sheet), ISSUES, f"{name}汇总发现的问题", others.issue_lines(result.issues), formats,
            others.paint_severity, "没有发现问题。", result.own.get(ISSUES.sheet, NONE),
        )  # fmt: skip
        others.write_list(
            sheet(ARRIVALS.sheet), ARRIVALS, f"{name}来件登记", others.arrival_lines(result.arrivals), formats,
            others.paint_arrival, "还没有来件。", result.own.get(ARRIVALS.sheet, NONE),
        )  # fmt: skip
        others.write_settings(sheet(SETTINGS_SHEET), result.settings, f"{name}设置", formats, result.is_citys)


def _write_roll(sheet: Worksheet, result: Result, members: Members, title: str, formats: Formats) -> None:
    """The people, or, where they are more than anybody reads on a sheet, their numbers."""
    total = sum(result.roll_sizes.values())
    if total <= ROWS_SHOWN:
        lines: Iterable[Sequence[Cell]] = _people(result.rows, members)
        others.write_list(
            sheet, ROLL, title, lines, formats, nothing="还没有名册。", own=result.own.get(ROLL.sheet, NONE)
        )
        return
    page = type(ROLL)(
        ROLL.sheet, ROLL.name, ROLL.fields, others.where_the_rows_are(total, result.shelf), ROLL.face
    )
    counted = (
        (row.town, result.roll_sizes.get(row.sha, 0), "当选" if row.committee_elected else "候选人")
        for row in result.rows
        if row.sha
    )
    others.write_list(sheet, page, title, others.counted_lines(counted), formats)


def _people(rows: Sequence[TownRow], members: Members) -> Iterator[Sequence[Cell]]:
    for row in rows:
        if row.sha:
            yield from others.member_lines(row.town, members(row.sha))


def fresh(path: Path, towns: Sequence[str], settings: DistrictSettings, now: dt.datetime) -> None:
    """A district's workbook before the first mail: every expected town silent.  Raises FileError."""
    rows = [silent(town, 0) for town in towns]
    result = Result(settings, [replace(row, advice="", findings=()) for row in rows], {}, now)
    with scratch_folder() as folder:
        write_result(folder / "结果.xlsx", result, lambda sha: ())
        replace_file(path, (folder / "结果.xlsx").read_bytes())
