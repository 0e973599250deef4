"""环境自检: what this desk has and lacks, each with the advice that mends it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

from pyxl.actions.action import Argument, Command, Outcome, Say
from pyxl.hosts.office import CHECKS, OF_FILE, Check


@dataclass(frozen=True, slots=True)
class Options:
    """`file`: the workbook whose place and origin are looked at; none: the desk alone."""

    file: str | None = None


def run(options: Options, say: Say) -> Outcome:
    """Look at everything; something that is missing but not needed here is no fault."""
    results = []
    for title, examine in CHECKS.items():
        say(f"检查{title}")
        results.append(examine(title))
    workbook = Path(options.file).absolute() if options.file else None
    for title, look in OF_FILE.items():
        say(f"检查{title}")
        results.append(look(title, workbook))
    return Outcome(
        lines=[_line(check) for check in results],
        document={"checks": [asdict(check) for check in results]},
        wrong=not all(check.ok for check in results),
    )


def _line(check: Check) -> str:
    return f"{'✓' if check.ok else '✗'} {check.name}：{check.advice}"


COMMAND = Command(
    "doctor",
    "检查 Python、Excel、LibreOffice、字体、受信任位置和文件来源，缺什么说什么",
    run,
    Options,
    (
        Argument(
            ("file",), {"metavar": "工作簿", "nargs": "?", "help": "要打开的工作簿：看它放的地方是否受信任"}
        ),
    ),
    of_file=True,
)
