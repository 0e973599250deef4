"""Drive a real LibreOffice from tests: convert, recalculate, read cells, run VBA.

Every LibreOffice has a profile of its own and does not see the user's settings; one stays open for all questions of a
test process.  A test that needs LibreOffice is skipped by name, with the reason, where it is missing.

    pdf = convert(book, ".pdf", tmp_path)                  # soffice --convert-to
    rows = values(book, "候选人!A1:F30")                   # as stored, numbers as numbers
    resave(book)                                          # opened and saved in its place
    shown, returned = drive(book, recalculate(), texts("首页!A1"), call("MoxiPress.LastLine", "a"))[1:]

`drive` opens one file and does its steps; `drive_all` does several files.  Beware: a VBA call that fails, or whose module does not compile,
raises nothing and returns None; assert on a cell or on a returned text.
"""

from __future__ import annotations

import contextlib
import functools
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.libreoffice_running import RUNNING, SYSTEM_PYTHON

TIMEOUT = 180
"""Seconds for one run, start included."""

ON_PAPER = frozenset({"save", "cut_rows", "loading"})
"""Steps that need the file as it is; all others ask what cells hold and show."""
WORKBOOK_PART = "xl/workbook.xml"
PRINT_TITLES = re.compile(rb'<definedName [^>]*name="_xlnm\.Print_Titles"[^>]*>[^<]*</definedName>')
"""However it is spelled: LibreOffice puts other attributes first."""

Step = tuple[Any, ...]


def texts(address: str) -> Step:
    """Rows of what the cells of `表!A1:B2` show."""
    return ("texts", address)


def values_of(address: str) -> Step:
    """Rows of the cells' values: numbers (dates too) as float, everything else as text."""
    return ("values", address)


def fill(address: str, rows: Sequence[Sequence[float | str]]) -> Step:
    """Write values (never formulas) into a range of exactly that size."""
    return ("fill", address, [list(row) for row in rows])


def call(macro: str, *arguments: object) -> Step:
    """What the VBA Sub or Function `Module.Name` returns; None also when it failed."""
    return ("call", macro, *arguments)


def modules() -> Step:
    """Name -> text of the VBA modules, as LibreOffice took them over."""
    return ("modules",)


def loading() -> Step:
    """Seconds that LibreOffice took to load the file."""
    return ("loading",)


def recalculate() -> Step:
    """Calculate every formula anew."""
    return ("recalculate",)


def calculating() -> Step:
    """Seconds that it takes to calculate every formula anew."""
    return ("calculating",)


def cut_rows() -> Step:
    """Rows that are lower than their text: [sheet, row, height, height needed], in points."""
    return ("cut_rows",)


def save(target: Path) -> Step:
    """Save a copy as .xlsx, .xlsm or .ods, by the ending."""
    return ("save", str(target.resolve()))


def drive(file: Path, *steps: Step) -> list[Any]:
    """Open `file`, do the steps, and give back one result for each."""
    return drive_all([(file, steps)])[0]


def drive_all(jobs: Sequence[tuple[Path, Sequence[Step]]], env: Mapping[str, str] | None = None) -> list[Any]:
    """The results of several files' steps; with an `env` from a LibreOffice that starts in it."""
    require_uno()
    with tempfile.TemporaryDirectory(prefix="moxi-office-", ignore_cleanup_errors=True) as folder:
        request = []
        for number, (file, steps) in enumerate(jobs):
            opened = (
                file
                if any(step[0] in ON_PAPER for step in steps)
                else _light(file, Path(folder, f"{number}"))
            )
            request.append({"file": str(opened.resolve()), "steps": steps})
        if env is None:
            return RUNNING.ask(request, TIMEOUT)
        script = Path(__file__).with_name("libreoffice_uno.py")
        kind, answer = json.loads(_run([str(SYSTEM_PYTHON), str(script)], json.dumps(request), env))
    assert kind == "value", answer
    found: list[Any] = answer
    return found


def _light(file: Path, folder: Path) -> Path:
    """A copy without print titles, of the same name: LibreOffice pages all sheets anew for each of them, two thirds of loading.

    What cells hold and show does not depend on them.  A file that has none, or is no package, is opened as it is.
    """
    if not zipfile.is_zipfile(file):
        return file
    with zipfile.ZipFile(file) as package:
        if WORKBOOK_PART not in package.namelist():
            return file
        part, count = PRINT_TITLES.subn(b"", package.read(WORKBOOK_PART))
        if not count:
            return file
        folder.mkdir()
        with zipfile.ZipFile(folder / file.name, "w", zipfile.ZIP_STORED) as copy:
            for name in package.namelist():
                copy.writestr(name, part if name == WORKBOOK_PART else package.read(name))
    return folder / file.name


def resave(file: Path) -> None:
    """Open a workbook and save it again in its place and format; the same as `save`, at half its price.

    LibreOffice writes print titles as it read them (tests/test_libreoffice_harness.py holds that, and that nothing else
    depends on them), so it gets the file without them, and what it saves gets them back in its spelling.
    """
    with tempfile.TemporaryDirectory(prefix="moxi-office-", ignore_cleanup_errors=True) as folder:
        saved = Path(folder, f"saved{file.suffix}")
        light = _light(file, Path(folder, "light"))
        require_uno()
        RUNNING.ask([{"file": str(light.resolve()), "steps": [save(saved)]}], TIMEOUT)
        if light == file:
            shutil.copyfile(saved, file)
            return
        with zipfile.ZipFile(file) as package:
            titles = PRINT_TITLES.findall(package.read(WORKBOOK_PART))
        spelled = b"".join(map(_as_libreoffice_spells, titles))
        with zipfile.ZipFile(saved) as package, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as copy:
            for name in package.namelist():
                data = package.read(name)
                if name == WORKBOOK_PART:
                    data = data.replace(b"</definedNames>", spelled + b"</definedNames>")
                copy.writestr(name, data)


def _as_libreoffice_spells(title: bytes) -> bytes:
    place, text = re.search(rb'localSheetId="(\d+)"[^>]*>([^<]*)<', title).groups()  # type: ignore[union-attr]
    return (
        b'<definedName function="false" hidden="false" localSheetId="%s" name="_xlnm.Print_Titles" vbProcedure="false">'
        b"%s</definedName>" % (place, text.replace(b"'", b"&apos;"))
    )


def values(file: Path, address: str) -> list[list[float | str]]:
    """The values of a range after a full recalculation."""
    rows: list[list[float | str]] = drive(file, recalculate(), values_of(address))[1]
    return rows


def convert(source: Path, ending: str, folder: Path) -> Path:
    """`source` as `.pdf`, `.xlsx`, `.csv`... in `folder`, by `soffice --convert-to`."""
    require_libreoffice()
    with tempfile.TemporaryDirectory(prefix="moxi-office-", ignore_cleanup_errors=True) as profile:
        _run(
            [
                "soffice",
                "--headless",
                "--norestore",
                f"-env:UserInstallation={Path(profile).as_uri()}",
                "--convert-to",
                ending.removeprefix("."),
                "--outdir",
                str(folder.resolve()),
                str(source.resolve()),
            ]
        )
    target = folder / f"{source.stem}{ending}"
    assert target.is_file(), f"LibreOffice made no {target.name} of {source.name}"
    return target


def require_libreoffice() -> None:
    """Skip the test, with the reason, where there is no LibreOffice."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed (no soffice on the PATH)")


def require_uno() -> None:
    """Skip the test, with the reason, where LibreOffice cannot be driven from Python."""
    require_libreoffice()
    if not _has_bridge():
        pytest.skip(f"LibreOffice's Python bridge is not installed (no uno in {SYSTEM_PYTHON})")


@functools.cache
def _has_bridge() -> bool:
    probe = [str(SYSTEM_PYTHON), "-c", "import uno"]
    return SYSTEM_PYTHON.exists() and subprocess.run(probe, capture_output=True, check=False).returncode == 0


def _run(command: list[str], request: str = "", env: Mapping[str, str] | None = None) -> str:
    """Standard output of `command`; it and what it started are ended after TIMEOUT."""
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, **(env or {})},
        start_new_session=True,
    )
    try:
        output, errors = process.communicate(request, timeout=TIMEOUT)
    except subprocess.TimeoutExpired:
        raise AssertionError(f"LibreOffice did not finish within {TIMEOUT} s: {command}") from None
    finally:
        with contextlib.suppress(ProcessLookupError):  # nothing left is the normal case
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    assert process.returncode == 0, f"{command[0]} failed:\n{errors[-4000:]}"
    return output


if sys.platform == "win32":  # pragma: no cover - the harness ends process groups
    pytest.skip("the LibreOffice harness is for Linux and macOS", allow_module_level=True)
