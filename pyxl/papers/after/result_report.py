"""选举结果报告, to the town's Party committee and to the district federation: in writing and at once, 三(二)3.

A report carries no request.  Every round is told with its papers, void ones too; the elected and all votes are
attached.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Final

from pyxl.papers.before.notices import elected_lack
from pyxl.papers.day_order import out_of_order
from pyxl.papers.dossier import Dossier
from pyxl.papers.letterhead import going_up, issuer, letter, party_committee, superior, title_lines
from pyxl.papers.paper import Paper, Sheaf
from pyxl.papers.wording import congress, first_meeting, labelled, name_lines, particulars, unset
from pyxl.rules.count import Decided, Invalid, Result, Tally, TieToVoteAgain, Turnout, quorum_needed
from pyxl.rules.person import WRITTEN_IN, Person, chinese
from pyxl.rules.person.spacing import in_list
from pyxl.rules.plan import Settings
from pyxl.rules.threshold import at_least, shown_ratio
from pyxl.words import COMMITTEE, OFFICES


def lacks(dossier: Dossier) -> Sequence[str]:
    """Every office decided, the congress's place, who signs, and a date not before the congress."""
    settings = dossier.settings
    return [
        *elected_lack(dossier),
        *unset(settings, "congress_place", "signatory"),
        *out_of_order(settings, "report_date"),
    ]


def sheaves(dossier: Dossier, to_superior: bool) -> Sequence[Sheaf]:
    """One file for one addressee."""
    settings = dossier.settings
    assert settings.congress_date is not None
    committee = dossier.elected(COMMITTEE)
    context = {
        **letter(
            settings,
            title=(
                issuer(settings),
                f"关于{settings.town}{settings.congress_number}妇女代表大会",
                "选举结果的报告",
            ),
            to=superior(settings) if to_superior else party_committee(settings),
            number=settings.superior_report_number if to_superior else settings.report_number,
            date=settings.report_date or settings.congress_date,
        ),
        **going_up(settings),
        "大会": congress(settings),
        "执委会会议": first_meeting(settings),
        "大会日期": chinese(settings.congress_date),
        "大会地点": settings.congress_place,
        "差额比例": shown_ratio(settings.difference_ratio),
        "差额要求": at_least(settings.difference_ratio),
        "等额": settings.equal_committee,
        "大会投票": [_vote(result, settings) for result in dossier.rounds(COMMITTEE)],
        "执委人数": len(committee),
        "执委名单": name_lines(committee),
        "排序": settings.stroke_convention if settings.list_order == "笔画" else "得票多少",
        "会议投票": [
            _vote(result, settings)
            for office in OFFICES
            if office != COMMITTEE
            for result in dossier.rounds(office)
        ],
        "班子": [
            {"职务": office, "人数": len(elected), "行": labelled(f"当选{office}{len(elected)}名", elected)}
            for office in OFFICES
            if office != COMMITTEE and (elected := dossier.elected(office))
        ],
        "名单标题": title_lines(f"{settings.town}妇女联合会", f"{settings.committee_number}执行委员会", "当选人员名单"),
        "得票标题": title_lines(congress(settings), "和执委会第一次会议", "得票情况"),
        "名单": [_row(serial, name, dossier) for serial, name in enumerate(_all_elected(dossier), 1)],
        "得票": [row for office in OFFICES for result in dossier.rounds(office) for row in _votes(result)],
    }  # fmt: skip
    return [Sheaf("", context)]


def _vote(result: Result, settings: Settings) -> Mapping[str, object]:
    """One vote: who came, what became of the papers, what it came to."""
    contest, turnout, tally = result.contest, result.turnout, result.tally
    assert contest is not None and turnout is not None and tally is not None  # its office is decided
    return {
        "选举": result.title,
        "选举人": "代表" if contest.is_committee else "执委",
        "应选": contest.seats,
        "候选人": len(contest.candidates),
        "法定": quorum_needed(turnout.entitled, settings),
        **_papers(turnout, tally),
        "结论": _conclusion(result, settings),
        "当选票数": result.needed or 0,
    }


def _papers(turnout: Turnout, tally: Tally) -> Mapping[str, int]:
    return {
        "应到": turnout.entitled,
        "实到": turnout.present,
        "发出": turnout.issued,
        "收回": turnout.returned,
        "有效": tally.valid,
        "无效": tally.invalid,
    }


_VACANT: Final[Mapping[str, str]] = {
    "空缺": "暂时空缺",
    "另行选举": "暂时空缺",
    "不再选举": "按选举办法不再选举",
}
"""What becomes of seats that no further vote is held for, by the setting 缺额办法."""


def _conclusion(result: Result, settings: Settings) -> str:
    """What the vote came to, in a phrase behind its papers."""
    elected = f"选出{len(result.elected)}名"
    match result.outcome:
        case Invalid():
            return "选举无效，重新选举"
        case TieToVoteAgain(seats=seats):
            return f"选举有效，{elected}，另有{len(result.tied)}名得票相等，就余下{seats}个名额重新投票"
        case Decided(vacant=vacant) if vacant:
            follows = "另行选举" if result.next else _VACANT[settings.vacancy]
            return f"选举有效，{elected}，不足的{vacant}个名额{follows}"
        case _:
            return f"选举有效，{elected}"


def _all_elected(dossier: Dossier) -> Iterator[str]:
    """Officers first, by office; then the other members of the committee."""
    named: dict[str, None] = {}
    for office in (*OFFICES[1:], COMMITTEE):
        named |= dict.fromkeys(dossier.elected(office))
    yield from named


def _row(serial: int, name: str, dossier: Dossier) -> Mapping[str, str]:
    """A line of the list; whoever was written in stands in 另选当选 or among the delegates."""
    person = dossier.rolls.known(name)
    posts = [office for office in OFFICES[1:] if name in dossier.elected(office)]
    return {
        "序号": str(serial),
        "姓名": in_list(name),
        "当选职务": posts[0] if posts else COMMITTEE,
        **_particulars(person),
    }


def _particulars(person: Person | None) -> Mapping[str, str]:
    columns = "民族 出生年月 政治面貌 文化程度 单位及职务 专兼职"
    return particulars(person, columns) if person else dict.fromkeys(columns.split(), "")


def _votes(result: Result) -> Iterator[Mapping[str, str]]:
    """A line for everyone who got votes or stood; against and abstained are not counted of a write-in."""
    for person in result.people:
        yield {
            "选举": result.title,
            "姓名": in_list(person.name),
            "赞成": str(person.approve),
            "反对": "—" if person.write_in else str(person.against),
            "弃权": "—" if person.write_in else str(person.abstain),
            "结果": ("当选" if person.elected else "重新投票" if person.name in result.tied else "未当选")
            + ("（另选）" if person.write_in else ""),
        }


def _paper(number: int, name: str, to_superior: bool) -> Paper:
    return Paper(
        number=number,
        name=name,
        template="选举结果报告.docx",
        clause="三(二)3",
        tables=("候选人", "代表", WRITTEN_IN, "选举情况", "计票", "逐票", "设置"),
        lacks=lacks,
        sheaves=partial(sheaves, to_superior=to_superior),
        number_from="superior_report_number" if to_superior else "report_number",
        day_from=("report_date", "congress_date"),
    )


PAPERS = (_paper(71, "选举结果报告（报镇党委）", False), _paper(72, "选举结果报告（报区妇联）", True))
