"""填充: one value for all blank cells of a column, such as 产生方式 = 选举 after an import."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pyxl.actions.action import Action, Argument, Outcome, Say
from pyxl.actions.import_roster import CLOSED
from pyxl.actions.writes import Fill
from pyxl.book.declared import table
from pyxl.book.workbook import Cell, Workbook
from pyxl.errors import TableError
from pyxl.rules.person import LISTS

PERSONAL = frozenset({"序号", "姓名", "身份证号", "出生日期", "联系电话"})
"""Columns that are never the same for all."""


@dataclass(frozen=True, slots=True)
class Options:
    """`table` by name; `pairs` as column=value."""

    table: str
    pairs: Sequence[str]


def run(workbook: Workbook, options: Options, say: Say) -> Outcome:
    """Fill blank cells of rows that hold somebody; what is filled already stays.

    Raises TableError for a column or value that cannot be filled in at once.
    """
    declared = table(options.table)
    if declared.name in CLOSED:
        raise TableError(f"“{declared.name}”表由程序填写，不能填充", remedy="可填充候选人、代表等表")
    records = workbook.records(declared.name)
    writes: list[Fill] = []
    filled: dict[str, int] = {}
    for pair in options.pairs:
        header, sign, value = (part.strip() for part in pair.partition("="))
        column = declared.column(header)
        if not sign or not value:
            raise TableError(f"“{pair}”的写法不对", remedy="请写成 栏目=值，如 产生方式=选举")
        if header in PERSONAL:
            raise TableError(f"“{header}”因人而异，不能一次填成同一个值", f"“{declared.name}”表")
        if (
            column.choices in LISTS
            and LISTS[column.choices].normalise(value) not in LISTS[column.choices].values
        ):
            raise TableError(
                f"“{header}”没有“{value}”这个选项", f"“{declared.name}”表",
                f"可填：{'、'.join(LISTS[column.choices].values)}",
            )  # fmt: skip
        cells: list[Cell] = [
            value if record.get(declared.key) and record.get(header) in (None, "") else record.get(header)
            for record in records
        ]
        filled[header] = sum(new != record.get(header) for new, record in zip(cells, records, strict=True))
        if filled[header]:
            writes.append(Fill(declared.name, header, cells))
    return Outcome(
        lines=[f"“{declared.name}”表“{header}”一栏填了 {count} 行。" for header, count in filled.items()],
        document={"table": declared.name, "filled": filled},
        writes=writes,
        summary="；".join(options.pairs),
        rows=sum(filled.values()),
    )


ACTION = Action(
    "fill",
    "填充",
    "把一栏里空着的格一次填成同一个值，如 产生方式=选举",
    run,
    Options,
    (
        Argument(("table",), {"metavar": "表名", "help": "如 代表、候选人"}),
        Argument(("pairs",), {"nargs": "+", "metavar": "栏目=值", "help": "如 产生方式=选举"}),
    ),
)
