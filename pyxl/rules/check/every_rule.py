"""The check: every rule over every list.

`RULES` is the register from which the check, the handbook and the sheet's native formulas are made.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from pyxl.rules.check import (
    breadth,
    cell_form,
    coded,
    counts,
    list_rules,
    personal,
    staffing,
    standing,
)
from pyxl.rules.check.collector import collector_waits
from pyxl.rules.check.list_rules import list_errors
from pyxl.rules.check.rolls import LEADING_GROUP, UNITS, CellFault, Rolls
from pyxl.rules.check.rule import Rule
from pyxl.rules.findings import Finding, Row
from pyxl.rules.person import CANDIDATES, DELEGATES, STAFF, WRITTEN_IN
from pyxl.rules.plan import Settings
from pyxl.words import Severity

__all__ = ["RULES", "TABLES", "check", "columns_cited", "has_errors", "list_errors"]

TABLES: Final = (CANDIDATES, DELEGATES, WRITTEN_IN, UNITS, STAFF, LEADING_GROUP)
"""The tables that the check reads, in the order of its findings."""

RULES: Final[tuple[Rule, ...]] = (
    *personal.RULES,
    list_rules.DUPLICATES,
    *coded.RULES,
    *standing.RULES,
    *list_rules.RULES,
    *counts.RULES,
    *breadth.RULES,
    *staffing.RULES,
    *cell_form.RULES,
)
"""All rules, in the order of the handbook."""

_TABLE_ORDER: Final = {table: place for place, table in enumerate(TABLES)}
_SEVERITY_ORDER: Final = {severity: place for place, severity in enumerate(Severity)}
_CODE_ORDER: Final = {rule.code: place for place, rule in enumerate(RULES)}


def check(
    tables: Mapping[str, Sequence[Row]],
    settings: Settings,
    elected: Iterable[str] | None = None,
    misfits: Iterable[CellFault] = (),
) -> tuple[Finding, ...]:
    """All findings, by table, row, severity and rule.

    `tables` maps the names in `TABLES` to their rows; a missing one is empty.  `elected` are the names of the
    committee's members once the congress has voted: officers who are not among them are errors (POST).
    `misfits` are cells that are out of form (FORM), which only the workbook can tell.
    """
    with collector_waits():
        rolls = Rolls.from_tables(tables, settings, elected, misfits)
        return tuple(sorted((found for rule in RULES for found in rule.findings(rolls)), key=_place))


def _place(finding: Finding) -> tuple[int, int, int, int]:
    return (
        _TABLE_ORDER[finding.table],
        finding.row,
        _SEVERITY_ORDER[finding.severity],
        _CODE_ORDER[finding.code],
    )


def has_errors(findings: Iterable[Finding]) -> bool:
    """Whether anything must be put right."""
    return any(finding.severity is Severity.ERROR for finding in findings)


def columns_cited() -> Mapping[str, frozenset[str]]:
    """Table -> the columns that rules read or point at, for a test that the workbook has them."""
    return {table: frozenset().union(*(rule.columns.get(table, ()) for rule in RULES)) for table in TABLES}
