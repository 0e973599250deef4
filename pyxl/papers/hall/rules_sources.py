"""An article of a 选举办法, and where it comes from: the plan with its clause, or the election rules alone.

The articles stand alone, as a regulation has them; the sources are told on the clerk's page behind them (RULES 5).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from pyxl.rules.plan import BY_FIELD, CONGRESS_RULES, Settings
from pyxl.rules.threshold import shown_ratio

OWN = CONGRESS_RULES
"""The source of what the plan leaves open."""


@dataclass(frozen=True, slots=True)
class Article:
    """One article and where it comes from; "" where it needs no source."""

    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Voters:
    """Who votes: what they are called, and how many are entitled."""

    word: str
    entitled: int


def plan(settings: Settings, clause: str, *keys: str) -> str:
    """The plan as the source of a point: 方案三（二）2; another town's plan by the clauses of these settings."""
    return "方案" + settings.clause_for(clause, *keys).translate(str.maketrans("()", "（）"))


def plan_for(settings: Settings, clause: str, *fields: str) -> str:
    """The plan as the source of numbers: what the settings have otherwise is told, with what the plan says."""
    keys = [BY_FIELD[field].key for field in fields]
    return "；".join((plan(settings, clause, *keys), *_departures(settings, fields)))


def _departures(settings: Settings, fields: Sequence[str]) -> Iterator[str]:
    for setting in map(BY_FIELD.__getitem__, fields):
        value, planned = getattr(settings, setting.field), settings.planned(setting.field)
        if planned is not None and value != planned:
            shown = shown_ratio(planned) if isinstance(planned, Fraction) else f"{planned}{setting.unit}"
            yield f"{setting.key}{'高' if value > planned else '低'}于方案规定的{shown}"
