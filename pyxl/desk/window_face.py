"""The desk's face in a window, without the window: what the session asks for, relayed to whatever shows it."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from pyxl.desk.relay import Relay
from pyxl.hosts.dialogs import Cancelled

PAUSE = 0.3
"""Seconds between two looks at whether the other program has closed the file."""


class View(Protocol):
    """What is drawn.  All of it runs in the window's own thread; None is a dialog that was closed."""

    def show_step(self, step: str) -> None:
        """The step under way, "" when there is none."""

    def show_result(self, text: str, alarming: bool) -> None:
        """What an action said."""

    def ask_yes_no(self, question: str) -> bool:
        """A question."""

    def begin_waiting(self, text: str) -> None:
        """What is waited for, with a way to give up."""

    def end_waiting(self) -> None:
        """The waiting is over."""

    def given_up(self) -> bool:
        """Whether the clerk does not want to wait any longer."""

    def ask_choice(self, prompt: str, choices: Sequence[str]) -> str | None:
        """One of some words."""

    def ask_file(self, prompt: str, kinds: Sequence[tuple[str, tuple[str, ...]]]) -> str | None:
        """A file's path; `kinds` are (label, patterns)."""

    def ask_text(self, prompt: str, secret: bool) -> str | None:
        """A text."""


class WindowFace:
    """`pyxl.desk.session.Face` for a view in another thread."""

    def __init__(self, view: View, relay: Relay) -> None:
        self._view = view
        self._relay = relay

    def say(self, step: str) -> None:
        """Show a step below the buttons."""
        self._relay.call(lambda: self._view.show_step(step))

    def tell(self, text: str, alarming: bool = False) -> None:
        """Show a result in the window's text."""
        self._relay.call(lambda: self._view.show_result(text, alarming))

    def confirm(self, question: str) -> bool:
        """Ask in a dialog."""
        return self._relay.call(lambda: self._view.ask_yes_no(question))

    def wait(self, text: str, over: Callable[[], bool]) -> bool:
        """Go on by itself as soon as it is over."""
        self._relay.call(lambda: self._view.begin_waiting(text))
        try:
            while not over():
                if self._relay.call(self._view.given_up):
                    return False
                time.sleep(PAUSE)
        finally:
            self._relay.call(self._view.end_waiting)
        return True

    def choose(self, prompt: str, choices: Sequence[str]) -> str:
        """Choose in a dialog."""
        return _given(self._relay.call(lambda: self._view.ask_choice(prompt, choices)))

    def choose_file(self, prompt: str, kinds: str) -> Path:
        """Choose in the desk's own dialog for files."""
        return Path(_given(self._relay.call(lambda: self._view.ask_file(prompt, file_kinds(kinds)))))

    def ask_text(self, prompt: str, secret: bool = False) -> str:
        """Ask in a dialog."""
        answer = self._relay.call(lambda: self._view.ask_text(prompt, secret))
        if answer is None:
            raise Cancelled
        return answer


def file_kinds(kinds: str) -> list[tuple[str, tuple[str, ...]]]:
    """Excel's `名册 (*.csv),*.csv;*.ods` as (label, patterns), and all files behind them."""
    words = kinds.split(",")
    pairs = zip(words[::2], words[1::2], strict=False)
    return [
        *((label.partition(" (")[0], tuple(each.split(";"))) for label, each in pairs),
        ("所有文件", ("*",)),
    ]


def _given(answer: str | None) -> str:
    """An answer, not a closed dialog."""
    if not answer:
        raise Cancelled
    return answer
