"""A plan's text in sentences, each with the clause it stands in: 三(二)1.

Headings count as plans number them: 一、 then （一） then 1. ; a town's plan that numbers less has shorter clauses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pyxl.rules.plan.numerals import plain

_LEVELS: Final = (
    re.compile(r"([一二三四五六七八九十]{1,3})、"),
    re.compile(r"[（(]([一二三四五六七八九十]{1,3})[）)]"),
    re.compile(r"([0-9]{1,2})[.、．](?![0-9])"),
)
HAN: Final = r"[\u4e00-\u9fff]"
"""A Chinese character, in a pattern."""
NOTICE: Final = "通知"
"""The clause of what stands before the first heading: the letter that sends the plan out, and its introduction."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, to the letter but for blanks and full-width digits.  `line` counts paragraphs from 0."""

    text: str
    clause: str
    line: int


def sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of a plan in their order."""
    return tuple(_sentences(text))


def _sentences(text: str) -> Iterator[Sentence]:
    at: list[str] = []
    for number, written in enumerate(text.splitlines()):
        line = "".join(plain(written).split())
        if not line:
            continue
        for level, form in enumerate(_LEVELS):
            heading = form.match(line)
            if heading:
                at = [*(at + [""] * level)[:level], heading[1]]
                break
        clause = _clause(at)
        for part in re.findall(r"[^。；！]+[。；！]?[”’」]?", line):
            yield Sentence(part, clause, number)


def _clause(at: list[str]) -> str:
    """一 -> 一; 三, 二, 1 -> 三(二)1."""
    if not any(at):
        return NOTICE
    first, second, third = (*at, "", "", "")[:3]
    return f"{first}{f'({second})' if second else ''}{third}"
