"""How the settings lie on 方案设置: what must be filled in first, by step; the rest by group, folded under its heading."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from pyxl.book.building.content import Content, MustLine, SettingLine

MUST_HEADING: Final = "必填（{count} 项）：按办理的先后，用到时再填也可以"
GROUP_HEADING: Final = "其他：{group}（{count} 项，点左边的“＋”展开）"
LEVELS: Final = "校验级别"
LEVELS_HEADING: Final = "规则的严格程度（{count} 项，一般不改；点左边的“＋”展开）"


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the table 设置: a heading, or a setting; `must` where every town fills it in.  `folded` rows are out of sight."""

    heading: str = ""
    setting: SettingLine | None = None
    must: MustLine | None = None
    folded: bool = False


def settings_lines(content: Content) -> tuple[Line, ...]:
    """Every row, from top to bottom."""
    return tuple(_lines(content))


def _lines(content: Content) -> Iterator[Line]:
    settings = {line.key: line for line in content.settings}
    yield Line(MUST_HEADING.format(count=len(content.must)))
    for must in content.must:
        yield Line(setting=settings.pop(must.key), must=must)
    for group, lines in groupby(settings.values(), lambda line: line.group):
        members = list(lines)
        heading = LEVELS_HEADING if group == LEVELS else GROUP_HEADING
        yield Line(heading.format(group=group, count=len(members)))
        yield from (Line(setting=line, folded=True) for line in members)
