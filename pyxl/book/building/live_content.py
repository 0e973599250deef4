"""The formulas that warn while the clerk types, as the rules hand them to the builder: texts, no knowledge.

In a formula `[@姓名]` is this row's cell, `[姓名]` the table's column, `[#截止日]` what is computed once; see
`pyxl.book.building.live_names`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pyxl.book.declared import LIVE_ROWS, LIVE_STATUS


@dataclass(frozen=True, slots=True)
class LiveStep:
    """A step of the reading: a hidden cell of the row, or (`cell` False) a name alone."""

    name: str
    formula: str
    cell: bool = True


@dataclass(frozen=True, slots=True)
class LiveRule:
    """What one rule says of a row: column at fault -> formula.

    Of several columns the first that is not `fine` speaks for the rule.
    """

    name: str
    said: Mapping[str, str]
    fine: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class LiveTable:
    """The formulas of one table; `rules` stand in the order in which findings of one severity do."""

    steps: tuple[LiveStep, ...]
    rules: tuple[LiveRule, ...]

    @property
    def headers(self) -> tuple[str, ...]:
        """The headers of the added columns: the status, then the hidden ones."""
        steps = [step.name for step in self.steps if step.cell]
        return (LIVE_STATUS, *steps, *(rule.name for rule in self.rules))


@dataclass(frozen=True)
class LiveContent:
    """All of it.  `once` are (name, formula), `texts` (name, text); `words` list -> (word, value, rank)."""

    tables: Mapping[str, LiveTable] = field(default_factory=dict)
    once: tuple[tuple[str, str], ...] = ()
    texts: tuple[tuple[str, str], ...] = ()
    words: Mapping[str, tuple[tuple[str, str, int | None], ...]] = field(default_factory=dict)
    rows: int = LIVE_ROWS
