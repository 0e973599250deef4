"""kill -9 at any moment loses nothing: the next merge gives what an undisturbed one gives."""

from __future__ import annotations

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
TOWNS = 10


@pytest.fixture(scope="module")
def inbox(tmp_path_factory):
    folder = tmp_path_factory.mktemp("被杀") / "收件"
    for number in range(TOWNS):
        towns.mailed(folder, towns.frozen(f"样{number}镇"))
    return folder


def rows(file: Path) -> list[list[object]]:
    """The sheet 汇总 below the sentence with its hour."""
    return [list(row) for row in openpyxl.load_workbook(file)["汇总"].iter_rows(min_row=4, values_only=True)]


def begun(inbox: Path, out: Path) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(Path(pyxl.__file__).parents[1])}
    return subprocess.Popen(
        [sys.executable, "-m", "pyxl", "merge", str(inbox), "--out", str(out)],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment, start_new_session=True,
    )  # fmt: skip


def killed_and_merged_again(inbox: Path, folder: Path, *moments: float) -> list[list[object]]:
    """Killed at each of the moments after its start, one run after the other; then the rows of a run to the end."""
    folder.mkdir()
    out = folder / "汇总.xlsx"
    for seconds in moments:
        running = begun(inbox, out)
        time.sleep(seconds)
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()
        if out.exists():
            rows(out)  # whole or not there at all
    merge(Orders(inbox, out), lambda step: None)
    return rows(out)


def undisturbed(inbox: Path, folder: Path) -> tuple[list[list[object]], float]:
    folder.mkdir()
    begin = time.monotonic()
    assert begun(inbox, folder / "汇总.xlsx").wait() == 0
    return rows(folder / "汇总.xlsx"), time.monotonic() - begin


@pytest.mark.slow
def test_killed_once(inbox, tmp_path):
    whole, seconds = undisturbed(inbox, tmp_path / "无扰")
    assert killed_and_merged_again(inbox, tmp_path / "被杀", seconds * 0.6) == whole


@pytest.mark.slow
def test_killed_at_fifty_moments(inbox, tmp_path):
    whole, seconds = undisturbed(inbox, tmp_path / "无扰")
    chance = random.Random(16)
    for number in range(10):
        moments = [chance.uniform(0, seconds) for _ in range(5)]
        assert killed_and_merged_again(inbox, tmp_path / f"被杀{number}", *moments) == whole, moments


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.skipif(sys.platform != "linux", reason="/proc tells whose children they are")
def test_no_worker_outlives_its_merge(inbox, tmp_path):
    """Killed alone, not with its group: its workers must see for themselves that it is gone."""
    running = begun(inbox, tmp_path / "汇总.xlsx")
    children: list[int] = []
    patience = time.monotonic() + 60
    while len(children) < 3 and running.poll() is None and time.monotonic() < patience:
        children = [
            int(pid) for pid in Path(f"/proc/{running.pid}/task/{running.pid}/children").read_text().split()
        ]
        time.sleep(0.02)
    os.kill(running.pid, signal.SIGKILL)
    running.wait()
    while any(map(alive, children)) and time.monotonic() < patience:
        time.sleep(0.05)
    assert children and not any(map(alive, children))
