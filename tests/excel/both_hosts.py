"""The same presses in Excel and on a closed file, and everything that a clerk could tell them apart by."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import xlwings as xw

from pyxl import ribbon
from pyxl.actions.press import log
from pyxl.actions.press.history import read_history
from pyxl.book.declared.sheets import BALLOT_SHEETS, ENTRY_SHEETS, TABLES
from pyxl.book.grid_layout import FIRST_PAPER_ROW, PRESENT, WHOLE_COLUMN
from pyxl.book.grid_sheet import NAMES_RANGE, OFFICE_CELL, ROUND_CELL
from pyxl.book.pages.page import read_values
from pyxl.book.plain_ranges import read_range
from pyxl.book.workbook import Workbook
from pyxl.hosts.addresses import Area
from pyxl.hosts.dialogs import Desk
from pyxl.hosts.engine.opening import open_closed
from pyxl.hosts.office import conversion
from tests.excel.desk import Excel

Content = dict[str, Any]
TOP_PAPERS = Area(FIRST_PAPER_ROW, WHOLE_COLUMN, FIRST_PAPER_ROW + 49, PRESENT.last_write_in_column).address()
"""No test here types more papers than that."""


class Closed:
    """A desk without Excel: each press opens the file and closes it again."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.front = "首页"

    def press(self, name: str, *answers: object) -> str:
        """Press a button; what the clerk is told."""
        replies, told, status = list(answers), [], []
        with open_closed(self.path) as book, pytest.MonkeyPatch.context() as patch:
            patch.setattr(xw.Book, "caller", classmethod(lambda cls: book))
            patch.setattr(Desk, "tell", lambda desk, text, alarming=False: told.append(text))
            patch.setattr(Desk, "say", lambda desk, text: status.append(text))
            patch.setattr(Desk, "choose_file", lambda desk, prompt, kinds: Path(replies.pop(0)))
            patch.setattr(Desk, "ask_text", lambda desk, prompt, secret=False: replies.pop(0))
            patch.setattr(Desk, "current_table", lambda desk, fillable=False: self.front)
            ribbon.press(name)
        return "\n".join(told) or status[-1]

    def show(self, sheet: str) -> None:
        self.front = sheet

    @contextmanager
    def opened(self) -> Iterator[xw.Book]:
        with open_closed(self.path) as book:
            yield book
            book.save()


class Live:
    """The desk with Excel, in the same words."""

    def __init__(self, desk: Excel, path: Path) -> None:
        self.desk = desk
        self.path = path
        desk.open(path)

    def press(self, name: str, *answers: object) -> str:
        return self.desk.press(name, *map(_as_typed, answers))

    def show(self, sheet: str) -> None:
        self.desk.sheet(sheet).call_Activate()

    @contextmanager
    def opened(self) -> Iterator[xw.Book]:
        yield self.desk.book


def _as_typed(answer: object) -> object:
    return str(answer) if isinstance(answer, Path) else answer


def content(book: xw.Book) -> Content:
    """Every table with its place, every ballot and grid, the sheets in sight, and the undo record."""
    workbook = Workbook(book)
    found: Content = {}
    for name in TABLES:
        region = workbook.region(name)
        found[name] = (region.top, region.left, region.height, region.width, region.live_whole)
        if name != "撤销":
            found[f"{name} rows"] = [dict(record) for record in region.present]
    for sheet in BALLOT_SHEETS.values():
        found[sheet] = trimmed(read_values(workbook.sheet(sheet)))
        found[f"{sheet} area"] = workbook.sheet(sheet).page_setup.print_area
    for sheet in ENTRY_SHEETS.values():
        for place in (OFFICE_CELL, ROUND_CELL, NAMES_RANGE, TOP_PAPERS):
            found[f"{sheet} {place}"] = trimmed(read_range(workbook.sheet(sheet), place))
    found["in sight"] = [sheet.name for sheet in book.sheets if sheet.impl.visible in (True, -1)]
    del found["撤销"]  # its rows are pieces of packed text, whose number is the host's own business
    return {**found, **recorded(book)}


def recorded(book: xw.Book) -> Content:
    """The undo record and the log, which tell of every write of every press."""
    workbook = Workbook(book)
    return {"undo record": read_history(workbook), "log": list(workbook.records("操作日志"))}


def trimmed(rows: Any) -> list[list[Any]]:
    """Without blank cells at the ends and blank rows at the bottom: what is used is each program's own notion."""
    lines = []
    for row in rows:
        line = list(row)
        while line and line[-1] is None:
            line.pop()
        lines.append(line)
    while lines and not lines[-1]:
        lines.pop()
    return lines


_CHANGING = (
    (re.compile(r"\d{4}-\d\d-\d\d_\d{6}"), "TIME"),
    (re.compile(r"\b[0-9a-f]{16,64}\b"), "HASH"),
)


def plain(text: str, folder: Path) -> str:
    """A sentence without what may differ: the folder, a time, a hash."""
    text = text.replace(str(folder), "FOLDER")
    for pattern, word in _CHANGING:
        text = pattern.sub(word, text)
    return text


def differences(one: Content, other: Content, folders: tuple[Path, Path]) -> list[str]:
    """What differs, as readable lines."""
    lines = []
    for key in one:
        mine, theirs = (
            plain(repr(side.get(key)), folder) for side, folder in zip((one, other), folders, strict=True)
        )
        if mine != theirs:
            lines.append(f"{key}: {parting(mine, theirs)}")
    return lines


def parting(mine: str, theirs: str) -> str:
    """Two texts where they begin to differ."""
    at = next(
        (n for n, (a, b) in enumerate(zip(mine, theirs, strict=False)) if a != b), min(len(mine), len(theirs))
    )
    return f"…{mine[max(0, at - 60) : at + 80]}… but …{theirs[max(0, at - 60) : at + 80]}…"


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Prints that are no prints, and a clock that stands still: PDFs have tests of their own."""

    def converted(program: str, folder: Path, files: list[Path], *_: object) -> None:
        for file in files:
            file.with_suffix(".pdf").write_bytes(b"%PDF-1.4 ")

    monkeypatch.setattr(conversion, "soffice", lambda: "soffice")
    monkeypatch.setattr(conversion, "convert", converted)
    monkeypatch.setattr(log, "now", lambda: "2017-12-01 09:00:00+08:00")
