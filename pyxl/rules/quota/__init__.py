"""Apportionment of the delegates over the units, by seven methods, in exact arithmetic."""

from pyxl.errors import QuotaError
from pyxl.rules.quota.apportionment import Apportionment, SettledBy, Tie, apportion, compare_methods
from pyxl.rules.quota.methods import METHODS

__all__ = ["METHODS", "Apportionment", "QuotaError", "SettledBy", "Tie", "apportion", "compare_methods"]
