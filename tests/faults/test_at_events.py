"""Kills, a full disk, lost permissions and another's save at every event of the file system, of every command.

After each: the workbook is the old one or a new one, every file under a clerk's name is whole, what could not be done is
said in a sentence, and after the next run nothing of ours lies about (`tests.faults`).
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pyxl.actions import COMMANDS
from pyxl.stick.gathering import LIBRARY, packed
from tests.actions import clerk
from tests.actions.election_day import committee_votes, enter
from tests.faults.desk import MEANWHILE
from tests.faults.events import KINDS, OTHER, WORKBOOK
from tests.tiers import usually

pytestmark = [
    pytest.mark.process,
    pytest.mark.skipif(
        sys.platform != "linux", reason="a fork of a process, whose open files are asked of /proc"
    ),
]

W = f"{{}}/{WORKBOOK}"
"""The workbook in the folder of a try."""
TRIED: Mapping[str, Sequence[str]] = {
    "new": ("new", "{}/新的.xlsm"),
    "plan": ("plan", W, "{}/方案.txt"),
    "practise": ("practise", W),
    "forms": ("forms", W, "--out", "{}/填报表"),
    "import": ("import", W, "候选人", "{}/名册.csv"),
    "fill": ("fill", W, "代表", "一线=否"),
    "export": ("export", W, "候选人", "--out", "{}/导出.xlsx"),
    "print": ("print", W, "候选人"),
    "set": ("set", W, "代表名额=41"),
    "calendar": ("calendar", W),
    "check": ("check", W),
    "next": ("next", W),
    "quota": ("quota", W),
    "ballots": ("ballots", W, "--office", "执委", "--pdf", "{}/选票"),
    "prepare": ("prepare", W),
    "count": ("count", W),
    "rehearse": ("rehearse", W),
    "papers": ("papers", W, "--only", "选举办法"),
    "issue": ("issue", W, "代表花名册", "--number", "样妇〔2026〕3号", "--date", "2026-03-08"),
    "submit": ("submit", W, "--reason", "届期已满"),
    "archive": ("archive", W),
    "undo": ("undo", W),
    "upgrade": ("upgrade", W),
    "bundle": ("bundle", "{}/装机", "--python-zip", "{}/python.zip"),
}
OTHER_TOWNS: Mapping[str, str] = {
    "plan": "blank", "practise": "blank", "forms": "few", "bundle": "blank", "count": "voted", "upgrade": "old",
}  # fmt: skip
"""Commands that have something to do, or have done soon, in another town than the one that is ready for everything else."""
NOT_TRIED = {"verify", "audit", "doctor", "build", "merge", "report", "desk"}
"""The first three write nothing; `build` no town's files; `merge` and `report` are tried in tests/district; `desk` presses the others."""
LEAST = 3
"""Events of a command that saves: the draft, its renaming, the lock."""
PYTHON = dict.fromkeys(("python.exe", "pythonw.exe", LIBRARY, "python312._pth"), b"")
KEPT = Path(__file__).parents[1] / "kept" / "0.1.0" / "counted.xlsm"


def ready(file: Path) -> None:
    """In this one nearly every command has something to do."""
    clerk.ready(file, file.parent.parent)
    assert clerk.press("check", file)[0] in (0, 1)


def voted(file: Path) -> None:
    """Both entries of the committee's vote are typed."""
    ready(file)
    clerk.done(clerk.press("prepare", file))
    for entry in "甲乙":
        enter(file, "执委", committee_votes(clerk.names(27)), entry)


def blank(file: Path) -> None:
    clerk.done(clerk.press("new", file))


def few(file: Path) -> None:
    """Three units and nobody in them: each gets a form."""
    blank(file)
    units = clerk.write_csv(file.parent.parent / "单位.csv", clerk.units()[:3])
    clerk.done(clerk.press("import", file, "单位", units))


def old(file: Path) -> None:
    """An earlier version built it."""
    shutil.copy(KEPT, file)


TOWNS: Mapping[str, Callable[[Path], object]] = {
    "ready": ready, "voted": voted, "blank": blank, "few": few, "old": old,
}  # fmt: skip


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """A folder in which a workbook lies, with the same as somebody else saved it, and files to import; each made once."""

    @cache
    def made(kind: str) -> Path:
        place = tmp_path_factory.mktemp(kind) / "town"
        place.mkdir()
        TOWNS[kind](place / WORKBOOK)
        shutil.copy(place / WORKBOOK, place / OTHER)
        clerk.done(clerk.press("set", place / OTHER, MEANWHILE))
        clerk.write_csv(place / "名册.csv", clerk.people(3, 500))
        (place / "方案.txt").write_text("执委职数二十五名。\n", "utf-8")
        (place / "python.zip").write_bytes(packed(PYTHON))
        return place

    return made


@pytest.fixture(scope="module")
def _server() -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-m", "tests.faults.at_events"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as server:
        yield server
        assert server.stdin is not None
        server.stdin.close()


@pytest.fixture
def tried(
    town: Callable[[str], Path], _server: subprocess.Popen[str], tmp_path: Path
) -> Callable[..., dict[str, Any]]:
    """One command, hurt at its events; what came of it."""

    def ask(name: str, *kinds: str) -> dict[str, Any]:
        shutil.copytree(town(OTHER_TOWNS.get(name, "ready")), tmp_path / "town")
        request = {"folder": str(tmp_path / "town"), "words": TRIED[name], "kinds": kinds or KINDS}
        assert _server.stdin is not None and _server.stdout is not None
        print(json.dumps(request), file=_server.stdin, flush=True)
        found: dict[str, Any] = json.loads(_server.stdout.readline())
        assert not found["faults"], "\n".join(found["faults"])
        assert found["events"] >= LEAST, f"only {found['events']} events were heard of {name}"
        return found

    return ask


def test_every_command_is_thought_of():
    assert {*TRIED} | NOT_TRIED == {*COMMANDS, "desk"}


@pytest.mark.parametrize("name", usually(TRIED, "set"))
def test_every_command_at_every_event(tried, name):
    assert tried(name)["tried"] >= 5 * LEAST
