"""The leading group 领导小组 of the reform, as the declared plan names it, and as any plan's sentences do.

These are the only names of real people in the repository: the plan is a published document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from pyxl.rules.plan.plan_text import HAN, Sentence

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

_NAME: Final = rf"{HAN}{{2,4}}(?:·{HAN}{{2,8}})?"
_ROLES: Final = "领导|主席|书记|镇长|乡长|主任|委员|部长|专干|干事|干部|所长|站长|负责人"
_HEAD: Final = re.compile(
    rf"(?:[^，、。；]*?(?:{_ROLES}))?(?P<name>{_NAME}?)(?:同志)?(?:任|为|担任)(?P<post>副?组长)"
)
_MEMBERS: Final = re.compile(rf"(?P<names>(?:{_NAME}[、])*{_NAME}?)(?:等)?(?:同志)?(?:为|任)成员")
_LISTED: Final = re.compile(rf"(?P<post>副?组长|成员)[：:](?P<names>(?:{_NAME}[、，,])*{_NAME})")


def leaders_in(found: Sequence[Sentence]) -> Iterator[tuple[str, str]]:
    """(name, post) of everybody whom the sentences of a plan put into the group."""
    of_line: dict[int, str] = {}
    for sentence in found:
        of_line[sentence.line] = of_line.get(sentence.line, "") + sentence.text
    lines = {line for line, text in of_line.items() if "领导小组" in text and "组长" in text}
    text = "".join(sentence.text for sentence in found if sentence.line in lines)
    for part in re.split("[，。；]", text):
        if match := _HEAD.search(part.removeprefix("成立由").removeprefix("由")):
            yield match["name"], match["post"]
        elif match := _MEMBERS.search(part):
            yield from ((name, "成员") for name in match["names"].split("、"))
    listed = "".join(f"{sentence.text}\n" for sentence in found)
    if not lines or "任" not in text:
        for match in _LISTED.finditer(listed):
            yield from ((name, match["post"]) for name in re.split("[、，,]", match["names"]) if name)
