"""代表登记表: one sheet for each delegate, filled as far as the table goes; the rest is written by hand.

三(二)1: delegates are chosen from below, by election or by consultation.  Birthplace, résumé, deeds and the opinions
with their seals stand in no table: their boxes are empty.  The identity number is always masked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pyxl.papers.dossier import Dossier
from pyxl.papers.paper import Context, Paper, Sheaf
from pyxl.papers.wording import birth_month, congress, written
from pyxl.rules.identity import masked
from pyxl.rules.people import Person, text_of
from pyxl.rules.settings import Settings


def lacks(dossier: Dossier) -> Sequence[str]:
    """Delegates must be there, and every form needs a name."""
    if not dossier.rolls.delegates:
        return ["“代表”表还没有填写"]
    return [
        f"“代表”表第{person.number}行没有填写姓名" for person in dossier.rolls.delegates if not person.name
    ]


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
    columns = (
        "性别", "民族", "政治面貌", "文化程度", "单位", "职务", "界别", "联系电话", "产生方式",
    )  # fmt: skip
    number = text_of(person.row.get("身份证号"))
    return {
        "标题": [congress(settings), "代表登记表"],
        "姓名": person.name,
        "出生年月": birth_month(person),
        "身份证号": masked(number) if number else "",
        **{column: written(person, column) for column in columns},
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
