"""The leading group 领导小组 of the reform, as the plan names it.

These are the only names of real people in the repository: the plan is a published document.
"""

from __future__ import annotations

from typing import Final

CLAUSE: Final = "三(一)1"

LEADING_GROUP: Final[tuple[tuple[str, str], ...]] = (
    ("罗孝荣", "组长"),
    ("蒋梦思", "副组长"),
    ("冉佳", "成员"),
    ("白招碧", "成员"),
    ("陈容", "成员"),
    ("何玉兰", "成员"),
)
"""Moxi Town's leading group by name and post."""
