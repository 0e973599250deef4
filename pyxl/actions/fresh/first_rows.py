"""The rows that a new workbook has in its registers: the plan's tasks, and what the file will hold."""

from __future__ import annotations

from collections.abc import Mapping

from pyxl.book.workbook import Record
from pyxl.rules.plan import BY_FIELD, FILED, TASKS
from pyxl.rules.plan.bases import written


def first_rows() -> Mapping[str, tuple[Record, ...]]:
    """Table -> its rows."""
    return {"工作进度": _tasks(), "归档目录": _filed(), "依据": basis_rows(BY_FIELD["bases"].default)}


def basis_rows(said: object) -> tuple[Record, ...]:
    """The table 依据 from what a plan or the setting says."""
    return tuple({**basis.row} for basis in written(str(said or "")))


def _tasks() -> tuple[Record, ...]:
    return tuple(
        {
            "序号": number,
            "阶段": task.phase.name,
            "任务": task.text,
            "条款": task.clause,
            "期限依据": task.anchor,
            "提前天数": task.ahead or None,
        }
        for number, task in enumerate(TASKS, 1)
    )


def _filed() -> tuple[Record, ...]:
    return tuple(
        {
            "序号": number,
            "类目": filed.phase.name,
            "责任者": filed.author,
            "题名": filed.title,
            "保管期限": filed.retention,
        }
        for number, filed in enumerate(FILED, 1)
    )
