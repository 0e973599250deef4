"""The settings of one election: read from the sheet, checked, and ready for the rules.

`Settings` is `PlanSettings` with its reading and its derived values.  The sheet 方案设置, the command
`moxi set`, the handbook and the rules are all fed from `SETTINGS` and, for the levels of the rules, from
`pyxl.rules.check.levels`.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from dataclasses import field as dataclass_field
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from types import UnionType
from typing import Any, Final, Literal, get_args, get_origin, get_type_hints

from pyxl.errors import SettingError
from pyxl.rules.ballot import candidates_needed
from pyxl.rules.findings import Row
from pyxl.rules.person import folded, normalise_name
from pyxl.rules.plan.plan_settings import ASKED, Level, PlanSettings
from pyxl.rules.plan.setting import Kind, Setting, Value
from pyxl.rules.quota import METHODS
from pyxl.rules.threshold import Threshold, as_threshold
from pyxl.words import PRIMARY

TABLE: Final = "设置"
OWN: Final = "默认"
"""The column of 设置 with what the town's own plan says; a workbook of an earlier version has none."""
UNANSWERED: Final = "待填"
"""What stands in a setting that a plan leaves open: nothing goes on until the clerk has answered."""


@dataclass(frozen=True, kw_only=True)
class Settings(PlanSettings):
    """The settings of one election, immutable.  `Settings()` is the plan's, `from_rows` a workbook's.

    A threshold may be given as a ratio or in words.  Raises TypeError for a value of another type than the setting's.
    """

    told: Mapping[str, tuple[str, str]] = dataclass_field(default_factory=dict, compare=False, repr=False)
    """项目 -> 条款 and 说明 of a workbook made from another plan, where they differ from the declared ones."""
    plan_says: Mapping[str, Value] = dataclass_field(default_factory=dict, compare=False, repr=False)
    """Field -> what this town's own plan says, where the workbook knows it (column 默认)."""
    of_another_plan: bool = dataclass_field(default=False, compare=False, repr=False)
    """Whether the workbook was made for another town than that of the declared plan."""

    def __post_init__(self) -> None:
        """Nothing but what a cell could have said gets into a setting, wherever it comes from."""
        for setting in SETTINGS:
            value = getattr(self, setting.field)
            if setting.kind is Kind.THRESHOLD:
                value = as_threshold(value)
                object.__setattr__(self, setting.field, value)
            if not setting.holds(value):
                raise TypeError(f"{setting.field} cannot be {value!r}")

    def clause_of(self, key: str) -> str | None:
        """The clause that this town's own plan has for a setting; None where the declared one holds."""
        return self.told[key][0] if key in self.told else None

    def clause_for(self, declared: str, *keys: str) -> str:
        """Where this town's plan says what the declared plan says in a clause: the clauses of these settings.

        "" where another plan's settings name none: a clause of one plan is never cited of another.
        """
        if not self.of_another_plan:
            return declared
        found = (self.told[key][0] if key in self.told else BY_KEY[key].clause for key in keys)
        return "、".join(dict.fromkeys(filter(None, found)))

    def sentence_of(self, key: str) -> str:
        """What the sheet of a workbook from another plan quotes for a setting; "" where it is the declared text."""
        return self.told.get(key, ("", ""))[1]

    def planned(self, field: str) -> Value:
        """What the town's plan says for a setting, whatever the clerk made of it since."""
        return self.plan_says.get(field, BY_FIELD[field].default)

    @classmethod
    def from_rows(cls, rows: Iterable[Row]) -> Settings:
        """Read the table 设置 (项目, 值, 默认; the other columns are text for the clerk).

        A blank value is what stands in 默认, the town's own plan, and without that the declared default; lines
        that the clerk added under other names are passed over.  Raises one SettingError that names every wrong
        value and what it may be.
        """
        lines = list(rows)
        read = _Lines(any(line.get(OWN) not in (None, "") for line in lines))
        for line in lines:
            setting = _setting(str(line.get("项目") or "").strip())
            if setting is not None:
                read.add(setting, line)
        read.finish()
        wrong, values = read.wrong, read.values
        levels = tuple(
            (key.removesuffix("级别"), values.pop(key)) for key in list(values) if key not in BY_FIELD
        )
        given: dict[str, Any] = {
            **values, "levels": levels, "told": read.told, "plan_says": read.planned, "of_another_plan": read.elsewhere
        }  # fmt: skip
        settings = cls(**given)
        wrong += settings.conflicts() if not wrong else []
        if wrong:
            raise SettingError(
                f"有{len(wrong)}处设置不能用：" + "；".join(wrong),
                f"“{TABLE}”表",
                "请改正“值”一栏，留空即按默认办理",
            )
        return settings

    def conflicts(self) -> list[str]:
        """What two settings say against each other, each as a Chinese phrase; [] if nothing."""
        found = []
        for earlier, later in pairwise(_IN_ORDER):
            if getattr(self, earlier) > getattr(self, later):
                found.append(f"“{BY_FIELD[later].key}”早于“{BY_FIELD[earlier].key}”")
        if self.chairs_within and self.chair_seats + self.vice_chair_seats > self.executive_seats:
            found.append("“主席名额”与“副主席名额”之和多于“执委名额”")
        if any(not _STROKES.fullmatch(part) for part in _parts(self.rare_strokes)):
            found.append("“生僻字笔画”应写成“字=笔画数”，几个字用“；”分开")
        if self.approve_mark == self.against_mark:
            found.append("“赞成符号”和“反对符号”相同")
        if self.abstain_mark and self.abstain_mark in {self.against_mark, self.spoken_approve_mark}:
            found.append("“弃权符号”和“赞成符号”或“反对符号”相同")
        return found

    @property
    def reference_date(self) -> dt.date:
        """The day on which ages are taken, that day included."""
        return self.age_reference or self.congress_date or self.phase2_end

    @property
    def committee_seats(self) -> int:
        """Seats of the committee election at the congress.

        The committee elects its officers from among its members (三(二)3), so chair and vice-chairs win a
        committee seat first: within the 25, or in addition to them, as contradiction 3 is settled.
        """
        return self.executive_seats + (0 if self.chairs_within else self.chair_seats + self.vice_chair_seats)

    @property
    def formal_candidates(self) -> int:
        """The least number of candidates of the committee's election; after a primary it is their number."""
        return candidates_needed(self.committee_seats, self.difference_ratio)

    @property
    def equal_committee(self) -> bool:
        """Whether the committee too is elected with as many candidates as seats: 差额比例 0."""
        return self.difference_ratio == 0

    @property
    def blank_approves(self) -> bool:
        """Whether a candidate with no mark is approved."""
        return self.unmarked == "赞成"

    @property
    def spoken_approve_mark(self) -> str | None:
        """The sign for an approval, None where leaving the box alone is the approval."""
        return None if self.blank_approves else self.approve_mark

    @property
    def write_in_counts_unmarked(self) -> bool:
        """Whether a written name alone is an approval: by the setting, or since no mark approves."""
        return self.blank_approves or not self.write_in_needs_mark

    @property
    def apportionment_method(self) -> str:
        """The key of 名额分配方法 in `quota.apportion`."""
        return next(key for key, method in METHODS.items() if method.chinese == self.quota_method)

    def seats(self, office: str) -> int | None:
        """Seats of an election by its office; None while 常委名额 is not set."""
        return {
            PRIMARY: self.formal_candidates,
            "执委": self.committee_seats,
            "常委": self.standing_seats,
            "副主席": self.vice_chair_seats,
            "主席": self.chair_seats,
        }[office]

    @property
    def further_units(self) -> frozenset[str]:
        """Units of candidates that elect no delegates and need no row in the table 单位."""
        return _names(self.further_unit_names or "")

    @property
    def typed_strokes(self) -> Mapping[str, int]:
        """Stroke counts that the clerk typed for characters that the stroke table lacks."""
        pairs = (part.partition("=") for part in _parts(self.rare_strokes))
        return {character: int(count) for character, _, count in pairs}

    def level(self, code: str) -> Level:
        """The level that the settings give a rule; "按方案" is the rule's own."""
        return dict(self.levels).get(code, "按方案")

    def value(self, setting: Setting) -> Value:
        """What is in force for one setting."""
        if setting.field == "levels":
            return self.level(setting.key.removesuffix("级别"))
        value: Value = getattr(self, setting.field)
        return value


@dataclass
class _Lines:
    """The lines of 设置 as they are read; `knows`: the workbook has its own plan's values beside the clerk's."""

    knows: bool
    values: dict[str, Value] = dataclass_field(default_factory=dict)
    planned: dict[str, Value] = dataclass_field(default_factory=dict)
    told: dict[str, tuple[str, str]] = dataclass_field(default_factory=dict)
    wrong: list[str] = dataclass_field(default_factory=list)
    elsewhere: bool = False
    _seen: dict[str, object] = dataclass_field(default_factory=dict)

    def add(self, setting: Setting, line: Row) -> None:
        """Take one line; what cannot be used of it goes to `wrong`."""
        written = line.get("值")
        if setting.key in self._seen and self._seen[setting.key] != written:
            self.wrong.append(f"{setting.key}：填了两行而值不同，请删去一行")
            return
        self._seen[setting.key] = written
        clause = line.get("条款")
        if setting.field in BY_FIELD and "条款" in line and (clause or "") != setting.clause:
            self.told[setting.key] = (str(clause or ""), str(line.get("说明") or ""))
        own = line.get(OWN) if self.knows and setting.of_plan else None
        if setting.key == _TOWN and self.knows:
            self.elsewhere = own != setting.default
        owned = self.knows and setting.of_plan
        if owned and _is_blank(written):
            written = own
        if written == UNANSWERED:
            self.wrong.append(f"{setting.key}：方案里没有读到或者不一致，请填写")
            return
        if owned and not setting.optional and _is_blank(written):
            if setting.kind is not Kind.TEXT:
                self.wrong.append(f"{setting.key}：没有填写，请填写")
                return
            self.values[setting.field] = ""  # a place that the plan does not name has no name of another town
            return
        try:
            parsed = _parsed(setting.key, written)
            if own not in (None, "", UNANSWERED):
                self.planned[setting.field] = _parsed(setting.key, own)
        except SettingError as error:
            self.wrong.append(f"{error.where}：{error.what}")
            return
        self.values[setting.field if setting.field in BY_FIELD else setting.key] = parsed

    def finish(self) -> None:
        """What must be there and is not: no other town's value may stand in for a line that was deleted."""
        if not self.knows:
            self.elsewhere = bool(self.told)
            return
        for setting in SETTINGS:
            if setting.of_plan and setting.key not in self._seen:
                self.wrong.append(f"{setting.key}：表里没有这一行，请补上")


_TOWN: Final = "镇名"


def _is_blank(value: object) -> bool:
    return value is None or not folded(value) or (isinstance(value, float) and math.isnan(value))


_STROKES: Final = re.compile(r"\S=[1-9][0-9]?")


def _parts(text: str | None) -> list[str]:
    """The entries of 生僻字笔画, blanks and full-width signs evened out."""
    plain = "".join((text or "").replace("＝", "=").replace("：", "=").replace(":", "=").split())
    return [part for part in re.split("[；;，,、]", plain) if part]


@lru_cache(maxsize=8)
def _names(text: str) -> frozenset[str]:
    """The names of a setting that lists some."""
    return frozenset(name for part in re.split("[；;、，,\n]", text) if (name := normalise_name(part)))


_IN_ORDER: Final = ("plan_date", "phase1_end", "phase2_start", "phase2_end", "phase3_start", "phase3_end")


def _kind(annotation: object) -> tuple[Kind, bool, tuple[str, ...]]:
    """Kind, optional, choices from the type of a field."""
    if get_origin(annotation) is Literal:
        return Kind.CHOICE, False, get_args(annotation)
    if isinstance(annotation, UnionType):
        inner = next(part for part in get_args(annotation) if part is not type(None))
        return _kind(inner)[0], True, ()
    kinds = {
        bool: Kind.YES_NO,
        int: Kind.COUNT,
        Fraction: Kind.RATIO,
        Threshold: Kind.THRESHOLD,
        dt.date: Kind.DATE,
        str: Kind.TEXT,
    }
    return kinds[annotation], False, ()  # type: ignore[index]


def _declared() -> Iterable[Setting]:
    hints = get_type_hints(PlanSettings)
    for info in fields(PlanSettings):
        declared: Any = info.metadata.get("setting")
        default: Any = info.default
        if declared is None:  # `levels`, whose lines derive from the rules
            continue
        kind, optional, choices = _kind(hints[info.name])
        choices = declared.get("choices", choices)
        kind = Kind.CHOICE if choices else kind
        yield Setting(
            field=info.name,
            default=default,
            kind=kind,
            optional=optional,
            of_plan=declared["key"] in ASKED,
            **(declared | {"choices": choices}),
        )


SETTINGS: Final[tuple[Setting, ...]] = tuple(_declared())
"""All settings but the levels of the rules, in the order of the sheet."""

BY_KEY: Final[Mapping[str, Setting]] = {setting.key: setting for setting in SETTINGS}
BY_FIELD: Final[Mapping[str, Setting]] = {setting.field: setting for setting in SETTINGS}


def level_setting(code: str, clause: str = "", text: str = "") -> Setting:
    """The setting that raises or lowers the level of the rule with this code."""
    return Setting(
        field="levels",
        key=f"{code}级别",
        default="按方案",
        clause=clause,
        text=text,
        kind=Kind.CHOICE,
        group="校验级别",
        choices=get_args(Level),
    )


_LEVEL_KEY: Final = re.compile("([A-Z][A-Z-]*)级别")


@lru_cache(maxsize=512)
def _setting(key: str) -> Setting | None:
    """What a line of the table sets; None for a line of the clerk's own."""
    level = _LEVEL_KEY.fullmatch(key)
    return level_setting(level[1]) if level else BY_KEY.get(key)


@lru_cache(maxsize=1 << 10, typed=True)
def _parsed(key: str, written: object) -> Value:
    """As `Setting.parse` has it, kept for the next town, whose settings are mostly the same."""
    setting = _setting(key)
    assert setting is not None
    return setting.parse(written)
