"""Rows that were read, put to the rows that a table has: lists go behind them, forms take their unit's place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pyxl.actions.incoming.sources import Reading
from pyxl.book.declared import Table
from pyxl.book.forms import OURS
from pyxl.book.intake import Skipped, SourceRow
from pyxl.book.workbook import SERIAL, Cell, Record
from pyxl.rules.identity import normalise
from pyxl.rules.person import normalise_name

WAIVER = ("例外批准文号", "例外批准日期")
"""Columns that the clerk fills in after an approval."""
UNIT = "单位"


@dataclass(frozen=True)
class Change:
    """What a form that came again changed in its unit: names, and of those who stayed the columns."""

    unit: str
    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: Mapping[str, tuple[str, ...]]
    first: bool
    """Whether the table had nobody of the unit."""

    @property
    def count(self) -> int:
        """Rows that are new or other than before."""
        return len(self.added) + len(self.changed)


@dataclass
class Merged:
    """The table's rows after an import.

    `kept` are those that stay or were replaced in place, `behind` go behind them; `repeated` and `taken` are by the
    index of the reading.
    """

    kept: list[Record]
    behind: list[Record] = field(default_factory=list)
    repeated: list[tuple[int, Skipped]] = field(default_factory=list)
    taken: dict[tuple[int, str], int] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    received: dict[str, str] = field(default_factory=dict)
    waivers: int = 0
    replaced: bool = False

    @property
    def count(self) -> int:
        """Rows imported: new ones and changed ones."""
        return len(self.behind) + sum(change.count for change in self.changes if not change.first)


def merge(
    declared: Table,
    present: Sequence[Record],
    known: Sequence[Record],
    readings: Sequence[Reading],
    received: Mapping[str, str],
) -> Merged:
    """Put all readings to the rows that are `present`; `known` had waivers even where the table is emptied first.

    `received` says of each unit when the form was saved that was imported last: an older one that lies about in a
    folder takes nothing back, and one that is chosen by itself does.
    """
    merged = Merged(list(present))
    merger = _Merger(declared, known, merged)
    newest = _newest(readings)
    for at, reading in enumerate(readings):
        if reading.error is not None:
            continue
        if not reading.unit:
            merger.add_list(at, reading)
        elif newest[reading.unit] == at and (
            reading.source.named or reading.saved >= received.get(reading.unit, "")
        ):
            merger.put_form(at, reading)
        elif newest[reading.unit] == at:
            merger.pass_over(at, _older(reading, received[reading.unit]))
        else:
            other = readings[newest[reading.unit]].source.shown
            merger.pass_over(at, f"“{reading.unit}”有更新的一份（{other}），这一份没有导入")
    return merged


def _older(reading: Reading, known: str) -> str:
    before, then = (dt.datetime.fromisoformat(text).astimezone() for text in (reading.saved, known))
    return (
        f"“{reading.unit}”的这份填报表是 {before:%Y-%m-%d %H:%M} 保存的，比已经导入的一份（{then:%Y-%m-%d %H:%M}）旧，没有导入；"
        "确实要用旧的，请单独选这一个文件导入"
    )


def _newest(readings: Sequence[Reading]) -> dict[str, int]:
    """For each unit the form that was saved last."""
    forms = [(r.saved, r.source.path.stat().st_mtime, at, r.unit) for at, r in enumerate(readings) if r.unit]
    return {unit: at for *_, at, unit in sorted(forms)}


class _Merger:
    def __init__(self, declared: Table, known: Sequence[Record], merged: Merged) -> None:
        self._declared = declared
        self._known = known
        self._waived = [record for record in known if any(record.get(header) for header in WAIVER)]
        self._merged = merged
        self._seen: dict[bool, dict[tuple[str, ...], int]] = {}

    def pass_over(self, at: int, reason: str) -> None:
        """Take nothing of a file."""
        self._merged.repeated.append((at, Skipped(0, reason, "")))

    def add_list(self, at: int, reading: Reading) -> None:
        """Rows that the table does not have yet, word for word; a list imported twice adds nothing.

        A waiver that was entered meanwhile makes no difference, unless the list itself tells of waivers.
        """
        rows = reading.roster.rows
        with_waivers = any(row.get(header) for row in rows for header in WAIVER)
        passed_over = {SERIAL} if with_waivers else {SERIAL, *WAIVER}
        headers = [header for header in self._declared.headers if header not in passed_over]
        everybody = (*self._merged.kept, *self._merged.behind)
        seen = {_words(record, headers): index for index, record in enumerate(everybody, 1)}
        for row, source in zip(rows, reading.roster.source_rows, strict=True):
            words = _words(row, headers)
            if words in seen:
                reason = f"与“{self._declared.name}”表第 {seen[words]} 行完全相同，没有重复导入"
                self._merged.repeated.append((at, Skipped(source.row, reason, source.sheet)))
                continue
            self._merged.behind.append(self._with_waiver(row))
            seen[words] = len(self._merged.kept) + len(self._merged.behind)
            self._count(at, source)

    def put_form(self, at: int, reading: Reading) -> None:
        """A form's rows in the place of all rows of its unit; what it has no column for stays with the person."""
        if not reading.roster.rows:
            self.pass_over(at, f"“{reading.unit}”的填报表是空白的，原有的行没有改动")
            return
        kept = self._merged.kept
        old = [record for record in kept if record.get(UNIT) == reading.unit]
        said = [
            {header: value for header, value in row.items() if header not in OURS}
            for row in reading.roster.rows
        ]
        rows = [self._grown({**row, UNIT: reading.unit}, old) for row in said]
        for source in reading.roster.source_rows:
            self._count(at, source)
        self._merged.received[reading.unit] = reading.saved
        self._merged.changes.append(_change(reading.unit, old, rows, self._declared.headers))
        if not old:
            self._merged.behind += rows
            return
        place = next(index for index, record in enumerate(kept) if record.get(UNIT) == reading.unit)
        others = [record for record in kept[place:] if record.get(UNIT) != reading.unit]
        self._merged.kept = [*kept[:place], *rows, *others]
        self._merged.replaced = True

    def _count(self, at: int, source: SourceRow) -> None:
        key = (at, source.sheet)
        self._merged.taken[key] = self._merged.taken.get(key, 0) + 1

    def _with_waiver(self, row: Mapping[str, object]) -> Record:
        """Who comes again keeps the waiver that was entered, unless the list brings its own.

        A village's list never knows of approvals: without this, each new list would take them away.
        """
        record: dict[str, Cell] = dict(row)  # type: ignore[arg-type]
        if any(record.get(header) for header in WAIVER):
            return record
        before = next((other for other in self._waived if _same_person(record, other)), None)
        if before is None:
            return record
        self._merged.waivers += 1
        return {**record, **{header: before[header] for header in WAIVER}}

    def _grown(self, row: Mapping[str, object], old: Sequence[Record]) -> Record:
        record = dict(self._with_waiver(row))
        before = next((other for other in old if _same_person(record, other)), None)
        for header in self._declared.headers if before else ():
            if header not in record and before is not None:
                record[header] = before.get(header)
        return record


def _change(unit: str, old: Sequence[Record], new: Sequence[Record], headers: Sequence[str]) -> Change:
    left = list(old)
    added: list[str] = []
    changed: dict[str, tuple[str, ...]] = {}
    for record in new:
        before = next((other for other in left if _same_person(record, other, by_name=True)), None)
        name = str(record.get("姓名") or "（无姓名）")
        if before is None:
            added.append(name)
            continue
        left.remove(before)
        columns = [h for h in headers if h != SERIAL and _words(record, [h]) != _words(before, [h])]
        if columns:
            changed[name] = tuple(columns)
    removed = tuple(str(record.get("姓名") or "（无姓名）") for record in left)
    return Change(unit, tuple(added), removed, changed, first=not old)


def _same_person(one: Record, other: Record, *, by_name: bool = False) -> bool:
    """One identity number; where a row has none, one name and birth date, or within a unit the name alone."""
    numbers = [normalise(str(record["身份证号"])) for record in (one, other) if record.get("身份证号")]
    if len(numbers) == 2 and not by_name:
        return numbers[0] == numbers[1]
    born, name = one.get("出生日期"), normalise_name(one.get("姓名"))
    if by_name:
        return (len(numbers) == 2 and numbers[0] == numbers[1]) or name == normalise_name(other.get("姓名"))
    return bool(born and name) and (name, born) == (normalise_name(other.get("姓名")), other.get("出生日期"))


def _words(row: Mapping[str, object], headers: Sequence[str]) -> tuple[str, ...]:
    return tuple("" if row.get(header) is None else str(row.get(header)) for header in headers)
