"""The papers on a sheet for typing as rows of the table 逐票, or the sentence that says why nobody can tell what they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pyxl.book.grid_layout import (
    CANDIDATES,
    FIRST_CANDIDATE_COLUMN,
    FIRST_PAPER_ROW,
    FIRST_WRITE_IN_COLUMN,
    HEAD_ROW,
    LAST_CANDIDATE_COLUMN,
    NAMES_ROW,
    TOP_ROW,
    WHOLE_COLUMN,
    GridLayout,
    layout_of,
)
from pyxl.book.grid_sheet import BLANK, BRACKETS, GRID, OFFICE_CELL, ROUND_CELL, Grid
from pyxl.book.intake import EXCEL_ERRORS
from pyxl.errors import CellError
from pyxl.hosts.addresses import Area, cell_name, column_letters
from pyxl.hosts.sheets.blocks import read_block, read_formulas, uncalculated

if TYPE_CHECKING:
    import xlwings as xw

    from pyxl.book.workbook import Cell, Record

SHOWN = 5
"""How many cells at fault a message names before it says how many more there are."""


def read_grid(sheet: xw.Sheet, entry: str, lines: list[list[Cell]] | None = None) -> Grid:
    """The sheet of one entry (甲 or 乙), with two calls into the host; none where `lines`, the values of `GRID`, are at hand.

    Papers count from 1 down to the last row that holds anything.  Each mark is a row, as it was typed.  A
    paper without any is one row with its number and nothing else; a void one has 意见 无效 and no name.
    What contradicts itself (空白 beside marks) comes through as typed, for the rules to refuse.
    Raises `CellError` for a formula or an error value among the papers, for something typed behind the write-in
    columns, where papers are typed before the election is chosen, and where vote or names were changed above marks:
    nobody can tell then whose they are.
    """
    lines = read_block(sheet, GRID) if lines is None else lines
    layout = layout_of(lines[NAMES_ROW - TOP_ROW][FIRST_WRITE_IN_COLUMN - 1 :])
    right = layout.last_write_in_column
    _refuse_beyond(sheet, lines, layout)
    office, round_ = (_at(lines, address) for address in (OFFICE_CELL, ROUND_CELL))
    names = tuple(map(_typed, lines[NAMES_ROW - TOP_ROW][FIRST_CANDIDATE_COLUMN - 1 : LAST_CANDIDATE_COLUMN]))
    prepared = str(_typed(lines[HEAD_ROW - TOP_ROW][layout.last_column - 1]) or "")
    sections = tuple(map(_typed, lines[0][FIRST_CANDIDATE_COLUMN - 1 : right]))
    grid = Grid(office, round_, names, prepared, sections=sections, layout=layout)
    below = [row[WHOLE_COLUMN - 1 : right] for row in lines[FIRST_PAPER_ROW - TOP_ROW :]]
    filled = [
        number for number, row in enumerate(below, 1) if any(_typed(value) is not None for value in row)
    ]
    filled += [row - NAMES_ROW for row, _ in uncalculated(sheet, layout.papers)]
    papers = [[_typed(value) for value in row] for row in below[: max(filled, default=0)]]
    if not papers:
        return grid
    _refuse_unusable(sheet, papers, right)
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


def _refuse_beyond(sheet: xw.Sheet, lines: Sequence[Sequence[Cell]], layout: GridLayout) -> None:
    """A name behind the last write-in column would belong to no paper: it is named, not passed over."""
    columns = [at for at in range(layout.last_write_in_column, len(lines[0])) if at != layout.last_column - 1]
    rows = range(FIRST_PAPER_ROW - TOP_ROW, len(lines))
    found = [
        cell_name(TOP_ROW + at, column + 1)
        for at in rows
        for column in columns
        if _typed(lines[at][column]) is not None
    ]
    if found:
        raise CellError(
            f"{_some(found)}在另选各栏的右边，不属于任何一张票",
            f"工作表“{sheet.name}”",
            f"另选人请写在“另选1”至“另选{layout.write_ins}”栏内：点列标上方的“＋”可展开其余各栏",
        )


def _some(places: Sequence[str]) -> str:
    """Places as a sentence names them: the first few, and how many there are."""
    return "、".join(places[:SHOWN]) + (f"等 {len(places)} 处" if len(places) > SHOWN else "")


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


def _refuse_unusable(sheet: xw.Sheet, papers: Sequence[Sequence[Cell]], right: int) -> None:
    """Only what somebody typed is a mark: a formula or an error value is named and nothing is read."""
    area = Area(FIRST_PAPER_ROW, WHOLE_COLUMN, NAMES_ROW + len(papers), right)
    formulas = read_formulas(sheet, area)
    bad = [
        f"{column_letters(WHOLE_COLUMN + at)}{FIRST_PAPER_ROW + index}"
        for index, (row, values) in enumerate(zip(formulas, papers, strict=True))
        for at, (text, value) in enumerate(zip(row, values, strict=True))
        if value in EXCEL_ERRORS or (isinstance(text, str) and text.startswith("=") and text != value)
    ]
    if bad:
        raise CellError(
            f"{_some(bad)}是公式或错误值，不是录入的符号",
            f"工作表“{sheet.name}”",
            "请重新录入",
        )
