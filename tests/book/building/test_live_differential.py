"""Two readers of one rule: on every random row LibreOffice's status column says what Python finds.

A row in which a formula says that only Python can read it (`UNSURE`) must still accuse of nothing that Python
does not: no formula is worse than its rule.  MOXI_LIVE_SEED and MOXI_LIVE_ROWS repeat or widen a run.
"""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import pytest

from pyxl.actions.fresh import live_rules as register
from pyxl.actions.fresh.blank import blank_workbook
from pyxl.actions.fresh.live import live_content
from pyxl.actions.read.lists import read_checked, read_settings
from pyxl.book.declared.schema import LIVE_STATUS, LIVE_STEP
from pyxl.book.declared.sheets import table as declared
from pyxl.book.table_writing import replace_rows, write_column
from pyxl.book.workbook import Workbook
from pyxl.hosts.engine.opening import open_closed
from pyxl.rules.check.every_rule import check
from pyxl.rules.findings import Finding
from pyxl.rules.formulas.notation import UNSURE
from pyxl.rules.plan.settings import Settings
from pyxl.words import Severity
from tests.book.building.live_rows import PROFILES, UNITS, Maker, strange
from tests.libreoffice import drive_all, values_of
from tests.tiers import usually

pytestmark = pytest.mark.libreoffice

SEED = int(os.environ.get("MOXI_LIVE_SEED", "20171120"))
ROWS = int(os.environ.get("MOXI_LIVE_ROWS", "5600"))
USUAL_ROWS = 2_000
"""Enough to hit every rule; `test --all` tries ROWS as well."""
STRANGE_SHARE = 0.06
TABLES = ("候选人", "代表")
RANK = {severity.chinese: place for place, severity in enumerate(Severity)} | {"": len(Severity)}


@dataclass(frozen=True)
class Case:
    """One row: what the formulas say of it by rule, the status, what Python says by rule, and the row itself."""

    place: str
    row: dict[str, Any]
    live: dict[str, str]
    status: str
    python: dict[str, str]
    strange: bool

    @property
    def unsure(self) -> bool:
        return UNSURE in self.live.values()


def _codes(table: str) -> list[str]:
    return list(dict.fromkeys(code for code, _ in register.live(table)))


def _write(
    path: Path, profile: str, blank: bytes, total: int
) -> tuple[dict[str, list[dict[str, Any]]], dict[str, set[int]]]:
    """A workbook with random rows; gives back the rows and which of them are strange."""
    random = Random(f"{SEED}-{profile}")
    path.write_bytes(blank)
    rows: dict[str, list[dict[str, Any]]] = {}
    odd: dict[str, set[int]] = {}
    share = total // len(PROFILES)
    with open_closed(path) as book:
        workbook = Workbook(book)
        chosen = PROFILES[profile]
        region = workbook.region("设置")
        values = [chosen.get(str(record["项目"]), record["值"]) for record in region.records]
        write_column(region, "值", values)
        settings = Settings.from_rows(
            [{"项目": r["项目"], "值": v} for r, v in zip(region.records, values, strict=True)]
        )
        replace_rows(
            workbook.region("单位"), [{"单位": name, "分配名额": quota} for name, quota in UNITS.items()]
        )
        for name, part in zip(TABLES, (0.6, 0.4), strict=True):
            maker = Maker(random, settings)
            made = [maker.slipped(name) for _ in range(int(share * part))]
            odd[name] = {
                index for index in range(len(made)) if random.random() < STRANGE_SHARE and made[index]
            }
            for index in odd[name]:
                strange(made[index], maker)
            headers = declared(name).headers
            rows[name] = [{header: row.get(header) for header in headers} for row in made]
            replace_rows(workbook.region(name), rows[name])
        book.save()
    return rows, odd


def _findings(path: Path) -> list[Finding]:
    with open_closed(path, read_only=True) as book:
        workbook = Workbook(book)
        return list(check(read_checked(workbook), read_settings(workbook)))


Said = dict[tuple[str, int | str], dict[str, str]]
"""(table, row) or (table, unit) -> rule -> the worst severity that Python finds."""


def _said(findings: list[Finding]) -> Said:
    """What Python says of each row; a unit over its quota is said of all its rows."""
    codes = {table: _codes(table) for table in TABLES}
    said: Said = defaultdict(dict)
    for finding in findings:
        of_unit = finding.code == "COUNT" and finding.table == "代表" and finding.column == "单位"
        if finding.code not in codes.get(finding.table, ()) or "没有笔画数据" in finding.message:
            continue
        if of_unit or finding.row:
            mine = said[finding.table, finding.name if of_unit else finding.row]
            mine[finding.code] = min(
                mine.get(finding.code, ""), finding.severity.chinese, key=RANK.__getitem__
            )
    return said


@pytest.fixture(scope="module", params=usually((USUAL_ROWS, ROWS), USUAL_ROWS))
def cases(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[Case]:
    folder = tmp_path_factory.mktemp("live")
    content = live_content()
    jobs, written, blank = [], {}, blank_workbook(with_macros=False)
    for place, profile in enumerate(PROFILES):
        path = folder / f"{place}.xlsx"
        written[path] = _write(path, profile, blank, request.param)
        areas = [f"{name}!A4:BZ{3 + len(written[path][0][name])}" for name in TABLES]
        heads = [f"{name}!A3:BZ3" for name in TABLES]
        jobs.append((path, [*map(values_of, (*heads, *areas))]))
    found: list[Case] = []
    for (path, _), profile, result in zip(jobs, PROFILES, drive_all(jobs), strict=True):
        rows, odd = written[path]
        said = _said(_findings(path))
        for name, head, lines in zip(TABLES, result[:2], result[2:], strict=True):
            at = {header: place for place, header in enumerate(head[0])}
            rules = [rule.name for rule in content.tables[name].rules]
            for index, line in enumerate(lines):
                live = {rule: str(line[at[rule]]) for rule in rules}
                unit = str(rows[name][index]["单位"] or "").replace(" ", "").replace("　", "")
                python = said.get((name, index + 1), {}) | (said.get((name, unit), {}) if unit else {})
                place = f"{profile} {name} {index + 1}"
                status = str(line[at[LIVE_STATUS]])
                found.append(Case(place, rows[name][index], live, status, python, index in odd[name]))
    return found


def _by_code(live: dict[str, str]) -> Iterator[tuple[str, str]]:
    """(rule, worst severity) of what the formulas say."""
    said: dict[str, str] = {}
    for name, text in live.items():
        code = name.removeprefix(LIVE_STEP).removesuffix("二")
        word = text.partition("：")[0]
        said[code] = min(said.get(code, ""), word, key=RANK.__getitem__)
    yield from ((code, word) for code, word in said.items() if word)


def _shown(case: Case) -> str:
    row = {column: value for column, value in case.row.items() if value is not None}
    live = {name: text for name, text in case.live.items() if text}
    return f"{case.place}\n  {row}\n  公式 {live}\n  Python {case.python}"


def test_every_row_says_what_python_finds(cases):
    wrong = [
        _shown(case)
        for case in cases
        if not case.unsure and not case.strange and dict(_by_code(case.live)) != case.python
    ]
    assert not wrong, f"{len(wrong)} of {len(cases)}:\n" + "\n".join(wrong[:12])


def test_no_formula_accuses_where_python_does_not(cases):
    """On every row, strange ones too: what a formula says is at most as bad as what its rule finds."""
    wrong = []
    for case in cases:
        for name, text in case.live.items():
            code = name.removeprefix(LIVE_STEP).removesuffix("二")
            if text != UNSURE and RANK[text.partition("：")[0]] < RANK[case.python.get(code, "")]:
                wrong.append(_shown(case))
    assert not wrong, f"{len(wrong)}:\n" + "\n".join(wrong[:12])


def test_the_status_is_the_worst_of_the_row(cases):
    """The same order as the check's: severity, then rule."""
    for case in cases:
        texts = [text for text in case.live.values() if text]
        worst = min(texts, key=lambda text: RANK[text.partition("：")[0]], default="")
        assert case.status == worst, _shown(case)


def test_unsure_is_rare_and_only_for_strange_rows(cases):
    plain = [case for case in cases if case.unsure and not case.strange]
    print(
        f"{sum(case.unsure for case in cases)} of {len(cases)} rows are for Python alone, {len(plain)} of them plain"
    )
    assert not plain, "\n".join(map(_shown, plain[:8]))


def test_every_rule_is_hit_and_not_hit(cases):
    assert len(cases) >= 0.99 * USUAL_ROWS
    for table in TABLES:
        mine = [case for case in cases if f" {table} " in case.place]
        hits = Counter((code, word) for case in mine for code, word in case.python.items())
        print(f"{table}: {len(mine)} rows, {sum(not case.python for case in mine)} without a finding")
        for code in _codes(table):
            by = {word: hits[code, word] for word in RANK if word and hits[code, word]}
            print(f"  {code}: {by}")
            assert 0 < sum(by.values()) < len(mine), (table, code)
