"""One workbook on the desk: a button's action on it, and every word that the clerk is told about it.

Where the workbook stands open in Excel, the action works on it there, as a press of the ribbon would.  Elsewhere the
clerk types in WPS or LibreOffice, saves and closes; the action reads and writes the closed file, which is opened
again.  The session keeps the two apart: it waits while another program has the file, says whose saving it works on, and
says when the file may be opened again.  Window and menu are faces of it.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from pyxl.actions import load
from pyxl.actions.action import Action, Command, Outcome
from pyxl.actions.perform import perform
from pyxl.book.declared import SHEETS
from pyxl.desk.buttons import Button
from pyxl.errors import MoxiError, defect
from pyxl.hosts.attaching import attached, can_attach
from pyxl.hosts.dialogs import QUESTIONS, Cancelled, table_in_front
from pyxl.hosts.engine import open_closed
from pyxl.hosts.live import is_refusal, refusal_text
from pyxl.hosts.office import open_workbook
from pyxl.hosts.package import open_elsewhere

if TYPE_CHECKING:
    import xlwings

READY = "工作簿已经保存（{time}），现在可以重新打开。"
NEWER = "工作簿后来又保存过（{time}），已按最新的内容办理。"
OFFER = "现在打开工作簿吗？"
NOTHING_DONE = "已取消，什么也没有改动。"


class Face(Protocol):
    """How the clerk is talked to."""

    def say(self, step: str) -> None:
        """Show which step is under way; "" when there is none."""

    def tell(self, text: str, alarming: bool = False) -> None:
        """Show a result or what went wrong."""

    def confirm(self, question: str) -> bool:
        """Yes or no; no where nobody answers."""

    def wait(self, text: str, over: Callable[[], bool]) -> bool:
        """Show what is waited for until it is `over`; False when the clerk gives up."""

    def choose(self, prompt: str, choices: Sequence[str]) -> str:
        """One of the choices.  Raises `Cancelled`."""

    def choose_file(self, prompt: str, kinds: str) -> Path:
        """A file that is there; `kinds` as Excel writes them.  Raises `Cancelled`."""

    def ask_text(self, prompt: str, secret: bool = False) -> str:
        """A text, which may be empty; a secret one is not shown.  Raises `Cancelled`."""


class Session:
    """The buttons on one workbook file.  It answers the questions of `QUESTIONS` with the help of its face."""

    def __init__(self, file: Path, face: Face) -> None:
        self.file = Path(os.path.realpath(file))
        self.face = face
        self.pressed: list[str] = []
        self._seen = _stamp(self.file)
        self._live: xlwings.Book | None = None
        self._closed_for_us = False

    def press(self, button: Button) -> None:
        """Carry out a button's action.  Whatever happens, the clerk reads a sentence."""
        with self._all_told():
            loaded = load(button.action)
            if isinstance(loaded, Command) and loaded.writes:
                self._work_and_open(partial(self._command_on_file, loaded))
            elif isinstance(loaded, Command):
                outcome = loaded.run(loaded.options_for(str(self.file)), self.face.say)
                self._done(loaded.name, outcome)
            elif not self._work_in_excel(loaded):
                self._work_and_open(partial(self._work_on_file, loaded))

    def _work_in_excel(self, action: Action) -> bool:
        """Work on the open workbook; False, and nothing done, where it stands open in no Excel."""
        self._live = attached(self.file)
        if self._live is None:
            return False
        try:
            answers = QUESTIONS[action.name](self) if action.name in QUESTIONS else {}
            outcome = perform(self._live, action, action.options(**answers), self.face.say)
        finally:
            self._live = None  # what Excel gave belongs to this thread
        self._done(action.name, outcome)
        return True

    def _work_and_open(self, work: Callable[[], bool]) -> None:
        """Work on the file; it is opened again for whom it was closed, and offered to others when it was written."""
        self._closed_for_us = False
        written = False
        try:
            written = work()
        finally:
            if self._closed_for_us:
                self.open()
        if written and not self._closed_for_us and self.face.confirm(OFFER):
            self.open()

    def _work_on_file(self, action: Action) -> bool:
        """Ask, wait, act and tell; whether the file was written."""
        self._wait_until_closed()
        answers = QUESTIONS[action.name](self) if action.name in QUESTIONS else {}
        self._wait_until_closed()  # the clerk may have opened it while choosing
        with open_closed(self.file) as book:
            before = _stamp(self.file)
            newer = [NEWER.format(time=_saved_at(self.file))] if before != self._seen else []
            outcome = perform(book, action, action.options(**answers), self.face.say)
        return self._done(action.name, outcome, before, newer)

    def _command_on_file(self, command: Command) -> bool:
        """Wait, run a command that writes the file, and tell; whether it was written."""
        self._wait_until_closed()
        before = _stamp(self.file)
        outcome = command.run(command.options_for(str(self.file)), self.face.say)
        return self._done(command.name, outcome, before)

    def _done(
        self, name: str, outcome: Outcome, before: tuple[int, int] | None = None, more: Sequence[str] = ()
    ) -> bool:
        """Tell what came of a press; whether the file is another than `before`, where that is known."""
        written = before is not None and _stamp(self.file) != before
        if before is not None:
            self._seen = _stamp(self.file)
        ready = [READY.format(time=_saved_at(self.file))] if written else []
        self.pressed.append(name)
        self.face.tell("\n".join([*outcome.lines, *more, *ready]), alarming=outcome.wrong)
        return written

    def open(self) -> None:
        """Open the workbook in the desk's own program."""
        with self._all_told():
            open_workbook(self.file)

    def state(self) -> str:
        """In a few words, whether a button can be pressed now."""
        if not self.file.exists():
            return "找不到这个文件，可能已被移走或改名"
        lock = open_elsewhere(self.file)
        if lock is None:
            return "没有被打开，可以办理"
        if can_attach() and lock.program != "LibreOffice":
            return f"正在 {lock.program} 里打开着，可以直接办理"
        return f"正在 {lock.program} 里打开着，办理前请先保存并关闭"

    def choose_file(self, prompt: str, kinds: str) -> Path:
        """Pass a question on to the clerk."""
        return self.face.choose_file(prompt, kinds)

    def ask_text(self, prompt: str, secret: bool = False) -> str:
        """Pass a question on to the clerk."""
        return self.face.ask_text(prompt, secret)

    def choose(self, prompt: str, choices: Sequence[str]) -> str:
        """Pass a question on to the clerk."""
        return self.face.choose(prompt, choices)

    def current_table(self, fillable: bool = False) -> str:
        """The table that the clerk means: the one in front in Excel, or one of those on the sheets that can be seen."""
        tables = [table for sheet in SHEETS if not sheet.hidden for table in sheet.tables]
        names = [table.name for table in tables if not (fillable and table.computed)]
        front = table_in_front(self._live) if self._live else None
        if front in names:
            return front
        return self.face.choose("哪一张表？", names)

    def _wait_until_closed(self) -> None:
        lock = open_elsewhere(self.file)
        if lock is None:
            return
        text = (
            f"工作簿正在 {lock.program} 里打开着，没有保存的内容这里看不到。\n"
            f"请在 {lock.program} 里保存并关闭“{self.file.name}”。\n"
            "（如果程序曾经意外退出，请再打开它一次，正常关闭，就能继续。）"
        )
        if not self.face.wait(text, lambda: open_elsewhere(self.file) is None):
            raise Cancelled
        self._closed_for_us = True

    @contextmanager
    def _all_told(self) -> Iterator[None]:
        try:
            yield
        except Cancelled:
            self.face.tell(NOTHING_DONE)
        except MoxiError as error:
            self.face.tell(str(error), alarming=True)
        except Exception as error:
            self.face.tell(refusal_text(error) if is_refusal(error) else defect(error), alarming=True)
        finally:
            self.face.say("")


def _stamp(file: Path) -> tuple[int, int] | None:
    """What changes when somebody saves the file; None where it is gone."""
    try:
        status = file.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size


def _saved_at(file: Path) -> str:
    return dt.datetime.fromtimestamp(file.stat().st_mtime).strftime("%H:%M:%S")
