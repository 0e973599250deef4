"""Files to PDF through LibreOffice: all those of a press together, in as few starts as the cores of the desk are worth.

A start costs a second or two, a document a tenth of that.  Each start has a fresh profile, so that an open LibreOffice is
not disturbed, and the order to calculate all formulas, as Excel would.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path, PurePath
from typing import Final

from pyxl.errors import HostError
from pyxl.hosts.files.scratch import scratch_folder
from pyxl.hosts.office import leash
from pyxl.hosts.office.environment import find_libreoffice

TIMEOUT: Final = 180
"""Seconds that LibreOffice may take; its first start on a slow desk takes about 30."""
SECONDS_EACH: Final = 5
"""What one more file may take on a slow desk."""
WORTH_A_START: Final = 15
"""Files that repay another start beside the first."""
MOST_STARTS: Final = 4
"""Each takes some 200 MB."""
ENDING: Final = 15.0
"""Seconds for the end of a program that took too long, with all that it started."""
_LOOK: Final = 0.1
"""Seconds between two looks at what is finished."""

Progress = Callable[[int, int], None]
"""(files done, files in all)."""

_ALWAYS_CALCULATE: Final = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def unseen(done: int, total: int) -> None:
    """Show nobody how far it is."""


def to_pdf(files: Mapping[str, bytes], progress: Progress = unseen) -> dict[str, bytes]:
    """Name -> PDF for files of any kind that LibreOffice reads; the ending of a name says which kind it is.

    Raises HostError when LibreOffice is absent, fails or hangs, and names the file that it could not print.
    """
    if not files:
        return {}
    program = soffice()
    with scratch_folder() as folder:
        # Names of our own: a console's code page may lack the characters of the real ones.
        copies = {name: folder / f"{at:04d}{PurePath(name).suffix}" for at, name in enumerate(files)}
        for name, copy in copies.items():
            copy.write_bytes(files[name])
        convert(program, folder, list(copies.values()), progress)
        return {name: _read(copy.with_suffix(".pdf"), name) for name, copy in copies.items()}


def soffice() -> str:
    """LibreOffice's program file.  Raises HostError when there is none."""
    found = find_libreoffice()
    if found is None:
        raise HostError(
            "没有找到 LibreOffice，不能生成 PDF",
            remedy="请安装 LibreOffice（免费），或在 Excel 里打开工作簿后打印",
        )
    return found


def _read(made: Path, name: str) -> bytes:
    if not made.exists():
        raise HostError(
            f"LibreOffice 没能把“{name}”转成 PDF",
            remedy="请用 Word、WPS 或 LibreOffice 打开看看能否打印，再试一次",
        )
    return made.read_bytes()


def convert(program: str, folder: Path, files: Sequence[Path], progress: Progress = unseen) -> None:
    """Put a PDF beside each file of `folder` that can be converted.

    Raises HostError when LibreOffice hangs or does not start.
    """
    starts = min(os.cpu_count() or 1, MOST_STARTS, 1 + len(files) // WORTH_A_START)
    commands = [
        _command(program, folder / f"profile{start}", files[start::starts]) for start in range(starts)
    ]
    told = -1

    def look() -> None:
        nonlocal told
        done = sum(file.suffix == ".pdf" for file in folder.iterdir())
        if done != told:
            progress(done, len(files))
            told = done

    try:
        run_all(commands, TIMEOUT + SECONDS_EACH * len(files), look)
    except subprocess.TimeoutExpired as fault:
        raise HostError(
            "LibreOffice 生成 PDF 超时", remedy="请关闭其他程序后重试，或在 Excel 里打开工作簿后打印"
        ) from fault
    except OSError as fault:
        raise HostError("LibreOffice 启动不了", remedy="请重新安装 LibreOffice 后再试") from fault


def _command(program: str, profile: Path, files: Sequence[Path]) -> list[str]:
    """One start for these files; without a filter's name LibreOffice takes the one of each document's kind."""
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_ALWAYS_CALCULATE, encoding="utf-8")
    return [
        program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore",
        "--convert-to", "pdf", "--outdir", str(files[0].parent), *map(str, files),
    ]  # fmt: skip


def run_all(commands: Sequence[Sequence[str]], seconds: float, look: Callable[[], None]) -> list[int]:
    """Run programs beside each other, each ending with us, however we end; their exit statuses.

    Raises subprocess.TimeoutExpired, when all have been ended with all that they started, and OSError.
    """
    until = time.monotonic() + seconds
    with ExitStack() as stack:
        running = [stack.enter_context(leashed(command)) for command in commands]
        for program, command in zip(running, commands, strict=True):
            while True:
                try:
                    program.wait(_LOOK)
                    break
                except subprocess.TimeoutExpired:
                    look()
                if time.monotonic() > until:
                    raise subprocess.TimeoutExpired(list(command), seconds)
        look()
        return [program.wait() for program in running]


@contextmanager
def leashed(command: Sequence[str]) -> Iterator[subprocess.Popen[bytes]]:
    """A program that is gone, with all that it started, when the block ends or we do.  Raises OSError."""
    program = subprocess.Popen(
        [sys.executable, "-I", leash.__file__, *command],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    assert program.stdin is not None
    try:
        yield program
    finally:
        program.stdin.close()
        try:
            program.wait(ENDING)
        except (
            subprocess.TimeoutExpired
        ):  # what it started may be past ending; the clerk does not wait for it
            program.kill()
