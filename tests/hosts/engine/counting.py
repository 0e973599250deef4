"""Counts calls into the host, each of which would be a call to Excel over COM (about 10 ms).

    with count_calls() as calls:
        action(book)
    assert calls.total == 12 and calls["Range.raw_value"] == 2

Only the outermost call counts: what the engine does to answer it costs Excel nothing more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from pyxl.hosts.engine import book as closed_book
from pyxl.hosts.engine import engine as closed_engine
from pyxl.hosts.engine import sheet as closed_sheet
from pyxl.hosts.engine.range import Range

COUNTED = (
    closed_engine.App, closed_engine.Books, closed_book.Book, closed_book.Sheets, closed_book.Names,
    closed_book.Name, closed_sheet.Sheet, closed_sheet.PageSetup, closed_sheet.Tables, closed_sheet.Table, Range,
)  # fmt: skip
LOCAL = frozenset({"api", "book", "sheet", "app", "engine", "books", "parent", "area", "over"})
"""Steps from one Python object to another, which ask Excel nothing."""


class Calls(Counter[str]):
    """How often each member was used: `Range.raw_value`, `Table.resize` ..."""

    def __init__(self) -> None:
        super().__init__()
        self._inside = False

    def during(self, name: str, call: Callable[[], Any]) -> Any:
        if self._inside:
            return call()
        self[name] += 1
        self._inside = True
        try:
            return call()
        finally:
            self._inside = False


@contextmanager
def count_calls() -> Iterator[Calls]:
    """Count the calls into the closed-file engine for as long as the block runs."""
    calls = Calls()
    originals = []
    for cls in COUNTED:
        for name, member in list(vars(cls).items()):
            countable = name == "__call__" or not name.startswith("_")
            if countable and name not in LOCAL and (callable(member) or isinstance(member, property)):
                if isinstance(member, type):
                    continue
                originals.append((cls, name, member))
                setattr(cls, name, _counted(calls, f"{cls.__name__}.{name}", member))
    try:
        yield calls
    finally:
        for cls, name, member in originals:
            setattr(cls, name, member)


def _counted(calls: Calls, name: str, member: Any) -> Any:
    if isinstance(member, property):
        read, write = member.fget, member.fset
        return property(
            lambda self: calls.during(name, lambda: read(self)),
            lambda self, value: calls.during(name + "=", lambda: write(self, value)),
        )
    return lambda self, *args, **kwargs: calls.during(name, lambda: member(self, *args, **kwargs))
