"""计票: the two entries compared, and a result that can be read out as it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pyxl.actions.action import Action, Outcome, Say
from pyxl.actions.press.log import now
from pyxl.actions.read import read_settings
from pyxl.actions.read.sealed import CHANGED, RESULTS, Seals, new_seals
from pyxl.actions.read.votes import Votes, read_votes
from pyxl.actions.writes import Append, Replace
from pyxl.book.canonical import fingerprint
from pyxl.book.grid_sheet import link_to_paper
from pyxl.book.links import cell_of, jump
from pyxl.book.workbook import Record, Region, Workbook
from pyxl.rules.count import (
    PAPERS,
    Contest,
    Decided,
    Difference,
    Invalid,
    NotCounted,
    PersonResult,
    Result,
    TieToVoteAgain,
    Verdict,
    announcement,
    documents,
    title,
)
from pyxl.rules.person import LISTED, WRITTEN_IN, normalise_name
from pyxl.rules.plan import Settings
from pyxl.words import VoteState


@dataclass(frozen=True, slots=True)
class Options:
    """The count takes no options."""


def run(workbook: Workbook, options: Options, say: Say) -> Outcome:
    """Compare and count; `wrong` when a vote that was entered has no result."""
    settings = read_settings(workbook)
    votes = read_votes(workbook, settings, workbook.records("候选人"))
    writes = told(workbook, votes)
    differences, results = writes[1].records, votes.results
    lines = [line for result in results for line in _lines(result, settings)]
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
    seals = new_seals(workbook, votes, now())
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


def told(workbook: Workbook, votes: Votes) -> tuple[Replace, Replace]:
    """选举结果 and 比对 as the votes have them; what `submit` needs of a count as well as the button."""
    rows = [row for result in votes.results for row in _rows(result, votes.settings)]
    return Replace(RESULTS, rows), Replace("比对", list(_differences(workbook, votes)))


def _voids(votes: Votes) -> Iterator[str]:
    """Entries that were declared void, by whom and when: it stands in the log."""
    for (office, number), pair in votes.pairs.items():
        for entry in (pair.first, pair.second):
            if entry.void:
                yield f"{title(office, number)}{entry.name}的录入由{entry.void.by}于{entry.void.at}宣布作废"


def state(result: Result) -> str:
    """One word for what a vote came to."""
    match result.outcome:
        case Decided(_, vacant):
            return f"{VoteState.SHORT} {vacant} 名" if vacant else VoteState.FILLED.value
        case TieToVoteAgain():
            return VoteState.TIED.value
        case Invalid():
            return VoteState.INVALID.value
        case NotCounted():
            return VoteState.NOT_COUNTED.value


OPENING = 3
"""Lines of an announcement before the first person's."""


def _lines(result: Result, settings: Settings) -> Iterator[str]:
    """What the clerk reads: the announcement, then what was noticed."""
    yield f"{result.title}：{state(result)}"
    if not isinstance(result.outcome, NotCounted):  # its reasons are its problems, which name their places
        yield from (f"  {line}" for line in announcement(result, settings))
    yield from (f"  {problem}" for problem in result.problems)


def _rows(result: Result, settings: Settings) -> Iterator[Record]:
    """The vote as it is read out, every person in a row of their own, then the balance and what was noticed."""
    head: Record = {"选举": result.office, "轮次": result.round}
    lines = announcement(result, settings)
    opening, closing = lines[:OPENING], lines[OPENING + len(result.people) :]
    yield from ({**head, "结果": state(result), "宣读": line} for line in opening or ("",))
    yield from ({**head, **_person(person)} for person in result.people)
    yield from ({**head, "结果": state(result), "宣读": line} for line in closing)
    if result.tally is not None and result.valid:
        yield {**head, "结果": "票数平衡", "宣读": result.tally.balance.words}
    yield from ({**head, "结果": "核对", "宣读": problem} for problem in result.problems)


def _person(person: PersonResult) -> Record:
    return {
        "姓名": person.name,
        "赞成": person.approve,
        "反对": person.against,
        "弃权": person.abstain,
        "另选": "是" if person.write_in else None,
        "结果": "当选" if person.elected else "须重投" if person.verdict is Verdict.TIED else "未当选",
        "宣读": person.words,
    }


def _differences(workbook: Workbook, votes: Votes) -> Iterator[Record]:
    """Every cell in which the entries differ, with links to both cells."""
    contests = {(result.office, result.round): result.contest for result in votes.results}
    for (office, number), pair in votes.pairs.items():
        contest = contests.get((office, number))
        if contest is None:
            continue
        for difference in pair.differences(contest, votes.settings):
            region = workbook.region(difference.table)
            yield {
                "选举": office,
                "轮次": number,
                "表": difference.table,
                "对象": difference.item,
                "栏目": difference.column,
                "甲": difference.first,
                "乙": difference.second,
                "甲的位置": _link(votes, contest, region, difference, difference.first_row),
                "乙的位置": _link(votes, contest, region, difference, difference.second_row),
            }


def _link(votes: Votes, contest: Contest, region: Region, difference: Difference, row: int) -> str:
    """A jump to the cell in its table, or on the sheet on which the paper was typed."""
    typed = votes.typed_row(row) if difference.table == PAPERS else None
    if typed is None:
        place = cell_of(region, row, difference.column)
        return jump(region.sheet.name, place, f"第 {row} 行") if row else ""
    sheet, record = typed
    return link_to_paper(sheet, record, contest.candidates)


ACTION = Action("count", "计票", "核对甲、乙两份录入，得出选举结果", run, Options)
