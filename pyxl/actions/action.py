"""What an action is: it reads tables, asks the rules, and answers with what to write and what to say.

An action never writes by itself.  It returns an `Outcome`; `pyxl.actions.perform` takes the snapshot, writes
everything or nothing, keeps the log, and saves.  That is why every press can be taken back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pyxl.actions.press import History
from pyxl.actions.writes import Write
from pyxl.book.workbook import Workbook

Document = Mapping[str, Any]
"""What `--json` prints."""


@dataclass(frozen=True, slots=True)
class Print:
    """A sheet to be printed to a PDF once the workbook stands."""

    sheet: str
    file: Path


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file that the press puts in its place, whole, once the workbook stands; its folder is made if need be."""

    path: Path
    data: bytes


@dataclass(frozen=True, slots=True)
class Focus:
    """A cell that the press brings to the clerk's eyes; `mark` is kept in the workbook until the next time."""

    sheet: str
    address: str
    mark: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an action decided.

    `lines` tell the clerk in Chinese, `document` tells a script; `wrong` means that the content has errors
    (exit status 1); `summary` and `rows` go into the log.  `prints` and `files` are made by the press and
    listed in the log, with links.  `history` is the new undo record where the action is itself an undo;
    otherwise the press adds its step.  `sealed` replaces what the record keeps of counted votes; `received` is added to what it
    keeps of forms that came back.  `whole` is a new folder that comes with all of `files` or not at all.  `hidden` are sheets that an undo takes out of sight again.  With a `focus` the message goes into Excel's status bar.
    """

    lines: Sequence[str]
    document: Document
    writes: Sequence[Write] = ()
    prints: Sequence[Print] = ()
    files: Sequence[NewFile] = ()
    focus: Focus | None = None
    wrong: bool = False
    summary: str = ""
    rows: int = 0
    history: History | None = None
    sealed: Mapping[str, Any] | None = None
    received: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    hidden: Sequence[str] = ()
    whole: Path | None = None

    @property
    def made(self) -> tuple[Path, ...]:
        """The files that the press makes, in the order of making."""
        return (*(item.file for item in self.prints), *(new.path for new in self.files))

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders that must take files before anything is made."""
        if self.whole and not self.whole.exists():
            return (self.whole.parent,)
        return tuple(dict.fromkeys(path.parent for path in self.made))

    @property
    def recorded(self) -> bool:
        """Whether it leaves anything behind that the log must know of."""
        return bool(self.writes or self.made or self.history)


Say = Callable[[str], None]
"""Tells the clerk which step is under way."""


def telling(label: str, say: Say) -> Callable[[int, int], None]:
    """Say of a press how many PDFs are done, and how many are left."""
    return lambda done, total: say(f"{label}：转为 PDF，已完成 {done} 份，还剩 {total - done} 份")


def silent(step: str) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Argument:
    """One command-line argument: its flags (or its name) and what argparse is told of it."""

    flags: tuple[str, ...]
    settings: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Action:
    """Something done to an open workbook, by a ribbon button or by a command of the same name.

    `options` is a frozen dataclass whose fields are the arguments' names; each has a default when the
    ribbon can press the button.
    """

    name: str
    label: str
    help: str
    run: Callable[[Workbook, Any, Say], Outcome]
    options: type
    arguments: tuple[Argument, ...] = ()


@dataclass(frozen=True, slots=True)
class Command:
    """Something done without an open workbook: a new one, a build, a look at the desk.

    `interactive`: it talks with the clerk itself, so nothing else is shown while it runs.  `of_workbook`: its options
    where a button of that workbook is pressed; none where it asks nothing of one.  `writes`: it writes that workbook.
    """

    name: str
    help: str
    run: Callable[[Any, Say], Outcome]
    options: type
    arguments: tuple[Argument, ...] = ()
    interactive: bool = False
    of_workbook: Callable[[Path], Any] | None = None
    writes: bool = False

    def options_for(self, file: str) -> Any:  # noqa: ANN401 - each command has its own
        """Its options when a button of the workbook `file` is pressed."""
        return self.of_workbook(Path(file)) if self.of_workbook else self.options()
