"""The desk's window on a screen that nobody sees: all of it in sight, and all of it by keyboard."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from pyxl.desk.buttons import access_keys, read_groups
from pyxl.desk.relay import Relay

tk = pytest.importorskip("tkinter", reason="Python came without Tk")
pytestmark = pytest.mark.process

GROUPS = read_groups()
BUTTONS = {button.action: button for group in GROUPS for button in group.buttons}
NARROW, LOW = 400, 760
"""Pixels: beside Excel on the smallest screen that a town has, 1366 x 768."""


@pytest.fixture(scope="module")
def screen() -> Iterator[str]:
    """A virtual screen's name."""
    program = shutil.which("Xvfb")
    if program is None:
        pytest.skip("Xvfb (Debian: xvfb) is not installed")
    told, tell = os.pipe()
    with subprocess.Popen(
        [program, "-displayfd", str(tell), "-screen", "0", "1366x768x24", "-nolisten", "tcp"],
        pass_fds=(tell,), stderr=subprocess.DEVNULL,
    ) as server:  # fmt: skip
        os.close(tell)
        try:
            yield f":{os.read(told, 16).decode().strip()}"
        finally:
            os.close(told)
            server.terminate()


class Session:
    """A workbook whose buttons only remember that they were pressed."""

    file = Path("磨溪镇换届选举工作簿（第二次修改稿）.xlsm")

    def __init__(self) -> None:
        self.pressed: list[str] = []

    def press(self, button: object) -> None:
        self.pressed.append(button.action)

    def open(self) -> None:
        self.pressed.append("open")

    def state(self) -> str:
        return "正在 Excel 或 WPS 里打开着，可以直接办理"


class Shown:
    """The window, and a clerk's hands on the keyboard."""

    def __init__(self, name: str) -> None:
        from pyxl.desk.window import Window

        self.root = tk.Tk(screenName=name)
        self.relay, self.session = Relay(), Session()
        self.window = Window(self.root, self.relay)
        self.window.build(self.session, GROUPS)
        self.root.update()
        self.window._buttons[0].focus_force()  # no window manager gives it to us here
        self.settle()

    def settle(self) -> None:
        """Let the window and its work come to rest."""
        self.root.update()
        while self.relay.busy:
            self.relay.serve()
            self.root.update()
        self.window._enable(True)
        self.root.update()

    def type(self, key: str) -> None:
        self.root.focus_get().event_generate(key)
        self.settle()


@pytest.fixture
def shown(screen: str) -> Iterator[Shown]:
    found = Shown(screen)
    yield found
    if found.root.winfo_exists():
        found.root.destroy()


def below(widget: object) -> Iterator[object]:
    for child in widget.winfo_children():
        yield child
        yield from below(child)


def test_it_stands_beside_excel_on_a_small_screen_with_nothing_cut_off(shown: Shown) -> None:
    root = shown.root
    assert root.winfo_width() <= NARROW and root.winfo_height() <= LOW
    for widget in below(root):
        if widget.winfo_ismapped():
            assert widget.winfo_width() >= widget.winfo_reqwidth() or widget.winfo_class() == "Text", widget
            assert widget.winfo_rootx() + widget.winfo_width() <= root.winfo_rootx() + root.winfo_width()
            assert widget.winfo_rooty() + widget.winfo_height() <= root.winfo_rooty() + root.winfo_height()


def test_every_button_is_pressed_by_its_letter_alone_and_with_alt(shown: Shown) -> None:
    for action, key in access_keys(GROUPS, "OK").items():
        for typed in (f"<Key-{key.lower()}>", f"<Key-{key}>", f"<Alt-{key.lower()}>"):
            shown.session.pressed.clear()
            shown.type(typed)
            assert shown.session.pressed == [action], typed
    shown.session.pressed.clear()
    shown.type("<Key-o>")
    assert shown.session.pressed == ["open"]


def test_ctrl_with_a_letter_presses_nothing(shown: Shown) -> None:
    """Ctrl+C copies from the text below; it must check no list."""
    for key in ("<Control-c>", "<Control-a>"):
        shown.type(key)
    assert shown.session.pressed == []


def test_the_latest_result_is_copied_whole(shown: Shown) -> None:
    shown.window.show_result("早先的", alarming=False)
    shown.window.show_result("换届选举工作簿 环境自检\n× Excel：没有装", alarming=True)
    for key in ("<Key-k>", "<Alt-k>"):
        shown.root.clipboard_clear()
        shown.type(key)
        assert shown.root.clipboard_get() == "换届选举工作簿 环境自检\n× Excel：没有装"


def test_tab_goes_round_all_buttons_and_enter_presses(shown: Shown) -> None:
    for _ in range(len(BUTTONS)):
        shown.type("<Return>")
        shown.root.focus_get().tk_focusNext().focus_set()
        shown.root.update()
    assert shown.session.pressed == list(BUTTONS)


def test_what_a_button_does_is_said_when_it_is_reached(shown: Shown) -> None:
    shown.root.focus_get().tk_focusNext().focus_set()
    shown.settle()
    assert shown.window._step.get() == list(BUTTONS.values())[1].hint


def test_escape_ends_the_waiting(shown: Shown) -> None:
    shown.window.begin_waiting("请在 LibreOffice 里保存并关闭")
    shown.root.update()
    assert shown.window._cancel.winfo_ismapped() and not shown.window.given_up()
    shown.type("<Escape>")
    assert shown.window.given_up()
    shown.window.end_waiting()
    shown.root.update()
    assert not shown.window._cancel.winfo_ismapped()


def test_the_latest_result_stands_on_top_in_its_colour(shown: Shown) -> None:
    shown.window.show_result("校验完成", alarming=False)
    shown.window.show_result("没有可以撤销的操作。", alarming=True)
    assert shown.window._said.get("1.0", "1.end") == "没有可以撤销的操作。"
    assert shown.window._said.tag_names("1.0") == ("alarming",)


def test_a_dialog_of_choices_is_answered_by_enter_and_left_by_escape(shown: Shown) -> None:
    def answer(key: str) -> None:
        shown.root.focus_get().event_generate(key)

    shown.root.after(300, lambda: answer("<Return>"))
    assert shown.window.ask_choice("哪一张表？", ["候选人", "代表"]) == "候选人"
    shown.root.after(300, lambda: answer("<Escape>"))
    assert shown.window.ask_choice("哪一张表？", ["候选人", "代表"]) is None
