"""What a desk needs: each check looks at one thing and says what it found or what to do."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

LEAST_PYTHON = (3, 11)
TITLE_FACES = ("方正小标宋简体", "方正小标宋_GBK", "FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05")
BODY_FACES = ("仿宋_GB2312", "仿宋", "FangSong", "FangSong_GB2312")
ANY_CHINESE = (
    "宋体",
    "SimSun",
    "Noto Serif CJK SC",
    "Noto Sans CJK SC",
    "WenQuanYi Zen Hei",
    "Source Han Serif SC",
)
USUAL_PLACES = (
    Path(r"C:\Program Files\LibreOffice\program\soffice.exe"),
    Path(r"C:\Program Files (x86)\LibreOffice\program\soffice.exe"),
    Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"),
)
"""Where LibreOffice's installers put it when it is not on the PATH."""


@dataclass(frozen=True, slots=True)
class Check:
    """One result: `advice` says what is there, or what to do about what is not."""

    name: str
    ok: bool
    advice: str


def _python(name: str) -> Check:
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info >= LEAST_PYTHON:
        return Check(name, True, f"{version}，符合要求")
    return Check(name, False, f"现为 {version}，请安装 3.11 或更新的版本")


def _xlwings(name: str) -> Check:
    """UDFs load xlwings' library by its exact version: the module in the workbook must be of the same."""
    from importlib import metadata  # only this check needs it, and every press imports this module

    installed = metadata.version("xlwings")
    needed = _required_xlwings()
    if installed == needed:
        return Check(name, True, f"{installed}，与工作簿内的模块一致")
    return Check(name, False, f"现为 {installed}，工作簿要求 {needed}：请重新安装 moxi-reform")


def _required_xlwings() -> str:
    from importlib import metadata

    requirements = metadata.requires("moxi-reform") or []
    exact = [line for line in requirements if line.startswith("xlwings==")]
    return exact[0].removeprefix("xlwings==").split(";")[0].strip()


def _functions(name: str) -> Check:
    """The library through which xlwings' VBA reaches Python, for the functions MX_... and for the buttons."""
    if sys.platform != "win32":
        return Check(name, True, "MX_ 开头的函数只在 Windows 的 Excel 里能用；工作簿自带的公式不用它们")
    from importlib import metadata

    libraries = functions_libraries(metadata.version("xlwings"))
    folders = Path(sys.executable).parents[:2]
    missing = [name for name in libraries if not any((folder / name).exists() for folder in folders)]
    if not missing:
        return Check(name, True, "MX_ 开头的函数和按钮可以使用，Excel 是 32 位还是 64 位都行")
    lacking = "、".join(missing)
    bits = "" if len(missing) == len(libraries) else f"{'32' if '32' in missing[0] else '64'} 位的 Excel 里，"
    return Check(name, False, f"找不到 {lacking}，{bits}MX_ 开头的函数和按钮都用不了：请重新安装")


def functions_libraries(version: str) -> tuple[str, str]:
    """The names that `xlwings.bas` of that version loads from the folder of python.exe or the one above.

    It takes the one of Excel's own bits, which starts Python as a program of its own: whose bits do not matter.
    """
    return f"xlwings32-{version}.dll", f"xlwings64-{version}.dll"


def _excel(name: str) -> Check:
    if sys.platform != "win32":
        return Check(name, True, "本机不是 Windows，用 moxi 命令处理关闭的工作簿，不需要 Excel")
    import winreg

    try:
        winreg.CloseKey(winreg.OpenKey(winreg.HKEY_CLASSES_ROOT, "Excel.Application"))
    except OSError:
        return Check(name, False, "没有装 Excel：可用 WPS 或 LibreOffice 打开工作簿，用 moxi desk 办理")
    return Check(name, True, "已安装")


def _libreoffice(name: str) -> Check:
    program = find_libreoffice()
    if program:
        return Check(name, True, "已安装，可以生成选票 PDF")
    if sys.platform == "win32" and _excel("Excel").ok:
        return Check(name, True, "未安装；本机由 Excel 生成 PDF")
    return Check(name, False, "未安装：没有 Excel 的电脑要靠它生成选票 PDF，请安装 LibreOffice")


def find_libreoffice() -> str | None:
    """Path of the program, or None: what the desk is told and what prints are one answer."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    folders = (os.environ.get(name) for name in ("PROGRAMFILES", "PROGRAMFILES(X86)"))
    places = [Path(folder, "LibreOffice", "program", "soffice.exe") for folder in folders if folder]
    return found or next((str(place) for place in (*places, *USUAL_PLACES) if place.exists()), None)


def _fonts(name: str) -> Check:
    faces = _installed_faces()
    missing = [
        label
        for label, names in (("方正小标宋（标题）", TITLE_FACES), ("仿宋（正文和候选人姓名）", BODY_FACES))
        if not faces & set(names)
    ]
    if not faces & {*TITLE_FACES, *BODY_FACES, *ANY_CHINESE}:
        return Check(name, False, "没有任何中文字体，选票会印成方块：请安装中文字体")
    if missing:
        return Check(name, True, f"可以印刷；公文标准字体缺{'、'.join(missing)}，将以本机宋体类字体代替")
    return Check(name, True, "公文标准字体齐全")


def _installed_faces() -> set[str]:
    if sys.platform == "win32":
        homes = (
            (os.environ.get("WINDIR"), "Fonts"),
            (os.environ.get("LOCALAPPDATA"), "Microsoft/Windows/Fonts"),
        )
        folders = [Path(home, inner) for home, inner in homes if home]
        files = {path.stem.lower() for folder in folders if folder.exists() for path in folder.iterdir()}
        known = {"simfang": "仿宋", "simsun": "宋体", "fzxbsjw": "方正小标宋简体", "fzxbsk": "方正小标宋_GBK"}
        return {face for stem, face in known.items() if stem in files}
    listing = shutil.which("fc-list")
    if listing is None:
        return set()
    output = subprocess.run(
        [listing, ":", "family"], capture_output=True, encoding="utf-8", errors="replace", check=False
    ).stdout
    return {face.strip() for line in output.splitlines() for face in line.split(",")}


CHECKS: Mapping[str, Callable[[str], Check]] = {
    "Python": _python,
    "xlwings": _xlwings,
    "工作表函数": _functions,
    "Excel": _excel,
    "LibreOffice": _libreoffice,
    "字体": _fonts,
}
"""Title -> check, in the order in which they are shown."""
