"""Figures over all towns, by pandas: medians, the whole district pooled, and how the towns are distributed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import pandas as pd

from pyxl.district.result.declared import STRUCTURE, Kind
from pyxl.district.result.goals import Goal
from pyxl.district.result.town import TownRow

BINS: Final = 10
"""Bands of the distribution: tenths of a share."""

Cells = tuple[str | int | float | None, ...]


@dataclass(frozen=True)
class Comparison:
    """The frame of 结构对比 with one row for each town that reported, and what is computed of its columns."""

    frame: pd.DataFrame

    @property
    def medians(self) -> Cells:
        """The median of each column over the towns, in sheet order."""
        return self._line("中位数", pd.Series(self._medians, dtype="Float64"))

    @property
    def pooled(self) -> Cells:
        """All people together: sums of people, and means weighted by them."""
        numbers = self.frame[_NUMBERS].astype("Float64")
        found: dict[str, float] = {}
        for header in _NUMBERS:
            group = header[:2]
            people = numbers[f"{group}人数"]
            if header == f"{group}人数":
                found[header] = people.sum()
            else:
                weights = people.where(numbers[header].notna())
                total = weights.sum()
                found[header] = float((numbers[header] * weights).sum() / total) if total else np.nan
        return self._line("合计", pd.Series(found))

    def median_of(self, header: str) -> float | None:
        """The median of one column; None without any figure."""
        return self._medians[header]

    @cached_property
    def _medians(self) -> Mapping[str, float | None]:
        """Worked out once: each town's row draws its part of the lines from them."""
        found = self.frame[_NUMBERS].astype("Float64").median()
        return {header: None if pd.isna(found[header]) else float(found[header]) for header in _NUMBERS}

    def short_of(self, header: str, goal: Goal) -> int:
        """Towns whose figure is known and does not come up to the goal."""
        return sum(not goal.met(float(value)) for value in self.frame[header].dropna())

    def distribution(self, headers: Sequence[str]) -> list[Cells]:
        """Towns in each band of a share: (band, count for each header)."""
        edges = np.linspace(0, 1, BINS + 1)
        counts = [
            np.histogram(self.frame[header].astype("Float64").dropna().to_numpy(dtype=float), edges)[0]
            for header in headers
        ]
        return [
            (f"{round(edges[at] * 100)}—{round(edges[at + 1] * 100)}%", *(int(count[at]) for count in counts))
            for at in range(BINS)
        ]

    def _line(self, name: str, values: pd.Series) -> Cells:
        cells: list[str | int | float | None] = [name, None]
        for field in STRUCTURE.fields[2:]:
            value = values[field.header]
            if pd.isna(value):
                cells.append(None)
            else:
                cells.append(round(float(value)) if field.kind is Kind.COUNT else float(value))
        return tuple(cells)


_NUMBERS: Final = [field.header for field in STRUCTURE.fields[2:]]


def compare(rows: Sequence[TownRow]) -> Comparison:
    """The comparison of the towns that reported."""
    return Comparison(
        pd.DataFrame(
            [structure_cells(row) for row in rows if row.sha], columns=list(STRUCTURE.headers)
        ).astype({field.header: field.kind.dtype for field in STRUCTURE.fields})
    )


def structure_cells(row: TownRow) -> Cells:
    """A town's line on 结构对比."""
    of_delegates = row.delegate_shape.cells[:-2]
    what = "当选" if row.committee_elected else "候选人" if row.committee.people else ""
    return (row.town, what or None, *row.committee.cells, *of_delegates)
