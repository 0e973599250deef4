"""准备计票: empty lines for both entries of every vote that is due, so that only figures must be typed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pyxl.actions.action import Action, Outcome, Say
from pyxl.actions.read.lists import read_settings
from pyxl.actions.read.votes import Votes, read_votes
from pyxl.actions.writes import Append, Put, Write
from pyxl.book.declared.sheets import ENTRY_SHEETS
from pyxl.book.grid_sheet import (
    CANDIDATES,
    NAMES_RANGE,
    OFFICE_CELL,
    ROUND_CELL,
    TYPED_SEATS_CELL,
    blank_papers,
    grid_names,
    papers_range,
)
from pyxl.book.workbook import Record, Workbook
from pyxl.errors import TableError
from pyxl.rules.count.contest import Contest
from pyxl.rules.count.entries import NAMES
from pyxl.rules.plan.settings import Settings


@dataclass(frozen=True, slots=True)
class Options:
    """Nothing to choose: the votes that are due follow from the results so far."""


def run(workbook: Workbook, options: Options, say: Say) -> Outcome:
    """Append lines to 选举情况 and 计票 for votes that have none yet."""
    settings = read_settings(workbook)
    votes = read_votes(workbook, settings, workbook.records("候选人"))
    present = {_vote(record) for record in workbook.records("选举情况")}
    contests = [
        contest
        for contest in votes.due.values()
        if (contest.office, contest.round) not in present
        # Officers are elected by the members really elected: before that nobody knows how many vote.
        and (contest.is_committee or contest.members is not None)
    ]
    if not contests:
        raise TableError(
            "没有需要准备的选举", remedy="候选人未定、上一次选举还没有结果，或者录入表已经准备好了"
        )
    turnouts = [row for contest in contests for row in _turnouts(contest, settings)]
    totals = [row for contest in contests for row in _totals(contest)]
    titles = "、".join(contest.title for contest in contests)
    return Outcome(
        lines=[f"已为{titles}准备好甲、乙两份录入表：填“选举情况”和“计票”，逐票录入的改填“逐票”。"],
        document={
            "votes": [
                {"office": c.office, "round": c.round, "candidates": list(c.candidates)} for c in contests
            ]
        },
        writes=[Append("选举情况", turnouts), Append("计票", totals), *_grids(contests[0], votes)],
        summary=titles,
        rows=len(turnouts) + len(totals),
    )


def _grids(contest: Contest, votes: Votes) -> Iterator[Write]:
    """The first vote that is due on both sheets for typing; papers of an earlier vote move to the table 逐票."""
    if len(contest.candidates) > CANDIDATES:
        return
    if earlier := [record for records in votes.typed.values() for record in records]:
        yield Append("逐票", earlier)
    for entry, sheet in ENTRY_SHEETS.items():
        if papers := votes.typed[entry]:
            yield Put(sheet, papers_range(papers), blank_papers(papers))
        yield Put(sheet, OFFICE_CELL, [[contest.office]])
        yield Put(sheet, ROUND_CELL, [[contest.round]])
        # The sheet knows the seats of a first vote from the settings; those of a further round it must be told.
        yield Put(sheet, TYPED_SEATS_CELL, [[contest.seats if contest.round > 1 else None]])
        yield Put(sheet, NAMES_RANGE, grid_names(contest.candidates))


def _vote(record: Record) -> tuple[str, int]:
    number = record["轮次"]
    return str(record["选举"]), number if isinstance(number, int) else 1


def _turnouts(contest: Contest, settings: Settings) -> Iterator[Record]:
    entitled = contest.entitled(settings)
    for entry in NAMES:
        yield {
            "选举": contest.office,
            "录入": entry,
            "应到": entitled,
            "印制": None if entitled is None else entitled + settings.spare_papers,
            "轮次": contest.round,
        }


def _totals(contest: Contest) -> Iterator[Record]:
    for entry in NAMES:
        for name in contest.candidates:
            yield {"选举": contest.office, "录入": entry, "姓名": name, "轮次": contest.round}


ACTION = Action("prepare", "准备计票", "为可以进行的选举准备甲、乙两份录入表", run, Options)
