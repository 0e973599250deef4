"""What a city's report upward says: districts that reported, the state of all their towns, what their merges found."""

from __future__ import annotations

from collections import Counter

from pyxl.district.paper.naming import named, reported
from pyxl.district.result.book import Result
from pyxl.district.result.declared import RETURN
from pyxl.district.result.town import DOUBTFUL, SILENT, UNLISTED
from pyxl.post.cover import PHASES


def progress(result: Result) -> str:
    """How many districts and how many of their towns have reported, and how far these are."""
    listed = [row for row in result.rows if row.state != UNLISTED]
    silent = [row.town for row in listed if row.state == SILENT]
    towns = [town for row in listed for town in row.inner if town.state != UNLISTED]
    quiet = sum(town.state == SILENT for town in towns)
    phases = Counter(town.phase for town in towns if town.state != SILENT)
    elected = [town for town in towns if town.elected]
    parts = [reported(result.made, "区县", len(listed), silent)]
    if towns:
        parts.append(
            f"已报区县共有{len(towns)}个乡镇，其中{len(towns) - quiet}个已报"
            + (f"、{quiet}个未报" if quiet else "")
        )
    if at := "、".join(f"{phase}阶段{phases[phase]}个" for phase in PHASES if phases[phase]):
        parts.append(f"乡镇处于{at}")
    if elected:
        parts.append(f"{len(elected)}个乡镇已选出执委{sum(town.elected or 0 for town in elected)}名")
    return "。".join(parts) + "。"


def checks(result: Result) -> str:
    """What the districts' recomputing came to, and what still waits for a person."""
    shown = [row for row in result.rows if row.sha]
    if not shown:
        return "还没有区县报来汇总，没有可复算的。"
    wrong = {row.town: sum(bool(town.recomputed) for town in row.inner) for row in shown}
    named_wrong = named(f"{name}{count}个" for name, count in wrong.items() if count)
    open_towns = sum(town.state == DOUBTFUL for row in shown for town in row.inner)
    doubtful = [row.town for row in shown if row.state == DOUBTFUL]
    returned = [name for name, judged in result.judged.items() if judged.verdict == RETURN]
    total = sum(wrong.values())
    parts = [
        "各乡镇报来的名额、资格和选举结果，由区县按其选举办法逐一复算"
        + (f"，{total}个乡镇与报来的不符（{named_wrong}）" if total else "，与报来的全部相符")
    ]
    if open_towns:
        parts.append(f"{open_towns}个乡镇的来件尚待区县核实")
    if doubtful:
        parts.append(f"{len(doubtful)}个区县的汇总尚待核实（{named(doubtful)}）")
    if returned:
        parts.append(f"已退回{len(returned)}个区县重报（{named(returned)}）")
    return "；".join(parts) + "。"
