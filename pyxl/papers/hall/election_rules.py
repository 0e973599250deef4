"""选举办法（草案）, one for the congress and one for the committee's first meeting, written from the settings in force.

The articles stand alone, as a regulation has them.  A page behind them tells the clerk where each point comes
from: the plan, with its clause, or these election rules alone, which the congress adopts and may change (RULES 5).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from pyxl.papers.dossier import Dossier
from pyxl.papers.hall.rules_articles import congress_articles, meeting_articles
from pyxl.papers.letterhead import title_lines
from pyxl.papers.paper import Paper, Sheaf
from pyxl.papers.wording import congress, federation, unset
from pyxl.words import COMMITTEE


def lacks(dossier: Dossier, meeting: bool) -> Sequence[str]:
    """The numbers of congress and committee, and for the officers' election how many members it elects."""
    return list(
        unset(dossier.settings, "congress_number", "committee_number", *(["standing_seats"] * meeting))
    )


def sheaves(dossier: Dossier, meeting: bool) -> Sequence[Sheaf]:
    """One file."""
    settings = dossier.settings
    if meeting:
        members = len(dossier.elected(COMMITTEE)) if dossier.decided(COMMITTEE) else settings.committee_seats
        title = title_lines(
            federation(settings), f"{settings.committee_number}执行委员会", "第一次会议", "选举办法"
        )
        articles = [*meeting_articles(settings, members)]
    else:
        title = title_lines(congress(settings), "选举办法")
        articles = [*congress_articles(settings)]
    numbered = [(chinese_number(number), article) for number, article in enumerate(articles, 1)]
    context = {
        "标题": title,
        "条": [{"序": number, "文": article.text} for number, article in numbered],
        "出处": [
            {"序": number, "文": article.text.split("。")[0], "出处": article.source}
            for number, article in numbered
            if article.source
        ],
    }
    return [Sheaf("", context)]


def chinese_number(number: int) -> str:
    """1 to 99 as articles count: 一, 十, 二十一."""
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{digits[tens]}十"
    return head + (digits[ones] if ones else "")


def _paper(number: int, name: str, meeting: bool) -> Paper:
    return Paper(
        number=number,
        name=name,
        template="选举办法.docx",
        clause="三(二)2-3",
        tables=("设置",),
        lacks=partial(lacks, meeting=meeting),
        sheaves=partial(sheaves, meeting=meeting),
        day_from=("congress_date",),
    )


PAPERS = (
    _paper(41, "选举办法（草案）（妇女代表大会）", False),
    _paper(42, "选举办法（草案）（执委会第一次会议）", True),
)
