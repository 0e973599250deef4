"""What papers lack, as a clerk reads it: each obstacle once, with the papers that wait for it; the settings in one line."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from pyxl.papers import Missing

NAMED: Final = 3
"""Papers that a line names."""
SHOWN: Final = 12
"""Obstacles that the message has, the settings apart."""
_SETTING: Final = re.compile("“方案设置”的“(.+)”没有填写")


def obstacle_lines(waiting: Sequence[Missing], undone: str) -> Iterator[str]:
    """First the settings that are blank, then everything else, that which most papers wait for first.

    `undone` says what became of the papers, as 未生成.  One paper alone is told with all that it lacks.
    """
    if len(waiting) == 1:
        (one,) = waiting
        yield f"  {undone}　{one.paper}：{one.reason}。"
        return
    papers: defaultdict[str, list[str]] = defaultdict(list)
    for item in waiting:
        for lack in item.lacks:
            papers[lack].append(item.paper)
    ordered = sorted(papers, key=lambda lack: -len(papers[lack]))
    if waiting:
        yield f"  {undone}　{len(waiting)} 种，缺下面这些，补齐后再按一次："
    if blank := [(found[1], lack) for lack in ordered if (found := _SETTING.fullmatch(lack))]:
        settings = "、".join(f"{key}（{_how_many(papers[lack])}）" for key, lack in blank)
        yield f"  “方案设置”没有填写：{settings}"
    others = [lack for lack in ordered if not _SETTING.fullmatch(lack)]
    for lack in others[:SHOWN]:
        yield f"  {lack}：{_named(papers[lack])}"
    if len(others) > SHOWN:
        yield f"  ……另有 {len(others) - SHOWN} 项；只生成一种公文时，会说明它缺的全部"


def _how_many(papers: Sequence[str]) -> str:
    return papers[0] if len(papers) == 1 else f"{len(papers)} 种要用"


def _named(papers: Sequence[str]) -> str:
    more = f"等 {len(papers)} 种" if len(papers) > NAMED else ""
    return "、".join(papers[:NAMED]) + more
