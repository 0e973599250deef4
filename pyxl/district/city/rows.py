"""One level up: the results of districts become a city's.  A district is a line as a town is, of sums and weighted means."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Mapping

from pyxl.district.codes import Found, found
from pyxl.district.doubts.differences import some
from pyxl.district.figures import DistrictFigures, kept_district
from pyxl.district.result.town import DOUBTFUL, REPORTED, SILENT, UNLISTED, Placed, Shape, TownRow
from pyxl.district.shelf import Shelf
from pyxl.post.cover import PHASES


def district_row(
    shelf: Shelf, places: Mapping[str, str], listed: bool, now: dt.datetime
) -> tuple[TownRow, dict[str, Placed]]:
    """A district's line: its result of the highest number; two of one number go to a person."""
    known = {sha: kept_district(shelf, sha) for sha in places}
    newest = max(known, key=lambda sha: (known[sha].number, known[sha].made, sha))
    figures = known[newest]
    rivals = [places[sha] for sha in known if sha != newest and known[sha].number == figures.number]
    doubts = (
        [
            found(
                "D-TIE",
                figures.name,
                f"{'、'.join([places[newest], *rivals])}都是第 {figures.number} 次汇总而内容不同，请核实",
            )
        ]
        if rivals
        else []
    )
    placed = {
        sha: Placed(one.name, one.number, _moment(one.made, now), sha == newest) for sha, one in known.items()
    }
    return _row(figures, newest, len(known), doubts, listed, placed[newest].made), placed


def _row(
    figures: DistrictFigures, sha: str, arrivals: int, doubts: list[Found], listed: bool, made: dt.datetime
) -> TownRow:
    towns = figures.towns
    states = Counter(one.state for one in towns)
    silent = states[SILENT]
    findings = [
        *doubts,
        *([] if listed else [found("D-UNLISTED", figures.name, "收到来件，但应报名单里没有")]),
    ]
    if figures.differ:
        findings.append(
            found("D-SUMS", figures.name, f"{some(figures.differ)}；请区县再汇总一次，不要手工改数")
        )
    if silent:
        findings.append(found("D-SILENT", figures.name, f"{len(towns)} 个镇中 {silent} 个还没有报送"))
    if errors := figures.issues.get("错误", 0):
        findings.append(found("D-CHECK", figures.name, f"区里汇总发现错误 {errors} 条，见该区的“问题”表"))
    elected = sum(one.elected or 0 for one in towns)
    told = f"应报 {len(towns)} 镇，未报 {silent}，存疑 {states[DOUBTFUL]}"
    return TownRow(
        town=figures.name,
        state=DOUBTFUL if doubts else REPORTED if listed else UNLISTED,
        sha=sha,
        phase=_slowest({one.phase for one in towns}),
        number=figures.number,
        made=made,
        arrivals=arrivals,
        errors=sum(one.errors or 0 for one in towns),
        warnings=sum(one.warnings or 0 for one in towns),
        recomputed=sum(bool(one.recomputed) for one in towns),
        breaks=sum(one.breaks or 0 for one in towns),
        delegates=sum(one.delegates or 0 for one in towns),
        elected=elected or None,
        advice=f"存疑：{told}" if doubts else told,
        tasks=[(task, _common(done, states)) for task, done in figures.tasks.items()],
        committee=Shape(int(figures.committee[0] or 0), *figures.committee[1:]),
        delegate_shape=Shape(int(figures.delegate_shape[0] or 0), *figures.delegate_shape[1:]),
        committee_elected=bool(elected),
        elections=figures.elections,
        findings=findings,
        city=figures.city,
        inner=towns,
    )


def _slowest(phases: Collection[str]) -> str:
    """The phase in which the last of its towns is."""
    return next((phase for phase in PHASES if phase in phases), "")


def _common(states: Mapping[str, int], towns: Mapping[str, int]) -> str:
    """A task is done where every town that reported has done it; else the worst state counts."""
    reported = sum(count for state, count in towns.items() if state != SILENT)
    if reported and states.get("已完成", 0) >= reported:
        return "已完成"
    return next((state for state in ("逾期", "进行中") if states.get(state)), "未开始")


def _moment(text: str, otherwise: dt.datetime) -> dt.datetime:
    try:
        return dt.datetime.fromisoformat(text)
    except ValueError:
        return otherwise
