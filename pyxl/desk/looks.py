"""How the window looks: Office's own colours and letters, and Windows' own buttons where there are any."""

from __future__ import annotations

import sys
import tkinter as tk
from contextlib import suppress
from tkinter import font, ttk
from typing import Final

BAND, PAPER, PALE, INK, RED, GREY = "#217346", "#F3F3F3", "#FFFFFF", "#202020", "#C00000", "#606060"
"""Excel's green, a grey and a white paper, and three inks."""
FACES: Final = ("Microsoft YaHei UI", "微软雅黑", "Noto Sans CJK SC", "WenQuanYi Micro Hei")
"""Letters that have Chinese, Office's own first."""
SIZE: Final = 9
"""Points."""
FALLBACK: Final = "clam"
"""The plainest of Tk's own styles, where the system has none."""


def dress(root: tk.Tk) -> None:
    """Give the window its letters and colours."""
    style = ttk.Style(root)
    if root.tk.call("tk", "windowingsystem") == "x11":
        style.theme_use(FALLBACK)
        style.configure(".", background=PAPER)
        style.configure("TButton", background=PALE)
    known = set(font.families(root))
    face = next(
        (face for face in FACES if face in known), font.nametofont("TkDefaultFont", root).actual("family")
    )
    for name in ("TkDefaultFont", "TkTextFont", "TkMenuFont"):
        font.nametofont(name, root).configure(family=face, size=SIZE)
    style.configure("TButton", padding=(4, 2))
    style.configure("Quiet.TLabel", foreground=GREY)
    style.configure("Group.TLabel", foreground=BAND, font=(face, SIZE, "bold"))
    style.configure("Head.TLabel", foreground="white", background=BAND, font=(face, SIZE + 2, "bold"))
    style.configure("State.TLabel", foreground="white", background=BAND)


def sharpen() -> None:
    """Before the first window: letters drawn for the screen's own scale, where Windows would blow up those of 100 %."""
    if sys.platform == "win32":
        import ctypes

        with suppress(OSError, AttributeError):  # a Windows before 8.1 has one scale for all
            ctypes.windll.shcore.SetProcessDpiAwareness(1)


def scaled(root: tk.Tk, pixels: int) -> int:
    """Pixels of a screen at 100 % on this one."""
    if sys.platform != "win32":
        return pixels
    return round(pixels * root.winfo_fpixels("1i") / 96)
