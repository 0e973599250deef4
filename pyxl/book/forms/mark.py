"""How a form that comes back is known: a hidden sheet says whose it is.  It names a unit and never a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pyxl.hosts.foreign import Grid
from pyxl.words import FORM_MARK

OURS = frozenset({"例外批准文号", "例外批准日期", "选票次序"})
"""Columns of the lists that the town fills in: a form neither shows them nor says anything of them."""
MARK_SHEET = FORM_MARK
_KIND, _VERSION = "磨溪改革填报表", "1"
_TOWN, _UNIT = "镇名", "单位"


@dataclass(frozen=True, slots=True)
class Mark:
    """The town and the unit that a form was made for."""

    town: str
    unit: str

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """What stands in the hidden sheet, row by row."""
        return ((_KIND, _VERSION), (_TOWN, self.town), (_UNIT, self.unit))


def mark_of(grids: Sequence[Grid]) -> Mark | None:
    """The mark of a form; None for every other file."""
    for grid in grids:
        if grid.sheet == MARK_SHEET:
            said = {str(line.cell(0)): str(line.cell(1) or "") for line in grid.lines}
            if _KIND in said and said.get(_UNIT):
                return Mark(said.get(_TOWN, ""), said[_UNIT])
    return None
