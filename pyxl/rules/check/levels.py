"""All settings: the plan's, then one for the level of each rule, so that a new rule brings its own line."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import Final

from pyxl.errors import SettingError
from pyxl.rules.check.every_rule import RULES
from pyxl.rules.plan import SETTINGS as PLAN_SETTINGS
from pyxl.rules.plan import TABLE, Setting, level_setting

_HOW: Final = "“按方案”即“原则上”的规定为警告、可凭批准文号例外，其余为错误或提示；改动留在本表上，随材料上报"

SETTINGS: Final[tuple[Setting, ...]] = (
    *PLAN_SETTINGS,
    *(
        level_setting(rule.code, rule.clause, f"“{rule.title}”的校验级别" + ("" if at else f"。{_HOW}"))
        for at, rule in enumerate(RULES)
    ),
)
"""All settings in the order of the sheet."""

BY_KEY: Final[Mapping[str, Setting]] = {setting.key: setting for setting in SETTINGS}


def find_setting(key: str) -> Setting:
    """The setting of this name; raises SettingError that lists the nearest names."""
    name = "".join(key.split())
    if name in BY_KEY:
        return BY_KEY[name]
    near = difflib.get_close_matches(name, BY_KEY, n=3, cutoff=0.4)
    remedy = f"是不是“{'”“'.join(near)}”" if near else f"可用的设置见“{TABLE}”表的“项目”一栏"
    raise SettingError(f"没有“{key}”这项设置", remedy=remedy)
