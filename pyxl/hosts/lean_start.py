"""Importing xlwings without the packages that it takes along when they happen to be installed.

pandas and numpy take more than half of xlwings' start-up time, and no command of ours hands it a DataFrame or an
array.  xlwings itself treats them as optional; so for the process of one command they are kept out of sight
while xlwings is imported.  Whoever uses `pyxl` as a library never comes by here.
"""

from __future__ import annotations

import importlib
import sys

OPTIONAL = ("pandas", "numpy", "polars", "matplotlib", "plotly", "PIL")


def import_xlwings() -> None:
    """Import xlwings as it would be imported where its optional packages are not installed."""
    hidden = [name for name in OPTIONAL if name not in sys.modules]
    # None in this place is Python's own way to say that a module cannot be imported.
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]
    try:
        importlib.import_module("xlwings")
    finally:
        for name in hidden:
            del sys.modules[name]


def do_without() -> None:
    """Keep them out of this process for good: one that only parses a file needs none, and has little memory."""
    sys.modules.update({name: None for name in OPTIONAL if name not in sys.modules})  # type: ignore[misc]
