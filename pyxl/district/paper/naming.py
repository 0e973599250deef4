"""Places in a sentence: some by name, of many the first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

NAMED: Final = 4
"""Places that a sentence names before it only counts."""


def named(places: Iterable[str]) -> str:
    """甲镇、乙镇; of more than four the first four and 等."""
    names = list(places)
    return "、".join(names[:NAMED]) + ("等" if len(names) > NAMED else "")
