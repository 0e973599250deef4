"""What a new workbook is filled with: plain texts and lists that the rules hand over to the builder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyxl.book.building.live_content import LiveContent

if TYPE_CHECKING:
    from pyxl.book.workbook import Cell


@dataclass(frozen=True, slots=True)
class SettingLine:
    """One line of the table 设置; `choices` feeds its drop-down, `number_format` its cell.

    `of_plan`: the value is one town's own, no default for another.
    """

    group: str
    key: str
    value: Cell
    clause: str
    text: str
    number_format: str = "@"
    choices: tuple[str, ...] = ()
    of_plan: bool = False


@dataclass(frozen=True, slots=True)
class MustLine:
    """A setting that every town fills in: its name, the sheet on which the step that needs it is done, and why."""

    key: str
    sheet: str
    why: str


@dataclass(frozen=True, slots=True)
class ContradictionLine:
    """One contradiction of the plan: both sentences, the default, its reason, and the setting for it."""

    title: str
    setting: str
    clauses: str
    text: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the work as 首页 shows it: what to do, on which sheet, with which button.

    `key` names the formulas in `pyxl.book.building.cockpit.steps` that say whether it is still to be done.
    """

    key: str
    phase: str
    text: str
    sheet: str
    button: str = ""


@dataclass(frozen=True, slots=True)
class PhaseLine:
    """One phase of the work; `start` and `end` name the settings of its first and last day."""

    name: str
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class DivisionLine:
    """A column of 候选人 and 代表 and the groups that it divides them into: name, and every word for it."""

    column: str
    title: str
    groups: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class NetworkLine:
    """A kind of place that the network must reach; `counted` is a column of 单位 with their number, or ""."""

    kind: str
    direction: str
    counted: str = ""


@dataclass(frozen=True)
class Content:
    """Everything in a new workbook that the declaration of its tables does not already say."""

    settings: tuple[SettingLine, ...]
    must: tuple[MustLine, ...]
    """Those of the settings that every town fills in, in the order of the work."""
    contradictions: tuple[ContradictionLine, ...]
    code_lists: Mapping[str, tuple[str, ...]]
    leading_group: tuple[tuple[str, ...], ...]
    steps: tuple[Step, ...]
    first_rows: Mapping[str, tuple[Mapping[str, Cell], ...]]
    """Table -> the rows that a new workbook has in it."""
    phases: tuple[PhaseLine, ...]
    anchors: tuple[str, ...]
    """Settings that due dates are counted from; `fallback` stands for the congress until its day is set."""
    fallback: str
    divisions: tuple[DivisionLine, ...]
    age_limits: int
    """How many limits the setting 年龄分段 may have."""
    network: tuple[NetworkLine, ...]
    live: LiveContent
    """The formulas that warn while the clerk types."""
