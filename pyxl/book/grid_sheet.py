"""逐票录入-甲 and 逐票录入-乙: papers typed one by one, candidates across and papers down.

The sheet itself says what each paper is worth while it is typed: approvals, how many are left, overvoted or
not, and what everybody has so far, by native formulas.  `read_grid` makes rows of the table 逐票 from it.

    A 票号 | B 赞成 C 反对 D 另选 E 还可选 F 情况 (formulas) | G 整票 | H:DC candidates | DD:EB write-ins

Column G says what no mark can: 空白 for a paper that is blank, 无效 for one that the scrutineers void.  In a
write-in column a name is typed; in brackets, as （王某）, it is a name without the mark.  What is typed and what
is calculated share no column below the names, so a button can fill the names and clear the papers at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pyxl.book.intake import EXCEL_ERRORS
from pyxl.book.links import jump
from pyxl.errors import CellError
from pyxl.hosts.addresses import Area, cell_name, column_letters
from pyxl.hosts.sheets.blocks import block, read_block, read_formulas, uncalculated
from pyxl.hosts.sheets.page_setup import hide_columns, set_print_area

if TYPE_CHECKING:
    import xlwings as xw

    from pyxl.book.workbook import Cell, Record

PAPERS, CANDIDATES, WRITE_INS = 1_000, 100, 25
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
_PAPERS = Area(FIRST_PAPER_ROW, WHOLE_COLUMN, LAST_PAPER_ROW, LAST_WRITE_IN_COLUMN)
PAPERS_RANGE = _PAPERS.address()
"""Everything that is typed of the papers; no formula stands in it."""
OF_ONE_VOTE = (PAPERS_RANGE, NAMES_RANGE, OFFICE_CELL, HEAD_CELL, PRINTED_CELL)
"""What is cleared when a sheet is to serve no vote."""
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


def show_names(sheet: xw.Sheet) -> None:
    """Show the columns down to the last that has a name, hide the rest; as a new sheet while there is none.

    No more papers are printed than the sheet is for.
    """
    rows = read_block(sheet, Area(NAMES_ROW, FIRST_CANDIDATE_COLUMN, HEAD_ROW + 1, LAST_COLUMN))
    names, printed = rows[0][:CANDIDATES], rows[-1][-1]
    set_print_area(sheet, print_area(int(printed) if isinstance(printed, int | float) else PRINTED))
    last = max((at for at, name in enumerate(names, 1) if name not in (None, "")), default=SHOWN_CANDIDATES)
    edge = FIRST_CANDIDATE_COLUMN + last
    hide_columns(block(sheet, replace(_NAMES, right=edge - 1)), False)
    if last < CANDIDATES:
        hide_columns(block(sheet, replace(_NAMES, left=edge)), True)


@dataclass(frozen=True)
class Grid:
    """One entry's sheet: the vote that it is for, as typed, the names over its columns, and its papers.

    `prepared` is its head as the button wrote it, "" before it did.  `papers` are rows of the table 逐票; () for
    a sheet without marks.
    """

    office: Cell
    round: Cell
    names: tuple[Cell, ...]
    prepared: str = ""
    papers: Sequence[Record] = ()

    @property
    def vote(self) -> tuple[Cell, Cell]:
        """Office and round, the first where none is typed."""
        return self.office, self.round or 1

    @property
    def chosen(self) -> bool:
        """Whether somebody chose another vote or other names than the button wrote."""
        return self.head != self.prepared

    @property
    def head(self) -> str:
        """What a mark below stands for, as `HEAD_CELL` keeps it."""
        return head_text(self.office, self.round, self.names)


def head_text(office: Cell, round_: Cell, names: Sequence[Cell]) -> str:
    """Vote and names as one text: "执委|1|王某|李某"."""
    return "|".join("" if text is None else str(text) for text in (office, round_, *names)).rstrip("|")


def read_grid(sheet: xw.Sheet, entry: str) -> Grid:
    """The sheet of one entry (甲 or 乙), with two calls into the host.

    Papers count from 1 down to the last row that holds anything.  Each mark is a row, as it was typed.  A
    paper without any is one row with its number and nothing else; a void one has 意见 无效 and no name.
    What contradicts itself (空白 beside marks) comes through as typed, for the rules to refuse.
    Raises `CellError` for a formula or an error value among the papers, where papers are typed before
    the election is chosen, and where vote or names were changed above marks: nobody can tell then whose they are.
    """
    lines = read_block(sheet, Area(TOP_ROW, 1, LAST_PAPER_ROW, LAST_COLUMN))
    office, round_ = (_at(lines, address) for address in (OFFICE_CELL, ROUND_CELL))
    names = tuple(map(_typed, lines[NAMES_ROW - TOP_ROW][FIRST_CANDIDATE_COLUMN - 1 : LAST_CANDIDATE_COLUMN]))
    prepared = str(_typed(lines[HEAD_ROW - TOP_ROW][LAST_COLUMN - 1]) or "")
    grid = Grid(office, round_, names, prepared)
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
        for mark in _marks(paper, names)
    ]
    return replace(grid, papers=records)


def _refuse_changed_head(sheet: xw.Sheet, grid: Grid) -> None:
    """Name the cells over the marks that say another thing than the button wrote."""
    office, round_, *names = grid.prepared.split("|")
    before = [office, round_, *names, *[""] * (CANDIDATES - len(names))]
    places = [
        OFFICE_CELL,
        ROUND_CELL,
        *(f"{column_letters(FIRST_CANDIDATE_COLUMN + at)}{NAMES_ROW}" for at in range(CANDIDATES)),
    ]
    now = ["" if text is None else str(text) for text in (grid.office, grid.round, *grid.names)]
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


def _marks(paper: Sequence[Cell], names: Sequence[Cell]) -> list[Record]:
    """The rows of one paper without its number; at least one."""
    whole, boxes, written = paper[0], paper[1 : 1 + CANDIDATES], paper[1 + CANDIDATES :]
    rows: list[Record] = [
        {"姓名": _typed(name), "意见": sign, "另选": None}
        for name, sign in zip(names, boxes, strict=True)
        if sign is not None
    ]
    rows += [_write_in(str(name)) for name in written if name is not None]
    if whole is not None and (rows or whole != BLANK):
        rows.append({"姓名": None, "意见": whole, "另选": None})
    return rows or [{"姓名": None, "意见": None, "另选": None}]


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
