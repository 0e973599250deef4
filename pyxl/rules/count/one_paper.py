"""一张选票、分别计票: the officers of one round on one paper, voted on at once and counted office by office.

**People and papers** are the same for all of them, so they are typed once, in the row of the first office; a figure
that another row has as well must be the same (E211).  Valid and invalid are each office's own, unless a paper is void as a whole.

**A section that is overvoted** is void and the others count, or the whole paper is void (setting 合印超选).  A
section left blank on a paper that says something elsewhere is an abstention: 空白票 is a paper that is blank altogether.

What one section says of another is worked out from the marks and never stands in a table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from pyxl.rules.count.codes import finding
from pyxl.rules.count.contest import Contest
from pyxl.rules.count.entries import Entry, Pair
from pyxl.rules.count.rows import COUNTED, whole
from pyxl.rules.count.tally import Papers
from pyxl.rules.findings import Finding, Row
from pyxl.rules.person import OFFICE_CODES, folded, text_of
from pyxl.rules.plan import Settings
from pyxl.words import OFFICERS

_SHARED: Final = tuple(column for column in COUNTED if column not in {"有效", "无效"})


def shared(settings: Settings) -> tuple[str, ...]:
    """Columns of 选举情况 that are the paper's and not the office's: all of them where a paper is valid or void as a whole."""
    return tuple(COUNTED) if settings.one_paper_overvote == "整张无效" else _SHARED


Vote = tuple[str, int]


def on_papers(contests: Iterable[Contest]) -> list[tuple[Contest, ...]]:
    """The votes by the paper that they stand on: each on its own, the officers' of one round together where it is so."""
    papers: dict[object, list[Contest]] = {}
    for contest in contests:
        papers.setdefault(contest.round if contest.one_paper else contest.title, []).append(contest)
    return [tuple(paper) for paper in papers.values()]


def with_shared_figures(rows: Sequence[Row], settings: Settings) -> Iterator[tuple[Row, list[Finding]]]:
    """The rows of 选举情况, those of officers with the shared figures of the first office that has any.

    Beside each row what contradicts that office's.
    """
    leads, columns = _leads(rows), shared(settings)
    for number, row in enumerate(rows, 1):
        key = _key(row)
        lead = leads.get(key) if key else None
        if lead is None or lead is row:
            yield row, []
            continue
        faults = [
            finding("E211", row=number, column=column, entry=text_of(row.get("录入")), office=_office(row), lead=_office(lead),
                    value=text_of(row.get(column)), before=text_of(lead.get(column)))
            for column in columns
            if text_of(row.get(column)) and text_of(lead.get(column)) and _number(row, column) != _number(lead, column)
        ]  # fmt: skip
        blank = {
            column: lead.get(column) for column in columns if column in lead and not text_of(row.get(column))
        }
        yield {**row, **blank}, faults


def _leads(rows: Iterable[Row]) -> dict[tuple[str, str], Row]:
    """Round and entry -> the row that says how many came and voted: of the first office that has such figures."""
    found: dict[tuple[str, str], Row] = {}
    for row in rows:
        key = _key(row)
        if key is None or not any(text_of(row.get(column)) for column in ("实到", "发出", "收回")):
            continue
        if key not in found or OFFICERS.index(_office(row)) < OFFICERS.index(_office(found[key])):
            found[key] = row
    return found


def _key(row: Row) -> tuple[str, str] | None:
    """Round and entry of an officers' row, None for every other."""
    if _office(row) not in OFFICERS:
        return None
    return str(_number(row, "轮次") or 1), folded(row.get("录入"))


def _office(row: Row) -> str:
    return OFFICE_CODES.normalise(text_of(row.get("选举"))) or ""


def _number(row: Row, column: str) -> object:
    """A figure as a number, as text where it is none: the reader says so."""
    try:
        return whole(row.get(column))
    except (ValueError, OverflowError):
        return text_of(row.get(column))


def linked(
    pairs: Mapping[Vote, Pair], contests: Mapping[Vote, Contest], settings: Settings
) -> dict[Vote, Pair]:
    """The entries of officers, each paper told what its other sections say.  `contests` are the votes known so far."""
    together: dict[int, dict[str, Contest]] = {}
    for (office, number), contest in contests.items():
        if office in OFFICERS:
            together.setdefault(number, {})[office] = contest
    found = dict(pairs)
    for number, offices in together.items():
        if len(offices) > 1:
            sides = {office: pairs.get((office, number), Pair()) for office in offices}
            first = _linked({office: pair.first for office, pair in sides.items()}, offices, settings)
            second = _linked({office: pair.second for office, pair in sides.items()}, offices, settings)
            found |= {
                (office, number): replace(pair, first=first[office], second=second[office])
                for office, pair in sides.items()
                if (office, number) in pairs
            }
    return found


def _linked(
    entries: Mapping[str, Entry], contests: Mapping[str, Contest], settings: Settings
) -> dict[str, Entry]:
    """One person's entries; those typed paper by paper with what the papers say in other sections."""
    linked = dict(entries)
    typed = {office: entry.votes for office, entry in entries.items() if isinstance(entry.votes, Papers)}
    read = {office: papers.said(contests[office], settings) for office, papers in typed.items()}
    for office, papers in typed.items():
        others = {other: said for other, said in read.items() if other != office}
        void: dict[int, tuple[str, ...]] = {}
        if settings.one_paper_overvote == "整张无效":
            for other, said in others.items():
                for paper in said.overvoted:
                    void[paper] = (*void.get(paper, ()), other)
        marked = frozenset().union(*(said.marked for said in others.values()))
        linked[office] = replace(
            entries[office], votes=replace(papers, void_by=void, marked_elsewhere=marked)
        )
    return linked
