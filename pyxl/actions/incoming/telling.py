"""What an import says: sheet by sheet, and a remark that repeats itself only once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pyxl.actions.incoming.merging import Change, Merged
from pyxl.actions.incoming.sources import Reading
from pyxl.book.intake import Skipped, row_list

SHOWN = 15
"""Remarks of one kind that the message names; with --json all of them are listed."""
NAMED = 5
_REPEATED = re.compile(r"第 [0-9]+ 行完全相同")


@dataclass(frozen=True, slots=True)
class SheetTold:
    """One sheet of one file: the rows that went in and the lines that did not."""

    file: str
    sheet: str
    rows: int
    skipped: tuple[Skipped, ...]

    @property
    def document(self) -> dict[str, Any]:
        """As `--json` says it."""
        skipped = [{"row": item.row, "reason": item.reason, "sheet": item.sheet} for item in self.skipped]
        return {"file": self.file, "sheet": self.sheet, "rows": self.rows, "skipped": skipped}


def sheets_of(readings: Sequence[Reading], merged: Merged) -> list[SheetTold]:
    """Every sheet of every file, in order."""
    told: list[SheetTold] = []
    for at, reading in enumerate(readings):
        own = [item for number, item in merged.repeated if number == at]
        for index, sheet in enumerate(reading.sheets):
            repeated = [item for item in own if item.sheet == sheet.sheet or (not item.sheet and index == 0)]
            skipped = sorted((*sheet.skipped, *repeated), key=lambda item: item.row)
            rows = merged.taken.get((at, sheet.sheet), 0)
            told.append(SheetTold(reading.source.shown, sheet.sheet, rows, tuple(skipped)))
    return told


def sheet_lines(told: Sequence[SheetTold]) -> list[str]:
    """A line for each sheet, where there is more than one."""
    if len(told) < 2:
        return []
    several = len({sheet.file for sheet in told}) > 1
    lines = []
    for sheet in told:
        name = f"“{sheet.sheet}”" if sheet.sheet else ""
        lines.append(
            f"  {sheet.file if several else '工作表'}{name}：导入 {sheet.rows} 行，跳过 {len(sheet.skipped)} 行"
        )
    return lines


def skipped_lines(told: Sequence[SheetTold]) -> list[str]:
    """Each reason once: with its rows while they are in one sheet, else with a count."""
    places: dict[str, list[tuple[str, int]]] = {}
    for sheet in told:
        for item in sheet.skipped:
            places.setdefault(item.reason, []).append((sheet.file, item.row))
    for reason in [reason for reason in places if _REPEATED.search(reason)]:
        known = _REPEATED.sub("已有的行完全相同", reason)
        places.setdefault(known, []).extend(places.pop(reason))
    several = len({sheet.file for sheet in told}) > 1
    lines = []
    for reason, found in places.items():
        files = list(dict.fromkeys(file for file, _ in found))
        rows = [row for _, row in found if row]
        if len(files) > 1:
            named = "、".join(files[:NAMED]) + ("等" if len(files) > NAMED else "")
            lines.append(f"  {reason}（{len(found)} 处，{named} {len(files)} 份文件）")
            continue
        where = f"{files[0]}：" if several else ""
        lines.append(f"  {where}第 {row_list(rows)} 行：{reason}" if rows else f"  {where}{reason}")
    return _shown(lines)


def note_lines(readings: Sequence[Reading]) -> list[str]:
    """Each note once, with the number of files that it is true of."""
    places: dict[str, list[str]] = {}
    for reading in readings:
        for note in reading.roster.notes:
            places.setdefault(note, []).append(reading.source.shown)
    several = len(readings) > 1
    lines = []
    for note, files in places.items():
        where = f"{files[0]}：" if several and len(files) == 1 else ""
        count = f"（{len(files)} 份文件都如此）" if len(files) > 1 else ""
        lines.append(f"  注意：{where}{note}{count}")
    return _shown(lines)


def change_lines(changes: Sequence[Change]) -> list[str]:
    """What each form changed in its unit."""
    return [f"  {change.unit}：{_change(change)}" for change in changes]


def _change(change: Change) -> str:
    if change.first:
        return f"填报表 {len(change.added)} 人"
    parts = []
    if change.added:
        parts.append(f"新增{_names(change.added)}")
    if change.removed:
        parts.append(f"减少{_names(change.removed)}")
    if change.changed:
        people = [f"{name}（{'、'.join(columns)}）" for name, columns in change.changed.items()]
        parts.append(f"改动{_names(people)}")
    return "；".join(parts) or "与上次相同，没有变化"


def _names(names: Sequence[str]) -> str:
    return "、".join(names[:SHOWN]) + (f"等 {len(names)} 人" if len(names) > SHOWN else "")


def _shown(lines: Sequence[str]) -> list[str]:
    more = [f"  ……另有 {len(lines) - SHOWN} 条"] if len(lines) > SHOWN else []
    return [*lines[:SHOWN], *more]
