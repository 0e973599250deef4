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

_APPROVALS: Final = (
    "candidate_request_date",
    "party_approved_on",
    "party_request_date",
    "superior_approved_on",
)
_NOTICE: Final = ("notice_start", "notice_end")
CHAINS: Final = (
    ("plan_date", "congress_request_date", "quota_approved_on", "congress_date"),
    ("plan_date", *_APPROVALS, "congress_date"),
    ("plan_date", *_NOTICE, "congress_date"),
    ("congress_date", "announced_on"),
    ("congress_date", "report_date"),
    ("congress_date", "duties_date"),
)  # fmt: skip
"""Settings that hold days, each chain in the order in which they may follow each other; one day may hold several.

Whether the notice comes before or after the approvals is a setting (公示次序).
"""


def out_of_order(settings: Settings, *fields: str) -> Iterator[str]:
    """A phrase for each pair of days, one of them in `fields`, that stands the wrong way round."""
    for earlier, later in _pairs(settings, fields):
        first, second = _day(settings, earlier), _day(settings, later)
        if first and second and second < first:
            yield (
                f"“方案设置”的“{BY_FIELD[later].key}”（{chinese(second)}）"
                f"早于“{BY_FIELD[earlier].key}”（{chinese(first)}）"
            )


def _pairs(settings: Settings, fields: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    first = settings.notice_order == "先公示后报批"
    steps = (*_NOTICE, *_APPROVALS) if first else (*_APPROVALS, *_NOTICE)
    pairs = (pair for chain in (*CHAINS, steps) for pair in combinations(chain, 2) if set(pair) & set(fields))
    yield from dict.fromkeys(pairs)


def _day(settings: Settings, field: str) -> dt.date | None:
    day: dt.date | None = getattr(settings, field)
    return day
