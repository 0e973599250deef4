"""代表资格审查报告: the credentials committee tells the congress how many delegates there are and who they are.

三(二)1: delegates are women of 18 or older, chosen from below, and should be broad, representative and advanced.
The figures are those that such reports of women's congresses give; each stands with its percentage.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from pyxl.papers.before.delegate_roster import by_unit
from pyxl.papers.dossier import Dossier
from pyxl.papers.letterhead import beside_the_plan
from pyxl.papers.paper import Paper, Sheaf
from pyxl.papers.wording import BLANK, congress, party_word, plan_name, uncorrected, unset
from pyxl.rules.check import UNITS
from pyxl.rules.credentials import MARKS, Figure, Makeup, makeup, one_decimal
from pyxl.rules.person import DELEGATES, LISTS, chinese, normalise_name
from pyxl.rules.structure import age_bands

SHOWN: Final = 5
"""Names that a phrase spells out."""


def delegates_makeup(dossier: Dossier) -> Makeup:
    """The figures of the delegates on the reference date."""
    kinds = {
        normalise_name(row.get("单位")): LISTS["类别"].normalise(row.get("类别")) or ""
        for row in dossier.tables.get(UNITS, ())
    }
    settings = dossier.settings
    return makeup(
        dossier.rolls.delegates,
        settings.reference_date,
        age_bands(settings.age_bands),
        [(unit.name, kinds.get(unit.name, "")) for unit in dossier.rolls.units],
    )


def lacks(dossier: Dossier) -> Sequence[str]:
    """All delegates are there, nothing against them is open, and nothing that the report counts is unknown."""
    return [*_lacks(dossier)]


def _lacks(dossier: Dossier) -> Iterator[str]:
    settings, delegates = dossier.settings, dossier.rolls.delegates
    yield from unset(settings, "congress_date", "congress_number", "quota_document", "quota_approved_on")
    if len(delegates) != settings.delegate_seats:
        yield f"“代表”表有{len(delegates)}名，与代表名额{settings.delegate_seats}名不符"
    yield from uncorrected(dossier, DELEGATES)
    unsaid = tuple(person.name for person in delegates if person.coded("产生方式") is None)
    unknown = delegates_makeup(dossier).unknown | ({"产生方式": unsaid} if unsaid else {})
    for column, names in unknown.items():
        more = f"等{len(names)}名" if len(names) > SHOWN else ""
        yield f"“代表”表的“{column}”没有填写或不明确：{'、'.join(names[:SHOWN])}{more}"


def sheaves(dossier: Dossier) -> Sequence[Sheaf]:
    """The report with its table of figures."""
    settings, figures = dossier.settings, delegates_makeup(dossier)
    routes = Counter(person.coded("产生方式") for person in dossier.rolls.delegates)
    context = {
        "标题": [congress(settings), "代表资格审查报告"],
        "大会": congress(settings),
        "代表名额": settings.delegate_seats,
        "依据": beside_the_plan(settings),
        "方案": plan_name(settings),
        "党委": party_word(settings),
        "名额批复文号": settings.quota_document,
        "单位数": len(by_unit(dossier)),
        "代表数": figures.total,
        "选举产生": routes["选举"],
        "协商推荐": routes["协商推荐"],
        "年龄截止日": chinese(settings.reference_date),
        "代表年龄下限": settings.delegate_age_floor,
        "年龄": ages_sentence(figures),
        "结构": shares_sentence(figures),
        "其他结构": marks_lines(figures),
        "统计": _table(figures),
        "署名": "大会代表资格审查委员会",
        "成文日期": chinese(settings.congress_date) if settings.congress_date else "",
    }
    return [Sheaf("", context)]


def ages_sentence(figures: Makeup) -> str:
    """Average, youngest and oldest: "平均年龄41.5岁，年龄最大的59岁，最小的22岁"."""
    ages = figures.ages
    if ages.average is None:
        return "年龄不详"
    return f"平均年龄{one_decimal(ages.average)}岁，年龄最大的{ages.oldest}岁，最小的{ages.youngest}岁"


def shares_sentence(figures: Makeup) -> str:
    """The shares that every such report names: "大专以上文化程度29名，占70.7%；..."."""
    named = (figures.college, figures.party, figures.non_party, figures.minority)
    return "；".join(map(_share, named))


def marks_lines(figures: Makeup) -> list[str]:
    """What the columns say in one line; a column that is not full has a line of its own to fill in by hand, never a nought.

    A line so short tears no blank.
    """
    marks = [*zip(MARKS, figures.marks, strict=True)]
    known = "；".join(_share(figure) for _, figure in marks if figure is not None)
    blank = [f"{_LONG[mark.label]}{BLANK}名，占{BLANK}%。" for mark, figure in marks if figure is None]
    return [*([f"{known}。"] if known else []), *blank]


_LONG: Final = {
    "大专以上": "大专以上文化程度",
    "专职妇女工作者": "专职妇女工作者",
    "生产和工作一线": "来自生产和工作一线的",
    "获得荣誉": "获得过各级荣誉的",
}
"""How a sentence words a label."""


def _share(figure: Figure) -> str:
    told = f"{_LONG.get(figure.label, figure.label)}{figure.count}名"
    return f"{told}，占{figure.percentage}" if figure.count else told


def _table(figures: Makeup) -> Sequence[Mapping[str, str]]:
    """The table behind the report: item by item, number and percentage."""
    minority = figures.minority
    others = Figure("汉族及其他", minority.known - minority.count, minority.known)
    parts = {
        "年龄": figures.ages.bands,
        "文化程度": figures.education,
        "政治面貌": [figure for figure in figures.politics if figure.count],
        "民族": (others, minority),
        "界别": figures.groups,
        "单位类别": figures.kinds,
    }
    return [
        {
            "项目": "" if at else item,
            "类别": figure.label,
            "人数": str(figure.count),
            "占比": figure.percentage,
        }
        for item, lines in parts.items()
        for at, figure in enumerate(lines)
    ]


PAPER = Paper(
    number=40,
    name="代表资格审查报告",
    template="代表资格审查报告.docx",
    clause="三(二)1",
    tables=("代表", "单位", "设置"),
    lacks=lacks,
    sheaves=sheaves,
    day_from=("congress_date",),
)
