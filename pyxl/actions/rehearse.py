"""演练票包: marked papers as a PDF, and what they must come to in a second one that stays sealed until then.

The workbook is not changed: the papers are drawn on a copy, which is printed and thrown away.  Candidates have
invented names; a practice workbook with the same names and empty tables of the count is there to type the papers into.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pyxl.actions.action import Action, Argument, Outcome, Say, telling
from pyxl.actions.practice_workbook import invented_people, practice_workbook
from pyxl.actions.read import read_settings
from pyxl.actions.rehearsal_answer import answers
from pyxl.actions.rehearsal_page import deck_pages
from pyxl.book.declared import BALLOT_SHEETS, BALLOT_STYLES
from pyxl.book.pages import write_deck
from pyxl.book.workbook import Workbook
from pyxl.errors import HostError, TableError
from pyxl.hosts.files.replacing import all_or_none, make_folder, replace_file, undisturbed
from pyxl.hosts.office import print_all, soffice
from pyxl.hosts.side_copy import side_copy
from pyxl.rules.ballot_paper import make_ballot, printed_names
from pyxl.rules.count import Contest, check_ballot, first_round, is_error
from pyxl.rules.plan import Settings
from pyxl.rules.printed_paper import PrintedPaper
from pyxl.rules.rehearsal import KINDS, Deck, deck, document, joint_deck
from pyxl.rules.rehearsal.deck import Kind
from pyxl.words import COMMITTEE, OFFICERS, OFFICES, PRIMARY

FOLDER = "演练"
DECK, ANSWERS = "演练票", "演练答案.xlsx"
"""What the two prints are called while they are made."""


@dataclass(frozen=True, slots=True)
class Options:
    """`office`: one of `OFFICES`, or the primary where there is one, None for the vote that comes first; `out`: a folder, None for 演练 beside the workbook.

    `number`: which of the decks in `KINDS`.
    """

    office: str | None = None
    out: str | None = None
    number: str = "1"


def run(workbook: Workbook, options: Options, say: Say) -> Outcome:
    """Make the deck and its answers."""
    settings = read_settings(workbook)
    printed, decks = _decks(workbook, options, settings)
    made, offices = decks[0], "、".join(deck.contest.office for deck in decks)
    _need_libreoffice()
    folder = Path(options.out) if options.out else _beside(workbook)
    name = f"{offices}-第{made.kind.number}套"
    papers, sealed = folder / f"演练票-{name}.pdf", folder / f"演练答案-{name}（计票前请勿打开）.pdf"
    practice = folder / f"演练工作簿-{name}{Path(workbook.book.fullname).suffix}"
    ballot_sheet = BALLOT_SHEETS[printed.first.office]
    say("演练票包：画票")
    with side_copy(workbook.book, [sheet.name for sheet in workbook.book.sheets]) as whole:
        exercise = practice_workbook(whole, decks)
    with side_copy(workbook.book, (ballot_sheet, BALLOT_STYLES)) as copy:
        drawn = Workbook(copy)
        pages = deck_pages(printed, decks, settings)
        write_deck(drawn.sheet(ballot_sheet), pages, drawn.sheet(BALLOT_STYLES))
        beside = {ANSWERS: answers(printed, decks)}
        pdfs = print_all(copy, {DECK: [ballot_sheet]}, beside, telling("演练票包", say))
    with all_or_none((papers, sealed, practice)):
        make_folder(folder)
        with undisturbed():
            for path, data in ((papers, pdfs[DECK]), (sealed, pdfs[ANSWERS]), (practice, exercise)):
                replace_file(path, data)
    return Outcome(
        lines=[
            f"{offices}演练票第 {made.kind.number} 套：{len(made.papers)} 张，连同说明已存为",
            f"  {papers}",
            "答案另存，请打印后密封，演练计票结束再拆开：",
            f"  {sealed}",
            "工作簿没有改动。演练票上的候选人都是虚构的，请在演练工作簿里准备计票和录入：",
            f"  {practice}",
        ],
        document={
            "deck": str(papers),
            "sealed": str(sealed),
            "workbook": str(practice),
            "papers": len(made.papers),
            "expected": _expected(decks),
        },
    )


def _need_libreoffice() -> None:
    """Better refused now than after the work; Excel itself would have to open and show the copy."""
    try:
        soffice()
    except HostError as error:
        raise HostError(
            "没有找到 LibreOffice，演练票包要用它生成 PDF", remedy="请安装 LibreOffice（免费）后再按一次"
        ) from error


def _beside(workbook: Workbook) -> Path:
    return workbook.folder / FOLDER


def _expected(decks: Sequence[Deck]) -> dict[str, object]:
    """What the papers must come to; of several offices on a paper each by its name."""
    if len(decks) == 1:
        return document(decks[0])
    return {"offices": {deck.contest.office: document(deck) for deck in decks}}


def _decks(workbook: Workbook, options: Options, settings: Settings) -> tuple[PrintedPaper, tuple[Deck, ...]]:
    """The paper and a deck for each office on it; raises TableError that says why there is none."""
    votes = (PRIMARY, *OFFICES) if settings.primary else OFFICES
    office = options.office or votes[0]
    if office not in votes:
        raise TableError(f"没有“{office}”这项选举", remedy=f"可用：{'、'.join(votes)}")
    kind = next((kind for kind in KINDS if str(kind.number) == options.number), None)
    if kind is None:
        raise TableError(f"没有第 {options.number} 套演练票", remedy=f"可用：1 至 {len(KINDS)}")
    candidates, invented = workbook.records("候选人"), invented_people(workbook, office, settings)
    if office == COMMITTEE:
        # Its deck is voted with by those whom the primary left; the practice workbook knows of no primary either.
        settings = replace(settings, primary=False)
    real = first_round(office, printed_names(candidates, office, settings), settings)
    if real is None:
        raise TableError(
            f"{office}没有候选人或没有名额，不能演练", "“候选人”表", "请先填写候选人、“拟任职务”和名额"
        )
    for found in filter(is_error, check_ballot(real, settings)):
        raise TableError(found.message, "“候选人”表", "请改正后再演练")
    together = OFFICERS if settings.one_paper and office in OFFICERS else (office,)
    firsts = (first_round(each, printed_names(invented, each, settings), settings) for each in together)
    contests = [contest for contest in firsts if contest]
    names = [str(row["姓名"]) for row in invented]
    made = _made(kind, contests, settings, names)
    if made is None:
        others = [str(each.number) for each in KINDS if _made(each, contests, settings, names)]
        raise TableError(
            f"{office}的选票不会出现第 {kind.number} 套的情形（{kind.aim_of(contests[0])}）",
            remedy=f"可用：{'、'.join(others)}",
        )
    ballots = (
        make_ballot(COMMITTEE if contest.is_primary else contest.office, invented, settings, (), contest)
        for contest in contests
    )
    return PrintedPaper(tuple(ballot for ballot in ballots if ballot)), made


def _made(
    kind: Kind, contests: Sequence[Contest], settings: Settings, names: Sequence[str]
) -> tuple[Deck, ...] | None:
    """The deck of one vote, or those of all offices on the paper."""
    if len(contests) > 1:
        return joint_deck(kind, contests, settings, names)
    one = deck(kind, contests[0], settings)
    return None if one is None else (one,)


ACTION = Action(
    "rehearse",
    "演练票包",
    "生成一套画好的演练票（PDF）和密封的答案，供会场在选举前一天练习计票；工作簿不改动",
    run,
    Options,
    (
        Argument(("--office",), {"metavar": "选举", "help": f"{'、'.join(OFFICES)}，设了预选的另有{PRIMARY}；省略则第一次投票"}),
        Argument(("--out",), {"metavar": "文件夹", "help": f"存到这个文件夹；省略则存到工作簿旁边的“{FOLDER}”"}),
        Argument(
            ("--set",),
            {
                "dest": "number", "default": "1", "metavar": "套号",
                "help": "；".join(f"{kind.number} {kind.aim}" for kind in KINDS),
            },
        ),
    ),
)  # fmt: skip
