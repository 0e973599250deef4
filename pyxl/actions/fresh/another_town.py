"""What `moxi new --town` writes: another town's name, and nothing that belongs to the town of the declared plan.

Place, superior and bases are the town's own and come blank; numbers and limits stay as an example, and dates
as one that begins today: the clerk must hold them against her own plan.  No clause and no quotation of another is left.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from pyxl.actions.fresh.first_rows import basis_rows
from pyxl.actions.fresh.from_plan import BASES, CHARTER, WRITTEN, elsewhere, registers
from pyxl.actions.writes import Fill, Replace, Write
from pyxl.book.declared import table
from pyxl.book.workbook import Record, Workbook
from pyxl.rules.check.levels import BY_KEY
from pyxl.rules.plan import Settings

DECLARED = BY_KEY["镇名"].default
ASK_FOR: tuple[str, ...] = ("市", "县区", "上级妇联")
"""Blank until the clerk has filled them in; papers say so."""
BEGUN = Settings().plan_date
"""The day on which the declared plan begins: an example begins today, so that nothing is overdue on the first morning."""
FROM_TODAY = "没有方案可依，暂从今天起排，请按本镇方案核对。"
EXAMPLE = "没有方案可依，暂按常见的数字填写，请按本镇方案核对。"


def is_another_town(town: str) -> bool:
    """Whether it is not the town of the declared plan, however short it is called."""
    return town.strip() not in (DECLARED, str(DECLARED).removesuffix("镇"))


def another_town(workbook: Workbook, town: str) -> list[Write]:
    """Everything that a new workbook of another town has otherwise."""
    lines = [_line(record, town.strip()) for record in workbook.records("设置")]
    return [
        *(Fill("设置", header, [line[header] for line in lines]) for header in WRITTEN),
        Replace("领导小组", [], table("领导小组").rows),
        Replace("矛盾", []),
        Replace("依据", [*basis_rows(CHARTER)], table("依据").rows),
        *registers(workbook, "改革"),
    ]


def told(town: str) -> Iterator[str]:
    """What the clerk must do next."""
    if is_another_town(town):
        yield f"请在“方案设置”填写：{'、'.join(ASK_FOR)}；依据只写了章程，请补充本地文件。"
        yield "名额、年龄、学历、差额比例暂按常见的数字填写，日期从今天排起，请按本镇方案核对；有方案的，用 --plan 直接读出。"


def _line(record: Record, town: str) -> Record:
    key = str(record["项目"] or "").strip()
    if key not in BY_KEY:
        return record
    setting = BY_KEY[key]
    made = elsewhere(record, setting)
    if key == "镇名":
        return {**made, "值": town, "默认": town}
    if key in ASK_FOR:
        return {**made, "值": None, "默认": None, "说明": f"请填写。{made['说明'] or ''}"}
    if key == BASES:
        return {**made, "值": CHARTER, "默认": CHARTER}
    if setting.of_plan and isinstance(setting.default, dt.date):
        day = setting.default + (dt.date.today() - BEGUN)
        return {**made, "值": day, "默认": day, "说明": f"{made['说明'] or ''}。{FROM_TODAY}"}
    return {**made, "说明": f"{made['说明'] or ''}。{EXAMPLE}"} if setting.of_plan else made
