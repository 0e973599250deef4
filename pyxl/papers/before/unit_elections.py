"""推选通知: each unit is told how many delegates it elects and how, with a blank return for its result.

三(二)1: delegates are women of full age, chosen from below by election or by consultation.  The return comes back
signed by the unit's Party branch; whether those present were enough is the unit's own record.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from pyxl.papers.before.quota_plan import Share, quota_lacks, shares
from pyxl.papers.dossier import Dossier
from pyxl.papers.letterhead import issuer, letter, title_lines
from pyxl.papers.paper import Paper, Sheaf
from pyxl.papers.wording import congress, party_word, plan_name, short_name, unset
from pyxl.rules.person import chinese, text_of
from pyxl.rules.plan import TASKS
from pyxl.rules.plan.schedule import due

PROGRESS: Final = "工作进度"
ELECTED: Final = "各单位自下而上选举或协商推荐妇女代表"
"""The task whose last day the returns have."""
SPARE: Final = 2
"""Lines of a return beyond the unit's quota, for who is put forward and not chosen."""
LEAST: Final = 4
PAGE: Final = 11
"""Lines that a page holds with what is signed below them; with a few more that would stand alone on the next page."""


def lacks(dossier: Dossier) -> Sequence[str]:
    """The congress's number, the approved quotas, whom to ask."""
    needed = ("congress_number", "quota_document", "quota_approved_on", "contact", "contact_phone")
    return [*unset(dossier.settings, *needed), *quota_lacks(dossier)]


def sheaves(dossier: Dossier) -> Sequence[Sheaf]:
    """One file: the letter, the quotas, a return for each unit that elects."""
    settings = dossier.settings
    listed = [share for share in shares(dossier) if share.seats]
    context = {
        **letter(
            settings,
            title=(
                issuer(settings),
                f"关于推选{settings.town}",
                f"{settings.congress_number}妇女代表大会代表的通知",
            ),
            to=settings.notices_to or "各村（社区），各有关单位",
            number=None,
            date=settings.quota_approved_on,
        ),
        "方案": plan_name(settings),
        "党委": party_word(settings),
        "妇联简称": short_name(settings),
        "大会": congress(settings),
        "代表名额": settings.delegate_seats,
        "单位数": len(listed),
        "代表年龄": settings.delegate_age_floor,
        "名额批复文号": settings.quota_document,
        "报送日": _returned_by(dossier),
        "联系人": settings.contact or "",
        "联系电话": settings.contact_phone or "",
        "名额表": [
            {"单位": share.unit, "类别": share.kind, "分配名额": str(share.seats)} for share in listed
        ],
        "附表标题": title_lines(congress(settings), "代表推选结果报告单"),
        "报告单": [_return(share) for share in listed],
    }
    return [Sheaf("", context)]


def _returned_by(dossier: Dossier) -> str:
    """The day by which the returns come back, as 工作进度 has it; room to write it in where that is unknown or over."""
    settings = dossier.settings
    task = next(task for task in TASKS if task.text == ELECTED)
    rows = [row for row in dossier.tables.get(PROGRESS, ()) if text_of(row.get("任务")) == ELECTED]
    ahead = text_of(rows[0].get("提前天数")) if rows else ""
    day = due(replace(task, ahead=int(ahead) if ahead.isdecimal() else task.ahead), settings)
    asked = settings.quota_approved_on
    known = settings.congress_date is not None and (asked is None or asked < day)
    return chinese(day) if known else "____月____日"


def _return(share: Share) -> Mapping[str, object]:
    seats = share.seats or 0
    lines = max(LEAST, min(PAGE, seats + SPARE)) if seats <= PAGE else max(seats, PAGE + 3) + SPARE
    return {
        "单位": share.unit,
        "名额": str(share.seats),
        "行": [{"序": str(number)} for number in range(1, lines + 1)],
    }


PAPER = Paper(
    number=12,
    name="推选通知",
    template="推选通知.docx",
    clause="三(二)1",
    tables=("单位", PROGRESS, "设置"),
    lacks=lacks,
    sheaves=sheaves,
    day_from=("quota_approved_on",),
)
