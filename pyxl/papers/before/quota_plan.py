"""代表名额分配方案: how many delegates each unit sends, and by which rule the seats were shared out.

三(二)1: the leading group draws it up by number of women, structure, economy and need; the Party committee's
approval settles it, and the paper then says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from pyxl.errors import QuotaError
from pyxl.papers.day_order import out_of_order
from pyxl.papers.dossier import Dossier
from pyxl.papers.letterhead import party_committee, title_lines
from pyxl.papers.paper import Context, Paper, Sheaf
from pyxl.papers.wording import congress, party_word, undertaking, unset
from pyxl.rules.check import UNITS
from pyxl.rules.credentials import one_decimal
from pyxl.rules.person import chinese, normalise_name, text_of
from pyxl.rules.plan import Settings
from pyxl.rules.quota import apportion


@dataclass(frozen=True, slots=True)
class Share:
    """A unit's line: women of 18 or older, seats given outright, seats in all; None where nothing was entered."""

    unit: str
    kind: str
    women: int | None
    reserved: int
    seats: int | None
    structure: str = ""

    @property
    def women_each(self) -> str:
        """Women for each delegate, to one decimal; "" where there is nobody to divide by."""
        shared = (self.seats or 0) - self.reserved
        if not self.women or shared <= 0:
            return ""
        return one_decimal(Fraction(self.women, shared))

    @property
    def row(self) -> Mapping[str, str]:
        """The line as the table shows it."""
        return {
            "单位": self.unit,
            "类别": self.kind,
            "妇女人数": "" if self.women is None else str(self.women),
            "保留名额": str(self.reserved) if self.reserved else "",
            "分配名额": str(self.seats),
            "每名代表妇女数": self.women_each,
            "结构要求": self.structure,
        }


def shares(dossier: Dossier) -> list[Share]:
    """Every unit of the table 单位, in its order."""
    return [
        Share(
            normalise_name(row.get("单位")),
            text_of(row.get("类别")),
            _count(row.get("妇女人数")),
            _count(row.get("保留名额")) or 0,
            _count(row.get("分配名额")),
            " ".join(text_of(row.get("结构要求")).split()),
        )
        for row in dossier.tables.get(UNITS, ())
        if normalise_name(row.get("单位"))
    ]


def _count(value: object) -> int | None:
    written = text_of(value)
    return int(written) if written.isascii() and written.isdigit() else None


def quota_lacks(dossier: Dossier) -> list[str]:
    """Every unit has its women and its seats, and the seats are as many as there are delegates."""
    listed, seats = shares(dossier), dossier.settings.delegate_seats
    if not listed:
        return ["“单位”表还没有填写"]
    found = []
    if without := [share.unit for share in listed if share.women is None and not share.reserved]:
        found.append(f"{'、'.join(without)}没有填写妇女人数")
    if without := [share.unit for share in listed if share.seats is None]:
        found.append(f"{'、'.join(without)}没有分配名额，请先按“名额测算”")
    elif (total := sum(share.seats or 0 for share in listed)) != seats:
        found.append(f"各单位分配名额之和{total}名，与代表名额{seats}名不符，请重新按“名额测算”")
    return found


def quota_table(dossier: Dossier) -> Context:
    """The table with its sums, which the request to hold the congress carries too."""
    listed = shares(dossier)
    return {
        "名额表": [share.row for share in listed],
        "单位数": len(listed),
        "妇女合计": sum(share.women or 0 for share in listed),
        "保留合计": sum(share.reserved for share in listed) or "",
        "名额合计": sum(share.seats or 0 for share in listed),
    }


def lacks(dossier: Dossier) -> Sequence[str]:
    """The congress's number, the quotas, and if approved the day of the approval."""
    settings = dossier.settings
    approved = unset(settings, "quota_approved_on") if settings.quota_document else ()
    days = out_of_order(settings, "congress_request_date", "quota_approved_on")
    return [*unset(settings, "congress_number"), *quota_lacks(dossier), *approved, *days]


def sheaves(dossier: Dossier) -> Sequence[Sheaf]:
    """A draft until the approval's number is entered."""
    settings, listed = dossier.settings, shares(dossier)
    reserved = [share for share in listed if share.reserved]
    context = {
        "标题": title_lines(congress(settings), "代表名额分配方案"),
        "附表标题": title_lines(congress(settings), "代表名额分配表"),
        "批准": _approval(settings),
        "大会": congress(settings),
        "代表名额": settings.delegate_seats,
        "代表年龄": settings.delegate_age_floor,
        "算法": settings.quota_method,
        "同数办法": {
            "人数多者先": "先给妇女人数多的单位，再同的按单位顺序",
            "抽签": "由领导小组抽签决定",
        }[settings.quota_tie],
        "调整": "；".join(adjusted(dossier)),
        "保留": "、".join(f"{share.unit}{share.reserved}名" for share in reserved),
        "镇党委": party_committee(settings),
        "署名": f"{undertaking(settings)}工作领导小组",
        "成文日期": chinese(settings.congress_request_date) if settings.congress_request_date else "",
        **quota_table(dossier),
    }
    return [Sheaf("", context)]


def adjusted(dossier: Dossier) -> list[str]:
    """Units whose seats somebody changed after they were calculated; [] where the method cannot be applied now."""
    settings = dossier.settings
    rows = [row for row in dossier.tables.get(UNITS, ()) if normalise_name(row.get("单位"))]
    columns = ("妇女人数", "最少名额", "最多名额", "保留名额", "抽签序")
    numbers = {header: [_count(row.get(header)) for row in rows] for header in columns}
    try:
        chosen = apportion(
            [number or 0 for number in numbers["妇女人数"]],
            settings.delegate_seats,
            settings.apportionment_method,
            [number or 0 for number in numbers["最少名额"]],
            numbers["最多名额"],
            reserved=[number or 0 for number in numbers["保留名额"]],
            lots=numbers["抽签序"] if settings.quota_tie == "抽签" else None,
        )
    except QuotaError:
        return []
    return [
        f"{share.unit}由{seats}名调整为{share.seats}名"
        for share, seats in zip(shares(dossier), chosen.seats, strict=True)
        if share.seats is not None and share.seats != seats
    ]


def _approval(settings: Settings) -> str:
    """The line under the title: which document settled it, or that it is a draft."""
    if settings.quota_document and settings.quota_approved_on:
        return f"（{chinese(settings.quota_approved_on)}{settings.quota_document}批准）"
    return f"（草案，报{party_word(settings)}同意后确定）"


PAPER = Paper(
    number=11,
    name="代表名额分配方案",
    template="代表名额分配方案.docx",
    clause="三(二)1",
    tables=("单位", "设置"),
    lacks=lacks,
    sheaves=sheaves,
    day_from=("congress_request_date",),
)
