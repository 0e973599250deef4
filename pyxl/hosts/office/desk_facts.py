"""What this desk is: system, bits, code page, screen letters; no name of anybody, and no path that has one."""

from __future__ import annotations

import locale
import os
import sys
from collections.abc import Iterator, Mapping
from importlib import metadata
from pathlib import Path

PACKAGES = (
    "moxi-reform",
    "xlwings",
    "pywin32",
    "lxml",
    "XlsxWriter",
    "docxtpl",
    "msoffcrypto-tool",
    "xlrd",
)


def facts() -> dict[str, str]:
    """Title -> what was found, in the order in which a maintainer asks."""
    return {
        "系统": _system(),
        "Python": f"{'.'.join(map(str, sys.version_info[:3]))}，{64 if sys.maxsize > 2**32 else 32} 位",
        "程序": without_home(str(Path(sys.executable))),
        "编码": f"{locale.getpreferredencoding(False)}；屏幕 {getattr(sys.stdout, 'encoding', None) or '无'}",
    }


def versions(names: tuple[str, ...] = PACKAGES) -> Iterator[str]:
    """`name version` of each package, or that it is missing."""
    for name in names:
        try:
            yield f"{name} {metadata.version(name)}"
        except metadata.PackageNotFoundError:
            yield f"{name} 未安装"


def without_home(text: str, environment: Mapping[str, str] | None = None) -> str:
    """A text without the clerk's own folder, whose name is often a person's."""
    known = os.environ if environment is None else environment
    for variable in ("USERPROFILE", "HOME"):
        home = known.get(variable, "")
        if len(home) > len("/root"):
            for spelt in (home, home.replace("\\", "/")):
                text = text.replace(spelt, "~")
    return text


def _system() -> str:
    if sys.platform == "win32":
        found = sys.getwindowsversion()
        return f"Windows {found.major}.{found.minor}.{found.build}"
    told = os.uname()
    return f"{told.sysname} {told.release}"
