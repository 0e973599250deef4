"""Every rule of eligibility and of the lists, and the check that asks them all."""

from pyxl.rules.check.breadth import percent
from pyxl.rules.check.every_rule import RULES, TABLES, check, columns_cited, has_errors, list_errors
from pyxl.rules.check.grouping import Group, grouped
from pyxl.rules.check.recheck import Recheck, State, Subject, counted, identity_mark, recheck, subject
from pyxl.rules.check.rolls import UNITS, CellFault, Rolls

__all__ = [
    "RULES",
    "TABLES",
    "UNITS",
    "CellFault",
    "Group",
    "Recheck",
    "Rolls",
    "State",
    "Subject",
    "check",
    "columns_cited",
    "counted",
    "grouped",
    "has_errors",
    "identity_mark",
    "list_errors",
    "percent",
    "recheck",
    "subject",
]
