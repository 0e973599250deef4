"""What the window asks in windows of its own: one of some words, a file, a text.  None: closed without an answer."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Sequence
from tkinter import filedialog, simpledialog, ttk

COLUMNS = 4
"""Choices beside each other."""


def ask_choice(root: tk.Tk, title: str, prompt: str, choices: Sequence[str]) -> str | None:
    """A small window with a button for each choice; Enter takes the one in focus, Esc none."""
    dialog = tk.Toplevel(root)
    dialog.title(title)
    dialog.transient(root)
    chosen: list[str] = []

    def choose(choice: str) -> Callable[[object], None]:
        def done(_: object = None) -> None:
            chosen.append(choice)
            dialog.destroy()

        return done

    ttk.Label(dialog, text=prompt, padding=8).grid(columnspan=COLUMNS)
    for place, choice in enumerate(choices):
        take = choose(choice)
        button = ttk.Button(dialog, text=choice, command=lambda take=take: take(None))  # type: ignore[misc]
        button.bind("<Return>", take)
        button.grid(row=1 + place // COLUMNS, column=place % COLUMNS, padx=4, pady=4, sticky="ew")
    dialog.bind("<Escape>", lambda _: dialog.destroy())
    dialog.attributes("-topmost", True)
    dialog.wait_visibility()  # Tk lets no window that is not shown yet keep the others waiting
    dialog.grab_set()
    dialog.winfo_children()[1].focus_force()
    dialog.wait_window()
    return chosen[0] if chosen else None


def ask_file(root: tk.Tk, prompt: str, kinds: Sequence[tuple[str, tuple[str, ...]]]) -> str | None:
    """The desk's own dialog for files."""
    return filedialog.askopenfilename(parent=root, title=prompt, filetypes=list(kinds)) or None


def ask_text(root: tk.Tk, title: str, prompt: str, secret: bool) -> str | None:
    """A dialog with one line; a secret is not shown."""
    return simpledialog.askstring(title, prompt, parent=root, show="*" if secret else "")
