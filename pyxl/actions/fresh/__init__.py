"""A fresh workbook: the shipped file with its first rows, the sample's people, what the rules say by formula.

Building it anew (`pyxl.actions.fresh.blank`) is heavy and entered by name.
"""

from pyxl.actions.fresh.sample import SAMPLE
from pyxl.actions.fresh.shipped import new_workbook

__all__ = ["SAMPLE", "new_workbook"]
