"""逐票录入-甲 and 逐票录入-乙: papers typed one by one, candidates across and papers down.

The sheet itself says what each paper is worth while it is typed: approvals, how many are left, overvoted or
not, and what everybody has so far, by native formulas.  `read_grid` makes rows of the table 逐票 from it.

    A 票号 | B 赞成 C 反对 D 另选 E 还可选 F 情况 (formulas) | G 整票 | H:DC candidates | DD:EB write-ins

Column G says what no mark can: 空白 for a paper that is blank, 无效 for one that the scrutineers void.  In a
write-in column a name is typed; in brackets, as （王某）, it is a name without the mark.  What is typed and what
is calculated share no column below the names, so a button can fill the names and clear the papers at once.

Where several offices stand on one paper, 选举 names them all (主席、副主席) and row 3 says of each column, write-ins
included, which of them it belongs to; a paper then gives rows of each office.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pyxl.book.intake import EXCEL_ERRORS
from pyxl.book.links import jump
from pyxl.errors import CellError
from pyxl.hosts.addresses import Area, cell_name, column_letters
from pyxl.hosts.sheets.blocks import read_block, read_formulas, uncalculated
from pyxl.hosts.sheets.page_setup import hide_columns, set_print_area
from pyxl.words import OFFICERS

if TYPE_CHECKING:
    import xlwings as xw

    from pyxl.book.plain_ranges import PlainRanges
    from pyxl.book.workbook import Cell, Record

PAPERS, CANDIDATES, WRITE_INS = 1_000, 100, 25
TOGETHER = "、"
"""Between offices that stand on one paper."""
TITLE_ROW, GUIDE_ROW, TOP_ROW, SECOND_ROW, APPROVED_ROW, AGAINST_ROW, NAMES_ROW = range(1, 8)
FIRST_PAPER_ROW = NAMES_ROW + 1
LAST_PAPER_ROW = NAMES_ROW + PAPERS
OFFICE_CELL, ROUND_CELL, SEATS_CELL = "B3", "D3", "F3"
TYPED_SEATS_CELL, RETURNED_CELL, LAST_CELL = "B4", "D4", "F4"
VALID_CELL, INVALID_CELL, BLANK_CELL = "B5", "D5", "F5"
WHOLE_COLUMN = 7
"""整票, the first column that is typed into; columns count from 1."""
FIRST_CANDIDATE_COLUMN = WHOLE_COLUMN + 1
LAST_CANDIDATE_COLUMN = FIRST_CANDIDATE_COLUMN + CANDIDATES - 1
FIRST_WRITE_IN_COLUMN = LAST_CANDIDATE_COLUMN + 1
LAST_WRITE_IN_COLUMN = FIRST_WRITE_IN_COLUMN + WRITE_INS - 1
LAST_COLUMN = LAST_WRITE_IN_COLUMN + 2
"""The hidden column of shared cells; its first rows hold the signs for approval, opposition and abstention."""
"""The hidden column of cells that formulas and buttons share."""
HEAD_ROW = 60
HEAD_CELL = f"{column_letters(LAST_COLUMN)}{HEAD_ROW}"
"""The vote and the names as the button wrote them: whether somebody changed them above marks can be told.

It lies well below the formulas of that column, whose number grows."""
PRINTED_CELL = f"{column_letters(LAST_COLUMN)}{HEAD_ROW + 1}"
"""How many papers the sheet prints, as the button wrote it; blank before it did: `PRINTED` of them."""
HEAD_RANGE = f"{HEAD_CELL}:{PRINTED_CELL}"
"""Both, which are written at once."""
PRINTED = 60
"""Papers that a sheet prints which no button made ready; more than most congresses have delegates."""
SHOWN_CANDIDATES = 40
"""Columns in sight while no name stands over any; the others are folded up."""
SECTION_SEATS_ROW = HEAD_ROW + 2
_SECTION_SEATS = Area(SECTION_SEATS_ROW, LAST_COLUMN, SECTION_SEATS_ROW + len(OFFICERS) - 1, LAST_COLUMN)
SECTION_SEATS_RANGE = _SECTION_SEATS.address()
"""Seats of each of the `OFFICERS` on the paper, below one another; blank for those that are not on it."""
BLANK, SPOILT = "空白", "无效"
"""What column 整票 may say."""
BRACKETS = "（("
"""A write-in that begins with one of these has no mark."""
_NAMES = Area(NAMES_ROW, FIRST_CANDIDATE_COLUMN, NAMES_ROW, LAST_CANDIDATE_COLUMN)
NAMES_RANGE = _NAMES.address()
"""The names of the candidates, one row."""
_SECTIONS = replace(_NAMES, top=TOP_ROW, bottom=TOP_ROW, right=LAST_WRITE_IN_COLUMN)
SECTIONS_RANGE = _SECTIONS.address()
"""The office of each column, candidates and write-ins, where several stand on one paper; blank elsewhere."""
_PAPERS = Area(FIRST_PAPER_ROW, WHOLE_COLUMN, LAST_PAPER_ROW, LAST_WRITE_IN_COLUMN)
PAPERS_RANGE = _PAPERS.address()
"""Everything that is typed of the papers; no formula stands in it."""
OF_ONE_VOTE = (PAPERS_RANGE, NAMES_RANGE, OFFICE_CELL, HEAD_RANGE, SECTIONS_RANGE, SECTION_SEATS_RANGE)
"""What is cleared when a sheet is to serve no vote."""
GRID = Area(TOP_ROW, 1, LAST_PAPER_ROW, LAST_COLUMN)
"""All that a sheet says of its papers."""
SHOWN = 5
"""How many cells at fault a message names before it says how many more there are."""


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


def print_area(papers: int) -> Area:
    """The head of the sheet and the first papers, of all that has a column."""
    return Area(1, 1, NAMES_ROW + min(papers, PAPERS), LAST_WRITE_IN_COLUMN)


def grid_sections(parts: Sequence[tuple[str, int, int]]) -> list[list[Cell]]:
    """The row for `SECTIONS_RANGE`: of each office so many candidates' and so many write-in columns; blank for one office."""
    if len(parts) < 2:
        return [[None] * (CANDIDATES + WRITE_INS)]
    named = [office for office, names, _ in parts for _ in range(names)]
    written = [office for office, _, places in parts for _ in range(places)]
    return [
        [*named, *[None] * (CANDIDATES - len(named)), *written, *[None] * (WRITE_INS - len(written))],
    ]


def show_names(ranges: PlainRanges, name: str) -> None:
    """Of the sheet with this name show the columns down to the last that has a name over it, hide the rest.

    While there is none they are as on a new sheet.  No more papers are printed than the sheet is for.  Write-in columns
    that belong to an office of a paper with several are shown too.
    """
    sheet = ranges.sheet(name)
    (names,), ((printed,),) = ranges.values(name, NAMES_RANGE), ranges.values(name, PRINTED_CELL)
    (sections,) = ranges.values(name, SECTIONS_RANGE)
    set_print_area(sheet, print_area(int(printed) if isinstance(printed, int | float) else PRINTED))
    written = sum(section not in (None, "") for section in sections[CANDIDATES : CANDIDATES + WRITE_INS])
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
        """What a mark below stands for, as `HEAD_CELL` keeps it."""
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


def read_grid(sheet: xw.Sheet, entry: str, lines: list[list[Cell]] | None = None) -> Grid:
    """The sheet of one entry (甲 or 乙), with two calls into the host; none where `lines`, the values of `GRID`, are at hand.

    Papers count from 1 down to the last row that holds anything.  Each mark is a row, as it was typed.  A
    paper without any is one row with its number and nothing else; a void one has 意见 无效 and no name.
    What contradicts itself (空白 beside marks) comes through as typed, for the rules to refuse.
    Raises `CellError` for a formula or an error value among the papers, where papers are typed before
    the election is chosen, and where vote or names were changed above marks: nobody can tell then whose they are.
    """
    lines = read_block(sheet, GRID) if lines is None else lines
    office, round_ = (_at(lines, address) for address in (OFFICE_CELL, ROUND_CELL))
    names = tuple(map(_typed, lines[NAMES_ROW - TOP_ROW][FIRST_CANDIDATE_COLUMN - 1 : LAST_CANDIDATE_COLUMN]))
    prepared = str(_typed(lines[HEAD_ROW - TOP_ROW][LAST_COLUMN - 1]) or "")
    sections = tuple(map(_typed, lines[0][FIRST_CANDIDATE_COLUMN - 1 : LAST_WRITE_IN_COLUMN]))
    grid = Grid(office, round_, names, prepared, sections=sections)
    below = [row[WHOLE_COLUMN - 1 : LAST_WRITE_IN_COLUMN] for row in lines[FIRST_PAPER_ROW - TOP_ROW :]]
    filled = [
        number for number, row in enumerate(below, 1) if any(_typed(value) is not None for value in row)
    ]
    filled += [row - NAMES_ROW for row, _ in uncalculated(sheet, _PAPERS)]
    papers = [[_typed(value) for value in row] for row in below[: max(filled, default=0)]]
    if not papers:
        return grid
    _refuse_unusable(sheet, papers)
    if office is None:
        raise CellError(
            "已录入选票，但没有选定是哪一次选举", f"工作表“{sheet.name}”{OFFICE_CELL}", "请从下拉列表中选取"
        )
    if prepared and grid.chosen:
        _refuse_changed_head(sheet, grid)
    vote: Record = {"选举": office, "录入": entry, "轮次": round_}
    records = [
        {**vote, "票号": number, **mark}
        for number, paper in enumerate(papers, 1)
        for mark in _marks(paper, grid)
    ]
    return replace(grid, papers=records)


def _refuse_changed_head(sheet: xw.Sheet, grid: Grid) -> None:
    """Name the cells over the marks that say another thing than the button wrote."""
    before, now = (
        [*parts, *[""] * (CANDIDATES + 3 - len(parts))]
        for parts in (grid.prepared.split("|"), grid.head.split("|"))
    )
    places = [
        OFFICE_CELL,
        ROUND_CELL,
        *(f"{column_letters(FIRST_CANDIDATE_COLUMN + at)}{NAMES_ROW}" for at in range(CANDIDATES)),
        f"{column_letters(FIRST_WRITE_IN_COLUMN)}{TOP_ROW}",
    ]
    changed = [
        f"{place}原为“{old}”，现为“{new}”"
        for place, old, new in zip(places, before, now, strict=True)
        if old != new
    ]
    more = f"等 {len(changed)} 处" if len(changed) > SHOWN else ""
    raise CellError(
        f"录了票以后，表头改动过：{'；'.join(changed[:SHOWN])}{more}。这些票不知该记给谁",
        f"工作表“{sheet.name}”",
        "请把表头改回；要录另一次选举的，先清空已录的票，再按“准备计票”",
    )


def _at(grid: list[list[Cell]], address: str) -> Cell:
    """The cell of the top rows at an address such as B3."""
    return _typed(grid[int(address[1:]) - TOP_ROW]["ABCDEFG".index(address[0])])


def _marks(paper: Sequence[Cell], grid: Grid) -> list[Record]:
    """The rows of one paper without its number; at least one for each office on it."""
    whole, boxes, written = paper[0], paper[1 : 1 + CANDIDATES], paper[1 + CANDIDATES :]
    said: list[Record] = [
        {"姓名": _typed(name), "意见": sign, "另选": None, "选举": office}
        for name, sign, office in zip(grid.names, boxes, grid.sections, strict=False)
        if sign is not None
    ]
    said += [
        {**_write_in(str(name)), "选举": office}
        for name, office in zip(written, grid.sections[CANDIDATES:], strict=True)
        if name is not None
    ]
    offices = grid.offices
    if len(offices) < 2:
        said = [{**row, "选举": grid.office} for row in said]
    # A mark in a column of no office on the paper keeps the head's text, which the reader refuses by its row.
    strays = [{**row, "选举": row["选举"] or grid.office} for row in said if row["选举"] not in offices]
    rows: list[Record] = []
    for office in offices:
        mine = [row for row in said if row["选举"] == office]
        if whole is not None and (said or whole != BLANK):
            mine.append({"姓名": None, "意见": whole, "另选": None, "选举": office})
        rows += mine or [{"姓名": None, "意见": None, "另选": None, "选举": office}]
    return [*rows, *strays]


def _write_in(text: str) -> Record:
    text = text.strip()
    if text[0] in BRACKETS:
        return {"姓名": text.strip("（()） "), "意见": None, "另选": "是"}
    return {"姓名": text, "意见": "赞成", "另选": "是"}


def _typed(value: object) -> Cell:
    """A host's value: blanks as None, whole floats as int."""
    if value is None:
        return None
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, str) and not value.strip():
        return None
    return value if isinstance(value, str | int | float | bool) else str(value)


def _refuse_unusable(sheet: xw.Sheet, papers: Sequence[Sequence[Cell]]) -> None:
    """Only what somebody typed is a mark: a formula or an error value is named and nothing is read."""
    area = Area(FIRST_PAPER_ROW, WHOLE_COLUMN, NAMES_ROW + len(papers), LAST_WRITE_IN_COLUMN)
    formulas = read_formulas(sheet, area)
    bad = [
        f"{column_letters(WHOLE_COLUMN + at)}{FIRST_PAPER_ROW + index}"
        for index, (row, values) in enumerate(zip(formulas, papers, strict=True))
        for at, (text, value) in enumerate(zip(row, values, strict=True))
        if value in EXCEL_ERRORS or (isinstance(text, str) and text.startswith("=") and text != value)
    ]
    if bad:
        more = f"等 {len(bad)} 处" if len(bad) > SHOWN else ""
        raise CellError(
            f"{'、'.join(bad[:SHOWN])}{more}是公式或错误值，不是录入的符号",
            f"工作表“{sheet.name}”",
            "请重新录入",
        )


def link_to_paper(sheet: str, record: Record, candidates: Sequence[str]) -> str:
    """A formula that jumps to the mark of a paper, or to the paper where the name has no column."""
    paper = int(str(record["票号"]))
    at = candidates.index(str(record["姓名"])) if record["姓名"] in candidates else None
    column = WHOLE_COLUMN if at is None else FIRST_CANDIDATE_COLUMN + at
    return jump(sheet, cell_name(NAMES_ROW + paper, column), f"第 {paper} 号票")
