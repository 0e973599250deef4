"""The network of women's organisations (二(一)): what kinds of place it must reach, and how far it does.

Downwards 纵向 it reaches villages, communities, village groups and grids; across 横向 organs, enterprises,
institutions, new economic and social organisations, women's societies and interest groups.  Villages,
communities and what else sends delegates stand in the table 单位; all others in 网络覆盖.  Of groups and grids
单位 knows only how many there are: those that 网络覆盖 does not name have no organisation yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final

from pyxl.rules.findings import Row
from pyxl.rules.person import text_of

ESTABLISHED: Final = "有"
"""What the column 妇联组织 says of a place that has an organisation; blank counts as none."""


class Direction(StrEnum):
    """Where the network grows; the value is what the clerk reads."""

    DOWN = "纵向"
    ACROSS = "横向"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of place.  `counted` names the column of 单位 that says how many of it each unit has."""

    name: str
    direction: Direction
    counted: str = ""


KINDS: Final = (
    Kind("村", Direction.DOWN),
    Kind("社区", Direction.DOWN),
    Kind("村（居）民小组", Direction.DOWN, counted="居民小组"),
    Kind("网格", Direction.DOWN, counted="网格"),
    Kind("机关", Direction.ACROSS),
    Kind("企业", Direction.ACROSS),
    Kind("事业单位", Direction.ACROSS),
    Kind("新经济组织", Direction.ACROSS),
    Kind("新社会组织", Direction.ACROSS),
    Kind("女性社会组织", Direction.ACROSS),
    Kind("兴趣组织", Direction.ACROSS),
)


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far the network reaches into one kind: `places` there are, `reached` of them have an organisation."""

    kind: Kind
    places: int
    reached: int

    @property
    def share(self) -> Fraction | None:
        """The part that is reached; None where there is no such place."""
        return Fraction(self.reached, self.places) if self.places else None


def coverage(units: Iterable[Row], network: Iterable[Row]) -> tuple[Coverage, ...]:
    """Coverage by kind; `units` are rows of 单位, `network` rows of 网络覆盖.

    A place that stands in both tables counts once, as 单位 has it.
    """
    units, places = _named(units, "单位"), _places(units, network)
    return tuple(_coverage(kind, units, places) for kind in KINDS)


def without(units: Iterable[Row], network: Iterable[Row]) -> list[str]:
    """Names of the places that still have no organisation: units first, each table in its order."""
    units = _named(units, "单位")
    rows = [(row, "单位") for row in units] + [(row, "名称") for row in _places(units, network)]
    return [text_of(row[column]) for row, column in rows if not _reached(row)]


def _coverage(kind: Kind, units: Sequence[Row], places: Sequence[Row]) -> Coverage:
    listed = [row for row in (*units, *places) if text_of(row.get("类别")) == kind.name]
    known = sum(_count(row.get(kind.counted)) for row in units) if kind.counted else 0
    return Coverage(kind, max(known, len(listed)), sum(map(_reached, listed)))


def _places(units: Iterable[Row], network: Iterable[Row]) -> list[Row]:
    taken = {text_of(row.get("单位")) for row in units}
    return [row for row in _named(network, "名称") if text_of(row["名称"]) not in taken]


def _named(rows: Iterable[Row], column: str) -> list[Row]:
    return [row for row in rows if text_of(row.get(column))]


def _reached(row: Row) -> bool:
    return text_of(row.get("妇联组织")) == ESTABLISHED


def _count(value: object) -> int:
    return value if isinstance(value, int) else 0
