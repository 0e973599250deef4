"""生成选票: a ballot sheet for each office, and a PDF of it where a folder is given.

The check is made anew and written down, since a ballot is a specimen as long as an error stands against it.  Where all
ballots are good, the sheets for counting are made ready too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyxl.actions.action import Action, Argument, Outcome, Print, Say
from pyxl.actions.check import Checked, examine
from pyxl.actions.prepare import prepared
from pyxl.actions.read import read_checked, read_settings
from pyxl.actions.read.ballot_text import ballot_text
from pyxl.actions.read.problems import problem_line
from pyxl.actions.read.votes import Votes, read_votes
from pyxl.actions.writes import Show, Write
from pyxl.book.declared import BALLOT_SHEETS
from pyxl.book.pages import ballot_page, empty_page
from pyxl.book.workbook import Workbook
from pyxl.errors import TableError
from pyxl.rules.ballot_paper import (
    Ballot,
    make_ballot,
    reason_of,
)
from pyxl.rules.check import TABLES, grouped
from pyxl.rules.count import Contest
from pyxl.rules.plan import TABLE as SETTINGS
from pyxl.rules.plan import Settings
from pyxl.rules.printed_paper import PrintedPaper, on_papers
from pyxl.words import COMMITTEE, OFFICERS, OFFICES, PRIMARY, SPECIMEN, TOGETHER_PRINTED

REASONS = 8
"""Obstacles that the message names; all of them stand in 问题清单."""


@dataclass(frozen=True, slots=True)
class Options:
    """`office`: one of `OFFICES`, or None for all that have candidates; `pdf`: a folder, or None."""

    office: str | None = None
    pdf: str | None = None


def run(workbook: Workbook, options: Options, say: Say) -> Outcome:
    """Make the ballots; `wrong` when one of them may only be a specimen.

    Raises TableError where no ballot is due.
    """
    workbook.expect(SETTINGS, *TABLES)
    settings = read_settings(workbook)
    tables = read_checked(workbook)
    offices = [options.office] if options.office else list(OFFICES)
    if settings.one_paper and options.office in OFFICERS:
        offices = list(OFFICERS)  # they stand on the same paper
    if unknown := [office for office in offices if office not in OFFICES]:
        raise TableError(f"没有“{unknown[0]}”这项选举", remedy=f"可用：{'、'.join(OFFICES)}")
    checked = examine(workbook)
    votes = read_votes(workbook, settings, tables["候选人"])
    open_committee = any(vote in votes.begun and vote in votes.due for vote in (COMMITTEE, PRIMARY))
    made = {
        office: make_ballot(
            office, tables["候选人"], settings, checked.findings, _due(votes, office), open_committee
        )
        for office in offices
        if _due(votes, office) or office not in votes.begun
    }
    if not made:
        raise TableError(f"{'、'.join(offices)}已经选出或正在计票，没有要印的选票", "“选举情况”表")
    ballots = [ballot for ballot in made.values() if ballot]
    if not ballots:
        raise TableError(
            f"没有可以生成的选票：{_why_none(offices, settings)}", "“候选人”表", "请先填写候选人和“拟任职务”"
        )
    folder = Path(options.pdf) if options.pdf else None
    papers = on_papers(ballots)
    specimen = any(paper.specimen for paper in papers)
    ready = None if specimen or options.office else prepared(workbook, settings, votes)
    return Outcome(
        lines=[
            *_reasons(workbook, papers, checked, settings),
            *(line for paper in papers for line in _lines(paper, folder)),
            *(ready.lines if ready else ()),
        ],
        document={
            "ballots": [_document(ballot, paper, folder) for paper in papers for ballot in paper.ballots]
        },
        writes=[
            *(_show(paper, settings) for paper in papers),
            *_emptied(made),
            *_elsewhere(papers),
            *checked.writes,
            *(ready.writes if ready else ()),
        ],
        prints=[Print(_sheet(paper), _file(paper, folder)) for paper in papers] if folder else [],
        wrong=specimen,
        summary="、".join(
            f"{ballot.vote} {len(ballot.names)} 名{paper.mark}"
            for paper in papers
            for ballot in paper.ballots
        ),
        rows=sum(len(ballot.names) for ballot in ballots),
    )


def _due(votes: Votes, office: str) -> Contest | None:
    """The vote that an office's sheet is for now; the committee's is its primary's as long as that is due."""
    primary = votes.due.get(PRIMARY) if office == COMMITTEE else None
    return primary or votes.due.get(office)


def _why_none(offices: list[str], settings: Settings) -> str:
    """Nobody stands, or the office has no seats."""
    without = [office for office in offices if not settings.seats(office)]
    return f"{'、'.join(without)}的名额没有填写或为 0" if without == offices else "没有人参选"


def _sheet(paper: PrintedPaper) -> str:
    """The sheet that a paper is drawn on: that of its first office."""
    return BALLOT_SHEETS[paper.first.office]


def _show(paper: PrintedPaper, settings: Settings) -> Show:
    text = ballot_text(paper, SPECIMEN if paper.specimen else "", "（加盖大会选举专用章处）")
    return Show(_sheet(paper), ballot_page(text, settings.paper_size))


def _emptied(made: dict[str, Ballot | None]) -> list[Write]:
    """A ballot of an office that has no candidates any more must not stay behind to be printed."""
    return [
        Show(BALLOT_SHEETS[office], empty_page(f"{office}没有候选人或没有名额，不印选票。"))
        for office, ballot in made.items()
        if ballot is None
    ]


def _elsewhere(papers: Sequence[PrintedPaper]) -> list[Write]:
    """The sheets of offices that stand on another's paper say so, and whether that is a specimen."""
    return [
        Show(
            BALLOT_SHEETS[ballot.office],
            empty_page(
                f"{ballot.office}与{paper.first.office}{TOGETHER_PRINTED}，见“{_sheet(paper)}”{paper.mark}。"
            ),
        )
        for paper in papers
        for ballot in paper.ballots[1:]
    ]


def _file(paper: PrintedPaper, folder: Path) -> Path:
    """Where the PDF goes; a specimen says so in its name."""
    return folder / f"{_name(paper)}{paper.mark}.pdf"


def _name(paper: PrintedPaper) -> str:
    return "、".join([_sheet(paper), *(ballot.office for ballot in paper.ballots[1:])])


def _reasons(
    workbook: Workbook, papers: Sequence[PrintedPaper], checked: Checked, settings: Settings
) -> Iterator[str]:
    """Why ballots are specimens: each obstacle once, however many people and offices it is about."""
    told = dict.fromkeys(reason for paper in papers for reason in paper.reasons)
    if not told:
        return
    yield f"名单尚有错误，只出{SPECIMEN}，不能用于选举："
    found = [finding for finding in checked.findings if reason_of(finding) in told]
    lines = [problem_line(workbook, group) for group in grouped(found, settings)]
    lines += [reason for reason in told if reason not in set(map(reason_of, found))]
    yield from (f"  {line}" for line in lines[:REASONS])
    if len(lines) > REASONS:
        yield f"  ……另有 {len(lines) - REASONS} 项，见“问题清单”"


def _lines(paper: PrintedPaper, folder: Path | None) -> list[str]:
    told = "；".join(f"{ballot.vote}：{ballot.figures.replace('　　', '，')}" for ballot in paper.ballots)
    together = f"{TOGETHER_PRINTED}，" if paper.several else ""
    lines = [f"{told}，{together}印 {paper.first.papers} 张{paper.mark}。"]
    lines += [
        f"  字库没有“{'”“'.join(ballot.missing)}”的笔画，暂排在后："
        f"请在“方案设置”的“生僻字笔画”中填写，如 {ballot.missing[0]}=14"
        for ballot in paper.ballots
        if ballot.missing
    ]
    return [*lines, *_files(paper, folder)] if folder else lines


def _files(paper: PrintedPaper, folder: Path) -> list[str]:
    """The PDF, and a warning about an earlier one that no longer holds."""
    other = folder / f"{_name(paper)}{'' if paper.specimen else f'（{SPECIMEN}）'}.pdf"
    stale = (
        [f"  注意：文件夹里还有以前的“{other.name}”，与现在的名单不符，请勿使用。"] if other.exists() else []
    )
    return [f"  {_file(paper, folder)}", *stale]


def _document(ballot: Ballot, paper: PrintedPaper, folder: Path | None) -> dict[str, object]:
    document: dict[str, object] = {
        "office": ballot.vote,
        "seats": ballot.seats,
        "candidates": list(ballot.names),
        "difference": ballot.difference,
        "write_ins": ballot.write_ins,
        "papers": ballot.papers,
        "specimen": paper.specimen,
        "reasons": list(paper.reasons),
        "unknown_strokes": list(ballot.missing),
    }
    if paper.several:
        document["one_paper"] = [other.office for other in paper.ballots]
    return {**document, "pdf": str(_file(paper, folder))} if folder else document


ACTION = Action(
    "ballots",
    "生成选票",
    "按姓氏笔画生成各次选举的选票；名单有错误时只出样张",
    run,
    Options,
    (
        Argument(("--office",), {"metavar": "选举", "help": f"{'、'.join(OFFICES)}；省略则全部"}),
        Argument(("--pdf",), {"metavar": "文件夹", "help": "另存 PDF 到这个文件夹"}),
    ),
)
