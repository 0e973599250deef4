"""Bringing the sheets of a stage into sight when a press writes on one of them.

A new workbook shows the sheets of its first stage; the others are hidden, one click away in Excel.  On desks without
macros the press that first writes on a stage's sheets shows them, so that nobody has to know of hidden sheets.
An undo of that press hides them again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pyxl.actions.writes import Put, Reveal, Show, Write
from pyxl.book.declared import SHEET_OF, STAGE_OF, Stage
from pyxl.book.workbook import Workbook
from pyxl.hosts.sheets.protection import is_in_sight, states_of

_UNLOCK = "请在“审阅”里撤消对工作簿结构的保护"
_LEFT_ALONE = (Stage.ALWAYS, Stage.BACK, None)
"""Stages whose sheets are in sight anyway, or out of the way on purpose."""


def out_of_sight(workbook: Workbook, writes: Sequence[Write]) -> tuple[str, ...]:
    """The hidden sheets of each stage of which a hidden sheet is to be written.

    The others are looked at only where one of those is hidden.
    """
    hidden = _hidden(workbook, dict.fromkeys(_written(writes)))
    stages = {STAGE_OF[name] for name in hidden}
    others = [name for name, stage in STAGE_OF.items() if stage in stages and name not in hidden]
    found = {*hidden, *_hidden(workbook, others)}
    return tuple(name for name in STAGE_OF if name in found)


def can_be_hidden(workbook: Workbook, names: Sequence[str]) -> tuple[str, ...]:
    """Of these sheets those in sight, but not the one that the clerk looks at."""
    if not names:
        return ()
    front = workbook.book.impl.sheets.active.name
    there = [name for name in names if name != front and not workbook.lacks_sheet(name)]
    hidden = _hidden(workbook, there)
    return tuple(name for name in there if name not in hidden)


def show(workbook: Workbook, names: Sequence[str]) -> list[str]:
    """Bring sheets into sight; returns what the clerk must be told."""
    stuck = [name for name in names if not _set(workbook, name, True)]
    return [f"注意：工作表{_quoted(stuck)}还隐藏着：{_UNLOCK}，再取消隐藏。"] if stuck else []


def hide(workbook: Workbook, names: Sequence[str]) -> list[str]:
    """Take sheets out of sight; returns what the clerk must be told."""
    stuck = [name for name in names if not _set(workbook, name, False)]
    return [f"注意：工作表{_quoted(stuck)}还显示着：{_UNLOCK}，再隐藏。"] if stuck else []


def _set(workbook: Workbook, name: str, visible: bool) -> bool:
    """Whether the host did it: each has its own error for a workbook whose structure is protected."""
    try:
        workbook.sheet(name).impl.visible = visible
    except Exception:  # told to the clerk
        return False
    return True


def _quoted(names: Sequence[str]) -> str:
    return "、".join(f"“{name}”" for name in names)


def _written(writes: Sequence[Write]) -> Iterator[str]:
    for write in writes:
        name = write.sheet if isinstance(write, Put | Show | Reveal) else SHEET_OF[write.table]
        if STAGE_OF.get(name) not in _LEFT_ALONE:
            yield name


def _hidden(workbook: Workbook, names: Iterable[str]) -> set[str]:
    """Those that can't be seen; one that the clerk renamed or removed is no hidden one."""
    wanted = list(names)
    states = states_of(workbook.macro, wanted)
    return {
        name
        for name in wanted
        if not (
            states[name].in_sight
            if name in states
            else workbook.lacks_sheet(name) or is_in_sight(workbook.sheet(name))
        )
    }
