"""Talking with the clerk in a live Excel: status bar, message boxes, choosing a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import xlwings as xw

ROSTERS = "名册 (*.xlsx;*.xlsm;*.xls;*.ods;*.csv),*.xlsx;*.xlsm;*.xls;*.ods;*.csv"


class Cancelled(Exception):
    """The clerk closed a dialog: nothing is done and nothing is said."""


class Desk:
    """One press of a button, as the clerk sees it."""

    def __init__(self, book: xw.Book, title: str) -> None:
        self.book = book
        self._title = title

    def say(self, step: str) -> None:
        """Show a step in the status bar."""
        self.book.app.status_bar = step

    def tell(self, text: str, alarming: bool = False) -> None:
        """Show a message and wait for the clerk."""
        self.book.app.alert(text, title=self._title, mode="critical" if alarming else "info")

    def done(self) -> None:
        """Give the status bar back to Excel."""
        self.book.app.status_bar = False

    def choose_file(self, prompt: str, kinds: str) -> Path:
        """Excel's own dialog for opening a file; raises `Cancelled`."""
        chosen = self.book.app.api.GetOpenFilename(kinds, 1, prompt)
        if not isinstance(chosen, str):
            raise Cancelled
        return Path(chosen)

    def current_table(self) -> str:
        """The name of the table on the sheet in front; raises `Cancelled` after saying that there is none."""
        tables = list(self.book.sheets.active.tables)
        if not tables:
            self.tell("请先打开要导入的表（候选人、代表或单位），再按“导入名册”。", alarming=True)
            raise Cancelled
        return str(tables[0].name)


def _ask_import(desk: Desk) -> dict[str, Any]:
    table = desk.current_table()
    source = desk.choose_file(f"选择要导入“{table}”表的名册", ROSTERS)
    return {"table": table, "source": str(source)}


def _ask_export(desk: Desk) -> dict[str, Any]:
    table = desk.current_table()
    return {"table": table, "out": str(Path(desk.book.fullname).with_name(f"{table}.xlsx"))}


def _ask_ballots(desk: Desk) -> dict[str, Any]:
    """The PDFs go into a folder beside the workbook."""
    return {"pdf": str(Path(desk.book.fullname).with_name("选票"))}


QUESTIONS: Mapping[str, Callable[[Desk], dict[str, Any]]] = {
    "import": _ask_import,
    "export": _ask_export,
    "ballots": _ask_ballots,
}
"""What must be asked before some buttons' actions can run."""
