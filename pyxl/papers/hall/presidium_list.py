"""主席团、监票人、计票人名单（草案）: who leads the congress and who counts, put to the congress for its vote.

The congress's own order, not the plan: the presidium stands in the setting 大会主席团, scrutineers and tellers in the
table 工作人员; no candidate is among those who count.
"""

from __future__ import annotations

from collections.abc import Sequence

from pyxl.papers.dossier import Dossier
from pyxl.papers.hall.count_report import POSTS, staff
from pyxl.papers.letterhead import title_lines
from pyxl.papers.paper import Paper, Sheaf
from pyxl.papers.wording import congress, name_lines, presidium, uncorrected, unset
from pyxl.rules.person import STAFF, chinese
from pyxl.words import COMMITTEE


def lacks(dossier: Dossier) -> Sequence[str]:
    """Both lists are there, and nobody on the second may not count."""
    return [
        *unset(dossier.settings, "congress_number", "presidium"),
        *([] if dossier.rolls.staff else ["“工作人员”表还没有填写"]),
        *uncorrected(dossier, STAFF),
    ]


def sheaves(dossier: Dossier) -> Sequence[Sheaf]:
    """One list; the presidium by strokes."""
    settings = dossier.settings
    members = dossier.by_strokes(presidium(settings))
    held = staff(dossier, COMMITTEE)
    day = chinese(settings.congress_date) if settings.congress_date else ""
    context = {
        "标题": title_lines(congress(settings), "主席团和监票人、计票人名单"),
        "说明": f"（草案，{day}提请大会通过）" if day else "（草案，提请大会通过）",
        "主席团人数": len(members),
        "排序": settings.stroke_convention,
        "主席团": name_lines(members),
        "岗位": [{"名称": post, "姓名": name_lines(held[post])} for post in POSTS if held[post]],
    }
    return [Sheaf("", context)]


PAPER = Paper(
    number=43,
    name="主席团和监票人、计票人名单",
    template="主席团名单.docx",
    clause="通行做法，非方案",
    tables=("工作人员", "设置"),
    lacks=lacks,
    sheaves=sheaves,
    day_from=("congress_date",),
)
