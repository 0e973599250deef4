"""What a check found: one immutable record for each doubtful cell, row or list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pyxl.errors import without_identities
from pyxl.words import Severity

Row = Mapping[str, object]
"""One data row of a table: Chinese column header -> str, int, Fraction/float, date or None."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding.  `row` counts data rows of `table` from 1; 0 means the list itself.

    `setting` is the one that a finding about a list asks for, "" if none.

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

    def __post_init__(self) -> None:
        for field in ("name", "message"):
            object.__setattr__(self, field, without_identities(getattr(self, field)))
