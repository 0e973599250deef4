"""What a plan's reading writes into a fresh workbook: settings with their sentences, the leading group, what to answer."""

from __future__ import annotations

from collections.abc import Iterator

from pyxl.actions.writes import Fill, Replace, Write
from pyxl.book.declared import table
from pyxl.book.workbook import Cell, Record, Workbook
from pyxl.rules.check.levels import find_setting
from pyxl.rules.plan import CONTRADICTIONS, Setting
from pyxl.rules.plan.plan_reading import Reading
from pyxl.rules.plan.settings import UNANSWERED

REWORDED = (("妇联组织区域化建设改革", "妇联换届"), ("改革工作", "换届工作"), ("改革", "换届"))
"""Words of the registers that are those of a reform, for a congress that is due."""
REGISTERS = ("工作进度", "归档目录")


def writes_of(workbook: Workbook, reading: Reading, text: str) -> list[Write]:
    """Everything that a new workbook takes from a plan."""
    records = workbook.records("设置")
    lines = [_line(record, reading) for record in records]
    return [
        *(Fill("设置", header, [line[header] for line in lines]) for header in ("值", "条款", "说明")),
        Replace("领导小组", [*_leaders(reading)], table("领导小组").rows),
        Replace("矛盾", [*_contradictions(reading, text)]),
        *_registers(workbook, reading, text),
    ]


def _line(record: Record, reading: Reading) -> Record:
    key = str(record["项目"] or "").strip()
    if key not in reading.said and key not in reading.doubtful and key not in reading.missing:
        return record
    setting = find_setting(key)
    if said := reading.said.get(key):
        value = setting.cell(setting.parse(said.value))
        return {
            **record,
            "值": value,
            "条款": said.sentence.clause,
            "说明": _told(record, said.sentence.text),
        }
    if several := reading.doubtful.get(key):
        quoted = "；".join(f"{one.sentence.clause}“{one.sentence.text}”" for one in several)
        answer = None if _default_said(setting, [one.value for one in several]) else UNANSWERED
        clause = "、".join(dict.fromkeys(one.sentence.clause for one in several))
        return {**record, "值": answer, "条款": clause, "说明": f"方案写得不一致或不确定，请核定：{quoted}"}
    if key in reading.missing:
        answer = None if setting.optional else UNANSWERED
        return {**record, "值": answer, "条款": "", "说明": f"方案里没有读到，请填写。{record['说明'] or ''}"}
    return record


def _told(record: Record, sentence: str) -> str:
    return f"方案原文：“{sentence}”"


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
                "条款": "",
                "原文与处理": "请填写设置“" + key + "”",
            }


def _registers(workbook: Workbook, reading: Reading, text: str) -> Iterator[Write]:
    """Tasks and files of a congress that is due are worded so; their clauses are those of another plan."""
    occasion = reading.said.get("换届或改革")
    if occasion is None or occasion.value != "换届":
        return
    for name in REGISTERS:
        rows = workbook.records(name)
        yield Replace(name, [_reworded(row) for row in rows if any(row.values())], table(name).rows)


def _reworded(row: Record) -> Record:
    made: dict[str, Cell] = {}
    for header, value in row.items():
        if isinstance(value, str) and header in ("任务", "题名"):
            for before, after in REWORDED:
                value = value.replace(before, after)
        made[header] = None if header == "条款" else value
    return made
