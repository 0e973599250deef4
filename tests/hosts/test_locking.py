"""One process at a time: whoever comes second gets a sentence, and nothing that was reported as done is lost."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pyxl.errors import FileError
from pyxl.hosts.engine.opening import open_closed
from pyxl.hosts.files.locking import hold, let_go
from pyxl.hosts.files.scratch import OURS, lives, scratch_folder, sweep


@pytest.fixture(scope="session")
def _small(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    import xlsxwriter

    file = tmp_path_factory.mktemp("small") / "小.xlsx"
    book = xlsxwriter.Workbook(str(file))
    book.add_worksheet("表")
    book.close()
    return file.read_bytes()


def write(path: Path, row: int, started: float) -> bool:
    """Put a mark into a row of its own as a process would; whether it was reported as done."""
    time.sleep(max(0.0, started - time.time()))
    try:
        with open_closed(path) as book:
            book.sheets[0].range((row, 1)).value = f"第{row}"
            book.save()
    except FileError as refused:
        assert "没有" in str(refused), refused
        return False
    return True


def race(path: Path, pairs: int) -> tuple[int, int]:
    """Two processes write at once, so many times; (reported as done, found in the file)."""
    done = []
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        for pair in range(pairs):
            at = time.time() + 0.01
            done += [
                row
                for row, said in zip(
                    (2 * pair + 1, 2 * pair + 2),
                    pool.starmap(write, [(path, 2 * pair + 1, at), (path, 2 * pair + 2, at)], 1),
                    strict=True,
                )
                if said
            ]
    with open_closed(path, read_only=True) as book:
        found = [row for row in done if book.sheets[0].range((row, 1)).value == f"第{row}"]
    return len(done), len(found)


@pytest.mark.process
def test_two_at_once_lose_nothing(_small: bytes, tmp_path: Path) -> None:
    path = tmp_path / "磨溪镇.xlsx"
    path.write_bytes(_small)
    done, found = race(path, 15)
    assert done >= 15 and found == done, "one of each pair is done at least"
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name], "no lock, no draft is left"


@pytest.mark.slow
def test_two_hundred_pairs_lose_nothing(_small: bytes, tmp_path: Path) -> None:
    path = tmp_path / "磨溪镇.xlsx"
    path.write_bytes(_small)
    done, found = race(path, 200)
    assert done >= 200 and found == done


@pytest.mark.process
def test_the_loser_gets_a_sentence_and_a_killed_holder_lets_go(_small: bytes, tmp_path: Path) -> None:
    path = tmp_path / "磨溪镇.xlsx"
    path.write_bytes(_small)
    code = (
        "import sys, time; from pathlib import Path; from pyxl.hosts.files.locking import hold;"
        "hold(Path(sys.argv[1])); print('held', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE) as other:
        assert other.stdout is not None and other.stdout.readline() == b"held\n"
        with pytest.raises(FileError, match="另一个窗口或命令正在办理"):
            open_closed(path)
        with open_closed(path, read_only=True):
            pass
        other.send_signal(signal.SIGKILL)
        other.wait()
    with open_closed(path):
        pass


def test_a_change_at_the_last_moment_is_not_overwritten(
    _small: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "磨溪镇.xlsx"
    path.write_bytes(_small)
    chmod = Path.chmod

    def meanwhile(self: Path, mode: int) -> None:
        chmod(self, mode)
        path.write_bytes(_small + b"\0")

    with open_closed(path) as book:
        book.sheets[0].range("A1").value = "x"
        monkeypatch.setattr(Path, "chmod", meanwhile)
        with pytest.raises(FileError, match="又被别的程序改过"):
            book.save()
    assert path.read_bytes() == _small + b"\0"


def test_a_process_does_not_wait_for_itself(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: hold(path), range(8)))
    for _ in range(8):
        assert list(tmp_path.iterdir())
        let_go(path)
    assert not list(tmp_path.iterdir())


def test_what_a_killed_process_left_is_taken_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    gone = next(number for number in range(99_999, 0, -1) if not lives(number))
    dead = tmp_path / f"{OURS}{gone}-abc"
    dead.mkdir()
    (dead / "名单.xlsm").write_text("clear")
    others = [tmp_path / "moxi-00000000-1-x", tmp_path / f"{OURS}{os.getpid()}-mine", tmp_path / "moxi-notes"]
    for folder in others:
        folder.mkdir()
    draft, own = tmp_path / f".{OURS}{gone}-abc.tmp", tmp_path / f".{OURS}{os.getpid()}-abc.tmp"
    for file in (draft, own):
        file.write_text("clear")
    sweep()
    assert not dead.exists() and all(folder.exists() for folder in others) and draft.exists()
    sweep(tmp_path)
    assert not draft.exists() and own.exists()
    with scratch_folder() as folder:
        assert folder.parent == tmp_path and folder.stat().st_mode & 0o077 == 0
    assert not folder.exists()
