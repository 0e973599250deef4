"""What a count seals in the log and the record, and what a later press finds changed.

The log row of a count holds the fingerprints of 选举情况, 计票, 逐票 and of the result, and the short code of every vote
that has one.  The hidden record keeps the figures themselves, so that it can be said which of them changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pyxl.actions.press import LOG, DamagedHistory, read_anchor, read_history
from pyxl.actions.read.votes import Votes
from pyxl.book.canonical import canonical_text, canonical_value, fingerprint
from pyxl.book.workbook import Record, Workbook
from pyxl.rules.count import Result, Vote, title
from pyxl.rules.count.sealing import GROUPS, KEYS, changes, code, figures
from pyxl.rules.log_chain import GENESIS, HASH, resumed

COUNT: Final = "计票"
"""What the log calls the press that seals."""
RESULTS: Final = "选举结果"
CHANGED: Final = "票数改动："
"""Begins the line of a log row that says what changed since an earlier count."""
NAMED: Final = 5
"""Figures that a line names."""

Kept = Mapping[str, Mapping[str, Any]]
"""Vote's title -> when it was sealed, and its figures as canonical values, as the record keeps them."""


@dataclass(frozen=True, slots=True)
class Seals:
    """What the votes are sealed with.

    `codes` has the short code of each vote whose figures are as some count found them; `changed` one line for each
    vote whose figures are no longer those of the last count.  `known` are the votes that an earlier count found as they are.
    """

    codes: Mapping[Vote, str]
    changed: Sequence[str]
    prints: Mapping[str, str]
    kept: Kept
    known: frozenset[Vote]

    @property
    def code_lines(self) -> list[str]:
        """The codes as the log and the clerk read them."""
        return [f"{title(*vote)}选举的核对码：{short}" for vote, short in self.codes.items()]


def read_seals(workbook: Workbook, votes: Votes) -> Seals:
    """What stands in log and record, held against the votes as they are now."""
    return _seals(workbook, votes, None)


def new_seals(workbook: Workbook, votes: Votes, at: str) -> Seals:
    """The same for a count at the moment `at`: a vote without a code gets one, and the record is brought up to date."""
    return _seals(workbook, votes, at)


def _seals(workbook: Workbook, votes: Votes, at: str | None) -> Seals:
    tables = _tables(workbook, votes)
    log = workbook.records(LOG)
    head = resumed(log, read_anchor(workbook)).last
    kept = dict(_kept(workbook))
    codes: dict[Vote, str] = {}
    changed: list[str] = []
    same: set[Vote] = set()
    for result in votes.results:
        vote = (result.office, result.round)
        now = {table: [_plain(row) for row in rows] for table, rows in figures(tables, vote).items()}
        told = _changed(kept.get(title(*vote)), now, title(*vote))
        changed += [told] if told else []
        if not result.valid:
            continue
        print_ = _print(now, result)
        known = _known_code(log, vote, print_)
        same |= {vote} if known else set()
        if known or at:
            codes[vote] = known or code(head, print_)
        if at and (told or title(*vote) not in kept):
            kept[title(*vote)] = {"at": at, "figures": now}
    gone = [name for name in kept if name not in {title(r.office, r.round) for r in votes.results}]
    changed += [f"{name}选举{kept[name]['at']} 计票后，录入的票数都不在了" for name in gone]
    prints = {name: fingerprint({name: rows}) for name, rows in tables.items()}
    return Seals(codes, changed, prints, kept, frozenset(same))


def _tables(workbook: Workbook, votes: Votes) -> dict[str, Sequence[Record]]:
    papers = [row for rows in votes.typed.values() for row in rows]
    tables = {name: workbook.records(name) for name in KEYS}
    return {**tables, "逐票": [*tables["逐票"], *papers]}


def _plain(row: Mapping[str, Any]) -> dict[str, str]:
    """Cells as they are kept: text, the same in every program."""
    return {header: canonical_value(cell)[1:] for header, cell in row.items() if canonical_value(cell)}


def _print(now: Mapping[str, Sequence[Record]], result: Result) -> str:
    """Of a vote's figures and of who was elected; in whatever order the rows stand."""
    elected: list[Record] = [{"姓名": name} for name in sorted(result.elected)]
    ordered = {name: sorted(rows, key=lambda row: canonical_text({"": [row]})) for name, rows in now.items()}
    return fingerprint({**ordered, "当选": elected})


def _known_code(log: Sequence[Record], vote: Vote, print_: str) -> str:
    """The code that the first count of just these figures wrote into the log, "" where none did."""
    label, head = f"{title(*vote)}选举的核对码：", GENESIS
    for row in log:
        text = str(row["内容"] or "")
        if row["操作"] == COUNT and label in text:
            written = GROUPS.match(text.partition(label)[2])
            # What an earlier count had made is repeated as it was: each is held against its own head.
            if written and written[0] == code(head, print_):
                return written[0]
        head = str(row[HASH] or "")
    return ""


def _kept(workbook: Workbook) -> Kept:
    try:
        return read_history(workbook).sealed
    except DamagedHistory:
        return {}


def _changed(kept: Mapping[str, Any] | None, now: Mapping[str, Sequence[Record]], name: str) -> str:
    found = list(changes(kept["figures"], now)) if kept else []
    if not kept or not found:
        return ""
    more = f"等 {len(found)} 处" if len(found) > NAMED else ""
    return f"{name}选举{kept['at']} 计票后改动：{'；'.join(found[:NAMED])}{more}"


def earlier_changes(workbook: Workbook) -> Iterator[str]:
    """What earlier counts found changed, as the log has it."""
    for row in workbook.records(LOG):
        if row["操作"] == COUNT:
            for line in str(row["内容"] or "").split("\n"):
                if line.startswith(CHANGED):
                    yield line.removeprefix(CHANGED)
