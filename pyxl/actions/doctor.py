"""环境自检: what this desk has and lacks, each with the advice that mends it."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from pyxl.actions.action import Command, Outcome, Say
from pyxl.hosts.office import CHECKS, Check


@dataclass(frozen=True, slots=True)
class Options:
    """The examination takes no options."""


def run(options: Options, say: Say) -> Outcome:
    """Look at everything; something that is missing but not needed here is no fault."""
    results = []
    for title, examine in CHECKS.items():
        say(f"检查{title}")
        results.append(examine(title))
    return Outcome(
        lines=[_line(check) for check in results],
        document={"checks": [asdict(check) for check in results]},
        wrong=not all(check.ok for check in results),
    )


def _line(check: Check) -> str:
    return f"{'✓' if check.ok else '✗'} {check.name}：{check.advice}"


COMMAND = Command("doctor", "检查 Python、Excel、LibreOffice、字体和受信任位置，缺什么说什么", run, Options)
