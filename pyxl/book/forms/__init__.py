"""The small workbooks that go out to the units, to be filled in and sent back."""

from pyxl.book.forms.mark import MARK_SHEET, OURS, Mark, mark_of

__all__ = ["MARK_SHEET", "OURS", "Mark", "mark_of"]
