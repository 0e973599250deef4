"""候选人登记表: a page for each candidate, all in one file, filled as far as the table goes; the rest is written by hand.

三(二)2: candidates are put forward from below.  Birthplace, résumé and deeds stand in no table: their boxes are
empty.  The identity number is masked unless the setting 登记表身份证号 asks for it in full.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pyxl.papers.dossier import Dossier
from pyxl.papers.paper import Context, Paper, Sheaf
from pyxl.papers.wording import federation, particulars, party_word, short_name, unnamed
from pyxl.rules.identity import masked, normalise
from pyxl.rules.person import CANDIDATES, Person, text_of
from pyxl.rules.plan import Settings

COLUMNS: Final = (
    "性别 民族 出生年月 政治面貌 文化程度 单位 职务 界别 体制 联系电话 拟任职务 专兼职 任职 推荐方式"
)


def lacks(dossier: Dossier) -> Sequence[str]:
    """Somebody must stand, and every form needs a name."""
    return unnamed(dossier, CANDIDATES)


def sheaves(dossier: Dossier) -> Sequence[Sheaf]:
    """One file with a form for each, in the order of the list."""
    settings = dossier.settings
    context = {
        "标题": [federation(settings), f"{settings.committee_number or ''}执委候选人登记表"],
        "妇联简称": short_name(settings),
        "党委": party_word(settings),
        "上级妇联": settings.superior,
        "名单": [_form(person, settings) for person in dossier.in_order(dossier.rolls.candidates)],
    }
    return [Sheaf("", context)]


def _form(person: Person, settings: Settings) -> Context:
    return {
        "姓名": person.name,
        "身份证号": _identity(person, settings),
        **particulars(person, COLUMNS),
        "例外": person.waiver.document,
    }


def _identity(person: Person, settings: Settings) -> str:
    number = text_of(person.row.get("身份证号"))
    if not number:
        return ""
    return normalise(number) if settings.form_identity == "完整" else masked(number)


PAPER = Paper(
    number=20,
    name="候选人登记表",
    template="候选人登记表.docx",
    clause="三(二)2",
    tables=("候选人", "设置"),
    lacks=lacks,
    sheaves=sheaves,
)
