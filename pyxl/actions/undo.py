"""撤销上一步: back to before the last press, tables and ballot sheets alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pyxl.actions.action import Action, Argument, Outcome, Say
from pyxl.actions.press import LOG, TABLE, Step, brought_back, capture, read_history
from pyxl.book.pages import empty_page
from pyxl.book.workbook import Workbook
from pyxl.errors import MoxiError

SHOWN = 5
"""Files that the message names."""


@dataclass(frozen=True, slots=True)
class Options:
    """`redo`: do again what was taken back last."""

    redo: bool = False


def run(workbook: Workbook, options: Options, say: Say) -> Outcome:
    """Write back what stood before; what it replaces can be had again with `redo`.

    Raises MoxiError where there is nothing to take back.
    """
    workbook.expect(TABLE, LOG)
    history = read_history(workbook)
    steps, word = (history.redo, "恢复") if options.redo else (history.undo, "撤销")
    if not steps:
        raise MoxiError(f"没有可以{word}的操作")
    step = steps[-1]
    present = capture(workbook, step, history, empty_page())
    writes = [brought_back(*pair) for pair in zip(step.writes, present.writes, strict=True)]
    done = _done(step, word, "之后" if options.redo else "之前")
    typed = step.typed_over(present)
    lost = _typed(step, typed, options.redo)
    back = [] if options.redo else ["如撤销有误，可用“恢复”（moxi undo --redo）找回。"]
    return Outcome(
        lines=[done, *lost, *_files(step), *back],
        document={
            "redone" if options.redo else "undone": step.action,
            **({"typed_over": typed} if typed else {}),
        },
        writes=writes,
        summary="；".join([done, *lost]),
        rows=len(writes),
        history=history.redone(present, writes) if options.redo else history.undone(present, writes),
        hidden=() if options.redo else step.shown,
    )


def _typed(step: Step, places: Sequence[str], redo: bool) -> list[str]:
    """What was typed after the press goes with it, and comes back the other way."""
    if not places:
        return []
    named = "、".join(f"“{place}”" for place in places)
    when, way = (f"撤销“{step.action}”", "撤销") if redo else (f"“{step.action}”", "恢复")
    return [f"注意：{named}在{when}之后又改过，这些改动也一并退回；可用“{way}”找回。"]


def _done(step: Step, word: str, when: str) -> str:
    places = "、".join(dict.fromkeys(write.place for write in step.writes))
    if not places:
        return f"“{step.action}”没有改动任何表，已从记录中{word}。"
    return f"已{word}“{step.action}”，恢复到该操作{when}：{places}。"


def _files(step: Step) -> list[str]:
    """Files may have been printed, sent or edited since: none is ever taken away, or made again."""
    if not step.files:
        return []
    more = f"等 {len(step.files)} 个" if len(step.files) > SHOWN else ""
    return [f"  该操作生成的文件没有删除，也不会改动：{'、'.join(step.files[:SHOWN])}{more}。"]


ACTION = Action(
    "undo",
    "撤销上一步",
    "把表和选票恢复到上一次操作之前，可连续撤销",
    run,
    Options,
    (Argument(("--redo",), {"action": "store_true", "help": "恢复刚才撤销的操作"}),),
)
