"""召开妇女代表大会的请示: the federation asks the town's Party committee to agree to the congress.

One matter, one addressee, ends with the request; who is to be asked stands in the note.
"""

from __future__ import annotations

from collections.abc import Sequence

from pyxl.papers.agenda import CONGRESS, numbered
from pyxl.papers.before.quota_plan import quota_lacks, quota_table
from pyxl.papers.day_order import out_of_order
from pyxl.papers.dossier import Dossier
from pyxl.papers.letterhead import bases, going_up, issuer, letter, party_committee, title_lines
from pyxl.papers.paper import Paper, Sheaf
from pyxl.papers.wording import congress, federation, first_meeting, party_word, plan_name, unset
from pyxl.rules.ballot import candidates_needed
from pyxl.rules.person import chinese
from pyxl.rules.plan import Settings
from pyxl.rules.threshold import at_least, shown_ratio
from pyxl.words import OFFICERS


def lacks(dossier: Dossier) -> Sequence[str]:
    """When, where, the how-manieth; who signs and whom to ask; the quotas."""
    return [
        *unset(
            dossier.settings,
            "congress_number",
            "committee_number",
            "congress_date",
            "congress_place",
            "standing_seats",
            "signatory",
            "contact",
            "contact_phone",
            "congress_request_date",
        ),
        *out_of_order(dossier.settings, "congress_request_date"),
        *quota_lacks(dossier),
    ]


def sheaves(dossier: Dossier) -> Sequence[Sheaf]:
    """One file, with the quotas attached."""
    settings = dossier.settings
    assert settings.congress_date is not None
    context = {
        **letter(
            settings,
            title=(issuer(settings), f"关于召开{settings.town}", f"{settings.congress_number}妇女代表大会的请示"),
            to=party_committee(settings),
            number=settings.congress_request_number,
            date=settings.congress_request_date,
        ),
        **going_up(settings),
        **quota_table(dossier),
        "依据": bases(settings),
        "方案": plan_name(settings),
        "党委": party_word(settings),
        "议程": numbered(CONGRESS),
        "大会": congress(settings),
        "大会日期": chinese(settings.congress_date),
        "大会地点": settings.congress_place,
        "妇联": federation(settings),
        "届次": settings.committee_number,
        "执委会会议": first_meeting(settings),
        "代表名额": settings.delegate_seats,
        "代表年龄": settings.delegate_age_floor,
        "执委名额": settings.committee_seats,
        "差额比例": shown_ratio(settings.difference_ratio),
        "差额要求": at_least(settings.difference_ratio),
        "等额": settings.equal_committee,
        "候选人数": candidates_needed(settings.committee_seats, settings.difference_ratio),
        "班子": officers(settings),
        "职务": "、".join(office for office, seats in _officers(settings) if seats),
        "主席年龄": settings.chair_age_limit,
        "主席学历": settings.chair_education,
        "执委年龄": settings.executive_age_limit,
        "执委学历": settings.executive_education,
        "上级妇联": settings.superior,
        "附件名": f"{congress(settings)}代表名额分配表",
        "附件标题": title_lines(congress(settings), "代表名额分配表"),
    }  # fmt: skip
    return [Sheaf("", context)]


def _officers(settings: Settings) -> list[tuple[str, int]]:
    return [(office, settings.seats(office) or 0) for office in OFFICERS]


def officers(settings: Settings) -> str:
    """The offices with their seats: 主席1名、副主席2名、常委5名; 不设常委 where there are none."""
    listed = "、".join(f"{office}{seats}名" for office, seats in _officers(settings) if seats)
    return listed if settings.standing_seats else f"{listed}，不设常委"


PAPER = Paper(
    number=10,
    name="召开妇女代表大会的请示",
    template="召开妇女代表大会的请示.docx",
    clause="二(一)、三(二)3",
    tables=("单位", "设置"),
    lacks=lacks,
    sheaves=sheaves,
    number_from="congress_request_number",
    day_from=("congress_request_date",),
)
