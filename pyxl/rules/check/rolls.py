"""The lists of one election, read once from their tables: what every rule looks at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from pyxl.rules.findings import Row
from pyxl.rules.person import (
    CANDIDATES,
    DELEGATES,
    STAFF,
    WRITTEN_IN,
    Person,
    is_blank,
    normalise_name,
    text_of,
)
from pyxl.rules.plan import Settings

UNITS: Final = "单位"
LEADING_GROUP: Final = "领导小组"


@dataclass(frozen=True, slots=True)
class Unit:
    """A row of the table 单位.  `quota` is the number of its delegates, None if blank or unreadable."""

    number: int
    name: str
    quota: int | None
    written_quota: str


@dataclass(frozen=True, slots=True)
class CellFault:
    """A column in which cells are out of form: their data rows, counted from 1, and what stands in them.

    `fault` is a word of `pyxl.rules.check.cell_form.KINDS`; for some of them there is no value to tell.
    """

    table: str
    column: str
    fault: str
    rows: tuple[int, ...]
    values: tuple[object, ...] = ()


@dataclass(frozen=True)
class Rolls:
    """All lists with the settings.  `elected`: the members' names once the congress has voted."""

    settings: Settings
    candidates: tuple[Person, ...] = ()
    delegates: tuple[Person, ...] = ()
    staff: tuple[Person, ...] = ()
    written_in: tuple[Person, ...] = ()
    units: tuple[Unit, ...] = ()
    leaders: frozenset[str] = frozenset()
    elected: frozenset[str] | None = None
    misfits: tuple[CellFault, ...] = ()

    @classmethod
    def from_tables(
        cls,
        tables: Mapping[str, Sequence[Row]],
        settings: Settings,
        elected: Iterable[str] | None = None,
        misfits: Iterable[CellFault] = (),
    ) -> Rolls:
        """Read the tables; a missing one is empty, blank rows are passed over but counted."""
        return cls(
            settings=settings,
            candidates=_people(tables, CANDIDATES),
            delegates=_people(tables, DELEGATES),
            staff=_people(tables, STAFF),
            written_in=_people(tables, WRITTEN_IN),
            units=tuple(_unit(row, number) for number, row in _filled(tables.get(UNITS, ()))),
            leaders=frozenset(
                normalise_name(row.get("姓名")) for _, row in _filled(tables.get(LEADING_GROUP, ()))
            ),
            elected=None if elected is None else frozenset(map(normalise_name, elected)),
            misfits=tuple(misfits),
        )

    def people(self, table: str) -> tuple[Person, ...]:
        """The people of one of the tables 候选人, 代表, 另选当选, 工作人员; () for a table that lists no people."""
        people = {
            CANDIDATES: self.candidates,
            DELEGATES: self.delegates,
            WRITTEN_IN: self.written_in,
            STAFF: self.staff,
        }
        return people.get(table, ())

    @cached_property
    def unit_names(self) -> frozenset[str]:
        """The names of all units."""
        return frozenset(unit.name for unit in self.units if unit.name)

    def known(self, name: str) -> Person | None:
        """Whoever is elected: among the candidates, those written in, or the delegates, in this order."""
        listed = (*self.written_in, *self.delegates)
        return self.candidates_by_name.get(name) or next((p for p in listed if p.name == name), None)

    @cached_property
    def candidates_by_name(self) -> Mapping[str, Person]:
        """Candidates by name; of two with one name, the first."""
        return {person.name: person for person in reversed(self.candidates) if person.name}


def _filled(rows: Sequence[Row]) -> Iterable[tuple[int, Row]]:
    return ((number, row) for number, row in enumerate(rows, 1) if not is_blank(row))


def _people(tables: Mapping[str, Sequence[Row]], table: str) -> tuple[Person, ...]:
    return tuple(Person.from_row(row, table, number) for number, row in _filled(tables.get(table, ())))


def _unit(row: Row, number: int) -> Unit:
    written = text_of(row.get("分配名额"))
    quota = int(written) if written.isascii() and written.isdigit() else None
    return Unit(number, normalise_name(row.get("单位")), quota, written)
