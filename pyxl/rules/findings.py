"""What a check found: one immutable record for each doubtful cell, row or list."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pyxl.errors import without_identities
from pyxl.words import Severity

Row = Mapping[str, object]
"""One data row of a table: Chinese column header -> str, int, Fraction/float, date or None."""


_SETTING: Final = re.compile("设置“([^”]+)”")


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding.  `row` counts data rows of `table` from 1; 0 means the list itself.

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

    def __post_init__(self) -> None:
        for field in ("name", "message"):
            object.__setattr__(self, field, without_identities(getattr(self, field)))

    @property
    def setting(self) -> str:
        """The setting that a finding about a list asks for, which its message names as 设置“项目”; or ""."""
        named = _SETTING.search(self.message) if self.row == 0 else None
        return named[1] if named else ""
