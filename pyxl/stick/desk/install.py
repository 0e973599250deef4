"""安装.cmd: the program onto this desk, or a newer one over an older.  `python -m pyxl.stick.desk.install`.

Exit status: 0 installed; 1 installed, and the desk lacks something that doctor names; 2 not installed, and the
message says why.  What was installed before then still stands.
"""

from __future__ import annotations

import importlib
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pyxl.errors import HostError, MoxiError, defect
from pyxl.stick.contents import WORKBOOK, read_contents, refuse_damaged
from pyxl.stick.desk.icons import make_icons
from pyxl.stick.desk.places import INTERPRETER, Places, places_here
from pyxl.stick.desk.registry import tell
from pyxl.stick.desk.swapping import fresh_beside, mend, put_in_place
from pyxl.stick.desk.unpacking import build_program

ROOM: Final = 300_000_000
"""Bytes that must be free: two programs stand beside each other for a moment."""
SECONDS: Final = 180.0
"""For the new program's first start, on a slow desk with a virus scanner."""
NEEDED: Final = "import tkinter, pythoncom, xlwings, lxml.etree, docxtpl, msoffcrypto, pyxl.ribbon"
"""What the new program is tried with before it replaces the old."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What an install touches besides its folders; tests have others in their place."""

    places: Places
    winreg: Any
    start: Callable[[list[str]], int]
    """Runs a command, whose text the clerk may see, and gives its exit status."""
    make_icons: Callable[[Places], bool]


def install(stick: Path, desk: Desk, say: Callable[[str], None]) -> int:
    """Do it; the exit status.  Raises MoxiError before anything was replaced."""
    places = desk.places
    contents = read_contents(stick)
    say("核对安装文件夹……")
    refuse_damaged(stick, contents)
    if mend(places.home):
        say("上一次安装没有装完，已恢复原来的版本。")
    upgrading = (places.scripts / "python.exe").exists()
    fresh = _built(stick, places, desk, say)
    put_in_place(fresh, places.home)
    places.papers.mkdir(parents=True, exist_ok=True)
    kept = places.workbook.exists()
    if not kept:
        shutil.copyfile(stick / WORKBOOK, places.workbook)
    say(f"{'已升级到' if upgrading else '已安装'} {contents.version} 版：{places.home}")
    say(f"工作簿：{places.workbook}" + ("（原有的，没有动）" if kept else ""))
    _tell_windows(desk, contents.version, say)
    if kept and upgrading:
        say("旧工作簿照用；要补上新版的栏目，请关闭它，运行：moxi upgrade")
    say("检查这台电脑：")
    python = str(places.scripts / "python.exe")
    return min(1, desk.start([python, "-X", "utf8", "-m", "pyxl", "doctor", str(places.workbook)]))


def _built(stick: Path, places: Places, desk: Desk, say: Callable[[str], None]) -> Path:
    """The new program beside the old, tried.  Raises HostError, and nothing of it is left."""
    fresh = fresh_beside(places.home)
    try:
        fresh.parent.mkdir(parents=True, exist_ok=True)
        if shutil.disk_usage(fresh.parent).free < ROOM:
            raise HostError(
                "磁盘空间不够，没有安装", str(fresh.parent), f"请腾出 {ROOM // 1_000_000} MB 再装"
            )
        say("装入程序……")
        build_program(stick, fresh)
        say("试运行……")
        if desk.start([str(fresh / INTERPRETER / "python.exe"), "-X", "utf8", "-c", NEEDED]):
            raise HostError(
                "新装的程序在这台电脑上运行不了，原来的没有动",
                remedy="请确认是 64 位的 Windows 10 或更新的版本，杀毒软件没有拦截，再装一次",
            )
    except OSError as fault:
        shutil.rmtree(fresh, ignore_errors=True)
        reason = fault.strerror or type(fault).__name__
        raise HostError(
            f"程序写不进去（{reason}），没有安装", str(fresh.parent), "请检查磁盘和杀毒软件，再装一次"
        ) from fault
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    return fresh


def _tell_windows(desk: Desk, version: str, say: Callable[[str], None]) -> None:
    """Trusted folder and icons; a desk that forbids them can still be worked at, and is told."""
    try:
        tell(desk.winreg, desk.places, version)
    except OSError:
        say(
            "注意：受信任位置没有设上（可能由单位统一管理），工作簿里的按钮可能用不了，请用桌面上的办事窗口。"
        )
    if not desk.make_icons(desk.places):
        say(f"注意：桌面图标没有放上，请直接打开 {desk.places.workbook}")


def _started(command: list[str]) -> int:
    try:
        return subprocess.run(command, timeout=SECONDS, check=False, stdin=subprocess.DEVNULL).returncode
    except (OSError, subprocess.TimeoutExpired):
        return 2


def desk_here() -> Desk:
    """This desk.  Raises HostError elsewhere than on Windows."""
    if sys.platform != "win32":
        raise HostError("安装程序只在 Windows 上运行", remedy="别的系统请用 pip 安装")
    return Desk(places_here(), importlib.import_module("winreg"), _started, make_icons)


def say(text: str) -> None:
    """Tell the clerk at once."""
    print(text, flush=True)


def main() -> int:
    """Install from the stick whose Python this is."""
    stick = Path(sys.executable).resolve().parent.parent
    try:
        return install(stick, desk_here(), say)
    except MoxiError as error:
        say(str(error))
    except Exception as error:
        say(defect(error))
    return 2


if __name__ == "__main__":
    sys.exit(main())
