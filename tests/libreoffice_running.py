"""The LibreOffice that stays open for all tests of one process: a start costs more than most of the questions.

It has a profile of its own.  A question that it cannot answer, or not in time, ends it; the next one starts another, so
that no test meets what a failed one left behind.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any

SYSTEM_PYTHON = Path("/usr/bin/python3")
"""The interpreter for which distributions package `uno`; a virtual environment has none."""
SERVER = Path(__file__).with_name("libreoffice_uno.py")


class Running:
    """One LibreOffice behind `libreoffice_uno.py`, started by the first question."""

    def __init__(self) -> None:
        self.allowed = True
        self._process: subprocess.Popen[str] | None = None
        self._errors: IO[str] | None = None

    def ask(self, jobs: Sequence[Any], seconds: float) -> list[Any]:
        """The answers of all jobs.  Raises AssertionError where one cannot be done or takes too long."""
        assert self.allowed, (
            "the quick tests start no LibreOffice: mark this one with pytest.mark.libreoffice"
        )
        if self._process is None or self._process.poll() is not None:
            self._start()
        process = self._process
        assert process and process.stdin and process.stdout
        late = threading.Event()

        def give_up() -> None:
            late.set()
            _kill(process)

        clock = threading.Timer(seconds, give_up)
        clock.start()
        try:
            print(json.dumps(jobs), file=process.stdin, flush=True)
            line = process.stdout.readline()
        except BrokenPipeError:
            line = ""
        finally:
            clock.cancel()
        kind, answer = json.loads(line) if line else ("error", self._last_words())
        if kind == "error":
            _kill(process)
            said = f"LibreOffice did not finish within {seconds:g} s" if late.is_set() else answer
            raise AssertionError(f"LibreOffice failed: {said}")
        found: list[Any] = answer
        return found

    def stop(self) -> None:
        """Let it end by itself; what is left of it after a while is ended."""
        if self._process is None:
            return
        assert self._process.stdin
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(30)
        _kill(self._process)
        self._process = None

    def _start(self) -> None:
        self._errors = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 - as long as the process
        self._process = subprocess.Popen(
            [str(SYSTEM_PYTHON), str(SERVER)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            text=True,
            encoding="utf-8",
            start_new_session=True,
        )

    def _last_words(self) -> str:
        assert self._errors
        self._errors.seek(0)
        return self._errors.read()[-4000:]


def _kill(process: subprocess.Popen[str]) -> None:
    """End it and all that it started."""
    with contextlib.suppress(ProcessLookupError):  # nothing left is the normal case
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


RUNNING = Running()
"""Of this process."""
