"""档号 of the file's documents, as DA/T 22-2015 (归档文件整理规则) composes them.

    Z109-WS·2017-Y-BGS-0001     fonds, kind (WS: documents) · year, retention, office or matter, number of the piece

The office or matter is left out where the town uses none; pieces are counted apart for each year and retention.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from pyxl.book.workbook import Record
from pyxl.rules.plan import Settings

RETENTION: Final[Mapping[str, str]] = {"永久": "Y", "30年": "D30", "10年": "D10"}


def numbered(rows: Sequence[Record], settings: Settings) -> list[Record]:
    """The rows with a 档号 for each that has none; unchanged while the setting 全宗号 is blank.

    A piece without a date counts to the year of the congress, or of the plan.
    """
    if not settings.fonds:
        return [*rows]
    taken = {str(row.get("档号") or "") for row in rows}
    counted: Counter[tuple[int, str]] = Counter()
    made = []
    for row in rows:
        code = RETENTION.get(str(row.get("保管期限") or ""))
        if row.get("档号") or not row.get("题名") or code is None:
            made.append(row)
            continue
        year = _year(row, settings)
        while True:
            counted[year, code] += 1
            parts = [f"{settings.fonds}-WS·{year}", code, settings.fonds_office, f"{counted[year, code]:04d}"]
            number = "-".join(part for part in parts if part)
            if number not in taken:
                break
        made.append({**row, "档号": number})
    return made


def _year(row: Record, settings: Settings) -> int:
    day = row.get("日期")
    return day.year if isinstance(day, dt.date) else (settings.congress_date or settings.plan_date).year
