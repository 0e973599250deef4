"""moxi set: settings by their Chinese name."""

from __future__ import annotations

from dataclasses import dataclass, field

from pyxl.actions.action import Action, Argument, Outcome, Say
from pyxl.actions.writes import Fill
from pyxl.book.workbook import Cell, Workbook
from pyxl.errors import SettingError
from pyxl.rules.check.levels import BY_KEY, find_setting
from pyxl.rules.plan import Settings


@dataclass(frozen=True, slots=True)
class Options:
    """`pairs` are texts of the form KEY=VALUE; an empty value clears the setting."""

    pairs: list[str] = field(default_factory=list)


def run(workbook: Workbook, options: Options, say: Say) -> Outcome:
    """Write the values after all of them, and all settings together, have been found to hold.

    Raises SettingError for a value, a name or a line that is not there.
    """
    wanted = {find_setting(key).key: text for key, text in map(_split, options.pairs)}
    records = workbook.records("设置")
    present = {str(record["项目"]).strip() for record in records if record["项目"]}
    missing = [key for key in wanted if key not in present]
    if missing:
        raise SettingError(
            f"“设置”表里没有{'、'.join(missing)}这一行",
            "方案设置",
            "请先运行 moxi upgrade 把工作簿补成这个版本的，或在表末补上该项目",
        )
    values = [_value(record["项目"], record["值"], wanted) for record in records]
    settings = Settings.from_rows(
        {**record, "值": value} for record, value in zip(records, values, strict=True)
    )
    chosen = {key: _shown(settings, key) for key in wanted}
    return Outcome(
        lines=[f"已设置：{key} = {text or '（空）'}" for key, text in chosen.items()],
        document={"settings": chosen},
        writes=[Fill("设置", "值", values)],
        summary="；".join(f"{key}={text}" for key, text in chosen.items()),
        rows=len(wanted),
    )


def _split(pair: str) -> tuple[str, str]:
    key, sign, value = pair.partition("=")
    if not sign or not key.strip():
        raise SettingError(f"“{pair}”的写法不对", remedy="请写成 项目=值，如 代表名额=41；值留空即清空该项")
    return key.strip(), value.strip()


def _value(key: Cell, value: Cell, wanted: dict[str, str]) -> Cell:
    name = str(key).strip()
    if name not in wanted:
        return value
    return BY_KEY[name].cell(BY_KEY[name].parse(wanted[name])) if wanted[name] else None


def _shown(settings: Settings, key: str) -> str:
    """The value in force, as text."""
    value = BY_KEY[key].cell(settings.value(BY_KEY[key]))
    return "" if value is None else str(value)


ACTION = Action(
    "set",
    "修改设置",
    "修改方案设置，项目用中文名",
    run,
    Options,
    (
        Argument(
            ("pairs",), {"nargs": "+", "metavar": "项目=值", "help": "如 代表名额=41 大会日期=2026-03-08"}
        ),
    ),
)
