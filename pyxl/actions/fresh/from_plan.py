"""What a plan's reading writes into a fresh workbook: settings with their sentences, the leading group, what to answer."""

from __future__ import annotations

from collections.abc import Iterator

from pyxl.actions.fresh.first_rows import basis_rows
from pyxl.actions.writes import Fill, Replace, Write
from pyxl.book.declared import table
from pyxl.book.workbook import Cell, Record, Workbook
from pyxl.rules.check.levels import BY_KEY
from pyxl.rules.check.rule import NOT_OF_A_PLAN
from pyxl.rules.plan import CONTRADICTIONS, Setting
from pyxl.rules.plan.filed import worded
from pyxl.rules.plan.plan_reading import Reading
from pyxl.rules.plan.settings import UNANSWERED

WRITTEN = ("值", "条款", "说明", "默认")
BASES, CHARTER = "依据", "《中华全国妇女联合会章程》"
MAY_LACK = ("市",)
"""A county may stand under no city."""
REGISTERS = ("工作进度", "归档目录")


def writes_of(workbook: Workbook, reading: Reading, text: str) -> list[Write]:
    """Everything that a new workbook takes from a plan."""
    same = _is_declared_plan(text)
    lines = [_line(record, reading, same) for record in workbook.records("设置")]
    return [
        *(Fill("设置", header, [line[header] for line in lines]) for header in WRITTEN),
        Replace("领导小组", [*_leaders(reading)], table("领导小组").rows),
        Replace("矛盾", [*_contradictions(reading, text)]),
        Replace("依据", [*basis_rows(_bases(reading))], table("依据").rows),
        *([] if same else registers(workbook, occasion_of(reading))),
    ]


def _bases(reading: Reading) -> str:
    """The documents that the plan names, without them the charter."""
    said = reading.said.get(BASES)
    return said.value if said else CHARTER


def _is_declared_plan(text: str) -> bool:
    """Whether the plan is the one that the declarations quote: every sentence of the known contradictions is there."""
    bare = "".join(text.split())
    passages = [passage for item in CONTRADICTIONS for passage in (item.first, item.second)]
    return all(passage.outside or passage.sentence in bare for passage in passages)


def occasion_of(reading: Reading) -> str:
    """改革 or 换届, as the plan's title says; the declared one where it says neither."""
    said = reading.said.get("换届或改革")
    return said.value if said else "改革"


def _line(record: Record, reading: Reading, same: bool) -> Record:
    key = str(record["项目"] or "").strip()
    if key not in BY_KEY:
        return record
    setting = BY_KEY[key]
    if said := reading.said.get(key):
        value = setting.cell(setting.parse(said.value))
        own = value if setting.of_plan else record["默认"]
        told = f"方案原文：“{said.sentence.text}”"
        return {**record, "值": value, "默认": own, "条款": said.sentence.clause, "说明": told}
    if several := reading.doubtful.get(key):
        quoted = "；".join(f"{one.sentence.clause}“{one.sentence.text}”" for one in several)
        settled = setting.optional or _default_said(setting, [one.value for one in several])
        answer = None if settled else UNANSWERED
        own = setting.cell(setting.default) if settled else UNANSWERED
        clause = "、".join(dict.fromkeys(one.sentence.clause for one in several))
        told = f"方案写得不一致或不确定，请核定：{quoted}"
        return {**record, "值": answer, "默认": own, "条款": clause, "说明": told}
    if key in reading.missing:
        if key == BASES:
            return {
                **record,
                "值": CHARTER,
                "默认": CHARTER,
                "条款": None,
                "说明": f"方案里没有读到，请补充。{_said(setting, same)}",
            }
        answer = None if setting.optional or key in MAY_LACK else UNANSWERED
        told = f"方案里没有读到，请填写。{_said(setting, same)}"
        return {**record, "值": answer, "默认": answer, "条款": None, "说明": told}
    return record if same else elsewhere(record, setting)


def _said(setting: Setting, same: bool) -> str:
    return setting.text if same else setting.elsewhere or setting.text


def elsewhere(record: Record, setting: Setting) -> Record:
    """A setting of which this town's plan says nothing: no clause and no quotation of another plan."""
    clause = record["条款"] if setting.clause in NOT_OF_A_PLAN else None
    return {**record, "条款": clause, "说明": setting.elsewhere or record["说明"]}


def _default_said(setting: Setting, values: list[str]) -> bool:
    """Whether the default, whose reason the sheet gives, is one of the values that the plan itself gives."""
    return setting.default in [setting.parse(value) for value in values]


def _leaders(reading: Reading) -> Iterator[Record]:
    """The leading group as the plan names it."""
    headers = table("领导小组").headers
    for name, post in reading.leaders:
        yield {**dict.fromkeys(headers), headers[0]: name, headers[1]: post}


def _contradictions(reading: Reading, text: str) -> Iterator[Record]:
    """Those of the known ones whose sentences stand in this plan, and what this plan leaves open itself."""
    bare = "".join(text.split())
    told = set()
    for item in CONTRADICTIONS:
        if all(passage.outside or passage.sentence in bare for passage in (item.first, item.second)):
            told.add(item.setting)
            yield {
                "问题": f"{item.number}．{item.title}",
                "相关设置": item.setting,
                "条款": item.clauses,
                "原文与处理": item.text,
            }
    for key, several in reading.doubtful.items():
        if key not in told:
            clauses = "、".join(dict.fromkeys(one.sentence.clause for one in several))
            quoted = "\n".join(f"{one.sentence.clause}：“{one.sentence.text}”" for one in several)
            yield {"问题": f"{key}：不一致或不确定", "相关设置": key, "条款": clauses, "原文与处理": quoted}
    for key in reading.missing:
        if key not in told:
            yield {
                "问题": f"{key}：方案没有写明",
                "相关设置": key,
                "条款": None,
                "原文与处理": "请填写设置“" + key + "”",
            }


def registers(workbook: Workbook, occasion: str) -> Iterator[Write]:
    """Tasks and files are worded for the occasion; their clauses are those of another plan."""
    for name in REGISTERS:
        rows = workbook.records(name)
        yield Replace(name, [_reworded(row, occasion) for row in rows if any(row.values())], table(name).rows)


def _reworded(row: Record, occasion: str) -> Record:
    made: dict[str, Cell] = {}
    for header, value in row.items():
        if isinstance(value, str) and header in ("任务", "题名"):
            value = worded(value, occasion)
        made[header] = None if header == "条款" else value
    return made
