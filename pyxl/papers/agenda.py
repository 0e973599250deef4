"""The congress's agenda, once: the request asks for it and the script goes through it.

The committee's first meeting has its own in the script alone, since its items depend on the offices.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

DIGITS: Final = "零一二三四五六七八九十"

PRESIDIUM: Final = "通过大会主席团名单"
REPORT: Final = "听取和审议妇联工作报告"
CREDENTIALS: Final = "听取和通过代表资格审查报告"
RULES: Final = "通过选举办法（草案）"
CANDIDATES: Final = "酝酿讨论、确定执委候选人名单"
TELLERS: Final = "通过总监票人、监票人、总计票人、计票人名单"
ELECTION: Final = "选举执行委员会委员"

CONGRESS: Final = (PRESIDIUM, REPORT, CREDENTIALS, RULES, CANDIDATES, TELLERS, ELECTION)
"""Its items in order."""


def numbered(items: Sequence[str]) -> list[Mapping[str, str]]:
    """Up to ten items as a template lists them: 序 and 名称."""
    return [{"序": DIGITS[at], "名称": item} for at, item in enumerate(items, 1)]
