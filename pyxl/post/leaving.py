"""Which tables leave the town, which never do, and in what form their cells leave."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Mapping, Sequence
from typing import Final

from pyxl.book.declared import Column, Table, table
from pyxl.book.workbook import Cell, Record
from pyxl.errors import CellError

LEAVES: Final = (
    "设置",
    "工作进度",
    "领导小组",
    "单位",
    "代表",
    "候选人",
    "工作人员",
    "名额",
    "校验结果",
    "选举情况",
    "计票",
    "选举结果",
    "另选当选",
    "网络覆盖",
    "培训",
    "离岗人员",
    "归档目录",
)
"""Tables that go up, in the order of their sheets."""

STAYS: Final[Mapping[str, str]] = {
    "矛盾": "the plan's own sentences, the same in every town",
    "依据": "what papers cite; the setting 依据 leaves",
    "大事记": "the town's own diary; what of it goes up stands in the 改革情况报告",
    "倒排日程": "follows from the settings, which leave",
    "印发登记": "names of files on the clerk's disk; the archive holds the files",
    "问题清单": "校验结果 put together for the clerk, with links",
    "逐票": "single papers in the order of unfolding: beside a register of arrivals they could tell who voted how",
    "签到": "who came, and when: see above; the archive keeps the signed paper",
    "比对": "differences of two entries, settled before there is a result",
    "操作日志": "names of computer users and folders of the clerk's disk; its length and last hash go on the cover",
    "撤销": "everything that was ever overwritten, identity numbers among it",
}
"""Tables that never leave, and why."""

STAYING_COLUMNS: Final = frozenset({"识别码", "默认"})
"""Digests of identity numbers (whoever knows a birth date could find the number by trying), and what a plan said before."""

CELL_LIMIT: Final = 32_767
"""UTF-16 units that a cell of a spreadsheet holds."""
FIRST_TRUE_DAY: Final = dt.date(1900, 3, 1)
"""Before it a spreadsheet counts a day that there never was; a date still older has no serial at all."""

_CONTROLS: Final = dict.fromkeys(
    [
        *(c for c in range(0x20) if c not in b"\t\n\r"),
        *range(0x7F, 0xA0),
        *range(0xD800, 0xE000),
        0xFFFE,
        0xFFFF,
    ]
)
_ESCAPE: Final = re.compile(r"(x[0-9A-Fa-f]{4})_")


def sent_columns(declaration: Table) -> tuple[Column, ...]:
    """The columns that leave: what people or buttons entered, not formulas and jumps within the workbook."""
    return tuple(
        column for column in declaration.columns if not column.link and column.header not in STAYING_COLUMNS
    )


def leaving(tables: Mapping[str, Sequence[Record]]) -> dict[str, list[Record]]:
    """The tables of `LEAVES` as they leave: sent columns, filled rows, cells that a file can hold.

    Raises CellError for a text that no cell can hold.
    """
    return {name: _rows(table(name), tables[name]) for name in LEAVES if name in tables}


def _rows(declaration: Table, records: Sequence[Record]) -> list[Record]:
    headers = [column.header for column in sent_columns(declaration)]
    rows: list[Record] = [
        {
            header: settled(record.get(header), f"“{declaration.name}”表第 {number} 行“{header}”")
            for header in headers
        }
        for number, record in enumerate(records, 1)
    ]
    return [row for row in rows if any(cell is not None for cell in row.values())]


def settled(cell: Cell, where: str = "") -> Cell:
    r"""A cell as every program reads it back.

    Characters that XML or screens cannot hold go; a line ends with \n; a text that looks like the file
    format's own escape (_x000D_) gets a full-width stroke at its end, since programs differ about it; dates
    that spreadsheets miscount become text; a whole number is an int, a midnight a date.  Raises CellError for a
    text that is too long.
    """
    if isinstance(cell, str):
        return _settled_text(cell, where)
    if isinstance(cell, float):
        if not math.isfinite(cell):
            return str(cell)
        return int(cell) if cell.is_integer() else cell
    if isinstance(cell, dt.datetime):
        # To the whole second, which is what a spreadsheet's fraction of a day gives back.
        second = (cell.replace(tzinfo=None) + dt.timedelta(microseconds=500_000)).replace(microsecond=0)
        cell = second.date() if second.time() == dt.time() else second
    if isinstance(cell, dt.date):
        day = cell.date() if isinstance(cell, dt.datetime) else cell
        return cell.isoformat() if day < FIRST_TRUE_DAY else cell
    return cell


def _settled_text(text: str, where: str) -> str | None:
    plain = text.replace("\r\n", "\n").replace("\r", "\n").translate(_CONTROLS)
    plain = _ESCAPE.sub(r"\1＿", plain)
    if len(plain.encode("utf-16-le")) > 2 * CELL_LIMIT:
        raise CellError(f"文字超过 {CELL_LIMIT:,} 个字符，一格放不下", where, "请删短后再操作")
    return plain if plain.strip() else None
