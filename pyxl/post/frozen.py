"""What is in a workbook that was sent: its cover and its tables, as plain values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pyxl.book.canonical import canonical_value, fingerprint
from pyxl.book.workbook import Record
from pyxl.post.cover import Cover, Listed


@dataclass(frozen=True)
class Frozen:
    """Cover and tables, by name, in the order of their sheets.

    `headers` are a table's columns where they may be another version's; without them they are this one's.
    """

    cover: Cover
    tables: Mapping[str, Sequence[Record]]
    headers: Mapping[str, Sequence[str]] = field(default_factory=dict)


def listed(tables: Mapping[str, Sequence[Record]]) -> tuple[Listed, ...]:
    """The contents of a cover: each table with its number of rows and its own fingerprint."""
    return tuple(Listed(name, len(rows), fingerprint({name: rows})) for name, rows in tables.items())


def first_difference(ours: Frozen, theirs: Frozen) -> str | None:
    """The first place at which two of them differ, in Chinese; None if they are the same cell by cell."""
    if ours.cover != theirs.cover:
        return "封面"
    if list(ours.tables) != list(theirs.tables):
        return "工作表的目录"
    for name, rows in ours.tables.items():
        if len(rows) != len(theirs.tables[name]):
            return f"“{name}”表的行数"
        for number, (mine, other) in enumerate(zip(rows, theirs.tables[name], strict=True), 1):
            if list(mine) != list(other):
                return f"“{name}”表的栏目"
            for header, cell in mine.items():
                if canonical_value(cell) != canonical_value(other[header]):
                    return f"“{name}”表第 {number} 行“{header}”"
    return None
