"""Bringing the sheets of a stage into sight when a press writes on one of them.

A new workbook shows the sheets of its first stage; the others are hidden, one click away in Excel.  On desks without
macros the press that first writes on a stage's sheets shows them, so that nobody has to know of hidden sheets.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pyxl.actions.writes import Put, Reveal, Show, Write
from pyxl.book.declared import SHEET_OF, STAGE_OF, Stage
from pyxl.book.workbook import Workbook

_VISIBLE = (True, -1)
"""What the hosts say of a sheet in sight."""
_LEFT_ALONE = (Stage.ALWAYS, Stage.BACK, None)
"""Stages whose sheets are in sight anyway, or out of the way on purpose."""


def show_stages(workbook: Workbook, writes: Sequence[Write]) -> list[str]:
    """Show each stage of which a hidden sheet is written; returns what the clerk must be told.

    One call for each sheet that is written, and more only where one of them is hidden.
    """
    hidden = [name for name in dict.fromkeys(_written(writes)) if not _in_sight(workbook, name)]
    stages = dict.fromkeys(STAGE_OF[name] for name in hidden)
    stuck = [name for stage in stages for name in _show(workbook, stage)]
    if not stuck:
        return []
    return [
        f"注意：工作表{'、'.join(f'“{name}”' for name in stuck)}还隐藏着：请在“审阅”里撤消对工作簿结构的保护，再取消隐藏。"
    ]


def _written(writes: Sequence[Write]) -> Iterator[str]:
    for write in writes:
        name = write.sheet if isinstance(write, Put | Show | Reveal) else SHEET_OF[write.table]
        if STAGE_OF.get(name) not in _LEFT_ALONE:
            yield name


def _in_sight(workbook: Workbook, name: str) -> bool:
    """Whether a sheet can be seen; one that the clerk renamed or removed is no hidden one."""
    return workbook.lacks_sheet(name) or workbook.sheet(name).impl.visible in _VISIBLE


def _show(workbook: Workbook, stage: Stage) -> Iterator[str]:
    """Show the sheets of a stage; yields those that the host will not show."""
    for name, own in STAGE_OF.items():
        if own is stage and not _in_sight(workbook, name):
            sheet = workbook.sheet(name).impl
            try:
                sheet.visible = True
            except Exception:  # each host has its own error for a workbook whose structure is protected
                yield name
