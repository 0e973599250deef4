"""撤销上一步: back to before the last press, tables and ballot sheets alike."""

from __future__ import annotations

from dataclasses import dataclass

from pyxl.actions.action import Action, Argument, Outcome, Say
from pyxl.actions.history import Step, capture, read_history
from pyxl.book.ballot_page import empty_page
from pyxl.book.workbook import Workbook
from pyxl.errors import MoxiError


@dataclass(frozen=True, slots=True)
class Options:
    """`redo`: do again what was taken back last."""

    redo: bool = False


def run(workbook: Workbook, options: Options, say: Say) -> Outcome:
    """Write back what stood before; what it replaces can be had again with `redo`."""
    history = read_history(workbook)
    steps, word = (history.redo, "恢复") if options.redo else (history.undo, "撤销")
    if not steps:
        raise MoxiError(f"没有可以{word}的操作")
    step = steps[-1]
    present = capture(workbook, step.action, step.writes, history, empty_page())
    done = f"已{word}“{step.action}”，恢复到该操作{'之后' if options.redo else '之前'}：{_places(step)}。"
    return Outcome(
        lines=[done] if options.redo else [done, "如撤销有误，可用“恢复”（moxi undo --redo）找回。"],
        document={"undone": step.action} if not options.redo else {"redone": step.action},
        writes=step.writes,
        summary=done,
        rows=len(step.writes),
        history=history.redone(present) if options.redo else history.undone(present),
    )


def _places(step: Step) -> str:
    return "、".join(dict.fromkeys(write.place for write in step.writes))


ACTION = Action(
    "undo",
    "撤销上一步",
    "把表和选票恢复到上一次操作之前，可连续撤销",
    run,
    Options,
    (Argument(("--redo",), {"action": "store_true", "help": "恢复刚才撤销的操作"}),),
)
