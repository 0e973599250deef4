"""What is printed from is no copy of the town's lists, and no LibreOffice outlives the one who started it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from pyxl.hosts.files.scratch import lives
from pyxl.hosts.office import leash
from pyxl.hosts.office.conversion import run_all
from pyxl.hosts.office.printing import showing_only
from pyxl.hosts.package.closed_file import ClosedFile

pytestmark = pytest.mark.process

COUNTED = Path(__file__).parents[2] / "kept" / "0.1.0" / "counted.xlsm"
NUMBER = re.compile(r"[1-9][0-9]{16}[0-9X]")


def texts(data: bytes) -> str:
    """Every part of a package as text."""
    with zipfile.ZipFile(BytesIO(data)) as file:
        return "\n".join(file.read(name).decode("utf-8", "replace") for name in file.namelist())


def cells(file: ClosedFile, sheet: str) -> list[list[object]]:
    index = next(i for i, entry in enumerate(file.entries) if entry.name == sheet)
    area = file.sheet(index).used()
    return file.sheet(index).block(area) if area else []


def formulas(file: ClosedFile) -> list[str]:
    """Those of all cells; what charts draw is among the cells that are left."""
    texts = [file.package.read(entry.part) for entry in file.entries]
    return [text.decode() for each in texts for text in re.findall(rb"<f[^>]*>([^<]*)</f>", each)]


@pytest.mark.parametrize("sheet", ["选票-执委", "选举结果", "校验结果"])
def test_the_copy_holds_the_printed_sheet_alone(sheet: str) -> None:
    whole = COUNTED.read_bytes()
    assert NUMBER.search(texts(whole)), "the workbook has identity numbers"
    made = showing_only(COUNTED, whole, [sheet])
    assert not NUMBER.search(texts(made))
    from pyxl.hosts.package.opc import Package

    copy, original = ClosedFile.of(Package(COUNTED, made)), ClosedFile(COUNTED)
    assert cells(copy, sheet) == cells(original, sheet) != []
    assert [entry.name for entry in copy.entries] == [sheet]
    assert "xl/vbaProject.bin" not in copy.package
    assert copy.workbook.names and all(name.scope in (None, 0) for name in copy.workbook.names)


def test_sheets_that_a_printed_formula_reads_stay() -> None:
    from pyxl.hosts.package.opc import Package

    copy = ClosedFile.of(Package(COUNTED, showing_only(COUNTED, COUNTED.read_bytes(), ["首页"])))
    assert cells(copy, "候选人") and cells(copy, "方案设置")
    names = [entry.name for entry in copy.entries]
    assert "撤销" not in names
    assert [entry.name for entry in copy.entries if entry.state == "visible"] == ["首页"]
    kept = {name.name for name in copy.workbook.names}
    used = set(re.findall(r"[\w.]+", " ".join(formulas(copy))))
    assert {name.name for name in ClosedFile(COUNTED).workbook.names} & used <= kept, (
        "no formula lost its name"
    )


CHILD = "import subprocess, sys, time; p = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']); print(p.pid, flush=True); time.sleep(60)"


def ended(process: int, seconds: float = 10) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if not lives(process) or Path(f"/proc/{process}/stat").read_text().split()[2] == "Z":
            return True
        time.sleep(0.05)
    return False


@pytest.mark.process
def test_a_killed_starter_takes_the_program_and_its_children_along(tmp_path: Path) -> None:
    told = tmp_path / "pid"
    code = (
        "import sys; from pyxl.hosts.office.conversion import run_all;"
        f"run_all([[sys.executable, '-c', {CHILD.replace('print(p.pid, flush=True)', f'open({str(told)!r}, chr(119)).write(str(p.pid))')!r}]], 60, print)"
    )
    with subprocess.Popen([sys.executable, "-c", code]) as starter:
        until = time.monotonic() + 20
        while not (told.exists() and told.read_text()) and time.monotonic() < until:
            time.sleep(0.05)
        starter.send_signal(signal.SIGKILL)
    assert ended(int(told.read_text()))


@pytest.mark.process
def test_a_program_that_hangs_is_ended_with_its_children(tmp_path: Path) -> None:
    told = tmp_path / "pid"
    code = CHILD.replace("print(p.pid, flush=True)", f"open({str(told)!r}, 'w').write(str(p.pid))")
    with pytest.raises(subprocess.TimeoutExpired):
        run_all([[sys.executable, "-c", code]], 3, lambda: None)
    assert ended(int(told.read_text()))


@pytest.mark.process
def test_the_exit_status_comes_through() -> None:
    absent = os.fspath(Path(leash.__file__).with_name("no such program"))
    commands = [[sys.executable, "-c", "raise SystemExit(7)"], [absent]]
    looks: list[int] = []
    assert run_all(commands, 60, lambda: looks.append(1)) == [7, 127]
    assert looks, "how far it is can be told"


@pytest.mark.process
def test_ctrl_c_ends_the_program_and_its_children(tmp_path: Path) -> None:
    """A terminal sends it to all that run in front, the leash among them."""
    told = tmp_path / "pid"
    child = CHILD.replace("print(p.pid, flush=True)", f"open({str(told)!r}, chr(119)).write(str(p.pid))")
    code = f"import sys; from pyxl.hosts.office.conversion import run_all; run_all([[sys.executable, '-c', {child!r}]], 60, print)"
    with subprocess.Popen(
        [sys.executable, "-c", code], start_new_session=True, stderr=subprocess.DEVNULL
    ) as starter:
        until = time.monotonic() + 20
        while not (told.exists() and told.read_text()) and time.monotonic() < until:
            time.sleep(0.05)
        os.killpg(starter.pid, signal.SIGINT)
    assert starter.returncode != 0
    assert ended(int(told.read_text()))
