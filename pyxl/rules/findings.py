"""What a check found: one immutable record for each doubtful cell, row or list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from pyxl.errors import without_identities
from pyxl.words import Severity

Row = Mapping[str, object]
"""One data row of a table: Chinese column header -> str, int, Fraction/float, date or None."""


class Turn(StrEnum):
    """When a finding can be dealt with, from now to never; the value is what the clerk reads."""

    NOW = "现在改正"
    LOOK = "请核对"
    APPROVAL = "待批复"
    KNOWN = "知道即可"


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding.  `row` counts data rows of `table` from 1; 0 means the list itself.

    `setting` is the one that a finding about a list asks for, "" if none.  `turn` says when it can be dealt
    with where the severity alone does not tell: what waits for an approval, or has one.

    No finding ever holds a full identity number, whatever cell it was written into.
    """

    severity: Severity
    table: str
    row: int
    name: str
    column: str
    code: str
    message: str
    clause: str
    setting: str = ""
    turn: Turn | None = None

    @property
    def due(self) -> Turn:
        """When it can be dealt with: errors and warnings now, notes when somebody looks."""
        return self.turn or (Turn.LOOK if self.severity is Severity.NOTE else Turn.NOW)

    def __post_init__(self) -> None:
        for field in ("name", "message"):
            object.__setattr__(self, field, without_identities(getattr(self, field)))
