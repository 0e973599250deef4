"""What a district says of itself, on the sheet 设置 of its workbook: who it is, and what the report to the level above needs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Final

from pydantic import BaseModel, ConfigDict

HEADERS: Final = ("项目", "值", "说明")


class DistrictSettings(BaseModel):
    """All texts; "" for what is not said."""

    model_config = ConfigDict(frozen=True)

    county: str = ""
    city: str = ""
    issuer: str = ""
    addressee: str = ""
    number: str = ""
    signatory: str = ""
    date: str = ""
    contact: str = ""
    telephone: str = ""
    goal_age: str = ""
    goal_young: str = ""
    goal_college: str = ""
    goal_party: str = ""
    goal_outside: str = ""
    goal_minority: str = ""
    merges: str = ""
    merged_at: str = ""

    @property
    def name(self) -> str:
        """What titles call it."""
        return self.county or self.city or "本区"


LINES: Final[Mapping[str, tuple[str, str]]] = {
    "county": ("县区", "如“安居区”；留空时取各镇报来的"),
    "city": ("市", "如“遂宁市”；留空时取各镇报来的"),
    "issuer": ("发文机关", "留空即写成“××市××区妇女联合会”"),
    "addressee": ("主送机关", "留空即写成“××市妇女联合会”"),
    "number": ("发文字号", "如“安妇〔2017〕21号”；留空即空着，定稿时填写"),
    "signatory": ("签发人", "上行文的签发人"),
    "date": ("成文日期", "如 2017-12-12；留空即用汇总当天"),
    "contact": ("联系人", "可以留空"),
    "telephone": ("联系电话", "可以留空"),
    "goal_age": ("平均年龄目标", "执委平均年龄不超过几岁，如“45”；没有要求的留空，下同"),
    "goal_young": ("35岁以下目标", "执委中35岁以下的至少占多少，如“20%”"),
    "goal_college": ("大专以上目标", "执委中大专以上的至少占多少，如“60%”"),
    "goal_party": ("党员目标", "执委中中共党员的至少占多少"),
    "goal_outside": ("体制外目标", "执委中体制外妇女的至少占多少"),
    "goal_minority": ("少数民族目标", "执委中少数民族的至少占多少"),
    "merges": ("汇总次数", "由汇总填写，请不要改：市里按它认出最新的一份"),
    "merged_at": ("汇总时间", "由汇总填写"),
}
"""Field -> its name and its explanation on the sheet."""
GOALS: Final[Mapping[str, str]] = {
    "goal_age": "执委平均年龄",
    "goal_young": "执委35岁以下",
    "goal_college": "执委大专以上",
    "goal_party": "执委党员",
    "goal_outside": "执委体制外",
    "goal_minority": "执委少数民族",
}
"""Field of a goal -> the column of 结构对比 that is held against it."""
OF_A_CITY: Final[Mapping[str, str]] = {
    "county": "市里的汇总不填",
    "city": "如“遂宁市”；留空时取各区县报来的",
    "issuer": "留空即写成“××市妇女联合会”",
    "addressee": "留空即写成“省妇女联合会”",
    "merges": "由汇总填写，请不要改",
}
"""What is said otherwise in a city's result."""


def counted(settings: DistrictSettings, at: dt.datetime) -> DistrictSettings:
    """The settings of one merge more."""
    before = int(settings.merges) if settings.merges.isascii() and settings.merges.isdigit() else 0
    return settings.model_copy(update={"merges": str(before + 1), "merged_at": f"{at:%Y-%m-%d %H:%M}"})


def from_rows(rows: Mapping[str, str]) -> DistrictSettings:
    """The settings of the lines 项目 -> 值; unknown lines are passed over."""
    by_key = {key: field for field, (key, _) in LINES.items()}
    return DistrictSettings(**{by_key[key]: value.strip() for key, value in rows.items() if key in by_key})
