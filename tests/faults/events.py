"""The events of the file system in a running command, as the interpreter tells them, and what can go wrong at one.

An audit hook hears of every file that is opened, renamed, removed or made, before it is done.  At an event that was
chosen the command forks: in the branch it goes wrong and the command goes on to its end; then the folder is put back,
and the command itself goes on to its next event.  So every event costs what comes after it, and nothing that came before.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import signal
import stat
import sys
import tempfile
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

WORKBOOK: Final = "台账.xlsm"
OTHER: Final = "别人存的.xlsm"
"""The same workbook as somebody else saved it meanwhile."""
KILLED: Final = "killed"
ROOM: Final = 4_000
"""Bytes of a file that a disk takes before it is full: less than any workbook or document has."""
_WRITING: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_CHANGING: Final = frozenset(
    {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "tempfile.mkstemp", "tempfile.mkdtemp"}
)
Deed = Callable[[Path], None]
"""What happens at an event, given the folder: it comes back or raises OSError."""


@dataclass(frozen=True)
class Event:
    """What is about to be done to which path, by which lines of ours."""

    what: str
    path: str
    site: str
    writes: bool
    forkable: bool
    """A fork leaves other threads behind, and a folder that is opened to be removed cannot be put back as the same."""

    @property
    def kind(self) -> tuple[str, str, bool]:
        """Equal for events that the same lines bring about, such as one of each file that a press makes."""
        return self.what, self.site, self.writes

    @property
    def of_the_workbook(self) -> bool:
        return self.path.endswith(f"/{WORKBOOK}")


def no_room(place: Path) -> None:
    """The disk is full."""
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def no_permission(place: Path) -> None:
    """The right to do so was taken away."""
    raise OSError(errno.EACCES, os.strerror(errno.EACCES))


def little_room(place: Path) -> None:
    """From now on no file takes more than a few bytes: writing ends in the midst of one."""
    import resource  # Windows has none, and collects this module too

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, ROOM))


def another_saved(place: Path) -> None:
    """Somebody else saves the workbook, whole, as every program does."""
    shutil.copy(place / OTHER, place / "other.tmp")
    (place / "other.tmp").replace(place / WORKBOOK)


FILLS_UP: Final = "disk fills up"
REFUSALS: Final[Mapping[str, Deed]] = {
    "disk full": no_room,
    FILLS_UP: little_room,
    "no permission": no_permission,
}
REPLACED: Final = "replaced"
KINDS: Final = (KILLED, *REFUSALS, REPLACED)


@dataclass(frozen=True)
class Outcome:
    """How a branch ended: where and of what kind, exit status, what it said, and a copy of its folder."""

    number: int
    event: Event
    kind: str
    status: int
    said: str
    folder: str


@dataclass
class Heard:
    """The events of a run, and what came of the branches."""

    events: list[Event] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)


class Listener:
    """The audit hook of one run in `place`; copies of branches' folders go to `vault`.

    `chosen`: number of an event, from 1 on -> what goes wrong there, each in a branch of its own; `forking` is off where the
    command itself goes wrong and has no branches.
    """

    def __init__(
        self, place: Path, vault: Path, chosen: Mapping[int, Sequence[str]], forking: bool = True
    ) -> None:
        self.place, self.vault, self.chosen, self.forking = place, vault, chosen, forking
        self.heard = Heard()
        self.branched = False
        self._busy = False

    def __call__(self, what: str, arguments: tuple[Any, ...]) -> None:
        if self._busy or self.branched or not (what == "open" or what in _CHANGING):
            return
        path = _concerned(self.place, what, arguments)
        if path is None:
            return
        writes = what != "open" or bool((arguments[2] or 0) & _WRITING)
        self._busy = True
        try:
            forkable = threading.active_count() == 1 and (writes or not Path(path).is_dir())
            self.heard.events.append(event := Event(what, path, _site(), writes, forkable))
            for kind in self.chosen.get(number := len(self.heard.events), ()):
                if not self.forking:
                    self._go_wrong(kind)
                elif forkable or kind == KILLED:
                    self._branch(number, event, kind)
                if self.branched:
                    return
        finally:
            self._busy = False

    def _go_wrong(self, kind: str) -> None:
        self.branched = True
        {**REFUSALS, REPLACED: another_saved}[kind](self.place)

    def _branch(self, number: int, event: Event, kind: str) -> None:
        """A kill leaves what stands on the disk; otherwise a fork goes on, and everything is put back behind it."""
        folder = self.vault / f"{number}-{kind}"
        if kind == KILLED:
            shutil.copytree(self.place, folder)
            self.heard.outcomes.append(Outcome(number, event, kind, -signal.SIGKILL, "", str(folder)))
            return
        sys.stdout.flush()
        sys.stderr.flush()
        kept = Kept(self.place, self.vault / "kept")
        said = folder.with_suffix(".said")
        process = os.fork()
        if process == 0:
            speak_to(said)
            self._go_wrong(kind)
            return
        status = ended(process)
        shutil.copytree(self.place, folder)
        kept.put_back()
        self.heard.outcomes.append(Outcome(number, event, kind, status, said.read_text("utf-8"), str(folder)))


def _concerned(place: Path, what: str, arguments: tuple[Any, ...]) -> str | None:
    """The path within `place` that the event is about: of a renaming the new one."""
    paths = arguments[:2] if what == "os.rename" else arguments[:1]
    inside = [
        os.fspath(path)
        for path in paths
        if isinstance(path, str | os.PathLike) and os.fspath(path).startswith(f"{place}/")
    ]
    return inside[-1] if inside else None


def _site() -> str:
    """The lines of our own code that are at work, innermost first."""
    lines, frame = [], sys._getframe(2)
    while frame is not None:
        name = frame.f_code.co_filename
        if "/pyxl/" in name:
            lines.append(f"{name.rpartition('/pyxl/')[2]}:{frame.f_lineno}")
        frame = frame.f_back  # type: ignore[assignment]
    return " ".join(lines)


def speak_to(file: Path) -> None:
    """Standard output and error of this process go to a file of its own."""
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND, 0o600)
    os.dup2(descriptor, 1)
    os.dup2(descriptor, 2)
    os.close(descriptor)


def ended(process: int) -> int:
    """The exit status of a fork, negative for a signal."""
    _, state = os.waitpid(process, 0)
    return -os.WTERMSIG(state) if os.WIFSIGNALED(state) else os.WEXITSTATUS(state)


class Kept:
    """A folder as it stands, to be put back under a command that has some of its files open or locked."""

    def __init__(self, place: Path, vault: Path) -> None:
        self.place, self.vault = place, vault
        vault.mkdir()
        self.offsets = dict(_offsets())
        self.entries: dict[Path, tuple[Path, bytes, int] | None] = {}
        for number, path in enumerate(sorted(place.rglob("*"))):
            if path.is_dir():
                self.entries[path] = None
            else:
                link = vault / str(number)
                os.link(path, link)
                self.entries[path] = link, path.read_bytes(), stat.S_IMODE(path.stat().st_mode)

    def put_back(self) -> None:
        """The same files, not only the same bytes: each is the one that the command may have open."""
        for path in sorted(self.place.rglob("*"), reverse=True):
            kept = self.entries.get(path)
            if path.is_dir():
                if path not in self.entries:
                    path.rmdir()
            elif kept is None or not path.samefile(kept[0]):
                path.unlink()
        for path, kept in self.entries.items():
            if kept is None:
                path.mkdir(exist_ok=True)
                continue
            link, data, mode = kept
            if not path.exists():
                os.link(link, path)
            if path.read_bytes() != data:
                path.write_bytes(data)
            path.chmod(mode)
        shutil.rmtree(self.vault)
        for descriptor, offset in self.offsets.items():
            os.lseek(descriptor, offset, os.SEEK_SET)


def _offsets() -> Sequence[tuple[int, int]]:
    """Where this process reads and writes in its open files: a fork moves them for both."""
    found = []
    for name in os.listdir("/proc/self/fd"):
        with contextlib.suppress(OSError):  # pipes have no place, and the listing itself is closed by now
            if stat.S_ISREG(os.fstat(int(name)).st_mode) and int(name) > 2:
                found.append((int(name), os.lseek(int(name), 0, os.SEEK_CUR)))
    return found


def temporary(folder: Path) -> None:
    """Temporary files of this process and its forks lie in a folder of the place, where they are seen."""
    (folder / "tmp").mkdir(exist_ok=True)
    tempfile.tempdir = str(folder / "tmp")
