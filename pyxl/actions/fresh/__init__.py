"""A fresh workbook: the built file with its first rows, the sample's people, what the rules say by formula."""

from pyxl.actions.fresh.blank import blank_workbook
from pyxl.actions.fresh.sample import SAMPLE

__all__ = ["SAMPLE", "blank_workbook"]
