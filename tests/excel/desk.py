"""A desk with Excel: xlwings' own engine for Windows over LibreOffice's implementation of Excel's objects.

    with excel(office) as desk:
        desk.open(book)
        desk.press("check")
        assert desk.told == [...] and not desk.record.faults

What runs is `xlwings/_xlwindows.py` and everything of ours that runs in Excel.  Stand-ins of our own are pywin32's
modules (below), and what `objects.py` and `cells.py` say.  Real Excel has its own mind; this is no proof of it.
"""

from __future__ import annotations

import atexit
import contextlib
import ctypes
import datetime as dt
import importlib
import re
import subprocess
import sys
import types
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import xlwings

from tests.excel.dispatch import CDispatch, CoClassBase, ComError, DispatchBase, Record, Time
from tests.excel.objects import SWITCHES, Application, Workbook, Worksheet
from tests.excel.office import Office

BOOK, OTHER = 4711, 815
"""Handles of the windows of Excel with our book and of another Excel."""


class Excel:
    """The Excel on this desk, with one workbook open, and the clerk before it."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.record = Record()
        self.hwnd = BOOK
        self.windows = [BOOK]
        """The windows of all Excels, front one first."""
        self.macros = True
        """Whether the workbook's macros may run."""
        self.application = Application(self, 1)
        self.workbook = Workbook(self, 2)
        self._sheets: dict[str, Worksheet] = {}
        self.forget()

    def forget(self) -> None:
        """As if nothing had happened yet."""
        self.switches = dict(SWITCHES)
        self.told: list[str] = []
        self.status: list[Any] = []
        self.answers: list[Any] = []
        self.printed: list[tuple[str, str]] = []
        self.copied: Any = None
        self.printer_lacks: int | None = None
        self.windows = [BOOK]
        self.record.before = None
        self.record.calls.clear()
        self._sheets.clear()

    def open(self, path: Path) -> None:
        """Open a workbook without macros, instead of the one before."""
        self.forget()
        self.path = path
        with zipfile.ZipFile(path) as package:
            parts = [package.read(name) for name in package.namelist() if name.startswith("xl/tables/")]
        self.tables = {re.search(rb'displayName="([^"]*)"', part)[1].decode() for part in parts}  # type: ignore[index]
        self.office.ask("open", str(path))

    def sheet(self, name: str) -> Worksheet:
        """The sheet of a name; the same object each time, so that LibreOffice holds it once."""
        if name not in self._sheets:
            handle = self.office.ask("member", 2, "Worksheets", name)
            self._sheets[name] = Worksheet(self, handle, sheet_name=name)
        return self._sheets[name]

    @property
    def book(self) -> xlwings.Book:
        """The open workbook, as `xw.Book.caller()` gives it."""
        return xlwings.Book.caller()

    def press(self, name: str, *answers: object) -> str:
        """Press a button of the ribbon; what the clerk is told, in a box or in the status bar."""
        from pyxl import ribbon

        self.answers = list(answers)
        self.told.clear()
        self.record.calls.clear()
        ribbon.press(name)
        return "\n".join(self.told) or str(self.status[-1])

    @property
    def calls(self) -> int:
        """Calls into Excel since the last press began."""
        return self.record.calls.total()


class _Anything:
    """A DLL: every function of it answers 0."""

    __file__ = "/nowhere"

    def __getattr__(self, name: str) -> Any:
        return _Anything()

    def __call__(self, *_: object, **__: object) -> int:
        return 0

    def __setattr__(self, name: str, value: object) -> None:
        pass


def _module(name: str, **members: Any) -> types.ModuleType:
    module = types.ModuleType(name)
    module.__dict__.update(members, __file__="/nowhere")
    return module


def _pywin32(desk: Excel) -> dict[str, types.ModuleType]:
    """pywin32's modules, with no more than xlwings asks of them."""

    def box(hwnd: int, text: str, title: str, style: int) -> int:
        desk.told.append(text)
        return 1

    client = _module(
        "win32com.client", CDispatch=CDispatch, CoClassBaseClass=CoClassBase, DispatchBaseClass=DispatchBase,
        Dispatch=lambda found: found, DispatchEx=lambda *_: desk.application,
    )  # fmt: skip
    zone = types.SimpleNamespace(utc=lambda: dt.UTC)
    return {
        "pywintypes": _module("pywintypes", com_error=ComError, error=OSError, TimeType=Time, IID=str),
        "pythoncom": _module("pythoncom", CoInitialize=lambda *_: None, com_error=ComError, ole_error=ComError),
        "win32api": _module("win32api", MessageBox=box),
        "win32con": _module("win32con", MB_OK=0, MB_OKCANCEL=1, MB_YESNO=4, MB_YESNOCANCEL=3, MB_ICONINFORMATION=64, MB_ICONWARNING=48),
        "win32gui": _module("win32gui", FindWindowEx=lambda *_: 1),
        "win32process": _module("win32process", GetWindowThreadProcessId=lambda hwnd: (1, hwnd * 10)),
        "win32timezone": _module("win32timezone", TimeZoneInfo=zone),
        "win32com": _module("win32com", client=client),
        "win32com.client": client,
        "xlwings._win32patch": _module("xlwings._win32patch", CoClassBaseClass=CoClassBase),
    }  # fmt: skip


@contextlib.contextmanager
def excel(office: Office) -> Iterator[Excel]:
    """A desk on which xlwings' engine for Windows is the active one."""
    desk = Excel(office)
    library = _Anything()
    before = xlwings.engines.active
    patches = (
        mock.patch.dict(sys.modules, _pywin32(desk)),
        mock.patch.object(ctypes, "windll", library, create=True),
        mock.patch.object(ctypes, "oledll", library, create=True),
        mock.patch.object(subprocess, "CREATE_NO_WINDOW", 0, create=True),
    )
    with contextlib.ExitStack() as stack:
        for patch in patches:
            stack.enter_context(patch)
        with mock.patch.object(ctypes, "PyDLL", lambda *_, **__: library):
            sys.modules.pop("xlwings._xlwindows", None)
            windows: Any = importlib.import_module("xlwings._xlwindows")
        atexit.unregister(windows.cleanup)
        stack.enter_context(mock.patch.object(xlwings, "_xlwindows", windows, create=True))
        windows.BOOK_CALLER = desk.workbook
        windows.get_excel_hwnds = lambda: iter(desk.windows)
        windows.get_xl_app_from_hwnd = lambda hwnd: windows.COMRetryObjectWrapper(_app(desk, hwnd))
        engine = xlwings.Engine(impl=windows.engine)
        xlwings.engines.add(engine)
        engine.activate()
        try:
            yield desk
        finally:
            xlwings.engines.engines.remove(engine)
            xlwings.engines.active = before
            sys.modules.pop("xlwings._xlwindows", None)


def _app(desk: Excel, hwnd: int) -> Any:
    return (
        desk.application if hwnd == BOOK else types.SimpleNamespace(Hwnd=hwnd, Application=desk.application)
    )
