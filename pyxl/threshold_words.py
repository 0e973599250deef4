"""The words that turn a ratio into a threshold, for the rules that read them and the formulas that do the same."""

from __future__ import annotations

from typing import Final

EXCEED: Final = ("超过", "多于", "大于", "高于", "过", ">")
"""Before a ratio: it must be exceeded."""
REACH: Final = ("不少于", "不低于", "不小于", "达到", "至少", ">=")
"""Before a ratio: it must be reached."""
OR_MORE: Final = ("及以上", "以上")
"""Behind a ratio: it must be reached."""
HALF: Final = "半数"
PASSED_HALF: Final = "超过半数"
"""What most election rules ask of the votes."""
