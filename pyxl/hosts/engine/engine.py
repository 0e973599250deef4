"""The xlwings engine for closed files: engine, application and open books.

`xw.Engine(impl=engine)` registers it; see `opening`.  The application has no window and calculates
nothing: its switches only remember what they were set to.
"""

# Members carry the names, and where none is given the meaning, of xlwings.base_classes.
# ruff: noqa: ANN401, D102

from __future__ import annotations

import datetime as dt
import itertools
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import xlwings
from xlwings import base_classes

from pyxl.hosts.engine.book import Book
from pyxl.hosts.engine.refusals import refusal, refusing
from pyxl.hosts.live import CLOSED_ENGINE
from pyxl.hosts.package import ClosedFile, ErrorText

NAME = CLOSED_ENGINE

_pids = itertools.count(-1, -1)


class Engine:
    """What xlwings asks of an engine: its applications, and how values are cleaned on their way."""

    def __init__(self) -> None:
        self.apps = Apps(self)

    @property
    def name(self) -> str:
        """The name given to `xw.Book(engine=...)`."""
        return NAME

    @property
    def type(self) -> str:
        """A reader to xlwings: books are opened by file name, without options of Excel's."""
        return "reader"

    @staticmethod
    def prepare_xl_data_element(value: Any, options: dict[str, Any]) -> Any:
        """Values go to the cells as they are; `cell_values.encode` knows all types."""
        return value

    @staticmethod
    def clean_value_data(
        data: list[list[Any]],
        datetime_builder: Callable[..., Any],
        empty_as: Any,
        number_builder: Callable[[float], Any] | None,
        err_to_str: bool,
    ) -> list[list[Any]]:
        """Apply the options of a read, in the order in which the engine for Windows does."""

        def clean(value: Any) -> Any:
            if value is None or value == "":
                return empty_as
            if isinstance(value, ErrorText):
                return str(value) if err_to_str else None
            if isinstance(value, dt.datetime):
                return _built(value, datetime_builder)
            if number_builder is not None and isinstance(value, float):
                return number_builder(value)
            return value

        return [[clean(value) for value in row] for row in data]


def _built(value: dt.datetime, builder: Callable[..., Any]) -> Any:
    if builder is dt.datetime:
        return value
    return builder(
        year=value.year,
        month=value.month,
        day=value.day,
        hour=value.hour,
        minute=value.minute,
        second=value.second,
        microsecond=value.microsecond,
        tzinfo=None,
    )


@refusing(base_classes.Apps)
class Apps:
    """The one application."""

    def __init__(self, engine: Engine) -> None:
        self._apps = [App(engine)]

    def keys(self) -> list[int]:
        return [app.pid for app in self._apps]

    def add(self, **_: Any) -> App:
        """There is only one application: it is returned again."""
        return self._apps[0]

    @staticmethod
    def cleanup() -> None:
        """There is no process to clean up."""

    def __iter__(self) -> Iterator[App]:
        return iter(self._apps)

    def __len__(self) -> int:
        return len(self._apps)

    def __getitem__(self, pid: int) -> App:
        for app in self._apps:
            if app.pid == pid:
                return app
        raise KeyError(pid)


def _remembered(name: str) -> Any:
    """A switch without effect that remembers what it was set to."""

    def read(self: App) -> Any:
        return self.switches[name]

    def write(self: App, value: Any) -> None:
        self.switches[name] = value

    return property(read, write)


@refusing(base_classes.App)
class App:
    """The application: no window, no calculation."""

    screen_updating = _remembered("screen_updating")
    display_alerts = _remembered("display_alerts")
    enable_events = _remembered("enable_events")
    interactive = _remembered("interactive")
    calculation = _remembered("calculation")
    status_bar = _remembered("status_bar")
    cut_copy_mode = _remembered("cut_copy_mode")
    visible = _remembered("visible")

    engine: Engine
    pid: int
    books: Books

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.pid = next(_pids)
        self._outer: list[Any] = []
        self.books = Books(self)
        self.switches: dict[str, Any] = {
            "screen_updating": True,
            "display_alerts": True,
            "enable_events": True,
            "interactive": True,
            "calculation": "automatic",
            "status_bar": False,
            "cut_copy_mode": None,
            "visible": False,
        }

    @property
    def api(self) -> App:
        return self

    @property
    def selection(self) -> None:
        """Nothing is selected in a closed file."""
        return

    @property
    def hwnd(self) -> None:
        """There is no window."""
        return

    def activate(self, steal_focus: bool = False) -> None:
        """Make this the active application, which xlwings checks before it activates a book or sheet."""
        self._outer = [xlwings.engines.active]
        xlwings.engines[NAME].activate()

    def step_back(self) -> None:
        """Let the engine that was active before `activate` (Excel, or none) be so again."""
        while self._outer:
            xlwings.engines.active = self._outer.pop()

    def calculate(self) -> None:
        raise refusal("App.calculate（重新计算）")

    def quit(self) -> None:
        """Close all books without saving them."""
        for book in list(self.books):
            book.close()

    kill = quit


@refusing(base_classes.Books)
class Books:
    """The open books, in the order in which they were opened; the active one is remembered."""

    def __init__(self, app: App) -> None:
        self.app = app
        self._books: list[Book] = []
        self._front: Book | None = None

    @property
    def api(self) -> Books:
        return self

    @property
    def active(self) -> Book:
        if not self._books:
            raise refusal("Books.active（当前工作簿）")
        return self._front if self._front in self._books else self._books[-1]

    def bring_forward(self, book: Book) -> None:
        """Make an open book the active one."""
        self._front = book

    def open(self, filename: str | os.PathLike[str], *_: Any, **__: Any) -> Book:
        """Open a file.  Each opening is a book of its own, with the file as it is now."""
        book = Book(self, ClosedFile(Path(filename)))
        self._books.append(book)
        self._front = book
        return book

    def remove(self, book: Book) -> None:
        """Forget a closed book; one that is closed already stays closed."""
        self._books = [other for other in self._books if other is not book]

    def __len__(self) -> int:
        return len(self._books)

    def __iter__(self) -> Iterator[Book]:
        return iter(self._books)

    def __call__(self, name_or_index: str | int) -> Book:
        if isinstance(name_or_index, int):
            return self._books[name_or_index - 1]
        for book in self._books:
            if name_or_index in (book.name, book.fullname):
                return book
        raise KeyError(name_or_index)

    def __contains__(self, name: str) -> bool:
        return any(name in (book.name, book.fullname) for book in self._books)


engine = Engine()
