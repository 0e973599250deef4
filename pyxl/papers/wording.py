"""How official papers write what the tables say: bodies, names in columns, months, and what is still missing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from pyxl.masking import mask_text, without_identities
from pyxl.papers.dossier import Dossier
from pyxl.rules.person import Person, normalise_name, text_of
from pyxl.rules.person.spacing import in_list
from pyxl.rules.plan import BY_FIELD, Settings
from pyxl.words import sheet_row

BLANK: Final = "_" * 6
"""A figure that only the hall knows: a line to fill in by hand, which no line break tears apart."""

TELEPHONE: Final = "联系电话"
"""The column in which a telephone number is what it should be."""
CELL, LINE = 5, 25
"""Characters that a name takes in a list, and characters of a line: five names beside each other."""


def name_lines(names: Sequence[str]) -> list[str]:
    """Names in columns: each takes `CELL` characters, or twice as many, and a line holds `LINE` of them."""
    lines = [""]
    for name in map(in_list, names):
        cell = name.ljust(-(-(len(name) + 1) // CELL) * CELL, "\u3000")
        if lines[-1] and len(lines[-1]) + len(cell) > LINE:
            lines.append("")
        lines[-1] += cell
    return [line.rstrip("\u3000") for line in lines if line]


def labelled(label: str, names: Sequence[str], room: int = LINE) -> list[str]:
    """A label and its names on one line where `room` characters hold them, else the names in columns below.

    So none is ever torn.
    """
    line = f"{label}：{'、'.join(names)}。"
    return [line] if len(line) <= room else [f"{label}：", *name_lines(names)]


def federation(settings: Settings) -> str:
    """The town's federation by its full name: 安居区磨溪镇妇女联合会."""
    return f"{settings.district}{settings.town}妇女联合会"


def undertaking(settings: Settings) -> str:
    """What is being done, as the plan's title says it: 磨溪镇妇联组织区域化建设改革, 柳溪镇妇联换届 (三(三)3)."""
    if settings.occasion == "改革":
        named = _NAMED.search(settings.plan_title or "")
        if named:
            return f"{settings.town}{named[1]}"
        return f"{settings.town}妇联{'' if settings.of_another_plan else '组织区域化建设'}改革"
    return f"{settings.town}妇联换届"


_NAMED: Final = re.compile("(妇联[^妇联]*?改革)(?:工作)?(?:实施)?方案$")
"""What a plan's title calls the reform."""


def plan_name(settings: Settings) -> str:
    """The plan's title: 《安居区磨溪镇妇联组织区域化建设改革工作实施方案》, or the setting 方案名称."""
    return f"《{settings.plan_title or f'{settings.district}{undertaking(settings)}工作实施方案'}》"


def town_kind(settings: Settings) -> str:
    """镇, 乡 or 街道, by the town's name; 镇 where it says none."""
    return next((kind for kind in ("街道", "乡", "镇") if settings.town.endswith(kind)), "镇")


def party_word(settings: Settings) -> str:
    """The town's Party committee in short: 镇党委, 乡党委, 街道党工委."""
    kind = town_kind(settings)
    return f"{kind}{'党工委' if kind == '街道' else '党委'}"


def short_name(settings: Settings) -> str:
    """The town's federation in short: 镇妇联, 乡妇联, 街道妇联."""
    return f"{town_kind(settings)}妇联"


def superior_short(settings: Settings) -> str:
    """The superior federation in short: 区妇联, 县妇联, 市妇联."""
    return f"{settings.district[-1:] or '区'}妇联"


def as_called_here(text: str, settings: Settings) -> str:
    """A declared title or author with the bodies as this town calls them: 街道党工委 and 县妇联 for 镇党委 and 区妇联."""
    for declared, own in (
        ("镇党委", party_word(settings)),
        ("镇妇联", short_name(settings)),
        ("区妇联", superior_short(settings)),
    ):
        text = text.replace(declared, own)
    return text


def addressees(settings: Settings) -> str:
    """To whom the federation's notices go within the town: the setting 通知主送, or the usual ones."""
    return settings.notices_to or f"各村（社区）妇联，{town_kind(settings)}直各部门"


def presidium(settings: Settings) -> list[str]:
    """The names of the setting 大会主席团; [] while it is not set."""
    names = map(normalise_name, re.split("[；;、，,\n]", settings.presidium or ""))
    return [*dict.fromkeys(filter(None, names))]


def congress(settings: Settings) -> str:
    """The congress: 安居区磨溪镇第一次妇女代表大会; without a number while that is not set."""
    return f"{settings.district}{settings.town}{settings.congress_number or ''}妇女代表大会"


def first_meeting(settings: Settings) -> str:
    """The new committee's first meeting: 安居区磨溪镇妇女联合会第一届执行委员会第一次会议."""
    return f"{federation(settings)}{settings.committee_number or ''}执行委员会第一次会议"


def meeting_lines(settings: Settings) -> list[str]:
    """The meeting's name in two lines: it is too long for one line of a title."""
    body = federation(settings)
    return [body, first_meeting(settings).removeprefix(body)]


def agreed(settings: Settings) -> str:
    """Who agreed to the candidates, with the documents that are entered: 经镇党委（…）、安居区妇联（…）同意，"""
    bodies = (
        (party_word(settings), settings.party_document),
        (settings.superior, settings.superior_document),
    )
    told = [f"{body}（{document}）" for body, document in bodies if document]
    return f"经{'、'.join(told)}同意，" if told else ""


def called_before_the_congress(settings: Settings, number: int) -> str:
    """What so many proposed are: 候选人, or those among whom a primary has yet to choose."""
    return "候选人提名人选" if settings.primary and number > settings.formal_candidates else "候选人"


def birth_month(person: Person) -> str:
    """出生年月 as rosters write it: 1980.05; "" if it is not known."""
    return f"{person.birth.year}.{person.birth.month:02d}" if person.birth else ""


def work_and_post(person: Person) -> str:
    """单位及职务: the unit, and the post where one is written."""
    return f"{written(person, '单位')}{written(person, '职务')}"


def written(person: Person, column: str) -> str:
    """A cell as it stands, in one line; a number of a person that strayed into it is masked.

    Of a telephone only the telephone's own column shows it whole.
    """
    text = " ".join(text_of(person.row.get(column)).split())
    return without_identities(text) if column == TELEPHONE else mask_text(text)


_MADE: Final[Mapping[str, Callable[[Person], str]]] = {"出生年月": birth_month, "单位及职务": work_and_post}
"""Columns of rosters and forms that no table has as they stand."""


def particulars(person: Person, columns: str) -> dict[str, str]:
    """Column -> what rosters and forms write of a person; the columns are parted by blanks."""
    return {
        column: _MADE[column](person) if column in _MADE else written(person, column)
        for column in columns.split()
    }


def unnamed(dossier: Dossier, table: str) -> list[str]:
    """What keeps a list of people from being written out: that it is empty, or rows without a name."""
    people = dossier.rolls.people(table)
    if not people:
        return [f"“{table}”表还没有填写"]
    return [f"“{table}”表第{sheet_row(person.number)}行没有填写姓名" for person in people if not person.name]


def unset(settings: Settings, *fields: str) -> Iterator[str]:
    """One phrase for each setting that has no value yet."""
    for field in fields:
        if getattr(settings, field) in (None, ""):
            yield f"“方案设置”的“{BY_FIELD[field].key}”没有填写"


def uncorrected(dossier: Dossier, table: str, codes: Iterable[str] | None = None) -> Iterator[str]:
    """A phrase that counts the errors of a table, if there are any; of the rules `codes` alone if given."""
    wanted = None if codes is None else frozenset(codes)
    found = [error for error in dossier.errors(table) if wanted is None or error.code in wanted]
    if found:
        first = f"第{sheet_row(found[0].row)}行{found[0].name}：" if found[0].row else ""
        more = f"等{len(found)}处" if len(found) > 1 else ""
        yield f"“{table}”表还有错误没有改正（{first}{found[0].message.rstrip('。')}{more}），请先按“校验候选人”逐条改正"
