"""The client of `office_server.py`: one LibreOffice that answers, one question at a time."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
from pathlib import Path
from typing import Any

from tests.libreoffice import SYSTEM_PYTHON, require_uno

Box = tuple[int, int, int, int]
"""Top, left, bottom and right of cells, from 1."""


class Refused(Exception):
    """What LibreOffice's object model would not do."""


class Office:
    """A LibreOffice with a profile of its own; gone with `stop`."""

    def __init__(self) -> None:
        require_uno()
        self._process = subprocess.Popen(
            [str(SYSTEM_PYTHON), str(Path(__file__).with_name("office_server.py"))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            start_new_session=True,
        )

    def ask(self, name: str, *arguments: object) -> Any:
        """The answer of a function of the server; raises `Refused`."""
        assert self._process.stdin and self._process.stdout
        print(json.dumps([name, *arguments], ensure_ascii=False), file=self._process.stdin, flush=True)
        line = self._process.stdout.readline()
        assert line, f"LibreOffice went away over {name}{arguments}"
        kind, value = json.loads(line)
        if kind == "error":
            raise Refused(f"{name}: {value}")
        return value

    def stop(self) -> None:
        """Let it end by itself; what is left of it after a while is ended."""
        assert self._process.stdin
        self._process.stdin.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(30)
        with contextlib.suppress(ProcessLookupError):  # nothing left is the normal case
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
