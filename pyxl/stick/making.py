"""The stick laid out: Python, wheels, workbook, handbook, what is double-clicked, and the list of it all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyxl import __version__
from pyxl.errors import FileError
from pyxl.stick import contents, gathering
from pyxl.stick.handbook_page import write_handbook

INSTALL: Final = "pyxl.stick.desk.install"
UNINSTALL: Final = "pyxl.stick.desk.uninstall"
_DOUBLE_CLICK: Final = """@echo off
rem ASCII only: a Chinese cmd reads this file in code page 936.
setlocal
set "PYTHONUTF8=1"
"%~dp0python\\python.exe" -X utf8 -m {module} %*
set "MOXI_STATUS=%errorlevel%"
rem A Windows that is too old or has 32 bits cannot run Python at all.
if %MOXI_STATUS% GEQ 3 start "" notepad "%~dp0README.txt"
if %MOXI_STATUS% LSS 0 start "" notepad "%~dp0README.txt"
if not "%~1"=="--quiet" pause
exit /b %MOXI_STATUS%
"""
BUTTONS: Final = {
    "安装.cmd": _DOUBLE_CLICK.format(module=INSTALL),
    "卸载.cmd": _DOUBLE_CLICK.format(module=UNINSTALL),
}
"""File name -> what it does.  Windows wants CRLF."""
README: Final = """换届选举工作簿 {version}　安装说明

1. 双击“安装.cmd”。不要网络，不要管理员密码，约半分钟。请先关闭 Excel 和办事窗口。
2. 装好后，“文档\\换届选举”里有工作簿，桌面上有“换届选举”（工作簿）和“换届选举办事窗口”两个图标。
3. 已经装过的再装一次就是升级：您的工作簿和文件都不动。
4. 双击“卸载.cmd”即可卸载，您的工作簿和文件都留着。
5. 怎样办理，见“操作手册”文件夹里的 index.html。

要求：64 位的 Windows 10 或更新的版本；Excel 2010 或更新的版本（32 位、64 位都可以），
没有 Excel 也可以用 WPS 或 LibreOffice 填写，用办事窗口办理。
如果双击后弹出的是本说明而没有安装，多半是 Windows 太旧或是 32 位的，请换一台电脑。
Windows 提示“已保护你的电脑”时，请核对安装文件夹的来源，再按“更多信息—仍要运行”。
"""


@dataclass(frozen=True, slots=True)
class Made:
    """A finished stick: its size in bytes, and the SHA-256 of its list, which names that of every file."""

    folder: Path
    size: int
    sha256: str


def make_stick(
    repository: Path, folder: Path, python_zip: Path | None, district: bool, say: Callable[[str], None]
) -> Made:
    """Lay out a stick in an empty folder.  Raises MoxiError."""
    given = _read(python_zip) if python_zip else None
    if given is not None:
        gathering.python_parts(given, str(python_zip))  # a wrong one is told before anything is fetched
    wheels = folder / contents.WHEELS
    wheels.mkdir(parents=True)
    say("取 Windows 用的软件包")
    gathering.fetch_wheels("press.txt", wheels)
    if district:
        gathering.fetch_wheels("district.txt", wheels)
    say("打包本软件")
    own = gathering.own_wheel(repository, wheels)
    say("取 Python")
    fetched, tk = gathering.fetch_python()
    python = fetched if given is None else given
    _lay_python(folder / contents.PYTHON, python, python_zip.name if python_zip else "python", own.name)
    (folder / contents.TK).write_bytes(gathering.packed(gathering.tk_parts(tk)))
    say("放入工作簿和手册")
    (folder / contents.WORKBOOK).write_bytes((repository / "workbook" / "Moxi_Reform.xlsm").read_bytes())
    write_handbook(repository / "docs", folder / contents.HANDBOOK)
    for name, text in BUTTONS.items():
        (folder / name).write_bytes(text.replace("\n", "\r\n").encode("ascii"))
    readme = README.format(version=__version__).replace("\n", "\r\n")
    (folder / "README.txt").write_text(readme, encoding="utf-8-sig", newline="")
    listing = contents.listed(folder, __version__)
    (folder / contents.LIST).write_bytes(listing.packed())
    return Made(folder, sum(file.stat().st_size for file in _files(folder)), listing.sha256)


def _lay_python(folder: Path, archive: bytes, where: str, wheel: str) -> None:
    """The embeddable Python as it came, but that it finds the installer in our wheel."""
    for name, content in gathering.python_parts(archive, where).items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    search = next(folder.glob("python*._pth"))
    search.write_text(f"{search.stem}.zip\n.\n..\\{contents.WHEELS}\\{wheel}\n", encoding="ascii")


def _read(archive: Path) -> bytes:
    try:
        return archive.read_bytes()
    except OSError as fault:
        raise FileError("压缩包读不出来", archive.name, "请检查文件名和所在的文件夹") from fault


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]
