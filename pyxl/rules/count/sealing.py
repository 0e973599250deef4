"""Sealing a result: a short code that can be read out by telephone, and which figures changed since.

**Code.**  Four groups of four digits, the first 16 of SHA-256(head + "\\n" + fingerprint) taken as a number modulo
10**16: `head` is the hash of the log's last row before the count, `fingerprint` that of the vote's figures and of who
was elected.  Whoever rewrites votes and log alike makes another code than the one on the signed paper.

A vote's figures are its rows in 选举情况, 计票 and 逐票; they are sealed when it has a result.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from pyxl.rules.count.returns import Vote
from pyxl.rules.findings import Row

KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "选举情况": ("录入",),
    "计票": ("录入", "姓名"),
    "逐票": ("录入", "票号", "姓名"),
}
"""Table -> what tells a row of one vote from another."""
Figures = Mapping[str, Sequence[Row]]
"""The rows of one vote, by table."""

GROUPS: Final = re.compile(r"[0-9]{4}(?: [0-9]{4}){3}")
_VOTE: Final = ("选举", "轮次")


def code(head: str, fingerprint: str) -> str:
    """The short code: four groups of four digits.

    >>> code("", "0" * 64)
    '2817 9318 2630 3135'
    """
    digest = hashlib.sha256(f"{head}\n{fingerprint}".encode()).hexdigest()
    digits = f"{int(digest, 16) % 10**16:016d}"
    return " ".join(digits[at : at + 4] for at in range(0, 16, 4))


def vote_of(row: Row) -> Vote:
    """The vote that a row belongs to; a blank round is the first."""
    number = str(row.get("轮次") or "1").strip()
    return str(row.get("选举") or "").strip(), int(number) if number.isdecimal() else 1


def figures(tables: Mapping[str, Sequence[Row]], vote: Vote) -> dict[str, list[Row]]:
    """The rows of one vote without their blank cells, those that hold nothing but their keys left out."""
    found: dict[str, list[Row]] = {}
    for table, keys in KEYS.items():
        rows = (
            {header: cell for header, cell in row.items() if cell is not None and header not in _VOTE}
            for row in tables[table]
            if vote_of(row) == vote
        )
        found[table] = sorted(
            (row for row in rows if row.keys() - set(keys)), key=lambda row: [str(row.get(k)) for k in keys]
        )
    return found


def changes(before: Figures, now: Figures) -> Iterator[str]:
    """Every figure that is not as it was, as the clerk knows it: “计票”甲 王小样 赞成 38→37."""
    for table, keys in KEYS.items():
        old, new = _by_key(before.get(table, ()), keys), _by_key(now.get(table, ()), keys)
        for key in sorted(old.keys() | new.keys()):
            was, become = old.get(key, {}), new.get(key, {})
            headers = [header for header in {**was, **become} if header not in keys]
            for header in headers:
                if was.get(header) != become.get(header):
                    row = " ".join(key)
                    yield f"“{table}”{row} {header} {_shown(was, header)}→{_shown(become, header)}"


def _by_key(rows: Sequence[Row], keys: Sequence[str]) -> dict[tuple[str, ...], Row]:
    """Rows by what tells them apart; of several alike each has its number."""
    found: dict[tuple[str, ...], Row] = {}
    for row in rows:
        key = tuple(str(row[header]) for header in keys if row.get(header) is not None)
        again = 1
        while (key if again == 1 else (*key, f"（{again}）")) in found:
            again += 1
        found[key if again == 1 else (*key, f"（{again}）")] = row
    return found


def _shown(row: Row, header: str) -> str:
    value = row.get(header)
    return "空" if value is None else str(value)
