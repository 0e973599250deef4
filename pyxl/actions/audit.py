"""核对日志: whether 操作日志 is what the presses wrote, row by row."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from pyxl.actions.action import Action, Outcome, Say
from pyxl.actions.press import LOG, log_breaks, read_anchor
from pyxl.book.workbook import Workbook
from pyxl.rules.log_chain import HASH, intact_words

SHOWN = 10
"""Breaks that the message names; with --json all of them are listed."""


@dataclass(frozen=True, slots=True)
class Options:
    """The audit takes no options."""


def run(workbook: Workbook, options: Options, say: Say) -> Outcome:
    """Recompute every row's hash; `wrong` when the log was edited or cut.  Nothing is written."""
    region = workbook.region(LOG)
    rows, found, anchor = region.records, log_breaks(workbook), read_anchor(workbook)
    last = str(rows[-1][HASH] or "") if rows else ""
    lines = [intact_words(rows, found)]
    if found:
        lines += [f"  工作表第 {region.row_number(b.row - 1)} 行：{b.reason}" for b in found[:SHOWN]]
        lines += [f"  ……另有 {len(found) - SHOWN} 处"] if len(found) > SHOWN else []
    elif last:
        lines.append(f"  末行校验：{last}")
    return Outcome(
        lines=lines,
        document={
            "rows": len(rows),
            "last": last,
            "anchor": asdict(anchor) if anchor else None,
            "breaks": [asdict(b) for b in found],
        },
        wrong=bool(found),
    )


ACTION = Action("audit", "核对日志", "逐行核对操作日志的校验，指出从哪一行起被改动、删除或调换", run, Options)
