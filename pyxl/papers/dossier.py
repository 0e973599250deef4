"""Everything that papers are made from, read once: the settings, the tables, the lists, the findings, the results."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from pyxl.rules.check import Rolls
from pyxl.rules.count import Decided, Result
from pyxl.rules.findings import Finding, Row
from pyxl.rules.person import Person
from pyxl.rules.plan import Settings
from pyxl.rules.stroke_order import sort_names
from pyxl.words import Severity


@dataclass(frozen=True)
class Dossier:
    """One election as its workbook has it.  `tables` maps the names of tables to their filled rows, `codes` a vote
    (office, round) to the short code that its count sealed it with."""

    settings: Settings
    tables: Mapping[str, Sequence[Row]]
    rolls: Rolls
    findings: Sequence[Finding]
    results: Sequence[Result]
    codes: Mapping[tuple[str, int], str] = field(default_factory=dict)

    def rounds(self, office: str) -> list[Result]:
        """The votes of an office so far, in order; [] before anything of it was entered."""
        return [result for result in self.results if result.office == office]

    def decided(self, office: str) -> bool:
        """Whether an office is decided for good: the last vote has a result that asks for no further one."""
        rounds = self.rounds(office)
        return bool(rounds) and isinstance(rounds[-1].outcome, Decided) and rounds[-1].next is None

    def elected(self, office: str) -> tuple[str, ...]:
        """Everyone elected to an office in any of its rounds, in the order of the setting 名单排序."""
        names = [name for result in self.rounds(office) for name in result.elected]
        return tuple(self.by_strokes(names) if self.settings.list_order == "笔画" else names)

    def by_strokes(self, names: Sequence[str]) -> list[str]:
        """Names in order of strokes, as the settings have it."""
        return sort_names(names, self.settings.stroke_convention, self.settings.typed_strokes)

    def in_order(self, people: Iterable[Person]) -> list[Person]:
        """People in order of the strokes of their names; namesakes as they stand in their table."""
        namesakes: dict[str, list[Person]] = {}
        for person in people:
            namesakes.setdefault(person.name, []).append(person)
        return [person for name in self.by_strokes(list(namesakes)) for person in namesakes[name]]

    def findings_of(self, person: Person) -> Sequence[Finding]:
        """What the check says of a person's row."""
        return self._by_row.get((person.table, person.number), ())

    @cached_property
    def _by_row(self) -> Mapping[tuple[str, int], list[Finding]]:
        found: defaultdict[tuple[str, int], list[Finding]] = defaultdict(list)
        for finding in self.findings:
            found[finding.table, finding.row].append(finding)
        return found

    def errors(self, table: str) -> list[Finding]:
        """The errors that stand against a table, those of the list itself included."""
        return [found for found in self.findings if found.table == table and found.severity is Severity.ERROR]
