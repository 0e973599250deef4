"""代表登记表: a page for each delegate, all in one file, filled as far as the table goes; the rest is written by hand.

三(二)1: delegates are chosen from below, by election or by consultation.  Birthplace, résumé, deeds and the opinions
with their seals stand in no table: their boxes are empty.  The identity number is always masked.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pyxl.papers.before.delegate_roster import by_unit
from pyxl.papers.dossier import Dossier
from pyxl.papers.paper import Context, Paper, Sheaf
from pyxl.papers.wording import congress, particulars, short_name, unnamed
from pyxl.rules.identity import masked
from pyxl.rules.person import DELEGATES, Person, text_of

COLUMNS: Final = "性别 民族 出生年月 政治面貌 文化程度 单位 职务 界别 联系电话 产生方式"


def lacks(dossier: Dossier) -> Sequence[str]:
    """Delegates must be there, and every form needs a name."""
    return unnamed(dossier, DELEGATES)


def sheaves(dossier: Dossier) -> Sequence[Sheaf]:
    """One file with a form for each, unit after unit as the roster has them."""
    people = [person for members in by_unit(dossier).values() for person in members]
    context = {
        "标题": [congress(dossier.settings), "代表登记表"],
        "妇联简称": short_name(dossier.settings),
        "名单": [_form(person) for person in people],
    }
    return [Sheaf("", context)]


def _form(person: Person) -> Context:
    number = text_of(person.row.get("身份证号"))
    return {
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
