"""Reading a district's result, in a worker: sums and weighted means over its towns, and its roll."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from pyxl.district.city.sums import differences, refuse_impossible
from pyxl.district.clearing import cleared
from pyxl.district.figures import DistrictFigures, Election, Member, TownLine, packed_json, packed_members
from pyxl.district.result.declared import (
    ELECTIONS,
    ISSUES,
    MARKS,
    PROGRESS_SHEET,
    ROLL,
    SETTINGS_SHEET,
    STRUCTURE,
    SUMMARY,
)
from pyxl.district.result.kept import Line, page_lines, settings_of
from pyxl.district.result.other_sheets import AGREES
from pyxl.district.result_sheets import sheets_of
from pyxl.district.shelf import Answer, Known
from pyxl.district.workers import Job
from pyxl.errors import FileError, MoxiError, defect
from pyxl.hosts.bounded import KilledError
from pyxl.hosts.foreign import Grid
from pyxl.masking import mask_text
from pyxl.rules.person import normalise_name
from pyxl.words import OFFICES

SHEETS: Final = (
    SUMMARY.sheet,
    PROGRESS_SHEET,
    STRUCTURE.sheet,
    ELECTIONS.sheet,
    ROLL.sheet,
    ISSUES.sheet,
    SETTINGS_SHEET,
)
_PAGES: Final = (SUMMARY, STRUCTURE, ELECTIONS, ROLL, ISSUES)
_SHAPE: Final = ("人数", "平均年龄", "35岁以下", "大专以上", "党员", "少数民族", "体制外", "连任")
_STATES: Final = {mark: state for state, mark in MARKS.items() if mark}


def read(job: Job) -> Answer:
    """What a district's result comes to; never raises for its content."""
    try:
        grids = sheets_of(job.raw, job.name, SHEETS)
        figures = _figures(grids, job.name)
        members = list(_members(grids, job.name))
    except MoxiError as error:
        told = f"{error.what}。{error.remedy + '。' if error.remedy else ''}"
        return Answer(job.sha, reason=told, lasting=not isinstance(error, KilledError))
    except Exception as fault:
        return Answer(job.sha, reason=defect(fault), lasting=False)
    return Answer(
        job.sha,
        town=figures.name,
        lane="汇总",
        figures=packed_json(figures),
        members=packed_members(members),
        people=len(members),
        known=tuple(Known(_list_of(member), member.name, member.birth) for member in members),
    )


def _list_of(member: Member) -> str:
    """What 跨镇 calls the roll of a town, whose name stands before the unit."""
    return f"{member.unit.partition(' ')[0]}{member.standing}"


def _figures(grids: Mapping[str, Grid], where: str) -> DistrictFigures:
    if SETTINGS_SHEET not in grids or SUMMARY.sheet not in grids:
        raise FileError("这不是区县的汇总工作簿", where, "请区县把 moxi merge 做出的汇总结果原样报来")
    settings = settings_of(grids[SETTINGS_SHEET])
    if not settings.county:
        raise FileError("“设置”里没有写县区", where, "请区县填写后再汇总一次报来")
    refuse_impossible(settings, where)
    sheets = {page.sheet: list(page_lines(grids, page, where)) for page in _PAGES}
    sheets[SUMMARY.sheet] = [line for line in sheets[SUMMARY.sheet] if normalise_name(line["报送单位"])]
    structure = sheets[STRUCTURE.sheet]
    told = " ".join(str(line.cell(0)) for line in grids[SUMMARY.sheet].lines[: SUMMARY.head])
    return DistrictFigures(
        name=mask_text(normalise_name(settings.county)),
        city=mask_text(settings.city),
        number=int(settings.merges) if settings.merges.isdigit() else 0,
        made=settings.merged_at,
        towns=tuple(_town(line) for line in sheets[SUMMARY.sheet]),
        issues=Counter(str(line["级别"]) for line in sheets[ISSUES.sheet]),
        tasks=_tasks(grids.get(PROGRESS_SHEET)),
        committee=_pooled(structure, "执委", _SHAPE),
        delegate_shape=_pooled(structure, "代表", _SHAPE[:-2]),
        elections=tuple(_elections(sheets[ELECTIONS.sheet])),
        differ=tuple(differences(sheets, told)),
    )


def _town(line: Line) -> TownLine:
    """A town's line on 汇总."""
    counts: dict[str, Any] = {field: _count(line[header]) for field, header in _COUNTS.items()}
    texts: dict[str, Any] = {field: str(line[header] or "").strip() for field, header in _TEXTS.items()}
    return cleared(TownLine(town=normalise_name(line["报送单位"]), **counts, **texts))


_COUNTS: Final = {"number": "第几次", "errors": "错误", "warnings": "警告", "recomputed": "复算", "breaks": "断点", "delegates": "代表",
                  "elected": "执委"}  # fmt: skip
_TEXTS: Final = {"state": "状态", "phase": "阶段", "advice": "建议", "verdict": "结论", "opinion": "意见"}


def _count(cell: object) -> int | None:
    return int(cell) if isinstance(cell, int | float) and not isinstance(cell, bool) else None


def _number(cell: object) -> float:
    return float(cell) if isinstance(cell, int | float) and not isinstance(cell, bool) else 0


def _sum(rows: Iterable[Line], header: str) -> int:
    return int(sum(_number(line[header]) for line in rows))


def _pooled(rows: Sequence[Line], group: str, columns: Sequence[str]) -> tuple[float | None, ...]:
    """People together; each share and mean weighted by the people of its town."""
    people = sum(_number(line[f"{group}人数"]) for line in rows)
    found_in: list[float | None] = [people]
    for column in columns[1:]:
        known = [(_number(line[f"{group}人数"]), _number(line[f"{group}{column}"])) for line in rows if line[f"{group}{column}"] is not None]  # fmt: skip
        weight = sum(count for count, _ in known)
        found_in.append(sum(count * share for count, share in known) / weight if weight else None)
    return tuple(found_in)


def _tasks(grid: Grid | None) -> dict[str, dict[str, int]]:
    """Task -> state -> towns, of the towns that reported."""
    if (
        grid is None
        or (head := next((line for line in grid.lines if line.cell(0) == "报送单位"), None)) is None
    ):
        return {}
    names = [str(cell) for cell in head.cells[2:] if cell is not None]
    counts: dict[str, Counter[str]] = {name: Counter() for name in names}
    last = head.number
    for line in grid.lines:
        if line.number == last + 1 and line.cell(0) is not None:
            last = line.number
            if line.cell(1) is not None:
                for at, name in enumerate(names, 2):
                    counts[name][_STATES.get(str(line.cell(at) or ""), "未开始")] += 1
    return {name: dict(count) for name, count in counts.items()}


_SUMS: Final = {"seats": "应选", "candidates": "候选人", "entitled": "应到", "present": "实到", "issued": "发出", "returned": "收回",
                "valid": "有效", "invalid": "无效", "elected": "当选"}  # fmt: skip


def _elections(lines: Iterable[Line]) -> Iterator[Election]:
    """All votes for an office together."""
    by_office: defaultdict[str, list[Line]] = defaultdict(list)
    for line in lines:
        by_office[str(line["选举"])].append(line)
    for office in OFFICES:
        if votes := by_office.get(office):
            said = {str(line["复算"]) for line in votes}
            agrees = False if AGREES[False] in said else None if AGREES[None] in said else True
            sums: dict[str, Any] = {field: _sum(votes, header) for field, header in _SUMS.items()}
            yield Election(office=office, round=1, state=f"{len(votes)} 次投票", agrees=agrees, **sums)


def _members(grids: Mapping[str, Grid], where: str) -> Iterator[Member]:
    """The district's 名册; its town stands before the unit.  A roll of figures alone has no names and is left out."""
    for line in page_lines(grids, ROLL, where):
        if line["姓名"] is None:
            continue
        said = {header: str(cell) if cell is not None else "" for header, cell in line.items()}
        member = Member(
            standing=said["类别"], office=said["职务"], name=said["姓名"], sex=said["性别"], nation=said["民族"], birth=said["出生年月"],
            party=said["政治面貌"], education=said["文化程度"], unit=f"{said['报送单位']} {said['单位']}", post=said["单位职务"],
            system=said["体制"], term=said["任职"],
        )  # fmt: skip
        yield cleared(member, "birth")
