"""代表花名册: the delegates by unit, units in the order of the unit table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pyxl.papers.dossier import Dossier
from pyxl.papers.paper import Paper, Sheaf
from pyxl.papers.wording import congress, particulars
from pyxl.rules.person import Person
from pyxl.rules.person.spacing import in_list
from pyxl.words import sheet_row


def lacks(dossier: Dossier) -> Sequence[str]:
    """Every delegate needs a name and a unit to stand under."""
    if not dossier.rolls.delegates:
        return ["“代表”表还没有填写"]
    return list(_gaps(dossier.rolls.delegates))


def _gaps(delegates: Sequence[Person]) -> Iterator[str]:
    for person in delegates:
        for column, value in (("姓名", person.name), ("单位", person.unit)):
            if not value:
                yield f"“代表”表第{sheet_row(person.number)}行没有填写{column}"


def sheaves(dossier: Dossier) -> Sequence[Sheaf]:
    """All units on one roster, serials running through."""
    settings, delegates = dossier.settings, dossier.rolls.delegates
    people = [person for group in by_unit(dossier).values() for person in group]
    context = {
        "标题": [f"{congress(settings)}代表花名册"],
        "说明": f"（共{len(delegates)}名，代表名额{settings.delegate_seats}名）",
        "名单": [_row(serial, person) for serial, person in enumerate(people, 1)],
    }
    return [Sheaf("", context)]


def by_unit(dossier: Dossier) -> Mapping[str, Sequence[Person]]:
    """Unit -> its delegates as the table has them; units of the unit table first, in its order."""
    found: dict[str, list[Person]] = {unit.name: [] for unit in dossier.rolls.units}
    for person in dossier.rolls.delegates:
        found.setdefault(person.unit, []).append(person)
    return {unit: people for unit, people in found.items() if people}


def _row(serial: int, person: Person) -> Mapping[str, str]:
    return {
        "序号": str(serial),
        "单位": person.unit,
        "姓名": in_list(person.name),
        **particulars(person, "性别 民族 出生年月 政治面貌 文化程度 职务 界别 产生方式 备注"),
    }


PAPER = Paper(
    number=22,
    name="代表花名册",
    template="代表花名册.docx",
    clause="三(二)1",
    tables=("代表", "单位", "设置"),
    lacks=lacks,
    sheaves=sheaves,
)
