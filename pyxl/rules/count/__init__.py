"""The count: what was entered, whether it can be, and what follows from it."""

from pyxl.rules.count.decision import Decided, Invalid, NotCounted, Result, decide

__all__ = ["Decided", "Invalid", "NotCounted", "Result", "decide"]
