"""Where a workbook lies, and what of that gets in a clerk's way: long paths, net drives, servers."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from pyxl.hosts.office.environment import Check

LONGEST: Final = 218
"""Characters of a path that Excel opens."""
BESIDE: Final = 40
"""Characters that the names of our folders and files beside the workbook add."""
CLOUDS: Final = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
"""Variables in which Windows says where OneDrive keeps its folders."""


def place_check(name: str, file: Path | None) -> Check:
    """Whether the workbook lies where it can be worked on."""
    if file is None:
        return Check(name, True, "没有指明工作簿，未检查；可用 moxi doctor 工作簿")
    return judged_place(name, str(file), os.environ if sys.platform == "win32" else {})


def judged_place(name: str, file: str, environment: Mapping[str, str]) -> Check:
    """The result for a path, and what Windows says of OneDrive."""
    if len(file) + BESIDE > LONGEST:
        return Check(
            name,
            False,
            f"路径有 {len(file)} 个字，太长，Excel 可能打不开旁边生成的文件：请移到短一些的文件夹，例如 D:\\换届",
        )
    plain = file.replace("/", "\\").casefold()
    for variable in CLOUDS:
        cloud = environment.get(variable, "").replace("/", "\\").casefold().rstrip("\\")
        if cloud and plain.startswith(f"{cloud}\\"):
            return Check(
                name, True,
                "工作簿在 OneDrive 文件夹里：请在 Excel 左上角关掉“自动保存”，不要两台电脑同时打开；"
                "按钮说它是从网址打开的，就另存到电脑自己的硬盘",
            )  # fmt: skip
    if plain.startswith("\\\\"):
        return Check(
            name,
            True,
            "工作簿在服务器的共享文件夹里：同一时间只能一个人打开；宏被拦下时，请拷到自己的硬盘上办",
        )
    return Check(name, True, "工作簿在电脑自己的硬盘上")
