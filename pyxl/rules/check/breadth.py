"""BREADTH: where part-time vice-chairs and committee members come from, as 二(二) wants it.

All of it is for the clerk's eye: 二(二) names eight groups and ends with 等, and gives no share.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from pyxl.rules.check.rolls import LEADING_GROUP, Rolls
from pyxl.rules.check.rule import Remark, Rule
from pyxl.rules.person import CANDIDATES, EIGHT_GROUPS, Person, text_of
from pyxl.rules.threshold import shown_ratio
from pyxl.words import Severity


def _breadth(rolls: Rolls) -> Iterator[Remark]:
    if not rolls.candidates:
        return
    yield from _outside_share(rolls)
    present = {group for person in rolls.candidates for group in person.groups}
    missing = [group for group in EIGHT_GROUPS if group not in present]
    if missing:
        message = f"{_listed(rolls)}界别里，候选人中还没有：{'、'.join(missing)}"
        yield Remark("界别", message, table=CANDIDATES)
    for person in rolls.candidates:
        if _is_called(person) and not set(person.groups) & set(EIGHT_GROUPS):
            written = text_of(person.row.get("界别"))
            said = f"界别“{written}”不在{_listed(rolls)}八类之内" if written else "界别没有填写"
            yield Remark("界别", f"{said}，请核对是否属于八类之一", person=person)
    for person in rolls.candidates:
        if person.name in rolls.leaders:
            message = "是领导小组成员：可以作候选人，但不能再任监票人、计票人"
            yield Remark("姓名", message, Severity.NOTE, person, clause="三(一)1")


def _listed(rolls: Rolls) -> str:
    """Whose eight groups they are: another town's plan may name others."""
    return "通常所列" if rolls.settings.of_another_plan else "二(二)所列"


def _is_called(person: Person) -> bool:
    """Whether 二(二) speaks of her: part-time vice-chairs and committee members, not full-time ones."""
    return not (person.heads and person.coded("专兼职") == "专职")


def _outside_share(rolls: Rolls) -> Iterator[Remark]:
    """The share from outside the system beside the previous term's and the target."""
    settings = rolls.settings
    systems = Counter(person.coded("体制") for person in rolls.candidates)
    outside, known = systems["体制外"], systems["体制外"] + systems["体制内"]
    if not known:
        yield Remark("体制", "体制一栏都没有填写，算不出体制外妇女的比例", table=CANDIDATES)
        return
    share = Fraction(outside, known)
    message = f"候选人中体制外{outside}名，占{known}名的{percent(share)}"
    for label, other in (("上届", settings.previous_outside), ("目标", settings.target_outside)):
        if other is None:
            message += f"；{label}比例没有填写"
        else:
            message += f"；{'低于' if share < other else '不低于'}{label}的{shown_ratio(other)}"
    if systems[None]:
        message += f"；另有{systems[None]}名体制没有填写"
    yield Remark("体制", message, table=CANDIDATES)


def percent(share: Fraction) -> str:
    """A share to one decimal, half away from zero: 44.4%."""
    tenths = (share * 2000 + 1) // 2
    return f"{tenths // 10}.{tenths % 10}%"


RULES: Final = (
    Rule(
        code="BREADTH",
        title="兼职副主席、执委来自各界别，体制外比例",
        remedy="只是提醒结构是否合乎方案的要求；人选由镇党委定，定了可以不改",
        columns={CANDIDATES: ("界别", "体制", "拟任职务", "专兼职", "姓名"), LEADING_GROUP: ("姓名",)},
        level="提示",
        clause="二(二)",
        posts="兼职副主席、执委",
        whole=_breadth,
    ),
)
"""The rule of this subject."""
