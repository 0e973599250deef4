"""One-person forms (登记表): labels with their values beside them, instead of a header over rows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pyxl.book.intake.header import LONGEST_HEADER, Source
from pyxl.book.intake.spec import TableSpec, plain, without_remark
from pyxl.book.intake.tidy import tidy
from pyxl.hosts.foreign import Cell, Grid, Line

ENOUGH_LABELS = 4
MOST_LINES = 80
"""More lines make a list, however its first ones look."""
_LABELLED = re.compile(r"(?P<label>[^:：]{1,12})[:：]\s*(?P<value>.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Field:
    """One value of a form: the line it stands in, its label as a source, and the cell."""

    line: Line
    source: Source
    cell: Cell


def read_form(grid: Grid, spec: TableSpec) -> Mapping[str, tuple[Field, ...]] | None:
    """Column of ours -> its fields, or None where the sheet is no form of one person.

    In a form the key's label stands once and has other labels below it; in a list people stand there.  The key's
    own value may be blank: such a form is nobody.
    """
    if len(grid.lines) > MOST_LINES:
        return None
    found: dict[str, list[Field]] = {}
    labels: dict[int, set[int]] = {}
    """Column -> rows in which it has a label."""
    for line in grid.lines:
        for field in _fields(line, grid, spec, labels):
            found.setdefault(field.source.target, []).append(field)
    key = found.get(spec.key, [])
    if len(key) != 1 or len(found) < ENOUGH_LABELS or len(labels.get(key[0].source.column, ())) < 2:
        return None
    return {target: tuple(fields) for target, fields in found.items()}


def _fields(line: Line, grid: Grid, spec: TableSpec, labels: dict[int, set[int]]) -> list[Field]:
    fields: list[Field] = []
    cells = [(column, cell) for column, cell in enumerate(line.cells) if cell not in (None, "")]
    at = 0
    while at < len(cells):
        column, cell = cells[at]
        at += 1
        text = cell if isinstance(cell, str) else ""
        match = _known(text, spec)
        if match is None:
            if (pair := _LABELLED.fullmatch(text.strip())) and (known := _known(pair["label"], spec)):
                fields.append(
                    Field(line, Source(column, tidy(pair["label"]), known[1], known[0]), pair["value"])
                )
            continue
        labels.setdefault(column, set()).add(line.number)
        value: Cell = None
        if (
            at < len(cells)
            and _known(cells[at][1], spec) is None
            and _is_beside(grid, line, column, cells[at][0])
        ):
            value = cells[at][1]
            at += 1
        fields.append(Field(line, Source(column, tidy(text), match[1], match[0]), value))
    return fields


def _known(cell: Cell, spec: TableSpec) -> tuple[int, str] | None:
    if not isinstance(cell, str) or len(cell) > LONGEST_HEADER:
        return None
    return spec.names.get(plain(cell)) or spec.names.get(plain(without_remark(cell)))


def _is_beside(grid: Grid, line: Line, label: int, value: int) -> bool:
    """Whether a value stands right beside its label, which may be merged over several columns."""
    end = next((m.right for m in grid.merges if m.top <= line.number <= m.bottom and m.left == label), label)
    return value == end + 1
