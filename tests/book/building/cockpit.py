"""Where the front page and the tables have their cells, for tests that look at them through LibreOffice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pyxl.actions.fresh.blank import content
from pyxl.book.building.cockpit.home import LISTS_ROW, NETWORK_ROW, PHASES_ROW, TILES_ROW
from pyxl.book.building.settings_layout import settings_lines
from pyxl.book.declared.register_tables import as_shown
from pyxl.book.declared.sheets import FIRST_TABLE_ROW, table
from pyxl.hosts.addresses import column_letters
from tests.libreoffice import Step, drive_all, fill

TOP, NETWORK = LISTS_ROW, NETWORK_ROW
NEXT = "首页!E3:E3"
HEAD = "首页!B1:Y2"
TILES = f"首页!B{TILES_ROW + 1}:Y{TILES_ROW + 1}"
PHASES = f"首页!B{PHASES_ROW + 1}:R{PHASES_ROW + 3}"
FINDINGS = f"首页!T{PHASES_ROW + 1}:Y{PHASES_ROW + 3}"
UNITS = f"首页!B{TOP + 2}:J{TOP + 32}"
UNITS_NOTE = f"首页!B{TOP + 33}:B{TOP + 33}"
STEP_STATES = f"首页!T{TOP + 2}:T{TOP + 33}"
COVERAGE = f"首页!B{NETWORK + 2}:M{NETWORK + 13}"
WITHOUT_HEADING = f"首页!O{NETWORK}:O{NETWORK + 1}"
WITHOUT = f"首页!O{NETWORK + 2}:Y{NETWORK + 9}"
LATE = f"首页!B{NETWORK + 17}:Y{NETWORK + 28}"
STRUCTURE = "统计!A5:F29"
ZERO = dt.date(1899, 12, 30)
_KEYS = [line.setting.key if line.setting else "" for line in settings_lines(content())]


def serial(day: dt.date) -> int:
    """A day as a cell holds it."""
    return (day - ZERO).days


def setting(key: str, value: str | float) -> Step:
    """Type a setting."""
    row = FIRST_TABLE_ROW + 1 + _KEYS.index(key)
    return fill(f"方案设置!B{row}:B{row}", [[value]])


def cells(name: str, header: str, values: Sequence[str | float], first: int = 1) -> Step:
    """Type a column of a table from its data row `first` on; a blank is "" (an empty text for the formulas)."""
    letter = column_letters(as_shown(table(name)).headers.index(header) + 1)
    top = FIRST_TABLE_ROW + first
    return fill(f"{name}!{letter}{top}:{letter}{top + len(values) - 1}", [[value] for value in values])


def columns(name: str, values: Mapping[str, Sequence[str | float]]) -> Iterable[Step]:
    """Type several columns of a table."""
    return [cells(name, header, column) for header, column in values.items()]


def filled(rows: Sequence[Sequence[object]]) -> list[list[object]]:
    """Rows without their blank cells, blank rows left out."""
    kept = [[cell for cell in row if cell not in ("", None)] for row in rows]
    return [row for row in kept if row]


@dataclass
class Talk:
    """What is typed into one file and what is looked at, in order; each look has a name."""

    file: Path
    steps: list[Step] = field(default_factory=list)
    asked: dict[str, int] = field(default_factory=dict)

    def type(self, *steps: Step) -> None:
        """Type; nothing is looked at."""
        self.steps += steps

    def ask(self, name: str, step: Step) -> None:
        """Look at cells."""
        assert name not in self.asked, name
        self.asked[name] = len(self.steps)
        self.steps.append(step)


Answers = dict[str, list[list[object]]]


def held(*talks: Talk) -> list[Answers]:
    """What every look of every file saw, from one start of LibreOffice, which is what takes the time."""
    answers = drive_all([(talk.file, talk.steps) for talk in talks])
    return [
        {name: found[at] for name, at in talk.asked.items()}
        for talk, found in zip(talks, answers, strict=True)
    ]
