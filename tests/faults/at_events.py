"""A command of ours in which one event of the file system goes wrong: `python -m tests.faults.at_events < REQUEST`.

The interpreter tells an audit hook of every file that it opens for writing, renames, removes or makes, before it does
so.  Here a command runs in a fork of this process, over a copy of a folder, and at its n-th event it is killed, or the
system refuses, or somebody else saves the workbook: for every n, until the command ends untouched.  What a clerk may
demand afterwards is looked at here, and whatever is not so comes back as a list of sentences.

The request and the answer are JSON: {"folder", "words", "kind", "every"} -> {"events", "faults"}.
"""

from __future__ import annotations

import contextlib
import errno
import io
import json
import os
import shutil
import signal
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

WORKBOOK: Final = "台账.xlsm"
OTHER: Final = "别人存的.xlsm"
"""The same workbook as somebody else saved it meanwhile; it is told from ours by `MEANWHILE`."""
MEANWHILE: Final = "联系人=另一个窗口"
ALREADY: Final = ("文件已经存在，没有覆盖", "没有需要准备的选举", "没有可以撤销的操作")
"""What `new`, `prepare` and `undo` say where all was done before the kill but for saying so."""
_WRITING: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_EVENTS: Final = frozenset(
    {
        "open",
        "os.rename",
        "os.remove",
        "os.mkdir",
        "os.rmdir",
        "os.chmod",
        "tempfile.mkstemp",
        "tempfile.mkdtemp",
    }
)
Deed = Callable[[str], None]
"""What happens at the event, given its name: it does not come back, raises OSError, or changes a file."""


@dataclass(frozen=True)
class Ended:
    """How a run ended: exit status, negative for a signal, what it said, how many events it came to, at which it was hit."""

    status: int
    said: str
    events: int
    hit: str


def run(place: Path, words: list[str], at: int, deed: Deed, *, reading: bool = False) -> Ended:
    """The command in a fork, with `deed` at its event number `at` within `place`; `reading`: opening to read is one, too."""
    with tempfile.TemporaryFile(dir=place.parent) as told, tempfile.TemporaryFile(dir=place.parent) as count:
        return _forked(place, words, at, deed, reading, told, count)


def _forked(
    place: Path, words: list[str], at: int, deed: Deed, reading: bool, told: IO[bytes], count: IO[bytes]
) -> Ended:
    sys.stdout.flush()
    process = os.fork()
    if process == 0:
        status = 99
        try:
            os.dup2(told.fileno(), 1)
            os.dup2(told.fileno(), 2)
            sys.stdout, sys.stderr = (io.TextIOWrapper(os.fdopen(n, "wb"), "utf-8") for n in (1, 2))
            sys.addaudithook(_hook(place, at, deed, count.fileno(), reading))
            from pyxl.cli import main

            status = main(words)
        finally:
            os._exit(status)
    _, state = os.waitpid(process, 0)
    status = -os.WTERMSIG(state) if os.WIFSIGNALED(state) else os.WEXITSTATUS(state)
    told.seek(0)
    count.seek(0)
    events = count.read().decode().split()
    return Ended(status, told.read().decode(), len(events), events[at - 1] if at <= len(events) else "")


def _hook(
    place: Path, at: int, deed: Deed, count: int, reading: bool
) -> Callable[[str, tuple[Any, ...]], None]:
    number = 0
    busy = False

    def heard(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal number, busy
        if busy or event not in _EVENTS or not _within(place, arguments[0]):
            return
        if event == "open" and not reading and not (arguments[2] or 0) & _WRITING:
            return
        busy = True
        try:
            number += 1
            os.write(count, f"{event} ".encode())
            if number == at:
                deed(event)
        finally:
            busy = False

    return heard


def _within(place: Path, path: object) -> bool:
    return isinstance(path, str | os.PathLike) and str(path).startswith(str(place))


def killed(event: str) -> None:
    """The power goes."""
    os.kill(os.getpid(), signal.SIGKILL)


def refused(number: int) -> Deed:
    """The system says no, with this number."""

    def deed(event: str) -> None:
        raise OSError(number, os.strerror(number))

    return deed


def room_for(most: int) -> Deed:
    """From now on no file takes more bytes: writing ends in the midst of one."""

    def deed(event: str) -> None:
        import resource  # Windows has none, and collects this module too

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    return deed


def replaced(place: Path) -> Deed:
    """Somebody else saves the workbook, whole, as every program does."""

    def deed(event: str) -> None:
        shutil.copy(place / OTHER, place / "other.tmp")
        (place / "other.tmp").replace(place / WORKBOOK)

    return deed


class Desk:
    """A folder with a workbook, copied anew for each try, and what must be true of it after each."""

    def __init__(self, pristine: Path, words: list[str]) -> None:
        self.pristine = pristine
        self.place = pristine.with_name("desk")
        self.words = [word.replace("{}", str(self.place)) for word in words]
        self.before = (pristine / WORKBOOK).read_bytes()
        self.faults: list[str] = []

    def anew(self) -> None:
        shutil.rmtree(self.place, ignore_errors=True)
        shutil.copytree(self.pristine, self.place)
        (self.place / "tmp").mkdir()
        tempfile.tempdir = str(self.place / "tmp")

    def trial(self, at: int, deed: Deed, *, reading: bool = False) -> Ended:
        self.anew()
        return run(self.place, self.words, at, deed, reading=reading)

    def stands_whole(self, number: int) -> None:
        """Every file that lies there under a clerk's name is whole, and the workbook is the old one or a new one."""
        for path in self.files():
            if path.suffix in (".xlsx", ".xlsm", ".docx"):
                try:
                    with zipfile.ZipFile(path) as archive:
                        broken = archive.testzip()
                except zipfile.BadZipFile:
                    broken = "all of it"
                if broken:
                    self.fault(number, f"{path.name} is broken: {broken}")
        if (self.place / WORKBOOK).read_bytes() != self.before:
            self.reads(number)

    def reads(self, number: int) -> None:
        """A workbook other than the one before is read and its log is whole."""
        ended = run(self.place, ["audit", str(self.place / WORKBOOK)], 0, killed)
        if ended.status != 0:
            self.fault(number, f"the workbook is not whole: {ended.said[-200:]}")

    def files(self) -> Iterator[Path]:
        for path in self.place.rglob("*"):
            if path.is_file() and not any(
                p.startswith((".", "tmp")) for p in path.relative_to(self.place).parts
            ):
                yield path

    def leftovers(self) -> list[str]:
        """Drafts, locks and temporary folders."""
        inside = [str(path.relative_to(self.place)) for path in self.place.rglob("*")]
        return [name for name in inside if name.startswith("tmp/") or Path(name).name.startswith(".")]

    def nothing_left(self, number: int, when: str) -> None:
        if left := self.leftovers():
            self.fault(number, f"{when} there is still {left}")

    def said_plainly(self, number: int, ended: Ended) -> None:
        said = ended.said
        plain = "Traceback" not in said and "程序出了差错" not in said and "Error" not in said
        if ended.status not in (0, 1, 2) or not plain or (ended.status == 2 and "。" not in said):
            self.fault(number, f"{ended.hit}: status {ended.status}, said {said[-300:]}")

    def fault(self, number: int, what: str) -> None:
        self.faults.append(f"event {number}: {what}")

    def again(self, number: int) -> None:
        """The next run of the same command, undisturbed, leaves nothing of the one before."""
        ended = run(self.place, self.words, 0, killed)
        if ended.status not in (0, 1) and not any(said in ended.said for said in ALREADY):
            self.fault(number, f"the next run ends with {ended.status}: {ended.said[-300:]}")
        self.nothing_left(number, "after the next run")


def after_a_kill(desk: Desk, number: int) -> int:
    ended = desk.trial(number, killed)
    if ended.status == -signal.SIGKILL:
        desk.stands_whole(number)
        desk.again(number)
    return ended.events


def after_a_refusal(desk: Desk, number: int, deed: Deed, at: int) -> int:
    """What could not be done is said, and then the old workbook stands; what was done, stands."""
    ended = desk.trial(at, deed)
    desk.said_plainly(number, ended)
    desk.stands_whole(number)
    if ended.status == 2 and (desk.place / WORKBOOK).read_bytes() != desk.before:
        desk.fault(
            number, f"{ended.hit}: said not to be done, but the workbook is another: {ended.said[-200:]}"
        )
    if ended.hit not in ("os.remove", "os.rmdir"):  # what may not be removed stays until the next start
        desk.nothing_left(number, "at the end")
    desk.again(number)
    return ended.events


def after_another_saved(desk: Desk, number: int) -> int:
    """What the other saved is never lost: it is what we worked on, or we refuse.

    Not at the renaming itself: between the last comparison and the renaming no system lets anybody look.
    """
    ended = desk.trial(number, replaced(desk.place), reading=True)
    if ended.hit and ended.hit != "os.rename":
        desk.said_plainly(number, ended)
        if MEANWHILE.partition("=")[2] not in _log(desk.place / WORKBOOK):
            desk.fault(number, f"{ended.hit}: the other's change is lost: {ended.status} {ended.said[-200:]}")
    return ended.events


def _log(path: Path) -> str:
    """What the log tells: it only grows, and even an undo of the other's change stands in it."""
    from pyxl.book.workbook import Workbook
    from pyxl.hosts.engine import open_closed

    with open_closed(path, read_only=True) as book:
        return repr(list(Workbook(book).records("操作日志")))


KINDS: Final[dict[str, Callable[[Desk, int], int]]] = {
    "killed": after_a_kill,
    "disk full": lambda desk, number: after_a_refusal(desk, number, refused(errno.ENOSPC), number),
    "disk fills up": lambda desk, number: after_a_refusal(
        desk, number, room_for(1_000 * 4 ** min(number, 12)), 1
    ),
    "no permission": lambda desk, number: after_a_refusal(desk, number, refused(errno.EACCES), number),
    "replaced": after_another_saved,
}


def _warm(desk: Desk) -> None:
    """Do it once in this process, so that no fork imports anything; prints are no prints here."""
    from pyxl.cli import main
    from pyxl.hosts.office import conversion

    def converted(program: str, folder: Path, files: list[Path], *_: object) -> None:
        for file in files:
            file.with_suffix(".pdf").write_bytes(b"%PDF-1.4 ")

    vars(conversion).update(soffice=lambda: "soffice", convert=converted)
    desk.anew()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        main(desk.words)


def main() -> None:
    """Try every `every`-th event, the first one and the last among them."""
    request = json.load(sys.stdin)
    desk = Desk(Path(request["folder"]), request["words"])
    _warm(desk)
    alone = desk.trial(0, killed, reading=request["kind"] == "replaced")
    if alone.status not in (0, 1):
        desk.fault(0, f"the command alone ends with {alone.status}: {alone.said[-300:]}")
    events = alone.events
    for number in sorted({*range(1, events + 1, request["every"]), events} - {0}):
        KINDS[request["kind"]](desk, number)
    json.dump({"events": events, "faults": desk.faults}, sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main()
