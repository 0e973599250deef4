"""Importing the module of one command only: start-up time is the clerk's time."""

from __future__ import annotations

import importlib

from pyxl.actions import COMMANDS
from pyxl.actions.action import Action, Command


def load(name: str) -> Action | Command:
    """The action or command of a name of `COMMANDS`."""
    module = importlib.import_module(f"pyxl.actions.{COMMANDS[name]}")
    loaded: Action | Command = module.ACTION if hasattr(module, "ACTION") else module.COMMAND
    return loaded
