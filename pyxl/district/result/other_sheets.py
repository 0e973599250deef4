"""选举, 名册, 跨镇, 问题, 来件 and 设置: each a list, drawn row by row as it is read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from xlsxwriter.worksheet import Worksheet

from pyxl.book.declared import Face
from pyxl.book.fitting import row_height
from pyxl.book.formats import INPUT, RED, SEVERITY_COLOURS, Formats
from pyxl.district.codes import Found
from pyxl.district.figures import Election, Member
from pyxl.district.result.declared import ROLL, ROWS_SHOWN, Field, Page
from pyxl.district.result.own import NONE, Own, look
from pyxl.district.result.page import (
    Cell,
    Look,
    Painter,
    Rows,
    close_page,
    head,
    open_page,
    plain,
    print_one_wide,
    write_headers,
    write_nothing,
)
from pyxl.district.result.settings import HEADERS, LINES, OF_A_CITY, DistrictSettings
from pyxl.district.result.town import DOUBTFUL, SILENT, TownRow
from pyxl.words import Severity

AGREES: Final[Mapping[bool | None, str]] = {True: "一致", False: "不符", None: "无法复算"}
RETURNED: Final = "退回"


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of 来件."""

    place: str
    sender: str
    town: str
    number: int | None
    made: dt.datetime | None
    verdict: str
    reason: str
    lane: str
    sha: str


@dataclass(frozen=True, slots=True)
class Issue:
    """A line of 问题."""

    town: str
    found: Found


@dataclass(frozen=True, slots=True)
class Twice:
    """A line of 跨镇: one person, or two who look alike, on lists of several towns."""

    severity: Severity
    why: str
    name: str
    birth: str
    places: str


def write_list(sheet: Worksheet, page: Page, title: str, lines: Iterable[Sequence[Cell]], formats: Formats,
               paint: Painter = plain, nothing: str = "", own: Own = NONE) -> int:  # fmt: skip
    """A page of rows, a clerk's own columns beside them; `nothing` stands where there are none.  Returns their number."""
    whole = own.page(page)
    open_page(sheet, whole, title, formats)
    write_headers(sheet, whole, formats)

    def both(field: Field, cell: Cell) -> Look:
        return look(cell) if field.asked else paint(field, cell)

    rows = Rows(sheet, whole, formats, both if own.headers else paint)
    for line in lines:
        rows.add((*line, *own.beside(page, line)))
    count = rows.next - page.head
    if not count and nothing:
        write_nothing(sheet, page, nothing, formats)
    close_page(sheet, whole, rows.next)
    return count


def election_lines(rows: Iterable[TownRow]) -> Iterator[Sequence[Cell]]:
    """Each vote of each town."""
    for row in rows:
        for vote in row.elections:
            yield _election(row.town, vote)


def town_lines(rows: Iterable[TownRow]) -> Iterator[Sequence[Cell]]:
    """The towns of each district."""
    for row in rows:
        for one in row.inner:
            yield (
                row.town, one.town, one.state, one.phase or None, one.number, one.errors, one.warnings, one.recomputed, one.breaks,
                one.delegates, one.elected, one.advice or None, one.verdict or None, one.opinion or None,
            )  # fmt: skip


def paint_town(field: Field, cell: Cell) -> Look:
    """Silence and faults stand out."""
    if (field.header == "状态" and cell in (SILENT, DOUBTFUL)) or (
        field.header in ("错误", "复算", "断点") and isinstance(cell, int) and cell
    ):
        return {"font_color": RED, "bold": True}
    return {}


def _election(town: str, vote: Election) -> Sequence[Cell]:
    turnout = vote.present / vote.entitled if vote.present is not None and vote.entitled else None
    seats, elected = vote.seats, vote.elected
    short = max(0, seats - elected) if seats is not None and elected is not None else None
    return (
        town, vote.office, vote.round, vote.seats, vote.candidates, vote.entitled, vote.present, turnout, vote.issued,
        vote.returned, vote.valid, vote.invalid, vote.elected, short, vote.state, AGREES[vote.agrees], vote.code or None,
    )  # fmt: skip


def paint_election(field: Field, cell: Cell) -> Look:
    """What differs stands out."""
    if (field.header == "复算" and cell == AGREES[False]) or (
        field.header == "缺额" and isinstance(cell, int) and cell
    ):
        return {"font_color": RED, "bold": True}
    return {}


def member_lines(town: str, members: Iterable[Member]) -> Iterator[Sequence[Cell]]:
    """A town's rows of 名册."""
    for one in members:
        yield (
            town, one.standing, one.office, one.name, one.sex, one.nation, one.birth, one.party, one.education, one.unit,
            one.post, one.system, one.term,
        )  # fmt: skip


def counted_lines(towns: Iterable[tuple[str, int, str]]) -> Iterator[Sequence[Cell]]:
    """Where the rows are too many: for each town the number of people."""
    for town, people, standing in towns:
        yield (town, standing, f"{people} 人", *[None] * (len(ROLL.fields) - 3))


def where_the_rows_are(count: int, shelf: str) -> str:
    """What the guidance of 名册 then says."""
    return f"共 {count:,} 人，超过 {ROWS_SHOWN:,} 行，这里只列各镇人数；全部名册在“{shelf}”里，用 moxi merge --parquet 导出。"


def issue_lines(issues: Iterable[Issue]) -> Iterator[Sequence[Cell]]:
    """Findings, numbered."""
    for number, one in enumerate(issues, 1):
        yield (
            number,
            one.found.severity.chinese,
            one.town,
            one.found.code,
            one.found.where,
            one.found.message,
        )


def across_lines(people: Iterable[Twice]) -> Iterator[Sequence[Cell]]:
    """People of several towns, numbered."""
    for number, one in enumerate(people, 1):
        yield (number, one.severity.chinese, one.why, one.name, one.birth or None, one.places)


def arrival_lines(arrivals: Iterable[Listed]) -> Iterator[Sequence[Cell]]:
    """Every arrival, numbered."""
    for number, one in enumerate(arrivals, 1):
        yield (
            number, one.place, one.sender or None, one.town or None, one.number, one.made, one.verdict, one.reason or None,
            one.lane or None, one.sha or None,
        )  # fmt: skip


def paint_severity(field: Field, cell: Cell) -> Look:
    """错误, 警告 and 提示 in their colours."""
    if field.header == "级别" and isinstance(cell, str):
        background, ink = SEVERITY_COLOURS[cell]
        return {"bg_color": background, "font_color": ink}
    return {}


def paint_arrival(field: Field, cell: Cell) -> Look:
    """What was returned stands out."""
    if field.header == "处理" and cell == RETURNED:
        return {"font_color": RED, "bold": True}
    return {}


def write_settings(
    sheet: Worksheet, settings: DistrictSettings, title: str, formats: Formats, citys: bool
) -> None:
    """项目, 值, 说明: the value is the clerk's."""
    widths = (16.0, 30.0, 56.0)
    head(sheet, title, "供汇总标题和给上级妇联的报告使用；下次汇总保留。", formats)
    for at, width in enumerate(widths):
        sheet.set_column(at, at, width)
        sheet.write_string(2, at, HEADERS[at], formats.named("header"))
    sheet.set_row(2, 26)
    typed = formats.look("wrap", bg_color=INPUT, num_format=49)
    for row, (field, (name, text)) in enumerate(LINES.items(), 3):
        value, text = getattr(settings, field), OF_A_CITY.get(field, text) if citys else text
        sheet.set_row(row, row_height([(value, widths[1]), (text, widths[2])]))
        sheet.write_string(row, 0, name, formats.named("label"))
        sheet.write(row, 1, value or None, typed) if value else sheet.write_blank(row, 1, None, typed)
        sheet.write_string(row, 2, text, formats.named("wrap"))
    print_one_wide(sheet, Face.LANDSCAPE, sum(widths))
