"""Every hostile file ends in a sentence, or is read, within ten seconds of the processor and 300 MB.

The bounds are the system's: the command itself runs under limits on its process, and one that needs more is killed
and fails the test.  A command's own start costs about half a second and 150 MB of addresses.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hostile.corpus import CORPUS

pytestmark = [
    pytest.mark.process,
    pytest.mark.skipif(sys.platform != "linux", reason="limits of processes as Linux has them"),
]

CPU_SECONDS, MEMORY = 5, 1_000_000_000
"""Of a whole command with all that it imports; the parser's own process binds itself to less."""
LIMITED = (
    "import resource, sys\n"
    f"resource.setrlimit(resource.RLIMIT_CPU, ({CPU_SECONDS}, {CPU_SECONDS}))\n"
    f"resource.setrlimit(resource.RLIMIT_AS, ({MEMORY}, {MEMORY}))\n"
    "from pyxl.__main__ import run\n"
    "sys.argv[0] = 'moxi'\n"
    "sys.exit(run())\n"
)
QUICK = [name for at, name in enumerate(CORPUS) if at % 12 == 0]
"""A part of the corpus for every run; all of it is `slow`."""


def command(*words: object) -> tuple[int, str]:
    """Exit status and what was said, of a command under limits."""
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, *map(str, words)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        timeout=300,
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def hostile(folder: Path, name: str) -> Path:
    path = folder / name
    path.write_bytes(CORPUS[name]())
    return path


def assert_a_sentence(name: str, status: int, said: str) -> None:
    assert status in (0, 1, 2), (name, status, said[-300:])
    assert "Traceback" not in said and "程序出了差错" not in said, (name, said[-300:])
    if status:
        assert re.search(r"[\u4e00-\u9fff].*。", said), (name, status, said[-300:])


def tried(folder: Path, sample: Path, name: str) -> None:
    """Import, verify and check of one file: a sentence each, and every file as it was."""
    path = hostile(folder, name)
    desk = Path(shutil.copy(sample, folder / f"{name}.desk.xlsm"))
    before, mine = path.read_bytes(), desk.read_bytes()
    status, said = command("import", desk, "代表", path)
    assert_a_sentence(f"import {name}", status, said)
    if status:
        assert desk.read_bytes() == mine, name
    status, said = command("verify", path)
    assert_a_sentence(f"verify {name}", status, said)
    assert status, (name, "nothing of this is a submission")
    status, said = command("check", path)
    assert_a_sentence(f"check {name}", status, said)
    assert status, (name, "nothing of this is a clerk's workbook")
    assert path.read_bytes() == before, name
    path.unlink()
    desk.unlink()


@pytest.mark.parametrize("name", QUICK)
def test_a_hostile_file_is_refused_or_read(tmp_path, _sample_file, name):
    tried(tmp_path, _sample_file, name)


@pytest.mark.slow
def test_every_hostile_file_is_refused_or_read(tmp_path, _sample_file):
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(lambda name: tried(tmp_path, _sample_file, name), CORPUS))


@pytest.mark.parametrize("device", ["pipe", "/dev/zero", "/dev/full", "folder", "ring"])
def test_devices_pipes_and_rings(tmp_path, _sample_file, device):
    path = tmp_path / "名册.xlsx"
    if device == "pipe":
        os.mkfifo(path)
    elif device == "folder":
        path.mkdir()
    else:
        path.symlink_to(path if device == "ring" else device)
    desk = Path(shutil.copy(_sample_file, tmp_path / "台账.xlsm"))
    for words in (("import", desk, "代表", path), ("verify", path), ("check", path)):
        status, said = command(*words)
        assert_a_sentence(words[0], status, said)
        assert status == 2, (words[0], said)
