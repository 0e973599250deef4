"""读入方案: a workbook in which nobody has entered anybody yet takes its settings from the town's own plan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pyxl.actions.action import Action, Argument, Document, Outcome, Say
from pyxl.actions.fresh.from_plan import writes_of
from pyxl.book.workbook import Workbook
from pyxl.errors import FileError, TableError
from pyxl.hosts.plan_file import plan_text
from pyxl.rules.plan.plan_reading import Reading, read_plan

USED = ("单位", "代表", "候选人", "选举情况")
"""Where rows stand in one of these, work has begun under the settings that are there."""


@dataclass(frozen=True, slots=True)
class Options:
    """`source`: the plan, a .docx or plain text."""

    source: str


def run(workbook: Workbook, options: Options, say: Say) -> Outcome:
    """Write settings, leading group, open questions and registers as the plan has them.

    Raises TableError where lists have been entered already, FileError for what is no plan.
    """
    begun = [name for name in USED if any(row[_key(name)] for row in workbook.records(name))]
    if begun:
        raise TableError(
            f"“{'”“'.join(begun)}”表里已有内容，不能再换方案",
            remedy="请用新的空白工作簿读入方案，或用 moxi new 新文件 --plan 方案",
        )
    reading, text = read_file(options.source)
    say("填入方案的规定")
    return Outcome(
        lines=[*told(reading)],
        document=document(reading),
        writes=writes_of(workbook, reading, text),
        summary=f"{Path(options.source).name}：{len(reading.said)} 项设置",
        rows=len(reading.said),
    )


def _key(name: str) -> str:
    return {"单位": "单位", "选举情况": "选举"}.get(name, "姓名")


def read_file(file: str) -> tuple[Reading, str]:
    """A plan's reading and its text.  Raises FileError."""
    text = plan_text(Path(file))
    reading = read_plan(text)
    if not reading.said:
        raise FileError("没有读出任何规定，不像是一份改革或换届方案", Path(file).name, "请核对文件")
    return reading, text


def told(reading: Reading) -> Iterator[str]:
    """What was read, what contradicts itself, what is missing, one line each."""
    yield f"从方案读出 {len(reading.said)} 项设置，每项旁边写明了原文。"
    for key, said in reading.said.items():
        yield f"  {key} = {said.value}（{said.sentence.clause}）"
    for key, several in reading.doubtful.items():
        quoted = "；".join(f"{one.sentence.clause}“{one.sentence.text}”" for one in several)
        yield f"  请核定“{key}”：{quoted}"
    if reading.missing:
        yield f"  方案里没有读到，请填写：{'、'.join(reading.missing)}"
    if not reading.leaders:
        yield "  没有读出领导小组名单，请填写“领导小组”表"


def document(reading: Reading) -> Document:
    """The same for a script."""
    return {
        "read": [
            {"key": key, "value": said.value, "sentence": said.sentence.text, "clause": said.sentence.clause}
            for key, said in reading.said.items()
        ],
        "missing": list(reading.missing),
        "doubtful": [
            {"key": key, "sentences": list(dict.fromkeys(one.sentence.text for one in several))}
            for key, several in reading.doubtful.items()
        ],
        "leaders": [{"name": name, "post": post} for name, post in reading.leaders],
    }


ACTION = Action(
    "plan",
    "读入方案",
    "从本镇的方案（.docx 或 .txt）读出各项设置，逐项写明原文；要在录入名单之前",
    run,
    Options,
    (Argument(("source",), {"metavar": "方案", "help": "方案的 .docx 或 .txt 文件"}),),
)
