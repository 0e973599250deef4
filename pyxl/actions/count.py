"""计票: the two entries compared, and a result that can be read out as it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pyxl.actions.action import Action, Outcome, Say
from pyxl.actions.press.log import now
from pyxl.actions.read import read_settings
from pyxl.actions.read.result_tables import result_tables
from pyxl.actions.read.sealed import CHANGED, RESULTS, Seals, new_seals
from pyxl.actions.read.votes import Votes, read_votes
from pyxl.actions.writes import Append
from pyxl.book.canonical import fingerprint
from pyxl.book.workbook import Record, Workbook
from pyxl.rules.count import (
    NotCounted,
    Result,
    Vote,
    announcement,
    documents,
    state,
    title,
)
from pyxl.rules.person import LISTED, WRITTEN_IN, normalise_name
from pyxl.rules.plan import Settings


@dataclass(frozen=True, slots=True)
class Options:
    """The count takes no options."""


def run(workbook: Workbook, options: Options, say: Say) -> Outcome:
    """Compare and count; `wrong` when a vote that was entered has no result."""
    settings = read_settings(workbook)
    votes = read_votes(workbook, settings, workbook.records("候选人"))
    writes = result_tables(workbook, votes)
    differences, results = writes[1].records, votes.results
    seals = new_seals(workbook, votes, now())
    told = _told_before(seals, results)
    lines = [
        line for result in results for line in _lines(result, settings, (result.office, result.round) in told)
    ]
    if not results:
        lines = ["还没有录入任何选举：请先按“准备计票”，再由甲、乙两人分别录入。"]
    lines += [
        f"下一步：{contest.title}投票，候选人 {len(contest.candidates)} 名。"
        for contest in votes.due.values()
    ]
    listed = _written_in(workbook, votes)
    lines += [_to_fill_in(row) for append in listed for row in append.records]
    counted = sum(result.valid for result in results)
    voids = list(_voids(votes))
    prints = {**seals.prints, RESULTS: fingerprint({RESULTS: writes[0].records})}
    lines += [f"注意：{CHANGED}{line}。" for line in seals.changed]
    lines += seals.code_lines
    summary = f"{len(results)} 次投票，{counted} 次有结果，两份录入有 {len(differences)} 处不同"
    return Outcome(
        lines=lines,
        document={
            "results": documents(results, settings),
            "codes": {title(*vote): short for vote, short in seals.codes.items()},
            "changed": list(seals.changed),
        },
        writes=[*writes, *listed],
        wrong=counted < len(results),
        summary="\n".join(["；".join([summary, *voids]), *_sealed(seals, prints)]),
        sealed=seals.kept,
        rows=sum(len(result.people) for result in results),
    )


def _sealed(seals: Seals, prints: Mapping[str, str]) -> Iterator[str]:
    """What the log row holds besides: what changed, the codes, the fingerprints."""
    yield from (CHANGED + line for line in seals.changed)
    yield from seals.code_lines
    yield from (f"“{table}”的指纹：{digest}" for table, digest in prints.items())


def _written_in(workbook: Workbook, votes: Votes) -> list[Append]:
    """The elected who stand in no list go into a table of their own, where their eligibility is checked."""
    if workbook.lacks(WRITTEN_IN):
        return []
    known = {normalise_name(record["姓名"]) for table in LISTED for record in workbook.records(table)}
    found: dict[str, Record] = {}
    for result in votes.results:
        for person in result.people:
            if person.elected and person.write_in and person.name not in known:
                found[person.name] = {"姓名": person.name, "拟任职务": result.office}
    return [Append(WRITTEN_IN, list(found.values()))] if found else []


def _to_fill_in(row: Record) -> str:
    return (
        f"另选当选的{row['姓名']}不在“候选人”“代表”表，已列入“{WRITTEN_IN}”表："
        "请补填身份证号等，再按“校验候选人”核对条件。"
    )


def _voids(votes: Votes) -> Iterator[str]:
    """Entries that were declared void, by whom and when: it stands in the log."""
    for (office, number), pair in votes.pairs.items():
        for entry in (pair.first, pair.second):
            if entry.void:
                yield f"{title(office, number)}{entry.name}的录入由{entry.void.by}于{entry.void.at}宣布作废"


def _told_before(seals: Seals, results: Sequence[Result]) -> frozenset[Vote]:
    """The votes that an earlier count found as they are; none where all are, for whoever presses again wants to read."""
    votes = {(result.office, result.round) for result in results}
    return frozenset() if votes <= seals.known else seals.known


def _lines(result: Result, settings: Settings, known: bool) -> Iterator[str]:
    """What the clerk reads: the announcement, then what was noticed; of a vote that is as it was, one line."""
    if known:
        yield f"{result.title}：与上次计票相同，见“{RESULTS}”表。"
        return
    yield f"{result.title}：{state(result)}"
    if not isinstance(result.outcome, NotCounted):  # its reasons are its problems, which name their places
        yield from (f"  {line}" for line in announcement(result, settings))
    yield from (f"  {problem}" for problem in result.problems)


ACTION = Action("count", "计票", "核对甲、乙两份录入，得出选举结果", run, Options)
