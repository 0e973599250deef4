"""One module for each ribbon button: read tables, ask the rules, say what to write and what was done."""

from __future__ import annotations

import ast
import importlib
import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyxl.actions.action import Action, Command

COMMANDS = {
    "new": "new",
    "plan": "plan",
    "practise": "practise",
    "forms": "forms",
    "import": "import_roster",
    "fill": "fill",
    "export": "export",
    "print": "print_sheet",
    "set": "set_values",
    "calendar": "calendar",
    "check": "check",
    "next": "next_finding",
    "quota": "quota",
    "ballots": "ballots",
    "prepare": "prepare",
    "count": "count",
    "rehearse": "rehearse",
    "papers": "papers",
    "issue": "issue",
    "submit": "submit",
    "verify": "verify",
    "merge": "merge",
    "report": "report",
    "archive": "archive",
    "undo": "undo",
    "audit": "audit",
    "build": "build",
    "bundle": "bundle",
    "upgrade": "upgrade",
    "doctor": "doctor",
}
"""Command -> module, in the order of the manual.  A new action costs one file and one line here."""


DESK = "desk"
"""The one command that is a face itself and no action."""


def _module(name: str) -> str:
    return "pyxl.desk.command" if name == DESK else f"pyxl.actions.{COMMANDS[name]}"


def help_of(name: str) -> str:
    """What a command says of itself, read from its module without running it: a list of commands loads none of them."""
    found = importlib.util.find_spec(_module(name))
    if found is None or found.origin is None or not found.origin.endswith(".py"):
        return load(name).help
    for node in ast.walk(ast.parse(Path(found.origin).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _TEXT_AT:
            text = node.args[_TEXT_AT[node.func.id]]
            if isinstance(text, ast.Constant) and isinstance(text.value, str):
                return text.value
    return load(name).help


_TEXT_AT = {"Action": 2, "Command": 1}
"""Where the help stands among the arguments of each."""


def load(name: str) -> Action | Command:
    """The action or command of a name of `COMMANDS`; no other module is imported, since the clerk waits for it."""
    module = importlib.import_module(_module(name))
    loaded: Action | Command = module.ACTION if hasattr(module, "ACTION") else module.COMMAND
    return loaded
