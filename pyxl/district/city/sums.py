"""Whether a district's sheets say the same of its towns: anybody can type into a workbook, and no sum of ours stands on it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from pyxl.district.doubts.claims import is_minute
from pyxl.district.result.declared import ELECTIONS, ISSUES, ROLL, STRUCTURE, SUMMARY
from pyxl.district.result.kept import Line
from pyxl.district.result.settings import DistrictSettings
from pyxl.district.result.town import DOUBTFUL, REPORTED, SILENT, UNLISTED
from pyxl.errors import FileError
from pyxl.post.cover import PHASES
from pyxl.rules.person import normalise_name
from pyxl.words import COMMITTEE, OFFICES, PRIMARY

Sheets = Mapping[str, Sequence[Line]]
"""Sheet -> its rows."""
COUNTED: Final[Mapping[str, tuple[str, ...]]] = {
    SUMMARY.sheet: ("第几次", "错误", "警告", "复算", "断点", "代表", "执委"),
    ELECTIONS.sheet: ("应选", "候选人", "应到", "实到", "发出", "收回", "有效", "无效", "当选"),
    STRUCTURE.sheet: ("执委人数", "代表人数"),
}
"""Sheet -> columns of counts."""
MOST: Final = 10**7
_STATES: Final = frozenset({REPORTED, SILENT, DOUBTFUL, UNLISTED})
_TOLD: Final = re.compile(r"应报 (\d+) 个\D+已收到 (\d+) 个")
_AGAIN: Final = "请区县再汇总一次，不要手工改数"


def refuse_impossible(settings: DistrictSettings, where: str) -> None:
    """Raise FileError for an hour or a number of merges that our program does not write."""
    if (settings.merged_at and not is_minute(settings.merged_at)) or (
        settings.merges
        and not (settings.merges.isascii() and settings.merges.isdigit() and int(settings.merges) < MOST)
    ):
        raise FileError("“设置”里的汇总次数或汇总时间被改动过", where, _AGAIN)


def differences(sheets: Sheets, told: str) -> Iterator[str]:
    """What does not agree, in the order of the sheets; `told` is the sentence above the summary."""
    summary = sheets[SUMMARY.sheet]
    for sheet, headers in COUNTED.items():
        for line in sheets[sheet]:
            for header in headers:
                if (cell := line[header]) is not None and not _is_count(cell):
                    yield f"“{sheet}”{line['报送单位']}的“{header}”不是人数或次数"
    for line in summary:
        if str(line["状态"] or "") not in _STATES or str(line["阶段"] or "") not in ("", *PHASES):
            yield f"“汇总”{line['报送单位']}的状态或阶段不认识"
    if unknown := {str(line["选举"]) for line in sheets[ELECTIONS.sheet]} - {PRIMARY, *OFFICES}:
        yield f"“选举”里有不认识的选举“{sorted(unknown)[0]}”"
    states = Counter(str(line["状态"] or "") for line in summary)
    expected = len(summary) - states[UNLISTED]
    said = tuple(map(int, found.groups())) if (found := _TOLD.search(told)) else (0, 0)
    if said != (expected, expected - states[SILENT]):
        yield f"标题写应报 {said[0]} 个、已收到 {said[1]} 个，表里是 {expected} 个、{expected - states[SILENT]} 个"
    yield from _by_town(sheets)


def _by_town(sheets: Sheets) -> Iterator[str]:
    won = _sums(sheets[ELECTIONS.sheet], "当选", lambda line: line["选举"] == COMMITTEE)
    people = _sums(sheets[STRUCTURE.sheet], "代表人数", lambda line: True)
    wrong = Counter(_town(line) for line in sheets[ISSUES.sheet] if line["级别"] == "错误")
    roll = sheets[ROLL.sheet]
    whole = all(line["姓名"] is not None for line in roll)
    listed = Counter(_town(line) for line in roll if line["类别"] == "当选")
    for line in sheets[SUMMARY.sheet]:
        town = _town(line)
        elected, delegates, recomputed = (_count(line[header]) for header in ("执委", "代表", "复算"))
        if elected != won[town]:
            yield f"{town}“汇总”写执委 {elected} 名，“选举”写当选 {won[town]} 名"
        elif whole and elected > listed[town]:
            yield f"{town}写当选执委 {elected} 名，“名册”里有 {listed[town]} 名"
        if delegates != people[town]:
            yield f"{town}“汇总”写代表 {delegates} 名，“结构对比”写 {people[town]} 名"
        if recomputed > wrong[town]:
            yield f"{town}“汇总”写复算错误 {recomputed} 条，“问题”里有 {wrong[town]} 条"


def _sums(lines: Sequence[Line], header: str, wanted: Callable[[Line], bool]) -> Counter[str]:
    found: defaultdict[str, int] = defaultdict(int)
    for line in lines:
        if wanted(line):
            found[_town(line)] += _count(line[header])
    return Counter(found)


def _town(line: Line) -> str:
    return normalise_name(line["报送单位"])


def _is_count(cell: object) -> bool:
    return (
        isinstance(cell, int | float)
        and not isinstance(cell, bool)
        and 0 <= cell < MOST
        and cell == int(cell)
    )


def _count(cell: object) -> int:
    return int(cell) if isinstance(cell, int | float) and _is_count(cell) else 0
