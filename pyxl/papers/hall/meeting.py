"""What the delegates hold in their hands: 会议通知, 议程和日程, 分组名单.

The agenda is the one that the request asked for and the script goes through (`pyxl.papers.agenda`).  Hours stay open: only the
organisers know them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from pyxl.papers.agenda import CONGRESS, numbered
from pyxl.papers.before.delegate_roster import by_unit
from pyxl.papers.before.delegate_roster import lacks as roster_lacks
from pyxl.papers.dossier import Dossier
from pyxl.papers.letterhead import issuer, letter
from pyxl.papers.paper import Paper, Sheaf
from pyxl.papers.wording import congress, first_meeting, name_lines, party_word, unset
from pyxl.rules.hall import group_name, in_groups
from pyxl.rules.person import Person, chinese
from pyxl.rules.plan import Settings

PROGRAMME: Final = (
    ("代表报到、签到", "大会工作人员"),
    ("预备会议：通过议程、主席团和秘书长名单", "筹备工作领导小组"),
    ("主席团会议：通过日程、选举办法（草案）等", "大会主席团"),
    ("大会：工作报告、代表资格审查报告、选举办法", "大会执行主席"),
    ("分组酝酿讨论候选人建议名单", "各组召集人"),
    ("大会：选举执行委员会委员，宣布结果", "大会执行主席"),
    ("执委会第一次会议：选举领导班子成员", "新一届执委会"),
)
"""What happens on the day, in order, and who leads it."""


def lacks(dossier: Dossier) -> Sequence[str]:
    """When, where, the how-manieth, whom to ask."""
    needed = (
        "congress_number",
        "committee_number",
        "congress_date",
        "congress_place",
        "contact",
        "contact_phone",
    )
    return [*unset(dossier.settings, *needed)]


def notice(dossier: Dossier) -> Sequence[Sheaf]:
    """The letter that calls the delegates."""
    settings = dossier.settings
    assert settings.congress_date is not None
    context = {
        **letter(
            settings,
            title=(
                issuer(settings),
                f"关于召开{settings.town}",
                f"{settings.congress_number}妇女代表大会的通知",
            ),
            to="各位代表",
            number=f"\u3000\u3000〔{settings.congress_date.year}〕\u3000\u3000号",
            date=None,
        ),
        "大会": congress(settings),
        "日期": chinese(settings.congress_date),
        "地点": settings.congress_place,
        "党委": party_word(settings),
        "议程": numbered(CONGRESS),
        "联系人": settings.contact or "",
        "联系电话": settings.contact_phone or "",
    }
    return [Sheaf("", context)]


def programme(dossier: Dossier) -> Sequence[Sheaf]:
    """Agenda and programme on one sheet."""
    settings = dossier.settings
    assert settings.congress_date is not None
    context = {
        "标题": [congress(settings), "议程和日程"],
        "日期": chinese(settings.congress_date),
        "地点": settings.congress_place,
        "议程": numbered(CONGRESS),
        "执委会会议": first_meeting(settings),
        "日程": [{"内容": what, "主持": who} for what, who in _programme(settings)],
    }
    return [Sheaf("", context)]


def _programme(settings: Settings) -> Iterator[tuple[str, str]]:
    """The day's course; a primary is part of the preparatory meeting."""
    for what, who in PROGRAMME:
        yield (f"{what}，预选执委候选人" if settings.primary and what.startswith("预备会议") else what), who


def groups(dossier: Dossier) -> list[list[tuple[str, Sequence[Person]]]]:
    """The delegates in groups of whole neighbouring units, as even as can be."""
    return in_groups(by_unit(dossier))


def grouping(dossier: Dossier) -> Sequence[Sheaf]:
    """The groups, with room for who convenes each and where it meets."""
    settings = dossier.settings
    context = {
        "标题": [congress(settings), "代表分组名单"],
        "说明": f"（共{len(dossier.rolls.delegates)}名代表，分{len(groups(dossier))}个小组）",
        "组": [_group(number, group) for number, group in enumerate(groups(dossier), 1)],
    }
    return [Sheaf("", context)]


def _group(number: int, group: Sequence[tuple[str, Sequence[Person]]]) -> Mapping[str, object]:
    people = [person.name for _, members in group for person in members]
    return {
        "名称": group_name(number),
        "人数": str(len(people)),
        "单位": "、".join(unit for unit, _ in group),
        "姓名": name_lines(people),
    }


def _grouping_lacks(dossier: Dossier) -> Sequence[str]:
    return [*unset(dossier.settings, "congress_number"), *roster_lacks(dossier)]


PAPERS: Final = (
    Paper(44, "会议通知", "会议通知.docx", "三(二)3", ("设置",), lacks, notice),
    Paper(
        45,
        "议程和日程",
        "议程和日程.docx",
        "三(二)3",
        ("设置",),
        lacks,
        programme,
        day_from=("congress_date",),
    ),
    Paper(
        46,
        "代表分组名单",
        "代表分组名单.docx",
        "三(二)2",
        ("代表", "单位", "设置"),
        _grouping_lacks,
        grouping,
    ),
)
