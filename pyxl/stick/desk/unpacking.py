"""The program's folder built from the stick: its Python, what that lacks for the window, and the wheels."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Final

from pyxl.errors import FileError
from pyxl.stick.contents import AGAIN, PYTHON, TK, WHEELS
from pyxl.stick.desk.places import INTERPRETER

SITE: Final = Path("Lib", "site-packages")
_LEFT_OUT: Final = (
    "pythonwin/",
    "PyWin32.chm",
    "win32/Demos/",
    "win32com/demos/",
    "win32/test/",
    "win32com/test/",
)
"""Parts of pywin32 that no press uses: an editor, demonstrations, its own tests."""
COMMAND: Final = """@echo off
"%~dp0venv\\Scripts\\python.exe" -X utf8 -m pyxl %*
exit /b %errorlevel%
"""
REMOVE: Final = """@echo off
rem ASCII only: a Chinese cmd reads this file in code page 936.
set "MOXI_HOME=%~dp0"
cd /d "%TEMP%"
"%~dp0venv\\Scripts\\python.exe" -X utf8 -m pyxl.stick.desk.uninstall --installed %*
if errorlevel 1 exit /b 1
if not "%~1"=="--quiet" pause
rem Python cannot take itself away; this line is read whole before this file goes.
rd /s /q "%MOXI_HOME:~0,-1%" & exit /b 0
"""


def build_program(stick: Path, fresh: Path) -> None:
    """Build it.  Raises FileError for a wheel that is none, and OSError."""
    scripts = fresh / INTERPRETER
    _copy(stick / PYTHON, scripts)
    with zipfile.ZipFile(stick / TK) as archive:
        _extract(archive, archive.namelist(), scripts, "")
    for wheel in sorted((stick / WHEELS).glob("*.whl")):
        unpack_wheel(wheel, scripts)
    search = next(scripts.glob("python*._pth"))
    search.write_text(
        f"{search.stem}.zip\n.\n{str(SITE).replace('/', chr(92))}\nimport site\n", encoding="ascii"
    )
    for name, text in (("moxi.cmd", COMMAND), ("卸载.cmd", REMOVE)):
        (fresh / name).write_bytes(text.replace("\n", "\r\n").encode("ascii"))


def unpack_wheel(wheel: Path, scripts: Path) -> None:
    """One wheel's files to where pip would put them, without console commands.  Raises FileError for what is none."""
    try:
        with zipfile.ZipFile(wheel) as archive:
            for prefix, target in (("purelib", SITE), ("platlib", SITE), ("data", Path())):
                inside = [name for name in archive.namelist() if _kind(name) == prefix]
                around = f"{inside[0].partition('/')[0]}/{prefix}/" if inside else ""
                _extract(archive, inside, scripts / target, around)
            plain = [
                name for name in archive.namelist() if not _kind(name) and not name.startswith(_LEFT_OUT)
            ]
            _extract(archive, plain, scripts / SITE, "")
    except zipfile.BadZipFile as fault:
        raise FileError("软件包读不出来", wheel.name, AGAIN) from fault


def _kind(name: str) -> str:
    """The part after `NAME.data/` of a wheel's file; "" for the others."""
    head, _, rest = name.partition("/")
    return rest.partition("/")[0] if head.endswith(".data") else ""


def _extract(archive: zipfile.ZipFile, names: list[str], folder: Path, around: str) -> None:
    for name in names:
        inner = name.removeprefix(around)
        if inner.endswith("/"):
            continue
        parts = PurePosixPath(inner).parts
        if ".." in parts or PurePosixPath(inner).is_absolute() or ":" in inner or "\\" in inner:
            raise FileError("软件包里有不该有的文件名", inner, AGAIN)
        target = folder.joinpath(*parts)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(archive.read(name))


def _copy(source: Path, target: Path) -> None:
    """Every file's bytes alone: neither marks of where it came from nor a stick's read-only bits go along."""
    for path in _files(source):
        copy = target / path.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and "__pycache__" not in path.parts)
