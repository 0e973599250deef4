"""演练票包: marked papers as a PDF, and what they must come to in a second one that stays sealed until then.

The workbook is not changed: the papers are drawn on a copy, which is printed and thrown away.  Candidates have
invented names; a practice workbook with the same names and empty tables of the count is there to type the papers into.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pyxl.actions.action import Action, Argument, Outcome, Say, telling
from pyxl.actions.read import read_settings
from pyxl.book.answer_book import Grid, Prose, answer_book
from pyxl.book.declared import BALLOT_SHEETS, BALLOT_STYLES, ENTRY_SHEETS
from pyxl.book.grid_sheet import OF_ONE_VOTE, show_names
from pyxl.book.pages import BallotText, Box, DeckPage, ballot_page, joined, marked, words_only, write_deck
from pyxl.book.table_writing import replace_rows
from pyxl.book.workbook import Workbook
from pyxl.errors import HostError, TableError
from pyxl.hosts.files.replacing import all_or_none, make_folder, replace_file, undisturbed
from pyxl.hosts.office import print_all, soffice
from pyxl.hosts.side_copy import side_copy
from pyxl.rules.ballot_paper import Ballot, make_ballot, printed_names
from pyxl.rules.count import Opinion, check_ballot, first_round, is_error
from pyxl.rules.plan import Settings
from pyxl.rules.rehearsal import (
    KINDS,
    Deck,
    Paper,
    assumed,
    deck,
    document,
    instructions,
    judged,
    outcome,
    overvoted,
    practice_list,
    rows,
    spoken,
)
from pyxl.words import COMMITTEE, OFFICES

if TYPE_CHECKING:
    import xlwings

PRACTICE = "演练票"
FOLDER = "演练"
DECK, ANSWERS = "演练票", "演练答案.xlsx"
"""What the two prints are called while they are made."""


@dataclass(frozen=True, slots=True)
class Options:
    """`office`: one of `OFFICES`, None for the committee; `out`: a folder, None for 演练 beside the workbook.

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
    ballot_sheet = BALLOT_SHEETS[made.contest.office]
    say("演练票包：画票")
    with side_copy(workbook.book, [sheet.name for sheet in workbook.book.sheets]) as whole:
        exercise = _practice_workbook(whole)
    with side_copy(workbook.book, (ballot_sheet, BALLOT_STYLES)) as copy:
        drawn = Workbook(copy)
        write_deck(drawn.sheet(ballot_sheet), _pages(ballot, made, settings), drawn.sheet(BALLOT_STYLES))
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


def _practice_workbook(copy: xlwings.Book) -> bytes:
    """The copy with the practice names in place of the candidates, no identity numbers, and nothing of any count."""
    workbook = Workbook(copy)
    candidates = workbook.region("候选人")
    replace_rows(candidates, practice_list(candidates.records, _other_names(workbook)))
    delegates = workbook.region("代表")
    replace_rows(delegates, [{"姓名": row["姓名"], "单位": row["单位"]} for row in delegates.records])
    for table in ("选举情况", "计票", "逐票", "比对", "选举结果", "校验结果", "撤销"):
        replace_rows(workbook.region(table), [])
    for sheet in ENTRY_SHEETS.values():
        for place in OF_ONE_VOTE:
            workbook.plain.write(sheet, place, [])
        show_names(workbook.plain, sheet)
    copy.save()
    return Path(copy.fullname).read_bytes()


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
    office = options.office or COMMITTEE
    if office not in OFFICES:
        raise TableError(f"没有“{office}”这项选举", remedy=f"可用：{'、'.join(OFFICES)}")
    kind = next((kind for kind in KINDS if str(kind.number) == options.number), None)
    if kind is None:
        raise TableError(f"没有第 {options.number} 套演练票", remedy=f"可用：1 至 {len(KINDS)}")
    candidates = workbook.records("候选人")
    contest = first_round(office, printed_names(candidates, office, settings), settings)
    if contest is None:
        raise TableError(
            f"{office}没有候选人或没有名额，不能演练", "“候选人”表", "请先填写候选人、“拟任职务”和名额"
        )
    for found in filter(is_error, check_ballot(contest, settings)):
        raise TableError(found.message, "“候选人”表", "请改正后再演练")
    invented = practice_list(candidates, _other_names(workbook))
    contest = first_round(office, printed_names(invented, office, settings), settings)
    assert contest is not None  # as many people, for the same offices
    made = deck(kind, contest, settings)
    if made is None:
        others = [str(each.number) for each in KINDS if deck(each, contest, settings)]
        raise TableError(
            f"{office}的选票不会出现第 {kind.number} 套的情形（{kind.aim}）",
            remedy=f"可用：{'、'.join(others)}",
        )
    ballot = make_ballot(office, invented, settings, (), contest)
    assert ballot is not None  # there is a contest
    return ballot, made


def _pages(ballot: Ballot, made: Deck, settings: Settings) -> DeckPage:
    """The instructions, then paper after paper."""
    size = settings.paper_size
    blank = ballot_page(_text(ballot, f"{ballot.title}（{PRACTICE}）", ballot.notes, ballot), size)
    cover = ballot_page(_text(ballot, "计票演练说明", instructions(made)), size)
    signs = _signs(ballot, settings)
    papers = [
        marked(blank, *_boxes(paper, ballot, signs), f"{PRACTICE}　演练 第 {number} 张　{PRACTICE}")
        for number, paper in enumerate(made.papers, 1)
    ]
    return joined([words_only(cover), *papers])


def _signs(ballot: Ballot, settings: Settings) -> dict[Opinion, str]:
    """What stands in a box for each opinion; nothing for the one that an unmarked box says."""
    if settings.blank_approves:
        return {
            Opinion.AGAINST: ballot.against,
            **({Opinion.BLANK: settings.abstain_mark} if settings.abstain_mark else {}),
        }
    return {Opinion.FOR: ballot.approve, Opinion.AGAINST: ballot.against}


def _text(ballot: Ballot, title: str, notes: tuple[str, ...], names: Ballot | None = None) -> BallotText:
    return BallotText(
        congress=ballot.congress,
        office=title,
        figures=ballot.figures,
        names=names.printed if names else (),
        write_ins=names.write_ins if names else 0,
        write_in_label="另选他人",
        head=("符号", "姓名"),
        notes=notes,
        seal="（演练用，不加盖印章）",
        specimen=PRACTICE,
    )


def _boxes(paper: Paper, ballot: Ballot, signs: dict[Opinion, str]) -> tuple[list[Box], list[Box]]:
    """Marks and names as they stand on the paper: candidates, then write-in places."""
    named: list[Box] = [
        (signs.get(opinion), name) for opinion, name in zip(paper.opinions, ballot.printed, strict=True)
    ]
    places: list[Box] = [(None, None)] * ballot.write_ins
    for written in paper.written:
        places[written.place] = (signs.get(written.opinion), written.name or None)
    return named, places


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
        f"赞成票达到 {made.result.needed} 票方可当选。",
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
            [f"本套练的是：{made.kind.aim}。", *figures, "宣读：", *spoken(made)],
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
        Argument(("--office",), {"metavar": "选举", "help": f"{'、'.join(OFFICES)}；省略则{COMMITTEE}"}),
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
