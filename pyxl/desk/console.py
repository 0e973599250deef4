"""The desk as a menu with numbers, for a terminal or where no window can be shown."""

from __future__ import annotations

import getpass
import sys
import unicodedata
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TextIO

from pyxl.desk.buttons import Button, Group
from pyxl.desk.session import Session
from pyxl.hosts.dialogs import Cancelled

GUIDE = """换届选举　{name}
请在 WPS 或 LibreOffice 里填写，保存并关闭以后，在这里选要办的事；办完会说明何时可以重新打开。"""
WIDTH = 8
"""Characters of a label's column."""


class Console:
    """A face that asks and tells line by line."""

    def __init__(self, answers: TextIO, screen: TextIO) -> None:
        self._answers = answers
        self._screen = screen

    def say(self, step: str) -> None:
        """Show a step on a line of its own."""
        if step:
            self._show(f"… {step}")

    def tell(self, text: str, alarming: bool = False) -> None:
        """Show a result; what needs attention has a mark in front."""
        self._show(f"{'！ ' if alarming else ''}{text}")

    def confirm(self, question: str) -> bool:
        """Yes for y or 是; anything else, and the end of all answers, is no."""
        answer = self._ask(f"{question}（y 是，回车 否）")
        return answer is not None and _narrow(answer).lower() in {"y", "yes", "是"}

    def wait(self, text: str, over: Callable[[], bool]) -> bool:
        """Ask the clerk to press Enter when it is done, as often as it is not."""
        while not over():
            self._show(text)
            if self._ask("关闭以后按回车继续；不办了请输入 q：") != "":
                return False
        return True

    def choose(self, prompt: str, choices: Sequence[str]) -> str:
        """One of the choices, by its number or its name."""
        self._show("\n".join(f"  {number:>2} {choice}" for number, choice in enumerate(choices, 1)))
        while answer := self._ask(f"{prompt}请输入编号，直接回车取消："):
            named = dict(zip(map(str, range(1, len(choices) + 1)), choices, strict=True))
            if (chosen := named.get(_narrow(answer), answer)) in choices:
                return chosen
            self._show(f"没有“{answer}”这一项。")
        raise Cancelled

    def choose_file(self, prompt: str, kinds: str) -> Path:
        """A file by its path; a terminal writes one when a file is dragged into it, in quotes perhaps."""
        while answer := self._ask(f"{prompt}：请输入文件在哪里（也可把文件拖进来），直接回车取消："):
            path = Path(answer.strip("\"'")).expanduser()
            if path.is_file():
                return path
            self._show(f"找不到文件：{path}")
        raise Cancelled

    def ask_text(self, prompt: str, secret: bool = False) -> str:
        """A text; a secret one is not shown where a person types it."""
        if secret and self._answers.isatty():
            return getpass.getpass(f"{prompt}：")
        answer = self._ask(f"{prompt}：")
        if answer is None:
            raise Cancelled
        return answer

    def serve(self, session: Session, groups: Sequence[Group]) -> None:
        """Show the menu and press what is chosen, until the clerk leaves."""
        buttons = [button for group in groups for button in group.buttons]
        each: list[Callable[[], None]] = [
            *(partial(session.press, button) for button in buttons),
            session.open,
        ]
        deeds = {str(number): deed for number, deed in enumerate(each, 1)}
        while True:
            self._show(self._menu(session, groups, len(buttons) + 1))
            answer = self._ask("请输入编号：")
            if answer is None or _narrow(answer) in {"0", "q", "Q"}:
                return
            if _narrow(answer) in deeds:
                deeds[_narrow(answer)]()
            elif answer:
                self._show(f"没有“{answer}”这一项，请输入菜单里的编号。")

    def _menu(self, session: Session, groups: Sequence[Group], last: int) -> str:
        lines = ["", GUIDE.format(name=session.file.name), f"工作簿：{session.state()}"]
        number = 0
        for group in groups:
            lines.append(f"〔{group.label}〕")
            for button in group.buttons:
                number += 1
                lines.append(_line(number, button))
        return "\n".join([*lines, f"  {last:>2} 打开工作簿", "   0 退出"])

    def _ask(self, prompt: str) -> str | None:
        """The next answer without spaces around it; None when there will be no more."""
        print(prompt, end="", file=self._screen, flush=True)
        line = self._answers.readline()
        return line.strip() if line else None

    def _show(self, text: str) -> None:
        print(text, file=self._screen, flush=True)


def _narrow(answer: str) -> str:
    """A number or letter as a keyboard without an input method types it; paths and passwords stay as they are."""
    return unicodedata.normalize("NFKC", answer)


def _line(number: int, button: Button) -> str:
    return f"  {number:>2} {button.label.ljust(WIDTH, '　')}{button.hint}".rstrip()


def serve_console(file: Path, groups: Sequence[Group], quiet: bool) -> Session:
    """Serve one workbook in the terminal; `quiet` leaves standard output to whoever reads it."""
    console = Console(sys.stdin, sys.stderr if quiet else sys.stdout)
    session = Session(file, console)
    console.serve(session, groups)
    return session
