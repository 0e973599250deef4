"""One module for each ribbon button: read tables, ask the rules, say what to write and what was done."""

from __future__ import annotations

import importlib

from pyxl.actions.action import Action, Command

COMMANDS = {
    "new": "new",
    "import": "import_roster",
    "export": "export",
    "set": "set_values",
    "check": "check",
    "next": "next_finding",
    "quota": "quota",
    "ballots": "ballots",
    "prepare": "prepare",
    "count": "count",
    "rehearse": "rehearse",
    "papers": "papers",
    "submit": "submit",
    "verify": "verify",
    "archive": "archive",
    "undo": "undo",
    "audit": "audit",
    "build": "build",
    "upgrade": "upgrade",
    "doctor": "doctor",
}
"""Command -> module, in the order of the manual.  A new action costs one file and one line here."""


def load(name: str) -> Action | Command:
    """The action or command of a name of `COMMANDS`; no other module is imported, since the clerk waits for it."""
    module = importlib.import_module(f"pyxl.actions.{COMMANDS[name]}")
    loaded: Action | Command = module.ACTION if hasattr(module, "ACTION") else module.COMMAND
    return loaded
