"""moxi new: a fresh workbook, empty or filled with Moxi's units and invented people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pyxl.actions.action import Argument, Command, Outcome, Say
from pyxl.actions.writes import Fill, Replace, Write
from pyxl.book.declared import table
from pyxl.errors import FileError
from pyxl.hosts.files.locking import holding
from pyxl.hosts.files.replacing import replace_file

if TYPE_CHECKING:
    from pyxl.book.workbook import Workbook
    from pyxl.rules.plan.plan_reading import Reading

SUFFIXES = (".xlsm", ".xlsx")


@dataclass(frozen=True, slots=True)
class Options:
    """`file` must not exist yet; `town` replaces 磨溪镇; `sample` adds units and invented people.

    `plan` is a plan's document, from which the settings are read.  `format`: xlsm with the ribbon or xlsx without macros; it
    is the file's ending, and stands in for a missing one.
    """

    file: str
    town: str | None = None
    sample: bool = False
    plan: str | None = None
    format: str | None = None


def run(options: Options, say: Say) -> Outcome:
    """Copy the built workbook, fill, save; the file appears whole or not at all.

    Raises FileError where a file stands or for an ending that it cannot make.
    """
    from pyxl.actions.fresh import new_workbook

    path = _named(options)
    if path.suffix.lower() not in SUFFIXES:
        raise FileError(f"不会生成“{path.suffix}”文件", path.name, "请以 .xlsm 或 .xlsx 结尾")
    if options.plan and (options.town or options.sample):
        raise FileError("“--plan”不能与“--town”“--sample”同用", path.name, "镇名从方案里读")
    plan = _read(options.plan) if options.plan else None
    with holding(path.resolve()):
        if path.exists():
            raise FileError("文件已经存在，没有覆盖", str(path), "请换一个文件名，或先移走旧文件")
        say("生成工作簿")
        replace_file(path, new_workbook(with_macros=path.suffix.lower() == ".xlsm"))
        try:
            _fill(path, options, plan, say)
        except BaseException:
            path.unlink()
            raise
    kind = "，已填入样例（人员均为虚构）" if options.sample else ""
    lines, document = [f"已生成 {path}{kind}。"], {"file": str(path)}
    if plan is None:
        return Outcome(lines, document)
    return Outcome([*lines, *_told(plan[0])], document | _document(plan[0]))


def _named(options: Options) -> Path:
    """The new file with the ending of its format.  Raises FileError where it has another one."""
    path = Path(options.file)
    if options.format is None:
        return path
    ending = f".{options.format}"
    if path.suffix.lower() in SUFFIXES and path.suffix.lower() != ending:
        raise FileError(f"文件名的结尾与“--format {options.format}”不一致", path.name, f"请以 {ending} 结尾")
    return path if path.suffix.lower() == ending else path.with_name(f"{path.name}{ending}")


def _read(file: str) -> tuple[Reading, str]:
    """The plan's reading and its text.  Raises FileError."""
    from pyxl.hosts.plan_file import plan_text
    from pyxl.rules.plan.plan_reading import read_plan

    text = plan_text(Path(file))
    reading = read_plan(text)
    if not reading.said:
        raise FileError("没有读出任何规定，不像是一份改革或换届方案", Path(file).name, "请核对文件")
    return reading, text


def _told(reading: Reading) -> Iterator[str]:
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


def _document(reading: Reading) -> dict[str, object]:
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


def _fill(path: Path, options: Options, plan: tuple[Reading, str] | None, say: Say) -> None:
    from pyxl.actions.fresh.from_plan import writes_of
    from pyxl.actions.perform import write_all
    from pyxl.book.workbook import Workbook
    from pyxl.hosts.engine import open_closed

    if options.town is None and not options.sample and plan is None:
        return
    say("填入内容")
    with open_closed(path) as book:
        workbook = Workbook(book)
        writes = _town_writes(workbook, options.town) if options.town else []
        if plan is not None:
            writes = writes_of(workbook, *plan)
        if options.sample:
            from pyxl.actions.fresh import SAMPLE

            writes += [Replace(name, records, table(name).rows) for name, records in SAMPLE.items()]
        write_all(workbook, writes)
        book.save()


def _town_writes(workbook: Workbook, town: str) -> list[Write]:
    """Another town has another name and another leading group."""
    values = {"镇名": town}
    records = workbook.records("设置")
    column = [values.get(str(record["项目"]), record["值"]) for record in records]
    writes: list[Write] = [Fill("设置", "值", column)]
    if town not in ("磨溪镇", "磨溪"):
        writes.append(Replace("领导小组", [], table("领导小组").rows))
    return writes


COMMAND = Command(
    "new",
    "生成一个新的工作簿",
    run,
    Options,
    (
        Argument(("file",), {"metavar": "工作簿", "help": "新文件，以 .xlsm 或 .xlsx 结尾"}),
        Argument(("--town",), {"metavar": "镇名", "help": "如 磨溪镇"}),
        Argument(("--plan",), {"metavar": "方案", "help": "从方案（.docx 或 .txt）读出设置，逐项写明原文"}),
        Argument(
            ("--format",),
            {
                "choices": [suffix[1:] for suffix in SUFFIXES],
                "help": "xlsx 不带宏，用办事窗口办理；xlsm 带功能区",
            },
        ),
        Argument(("--sample",), {"action": "store_true", "help": "填入磨溪镇的单位和虚构的样例人员"}),
    ),
)
