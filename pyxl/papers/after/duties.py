"""领导班子分工: who of the new officers is responsible for what, 三(三)1."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pyxl.papers.before.notices import elected_lack
from pyxl.papers.day_order import out_of_order
from pyxl.papers.dossier import Dossier
from pyxl.papers.letterhead import issuer, letter
from pyxl.papers.paper import Paper, Sheaf
from pyxl.papers.wording import addressees, first_meeting, short_name, unset
from pyxl.rules.person import normalise_name
from pyxl.rules.person.spacing import in_list
from pyxl.rules.plan import Settings
from pyxl.words import COMMITTEE, OFFICES


def duties(settings: Settings) -> Mapping[str, str]:
    """Name -> what she does, as the setting 班子分工 has it; a part that cannot be read stands under ""."""
    found: dict[str, str] = {}
    for part in re.split("[；;\n]", settings.duties or ""):
        name, sign, duty = re.sub("[＝：:]", "=", part, count=1).partition("=")
        if part.strip():
            found[normalise_name(name) if sign and duty.strip() else ""] = duty.strip(" 。") or part.strip()
    return found


def officers(dossier: Dossier) -> list[tuple[str, str]]:
    """(office, name) of everyone elected to an office, in the order of the offices."""
    return [(office, name) for office in OFFICES if office != COMMITTEE for name in dossier.elected(office)]


def lacks(dossier: Dossier) -> Sequence[str]:
    """The officers are elected, each has something to do, and nobody else has."""
    missing = [*elected_lack(dossier), *unset(dossier.settings, "duties", "duties_date")]
    missing += out_of_order(dossier.settings, "duties_date")
    if missing:
        return missing
    known, names = duties(dossier.settings), {name for _, name in officers(dossier)}
    if "" in known:
        missing.append(f"“方案设置”的“班子分工”里“{known['']}”写得不对，应为“姓名=分工”，几个人用“；”分开")
    if without := [name for _, name in officers(dossier) if name not in known]:
        missing.append(f"“班子分工”里没有{'、'.join(without)}")
    if others := [name for name in known if name and name not in names]:
        missing.append(f"“班子分工”里的{'、'.join(others)}不是当选的主席、副主席或常委")
    return missing


def sheaves(dossier: Dossier) -> Sequence[Sheaf]:
    """One notice."""
    settings, known = dossier.settings, duties(dossier.settings)
    context = {
        **letter(
            settings,
            title=(issuer(settings), "关于领导班子成员分工的通知"),
            to=addressees(settings),
            number=settings.duties_number,
            date=settings.duties_date,
        ),
        "抄送": settings.copies_to or "",
        "执委会会议": first_meeting(settings),
        "妇联简称": short_name(settings),
        "分工": [
            {"职务": office, "姓名": in_list(name), "分工": known[name]} for office, name in officers(dossier)
        ],
    }
    return [Sheaf("", context)]


PAPER = Paper(
    number=80,
    name="领导班子分工通知",
    template="领导班子分工通知.docx",
    clause="三(三)1",
    tables=("候选人", "选举情况", "计票", "逐票", "设置"),
    lacks=lacks,
    sheaves=sheaves,
    number_from="duties_number",
    day_from=("duties_date",),
)
