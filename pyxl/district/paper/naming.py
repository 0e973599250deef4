"""Places in a sentence: some by name, of many the first; who has reported and who has not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Final

from pyxl.rules.person import chinese

NAMED: Final = 4
"""Places that a sentence names before it only counts."""


def named(places: Iterable[str], most: int = NAMED) -> str:
    """（甲镇、乙镇）; of more than `most` the first ones and 等; nothing where none is to be named."""
    names = list(places)
    return f"（{'、'.join(names[:most])}{'等' if len(names) > most else ''}）" if names[:most] else ""


def reported(day: dt.date, unit: str, listed: int, silent: Sequence[str], most: int = NAMED) -> str:
    """By that day, of so many towns or districts (`unit`) so many have reported; the silent ones by name."""
    missing = f"，未报{len(silent)}个{named(silent, most)}" if silent else "，全部报齐"
    return f"截至{chinese(day)}，应报{listed}个{unit}，已报{listed - len(silent)}个{missing}"
