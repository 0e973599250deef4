"""moxi new: a fresh workbook, empty or filled with Moxi's units and invented people."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pyxl.actions.action import Argument, Command, Outcome, Say
from pyxl.actions.writes import Replace, Write
from pyxl.book.declared import table
from pyxl.errors import FileError
from pyxl.hosts.files.locking import holding
from pyxl.hosts.files.replacing import make_folder, replace_file
from pyxl.hosts.files.scratch import scratch_folder, sweep

if TYPE_CHECKING:
    from pyxl.book.workbook import Workbook
    from pyxl.rules.plan.plan_reading import Reading

SUFFIXES = (".xlsm", ".xlsx")


@dataclass(frozen=True, slots=True)
class Options:
    """`file` must not exist yet; `town` replaces 磨溪镇; `sample` adds units and invented people.

    `plan` is a plan's document, from which the settings are read.  `format`: xlsm with the ribbon or xlsx without macros; it
    is the file's ending, and stands in for a missing one.
    `district`: a district's workbook for the towns of the list `towns`; then `town` is the district's own name.
    """

    file: str
    town: str | None = None
    sample: bool = False
    plan: str | None = None
    format: str | None = None
    district: bool = False
    towns: str | None = None


def run(options: Options, say: Say) -> Outcome:
    """Copy the built workbook, fill, save; the file appears whole or not at all.

    Raises FileError where a file stands or for an ending that it cannot make.
    """
    from pyxl.actions.fresh import new_workbook

    path = _named(options)
    if options.district or options.towns:
        return _district(path, options)
    if path.suffix.lower() not in SUFFIXES:
        raise FileError(f"不会生成“{path.suffix}”文件", path.name, "请以 .xlsm 或 .xlsx 结尾")
    if options.plan and (options.town or options.sample):
        raise FileError("“--plan”不能与“--town”“--sample”同用", path.name, "镇名从方案里读")
    plan = None
    if options.plan:
        from pyxl.actions.plan import read_file

        plan = read_file(options.plan)
    sweep()
    with holding(path.resolve()):
        if path.exists():
            raise FileError("文件已经存在，没有覆盖", str(path), "请换一个文件名，或先移走旧文件")
        say("生成工作簿")
        # Filled elsewhere and put in its place whole: whatever happens before, there is no half workbook.
        with scratch_folder() as folder:
            draft = folder / path.name
            replace_file(draft, new_workbook(with_macros=path.suffix.lower() == ".xlsm"))
            _fill(draft, options, plan, say)
            replace_file(path, draft.read_bytes())
    kind = "，已填入样例（人员均为虚构）" if options.sample else ""
    lines, document = [f"已生成 {path}{kind}。"], {"file": str(path)}
    if plan is None:
        if options.town:
            from pyxl.actions.fresh.another_town import told

            lines += told(options.town)
        return Outcome(lines, document)
    from pyxl.actions import plan as reader

    return Outcome([*lines, *reader.told(plan[0])], {**document, **reader.document(plan[0])})


def _named(options: Options) -> Path:
    """The new file with the ending of its format.  Raises FileError where it has another one."""
    path = Path(options.file)
    if options.format is None:
        return path
    ending = f".{options.format}"
    if path.suffix.lower() in SUFFIXES and path.suffix.lower() != ending:
        raise FileError(f"文件名的结尾与“--format {options.format}”不一致", path.name, f"请以 {ending} 结尾")
    return path if path.suffix.lower() == ending else path.with_name(f"{path.name}{ending}")


def _district(path: Path, options: Options) -> Outcome:
    """A district's workbook: its towns all silent, its settings to be filled in."""
    from pyxl.district.installed import require_installed

    require_installed()
    from pyxl.district.inbox import INBOX, read_town_list
    from pyxl.district.result.book import fresh
    from pyxl.district.result.settings import DistrictSettings

    if path.suffix.lower() != ".xlsx":
        raise FileError("区里的汇总工作簿没有宏，只能存为 .xlsx", path.name, "请以 .xlsx 结尾")
    if options.plan or options.sample:
        raise FileError("“--district”不能与“--plan”“--sample”同用", path.name, "请分开运行")
    towns = read_town_list(Path(options.towns)) if options.towns else ()
    with holding(path.resolve()):
        if path.exists():
            raise FileError("文件已经存在，没有覆盖", str(path), "请换一个文件名，或先移走旧文件")
        make_folder(path.resolve().parent / INBOX)  # first: without it there shall be no workbook
        fresh(
            path, towns, DistrictSettings(county=options.town or ""), dt.datetime.now().replace(microsecond=0)
        )
    told = (
        f"应报 {len(towns)} 个镇"
        if towns
        else "还没有应报名单，可用 --towns 名单 给出，或由第一次汇总的来件形成"
    )
    return Outcome(
        [
            f"已生成 {path}，{told}。",
            f"收到来件后原样放进旁边的“{INBOX}”文件夹，运行 moxi desk {path.name}，按“汇总各镇”。",
        ],
        {"file": str(path)},
    )


def _fill(path: Path, options: Options, plan: tuple[Reading, str] | None, say: Say) -> None:
    from pyxl.actions.fresh.another_town import another_town, is_another_town
    from pyxl.actions.fresh.from_plan import writes_of
    from pyxl.actions.perform import write_all
    from pyxl.book.workbook import Workbook
    from pyxl.hosts.engine import open_closed
    from pyxl.hosts.package.former_texts import forget_former_texts

    foreign = options.town is not None and is_another_town(options.town)
    if not foreign and not options.sample and plan is None:
        return
    say("填入内容")
    with open_closed(path) as book:
        workbook = Workbook(book)
        writes: list[Write] = another_town(workbook, options.town) if options.town and foreign else []
        if plan is not None:
            writes = writes_of(workbook, *plan)
        if options.sample:
            from pyxl.actions.fresh import SAMPLE

            writes += [Replace(name, records, table(name).rows) for name, records in SAMPLE.items()]
        write_all(workbook, writes)
        if foreign or plan is not None:
            _unfold(Workbook(book))
        book.save()
    if foreign or plan is not None:
        forget_former_texts(path)


def _unfold(workbook: Workbook) -> None:
    """What the plan leaves open must be seen, whatever group of the settings it is in."""
    from pyxl.hosts.sheets.page_setup import show_row
    from pyxl.rules.plan.settings import UNANSWERED

    region = workbook.region("设置")
    for index, record in enumerate(region.records):
        if record["值"] == UNANSWERED:
            show_row(region.sheet, region.row_number(index))


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
        Argument(("--district",), {"action": "store_true", "help": "生成区里的汇总工作簿（.xlsx）"}),
        Argument(("--towns",), {"metavar": "应报名单", "help": "区里应报各镇的名单，一行一个镇"}),
        Argument(("--sample",), {"action": "store_true", "help": "填入磨溪镇的单位和虚构的样例人员"}),
    ),
)
