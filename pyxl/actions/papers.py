"""生成公文: the Word papers that the state of the work allows, and for each other one what it still lacks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyxl.actions.action import Action, Argument, NewFile, Outcome, Say
from pyxl.actions.read.dossier import read_dossier
from pyxl.actions.read.obstacles import obstacle_lines
from pyxl.book.workbook import Workbook
from pyxl.papers import FOLDER, Made, Missing, choose, make, missing, old, place
from pyxl.papers.issued import FROZEN, Issued, differences, read_frozen, register
from pyxl.papers.issued import TABLE as ISSUED

SHOWN = 30
"""Files that the message names; all of them stand in the log."""


@dataclass(frozen=True, slots=True)
class Options:
    """`out`: the folder, made if need be; `only`: beginnings of papers' names, () for all."""

    out: str | None = None
    only: tuple[str, ...] | list[str] | None = None


def run(workbook: Workbook, options: Options, say: Say) -> Outcome:
    """Make what can be made, and tell what each other paper lacks.

    That some papers must wait is the normal course of the work.  `wrong` when none can be made, or when one
    that was asked for by name lacks something.  Raises `PaperError` for an unknown name or a faulty template.
    """
    wanted = choose(tuple(options.only or ()))
    dossier = read_dossier(workbook)
    folder = Path(options.out) if options.out else workbook.folder / FOLDER
    made: list[tuple[Made, Path]] = []
    waiting: list[Missing] = []
    say(f"生成公文：{len(wanted)} 种")
    for paper in wanted:
        if lacking := missing(paper, dossier):
            waiting.append(lacking)
        else:
            made += [(item, place(folder / item.file)) for item in make(paper, dossier)]
    issued = register(workbook.records(ISSUED))
    changes = [*_changes([item for item, _ in made], issued, workbook.folder / FROZEN)]
    outdated = old(folder, wanted, {path for _, path in made})
    return Outcome(
        lines=[
            *_made_lines(made, folder),
            *_unused_lines(item for item, _ in made),
            *(f"  {line}" for line in changes),
            *obstacle_lines(waiting, "未生成"),
            *_old_lines(outdated),
        ],
        document={
            "papers": [{"name": item.paper, "file": str(path)} for item, path in made],
            "missing": [{"name": item.paper, "reason": f"{item.reason}。"} for item in waiting],
            "old": [str(path) for path in outdated],
            "differs": changes,
        },
        files=[NewFile(path, item.data) for item, path in made],
        wrong=not made or bool(options.only and waiting),
        summary=f"公文 {len(made)} 份" + (f"，另有 {len(waiting)} 种条件未具备" if waiting else ""),
        rows=len(made),
    )


def _made_lines(made: Sequence[tuple[Made, Path]], folder: Path) -> list[str]:
    if not made:
        return ["没有可以生成的公文。"]
    lines = [f"已生成 {len(made)} 份公文，存在“{folder}”："]
    lines += [f"  {path.name}" for _, path in made[:SHOWN]]
    if len(made) > SHOWN:
        lines.append(f"  ……另有 {len(made) - SHOWN} 份")
    if kept := [item.file for item, path in made if path.name != item.file]:
        lines.append(f"  注意：{'、'.join(kept)}在 Word 中改过，原文件没有动，新的另存为“（重新生成）”。")
    return lines


def _changes(made: Sequence[Made], issued: Sequence[Issued], folder: Path) -> Iterator[str]:
    """How a new draft differs from the copy that was issued; a copy that is gone or changed is told too."""
    last = {line.file: line for line in issued}
    for item in made:
        stem = item.file.rpartition(".")[0]
        mine = [line for line in last.values() if line.paper == item.paper and line.file.startswith(stem)]
        if not mine:
            continue
        line = mine[-1]
        named = f"“{item.paper}”已印发" + (f"（{line.number}）" if line.number else "")
        frozen = read_frozen(folder, line)
        if isinstance(frozen, str):
            yield f"注意：{named}，{frozen}。"
        elif found := differences(frozen, item.data):
            yield f"注意：{named}，这次的只是新稿，有不同：{'；'.join(found)}。"


def _unused_lines(made: Iterable[Made]) -> Iterator[str]:
    """A tag that somebody deleted from a template with its paragraph would go unnoticed."""
    for paper, unused in dict.fromkeys((item.paper, item.unused) for item in made if item.unused):
        yield f"  注意：“{paper}”的模板没有用到：{'、'.join(unused)}；不是有意删去的，请换回原来的模板。"


def _old_lines(outdated: Sequence[Path]) -> list[str]:
    if not outdated:
        return []
    names = [path.name for path in outdated]
    more = f"等 {len(names)} 份" if len(names) > SHOWN else ""
    return [f"  注意：文件夹里还有旧的{'、'.join(names[:SHOWN])}{more}，这次没有生成，已经过时，请删除。"]


ACTION = Action(
    "papers",
    "生成公文",
    "按现有的表生成请示、名册、办法、公示、报告等 Word 公文；条件未具备的说明还缺什么",
    run,
    Options,
    (
        Argument(
            ("--out",), {"metavar": "文件夹", "help": f"存到这个文件夹；省略则存到工作簿旁边的“{FOLDER}”"}
        ),
        Argument(
            ("--only",),
            {
                "metavar": "公文",
                "action": "append",
                "help": "只生成名称以此开头的公文，可重复，如 --only 候选人请示",
            },
        ),
    ),
)
