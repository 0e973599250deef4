"""Before a merge's own modules are imported: whether this desk has what they need, and a process that imports beside this one.

The installer of a town leaves the district's packages out.
"""

from __future__ import annotations

import importlib.util
from typing import Final

from pyxl.errors import HostError
from pyxl.hosts import copies

WARM: Final = "pyxl.district.workers.warm"
"""What the process that workers are copied from imports, once for all of them."""
NEEDED: Final = ("pandas", "pydantic")
"""Packages that no town's button needs; what else a merge uses comes with them."""


def require_installed() -> None:
    """Raises HostError on a desk that was installed without the district's part."""
    if all(map(_is_there, NEEDED)):
        return
    raise HostError(
        "这台电脑只装了镇里用的部分，不能汇总各镇",
        remedy="请把这个工作簿和“收件”文件夹拿到区妇联装好的电脑上汇总；"
        "要在这台电脑上汇总，请向区里要带汇总部分的安装盘（moxi bundle --district 制作），再装一次，原有的工作簿不受影响",
    )


def begin() -> None:
    """Let the process that workers are copied from import while this one does."""
    copies.begin(WARM)


def _is_there(package: str) -> bool:
    try:
        return importlib.util.find_spec(package) is not None
    except (ImportError, ValueError):
        return False
