"""Which columns of ours a sender's columns can go to, and how headers are compared with their names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from pyxl.book.declared import Column, Kind, Table
from pyxl.book.intake.synonyms import COMBINED, KINDS, SYNONYMS

_REMARK = re.compile(r"[(\[{【〔《<].*?[)\]}】〕》>]")
_MARKS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Target:
    """A column of ours that a sender's column can go to.

    `kind` is one of the kinds of `pyxl.book.intake.tidy.NORMALISERS`, or "serial": recognised, but not
    taken over, since our own numbering replaces it.
    """

    name: str
    kind: str = "text"
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True)
class TableSpec:
    """The table that a list is read for.  `key` is the column that every row must fill."""

    name: str
    targets: tuple[Target, ...]
    key: str

    @cached_property
    def kinds(self) -> Mapping[str, str]:
        """Kind by column name."""
        return {target.name: target.kind for target in self.targets}

    @cached_property
    def names(self) -> Mapping[str, tuple[int, str]]:
        """Plain header text -> how good the match is (0 = our own name) and the column's name.

        Our own names come before all synonyms, and a synonym belongs to the first column that lists it.
        """
        found: dict[str, tuple[int, str]] = {plain(t.name): (0, t.name) for t in self.targets}
        for target in self.targets:
            for rank, synonym in enumerate(target.synonyms, 1):
                found.setdefault(plain(synonym), (rank, target.name))
        if {"单位", "职务"} <= self.kinds.keys():
            for synonym in (COMBINED, *SYNONYMS[COMBINED]):
                found.setdefault(plain(synonym), (1, COMBINED))
        return found


def spec_of(table: Table) -> TableSpec:
    """The spec of a declared table, with the synonyms of `pyxl.book.intake.synonyms`."""
    targets = [
        Target(column.header, _kind(column), SYNONYMS.get(column.header, ())) for column in table.columns
    ]
    if all(target.kind != "serial" for target in targets):
        # No number of ours to fill, but senders number their rows all the same.
        targets.append(Target("序号", "serial", SYNONYMS["序号"]))
    return TableSpec(table.name, tuple(targets), table.key)


def _kind(column: Column) -> str:
    if column.header in KINDS:
        return KINDS[column.header]
    if column.choices:
        return "choice"
    return {Kind.DATE: "date", Kind.NUMBER: "integer"}.get(column.kind, "text")


def plain(text: str) -> str:
    """A header without spaces, punctuation and full-width forms.

    >>> plain("姓　名：")
    '姓名'
    """
    return _MARKS.sub("", unicodedata.normalize("NFKC", text)).casefold()


def without_remark(text: str) -> str:
    """A header without what stands in brackets: 出生年月（年月日） -> 出生年月."""
    return _REMARK.sub("", unicodedata.normalize("NFKC", text))
