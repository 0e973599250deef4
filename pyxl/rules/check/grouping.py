"""Findings as a clerk reads them: one line for what is one thing to do, in the order in which it can be done.

Forty rows without a unit are one omission, and one cell to begin at.  Everything that a waiver has settled is one line.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pyxl.rules.check.every_rule import RULES, TABLES
from pyxl.rules.check.quotes import quoted
from pyxl.rules.check.rolls import UNITS
from pyxl.rules.findings import Finding, Turn
from pyxl.rules.plan import Settings
from pyxl.words import Severity

_TITLES: Final = {rule.code: rule.title for rule in RULES}
_REMEDIES: Final = {rule.code: rule.remedy for rule in RULES}
_PART: Final = re.compile(r"。|[，：；](?=请)")
"""Behind what is wrong stands what to do about it."""
_WAIVED: Final = "已凭批准文件作为例外"
_TURN_ORDER: Final = {turn: place for place, turn in enumerate(Turn)}
_SEVERITY_ORDER: Final = {severity: place for place, severity in enumerate(Severity)}
_TABLE_ORDER: Final = {table: place for place, table in enumerate(TABLES)}
_CODE_ORDER: Final = {rule.code: place for place, rule in enumerate(RULES)}


@dataclass(frozen=True, slots=True)
class Group:
    """One thing to do.  `sentence` says what is wrong with whom, `remedy` what to do, "" where nothing is left to do.

    `each` has what is said of every finding alone, "" where the sentence says it of all; `basis` is the clause with
    its quotation.
    """

    turn: Turn
    severity: Severity
    table: str
    column: str
    codes: tuple[str, ...]
    sentence: str
    remedy: str
    each: tuple[str, ...]
    basis: str
    findings: tuple[Finding, ...]

    @property
    def first(self) -> Finding:
        """The finding at which to begin."""
        return self.findings[0]


def grouped(findings: Iterable[Finding], settings: Settings) -> tuple[Group, ...]:
    """All findings as groups, by what can be done now; approvals and what is settled come last."""
    groups = (_group(part, settings) for part in _parts(findings))
    return tuple(sorted(groups, key=_place))


def _place(group: Group) -> tuple[int, ...]:
    return (
        _TURN_ORDER[group.turn],
        _SEVERITY_ORDER[group.severity],
        _TABLE_ORDER[group.table],
        _CODE_ORDER[group.codes[0]],
        group.first.row,
    )


def _parts(findings: Iterable[Finding]) -> Iterator[list[Finding]]:
    """The findings that are one thing to do: the same is wrong with them, else the same rule says so."""
    alike: defaultdict[tuple[object, ...], list[Finding]] = defaultdict(list)
    for finding in findings:
        alike[_key(finding)].append(finding)
    for key, found in alike.items():
        if key[0] is Turn.KNOWN or not found[0].row:
            yield from [found] if key[0] is Turn.KNOWN else ([one] for one in found)
            continue
        often = Counter(_halves(finding)[0] for finding in found)
        same: defaultdict[str, list[Finding]] = defaultdict(list)
        for finding in found:
            wrong = _halves(finding)[0]
            same[wrong if often[wrong] > 1 else ""].append(finding)
        yield from same.values()


def _key(finding: Finding) -> tuple[object, ...]:
    if finding.due is Turn.KNOWN:
        return (Turn.KNOWN,)
    return finding.due, finding.severity, finding.table, finding.column, finding.code, finding.row == 0


def _halves(finding: Finding) -> tuple[str, str]:
    """What is wrong, and the rest of the message."""
    if found := _PART.search(finding.message):
        return finding.message[: found.start()], finding.message[found.end() :]
    return finding.message, ""


def _group(findings: Sequence[Finding], settings: Settings) -> Group:
    first = findings[0]
    wrongs, remedies = zip(*map(_halves, findings), strict=True)
    each: tuple[str, ...] = ("",) * len(findings)
    remedy = remedies[0] if len(set(remedies)) == 1 else ""
    basis = quoted(first, settings)
    if first.due is Turn.KNOWN:
        sentence, remedy, each = f"{_WAIVED}：{_people(findings)}", "", tuple(f.message for f in findings)
        basis = "、".join(dict.fromkeys(finding.clause for finding in findings))
    elif len(findings) == 1:
        sentence = wrongs[0]
    elif len(set(wrongs)) == 1:
        sentence = f"{wrongs[0]}：{_people(findings)}"
        each = ("",) * len(findings) if remedy else remedies
    else:
        sentence = f"不合“{_TITLES[first.code]}”：{_people(findings)}"
        each = wrongs if remedy else tuple(finding.message for finding in findings)
    if not remedy and first.due is not Turn.KNOWN:
        remedy = _REMEDIES[first.code]
    return Group(
        turn=first.due,
        severity=min((f.severity for f in findings), key=_SEVERITY_ORDER.__getitem__),
        table=first.table,
        column=first.column,
        codes=tuple(dict.fromkeys(finding.code for finding in findings)),
        sentence=sentence.rstrip("。"),
        remedy=remedy,
        each=each,
        basis=basis,
        findings=tuple(findings),
    )


def _people(findings: Sequence[Finding]) -> str:
    """How many: people of a list, or units."""
    rows = {(finding.table, finding.row) for finding in findings}
    return f"{len(rows)} {'个单位' if findings[0].table == UNITS else '人'}"
