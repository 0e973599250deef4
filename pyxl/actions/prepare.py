"""准备计票: empty lines for both entries of every vote that is due, so that only figures must be typed.

The sheets for papers serve one vote after the other: each press gives them to the next that is due, as soon as the
one that they show has a result or has no marks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pyxl.actions.action import Action, Argument, Outcome, Say
from pyxl.actions.read import read_settings
from pyxl.actions.read.vote_paper import VotePaper
from pyxl.actions.read.votes import Votes, read_votes
from pyxl.actions.writes import Append, Put, Reveal, Write
from pyxl.book.declared import ENTRY_SHEETS
from pyxl.book.grid_layout import CANDIDATES
from pyxl.book.grid_sheet import (
    NAMES_RANGE,
    OFFICE_CELL,
    ROUND_CELL,
    TOGETHER,
    TYPED_SEATS_CELL,
    grid_names,
)
from pyxl.book.workbook import Record, Workbook
from pyxl.errors import TableError
from pyxl.rules.count import Contest, NotCounted, Pair, on_papers, title
from pyxl.rules.hall import group_name, in_groups
from pyxl.rules.person import normalise_name
from pyxl.rules.plan import Settings
from pyxl.words import ENTRIES, OFFICES, PRIMARY


@dataclass(frozen=True, slots=True)
class Options:
    """`office`: the vote that the sheets for papers are to show; the next that is due without it."""

    office: str | None = None


def run(workbook: Workbook, options: Options, say: Say) -> Outcome:
    """Append lines to 选举情况, 计票 and 签到 that are not there yet, and give the sheets for papers to the next vote.

    Raises TableError where no vote is due, or the sheets still show one without a result.
    """
    settings = read_settings(workbook)
    votes = read_votes(workbook, settings, workbook.records("候选人"))
    found = prepared(workbook, settings, votes, options.office)
    if not found.writes and (not found.ready or _undecided(votes)):
        raise _nothing(votes)
    titles = "、".join(contest.title for contest in found.ready)
    return Outcome(
        lines=found.lines or [f"{titles}的录入表已经备好：投票后录入，再按“计票”。"],
        document={
            "votes": [
                {"office": c.office, "round": c.round, "candidates": list(c.candidates)}
                for c in found.contests
            ],
            "papers": {"office": found.typed.office, "round": found.typed.round} if found.typed else None,
            "listed": found.listed,
        },
        writes=found.writes,
        summary=found.summary,
        rows=found.rows,
    )


@dataclass(frozen=True, slots=True)
class Prepared:
    """What there is to prepare: the votes that get lines, the one that the sheets for papers get, delegates for 签到.

    `ready` are all votes that may be held, prepared before or now.
    """

    ready: Sequence[Contest]
    contests: Sequence[Contest]
    typed: VotePaper | None
    listed: int
    writes: Sequence[Write]
    lines: Sequence[str]
    summary: str
    rows: int


def prepared(workbook: Workbook, settings: Settings, votes: Votes, office: str | None = None) -> Prepared:
    """Everything that can be prepared now; no writes where nothing can.

    Raises TableError where the `office` that was asked for has no vote to be typed.
    """
    present = {_vote(record) for record in workbook.records("选举情况")}
    # Officers are elected by the members really elected: before that nobody knows how many vote.
    ready = [c for c in votes.due.values() if c.is_committee or c.members is not None]
    contests = [contest for contest in ready if (contest.office, contest.round) not in present]
    typed = _typed_now(votes, ready, office)
    register = _register(workbook)
    turnouts = [row for contest in contests for row in _turnouts(contest, settings)]
    totals = [row for contest in contests for row in _totals(contest)]
    titles = "、".join(contest.title for contest in contests)
    shown = f"逐票录入表已备好{typed.title}，候选人 {len(typed.names)} 名" if typed else ""
    listed = f"签到册已列入代表 {len(register)} 名" if register else ""
    return Prepared(
        ready=ready,
        contests=contests,
        typed=typed,
        listed=len(register),
        writes=[
            *([Append("选举情况", turnouts), Append("计票", totals)] if contests else []),
            *([Append("签到", register)] if register else []),
            *(_grids(typed, votes, _printed(typed.contests[0], settings)) if typed else []),
        ],
        lines=[
            *([_told(titles)] if contests else []),
            *(f"{line}。" for line in (shown, listed) if line),
            *_left(votes, contests, typed),
            *_typed_once(contests, settings),
            *(_few_columns(typed) if typed else ()),
        ],
        summary="；".join(filter(None, (titles, shown, listed))),
        rows=len(turnouts) + len(totals) + len(register),
    )


def _told(titles: str) -> str:
    return f"已为{titles}准备好甲、乙两份录入表：填“选举情况”和“计票”，逐票录入的改填“逐票录入-甲”“逐票录入-乙”。"


def _typed_now(votes: Votes, ready: Sequence[Contest], office: str | None) -> VotePaper | None:
    """The vote that the sheets for papers are given to, or all that stand on its paper; None where they stay as they are."""
    fitting = [paper for paper in votes.papers_of(ready) if paper.fits]
    free = [
        paper
        for paper in fitting
        if not any(votes.pairs.get((c.office, c.round), Pair()).touched for c in paper.contests)
    ]
    if office is not None:
        free = [paper for paper in free if office in {contest.office for contest in paper.contests}]
        if not free:
            raise TableError(
                f"{office}现在没有可以逐票录入的投票",
                remedy="还没有轮到这次选举，或者已经开始录入；候选人超过 100 名的请按总数录入“计票”",
            )
    elif _undecided(votes):
        return None
    # Whoever chooses an office on an empty sheet wants that one.
    wanted = {vote for grid in votes.grids.values() if grid.chosen for vote in grid.votes}
    free.sort(key=lambda paper: not any((c.office, c.round) in wanted for c in paper.contests))
    paper = free[0] if free else None
    return None if paper is None or _shown(votes, paper) else paper


def _undecided(votes: Votes) -> list[str]:
    """The votes whose papers lie on the sheets and that have no result yet."""
    decided = {
        (result.office, result.round)
        for result in votes.results
        if not isinstance(result.outcome, NotCounted)
    }
    lying = dict.fromkeys(vote for grid in votes.grids.values() if grid.papers for vote in grid.votes)
    return [
        title(str(office), int(str(number))) for office, number in lying if (office, number) not in decided
    ]


def _shown(votes: Votes, paper: VotePaper) -> bool:
    """Whether both sheets show this vote already, empty and with its own names."""
    head = paper.head
    return all(grid.head == grid.prepared == head and not grid.papers for grid in votes.grids.values())


def _left(votes: Votes, contests: Sequence[Contest], typed: VotePaper | None) -> Iterator[str]:
    """Why the sheets for papers were not given to a vote that was prepared."""
    if contests and typed is None and (lying := _undecided(votes)):
        yield f"逐票录入表上的{'、'.join(lying)}还没有结果，没有改动；核对一致后再按“准备计票”换下一次选举。"
    for paper in votes.papers_of(contests):
        if len(paper.names) > CANDIDATES:
            yield f"{paper.title}候选人 {len(paper.names)} 名，逐票录入表最多 {CANDIDATES} 名：请按总数录入“计票”。"
        elif not paper.fits:
            yield f"{paper.title}{_columns(paper)}：请按总数录入“计票”。"


def _few_columns(paper: VotePaper) -> Iterator[str]:
    """An older sheet is given to a vote on whose papers more may be written in than it has columns."""
    if not paper.holds_all_write_ins:
        yield (
            f"注意：{paper.title}{_columns(paper)}。哪张票写得更多，请把这次选举改按总数录入“计票”，"
            "或用 moxi new 生成新工作簿再导入各表。"
        )


def _columns(paper: VotePaper) -> str:
    return (
        f"一张票最多可另选 {paper.write_ins} 名，这个工作簿的逐票录入表只有 {paper.layout.write_ins} 个另选栏"
    )


def _typed_once(contests: Sequence[Contest], settings: Settings) -> Iterator[str]:
    """Of a paper with several offices the figures are typed in one row."""
    whole = settings.one_paper_overvote == "整张无效"
    own = "有效、无效也一样，因为超选的整张无效" if whole else "有效、无效各填各的，逐票录入的不必填"
    for paper in on_papers(contests):
        if len(paper) > 1:
            yield (
                f"{TOGETHER.join(contest.office for contest in paper)}合印一张选票：“选举情况”的实到、印制、发出、收回"
                f"只填{paper[0].office}一行，其余职务留空；{own}。"
            )


def _nothing(votes: Votes) -> TableError:
    if lying := _undecided(votes):
        return TableError(
            f"逐票录入表上的{'、'.join(lying)}还没有结果，没有需要准备的选举",
            remedy="请先录完、核对一致；要先录另一次选举的，可按总数录入“计票”",
        )
    return TableError("没有需要准备的选举", remedy="候选人未定、上一次选举还没有结果，或者录入表已经准备好了")


def _grids(paper: VotePaper, votes: Votes, printed: int | None) -> Iterator[Write]:
    """A vote on both sheets for typing; papers of an earlier vote move to the table 逐票.

    The whole of what can be typed is written, so that an undo takes away marks that were made since.
    """
    if earlier := [record for records in votes.typed.values() for record in records]:
        yield Append("逐票", earlier)
    several = len(paper.contests) > 1
    told = several or paper.round > 1 or paper.contests[0].is_primary
    seats = sum(contest.seats for contest in paper.contests)
    layout = paper.layout
    for sheet in ENTRY_SHEETS.values():
        yield Put(sheet, layout.papers.address(), [])
        yield Put(sheet, OFFICE_CELL, [[paper.office]])
        yield Put(sheet, ROUND_CELL, [[paper.round]])
        # The sheet knows the seats of a first vote from the settings; those of a further round it must be told.
        yield Put(sheet, TYPED_SEATS_CELL, [[seats if told else None]])
        if several or any(any(grid.sections) for grid in votes.grids.values()):
            yield Put(sheet, layout.sections_range, paper.sections)
            yield Put(sheet, layout.section_seats_range, paper.seats)
        yield Put(sheet, NAMES_RANGE, grid_names(paper.names))
        yield Put(sheet, layout.head_range, [[paper.head], [printed]])
        yield Reveal(sheet)


def _register(workbook: Workbook) -> list[Record]:
    """The delegates who do not stand in 签到 yet, unit by unit, each with her group and seat."""
    workbook.expect("签到", "单位", "代表")
    region = workbook.region("签到")
    there = {(normalise_name(row["姓名"]), normalise_name(row["单位"])) for row in region.records}
    named = {name for name, unit in there if not unit}
    units: dict[str, dict[str, Record]] = {
        normalise_name(row["单位"]): {} for row in workbook.records("单位") if row["单位"]
    }
    for row in workbook.records("代表"):
        if (name := normalise_name(row["姓名"])) and name not in named:
            people = units.setdefault(normalise_name(row["单位"]), {})
            people.setdefault(name, {"姓名": name, "单位": row["单位"]})
    seated = list(_seated({unit: list(people.values()) for unit, people in units.items() if people}))
    held = set(region.offsets)  # a workbook of an earlier version has no seats
    return [
        {header: cell for header, cell in row.items() if header in held}
        for row in seated
        if (str(row["姓名"]), normalise_name(row["单位"])) not in there
    ]


def _seated(units: Mapping[str, Sequence[Record]]) -> Iterator[Record]:
    """Everybody with group and seat, one seat after the other."""
    seat = 0
    for number, group in enumerate(in_groups(units), 1):
        for row in (row for _, people in group for row in people):
            seat += 1
            yield {**row, "分组": group_name(number), "座位": seat}


def _vote(record: Record) -> tuple[str, int]:
    number = record["轮次"]
    return str(record["选举"]), number if isinstance(number, int) else 1


def _printed(contest: Contest, settings: Settings) -> int | None:
    """How many ballots are printed; None while nobody knows how many vote."""
    entitled = contest.entitled(settings)
    return None if entitled is None else entitled + settings.spare_papers


def _turnouts(contest: Contest, settings: Settings) -> Iterator[Record]:
    for entry in ENTRIES:
        yield {
            "选举": contest.office,
            "录入": entry,
            "应到": contest.entitled(settings),
            "印制": _printed(contest, settings),
            "轮次": contest.round,
        }


def _totals(contest: Contest) -> Iterator[Record]:
    for entry in ENTRIES:
        for name in contest.candidates:
            yield {"选举": contest.office, "录入": entry, "姓名": name, "轮次": contest.round}


ACTION = Action(
    "prepare",
    "准备计票",
    "为可以进行的选举准备甲、乙两份录入表",
    run,
    Options,
    (
        Argument(
            ("--office",), {"choices": (*OFFICES, PRIMARY), "help": "逐票录入表给哪一次选举；不写就给下一次"}
        ),
    ),
)
