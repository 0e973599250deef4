"""Which day cannot come before which: a paper that cites a document is not older than it.

二(一), 三(二): asked, agreed, asked higher up, agreed, told to the public, elected, reported.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import combinations
from typing import Final

from pyxl.rules.person import chinese
from pyxl.rules.plan import BY_FIELD, Settings

CHAINS: Final = (
    ("plan_date", "congress_request_date", "quota_approved_on", "congress_date"),
    (
        "plan_date", "candidate_request_date", "party_approved_on", "party_request_date", "superior_approved_on",
        "notice_start", "notice_end", "congress_date",
    ),
    ("congress_date", "announced_on"),
    ("congress_date", "report_date"),
    ("congress_date", "duties_date"),
)  # fmt: skip
"""Settings that hold days, each chain in the order in which they may follow each other; one day may hold several."""


def out_of_order(settings: Settings, *fields: str) -> Iterator[str]:
    """A phrase for each pair of days, one of them in `fields`, that stands the wrong way round."""
    for earlier, later in _pairs(fields):
        first, second = _day(settings, earlier), _day(settings, later)
        if first and second and second < first:
            yield (
                f"“方案设置”的“{BY_FIELD[later].key}”（{chinese(second)}）"
                f"早于“{BY_FIELD[earlier].key}”（{chinese(first)}）"
            )


def _pairs(fields: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for chain in CHAINS:
        yield from (pair for pair in combinations(chain, 2) if set(pair) & set(fields))


def _day(settings: Settings, field: str) -> dt.date | None:
    day: dt.date | None = getattr(settings, field)
    return day
