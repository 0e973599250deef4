"""Whether a sheet lets itself be written: asked before a press writes anything, on both hosts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyxl.hosts.live import is_live

if TYPE_CHECKING:
    import xlwings


def is_protected(sheet: xlwings.Sheet) -> bool:
    """Whether the cells of a sheet are protected, with a password or without."""
    return bool(sheet.api.ProtectContents if is_live(sheet) else sheet.impl.protected)
