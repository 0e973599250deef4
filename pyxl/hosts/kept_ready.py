"""A process with bounds that is ready before the file comes: `python -m pyxl.hosts.bounded kept`.

An interpreter for each file costs more than most files. Who reads many keeps one that has imported what parsing needs and
forks for each of them: the copy has the bounds of `pyxl.hosts.bounded`, and ends with its file. It ends when its owner does.

A request is a line with the name of the work, a line of JSON, `[where, secret, seconds, memory, size]`, and so many bytes.  The
second line and the bytes are read by the copy alone, and it answers itself, so that no file finds another one's content or password in its
memory.  The answer is `[status, size]` and so many bytes.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import selectors
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import IO, Final

CAN_FORK: Final = hasattr(os, "fork")
_PIECE: Final = 1 << 16


class Ready:
    """The owner's side: starts the process when the first file comes, and again where it has gone."""

    def __init__(self, command: Sequence[str], environment: dict[str, str]) -> None:
        """`command` starts a process that does `serve`."""
        self._command = command
        self._environment = environment
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def ask(self, work: str, request: Sequence[object], raw: bytes, patience: float) -> tuple[int, bytes]:
        """Exit status of the copy that did the work, and what it wrote.

        Raises subprocess.TimeoutExpired after `patience` seconds, EOFError where the process itself has gone.
        """
        with self._lock:
            process = self._running()
            assert process.stdin and process.stdout
            try:
                head = json.dumps(work) + "\n" + json.dumps([*request, len(raw)]) + "\n"
                _write(process.stdin.fileno(), head.encode() + raw)
                status, said = _answer(process.stdout, time.monotonic() + patience)
            except TimeoutError as fault:
                self.stop()
                raise subprocess.TimeoutExpired(process.args, patience) from fault
            except (OSError, EOFError) as fault:
                self.stop()
                raise EOFError from fault
            if status:
                self.stop()
            return status, said

    def stop(self) -> None:
        """End it, with the copy that is at work."""
        if self._process is not None:
            with suppress(OSError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.communicate()
            self._process = None

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._process = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=self._environment,
                start_new_session=True,
                bufsize=0,
            )
        return self._process


def _answer(stream: IO[bytes], until: float) -> tuple[int, bytes]:
    """The head's line, then as many bytes as it says.  Raises TimeoutError, EOFError."""
    got = bytearray()
    with selectors.DefaultSelector() as selector:
        selector.register(stream, selectors.EVENT_READ)
        while b"\n" not in got:
            got += _piece(selector, stream, until)
        line, _, rest = bytes(got).partition(b"\n")
        status, size = json.loads(line)
        body = bytearray(rest)
        while len(body) < size:
            body += _piece(selector, stream, until)
    return int(status), bytes(body)


def _piece(selector: selectors.BaseSelector, stream: IO[bytes], until: float) -> bytes:
    if not selector.select(max(0.0, until - time.monotonic())):
        raise TimeoutError
    piece = os.read(stream.fileno(), _PIECE)
    if not piece:
        raise EOFError
    return piece


Doing = Callable[[str, bytes, str, str, int, int], bytes]
"""Does a work of that name with bytes, where, secret, seconds and memory, bound to these, and gives the answer."""


def serve(doing: Doing) -> None:
    """Until the owner closes the pipe, or a copy failed and may have left some of its file unread."""
    status = 0
    while status == 0 and (line := _line()):
        work = json.loads(line)
        _import(work)
        if status := _copied(work, doing):
            _write(1, json.dumps([status, 0]).encode() + b"\n")


def _line() -> bytes:
    """The next line of the requests, and not a byte of what follows it: that is the copy's alone to read."""
    line = bytearray()
    while piece := os.read(0, 1):
        if piece == b"\n":
            break
        line += piece
    return bytes(line)


def _import(work: str) -> None:
    """What is ours and wanted again for the next file."""
    name = work.partition(":")[0]
    if name not in sys.modules:
        importlib.import_module(name)
        gc.collect()
        gc.freeze()


def _copied(work: str, doing: Doing) -> int:
    """Exit status of a copy of this process that reads the rest of the request, does the work under its bounds and answers itself."""
    child = os.fork()
    if child == 0:
        _work_and_end(work, doing)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _work_and_end(work: str, doing: Doing) -> None:
    """In the copy: nothing reaches the owner but the answer, whole."""
    status = 1
    try:
        answers = os.dup(1)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        with os.fdopen(0, "rb") as requests:
            where, secret, seconds, memory, size = json.loads(requests.readline())
            raw = requests.read(size)
        said = doing(work, raw, where, secret, seconds, memory)
        _write(answers, json.dumps([0, len(said)]).encode() + b"\n" + said)
        status = 0
    finally:
        os._exit(status)


def _write(stream: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(stream, view) :]
