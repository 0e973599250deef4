"""Worksheet functions MX_...: what the rules say, in a cell of the clerk's own.

xlwings registers them: its generator writes their VBA at build time (`pyxl.book.building.macros.udf_wrappers`), and its server
calls them here.  The shipped cells use none of them, so the workbook reads well where there is no Python.

Each takes cells, columns, rows or blocks, and answers in the same shape: in today's Excel the answer spills,
in older ones it is entered as an array formula (Ctrl+Shift+Enter).  xlwings' own `expand` is not used: it
overwrites what stands below without asking.  A blank cell is answered by a blank.  What cannot be answered
is a short Chinese text in its own cell; xlwings would show a traceback there.

Nothing is calculated here that the rules do not: this is the face of `pyxl.rules` that a cell sees.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import xlwings as xw

from pyxl.book.intake import EXCEL_ERRORS
from pyxl.errors import CellError, IdentityError, MoxiError, QuotaError, without_identities
from pyxl.rules.age import completed_years
from pyxl.rules.ballot import candidates_needed, parse_ratio
from pyxl.rules.identity import parse
from pyxl.rules.person import parse_date
from pyxl.rules.quota import METHODS, Apportionment, SettledBy, apportion
from pyxl.rules.stroke_order import Convention, missing_characters, sort_key, sort_names

CATEGORY = "换届选举"
"""Where Excel's function wizard lists them."""

Value = Any
"""What Excel hands over or gets back: one cell (None, bool, float, text, datetime), or a list of rows of cells."""

Row = list[Value]
AS_BLOCK = {"ndim": 2, "err_to_str": True}
"""How xlwings reads an argument: always rows of cells, so that a column stays one, and `#N/A` as a text."""


def _answered(function: Callable[..., Value]) -> Callable[..., Value]:
    """A function whose failure is a text in its cell, and never a traceback."""

    @functools.wraps(function)
    def answer(*arguments: Value, **named: Value) -> Value:
        try:
            return function(*arguments, **named)
        except MoxiError as error:
            return without_identities(error.what)
        except Exception as error:  # a defect of ours: its kind, and none of the data that led to it
            return f"程序差错（{type(error).__name__}），请告诉维护人员"

    return answer


@xw.func(category=CATEGORY)
@xw.arg("birth_date", doc="出生日期：日期，或“1980-05-01”“1980年5月”这样的文字", **AS_BLOCK)
@xw.arg("on_date", doc="算到哪一天（含当日），例如方案设置里的年龄计算截止日", **AS_BLOCK)
@_answered
def MX_AGE(birth_date: Value, on_date: Value) -> Value:
    """到某一天的周岁。只知道出生年月、算出来差一岁的，写成“36或37”。"""
    return _each_cell(_age, birth_date, on_date)


def _age(birth_date: Value, on_date: Value) -> int | str:
    born, day = parse_date(birth_date), parse_date(on_date)
    if born is None:
        return ""
    if day is None or day.exact is None:
        raise CellError("计算日没有写明年月日")
    if born.first > day.exact:
        raise CellError("出生日期在计算日之后")
    oldest = completed_years(born.first, day.exact)
    youngest = completed_years(min(born.last, day.exact), day.exact)
    return oldest if youngest == oldest else f"{youngest}或{oldest}"


@xw.func(category=CATEGORY)
@xw.arg("number", doc="身份证号（文本格式的单元格）", **AS_BLOCK)
@_answered
def MX_ID_OK(number: Value) -> Value:
    """身份证号对不对：18位、校验码、出生日期、省份都对才是 TRUE。"""
    return _each_cell(_is_identity, number)


def _is_identity(number: Value) -> bool:
    try:
        parse(number)
    except IdentityError:
        return False
    return True


@xw.func(category=CATEGORY)
@xw.arg("number", doc="身份证号（文本格式的单元格）", **AS_BLOCK)
@_answered
def MX_ID_BIRTH(number: Value) -> Value:
    """身份证号里的出生日期（单元格请设为日期格式）。号码不对时说明错在哪里。"""
    return _each_cell(lambda cell: parse(cell).birth_date, number)


@xw.func(category=CATEGORY)
@xw.arg("number", doc="身份证号（文本格式的单元格）", **AS_BLOCK)
@_answered
def MX_ID_SEX(number: Value) -> Value:
    """身份证号里的性别：男或女。号码不对时说明错在哪里。"""
    return _each_cell(lambda cell: parse(cell).sex, number)


@xw.func(category=CATEGORY)
@xw.arg("name", doc="一个字或一个姓名", **AS_BLOCK)
@_answered
def MX_STROKES(name: Value) -> Value:
    """一个字的笔画数；姓名则逐字列出，例如田富是“5-12”。"""
    return _each_cell(_strokes, name)


def _strokes(name: Value) -> int | str:
    characters, _ = sort_key(name, Convention.FULL_NAME)
    _refuse_unknown_characters([name])
    counts = [character.stroke_count for character in characters]
    return counts[0] if len(counts) == 1 else "-".join(map(str, counts))


@xw.func(category=CATEGORY)
@xw.arg("range", doc="要排序的姓名，空格子不算", **AS_BLOCK)
@_answered
def MX_SORT_NAMES(range: Value) -> Value:
    """姓名按姓氏笔画排序，与选票上的次序一致（选票改用姓名笔画的除外）。空格子排在最后。"""
    rows = _rows(range)
    cells = [cell for row in rows for cell in row]
    names = [_sound(cell) for cell in cells if not _is_blank(cell)]
    _refuse_unknown_characters(names)
    ordered = [*sort_names(names), *[""] * (len(cells) - len(names))]
    if not isinstance(range, list):
        return ordered[0]
    return [ordered] if len(rows) == 1 else [[name] for name in ordered]


def _refuse_unknown_characters(names: list[str]) -> None:
    if unknown := missing_characters(names):
        raise CellError(f"没有“{'、'.join(unknown)}”的笔画资料")


@xw.func(category=CATEGORY)
@xw.arg("weights", doc="各单位的权数，一般是妇女人数；空格子不算单位", **AS_BLOCK)
@xw.arg("seats", doc="代表名额总数", **AS_BLOCK)
@xw.arg("method", doc="分配方法，例如“最大余额法”“圣拉古法”；省略就是最大余额法", **AS_BLOCK)
@xw.arg("minimums", doc="各单位的最少名额（与权数一样多的格子），或各单位通用的一个数；可省略", **AS_BLOCK)
@_answered
def MX_QUOTA(weights: Value, seats: Value, method: Value = None, minimums: Value = None) -> Value:
    """代表名额按权数分到各单位。权数并列、要靠抽签定的，写成“2或3”，不会自行决定。"""
    rows = _rows(weights)
    total = _single(seats, "代表名额总数")
    if _is_blank(total):
        raise CellError("没有填写代表名额总数")
    units = [(cell, least) for cell, least in _with_minimums(rows, minimums) if not _is_blank(cell)]
    result = apportion(
        [_sound(cell) for cell, _ in units],
        total,
        _method(method),
        [None if _is_blank(least) else _sound(least) for _, least in units],
    )
    shown = iter(_seats_or_doubt(result))
    split = [["" if _is_blank(cell) else next(shown) for cell in row] for row in rows]
    return split if isinstance(weights, list) else split[0][0]


def _with_minimums(rows: list[Row], minimums: Value) -> list[tuple[Value, Value]]:
    """Each weight's cell with its minimum; one minimum serves all.  Raises QuotaError."""
    cells = [cell for row in rows for cell in row]
    least = [cell for row in _rows(minimums) for cell in row]
    if len(least) == 1:
        return [(cell, least[0]) for cell in cells]
    if len(least) != len(cells):
        raise QuotaError(f"最少名额有{len(least)}格，权数有{len(cells)}格，对不上")
    for place, (cell, minimum) in enumerate(zip(cells, least, strict=True), 1):
        if _is_blank(cell) and minimum and not _is_blank(minimum):
            raise QuotaError(f"第{place}格有最少名额，没有权数")
    return list(zip(cells, least, strict=True))


def _method(method: Value) -> str:
    """The key of a method that a cell names by its key or in Chinese."""
    cell = _single(method, "分配方法")
    if _is_blank(cell):
        return next(iter(METHODS))
    named = {known.chinese: key for key, known in METHODS.items()}
    return named.get(str(cell).strip(), str(cell).strip())


def _seats_or_doubt(result: Apportionment) -> list[int | str]:
    """The seats; for units between which nothing but their order in the list decided, both numbers."""
    shown: list[int | str] = list(result.seats)
    for tie in result.ties:
        if tie.settled_by is SettledBy.ORDER:
            for unit in tie.units:
                fewer = result.seats[unit] - (unit in tie.winners)
                shown[unit] = f"{fewer}或{fewer + 1}"
    return shown


@xw.func(category=CATEGORY)
@xw.arg("seats", doc="应选名额", **AS_BLOCK)
@xw.arg("ratio", doc="差额比例，例如5%、0.05或“1/20”", **AS_BLOCK)
@_answered
def MX_CANDIDATES_NEEDED(seats: Value, ratio: Value) -> Value:
    """差额选举至少要几名候选人：应选名额加上差额，差额不足一名的算一名。"""
    return _each_cell(_candidates, seats, ratio)


def _candidates(seats: Value, ratio: Value) -> int:
    if _is_blank(ratio):
        raise CellError("没有填写差额比例")
    whole = int(seats) if isinstance(seats, float) and seats.is_integer() else seats
    return candidates_needed(whole, parse_ratio(ratio))


def _each_cell(answer: Callable[..., Value], *arguments: Value) -> Value:
    """`answer` for every cell; a single row, column or cell goes with each of the others, as in Excel."""
    blocks = [_rows(argument) for argument in arguments]
    height, width = max(map(len, blocks)), max(len(block[0]) for block in blocks)
    if any(len(block) not in (1, height) or len(block[0]) not in (1, width) for block in blocks):
        raise CellError("几处区域的行数或列数不一样")
    answers = [
        [
            _cell_answer(answer, [block[row % len(block)][column % len(block[0])] for block in blocks])
            for column in range(width)
        ]
        for row in range(height)
    ]
    return answers if any(isinstance(argument, list) for argument in arguments) else answers[0][0]


@_answered
def _cell_answer(answer: Callable[..., Value], cells: Row) -> Value:
    return "" if _is_blank(cells[0]) else answer(*map(_sound, cells))


def _rows(argument: Value) -> list[Row]:
    """An argument as rows of cells: xlwings hands blocks over; a caller in Python may give a cell or a list."""
    if not isinstance(argument, list):
        return [[argument]]
    return [row if isinstance(row, list) else [row] for row in argument] or [[None]]


def _single(argument: Value, what: str) -> Value:
    """The cell of an argument that takes one only.  Raises CellError."""
    rows = _rows(argument)
    if len(rows) > 1 or len(rows[0]) > 1:
        raise CellError(f"{what}只能是一格")
    return _sound(rows[0][0])


def _is_blank(cell: Value) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _sound(cell: Value) -> Value:
    """A cell that is no error value.  Raises CellError."""
    if isinstance(cell, str) and cell in EXCEL_ERRORS:
        raise CellError(f"引用的单元格有错：{cell}")
    return cell
