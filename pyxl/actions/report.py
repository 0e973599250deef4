"""moxi report: a district's or city's one-page report to the level above, from its workbook and what lies in its inbox."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from pyxl.actions.action import Argument, Command, Outcome, Say
from pyxl.actions.merge import beside
from pyxl.actions.merge import run as merge


@dataclass(frozen=True, slots=True)
class Options:
    """`file`: the workbook; what arrived lies in the folder 收件 beside it."""

    file: str


def run(options: Options, say: Say) -> Outcome:
    """Merge once more, so that no figure of the report is older than what has arrived, and write the paper beside the workbook.

    Raises FileError or HostError as a merge does, PaperError or CellError where the paper cannot be made; then nothing was written.
    """
    file = Path(options.file)
    return merge(replace(beside(file), report=str(_paper(file))), say)


def _paper(file: Path) -> Path:
    """Where the report goes: the earlier one is replaced, but never one that somebody has worked on."""
    from pyxl.papers.render import untouched

    number = 1
    while True:
        path = file.with_name(f"{file.stem}情况报告{f' {number}' if number > 1 else ''}.docx")
        if not path.exists() or untouched(path):
            return path
        number += 1


COMMAND = Command(
    "report",
    "写出给上级妇联的一页情况报告（先把来件再汇总一次）",
    run,
    Options,
    (Argument(("file",), {"metavar": "汇总工作簿", "help": "区里或市里的汇总工作簿，旁边有“收件”文件夹"}),),
    of_workbook=lambda file: Options(str(file)),
    writes=True,
)
