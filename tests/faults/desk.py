"""A folder in which a command ran and was hurt, and what a clerk may demand of it afterwards."""

from __future__ import annotations

import hashlib
import io
import os
import re
import sys
import zipfile
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from tests.faults.events import KILLED, REPLACED, WORKBOOK, Outcome, ended, speak_to, temporary

MEANWHILE: Final = "联系人=另一个窗口"
"""What somebody else typed into `OTHER`; it stands in the log."""
ALREADY: Final = ("文件已经存在，没有覆盖", "没有需要准备的选举", "没有可以撤销的操作")
"""What a command says where all was done before the kill but for saying so."""
UNFINISHED: Final = (".new", ".old")
"""Ends the names of a stick that is being made, and of the one that it takes the place of."""
_DRAFT: Final = re.compile(r"\.?moxi-[0-9a-f]{8}-\d+-")


def run(words: Sequence[str], place: Path) -> tuple[int, str]:
    """A command in a fork, undisturbed; exit status and what it said."""
    said = place.with_name(f"{place.name}.again")
    sys.stdout.flush()
    process = os.fork()
    if process == 0:
        status = 99
        try:
            speak_to(said)
            sys.stdout, sys.stderr = (io.TextIOWrapper(os.fdopen(n, "wb"), "utf-8") for n in (1, 2))
            from pyxl.cli import main

            status = main([word.replace("{}", str(place)) for word in words])
        finally:
            os._exit(status)
    return ended(process), said.read_text("utf-8")


class Judge:
    """Looks at what came of one command; whatever is not as it must be is put down as a sentence."""

    def __init__(self, words: Sequence[str], before: bytes) -> None:
        self.words, self.before = words, before
        self.faults: list[str] = []
        self._answers: dict[str, list[str]] = {}
        """State of a folder -> what the next run found there: equal states are tried once."""

    def look(self, outcome: Outcome) -> None:
        """At what a branch left behind."""
        place = Path(outcome.folder)
        temporary(place)
        for fault in self._found(outcome, place):
            event = outcome.event
            where = event.site.partition(" ")[0]
            self.faults.append(
                f"{outcome.kind} at event {outcome.number}, {event.what} {Path(event.path).name} ({where}): {fault}"
            )

    def _found(self, outcome: Outcome, place: Path) -> Iterator[str]:
        if outcome.kind == REPLACED:
            yield from self._after_another_saved(outcome, place)
            return
        if outcome.kind != KILLED:
            yield from self._after_a_refusal(outcome, place)
        yield from self._whole(place)
        yield from self._again(place)

    def _after_a_refusal(self, outcome: Outcome, place: Path) -> Iterator[str]:
        """What could not be done is said, and then the old workbook stands; what was done, stands."""
        yield from said_plainly(outcome)
        if outcome.status == 2 and (place / WORKBOOK).read_bytes() != self.before:
            yield f"said not to be done, but the workbook is another: {outcome.said[-200:]}"
        # What may not be removed stays until the next start.
        if outcome.event.what not in ("os.remove", "os.rmdir") and (left := leftovers(place)):
            yield f"at the end there is still {left}"

    def _after_another_saved(self, outcome: Outcome, place: Path) -> Iterator[str]:
        """What the other saved is never lost: it is what we worked on, or we refuse."""
        yield from said_plainly(outcome)
        if MEANWHILE.partition("=")[2] not in _log(place / WORKBOOK):
            yield f"the other's change is lost: {outcome.status} {outcome.said[-200:]}"

    def _whole(self, place: Path) -> Iterator[str]:
        """Every file that lies there under a clerk's name is whole, and the workbook is the old one or a new one."""
        for path in files(place):
            if path.suffix in (".xlsx", ".xlsm", ".docx") and (broken := _broken(path.read_bytes())):
                yield f"{path.name} is broken: {broken}"
        if (place / WORKBOOK).read_bytes() != self.before and (said := _audited(place)):
            yield f"the workbook is not whole: {said}"

    def _again(self, place: Path) -> Iterator[str]:
        """The next run of the same command, undisturbed, leaves nothing of the one before."""
        state = _state(place)
        if state not in self._answers:
            self._answers[state] = list(self._next_run(place))
        yield from self._answers[state]

    def _next_run(self, place: Path) -> Iterator[str]:
        status, said = run(self.words, place)
        if status not in (0, 1) and not any(known in said for known in ALREADY):
            yield f"the next run ends with {status}: {said[-300:]}"
        if left := leftovers(place):
            yield f"after the next run there is still {left}"


def said_plainly(outcome: Outcome) -> Iterator[str]:
    said = outcome.said
    plain = "Traceback" not in said and "程序出了差错" not in said and "Error" not in said
    if outcome.status not in (0, 1, 2) or not plain or (outcome.status == 2 and "。" not in said):
        yield f"status {outcome.status}, said {said[-300:]}"


def files(place: Path) -> Iterator[Path]:
    for path in place.rglob("*"):
        parts = path.relative_to(place).parts
        ours = any(part.startswith((".", "tmp")) or part.endswith(UNFINISHED) for part in parts)
        if path.is_file() and not ours:
            yield path


def leftovers(place: Path) -> list[str]:
    """Drafts, locks and temporary folders."""
    inside = [str(path.relative_to(place)) for path in place.rglob("*")]
    return [
        name
        for name in inside
        if name.startswith("tmp/") or Path(name).name.startswith(".") or name.endswith(UNFINISHED)
    ]


def _state(place: Path) -> str:
    """Everything that lies there; of drafts that there are some, since they are taken away by their names, unread."""
    found: dict[str, object] = {}
    for path in sorted(place.rglob("*")):
        name = str(path.relative_to(place))
        if draft := _DRAFT.search(name):
            found[f"{name[: draft.start()]}/draft"] = True
        else:
            found[name] = path.is_file() and path.read_bytes()
    return hashlib.sha256(repr(sorted(found.items())).encode()).hexdigest()


@cache
def _broken(data: bytes) -> str | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.testzip()
    except zipfile.BadZipFile:
        return "all of it"


_audits: dict[bytes, str] = {}


def _audited(place: Path) -> str:
    """What is wrong with a workbook: it is read and its log is whole."""
    data = (place / WORKBOOK).read_bytes()
    if data not in _audits:
        status, said = run(["audit", f"{{}}/{WORKBOOK}"], place)
        _audits[data] = "" if status == 0 else said[-200:]
    return _audits[data]


def _log(path: Path) -> str:
    """What the log tells: it only grows, and even an undo of the other's change stands in it."""
    from pyxl.book.workbook import Workbook
    from pyxl.hosts.engine import open_closed

    with open_closed(path, read_only=True) as book:
        return repr(list(Workbook(book).records("操作日志")))
