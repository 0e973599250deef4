"""moxi desk: the ribbon's buttons for a workbook that is filled in WPS or LibreOffice."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pyxl.actions.action import Argument, Command, Outcome, Say
from pyxl.errors import FileError


@dataclass(frozen=True, slots=True)
class Options:
    """`console`: the menu even where a window could be shown; `json`: standard output is a program's."""

    file: str
    console: bool = False
    json: bool = False


def run(options: Options, say: Say) -> Outcome:
    """Serve the buttons until the clerk leaves.

    Raises FileError where there is no such file.
    """
    from pyxl.desk.opening import serve

    file = Path(options.file)
    if not file.is_file():
        raise FileError("找不到这个文件", file.name, "请检查文件名和所在的文件夹")
    session = serve(file, console=options.console, quiet=options.json)
    return Outcome(["已退出。"], {"file": str(session.file), "pressed": session.pressed})


COMMAND = Command(
    "desk",
    "打开办事窗口（或菜单）：在 WPS、LibreOffice 里填写的工作簿，用这里的按钮办理",
    run,
    Options,
    (
        Argument(("file",), {"metavar": "工作簿", "help": "由 moxi new 生成的 .xlsm 或 .xlsx"}),
        Argument(("--console",), {"action": "store_true", "help": "不开窗口，用文字菜单"}),
    ),
    interactive=True,
)
