"""What goes to another process: a file to be read, and work by its name, so that this process need not import it."""

from __future__ import annotations

import datetime as dt
import importlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Job:
    """A file to be read: its SHA-256, its name, its bytes, the passwords that may open it, by town, and the key of marks."""

    sha: str
    name: str
    raw: bytes
    passwords: tuple[tuple[str, str], ...]
    key: bytes | None
    today: dt.datetime

    def __repr__(self) -> str:
        """Without passwords and key: a failed job's text may end in a log."""
        return f"Job({self.name!r})"


def import_all(modules: Iterable[str]) -> None:
    """What is wanted next, while nothing else is to be done."""
    for module in modules:
        importlib.import_module(module)


@dataclass(frozen=True, slots=True)
class Named:
    """A function of a module, which is imported by whoever calls it: the parent stays small."""

    module: str
    function: str

    def __call__(self, *arguments: Any) -> Any:  # noqa: ANN401 - as the function has them
        """Call it."""
        return getattr(importlib.import_module(self.module), self.function)(*arguments)
