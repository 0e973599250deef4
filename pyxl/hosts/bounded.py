"""A process of its own for every byte that comes from elsewhere: `python -m pyxl.hosts.bounded < REQUEST > ANSWER`.

A file made to exhaust a parser then costs `CPU_SECONDS` and `MEMORY` of a process that ends, and not Excel's
Python.  The request is a line of JSON, `[work, where, secret, seconds, memory]`, and then the bytes; the answer is
`{"done": ...}` or `{"error": [kind, what, where, remedy]}`, JSON in UTF-8: nothing that the parent would have to
execute.  A password goes through the pipe and not through the command line, which others on the desk can read.
"""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pyxl
from pyxl.errors import FileError, HostError, MoxiError
from pyxl.hosts.kept_ready import CAN_FORK, Ready, serve
from pyxl.hosts.lean_start import do_without

CPU_SECONDS: Final = 10
"""Processor time that one file may cost; a list of 27,000 people takes about five seconds."""
MEMORY: Final = 300_000_000
"""Bytes that the process may have."""


@dataclass(frozen=True, slots=True)
class Room:
    """What one process may use: seconds of the processor and bytes."""

    seconds: int = CPU_SECONDS
    memory: int = MEMORY


USUAL: Final = Room()
WALL_SECONDS: Final = 180.0
"""Patience with a busy desk, and the only bound on time where the system knows no limits on processes."""

Work = Callable[[bytes, str, str], Any]
"""(bytes, name for messages, secret) -> what JSON can hold, with the help of `iso_date`."""

_SAVE_AS: Final = "请在 Excel 或 WPS 里打开，另存为 .xlsx 后再试"
_SPLIT: Final = ":"


class KilledError(FileError):
    """The process was ended from outside: of the file that says nothing."""


def run(work: str, raw: bytes, where: str, secret: str = "", room: Room = USUAL) -> Any:  # noqa: ANN401
    """What `work` ("package.module:function") makes of the bytes, in a process with bounds.

    Raises the MoxiError that it raised, FileError when it took too long, too much memory or died, and KilledError when somebody
    else ended it twice.
    """
    if not sys.executable:
        raise HostError("找不到 Python 解释器，不能读取外来文件", where, "请运行 moxi doctor 检查安装")
    patience = WALL_SECONDS * room.seconds / CPU_SECONDS
    request = [work, where, secret, room.seconds, room.memory]
    try:
        status, said = _asked(request, raw, patience)
        if status in _killed():
            # By a system that is short of memory, as a rule: the file need not have a part in it.
            status, said = _alone(request, raw, patience)
    except subprocess.TimeoutExpired as fault:
        raise _too_long(where, patience) from fault
    if status in _overrun():
        raise _too_long(where, room.seconds)
    if status in _killed():
        raise KilledError("读这个文件时被系统中断了，可能内存不够", where, "请关掉别的程序再试")
    if status:
        raise damaged(where)
    answer = json.loads(said.decode("utf-8", "surrogatepass"))
    if "error" in answer:
        kind, *said = answer["error"]
        raise _error(kind)(*said)
    return answer["done"]


_COMMAND: Final = (sys.executable, "-P", "-m", "pyxl.hosts.bounded")
_KEPT: Final = "kept"
_ready: list[Ready] = []
"""The process that is kept ready, where somebody asked for one."""


def keep_ready() -> None:
    """From now on the files that this process reads cost a fork each and no start of an interpreter, where the system can fork."""
    if CAN_FORK and not _ready:
        _ready.append(Ready([*_COMMAND, _KEPT], _environment()))


def _asked(request: list[object], raw: bytes, patience: float) -> tuple[int, bytes]:
    """Exit status and words of a process for this file.  Raises subprocess.TimeoutExpired."""
    for ready in _ready:
        try:
            return ready.ask(str(request[0]), request[1:], raw, patience)
        except EOFError:
            pass  # gone, for whatever reason; this file has a process of its own, and the next one starts it again
    return _alone(request, raw, patience)


def _alone(request: list[object], raw: bytes, patience: float) -> tuple[int, bytes]:
    """The same of a process that is started for it.  Raises subprocess.TimeoutExpired."""
    done = subprocess.run(
        _COMMAND,
        input=json.dumps(request).encode() + b"\n" + raw,
        capture_output=True,
        timeout=patience,
        env=_environment(),
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        check=False,
    )
    return done.returncode, done.stdout


def damaged(where: str) -> FileError:
    """The sentence for a file on which a parser failed in a way of its own."""
    return FileError("文件读不出来，可能已损坏", where, _SAVE_AS)


def answer(work: Work, raw: bytes, where: str, secret: str = "") -> bytes:
    """Do the work and pack what came of it, or the reason why nothing did."""
    try:
        packed: dict[str, Any] = {"done": work(raw, where, secret)}
        return _json(packed)
    except MoxiError as error:
        failed = error
    except (MemoryError, RecursionError):
        failed = FileError("文件展开后大得不正常，已拒绝读取", where, "请删掉多余的内容，另存后再试")
    except Exception:
        # Parsers raise whatever they stumble over, which says nothing to a clerk.
        failed = damaged(where)
    return _json({"error": [type(failed).__name__, failed.what, failed.where, failed.remedy]})


def _json(packed: object) -> bytes:
    text = json.dumps(
        packed, ensure_ascii=False, separators=(",", ":"), default=lambda day: [day.isoformat()]
    )
    return text.encode("utf-8", "surrogatepass")


def _error(kind: str) -> type[MoxiError]:
    """The error of that name, among those that this process knows."""

    def every(family: type[MoxiError]) -> Iterator[type[MoxiError]]:
        yield family
        for each in family.__subclasses__():
            yield from every(each)

    return next((each for each in every(MoxiError) if each.__name__ == kind), FileError)


def _too_long(where: str, seconds: float) -> FileError:
    return FileError(f"读了 {seconds:.0f} 秒还没有读完，文件太大或已损坏", where, _SAVE_AS)


def _killed() -> tuple[int, ...]:
    """Exit statuses of a process that another one ended."""
    if sys.platform == "win32":
        return ()
    import signal

    return (-signal.SIGKILL,)


def _overrun() -> tuple[int, ...]:
    """Exit statuses of a process that used up its processor time."""
    if sys.platform == "win32":
        return (0xC0000044, 1816)  # STATUS_QUOTA_EXCEEDED, ERROR_NOT_ENOUGH_QUOTA: ends by its job
    import signal

    return (-signal.SIGXCPU,)


def _environment() -> dict[str, str]:
    """With the parent's own pyxl in front, and not whatever lies in the current folder under that name."""
    root = str(Path(pyxl.__file__).resolve().parent.parent)
    known = os.environ.get("PYTHONPATH", "")
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (root, known)))}


def _bind(room: Room) -> None:
    """Put the bounds on this process, where the system has them."""
    if sys.platform == "win32":
        from pyxl.hosts import job_windows

        job_windows.bind(room.seconds, room.memory)
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CPU, (room.seconds, room.seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":  # elsewhere a bound on addresses stops the interpreter itself
        resource.setrlimit(resource.RLIMIT_AS, (room.memory, room.memory))


def main() -> None:
    """Read a request from standard input and answer on standard output; with `kept` one after the other, each by a copy."""
    if sys.argv[1:] == [_KEPT]:
        do_without()
        serve(_done_within)
        return
    # Our own parent wrote this line: only what follows it came from elsewhere.
    work, where, secret, seconds, memory = json.loads(sys.stdin.buffer.readline())
    do_without()
    # Before it imports anything, which is bound as well.
    _bind(Room(seconds, memory))
    sys.stdout.buffer.write(_named(work, sys.stdin.buffer.read(), where, secret))


def _done_within(work: str, raw: bytes, where: str, secret: str, seconds: int, memory: int) -> bytes:
    """Bind this process, do the work of that name and pack what came of it."""
    _bind(Room(seconds, memory))
    return _named(work, raw, where, secret)


def _named(work: str, raw: bytes, where: str, secret: str) -> bytes:
    module, _, function = work.partition(_SPLIT)
    doing: Work = getattr(importlib.import_module(module), function)
    return answer(doing, raw, where, secret)


if __name__ == "__main__":
    main()
