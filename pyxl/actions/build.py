"""moxi build: the workbook made anew from this repository, and the content that the rules give it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from pyxl.actions.action import Argument, Command, Outcome, Say
from pyxl.hosts.files.replacing import make_folder, replace_file

REPOSITORY = Path(__file__).resolve().parents[2]
WORKBOOK = REPOSITORY / "workbook" / "Moxi_Reform.xlsm"


@dataclass(frozen=True, slots=True)
class Options:
    """`out`: where to put the workbook."""

    out: str = str(WORKBOOK)


def run(options: Options, say: Say) -> Outcome:
    """Build and put the file in its place."""
    from pyxl.actions.fresh.blank import blank_workbook
    from pyxl.book.building import values_fit
    from pyxl.hosts.files.packing import unpack

    path = Path(options.out)
    say("生成工作簿")
    data = blank_workbook()
    make_folder(path.parent)
    replace_file(path, data)
    digest = hashlib.sha256(data).hexdigest()
    lines = [f"已生成 {path}（SHA-256 {digest}）"]
    if not values_fit(unpack(data)):
        lines.append("公式的值没有放入：内容已经改过，请先 python -m scripts.make_values，再生成一次。")
    return Outcome(lines, {"file": str(path), "sha256": digest})


COMMAND = Command(
    "build",
    "由本仓库重新生成 workbook/Moxi_Reform.xlsm",
    run,
    Options,
    (Argument(("--out",), {"metavar": "文件", "default": str(WORKBOOK), "help": "另存到别处"}),),
)
