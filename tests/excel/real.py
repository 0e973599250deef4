"""The desk with Excel, and this time it is Excel: `run.py test --excel` on a Windows desk.

Same words as the stand-in in `desk.py`, so the tests of both hosts run against it.  No type library is asked and no call counted: what is
wrong, Excel itself says.  One Excel of its own serves all tests and is closed at the end.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import xlwings as xw

from pyxl.hosts.dialogs import Desk


class RealExcel:
    """The installed Excel, with one workbook open, and a clerk whose answers the test gives."""

    def __init__(self, application: Any) -> None:
        self.application = application
        self.record = SimpleNamespace(faults=[], before=None)
        self.told: list[str] = []
        self.status: list[str] = []
        self._book: xw.Book | None = None

    def open(self, path: Path) -> None:
        """Open a workbook instead of the one before, which is not saved."""
        self.close()
        self._book = self.application.books.open(str(path))

    def close(self) -> None:
        """Close what is open, unsaved."""
        if self._book is not None:
            self._book.close()
            self._book = None

    @property
    def book(self) -> xw.Book:
        """The open workbook."""
        assert self._book is not None
        return self._book

    def sheet(self, name: str) -> Any:
        """A sheet that can be brought in front."""
        sheet = self.book.sheets[name]
        return SimpleNamespace(call_Activate=sheet.activate)

    def press(self, name: str, *answers: object) -> str:
        """Press a button; what the clerk is told, in a box or in the status bar."""
        from pyxl import ribbon

        replies = list(answers)
        self.told.clear()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(xw.Book, "caller", classmethod(lambda cls: self.book))
            patch.setattr(Desk, "tell", lambda desk, text, alarming=False: self.told.append(text))
            patch.setattr(Desk, "say", lambda desk, text: self.status.append(text))
            patch.setattr(Desk, "done", lambda desk: None)
            patch.setattr(Desk, "choose_file", lambda desk, prompt, kinds: Path(str(replies.pop(0))))
            patch.setattr(Desk, "ask_text", lambda desk, prompt, secret=False: replies.pop(0))
            ribbon.press(name)
        return "\n".join(self.told) or self.status[-1]


@contextmanager
def real_excel() -> Iterator[RealExcel]:
    """An Excel of its own; skips by name elsewhere than on Windows, and where none is installed."""
    if sys.platform != "win32":
        pytest.skip("--excel needs Windows with Excel")
    application = xw.App(visible=True, add_book=False)
    try:
        desk = RealExcel(application)
        yield desk
        desk.close()
    finally:
        application.quit()
