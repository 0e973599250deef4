"""What a district's report upward says: towns that reported, how far they are, what recomputing came to."""

from __future__ import annotations

from collections import Counter

from pyxl.district.paper.naming import named, reported
from pyxl.district.result.book import Result
from pyxl.district.result.declared import RETURN
from pyxl.district.result.progress_sheet import done_share
from pyxl.district.result.town import DOUBTFUL, SILENT, UNLISTED
from pyxl.post.cover import PHASES
from pyxl.words import Severity


def progress(result: Result, most: int) -> str:
    """How many towns have reported, and how far they are; the silent ones by name, as far as `most`."""
    listed = [row for row in result.rows if row.state != UNLISTED]
    silent = [row.town for row in listed if row.state == SILENT]
    phases = Counter(row.phase for row in listed if row.sha)
    elected = [row for row in listed if row.elected]
    at = "、".join(f"{phase}阶段{phases[phase]}个" for phase in PHASES if phases[phase])
    far = [f"处于{at}"] if at else []
    if elected:
        far.append(f"{len(elected)}个已选出执委{sum(row.elected or 0 for row in elected)}名")
    if (share := done_share(listed)) is not None:
        far.append(f"各项任务完成{share:.0%}")
    parts = [
        reported(result.made, "乡镇", len(listed), silent, most),
        *([f"已报乡镇{'，'.join(far)}"] if far else []),
    ]
    return "。".join(parts) + "。"


def checks(result: Result, most: int) -> str:
    """What recomputing came to, and what still waits for a person."""
    shown = [row for row in result.rows if row.sha]
    if not shown:
        return "还没有乡镇报来材料，没有可复算的。"
    wrong = [row.town for row in shown if row.recomputed]
    doubtful = [row.town for row in shown if row.state == DOUBTFUL]
    returned = [
        row.town
        for row in result.rows
        if row.town in result.judged and result.judged[row.town].verdict == RETURN
    ]
    twice = sum(one.severity is Severity.ERROR for one in result.across)
    said = f"{len(wrong)}个乡镇与报来的不符{named(wrong, most)}" if wrong else "与报来的全部相符"
    parts = [f"名额、资格和选举结果经逐一复算，{said}"]
    if doubtful:
        parts.append(f"{len(doubtful)}个尚待核实{named(doubtful, most)}")
    if twice:
        parts.append(f"{twice}人同时在两个乡镇的名单上")
    if returned:
        parts.append(f"已退回{len(returned)}个重报{named(returned, most)}")
    return "；".join(parts) + "。"
