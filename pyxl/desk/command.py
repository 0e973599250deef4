"""moxi desk: the ribbon's buttons in a window, for the workbook that stands open in Excel or is filled in WPS or LibreOffice."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pyxl.actions.action import Argument, Command, Outcome, Say
from pyxl.errors import FileError, MoxiError


@dataclass(frozen=True, slots=True)
class Options:
    """`file`: none is the workbook that stands open in Excel, else the latest in the clerk's folder; `console`: the menu even where a window could be shown; `json`: standard output is a program's."""

    file: str | None = None
    console: bool = False
    json: bool = False


def run(options: Options, say: Say) -> Outcome:
    """Serve the buttons until the clerk leaves.

    Raises FileError where there is no such file, or none stands open.
    """
    from pyxl.desk.opening import serve

    file = Path(options.file) if options.file else _open_one()
    if not file.is_file():
        raise FileError("找不到这个文件", file.name, "请检查文件名和所在的文件夹")
    session = serve(file, console=options.console, quiet=options.json)
    return Outcome(["已退出。"], {"file": str(session.file), "pressed": session.pressed})


def _open_one() -> Path:
    """The workbook that stands open in Excel, else the latest in the clerk's own folder.

    Raises FileError where neither is, or several stand open.
    """
    from pyxl.hosts.attaching import open_workbooks
    from pyxl.stick.desk.places import places_here

    found = open_workbooks()
    if len(found) > 1:
        names = "、".join(path.name for path in found)
        raise FileError(
            "打开着几本换届工作簿，不知道要办哪一本", names, "请只留一本，或写明文件：moxi desk 工作簿"
        )
    found = found or workbooks_in(places_here().papers)[:1]
    if not found:
        raise FileError(
            "没有换届工作簿在 Excel 里打开着", remedy="请先打开工作簿，或写明文件：moxi desk 工作簿"
        )
    return found[0]


def workbooks_in(folder: Path) -> list[Path]:
    """Workbooks of ours in a folder, the one that was saved last in front; what was exported beside them is none."""
    from pyxl.hosts.package import ClosedFile

    found = []
    for path in folder.glob("*.xls[mx]"):
        with suppress(MoxiError, OSError):
            if not path.name.startswith(("~$", ".")) and {"方案设置", "候选人"} <= {
                entry.name for entry in ClosedFile(path).entries
            }:
                found.append(path)
    return sorted(found, key=lambda path: path.stat().st_mtime, reverse=True)


COMMAND = Command(
    "desk",
    "打开办事窗口（或菜单）：Excel 里开着的工作簿直接办理，不用宏；WPS、LibreOffice 里的先保存关闭",
    run,
    Options,
    (
        Argument(
            ("file",),
            {
                "metavar": "工作簿",
                "nargs": "?",
                "help": "不写就是 Excel 里开着的那一本，或“文档\\换届选举”里最近保存的",
            },
        ),
        Argument(("--console",), {"action": "store_true", "help": "不开窗口，用文字菜单"}),
    ),
    interactive=True,
)
