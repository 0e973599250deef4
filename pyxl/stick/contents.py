"""How a stick is laid out, and its list of contents by which the desk tells a whole copy from a damaged one."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyxl.errors import FileError

LIST: Final = "stick.json"
"""The list of contents; it names every other file of the stick with its SHA-256."""
PYTHON: Final = "python"
"""Folder of the embeddable Python, which runs the installer and is what gets installed."""
TK: Final = "tk.zip"
"""What the embeddable Python lacks for the window, by the paths that it has beside python.exe."""
WHEELS: Final = "wheels"
WORKBOOK: Final = "workbook.xlsm"
HANDBOOK: Final = "操作手册"
"""Folder of the handbook; its page is `index.html`."""
AGAIN: Final = "请重新拷贝一份完整的安装文件夹，再装一次"


@dataclass(frozen=True, slots=True)
class Contents:
    """The list: the software's version, and path -> SHA-256 with forward slashes."""

    version: str
    files: Mapping[str, str]

    def packed(self) -> bytes:
        """As it is written."""
        text = json.dumps({"version": self.version, "files": dict(self.files)}, ensure_ascii=False, indent=1)
        return f"{text}\n".encode()

    @property
    def sha256(self) -> str:
        """Of the list as it is written; it stands for every byte of the stick."""
        return hashlib.sha256(self.packed()).hexdigest()


def listed(folder: Path, version: str) -> Contents:
    """The list of a folder as it is."""
    return Contents(version, {name: _digest(folder / name) for name in sorted(_names(folder))})


def read_contents(stick: Path) -> Contents:
    """A stick's own list.  Raises FileError where it has none that can be read."""
    try:
        read = json.loads((stick / LIST).read_bytes())
        return Contents(
            str(read["version"]), {str(name): str(value) for name, value in read["files"].items()}
        )
    except (OSError, ValueError, KeyError, AttributeError) as fault:
        raise FileError("安装文件夹不完整，缺少清单", stick.name, AGAIN) from fault


def refuse_damaged(stick: Path, contents: Contents) -> None:
    """Raise FileError that names a file which is missing or not as it was when the stick was made."""
    for name, digest in contents.files.items():
        file = stick / name
        try:
            damaged = _digest(file) != digest
        except OSError as fault:
            raise FileError("安装文件夹里缺少文件，或读不出来", name, AGAIN) from fault
        if damaged:
            raise FileError("安装文件夹里的文件已损坏，没有安装", name, AGAIN)


def _names(folder: Path) -> Iterator[str]:
    for path in folder.rglob("*"):
        if path.is_file() and path.name != LIST:
            yield path.relative_to(folder).as_posix()


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
