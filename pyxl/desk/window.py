"""The desk as a window: the ribbon's groups of buttons, the file's state above, what was said below.

Only what is drawn stands here; `window_face` has the rest, so that it is tested without a screen.
"""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Sequence
from pathlib import Path
from tkinter import filedialog, messagebox, simpledialog, ttk

from pyxl.desk.buttons import Button, Group
from pyxl.desk.relay import Relay
from pyxl.desk.session import Session
from pyxl.desk.window_face import WindowFace

TITLE = "换届选举"
GUIDE = "请在 WPS 或 LibreOffice 里填写，保存并关闭以后，在这里按按钮；办完会说明何时可以重新打开。"
BUSY = "正在办理，请等它办完再关闭窗口。"
GIVE_UP = "不等了，取消"
COLUMNS = 4
"""Buttons beside each other."""
BEAT = 50
"""Milliseconds between two looks at what the work asks of the window."""
LOOK = 1000
"""Milliseconds between two looks at whether another program has the file."""
INK, RED, GREY = "#202020", "#C00000", "#606060"


class Window:
    """A view that is drawn with Tk."""

    def __init__(self, root: tk.Tk, relay: Relay) -> None:
        self._root = root
        self._relay = relay
        self._gave_up = False
        self._buttons: list[ttk.Button] = []
        root.title(TITLE)
        root.protocol("WM_DELETE_WINDOW", self.close)
        self._page = ttk.Frame(root, padding=12)
        self._page.pack(fill="both", expand=True)
        self._state = tk.StringVar()
        self._step = tk.StringVar()

    def build(self, session: Session, groups: Sequence[Group]) -> None:
        """Draw the page from top to bottom."""
        ttk.Label(self._page, text=session.file.name, font="TkHeadingFont").pack(anchor="w")
        ttk.Label(self._page, textvariable=self._state, foreground=GREY).pack(anchor="w")
        ttk.Label(self._page, text=GUIDE, foreground=GREY, wraplength=640).pack(anchor="w", pady=(0, 8))
        for group in groups:
            self._draw_group(group, session)
        row = ttk.Frame(self._page)
        row.pack(fill="x", pady=6)
        self._draw_button(row, "打开工作簿", session.open).pack(side="left")
        self._cancel = ttk.Button(row, text=GIVE_UP, command=self._give_up)
        ttk.Label(self._page, textvariable=self._step, foreground=GREY).pack(anchor="w")
        self._said = tk.Text(self._page, height=14, width=88, wrap="word", state="disabled", relief="flat")
        self._said.tag_configure("alarming", foreground=RED)
        self._said.tag_configure("plain", foreground=INK)
        self._said.pack(fill="both", expand=True)
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
        self._cancel.pack(side="left", padx=8)

    def end_waiting(self) -> None:
        """Take the button away."""
        self._cancel.pack_forget()
        self.show_step("")

    def given_up(self) -> bool:
        """Whether that button was pressed."""
        return self._gave_up

    def ask_choice(self, prompt: str, choices: Sequence[str]) -> str | None:
        """A small window with a button for each choice."""
        dialog = tk.Toplevel(self._root)
        dialog.title(TITLE)
        dialog.transient(self._root)
        chosen: list[str] = []

        def choose(choice: str) -> Callable[[], None]:
            def done() -> None:
                chosen.append(choice)
                dialog.destroy()

            return done

        ttk.Label(dialog, text=prompt, padding=8).grid(columnspan=COLUMNS)
        for place, choice in enumerate(choices):
            button = ttk.Button(dialog, text=choice, command=choose(choice))
            button.grid(row=1 + place // COLUMNS, column=place % COLUMNS, padx=4, pady=4, sticky="ew")
        dialog.wait_visibility()  # Tk lets no window that is not shown yet keep the others waiting
        dialog.grab_set()
        dialog.wait_window()
        return chosen[0] if chosen else None

    def ask_file(self, prompt: str, kinds: Sequence[tuple[str, tuple[str, ...]]]) -> str | None:
        """The desk's own dialog."""
        return filedialog.askopenfilename(parent=self._root, title=prompt, filetypes=list(kinds)) or None

    def ask_text(self, prompt: str, secret: bool) -> str | None:
        """A dialog with one line."""
        return simpledialog.askstring(TITLE, prompt, parent=self._root, show="*" if secret else "")

    def _draw_group(self, group: Group, session: Session) -> None:
        frame = ttk.LabelFrame(self._page, text=group.label, padding=6)
        frame.pack(fill="x", pady=3)
        for place, button in enumerate(group.buttons):
            drawn = self._draw_button(frame, button.label, self._presses(button, session))
            drawn.grid(row=place // 2, column=place % 2 * 2, padx=4, pady=2, sticky="w")
            hint = ttk.Label(frame, text=button.hint, foreground=GREY)
            hint.grid(row=place // 2, column=place % 2 * 2 + 1, padx=(0, 16), sticky="w")

    def _draw_button(
        self, parent: ttk.Frame | ttk.LabelFrame, label: str, job: Callable[[], None]
    ) -> ttk.Button:
        button = ttk.Button(parent, text=label, width=14, command=lambda: self._begin(job))
        self._buttons.append(button)
        return button

    @staticmethod
    def _presses(button: Button, session: Session) -> Callable[[], None]:
        return lambda: session.press(button)

    def _begin(self, job: Callable[[], None]) -> None:
        if self._relay.start(job):
            self._enable(False)

    def _give_up(self) -> None:
        self._gave_up = True

    def _enable(self, enabled: bool) -> None:
        for button in self._buttons:
            button.state(["!disabled" if enabled else "disabled"])

    def _beat(self) -> None:
        self._relay.serve()
        if not self._relay.busy:
            self._enable(True)
        self._root.after(BEAT, self._beat)

    def _look(self, session: Session) -> None:
        self._state.set(f"工作簿：{session.state()}")
        self._root.after(LOOK, lambda: self._look(session))


def serve_window(root: tk.Tk, file: Path, groups: Sequence[Group]) -> Session:
    """Serve one workbook in a window until it is closed."""
    relay = Relay()
    window = Window(root, relay)
    session = Session(file, WindowFace(window, relay))
    window.build(session, groups)
    root.mainloop()
    return session
