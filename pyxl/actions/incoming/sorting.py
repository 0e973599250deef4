"""Lists of candidates and of delegates that came together: each file is put to the table that it is a list for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from pyxl.actions.incoming.sources import Reading
from pyxl.errors import FileError
from pyxl.rules.person import CANDIDATES, DELEGATES

MARKS: Final[Mapping[str, tuple[str, ...]]] = {
    CANDIDATES: ("拟任职务", "推荐方式", "任职"),
    DELEGATES: ("产生方式",),
}
"""Columns that only one of the lists has."""
NAMES: Final[Mapping[str, tuple[str, ...]]] = {CANDIDATES: ("候选", "执委"), DELEGATES: ("代表",)}
"""Words of a file's name that tell which list it is, where its columns do not."""


def sort_out(readings: Mapping[str, Sequence[Reading]]) -> dict[str, list[Reading]]:
    """Table -> the readings that belong to it, of the same files read for each table.

    A form of ours has a page for each table and belongs to all of them.  A file that is neither list, or could be both,
    is told as one that was not imported, once.
    """
    sorted_: dict[str, list[Reading]] = {table: [] for table in readings}
    tables = list(readings)
    for same in zip(*readings.values(), strict=True):
        one = dict(zip(tables, same, strict=True))
        if any(reading.unit for reading in same):
            for table, reading in one.items():
                if not reading.error:
                    sorted_[table].append(reading)
            continue
        belongs = _table_of(one)
        sorted_[belongs or tables[0]].append(one[belongs] if belongs else _unknown(same[0]))
    return sorted_


def _table_of(one: Mapping[str, Reading]) -> str | None:
    """The table that a file is a list for; None where that cannot be told."""
    read = {table: reading for table, reading in one.items() if not reading.error and reading.roster.rows}
    marked = [table for table, reading in read.items() if _has(reading, MARKS[table])]
    if len(marked) == 1:
        return marked[0]
    name = next(iter(one.values())).source.path.stem
    named = [table for table in read if any(word in name for word in NAMES[table])]
    if len(named) == 1:
        return named[0]
    failed = [table for table, reading in one.items() if reading.error]
    return failed[0] if len(failed) == len(one) else None


def _has(reading: Reading, columns: Sequence[str]) -> bool:
    return any(column in row for row in reading.roster.rows for column in columns)


def _unknown(reading: Reading) -> Reading:
    error = FileError(
        "看不出是候选人名册还是代表名册",
        reading.source.shown,
        "请打开“候选人”或“代表”表，再按“导入名册”单独导入这一份",
    )
    return replace(reading, error=error)
