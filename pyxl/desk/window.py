"""The desk as a window: a narrow strip beside Excel with the ribbon's groups of buttons, and what was said below them.

It stays in front of other windows while the clerk wants that.  Everything works by keyboard: a letter or Alt with it presses a
button, Tab goes round, Enter presses.  Only what is drawn stands here; `window_face` has the rest, so
that it is tested without a screen.
"""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Sequence
from pathlib import Path
from tkinter import messagebox, ttk

from pyxl.desk import dialogs
from pyxl.desk.buttons import Button, Group, access_keys
from pyxl.desk.looks import BAND, GREY, INK, PALE, RED, dress, scaled
from pyxl.desk.relay import Relay
from pyxl.desk.session import Session
from pyxl.desk.window_face import WindowFace

TITLE = "换届选举"
GUIDE = "Excel 里开着工作簿就直接办理；在 WPS、LibreOffice 里填的，先保存并关闭。"
BUSY = "正在办理，请等它办完再关闭窗口。"
GIVE_UP = "不等了，取消(Esc)"
OPEN, OPEN_KEY = "打开工作簿", "O"
COPY, COPY_KEY = "复制结果", "K"
CONTROL = 0x4
"""Tk's bit of an event's state for the Ctrl key, with which a letter is no button's."""
ON_TOP = "总在最前"
COLUMNS = 3
"""Buttons beside each other."""
WIDTH = 12
"""Characters of a button."""
BEAT = 50
"""Milliseconds between two looks at what the work asks of the window."""
LOOK = 1000
"""Milliseconds between two looks at whether another program has the file."""
WRAP = 320
"""Pixels of a line of text, on a screen at 100 %."""


class Window:
    """A view that is drawn with Tk."""

    def __init__(self, root: tk.Tk, relay: Relay) -> None:
        self._root = root
        self._relay = relay
        self._gave_up = False
        self._latest = ""
        self._buttons: list[ttk.Button] = []
        root.title(TITLE)
        root.protocol("WM_DELETE_WINDOW", self.close)
        dress(root)
        self._wrap = scaled(root, WRAP)
        self._page = ttk.Frame(root, padding=(10, 6))
        self._state = tk.StringVar()
        self._step = tk.StringVar()
        self._on_top = tk.BooleanVar(value=True)

    def build(self, session: Session, groups: Sequence[Group]) -> None:
        """Draw the page from top to bottom."""
        self._draw_head(session)
        self._page.pack(fill="both", expand=True)
        ttk.Label(self._page, text=GUIDE, style="Quiet.TLabel", wraplength=self._wrap).pack(
            anchor="w", pady=(0, 4)
        )
        keys = access_keys(groups, OPEN_KEY + COPY_KEY)
        for group in groups:
            self._draw_group(group, session, keys)
        row = ttk.Frame(self._page)
        row.pack(fill="x", pady=(6, 2))
        self._draw_button(row, OPEN, OPEN_KEY, session.open).pack(side="left")
        copy = ttk.Button(row, text=f"{COPY}({COPY_KEY})", width=WIDTH, underline=5, command=self._copy)
        copy.bind("<Return>", lambda _: self._copy())
        copy.pack(side="left", padx=4)
        for event in (f"<Alt-{COPY_KEY.lower()}>", f"<Key-{COPY_KEY.lower()}>"):
            self._root.bind(event, lambda _: self._copy())
        ttk.Checkbutton(row, text=ON_TOP, variable=self._on_top, command=self._keep_on_top).pack(
            side="right", padx=4
        )
        self._cancel = ttk.Button(self._page, text=GIVE_UP, command=self._give_up)
        self._root.bind("<Escape>", lambda _: self._give_up())
        self._line = ttk.Label(
            self._page, textvariable=self._step, style="Quiet.TLabel", wraplength=self._wrap
        )
        self._line.pack(anchor="w")
        self._said = tk.Text(
            self._page, height=7, width=40, wrap="word", state="disabled", relief="flat", background=PALE, font="TkTextFont",
            highlightthickness=1, highlightbackground=GREY, padx=6, pady=4,
        )  # fmt: skip
        self._said.tag_configure("alarming", foreground=RED)
        self._said.tag_configure("plain", foreground=INK)
        self._said.pack(fill="both", expand=True)
        self._keep_on_top()
        self._buttons[0].focus_set()
        self._beat()
        self._look(session)

    def close(self) -> None:
        """Close the window, but not in the middle of a press."""
        if self._relay.busy:
            messagebox.showinfo(TITLE, BUSY, parent=self._root)
        else:
            self._root.destroy()

    def show_step(self, step: str) -> None:
        """The step under way stands between buttons and text."""
        self._step.set(step)

    def show_result(self, text: str, alarming: bool) -> None:
        """Put a result above the earlier ones."""
        self._latest = text
        self._said.configure(state="normal")
        self._said.insert("1.0", f"{text}\n\n", "alarming" if alarming else "plain")
        self._said.configure(state="disabled")
        self._said.see("1.0")

    def ask_yes_no(self, question: str) -> bool:
        """Ask in a dialog."""
        return bool(messagebox.askyesno(TITLE, question, parent=self._root))

    def begin_waiting(self, text: str) -> None:
        """Say what is waited for, and show the button that ends it."""
        self._gave_up = False
        self.show_result(text, alarming=True)
        self.show_step("等候关闭，关闭以后自动继续……")
        self._cancel.pack(anchor="w", pady=2, before=self._line)

    def end_waiting(self) -> None:
        """Take the button away."""
        self._cancel.pack_forget()
        self.show_step("")

    def given_up(self) -> bool:
        """Whether that button was pressed."""
        return self._gave_up

    def ask_choice(self, prompt: str, choices: Sequence[str]) -> str | None:
        """A small window with a button for each choice."""
        return dialogs.ask_choice(self._root, TITLE, prompt, choices)

    def ask_file(self, prompt: str, kinds: Sequence[tuple[str, tuple[str, ...]]]) -> str | None:
        """The desk's own dialog."""
        return dialogs.ask_file(self._root, prompt, kinds)

    def ask_text(self, prompt: str, secret: bool) -> str | None:
        """A dialog with one line."""
        return dialogs.ask_text(self._root, TITLE, prompt, secret)

    def _draw_head(self, session: Session) -> None:
        head = tk.Frame(self._root, background=BAND)
        head.pack(fill="x")
        ttk.Label(head, text=session.file.name, style="Head.TLabel").pack(anchor="w", padx=10, pady=(6, 0))
        ttk.Label(head, textvariable=self._state, style="State.TLabel", wraplength=self._wrap).pack(
            anchor="w", padx=10, pady=(0, 6)
        )

    def _draw_group(self, group: Group, session: Session, keys: dict[str, str]) -> None:
        ttk.Label(self._page, text=group.label, style="Group.TLabel").pack(anchor="w", pady=(1, 0))
        frame = ttk.Frame(self._page)
        frame.pack(fill="x")
        for place, button in enumerate(group.buttons):
            drawn = self._draw_button(
                frame, button.label, keys[button.action], self._presses(button, session), button.hint
            )
            drawn.grid(row=place // COLUMNS, column=place % COLUMNS, padx=2, pady=1, sticky="ew")

    def _draw_button(
        self, parent: ttk.Frame, label: str, key: str, job: Callable[[], None], hint: str = ""
    ) -> ttk.Button:
        def begin(event: tk.Event[tk.Misc] | None = None) -> None:
            if event is None or not int(event.state) & CONTROL:
                self._begin(job)

        text = f"{label}({key})"
        button = ttk.Button(parent, text=text, width=WIDTH, underline=len(text) - 2, command=begin)
        button.bind("<Return>", begin)
        for event in ("<Enter>", "<FocusIn>"):
            button.bind(event, lambda _: self._hint(hint))
        for event in (f"<Alt-{key.lower()}>", f"<Key-{key.lower()}>", f"<Key-{key}>"):
            self._root.bind(event, begin)
        self._buttons.append(button)
        return button

    @staticmethod
    def _presses(button: Button, session: Session) -> Callable[[], None]:
        return lambda: session.press(button)

    def _begin(self, job: Callable[[], None]) -> None:
        if self._relay.start(job):
            self._enable(False)

    def _hint(self, text: str) -> None:
        """What a button does, while nothing else is to be said there."""
        if not self._relay.busy:
            self._step.set(text)

    def _copy(self) -> None:
        """The latest result to where Ctrl+V takes it from."""
        self._root.clipboard_clear()
        self._root.clipboard_append(self._latest)
        self._hint("已复制，可以粘贴到微信、邮件里")

    def _give_up(self) -> None:
        self._gave_up = True

    def _keep_on_top(self) -> None:
        self._root.attributes("-topmost", self._on_top.get())

    def _enable(self, enabled: bool) -> None:
        for button in self._buttons:
            button.state(["!disabled" if enabled else "disabled"])

    def _beat(self) -> None:
        self._relay.serve()
        if not self._relay.busy:
            self._enable(True)
        self._root.after(BEAT, self._beat)

    def _look(self, session: Session) -> None:
        self._state.set(session.state())
        self._root.after(LOOK, lambda: self._look(session))


def serve_window(root: tk.Tk, file: Path, groups: Sequence[Group]) -> Session:
    """Serve one workbook in a window until it is closed."""
    relay = Relay()
    window = Window(root, relay)
    session = Session(file, WindowFace(window, relay))
    window.build(session, groups)
    root.mainloop()
    return session
