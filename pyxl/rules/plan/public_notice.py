"""The days of a public notice: its first and last day, by working days unless the last day is entered.

Practice, not the plan: candidates are shown for five working days.  A year whose holidays are not known yet
counts Monday to Friday, and the clerk may enter the last day (setting 公示截止日).
"""

from __future__ import annotations

import datetime as dt

from pyxl.rules.plan.settings import Settings
from pyxl.rules.plan.working_days import last_day

__all__ = ["last_day", "period"]


def period(settings: Settings) -> tuple[dt.date, dt.date] | None:
    """First and last day of the candidates' notice; None while the first is not set."""
    first = settings.notice_start
    if first is None:
        return None
    return first, settings.notice_end or last_day(first, settings.notice_days)
