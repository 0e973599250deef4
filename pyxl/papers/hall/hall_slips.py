"""到会、发票、收票报告单: three slips that the chief scrutineer hands to the chair before the votes are counted.

One page for each vote, void ones and second ones too.  Who is entitled and how many papers are printed stand in
it; what only the hall knows is a line to fill in or a box to tick by hand, until the count has a result.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from pyxl.papers.dossier import Dossier
from pyxl.papers.hall.count_report import staff
from pyxl.papers.hall.halls import Hall, halls
from pyxl.papers.paper import Context, Paper, Sheaf
from pyxl.papers.wording import congress, meeting_lines, uncorrected, unset
from pyxl.rules.ballot_paper import TITLES, standing
from pyxl.rules.person import CANDIDATES, chinese
from pyxl.rules.person.spacing import in_list
from pyxl.words import OFFICERS, OFFICES, PRIMARY


def lacks(dossier: Dossier) -> Sequence[str]:
    """The congress has a day and a list that may be voted on."""
    return [
        *unset(dossier.settings, "congress_date", "congress_number", "committee_number"),
        *([] if dossier.rolls.candidates else ["“候选人”表还没有填写"]),
        *uncorrected(dossier, CANDIDATES),
    ]


def sheaves(dossier: Dossier) -> Sequence[Sheaf]:
    """One page for each vote: of every office that has seats and candidates the first, and each further one."""
    offices = [
        office
        for office in (*([PRIMARY] if dossier.settings.primary else []), *OFFICES)
        if dossier.settings.seats(office) and standing(dossier.tables[CANDIDATES], office)
    ]
    return [
        Sheaf("、".join(held) + (f"第{number}轮" if number > 1 else ""), _page(dossier, held))
        for number, held in _papers(dossier, offices)
    ]


def _papers(dossier: Dossier, offices: Sequence[str]) -> Iterator[tuple[int, Mapping[str, Hall]]]:
    """Each round with the offices on its paper: one, or all officers of a round where they stand on one paper."""
    papers: dict[tuple[object, int], dict[str, Hall]] = {}
    for office in offices:
        together = dossier.settings.one_paper and office in OFFICERS
        for figures in halls(dossier, office):
            papers.setdefault(("" if together else office, figures.round), {})[office] = figures
    for (_, number), held in papers.items():
        yield number, held


def _page(dossier: Dossier, held: Mapping[str, Hall]) -> Context:
    settings = dossier.settings
    (office, figures), *_ = held.items()
    body = meeting_lines(settings) if office in OFFICERS else [congress(settings)]
    voter = "执委" if office in OFFICERS else "代表"
    further = f"（第{figures.round}轮）" if figures.round > 1 else ""
    return {
        "标题": [
            *body,
            f"{'、'.join(TITLES[name] for name in held)}{'' if office == PRIMARY else '选举'}报告单{further}",
        ],
        "各单": [
            _slip(
                "一、到会报告单",
                f"应到{voter}{figures.entitled}名，实到{voter}{figures.present}名，请假{figures.absent}名。"
                f"法定人数为{settings.quorum.of('应到')}（{figures.quorum}名）：{_ENOUGH[figures.enough]}。",
            ),
            _slip(
                "二、发票报告单",
                f"印制选票{figures.printed}张，实到{voter}{figures.present}名，发出选票{figures.issued}张，"
                f"剩余选票{figures.left}张已当众销毁。",
            ),
            _slip(
                "三、收票报告单",
                f"发出选票{figures.issued}张，收回选票{figures.returned}张：{_KEPT[figures.kept]}。",
            ),
        ],
        "总监票人": "、".join(map(in_list, staff(dossier, office)["总监票人"])),
        "日期": chinese(settings.congress_date) if settings.congress_date else "",
    }


_ENOUGH: Final = {
    True: "实到达到法定人数，可以进行选举",
    False: "实到没有达到法定人数，不能进行选举",
    None: "□实到达到法定人数，可以进行选举　□没有达到，不能进行选举",
}
_KEPT: Final = {
    True: "收回的选票不多于发出的选票，选举有效",
    False: "收回的选票多于发出的选票，选举无效，重新选举",
    None: "□收回不多于发出，选举有效　□收回多于发出，选举无效",
}
"""What the chief scrutineer finds; boxes to tick as long as nobody has counted."""


def _slip(name: str, words: str) -> Mapping[str, str]:
    return {"名称": name, "内容": words}


PAPER = Paper(
    number=59,
    name="到会发票收票报告单",
    template="到会发票收票报告单.docx",
    clause="三(二)3",
    tables=("候选人", "工作人员", "选举情况", "计票", "逐票", "设置"),
    lacks=lacks,
    sheaves=sheaves,
    day_from=("congress_date",),
)
