"""The plan and the congress's own rules: settings with clauses, phases, contradictions, the network."""

from pyxl.rules.plan.contradictions import CONTRADICTIONS, EDUCATION_FLOORS, Contradiction, Passage
from pyxl.rules.plan.filed import FILED, Filed
from pyxl.rules.plan.leading_group import CLAUSE, LEADING_GROUP
from pyxl.rules.plan.network import KINDS
from pyxl.rules.plan.plan_settings import CONGRESS_RULES, AgeReading, Level
from pyxl.rules.plan.public_notice import period
from pyxl.rules.plan.schedule import ANCHORS, FALLBACK, PHASES, TASKS
from pyxl.rules.plan.setting import Kind, Setting
from pyxl.rules.plan.settings import BY_FIELD, BY_KEY, SETTINGS, TABLE, Settings, level_setting

__all__ = [
    "ANCHORS",
    "BY_FIELD",
    "BY_KEY",
    "CLAUSE",
    "CONGRESS_RULES",
    "CONTRADICTIONS",
    "EDUCATION_FLOORS",
    "FALLBACK",
    "FILED",
    "KINDS",
    "LEADING_GROUP",
    "PHASES",
    "SETTINGS",
    "TABLE",
    "TASKS",
    "AgeReading",
    "Contradiction",
    "Filed",
    "Kind",
    "Level",
    "Passage",
    "Setting",
    "Settings",
    "level_setting",
    "period",
]
