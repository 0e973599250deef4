"""Whether a sheet is in sight and lets itself be written: asked before a press writes anything, on both hosts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pyxl.hosts.live import is_live
from pyxl.hosts.sheets.steps import StepMacro

if TYPE_CHECKING:
    import xlwings

_IN_SIGHT: Final = (True, -1)
"""What the hosts say of a sheet in sight."""


@dataclass(frozen=True, slots=True)
class SheetState:
    """Whether a sheet can be seen, and whether its cells are protected, with a password or without."""

    in_sight: bool
    protected: bool


def states_of(macro: StepMacro, names: Iterable[str]) -> dict[str, SheetState]:
    """The states of sheets by one call into Excel; of one that is not there, and without a macro, none."""
    steps = [("state", name) for name in names]
    answers = zip(steps, macro.carry_out(steps) or (), strict=False)
    return {name: SheetState(state[0] in _IN_SIGHT, bool(state[1])) for (_, name), state in answers if state}


def is_in_sight(sheet: xlwings.Sheet) -> bool:
    """Whether a sheet can be seen."""
    return sheet.impl.visible in _IN_SIGHT


def is_protected(sheet: xlwings.Sheet) -> bool:
    """Whether the cells of a sheet are protected, with a password or without."""
    return bool(sheet.api.ProtectContents if is_live(sheet) else sheet.impl.protected)
