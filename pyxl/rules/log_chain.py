"""The chain of the log: each row carries a hash over the row before it, so that a cut or an edit shows.

**Canonical form.**  Of a row, the columns `COLUMNS` in this order, each as the cell shows it: nothing as "", a
whole number in decimal digits, text as it stands (a link counts as the address that it shows).  These texts as a
JSON array without spaces, non-ASCII characters as themselves, after the previous row's 校验 and a line feed, in
UTF-8.  校验 is the SHA-256 of that in lower-case hexadecimal; the first row follows `GENESIS`.

    sha256((previous + "\\n" + '["2017-12-03 09:30:00+08:00","wang","校验候选人","校验结果","12","错误 1 条",""]').encode())

**Anchor.**  The number of rows and the last hash are kept in a second place, or rows cut from the end would leave
a whole chain.  A new row always follows the anchor, not whatever row stands last: what was cut stays visible
however many presses come after.  docs/decisions/log-chain.md says what this proves and what it cannot.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

COLUMNS: Final = ("时间", "操作人", "操作", "表", "行数", "内容", "文件")
"""What a row's hash is over, in this order."""
HASH: Final = "校验"
"""The column that holds the hash."""
GENESIS: Final = ""
"""What the first row follows."""
UNANCHORED: Final = "anchor lost"
"""What a row follows that was added to a log whose anchor was gone: a break there is never mended."""

_LINK: Final = re.compile(r'=HYPERLINK\("((?:[^"]|"")*)"', re.IGNORECASE)
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")

LogRow = Mapping[str, object]
"""One row of the log: column -> what its cell holds; of a link, its formula."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """What is known of the log outside the log: how many rows it has, and the hash of the last one."""

    rows: int = 0
    last: str = GENESIS


@dataclass(frozen=True, slots=True)
class Break:
    """A place at which the log is not what was written.  `row` counts data rows from 1."""

    row: int
    reason: str


def shown(value: object) -> str:
    """A cell as the canonical form has it."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = str(value)
    link = _LINK.match(text)
    return link[1].replace('""', '"') if link else text


def digest(previous: str, row: LogRow) -> str:
    """The hash of a row that follows a row with the hash `previous`."""
    fields = json.dumps(
        [shown(row.get(column)) for column in COLUMNS], ensure_ascii=False, separators=(",", ":")
    )
    return hashlib.sha256(f"{previous}\n{fields}".encode("utf-8", "surrogatepass")).hexdigest()


def chained(rows: Iterable[LogRow], anchor: Anchor) -> tuple[list[dict[str, object]], Anchor]:
    """New rows with their hashes, and where the log then ends."""
    made: list[dict[str, object]] = []
    last = anchor.last
    for row in rows:
        last = digest(last, row)
        made.append({**row, HASH: last})
    return made, Anchor(anchor.rows + len(made), last)


def resumed(present: Sequence[LogRow], anchor: Anchor | None) -> Anchor:
    """The anchor that new rows follow; a log that has rows and no anchor gets one that shows it for good."""
    if anchor is not None:
        return anchor
    return Anchor(len(present), UNANCHORED) if present else Anchor()


def breaks(rows: Sequence[LogRow], anchor: Anchor | None) -> list[Break]:
    """Every place at which the chain does not hold, first to last; [] for a log as it was written.

    An edited row is named itself; where rows are missing, were put in or have changed places, the first row that does
    not follow the one above it.
    """
    found = list(_broken_rows(rows))
    if anchor is None:
        if rows:
            found.append(
                Break(len(rows), "工作簿里记录日志行数和末行校验的地方没有了，末尾是否少了行无从核对")
            )
    elif anchor.rows > len(rows):
        found.append(
            Break(
                len(rows) + 1,
                f"应有 {anchor.rows} 行，现有 {len(rows)} 行，少了 {anchor.rows - len(rows)} 行",
            )
        )
    elif anchor.rows < len(rows):
        found.append(
            Break(
                anchor.rows + 1,
                f"应有 {anchor.rows} 行，现有 {len(rows)} 行，多了 {len(rows) - anchor.rows} 行",
            )
        )
    elif rows and anchor.last != rows[-1].get(HASH) and not any(b.row == len(rows) for b in found):
        found.append(Break(len(rows), "末行与另外保存的末行校验不符，这一行被换过"))
    return found


def _broken_rows(rows: Sequence[LogRow]) -> Iterator[Break]:
    previous = GENESIS
    for number, row in enumerate(rows, 1):
        written = str(row.get(HASH) or "")
        if not any(shown(row.get(column)) for column in (*COLUMNS, HASH)):
            yield Break(number, "这一行被清空")
        elif not _DIGEST.fullmatch(written):
            yield Break(number, "这一行的校验被清除或改写")
        elif written != digest(previous, row):
            yield Break(number, "这一行或它上面的行被改动、删除、插入或换了次序")
        previous = written


def intact_words(rows: Sequence[LogRow], found: Sequence[Break]) -> str:
    """One sentence for the clerk."""
    if not found:
        return f"操作日志完整：{len(rows)} 行，逐行校验相符。"
    first = found[0]
    return f"操作日志对不上，从第 {first.row} 行起：{first.reason}。"
