"""kill -9 at any moment loses nothing: the next merge gives what an undisturbed one gives."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import openpyxl
import pytest

import pyxl
from pyxl.district.merging import merge
from pyxl.district.orders import Orders
from tests.district import towns

pytestmark = [
    pytest.mark.process,
    pytest.mark.skipif(not hasattr(os, "killpg"), reason="kill -9 of a group is Unix's"),
]
TOWNS = 5
"""More than the comparison's own process reads, so that workers die too."""
SERIES, EACH = 6, 5
"""Kills by the clock: so many runs over one inbox, each killed, before one comes to its end; and so many inboxes."""
EVENTS = 20
"""Kills at events of the file system, spread evenly over all that a merge comes to."""
AT_EVENT = """
import os, signal, sys
at, out = int(sys.argv.pop(1)), sys.argv.pop(1)
folder = os.path.dirname(out)
number = 0
def heard(event, arguments):
    global number
    if event not in ("open", "os.rename", "os.remove", "os.mkdir", "sqlite3.connect"):
        return
    if event == "open" and not (arguments[2] or 0) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
        return
    if not str(arguments[0]).startswith(folder):
        return
    number += 1
    if number == at:
        os.killpg(0, signal.SIGKILL)
sys.addaudithook(heard)
from pyxl.cli import main
status = main(sys.argv[1:])
print(f"events {number}")
sys.exit(status)
"""


@pytest.fixture(scope="module")
def inbox(tmp_path_factory):
    folder = tmp_path_factory.mktemp("被杀") / "收件"
    for number in range(TOWNS):
        towns.mailed(folder, towns.frozen(f"样{number}镇"))
    return folder


@pytest.fixture(scope="module")
def whole(inbox, tmp_path_factory) -> tuple[list[list[object]], float, int]:
    """Of a run that nobody disturbs: the rows, how long it took, and to how many events it came."""
    out = tmp_path_factory.mktemp("无扰") / "汇总.xlsx"
    begin = time.monotonic()
    running = begun(inbox, out, at=0)
    said, _ = running.communicate()
    seconds = time.monotonic() - begin
    assert running.returncode == 0
    return rows(out), seconds, int(said.rpartition(b"events ")[2])


def rows(file: Path) -> list[list[object]]:
    """The sheet 汇总 below the sentence with its hour."""
    return [list(row) for row in openpyxl.load_workbook(file)["汇总"].iter_rows(min_row=4, values_only=True)]


def begun(inbox: Path, out: Path, at: int = -1) -> subprocess.Popen[bytes]:
    """A merge as a command of its own; with `at` it is killed, with all its processes, at that event in the result's folder."""
    environment = {**os.environ, "PYTHONPATH": str(Path(pyxl.__file__).parents[1])}
    words = ["merge", str(inbox), "--out", str(out)]
    program = ["-m", "pyxl"] if at < 0 else ["-c", AT_EVENT, str(at), str(out)]
    return subprocess.Popen(
        [sys.executable, *program, *words],
        stdout=subprocess.DEVNULL if at < 0 else subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment, start_new_session=True,
    )  # fmt: skip


def then_to_the_end(inbox: Path, out: Path) -> list[list[object]]:
    """What is there is whole or not there at all; the next run comes to its end."""
    if out.exists():
        rows(out)
    merge(Orders(inbox, out), lambda step: None)
    return rows(out)


def killed_after(inbox: Path, out: Path, seconds: float) -> None:
    running = begun(inbox, out)
    time.sleep(seconds)
    os.killpg(running.pid, signal.SIGKILL)
    running.wait()


@pytest.mark.slow
@pytest.mark.parametrize("series", range(SERIES))
def test_killed_at_any_moment(inbox, whole, tmp_path, series):
    expected, seconds, _ = whole
    chance, out = random.Random(series), tmp_path / "汇总.xlsx"
    moments = [chance.uniform(0, seconds) for _ in range(EACH)]
    for moment in moments:
        killed_after(inbox, out, moment)
        if out.exists():
            rows(out)
    assert then_to_the_end(inbox, out) == expected, moments


@pytest.mark.slow
@pytest.mark.parametrize("share", range(EVENTS))
def test_killed_at_an_event_of_the_file_system(inbox, whole, tmp_path, share):
    expected, _, events = whole
    out = tmp_path / "汇总.xlsx"
    at = 1 + share * (events - 1) // (EVENTS - 1)
    running = begun(inbox, out, at)
    running.communicate()
    assert running.returncode == -signal.SIGKILL, at
    assert then_to_the_end(inbox, out) == expected, at


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def descendants(pid: int) -> set[int]:
    try:
        own = {int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()}
    except OSError:
        return set()
    return own.union(*map(descendants, own))


@pytest.mark.skipif(sys.platform != "linux", reason="/proc tells whose children they are")
def test_no_worker_outlives_its_merge(inbox, tmp_path):
    """Killed alone, not with its group: its workers must see for themselves that it is gone."""
    running = begun(inbox, tmp_path / "汇总.xlsx")
    children: set[int] = set()
    patience = time.monotonic() + 60
    # What keeps track, what workers are copied from, what compares, and a reader at least.
    while len(children) < 4 and running.poll() is None and time.monotonic() < patience:
        children = descendants(running.pid)
        time.sleep(0.02)
    os.kill(running.pid, signal.SIGKILL)
    running.wait()
    while any(map(alive, children)) and time.monotonic() < patience:
        time.sleep(0.05)
    assert len(children) >= 4 and not any(map(alive, children))


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="/proc tells whose children they are")
@pytest.mark.parametrize("seed", range(12))
def test_any_one_of_its_processes_may_be_ended_by_the_system(inbox, whole, tmp_path, seed):
    """A worker, what compares, what reads with bounds, what they are copied from: short of memory, a system ends whom it likes."""
    expected, seconds, _ = whole
    chance, out = random.Random(seed), tmp_path / "汇总.xlsx"
    running = begun(inbox, out)
    time.sleep(chance.uniform(0.3, seconds))
    if victims := sorted(descendants(running.pid)):
        with contextlib.suppress(ProcessLookupError):
            os.kill(chance.choice(victims), signal.SIGKILL)
    assert running.wait(timeout=240) == 0
    assert rows(out) == expected
