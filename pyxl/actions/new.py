"""moxi new: a fresh workbook, empty or filled with Moxi's units and invented people."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pyxl.actions.action import Argument, Command, Outcome, Say
from pyxl.actions.writes import Fill, Replace, Write
from pyxl.book.declared import table
from pyxl.errors import FileError
from pyxl.hosts.locking import holding
from pyxl.hosts.replacing import replace_file

if TYPE_CHECKING:
    from pyxl.book.workbook import Workbook

SUFFIXES = (".xlsm", ".xlsx")


@dataclass(frozen=True, slots=True)
class Options:
    """`file` must not exist yet; `town` replaces 磨溪镇; `sample` adds units and invented people."""

    file: str
    town: str | None = None
    sample: bool = False


def run(options: Options, say: Say) -> Outcome:
    """Copy the built workbook, fill, save; the file appears whole or not at all.

    Raises FileError where a file stands or for an ending that it cannot make.
    """
    from pyxl.actions.fresh import new_workbook

    path = Path(options.file)
    if path.suffix.lower() not in SUFFIXES:
        raise FileError(f"不会生成“{path.suffix}”文件", path.name, "请以 .xlsm 或 .xlsx 结尾")
    with holding(path.resolve()):
        if path.exists():
            raise FileError("文件已经存在，没有覆盖", str(path), "请换一个文件名，或先移走旧文件")
        say("生成工作簿")
        replace_file(path, new_workbook(with_macros=path.suffix.lower() == ".xlsm"))
        try:
            _fill(path, options, say)
        except BaseException:
            path.unlink()
            raise
    kind = "，已填入样例（人员均为虚构）" if options.sample else ""
    return Outcome([f"已生成 {path}{kind}。"], {"file": str(path)})


def _fill(path: Path, options: Options, say: Say) -> None:
    from pyxl.actions.perform import write_all
    from pyxl.book.workbook import Workbook
    from pyxl.hosts.engine import open_closed

    if options.town is None and not options.sample:
        return
    say("填入内容")
    with open_closed(path) as book:
        workbook = Workbook(book)
        writes = _town_writes(workbook, options.town) if options.town else []
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
        Argument(("--sample",), {"action": "store_true", "help": "填入磨溪镇的单位和虚构的样例人员"}),
    ),
)
