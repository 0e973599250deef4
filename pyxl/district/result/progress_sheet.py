"""进度: towns by tasks, a coloured mark in each cell, and how many towns have done each task."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from xlsxwriter.worksheet import Worksheet

from pyxl.book.declared import Face
from pyxl.book.fitting import LEAST, row_height
from pyxl.book.formats import LINE, RED, STATE_COLOURS, Formats
from pyxl.district.result.declared import MARKS
from pyxl.district.result.page import head, print_one_wide
from pyxl.district.result.town import TownRow
from pyxl.rules.plan import TASKS

HEAD: Final = 3
"""The row of headers, from 1."""
MOST: Final = 32
"""Tasks shown, as many as a page holds beside one another: those of the plan, then what towns added, the most frequent first."""
_TOWN_WIDTH, _SHARE_WIDTH, _TASK_WIDTH = 14, 8, 4.2
_HEIGHT: Final = 150.0
_LETTERS: Final = 29
"""Characters of a task that its upright header shows, on two lines."""
_LOW: Final = 18.0
"""Points of a town's row, so that a district's towns fit on a page."""
NOTHING: Final = "未报，进度不知道"
"""What stands in a silent town's row; the column 完成率 stays blank, by which the city knows it."""
DONE: Final = "已完成"


def task_names(rows: Sequence[TownRow]) -> list[str]:
    """The tasks that are columns, in the order of the plan."""
    counted = Counter(text for row in rows for text, _ in row.tasks)
    planned = [task.text for task in TASKS if counted[task.text] or not counted]
    others = [text for text, _ in counted.most_common() if text not in planned]
    return [*planned, *others][:MOST]


def done_share(rows: Sequence[TownRow]) -> float | None:
    """The share of tasks that the towns which reported have done; None where none is known."""
    states = [state for row in rows for _, state in row.tasks]
    return states.count(DONE) / len(states) if states else None


def write_progress(sheet: Worksheet, rows: Sequence[TownRow], title: str, formats: Formats) -> None:
    """The whole sheet."""
    names = task_names(rows)
    legend = "　".join(f"{mark or '空白'} {state}" for state, mark in MARKS.items())
    others = len({text for row in rows for text, _ in row.tasks}) - len(names)
    more = f"另有 {others} 项是各镇自己加的，没有列出。" if others > 0 else ""
    head(sheet, title, f"{legend}。期限按各镇自己的方案设置计算，逾期以汇总当天为准。{more}", formats)
    sheet.set_column(0, 0, _TOWN_WIDTH)
    sheet.set_column(1, 1, _SHARE_WIDTH)
    sheet.set_column(2, 1 + max(1, len(names)), _TASK_WIDTH)
    sheet.set_row(HEAD - 1, _HEIGHT)
    sheet.write_string(HEAD - 1, 0, "报送单位", formats.named("header"))
    sheet.write_string(HEAD - 1, 1, "完成率", formats.named("header"))
    upright = formats.look("header", rotation=90, font_size=9, align="left", valign="vcenter")
    for at, name in enumerate(names, 2):
        sheet.write_string(
            HEAD - 1, at, name if len(name) <= _LETTERS else f"{name[: _LETTERS - 1]}…", upright
        )
    done: Counter[str] = Counter()
    for line, row in enumerate(rows, HEAD):
        done.update(_write_town(sheet, line, row, names, formats))
    last = HEAD + len(rows) + 1
    sheet.set_row(last, LEAST)
    strong, share = (
        formats.look("wrap_centre", bold=True),
        formats.look("wrap_centre", bold=True, num_format="0%"),
    )
    reported = sum(bool(row.sha) for row in rows)
    sheet.write_string(last, 0, "完成的镇数", strong)
    total = sum(done[name] for name in names)
    sheet.write(last, 1, total / (reported * len(names)) if reported and names else None, share)
    for at, name in enumerate(names, 2):
        sheet.write_number(last, at, done[name], strong)
    sheet.freeze_panes(HEAD, 2)
    print_one_wide(sheet, Face.LANDSCAPE, _TOWN_WIDTH + _SHARE_WIDTH + _TASK_WIDTH * len(names))


def _write_town(
    sheet: Worksheet, line: int, row: TownRow, names: Sequence[str], formats: Formats
) -> list[str]:
    """A town's line; returns the tasks that it has done."""
    sheet.set_row(line, row_height([(row.town, _TOWN_WIDTH)], least=_LOW))
    states = dict(row.tasks)
    done = [name for name in names if states.get(name) == DONE]
    sheet.write_string(line, 0, row.town, formats.named("wrap_centre"))
    share = formats.look("wrap_centre", num_format="0%")
    if row.sha and names:
        sheet.write_number(line, 1, len(done) / len(names), share)
    else:
        sheet.write_blank(line, 1, None, share)
    if not row.sha:
        _write_silent(sheet, line, len(names), formats)
        return []
    for at, name in enumerate(names, 2):
        state = states.get(name, "")
        colours = STATE_COLOURS.get(state)
        look = {"bg_color": colours[0], "font_color": colours[1]} if colours else {}
        style = formats.look("wrap_centre", text_wrap=False, **look)
        if mark := MARKS.get(state, ""):
            sheet.write_string(line, at, mark, style)
        else:
            sheet.write_blank(line, at, None, style)
    return done


def _write_silent(sheet: Worksheet, line: int, tasks: int, formats: Formats) -> None:
    """A town of which nothing is known, so that its blanks are not taken for tasks that have not begun."""
    look = {"bg_color": "#F2F2F2", "font_color": RED}
    for at in range(2, 2 + tasks):
        sheet.write_blank(line, at, None, formats.look("plain", bottom=1, bottom_color=LINE, **look))
    sheet.write_string(line, 2, NOTHING, formats.look("plain", bottom=1, bottom_color=LINE, **look))
