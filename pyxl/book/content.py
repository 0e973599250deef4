"""What a new workbook is filled with: plain texts and lists that the rules hand over to the builder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pyxl.book.workbook import Cell


@dataclass(frozen=True, slots=True)
class SettingLine:
    """One line of the table 设置; `choices` feeds its drop-down, `number_format` its cell."""

    group: str
    key: str
    value: Cell
    clause: str
    text: str
    number_format: str = "@"
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ContradictionLine:
    """One contradiction of the plan: both sentences, the default, its reason, and the setting for it."""

    title: str
    setting: str
    clauses: str
    text: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the work as 首页 shows it: what to do, on which sheet, with which button."""

    phase: str
    text: str
    sheet: str
    button: str = ""


@dataclass(frozen=True)
class Content:
    """Everything in a new workbook that the declaration of its tables does not already say."""

    settings: tuple[SettingLine, ...]
    contradictions: tuple[ContradictionLine, ...]
    code_lists: Mapping[str, tuple[str, ...]]
    leading_group: tuple[tuple[str, ...], ...]
    steps: tuple[Step, ...]
