"""下一处问题: brings the next finding's cell before the clerk, worst first.

Where she stands is remembered in the workbook.  People are looked up anew, since a list may have been sorted
after the check.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from pyxl.actions.action import Action, Focus, Outcome, Say
from pyxl.actions.check import FINDINGS
from pyxl.book.links import cell_of, target_of
from pyxl.book.workbook import Record, Region, Workbook
from pyxl.errors import MoxiError, TableError
from pyxl.hosts.addresses import split_reference
from pyxl.hosts.sheets.front import last_mark
from pyxl.rules.check import State, identity_mark
from pyxl.rules.person import normalise_name
from pyxl.words import Severity

SUBJECT_LIMIT = 150
"""Characters of what is remembered of a finding: a text constant of a defined name holds 255 in all."""
_TELLING = ("行", "问题与处理", "表", "代码", "栏目", "识别码", "姓名")
_AWAITED = frozenset({"APPROVED"})
"""Rules that the clerk cannot satisfy herself: others must approve, and will not before the rest is right."""
_ORDER = {severity.chinese: place for place, severity in enumerate(Severity)}


@dataclass(frozen=True, slots=True)
class Options:
    """The walk takes no options."""


def run(workbook: Workbook, options: Options, say: Say) -> Outcome:
    """Find the finding after the one that was shown last; after the last one comes the first again.

    Raises MoxiError where none is left.
    """
    findings = _walk(workbook)
    if not findings:
        raise MoxiError("“校验结果”里没有待办的问题", remedy="改动名册后请再按一次“校验候选人”")
    stands = [_Stand.at(place, finding) for place, finding in enumerate(findings)]
    at = _next(stands, _Stand.remembered(last_mark(workbook.book)))
    finding = findings[at]
    sheet, address = _place(workbook, finding)
    where = f"“{sheet}”{address}" + (f"　{finding['姓名']}" if finding["姓名"] else "")
    text = f"[{at + 1}/{len(findings)}] {finding['级别']}　{where}　{finding['问题与处理']}"
    return Outcome(
        lines=[text],
        document={
            "number": at + 1,
            "of": len(findings),
            "sheet": sheet,
            "address": address,
            **{key: finding[header] for key, header in _TOLD.items()},
        },
        focus=Focus(sheet, address, stands[at].mark),
    )


_TOLD = {
    "severity": "级别",
    "table": "表",
    "name": "姓名",
    "column": "栏目",
    "code": "代码",
    "message": "问题与处理",
}


def _walk(workbook: Workbook) -> list[Record]:
    """The findings that are still to be dealt with, worst first; approvals after what she can do; else in the sheet's order."""
    rows = workbook.records(FINDINGS)
    open_ = [row for row in rows if row["代码"] and row["状态"] != State.SETTLED.value]
    return sorted(
        open_, key=lambda row: (_ORDER.get(str(row["级别"]), len(_ORDER)), str(row["代码"]) in _AWAITED)
    )


@dataclass(frozen=True, slots=True)
class _Stand:
    """Where the walk stands: its place, and the finding there, by what stays when the check is made again.

    `row` and `message` tell apart findings that are else alike, such as those about a whole list.
    """

    place: int
    row: str
    message: str
    subject: str

    @classmethod
    def at(cls, place: int, finding: Record) -> _Stand:
        row, message, *subject = ("" if finding[h] is None else str(finding[h]) for h in _TELLING)
        return cls(place, row, f"{zlib.crc32(message.encode()):08x}", "|".join(subject)[:SUBJECT_LIMIT])

    @classmethod
    def remembered(cls, mark: str) -> _Stand | None:
        """What `mark` holds; None where it was never set, or by something else."""
        place, _, rest = mark.partition("|")
        parts = rest.split("|", 2)
        return cls(int(place), *parts) if place.isdecimal() and len(parts) == 3 else None

    @property
    def mark(self) -> str:
        """As it is kept in the workbook."""
        return "|".join((str(self.place), self.row, self.message, self.subject))


def _next(stands: Sequence[_Stand], last: _Stand | None) -> int:
    """The place after the finding that was shown last; its own where it is settled and the next one moved up."""
    if last is None:
        return 0
    alike = [stand for stand in stands if stand.subject == last.subject]
    if not alike:
        return last.place if last.place < len(stands) else 0
    nearest = min(
        alike, key=lambda s: (s.message != last.message, s.row != last.row, abs(s.place - last.place))
    )
    return (nearest.place + 1) % len(stands)


def _place(workbook: Workbook, finding: Record) -> tuple[str, str]:
    """Sheet and address: those of the link, or where the person stands now."""
    sheet, address = split_reference(target_of(str(finding["位置"] or "")))
    if sheet is None:
        raise TableError("这一条没有可跳转的位置", f"“{FINDINGS}”表", "请再按一次“校验候选人”")
    row, name, mark = finding["行"], str(finding["姓名"] or ""), str(finding["识别码"] or "")
    if not (name or mark) or not isinstance(row, int) or row < 1:
        return sheet, address
    region = workbook.region(str(finding["表"]))
    now = _row_now(region, max(row - region.top, 1), name, mark)
    return region.sheet_name, cell_of(region, now, str(finding["栏目"] or region.declaration.key))


def _row_now(region: Region, row: int, name: str, mark: str) -> int:
    """The data row of the person of a finding; the row of the check where she is not to be found any more."""
    known = [
        (normalise_name(record[region.declaration.key]), identity_mark(record.get("身份证号")))
        for record in region.records
    ]
    named = {pair for pair in known if name and name == pair[0]}
    marked = {pair for pair in known if mark and mark == pair[1]}
    for fits in ({(name, mark)}, named, marked):
        if row <= len(known) and known[row - 1] in fits:
            return row
        for at, pair in enumerate(known, 1):
            if pair in fits:
                return at
    return row


ACTION = Action("next", "下一处问题", "跳到“校验结果”里下一处问题所在的单元格，从最严重的开始", run, Options)
