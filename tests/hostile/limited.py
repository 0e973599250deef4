"""Commands of ours under the system's limits, each a fork of one process that has imported them: `Limited.command`.

A fork begins with no processor time used, so that a command's own work is bounded and not what it imports.
"""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Final

CPU_SECONDS: Final = 5
MEMORY: Final = 1_000_000_000
"""Of a whole command with all that it imports; the parser's own process binds itself to less."""
PATIENCE: Final = 300
"""Seconds after which a command that waits for something is ended."""
NAMES: Final = ("import", "verify", "check")


class Limited:
    """The process, and the commands that it is asked to run."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.hostile.limited"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
        )

    def command(self, *words: object) -> tuple[int, str]:
        """Exit status, negative for a signal, and what was said."""
        assert self._process.stdin and self._process.stdout
        print(json.dumps([*map(str, words)]), file=self._process.stdin, flush=True)
        status, said = json.loads(self._process.stdout.readline())
        return int(status), str(said)

    def stop(self) -> None:
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait()


def limited(words: list[str], said: int) -> int:
    """The command in a fork, whose output goes to the file `said`."""
    process = os.fork()
    if process == 0:
        status = 99
        try:
            import resource

            resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
            signal.alarm(PATIENCE)
            os.dup2(said, 1)
            os.dup2(said, 2)
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
            sys.stdout, sys.stderr = (io.TextIOWrapper(os.fdopen(n, "wb"), "utf-8") for n in (1, 2))
            from pyxl.cli import main

            status = main(words)
        finally:
            os._exit(status)
    _, state = os.waitpid(process, 0)
    return -os.WTERMSIG(state) if os.WIFSIGNALED(state) else os.WEXITSTATUS(state)


def serve() -> None:
    """Answer lines of words with lines of status and text, until standard input ends."""
    import tempfile

    from pyxl.actions import load
    from pyxl.hosts.lean_start import import_xlwings

    import_xlwings()
    for name in NAMES:
        load(name)
    for line in sys.stdin:
        with tempfile.TemporaryFile() as file:
            status = limited(json.loads(line), file.fileno())
            file.seek(0)
            text = file.read().decode("utf-8", "replace")
        print(json.dumps([status, text]), flush=True)


if __name__ == "__main__":
    assert Path(__file__).parents[2].is_dir()
    serve()
