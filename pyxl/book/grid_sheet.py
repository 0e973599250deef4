"""逐票录入-甲 and 逐票录入-乙: papers typed one by one, candidates across and papers down.

The sheet itself says what each paper is worth while it is typed: approvals, how many are left, overvoted or
not, and what everybody has so far, by native formulas.  `grid_reading` makes rows of the table 逐票 from it.

    A 票号 | B 赞成 C 反对 D 另选 E 还可选 F 情况 (formulas) | G 整票 | H:DC candidates | DD: write-ins

Column G says what no mark can: 空白 for a paper that is blank, 无效 for one that the scrutineers void.  In a
write-in column a name is typed; in brackets, as （王某）, it is a name without the mark.  What is typed and what
is calculated share no column below the names, so a button can fill the names and clear the papers at once.

Where several offices stand on one paper, 选举 names them all (主席、副主席) and row 3 says of each column, write-ins
included, which of them it belongs to; a paper then gives rows of each office.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyxl.book.grid_layout import (
    BEYOND,
    CANDIDATES,
    FIRST_CANDIDATE_COLUMN,
    FIRST_WRITE_IN_COLUMN,
    LAST_CANDIDATE_COLUMN,
    LAST_PAPER_ROW,
    NAMES_ROW,
    PAPERS,
    PRESENT,
    TOP_ROW,
    WHOLE_COLUMN,
    GridLayout,
    layout_of,
)
from pyxl.book.links import jump
from pyxl.errors import CellError
from pyxl.hosts.addresses import Area, cell_name
from pyxl.hosts.sheets.page_setup import hide_columns, set_print_area

if TYPE_CHECKING:
    from pyxl.book.plain_ranges import PlainRanges
    from pyxl.book.workbook import Cell, Record

TOGETHER = "、"
"""Between offices that stand on one paper."""
OFFICE_CELL, ROUND_CELL, SEATS_CELL = "B3", "D3", "F3"
TYPED_SEATS_CELL, RETURNED_CELL, LAST_CELL = "B4", "D4", "F4"
VALID_CELL, INVALID_CELL, BLANK_CELL = "B5", "D5", "F5"
PRINTED = 60
"""Papers that a sheet prints which no button made ready; more than most congresses have delegates."""
SHOWN_CANDIDATES = 40
"""Columns in sight while no name stands over any; the others are folded up."""
BLANK, SPOILT = "空白", "无效"
"""What column 整票 may say."""
BRACKETS = "（("
"""A write-in that begins with one of these has no mark."""
_NAMES = Area(NAMES_ROW, FIRST_CANDIDATE_COLUMN, NAMES_ROW, LAST_CANDIDATE_COLUMN)
NAMES_RANGE = _NAMES.address()
"""The names of the candidates, one row."""
GRID = Area(TOP_ROW, 1, LAST_PAPER_ROW, PRESENT.last_column + BEYOND)
"""All that a sheet of any layout says of its papers."""
_HEADERS = Area(NAMES_ROW, FIRST_WRITE_IN_COLUMN, NAMES_ROW, PRESENT.last_write_in_column)


def grid_names(names: Sequence[str]) -> list[list[Cell]]:
    """The row for `NAMES_RANGE`: the names in printed order, then blanks.

    Raises `CellError` for more names than columns.
    """
    if len(names) > CANDIDATES:
        raise CellError(
            f"候选人有 {len(names)} 名，逐票录入最多 {CANDIDATES} 名",
            "逐票录入",
            "请按总数录入“计票”表",
        )
    return [[*names, *[None] * (CANDIDATES - len(names))]]


def print_area(papers: int, layout: GridLayout = PRESENT) -> Area:
    """The head of the sheet and the first papers, of all that has a column."""
    return Area(1, 1, NAMES_ROW + min(papers, PAPERS), layout.last_write_in_column)


def grid_sections(parts: Sequence[tuple[str, int, int]], layout: GridLayout = PRESENT) -> list[list[Cell]]:
    """The row of offices: over so many candidates' and so many write-in columns of each; blank for one office."""
    if len(parts) < 2:
        return [[None] * (CANDIDATES + layout.write_ins)]
    named = [office for office, names, _ in parts for _ in range(names)]
    written = [office for office, _, places in parts for _ in range(places)]
    return [
        [*named, *[None] * (CANDIDATES - len(named)), *written, *[None] * (layout.write_ins - len(written))],
    ]


def layout_on(ranges: PlainRanges, name: str) -> GridLayout:
    """The layout of the sheet with this name."""
    return layout_of(ranges.raw(name, _HEADERS)[0])


def of_one_vote(layout: GridLayout) -> tuple[str, ...]:
    """What is cleared when a sheet is to serve no vote."""
    return (
        *(layout.papers.address(), NAMES_RANGE, OFFICE_CELL, layout.head_range),
        *(layout.sections_range, layout.section_seats_range),
    )


def show_names(ranges: PlainRanges, name: str) -> None:
    """Of the sheet with this name show the columns down to the last that has a name over it, hide the rest.

    While there is none they are as on a new sheet.  No more papers are printed than the sheet is for.  Write-in columns
    that belong to an office of a paper with several are shown too.
    """
    sheet, layout = ranges.sheet(name), layout_on(ranges, name)
    (names,), ((printed,),) = ranges.values(name, NAMES_RANGE), ranges.values(name, layout.printed_cell)
    (sections,) = ranges.values(name, layout.sections_range)
    set_print_area(sheet, print_area(int(printed) if isinstance(printed, int | float) else PRINTED, layout))
    written = sum(section not in (None, "") for section in sections[CANDIDATES:])
    if written:
        hide_columns(sheet, FIRST_WRITE_IN_COLUMN, LAST_CANDIDATE_COLUMN + written, False)
    last = max((at for at, name in enumerate(names, 1) if name not in (None, "")), default=SHOWN_CANDIDATES)
    edge = FIRST_CANDIDATE_COLUMN + last
    hide_columns(sheet, FIRST_CANDIDATE_COLUMN, edge - 1, False)
    if last < CANDIDATES:
        hide_columns(sheet, edge, LAST_CANDIDATE_COLUMN, True)


@dataclass(frozen=True)
class Grid:
    """One entry's sheet: the vote that it is for, as typed, the names over its columns, and its papers.

    `sections` are the offices of the columns, write-ins included, where several stand on one paper.
    `prepared` is its head as the button wrote it, "" before it did.  `papers` are rows of the table 逐票; () for
    a sheet without marks.
    """

    office: Cell
    round: Cell
    names: tuple[Cell, ...]
    prepared: str = ""
    papers: Sequence[Record] = ()
    sections: tuple[Cell, ...] = ()
    layout: GridLayout = PRESENT

    @property
    def votes(self) -> list[tuple[Cell, Cell]]:
        """Office and round, the first where none is typed, of each office on the paper."""
        return [(office, self.round or 1) for office in self.offices]

    @property
    def offices(self) -> list[Cell]:
        """The offices of the paper; one unless the cell names several."""
        return [*self.office.split(TOGETHER)] if isinstance(self.office, str) else [self.office]

    @property
    def chosen(self) -> bool:
        """Whether somebody chose another vote or other names than the button wrote."""
        return self.head != self.prepared

    @property
    def head(self) -> str:
        """What a mark below stands for, as the sheet's `head_cell` keeps it."""
        return head_text(self.office, self.round, self.names, self.sections)


def head_text(office: Cell, round_: Cell, names: Sequence[Cell], sections: Sequence[Cell] = ()) -> str:
    """Vote and names as one text: "执委|1|王某|李某"; of a paper with several offices each name with hers.

    The offices of its write-in columns follow behind the last name: "主席、副主席|1|主席:王某|副主席:李某|…|主席、副主席".
    """
    texts = ["" if text is None else str(text) for text in (office, round_, *names)]
    if any(sections):
        offices = ["" if section is None else str(section) for section in sections]
        told = [f"{offices[at]}:{name}" if offices[at] or name else "" for at, name in enumerate(texts[2:])]
        padding = [""] * (CANDIDATES - len(told))
        texts = [*texts[:2], *told, *padding, TOGETHER.join(offices[CANDIDATES:]).rstrip(TOGETHER)]
    return "|".join(texts).rstrip("|")


def link_to_paper(sheet: str, record: Record, candidates: Sequence[str]) -> str:
    """A formula that jumps to the mark of a paper, or to the paper where the name has no column."""
    paper = int(str(record["票号"]))
    at = candidates.index(str(record["姓名"])) if record["姓名"] in candidates else None
    column = WHOLE_COLUMN if at is None else FIRST_CANDIDATE_COLUMN + at
    return jump(sheet, cell_name(NAMES_ROW + paper, column), f"第 {paper} 号票")
