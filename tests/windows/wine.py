"""Windows as Debian's Wine has it: a prefix of one's own, Chinese as its language, a screen that nobody sees.

    with wine(folder) as desk:
        done = desk.run(r"C:\\Py\\python.exe", "-V")

Wine is no Windows: no Excel, no PowerShell, no virus scanner, and its file system is Linux's.  What runs is Windows' own
Python with Windows' own binaries of every package.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.windows.forwarding_dll import forwarding_dll

SECONDS = 240.0
"""For one command; the slowest, an install, takes half a minute."""
_NOISE = ("wine32", "as root, please", "it looks like wine", "multiarch")


@dataclass(frozen=True)
class Wine:
    """A desk with Windows."""

    home: Path
    """Where Windows' disk is a folder: `home / "drive_c"`."""
    user: Path
    """What the clerk's documents and desktop are links to."""
    environment: dict[str, str]

    @property
    def disk(self) -> Path:
        return self.home / "drive_c"

    @property
    def profile(self) -> Path:
        """The clerk's own folder."""
        (found,) = (path for path in (self.disk / "users").iterdir() if path.name != "Public")
        return found

    def run(self, *words: object, seconds: float = SECONDS, **more: str) -> subprocess.CompletedProcess[str]:
        """Run a program of Windows' to its end, with all that it started; its output as text."""
        with subprocess.Popen(
            ["wine", *map(str, words)], env={**self.environment, **more}, cwd=self.disk if self.disk.exists() else self.user, start_new_session=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", errors="replace",
        ) as process:  # fmt: skip
            try:
                out, said = process.communicate(timeout=seconds)
            except BaseException:
                os.killpg(process.pid, signal.SIGKILL)
                raise
        lines = [line for line in said.splitlines() if not any(noise in line for noise in _NOISE)]
        return subprocess.CompletedProcess(process.args, process.returncode, out, "\n".join(lines))

    def path(self, file: Path) -> str:
        """A file of the disk as Windows names it."""
        return "C:\\" + str(file.relative_to(self.disk)).replace("/", "\\")


@contextmanager
def wine(folder: Path) -> Iterator[Wine]:
    """A fresh Windows; skips by name where there is none."""
    if shutil.which("wine") is None:
        pytest.skip("Wine (Debian: wine, wine64) is not installed")
    if shutil.which("Xvfb") is None:
        pytest.skip("Xvfb (Debian: xvfb) is not installed")
    user = folder / "user"
    user.mkdir()
    told, tell = os.pipe()
    with subprocess.Popen(
        ["Xvfb", "-displayfd", str(tell), "-screen", "0", "1366x768x24", "-nolisten", "tcp"],
        pass_fds=(tell,), stderr=subprocess.DEVNULL,
    ) as screen:  # fmt: skip
        os.close(tell)
        display = f":{os.read(told, 16).decode().strip()}"
        environment = {
            "PATH": os.environ["PATH"], "HOME": str(user), "DISPLAY": display, "LC_ALL": "C.UTF-8", "WINEDEBUG": "-all",
            "WINEPREFIX": str(folder / "windows"), "WINEARCH": "win64",
            "WINEDLLOVERRIDES": "winedbg.exe,winemenubuilder.exe=d;mscoree,mshtml=",
        }  # fmt: skip
        desk = Wine(folder / "windows", user, environment)
        try:
            started = desk.run("wineboot", "-i")
            assert started.returncode == 0, started.stderr
            library = forwarding_dll("bcryptprimitives.dll", "ProcessPrng", "advapi32.SystemFunction036")
            (desk.disk / "windows" / "system32" / "bcryptprimitives.dll").write_bytes(library)
            yield desk
        finally:
            subprocess.run(["wineserver", "-k"], env=environment, check=False)
            os.close(told)
            screen.terminate()
