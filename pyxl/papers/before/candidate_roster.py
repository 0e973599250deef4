"""候选人花名册: everyone who stands, in stroke order, with what the check says and which exception was approved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from pyxl.papers.dossier import Dossier
from pyxl.papers.paper import Paper, Sheaf
from pyxl.papers.wording import federation, particulars, unnamed
from pyxl.rules.check import RULES
from pyxl.rules.findings import Finding
from pyxl.rules.person import CANDIDATES, Person
from pyxl.rules.person.spacing import in_list
from pyxl.rules.plan import Settings
from pyxl.words import Severity

COLUMNS: Final = "性别 民族 出生年月 政治面貌 文化程度 单位及职务 界别 体制 拟任职务 专兼职 任职 推荐方式"


def lacks(dossier: Dossier) -> Sequence[str]:
    """Rows with errors may stand in a roster, which says so: it is also what the clerk works with."""
    return unnamed(dossier, CANDIDATES)


def sheaves(dossier: Dossier) -> Sequence[Sheaf]:
    """The whole list on one roster."""
    settings = dossier.settings
    people = dossier.in_order(dossier.rolls.candidates)
    rows = [
        _row(serial, person, dossier.findings_of(person), settings) for serial, person in enumerate(people, 1)
    ]
    return [
        Sheaf(
            "",
            {
                "标题": [f"{federation(settings)}{settings.committee_number or ''}执委候选人花名册"],
                "说明": f"（{len(people)}名，以{settings.stroke_convention}为序）",
                "名单": rows,
            },
        )
    ]


def _row(serial: int, person: Person, findings: Sequence[Finding], settings: Settings) -> Mapping[str, str]:
    return {
        "序号": str(serial),
        "姓名": in_list(person.name),
        **particulars(person, COLUMNS),
        "校验": verdict(findings, settings),
        "例外": _waiver(person),
    }


def verdict(findings: Sequence[Finding], settings: Settings) -> str:
    """What the check says of one row: 合格, or the columns to be corrected, approved as exceptions or looked at."""
    errors = [found for found in findings if found.severity is Severity.ERROR]
    warnings = [found for found in findings if found.severity is Severity.WARNING]
    exceptions = [found for found in warnings if has_exceptions(found.code, settings)]
    for word, chosen in (("待改正", errors), ("待批准", exceptions), ("待核对", warnings)):
        if chosen:
            return f"{word}：{'、'.join(dict.fromkeys(found.column for found in chosen))}"
    return "合格"


def has_exceptions(code: str, settings: Settings) -> bool:
    """Whether an exception from a rule can be approved: the plan, or the settings, say 原则上."""
    level = settings.level(code)
    return (_LEVELS.get(code) if level == "按方案" else level) == "原则上"


_LEVELS: Final = {rule.code: rule.level for rule in RULES}


def _waiver(person: Person) -> str:
    """The document that approves an exception, and its date."""
    waiver = person.waiver
    return "，".join(part for part in (waiver.document, str(waiver.approved_on or "")) if part)


PAPER = Paper(
    number=21,
    name="候选人花名册",
    template="候选人花名册.docx",
    clause="三(二)2",
    tables=("候选人", "单位", "领导小组", "设置"),
    lacks=lacks,
    sheaves=sheaves,
)
