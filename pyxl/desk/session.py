"""One workbook on the desk: a button's action on the saved file, and every word that the clerk is told about it.

The clerk types in WPS or LibreOffice, saves and closes; the action reads and writes the closed file; the clerk
opens it again.  The session keeps the two apart: it waits while another program has the file, says whose saving
it works on, and says when the file may be opened again.  Window and menu are faces of it.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from pyxl.actions import load
from pyxl.actions.action import Action, Command
from pyxl.actions.perform import perform
from pyxl.book.declared import SHEETS
from pyxl.desk.buttons import Button
from pyxl.errors import MoxiError, defect
from pyxl.hosts.dialogs import QUESTIONS, Cancelled
from pyxl.hosts.engine import open_closed
from pyxl.hosts.office import open_workbook
from pyxl.hosts.package import open_elsewhere

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

    def press(self, button: Button) -> None:
        """Carry out a button's action.  Whatever happens, the clerk reads a sentence."""
        with self._all_told():
            loaded = load(button.action)
            if isinstance(loaded, Command):
                outcome = loaded.run(loaded.options_for(str(self.file)), self.face.say)
                self.pressed.append(loaded.name)
                self.face.tell("\n".join(outcome.lines), alarming=outcome.wrong)
            elif self._work_on_file(loaded) and self.face.confirm(OFFER):
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
        self._seen = _stamp(self.file)
        written = self._seen != before
        ready = [READY.format(time=_saved_at(self.file))] if written else []
        self.pressed.append(action.name)
        self.face.tell("\n".join([*outcome.lines, *newer, *ready]), alarming=outcome.wrong)
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
        return f"正在 {lock.program} 里打开着，办理前请先保存并关闭" if lock else "没有被打开，可以办理"

    def choose_file(self, prompt: str, kinds: str) -> Path:
        """Pass a question on to the clerk."""
        return self.face.choose_file(prompt, kinds)

    def ask_text(self, prompt: str, secret: bool = False) -> str:
        """Pass a question on to the clerk."""
        return self.face.ask_text(prompt, secret)

    def current_table(self, fillable: bool = False) -> str:
        """The table that the clerk means, of those on the sheets that can be seen."""
        tables = [table for sheet in SHEETS if not sheet.hidden for table in sheet.tables]
        names = [table.name for table in tables if not (fillable and table.computed)]
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

    @contextmanager
    def _all_told(self) -> Iterator[None]:
        try:
            yield
        except Cancelled:
            self.face.tell(NOTHING_DONE)
        except MoxiError as error:
            self.face.tell(str(error), alarming=True)
        except Exception as error:
            self.face.tell(defect(error), alarming=True)
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
