"""倒排日程: every step before the congress with the latest day for it, and the due dates of 工作进度 that hang on them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pyxl.actions.action import Action, Outcome, Say
from pyxl.actions.read import read_settings
from pyxl.actions.writes import Fill, Replace, Write
from pyxl.book.declared import table
from pyxl.book.workbook import Cell, Record, Workbook
from pyxl.errors import SettingError
from pyxl.rules.person import chinese
from pyxl.rules.plan import Settings
from pyxl.rules.plan.backward import cannot_hold
from pyxl.rules.plan.countdown import IN_TIME, OPEN, Stop, countdown, days_ahead

TABLE: Final = "倒排日程"
PROGRESS: Final = "工作进度"
AHEAD: Final = "提前天数"


@dataclass(frozen=True, slots=True)
class Options:
    """Nothing to choose."""


def run(workbook: Workbook, options: Options, say: Say) -> Outcome:
    """Count backward from 大会日期; `wrong` when an entered day is too late.

    Raises SettingError while the congress has no date.
    """
    settings = read_settings(workbook)
    if settings.congress_date is None:
        raise SettingError("还没有定大会日期，不能倒排", "方案设置", "请先填写“大会日期”")
    stops = countdown(settings, settings.today or dt.date.today())
    late = [stop for stop in stops if stop.state not in (IN_TIME, OPEN)]
    return Outcome(
        lines=[
            f"从大会日期{chinese(settings.congress_date)}倒排 {len(stops)} 步，写入“{TABLE}”表；“{PROGRESS}”里报批和公示的期限已照此调整。",
            *(f"  {stop.state}　{stop.text}：最迟{chinese(stop.latest)}" for stop in late),
            *(f"  {sentence}。" for sentence in cannot_hold(settings)),
        ],
        document={
            "steps": [
                {
                    "step": stop.text, "latest": stop.latest.isoformat(), "state": stop.state, "setting": stop.setting,
                    "entered": stop.entered.isoformat() if stop.entered else None,
                }
                for stop in stops
            ]
        },
        writes=[calendar_write(stops), *due_writes(workbook, settings)],
        wrong=any(stop.entered and stop.entered > stop.latest for stop in stops),
        summary=f"倒排 {len(stops)} 步，{len(late)} 步来不及或已过",
        rows=len(stops),
    )  # fmt: skip


def calendar_write(stops: Sequence[Stop]) -> Write:
    """The sheet as it then is."""
    rows: list[Record] = [
        {
            "序号": number, "事项": stop.text, "最迟日期": stop.latest, "已定日期": stop.entered, "情况": stop.state,
            "相关设置": stop.setting or None, "说明": stop.reason,
        }
        for number, stop in enumerate(stops, 1)
    ]  # fmt: skip
    return Replace(TABLE, rows, table(TABLE).rows)


def due_writes(workbook: Workbook, settings: Settings) -> list[Write]:
    """How many days before the congress each task is due that hangs on a step; what else stands there stays."""
    ahead = dict(days_ahead(settings))
    rows = workbook.records(PROGRESS)
    cells: list[Cell] = [
        ahead.get(str(row["任务"] or ""), row[AHEAD]) if row["期限依据"] == "大会日期" else row[AHEAD]
        for row in rows
    ]
    return [Fill(PROGRESS, AHEAD, cells, [str(row["任务"] or "") for row in rows])]


ACTION = Action(
    "calendar",
    "倒排日程",
    "从大会日期往前推算每一步最迟的日子，公示按工作日算，哪一步来不及即说明",
    run,
    Options,
)
