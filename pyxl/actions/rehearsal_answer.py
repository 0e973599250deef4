"""The sealed file of a rehearsal: what its papers must come to, laid out in a workbook of its own."""

from __future__ import annotations

from collections.abc import Sequence

from pyxl.book.printed import Grid, Prose, answer_book
from pyxl.rules.printed_paper import PrintedPaper
from pyxl.rules.rehearsal import Deck, assumed, judged, needed, outcome, overvoted, rows, spoken


def answers(printed: PrintedPaper, decks: Sequence[Deck]) -> bytes:
    """A cover, then the result of each office on the paper."""
    first = decks[0]
    number, offices = first.kind.number, "、".join(deck.contest.office for deck in decks)
    cover = Prose(
        "演 练 答 案",
        "请在演练计票结束后拆开",
        [
            f"{''.join(printed.first.congress)}{printed.title}",
            f"第 {number} 套　演练票 {len(first.papers)} 张",
            *assumed(first),
            "票面和姓名“样例……”均为演练而设，与任何人的意愿无关，不是选举结果。",
        ],
        cover=True,
    )
    told = [part for deck in decks for part in _of_office(deck, printed.several)]
    return answer_book([cover, *told], f"{offices}演练答案（第 {number} 套）")


def _of_office(made: Deck, several: bool) -> list[Prose | Grid]:
    """The result, everybody's votes, and each paper."""
    tally = made.result.tally
    assert tally is not None  # paper by paper there is always a tally
    turnout, of = made.turnout, f"（{made.contest.office}）" if several else ""
    figures = [
        f"应到 {turnout.entitled} 人，实到 {turnout.present} 人；发出 {turnout.issued} 张，收回 {turnout.returned} 张。",
        f"有效票 {tally.valid} 张，无效票 {tally.invalid} 张；"
        f"其中整张空白 {tally.blank} 张，赞成多于应选名额 {overvoted(made)} 张。",
        f"票数平衡：{tally.balance.words}。",
        needed(made),
    ]
    return [
        Prose(
            f"应得的结果{of}",
            outcome(made),
            [f"本套练的是：{made.kind.aim_of(made.contest)}。", *figures, "宣读：", *spoken(made)],
        ),
        Grid(
            f"应得的票数{of}",
            ("序号", "姓名", "赞成", "反对", "弃权", "结果"),
            (6, 18, 8, 8, 8, 42),
            [(number, *row) for number, row in enumerate(rows(made), 1)],
        ),
        Grid(
            f"逐张说明{of}",
            ("张号", "有效", "练什么", "票面与认定"),
            (6, 8, 26, 50),
            [
                (paper.number, "有效" if paper.valid else "无效", paper.aim or "一般的票", paper.reason)
                for paper in judged(made)
            ],
        ),
    ]
