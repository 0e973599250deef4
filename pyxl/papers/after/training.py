"""培训通知 with its list: who of the new organisation is trained in what, when and where, 三(三)2."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pyxl.papers.dossier import Dossier
from pyxl.papers.letterhead import issuer, letter, title_lines
from pyxl.papers.paper import Paper, Sheaf
from pyxl.papers.wording import addressees, plan_name, short_name, unset
from pyxl.rules.person import DateError, chinese, normalise_name, parse_date, text_of
from pyxl.rules.person.spacing import in_list

TABLE = "培训"


@dataclass(frozen=True, slots=True)
class Place:
    """One person's place in one training; `day` None where no day can be read."""

    name: str
    post: str
    subject: str
    day: dt.date | None
    hours: str


def places(dossier: Dossier) -> list[Place]:
    """The rows of the table 培训, by day and otherwise as they stand."""
    found = [
        Place(
            normalise_name(row.get("姓名")),
            text_of(row.get("职务")),
            text_of(row.get("培训内容")),
            _day(row.get("培训日期")),
            text_of(row.get("学时")),
        )
        for row in dossier.tables.get(TABLE, ())
    ]
    return sorted(found, key=lambda place: place.day or dt.date.max)


def _day(value: object) -> dt.date | None:
    try:
        read = parse_date(value)
    except DateError:
        return None
    return read.exact if read else None


def lacks(dossier: Dossier) -> Sequence[str]:
    """Rows that say who, what and when; where, whom to ask, and the notice's own day."""
    listed = places(dossier)
    missing = [] if listed else [f"“{TABLE}”表还没有填写"]
    for column, known in (
        ("姓名", [place.name for place in listed]),
        ("培训内容", [place.subject for place in listed]),
        ("培训日期", [place.day for place in listed]),
    ):
        if number := len(known) - sum(map(bool, known)):
            missing.append(f"“{TABLE}”表有{number}行的“{column}”没有填写或不能用")
    return [*missing, *unset(dossier.settings, "training_place", "training_date", "contact", "contact_phone")]


def sheaves(dossier: Dossier) -> Sequence[Sheaf]:
    """One notice, with the list attached."""
    settings, listed = dossier.settings, places(dossier)
    people = list(dict.fromkeys(place.name for place in listed))
    days: dict[dt.date, dict[str, None]] = {}
    for place in listed:
        assert place.day is not None
        days.setdefault(place.day, {})[place.subject] = None
    context = {
        **letter(
            settings,
            title=(issuer(settings), "关于举办新任妇联组织成员", "培训的通知"),
            to=addressees(settings),
            number=settings.training_number,
            date=settings.training_date,
        ),
        "抄送": settings.copies_to or "",
        "联系人": settings.contact,
        "联系电话": settings.contact_phone,
        "方案": plan_name(settings),
        "妇联简称": short_name(settings),
        "培训": [{"日期": chinese(day), "内容": "、".join(subjects)} for day, subjects in days.items()],
        "地点": settings.training_place,
        "人数": len(people),
        "附件标题": title_lines("新任妇联组织成员培训名单"),
        "名单": [_row(serial, place) for serial, place in enumerate(listed, 1)],
    }
    return [Sheaf("", context)]


def _row(serial: int, place: Place) -> Mapping[str, str]:
    return {
        "序号": str(serial),
        "姓名": in_list(place.name),
        "职务": place.post,
        "内容": place.subject,
        "日期": chinese(place.day) if place.day else "",
        "学时": place.hours,
    }


PAPER = Paper(
    number=81,
    name="培训通知",
    template="培训通知.docx",
    clause="三(三)2",
    tables=(TABLE, "设置"),
    lacks=lacks,
    sheaves=sheaves,
    number_from="training_number",
    day_from=("training_date",),
)
