"""Every hostile file ends in a sentence, or is read, within five seconds of the processor and 300 MB.

The bounds are the system's: the command itself runs under limits on its process, and one that needs more is killed
and fails the test.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hostile.corpus import CORPUS

from tests.hostile.limited import Limited
from tests.tiers import usually

pytestmark = [
    pytest.mark.process,
    pytest.mark.skipif(sys.platform != "linux", reason="limits of processes as Linux has them"),
]

QUICK = [name for at, name in enumerate(CORPUS) if at % 12 == 0]
"""A part of the corpus for every run; all of it is `slow`."""


@pytest.fixture(scope="module")
def limited() -> Iterator[Limited]:
    process = Limited()
    yield process
    process.stop()


def hostile(folder: Path, name: str) -> Path:
    path = folder / name
    path.write_bytes(CORPUS[name]())
    return path


def assert_a_sentence(name: str, status: int, said: str) -> None:
    assert status in (0, 1, 2), (name, status, said[-300:])
    assert "Traceback" not in said and "程序出了差错" not in said, (name, said[-300:])
    if status:
        assert re.search(r"[\u4e00-\u9fff].*。", said), (name, status, said[-300:])


def tried(limited: Limited, folder: Path, sample: Path, name: str) -> None:
    """Import, verify and check of one file: a sentence each, and every file as it was."""
    path = hostile(folder, name)
    desk = Path(shutil.copy(sample, folder / f"{name}.desk.xlsm"))
    before, mine = path.read_bytes(), desk.read_bytes()
    status, said = limited.command("import", desk, "代表", path)
    assert_a_sentence(f"import {name}", status, said)
    if status:
        assert desk.read_bytes() == mine, name
    status, said = limited.command("verify", path)
    assert_a_sentence(f"verify {name}", status, said)
    assert status, (name, "nothing of this is a submission")
    status, said = limited.command("check", path)
    assert_a_sentence(f"check {name}", status, said)
    assert status, (name, "nothing of this is a clerk's workbook")
    assert path.read_bytes() == before, name
    path.unlink()
    desk.unlink()


@pytest.mark.parametrize("name", usually(CORPUS, *QUICK))
def test_a_hostile_file_is_refused_or_read(limited, tmp_path, _sample_file, name):
    tried(limited, tmp_path, _sample_file, name)


@pytest.mark.parametrize("device", ["pipe", "/dev/zero", "/dev/full", "folder", "ring"])
def test_devices_pipes_and_rings(limited, tmp_path, _sample_file, device):
    path = tmp_path / "名册.xlsx"
    if device == "pipe":
        os.mkfifo(path)
    elif device == "folder":
        path.mkdir()
    else:
        path.symlink_to(path if device == "ring" else device)
    desk = Path(shutil.copy(_sample_file, tmp_path / "台账.xlsm"))
    for words in (("import", desk, "代表", path), ("verify", path), ("check", path)):
        status, said = limited.command(*words)
        assert_a_sentence(words[0], status, said)
        assert status == 2, (words[0], said)
