"""What a second check shows: which findings are new, which still stand, which are settled.

Findings are matched by table, person, rule and column.  Rows do not count, since a list may have been sorted;
a person is known by name and a digest of the identity number, and by one of them where the other was put right
meanwhile.  The digest could be tried out against all numbers of a birth date, so it never leaves the workbook,
which holds the numbers themselves.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from pyxl.rules.check.cell_form import CODE as FORM
from pyxl.rules.findings import Finding, Row
from pyxl.rules.identity import normalise
from pyxl.rules.person import text_of


class State(StrEnum):
    """How a finding stands against the check before; the value is the clerk's word."""

    NEW = "新增"
    PRESENT = "仍在"
    SETTLED = "已解决"


@dataclass(frozen=True, slots=True)
class Subject:
    """A finding as two checks know it.  `mark` stands for the identity number of the person; "" for none."""

    table: str
    name: str
    mark: str
    column: str
    code: str
    message: str
    severity: str = ""
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Recheck:
    """`states` has one state for each present finding; `settled` are those of before that are gone."""

    states: tuple[State, ...]
    settled: tuple[Subject, ...]


def subject(finding: Finding, tables: Mapping[str, Sequence[Row]]) -> Subject:
    """A present finding with the mark of the person in its row."""
    mark = ""
    if finding.row and finding.code != FORM:  # which is about a column; its row is only the first of many
        mark = identity_mark(tables[finding.table][finding.row - 1].get("身份证号"))
    return Subject(
        table=finding.table,
        name=finding.name,
        mark=mark,
        column=finding.column,
        code=finding.code,
        message=finding.message,
        severity=finding.severity.chinese,
        clause=finding.clause,
    )


_MARK_LENGTH: Final = 12


def identity_mark(value: object) -> str:
    """What tells an identity number from others without showing it: part of its SHA-256; "" for a blank cell."""
    text = normalise(text_of(value))
    return hashlib.sha256(text.encode()).hexdigest()[:_MARK_LENGTH] if text else ""


_Key = Callable[[Subject], Hashable]
_SAME: Final[tuple[_Key, ...]] = (
    lambda s: (s.table, s.name, s.mark, s.code, s.column, s.message),
    lambda s: (s.table, s.name, s.mark, s.code, s.column),
)
"""Keys under which two findings are one, strictest first."""
_CORRECTED: Final[tuple[_Key, ...]] = (
    lambda s: (s.table, s.name, s.code, s.column) if s.name else None,
    lambda s: (s.table, s.mark, s.code, s.column) if s.mark else None,
)
"""The same for a person whose number, or whose name, was put right."""


def recheck(
    before: Sequence[Subject], now: Sequence[Subject], tables: Mapping[str, Sequence[Row]]
) -> Recheck:
    """Compare the findings of two checks; `tables` are the lists as they stand now."""
    there = {
        (table, text_of(row.get("姓名")), identity_mark(row.get("身份证号")))
        for table, rows in tables.items()
        for row in rows
    }
    old, new = dict(enumerate(before)), dict(enumerate(now))
    for key in _SAME:
        _pair(old, new, key)
    # Whoever stands in the list as before is not somebody else who has the same name now.
    moved = {at: s for at, s in old.items() if (s.table, s.name, s.mark) not in there}
    for key in _CORRECTED:
        _pair(moved, new, key)
    gone = {at: s for at, s in old.items() if at in moved or (s.table, s.name, s.mark) in there}
    return Recheck(
        states=tuple(State.NEW if at in new else State.PRESENT for at in range(len(now))),
        settled=tuple(gone.values()),
    )


def _pair(old: dict[int, Subject], new: dict[int, Subject], key: _Key) -> None:
    """Take out of both what is one and the same under a key, each only once."""
    waiting: defaultdict[Hashable, list[int]] = defaultdict(list)
    for at, one in reversed(old.items()):
        if (known := key(one)) is not None:
            waiting[known].append(at)
    for at, one in list(new.items()):
        if (known := key(one)) is not None and waiting[known]:
            del old[waiting[known].pop()]
            del new[at]


def counted(states: Iterable[State], settled: int) -> str:
    """新增 2 条、仍在 5 条、已解决 1 条."""
    counts = Counter(states)
    return "、".join(
        f"{state.value} {settled if state is State.SETTLED else counts[state]} 条" for state in State
    )
