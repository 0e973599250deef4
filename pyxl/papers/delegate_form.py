"""代表登记表: one sheet for each delegate, filled as far as the table goes; the rest is written by hand.

三(二)1: delegates are chosen from below, by election or by consultation.  Birthplace, résumé, deeds and the opinions
with their seals stand in no table: their boxes are empty.  The identity number is always masked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from pyxl.papers.dossier import Dossier
from pyxl.papers.paper import Context, Paper, Sheaf
from pyxl.papers.wording import congress, particulars, unnamed
from pyxl.rules.identity import masked
from pyxl.rules.person.people import DELEGATES, Person, text_of
from pyxl.rules.plan.settings import Settings

COLUMNS: Final = "性别 民族 出生年月 政治面貌 文化程度 单位 职务 界别 联系电话 产生方式"


def lacks(dossier: Dossier) -> Sequence[str]:
    """Delegates must be there, and every form needs a name."""
    return unnamed(dossier, DELEGATES)


def sheaves(dossier: Dossier) -> Sequence[Sheaf]:
    """One form each, named by the person; namesakes by their unit too, and where that is the same by their row."""
    people = dossier.rolls.delegates
    names = Counter(person.name for person in people)
    both = Counter((person.name, person.unit) for person in people)
    return [
        Sheaf(
            _stem(person, names[person.name], both[person.name, person.unit]), _form(person, dossier.settings)
        )
        for person in people
    ]


def _stem(person: Person, named_so: int, of_the_unit: int) -> str:
    if named_so == 1:
        return person.name
    return f"{person.name}（{person.unit if of_the_unit == 1 else f'第{person.number}行'}）"


def _form(person: Person, settings: Settings) -> Context:
    number = text_of(person.row.get("身份证号"))
    return {
        "标题": [congress(settings), "代表登记表"],
        "姓名": person.name,
        "身份证号": masked(number) if number else "",
        **particulars(person, COLUMNS),
    }


PAPER = Paper(
    number=19,
    name="代表登记表",
    template="代表登记表.docx",
    clause="三(二)1",
    tables=("代表", "设置"),
    lacks=lacks,
    sheaves=sheaves,
)
