"""演练票包: marked papers as a PDF, and what they must come to in a second one that stays sealed until then.

The workbook is not changed: the papers are drawn on a copy, which is printed and thrown away.  Candidates have
invented names; a practice workbook with the same names and empty tables of the count is there to type the papers into.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pyxl.actions.action import Action, Argument, Outcome, Say, telling
from pyxl.actions.read import read_settings
from pyxl.actions.rehearsal_page import deck_pages
from pyxl.book.answer_book import Grid, Prose, answer_book
from pyxl.book.declared import BALLOT_SHEETS, BALLOT_STYLES, ENTRY_SHEETS
from pyxl.book.grid_sheet import layout_on, of_one_vote, show_names
from pyxl.book.pages import write_deck
from pyxl.book.table_writing import replace_rows, write_column
from pyxl.book.workbook import Workbook
from pyxl.errors import HostError, TableError
from pyxl.hosts.files.replacing import all_or_none, make_folder, replace_file, undisturbed
from pyxl.hosts.office import print_all, soffice
from pyxl.hosts.side_copy import side_copy
from pyxl.rules.ballot_paper import Ballot, make_ballot, printed_names
from pyxl.rules.count import check_ballot, first_round, is_error
from pyxl.rules.plan import Settings
from pyxl.rules.rehearsal import (
    KINDS,
    Deck,
    assumed,
    deck,
    document,
    judged,
    needed,
    outcome,
    overvoted,
    practice_list,
    rows,
    spoken,
)
from pyxl.words import COMMITTEE, OFFICES, PRIMARY

if TYPE_CHECKING:
    import xlwings

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
    ballot, made = _deck(workbook, options, settings)
    _need_libreoffice()
    folder = Path(options.out) if options.out else _beside(workbook)
    name = f"{made.contest.office}-第{made.kind.number}套"
    papers, sealed = folder / f"演练票-{name}.pdf", folder / f"演练答案-{name}（计票前请勿打开）.pdf"
    practice = folder / f"演练工作簿-{name}{Path(workbook.book.fullname).suffix}"
    ballot_sheet = BALLOT_SHEETS[ballot.office]
    say("演练票包：画票")
    with side_copy(workbook.book, [sheet.name for sheet in workbook.book.sheets]) as whole:
        exercise = _practice_workbook(whole, made.contest.office)
    with side_copy(workbook.book, (ballot_sheet, BALLOT_STYLES)) as copy:
        drawn = Workbook(copy)
        write_deck(drawn.sheet(ballot_sheet), deck_pages(ballot, made, settings), drawn.sheet(BALLOT_STYLES))
        answers = {ANSWERS: _answer_book(made, ballot)}
        pdfs = print_all(copy, {DECK: [ballot_sheet]}, answers, telling("演练票包", say))
    with all_or_none((papers, sealed, practice)):
        make_folder(folder)
        with undisturbed():
            for path, data in ((papers, pdfs[DECK]), (sealed, pdfs[ANSWERS]), (practice, exercise)):
                replace_file(path, data)
    return Outcome(
        lines=[
            f"{made.contest.office}演练票第 {made.kind.number} 套：{len(made.papers)} 张，连同说明已存为",
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
            "expected": document(made),
        },
    )


def _practice_workbook(copy: xlwings.Book, office: str) -> bytes:
    """The copy with the practice names in place of the candidates, no identity numbers, and nothing of any count."""
    workbook = Workbook(copy)
    replace_rows(workbook.region("候选人"), _invented(workbook, office))
    if office != PRIMARY:
        settings = workbook.region("设置")
        held = [(row["项目"], row["值"]) for row in settings.records]
        write_column(settings, "值", ["否" if key == "预选" else value for key, value in held])
    delegates = workbook.region("代表")
    replace_rows(delegates, [{"姓名": row["姓名"], "单位": row["单位"]} for row in delegates.records])
    for table in ("选举情况", "计票", "逐票", "比对", "选举结果", "校验结果", "撤销"):
        replace_rows(workbook.region(table), [])
    for sheet in ENTRY_SHEETS.values():
        for place in of_one_vote(layout_on(workbook.plain, sheet)):
            workbook.plain.write(sheet, place, [])
        show_names(workbook.plain, sheet)
    copy.save()
    return Path(copy.fullname).read_bytes()


def _invented(workbook: Workbook, office: str) -> list[dict[str, Any]]:
    """Invented people for the same offices; of a committee that follows a primary, as many as the primary leaves."""
    people = practice_list(workbook.records("候选人"), _other_names(workbook))
    settings = read_settings(workbook)
    if office == PRIMARY or not settings.primary:
        return people
    spare = len(people) - settings.formal_candidates
    first = [row["姓名"] for row in people if row["拟任职务"] == COMMITTEE][: max(spare, 0)]
    return [row for row in people if row["姓名"] not in first]


def _other_names(workbook: Workbook) -> list[str]:
    return [str(row["姓名"]) for table in ("代表", "工作人员") for row in workbook.records(table)]


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


def _deck(workbook: Workbook, options: Options, settings: Settings) -> tuple[Ballot, Deck]:
    """The ballot and the deck of marked papers; raises TableError that says why there is none."""
    votes = (PRIMARY, *OFFICES) if settings.primary else OFFICES
    office = options.office or votes[0]
    if office not in votes:
        raise TableError(f"没有“{office}”这项选举", remedy=f"可用：{'、'.join(votes)}")
    kind = next((kind for kind in KINDS if str(kind.number) == options.number), None)
    if kind is None:
        raise TableError(f"没有第 {options.number} 套演练票", remedy=f"可用：1 至 {len(KINDS)}")
    if office == COMMITTEE:
        # Its deck is voted with by those whom the primary left; the practice workbook knows of no primary either.
        settings = replace(settings, primary=False)
    candidates = workbook.records("候选人")
    contest = first_round(office, printed_names(candidates, office, settings), settings)
    if contest is None:
        raise TableError(
            f"{office}没有候选人或没有名额，不能演练", "“候选人”表", "请先填写候选人、“拟任职务”和名额"
        )
    for found in filter(is_error, check_ballot(contest, settings)):
        raise TableError(found.message, "“候选人”表", "请改正后再演练")
    invented = _invented(workbook, office)
    contest = first_round(office, printed_names(invented, office, settings), settings)
    assert contest is not None  # as many people, for the same offices
    made = deck(kind, contest, settings)
    if made is None:
        others = [str(each.number) for each in KINDS if deck(each, contest, settings)]
        raise TableError(
            f"{office}的选票不会出现第 {kind.number} 套的情形（{kind.aim_of(contest)}）",
            remedy=f"可用：{'、'.join(others)}",
        )
    ballot = make_ballot(COMMITTEE if contest.is_primary else office, invented, settings, (), contest)
    assert ballot is not None  # there is a contest
    return ballot, made


def _answer_book(made: Deck, ballot: Ballot) -> bytes:
    """The answers, laid out in a workbook of their own."""
    title = f"{''.join(ballot.congress)}{ballot.title}"
    return answer_book(_answer(made, title), f"{made.contest.office}演练答案（第 {made.kind.number} 套）")


def _answer(made: Deck, title: str) -> list[Prose | Grid]:
    tally = made.result.tally
    assert tally is not None  # paper by paper there is always a tally
    turnout = made.turnout
    figures = [
        f"应到 {turnout.entitled} 人，实到 {turnout.present} 人；发出 {turnout.issued} 张，收回 {turnout.returned} 张。",
        f"有效票 {tally.valid} 张，无效票 {tally.invalid} 张；"
        f"其中整张空白 {tally.blank} 张，赞成多于应选名额 {overvoted(made)} 张。",
        f"票数平衡：{tally.balance.words}。",
        needed(made),
    ]
    return [
        Prose(
            "演 练 答 案",
            "请在演练计票结束后拆开",
            [
                title,
                f"第 {made.kind.number} 套　演练票 {len(made.papers)} 张",
                *assumed(made),
                "票面和姓名“样例……”均为演练而设，与任何人的意愿无关，不是选举结果。",
            ],
            cover=True,
        ),
        Prose(
            "应得的结果",
            outcome(made),
            [f"本套练的是：{made.kind.aim_of(made.contest)}。", *figures, "宣读：", *spoken(made)],
        ),
        Grid(
            "应得的票数",
            ("序号", "姓名", "赞成", "反对", "弃权", "结果"),
            (6, 18, 8, 8, 8, 42),
            [(number, *row) for number, row in enumerate(rows(made), 1)],
        ),
        Grid(
            "逐张说明",
            ("张号", "有效", "练什么", "票面与认定"),
            (6, 8, 26, 50),
            [
                (paper.number, "有效" if paper.valid else "无效", paper.aim or "一般的票", paper.reason)
                for paper in judged(made)
            ],
        ),
    ]


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
