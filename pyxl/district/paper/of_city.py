"""What a city's report upward says: districts that reported, the state of all their towns, what their merges found."""

from __future__ import annotations

from collections import Counter

from pyxl.district.paper.naming import named, reported
from pyxl.district.result.book import Result
from pyxl.district.result.declared import RETURN
from pyxl.district.result.town import DOUBTFUL, SILENT, UNLISTED
from pyxl.post.cover import PHASES


def progress(result: Result, most: int) -> str:
    """How many districts and how many of their towns have reported, and how far these are."""
    listed = [row for row in result.rows if row.state != UNLISTED]
    silent = [row.town for row in listed if row.state == SILENT]
    towns = [town for row in listed for town in row.inner if town.state != UNLISTED]
    quiet = sum(town.state == SILENT for town in towns)
    phases = Counter(town.phase for town in towns if town.state != SILENT)
    elected = [town for town in towns if town.elected]
    parts = [reported(result.made, "区县", len(listed), silent, most)]
    far = []
    if towns:
        missing = f"、{quiet}个未报" if quiet else ""
        far.append(f"已报区县共有{len(towns)}个乡镇，其中{len(towns) - quiet}个已报{missing}")
    if at := "、".join(f"{phase}阶段{phases[phase]}个" for phase in PHASES if phases[phase]):
        far.append(f"处于{at}")
    if elected:
        far.append(f"{len(elected)}个乡镇已选出执委{sum(town.elected or 0 for town in elected)}名")
    return "。".join([*parts, *(["，".join(far)] if far else [])]) + "。"


def checks(result: Result, most: int) -> str:
    """What the districts' recomputing came to, and what still waits for a person."""
    shown = [row for row in result.rows if row.sha]
    if not shown:
        return "还没有区县报来汇总，没有可复算的。"
    wrong = {row.town: sum(bool(town.recomputed) for town in row.inner) for row in shown}
    where = named((f"{name}{count}个" for name, count in wrong.items() if count), most)
    open_towns = sum(town.state == DOUBTFUL for row in shown for town in row.inner)
    doubtful = [row.town for row in shown if row.state == DOUBTFUL]
    returned = [name for name, judged in result.judged.items() if judged.verdict == RETURN]
    total = sum(wrong.values())
    said = f"{total}个乡镇与报来的不符{where}" if total else "与报来的全部相符"
    parts = [f"名额、资格和选举结果由区县逐一复算，{said}"]
    if open_towns:
        parts.append(f"{open_towns}个乡镇尚待区县核实")
    if doubtful:
        parts.append(f"{len(doubtful)}个区县的汇总尚待核实{named(doubtful, most)}")
    if returned:
        parts.append(f"已退回{len(returned)}个区县重报{named(returned, most)}")
    return "；".join(parts) + "。"
