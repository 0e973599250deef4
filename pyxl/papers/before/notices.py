"""候选人公示 and 当选公告: what is posted on the wall, without identity numbers and telephones of anybody listed.

二(一), 三(二): the candidates once they are agreed on, in order of surname strokes, and those elected: the committee in
stroke order, its officers by office.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from pyxl.papers.day_order import out_of_order
from pyxl.papers.dossier import Dossier
from pyxl.papers.letterhead import DAY_OPEN, beside_the_plan, issuer
from pyxl.papers.paper import Paper, Sheaf
from pyxl.papers.wording import (
    agreed,
    called_before_the_congress,
    congress,
    federation,
    first_meeting,
    name_lines,
    particulars,
    plan_name,
    uncorrected,
    unset,
)
from pyxl.rules.ballot_paper import printed_names
from pyxl.rules.person import CANDIDATES, WRITTEN_IN, Person, chinese
from pyxl.rules.person.spacing import in_list
from pyxl.rules.plan import Settings, period
from pyxl.words import COMMITTEE, OFFICES

OFFICERS = tuple(office for office in OFFICES if office != COMMITTEE)


def candidates_lack(dossier: Dossier) -> Sequence[str]:
    """The list is in order, its notice has a first day and somebody whom to call."""
    settings = dossier.settings
    return [
        *([] if dossier.rolls.candidates else ["“候选人”表还没有填写"]),
        *uncorrected(dossier, CANDIDATES),
        *unset(settings, "committee_number", "notice_start", "contact", "contact_phone"),
        *out_of_order(settings, "notice_start", "notice_end"),
        *after_the_vote(settings),
    ]


def after_the_vote(settings: Settings) -> Iterator[str]:
    """A notice whose working days are full only after the congress is not printed."""
    days, congress = period(settings), settings.congress_date
    if days and congress and days[1] > congress:
        yield (
            f"公示{settings.notice_days}个工作日到{chinese(days[1])}才满，晚于大会日期{chinese(congress)}，"
            "请提前“公示开始日”或推迟大会"
        )


def candidates_notice(dossier: Dossier) -> Sequence[Sheaf]:
    """One notice with everyone who stands."""
    settings = dossier.settings
    days = period(settings)
    people = dossier.in_order(person for person in dossier.rolls.candidates if person.office)
    context = {
        "标题": [f"{settings.town}妇女联合会{settings.committee_number or ''}执行委员会", "候选人公示"],
        "妇联": federation(settings),
        "依据": beside_the_plan(settings),
        "方案": plan_name(settings),
        "届次": settings.committee_number or "",
        "同意": agreed(settings),
        "人数": len(people),
        "称谓": called_before_the_congress(settings, len(people)),
        "排序": settings.stroke_convention,
        "名单": [_row(serial, person) for serial, person in enumerate(people, 1)],
        "职务": _officers(
            {office: printed_names(dossier.tables[CANDIDATES], office, settings) for office in OFFICERS}
        ),
        "开始日": chinese(days[0]) if days else "",
        "截止日": chinese(days[1]) if days else "",
        "工作日": "" if settings.notice_end else f"（{settings.notice_days}个工作日）",
        "联系人": settings.contact or "",
        "联系人电话": settings.contact_phone or "",
        "署名": issuer(settings),
        "成文日期": chinese(days[0]) if days else "",
    }
    return [Sheaf("", context)]


def _row(serial: int, person: Person) -> Mapping[str, str]:
    return {
        "序号": str(serial),
        "姓名": in_list(person.name),
        **particulars(person, "性别 民族 出生年月 政治面貌 文化程度 单位及职务"),
    }


BESIDE: Final = 18
"""Characters of names that stand behind an office on its line; more of them go into columns below it."""


def _officers(names: Mapping[str, Sequence[str]]) -> list[Mapping[str, object]]:
    """Office and its people, numbered behind the committee; offices without anybody left out.

    姓名 stands on the line of the office; where that is too short, the names stand in columns below (行).
    """
    filled = [(office, people) for office, people in names.items() if people]
    found: list[Mapping[str, object]] = []
    for number, (office, people) in zip("二三四", filled, strict=False):
        beside = "　　".join(map(in_list, people))
        fits = len(beside) <= BESIDE
        below = [] if fits else name_lines(people)
        found.append({"序号": number, "职务": office, "姓名": beside if fits else "", "行": below})
    return found


def notice_outcome(dossier: Dossier) -> Sequence[Sheaf]:
    """What the notice brought, for those who agreed to the list; the objections are written by hand."""
    settings = dossier.settings
    days = period(settings)
    people = [person for person in dossier.rolls.candidates if person.office]
    context = {
        "标题": [
            f"{settings.town}妇女联合会{settings.committee_number or ''}执行委员会",
            "候选人公示结果的说明",
        ],
        "人数": len(people),
        "开始日": chinese(days[0]) if days else "",
        "截止日": chinese(days[1]) if days else "",
        "署名": issuer(settings),
        "成文日期": DAY_OPEN,
    }
    return [Sheaf("", context)]


def elected_lack(dossier: Dossier) -> Sequence[str]:
    """Every office that has seats is decided for good, and everybody elected is known."""
    settings = dossier.settings
    open_offices = [office for office in OFFICES if settings.seats(office) and not dossier.decided(office)]
    return [
        *unset(settings, "congress_date", "congress_number", "committee_number", "standing_seats"),
        *(f"{office}选举还没有结果，请先录入并按“计票”" for office in open_offices),
        *_unknown(dossier),
    ]


def _unknown(dossier: Dossier) -> Iterator[str]:
    """Whoever was written in and elected has to stand in a list: nobody has looked at her yet."""
    written_in = (
        person.name
        for result in dossier.rounds(COMMITTEE)
        for person in result.people
        if person.write_in and person.elected
    )
    if unknown := [name for name in written_in if dossier.rolls.known(name) is None]:
        yield (f"另选当选的{'、'.join(unknown)}不在“候选人”“代表”表，没有核对过条件，请填入“{WRITTEN_IN}”表")


def announcement_lacks(dossier: Dossier) -> Sequence[str]:
    """Everybody is elected, and the notice is not dated before the congress."""
    return [*elected_lack(dossier), *out_of_order(dossier.settings, "announced_on")]


def elected_notice(dossier: Dossier) -> Sequence[Sheaf]:
    """One notice of everybody elected."""
    settings = dossier.settings
    committee = dossier.by_strokes(dossier.elected(COMMITTEE))
    posted = settings.announced_on or settings.congress_date
    context = {
        "标题": [f"{settings.town}妇女联合会{settings.committee_number or ''}执行委员会", "选举结果公告"],
        "大会": congress(settings),
        "会议": first_meeting(settings),
        "大会日期": chinese(settings.congress_date) if settings.congress_date else "",
        "等额": settings.equal_committee,
        "人数": len(committee),
        "排序": settings.stroke_convention,
        "名单行": name_lines(committee),
        "职务": _officers({office: _listed(dossier, office) for office in OFFICERS}),
        "署名": issuer(settings),
        "成文日期": chinese(posted) if posted else "",
    }
    return [Sheaf("", context)]


def _listed(dossier: Dossier, office: str) -> Sequence[str]:
    """Those elected to an office in the approved order where the ballot had one, else by strokes."""
    elected = set(dossier.elected(office))
    printed = [
        name
        for name in printed_names(dossier.tables[CANDIDATES], office, dossier.settings)
        if name in elected
    ]
    return [*printed, *dossier.by_strokes(sorted(elected - set(printed)))]


CANDIDATES_NOTICE = Paper(
    number=31,
    name="候选人公示",
    template="候选人公示.docx",
    clause="二(一)、三(二)2",
    tables=("候选人", "设置"),
    lacks=candidates_lack,
    sheaves=candidates_notice,
    day_from=("notice_start",),
)
ELECTED_NOTICE = Paper(
    number=70,
    name="当选公告",
    template="当选公告.docx",
    clause="三(二)3",
    tables=("候选人", "选举情况", "计票", "逐票", "设置"),
    lacks=announcement_lacks,
    sheaves=elected_notice,
    day_from=("announced_on", "congress_date"),
)
NOTICE_OUTCOME = Paper(
    number=35,
    name="公示结果说明",
    template="公示结果说明.docx",
    clause="二(一)、三(二)2",
    tables=("候选人", "设置"),
    lacks=candidates_lack,
    sheaves=notice_outcome,
)
