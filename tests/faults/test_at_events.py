"""Kills, a full disk, lost permissions and another's save at every event of the file system, of every command.

After each: the workbook is the old one or a new one, every file under a clerk's name is whole, what could not be done is
said in a sentence, and after the next run nothing of ours lies about (`tests.faults.at_events`).
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from pyxl.actions import COMMANDS
from tests.actions import clerk
from tests.faults.at_events import KINDS, MEANWHILE, OTHER, WORKBOOK

pytestmark = [
    pytest.mark.process,
    pytest.mark.skipif(sys.platform == "win32", reason="a fork of a process"),
]

W = f"{{}}/{WORKBOOK}"
"""The workbook in the folder of a try."""
TRIED: Mapping[str, Sequence[str]] = {
    "new": ("new", "{}/新的.xlsm"),
    "forms": ("forms", W, "--out", "{}/填报表"),
    "import": ("import", W, "候选人", "{}/名册.csv"),
    "fill": ("fill", W, "代表", "一线=否"),
    "export": ("export", W, "候选人", "--out", "{}/导出.xlsx"),
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
    "submit": ("submit", W, "--reason", "届期已满"),
    "archive": ("archive", W),
    "undo": ("undo", W),
    "upgrade": ("upgrade", W),
}
NOT_TRIED = {"verify", "audit", "doctor", "build", "bundle", "issue", "plan"}
"""The first three write nothing, `build` and `bundle` no town's files, `issue` and `plan` as `papers` and `set` do."""
LEAST = 3
"""Events of a command that saves: the draft, its renaming, the lock."""


def laid_out(town: Path) -> Path:
    """A folder in which a workbook lies, with the same as somebody else saved it, and a list to import."""
    assert clerk.press("check", town / WORKBOOK)[0] in (0, 1)
    shutil.copy(town / WORKBOOK, town / OTHER)
    clerk.done(clerk.press("set", town / OTHER, MEANWHILE))
    clerk.write_csv(town / "名册.csv", clerk.people(3, 500))
    return town


@pytest.fixture(scope="session")
def _sample_town(tmp_path_factory: pytest.TempPathFactory, _sample_file: Path) -> Path:
    town = tmp_path_factory.mktemp("faults") / "town"
    town.mkdir()
    shutil.copy(_sample_file, town / WORKBOOK)
    return laid_out(town)


@pytest.fixture(scope="session")
def _ready_town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """In this one every command has something to do."""
    folder = tmp_path_factory.mktemp("faults")
    (folder / "town").mkdir()
    clerk.ready(folder / "town" / WORKBOOK, folder)
    return laid_out(folder / "town")


def tried(town: Path, folder: Path, name: str, kind: str, every: int) -> None:
    """One command, hurt at every `every`-th of its events."""
    shutil.copytree(town, folder / "town", dirs_exist_ok=True)
    request = {"folder": str(folder / "town"), "words": TRIED[name], "kind": kind, "every": every}
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.at_events"],
        input=json.dumps(request),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    found = json.loads(done.stdout)
    assert not found["faults"], "\n".join(found["faults"])
    assert found["events"] >= LEAST, f"only {found['events']} events were heard of {name}"


def test_what_is_tried_are_commands():
    """A new command need not be named here: what it writes goes the way of the others."""
    assert {*TRIED} | NOT_TRIED <= {*COMMANDS}


@pytest.mark.parametrize("kind", ["killed", "disk full", "replaced"])
def test_a_setting_at_some_events(_sample_town, tmp_path, kind):
    tried(_sample_town, tmp_path, "set", kind, 4)


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", TRIED)
def test_every_command_at_every_event(_ready_town, tmp_path, name, kind):
    # Files that a command makes are all put in place the same way: of many, every seventh event is tried.
    tried(_ready_town, tmp_path, name, kind, 7 if name in ("archive", "forms", "papers") else 1)
