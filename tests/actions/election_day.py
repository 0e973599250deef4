"""An election day for tests: a workbook with 27 clean candidates, and entries typed into its tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from clerk import APPROVALS

from pyxl.actions.fresh import sample
from pyxl.book.table_writing import append_rows, replace_rows
from pyxl.book.workbook import Record, Workbook
from pyxl.hosts.engine.opening import open_closed

SETTINGS = (*APPROVALS, "名额批复文号=磨委〔2017〕16号", "名额批复日期=2017-11-27")
Votes = Mapping[str, tuple[int, int, int]]
"""Name -> approvals, against, abstentions."""


def put(path: Path, table: str, records: Sequence[Record]) -> None:
    """Make `records` the rows of a table, as if they had been typed."""
    with open_closed(path) as book:
        replace_rows(Workbook(book).region(table), records)
        book.save()


def add(path: Path, table: str, records: Sequence[Record]) -> None:
    """Type rows behind those that are there."""
    with open_closed(path) as book:
        append_rows(Workbook(book).region(table), records)
        book.save()


def rows(path: Path, table: str) -> list[dict[str, object]]:
    """The rows of a table."""
    with open_closed(path, read_only=True) as book:
        return [dict(record) for record in Workbook(book).records(table)]


def clean_up(path: Path) -> None:
    """Candidates and workers without a fault."""
    put(path, "候选人", sample._candidates())  # type: ignore[arg-type]
    put(path, "代表", sample._delegates())  # type: ignore[arg-type]
    put(path, "工作人员", [])


def enter(
    path: Path, office: str, votes: Votes, entry: str = "甲", number: int = 1, write_ins: Mapping[str, int] | None = None,
    **turnout: int,
) -> None:  # fmt: skip
    """Type one entry by totals."""
    head = {"选举": office, "录入": entry, "轮次": number}
    figures = {"应到": 41, "实到": 40, "印制": 46, "发出": 40, "收回": 40, "有效": 40, "无效": 0} | turnout
    add(path, "选举情况", [{**head, **figures}])
    lines = [{**head, "姓名": name, "赞成": a, "反对": b, "弃权": c} for name, (a, b, c) in votes.items()]
    lines += [{**head, "姓名": name, "赞成": a, "另选": "是"} for name, a in (write_ins or {}).items()]
    add(path, "计票", lines)


def committee_votes(
    names: Sequence[str], losers: int = 2, valid: int = 40
) -> dict[str, tuple[int, int, int]]:
    """All but the last `losers` names pass half of 41, each with another number of votes against."""
    winners = len(names) - losers
    return {
        name: (valid - 2 - at % 10, 2, at % 10) if at < winners else (5, 10, valid - 15)
        for at, name in enumerate(names)
    }
