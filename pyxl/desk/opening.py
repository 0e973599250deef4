"""Which face the desk shows: a window where there is a screen for it, else the menu."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pyxl.desk.console import serve_console
from pyxl.desk.district import groups_for
from pyxl.desk.session import Session

if TYPE_CHECKING:
    import tkinter


def serve(file: Path, console: bool, quiet: bool) -> Session:
    """Serve a workbook until the clerk leaves; the session says what was done."""
    groups = groups_for(file)
    root = None if console else _screen()
    if root is None:
        return serve_console(file, groups, quiet)
    from pyxl.desk.window import serve_window

    return serve_window(root, file, groups)


def _screen() -> tkinter.Tk | None:
    """An empty window; None where Python came without Tk, or the terminal has no screen."""
    try:
        import tkinter
    except ImportError:
        return None
    from pyxl.desk.looks import sharpen

    sharpen()
    try:
        return tkinter.Tk()
    except tkinter.TclError:
        return None
