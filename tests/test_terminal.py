"""The command as a terminal runs it: whatever the terminal is like, a sentence and an exit status, never a traceback."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

import pyxl
from pyxl.actions import COMMANDS, DESK, help_of, load
from pyxl.cli import EVERY, main

ROOT = Path(pyxl.__file__).parents[1]
COUNTED = Path(__file__).parent / "kept" / "0.1.0" / "counted.xlsm"
HEAVY = ("xlwings", "pandas", "openpyxl", "numpy", "lxml", "pydantic", "xlsxwriter")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return Path(shutil.copy(COUNTED, tmp_path / "磨溪镇 工作簿.xlsm"))


def shell(
    line: str, *words: object, env: Mapping[str, str] | None = None, user: int | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run a line of sh in which moxi is "$M", its words "$1"…"""
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "HOME": "/nonexistent", **(env or {})}
    done = subprocess.run(
        ["sh", "-c", line.replace("$M", f"'{sys.executable}' -m pyxl"), "sh", *map(str, words)],
        capture_output=True, env=environment, user=user, cwd="/", check=False,
    )  # fmt: skip
    for said in (done.stdout, done.stderr):
        assert b"Traceback" not in said and b"Exception ignored" not in said, said.decode()
    return done


@pytest.mark.process
def test_a_full_disk_behind_the_output(file: Path) -> None:
    done = shell('$M audit "$1" > /dev/full', file)
    assert done.returncode == 2 and "已经办完，但结果显示不出来" in done.stderr.decode()
    done = shell('$M check "$1" --json > /dev/full 2> /dev/full', file)
    assert done.returncode == 2
    for words in ("--help", "--version", "check --help", "nonsense"):
        shell(f"$M {words} > /dev/full")
        shell(f"$M {words} 2> /dev/full")


@pytest.mark.process
def test_closed_streams(file: Path) -> None:
    done = shell('$M check "$1" --json 2>&-', file.with_name("没有.xlsm"))
    assert (done.returncode, done.stdout) == (2, b""), "the sentence does not go where the document belongs"
    done = shell('$M audit "$1" --json 2>&-', file)
    assert done.returncode == 0 and json.loads(done.stdout)
    assert shell('$M audit "$1" >&-', file).returncode in (0, 2)
    assert shell('$M audit "$1" <&- >&- 2>&-', file).returncode in (0, 2)
    assert shell('$M export "$1" 候选人 --json | head -c 1', file).stdout == b"{"


@pytest.mark.process
@pytest.mark.parametrize("locale", ["C", "POSIX", "C.UTF-8"])
def test_chinese_paths_in_a_plain_locale(file: Path, locale: str) -> None:
    done = shell('$M set "$1" 代表名额=41 --json', file, env={"LC_ALL": locale})
    assert done.returncode == 0, done.stderr.decode()
    assert json.loads(done.stdout)["settings"] == {"代表名额": "41"}
    done = shell(
        '$M check "$1"', file.with_name("没有.xlsm"), env={"LC_ALL": locale, "PYTHONIOENCODING": "ascii"}
    )
    assert done.returncode == 2 and done.stderr.strip()


@pytest.mark.process
def test_a_user_without_a_name(file: Path) -> None:
    """As a service or a container's user; without the right to become one, without the variables that name us."""
    number = 65_531 if os.geteuid() == 0 else None
    for folder in (file.parent, *file.parents[1:3]):
        folder.chmod(0o755)
    file.parent.chmod(0o777)
    file.chmod(0o666)
    copy = file.parent / "pyxl-copy"
    shutil.copytree(ROOT / "pyxl", copy / "pyxl", ignore=shutil.ignore_patterns("__pycache__"))
    done = shell('$M check "$1" --json', file, env={"PYTHONPATH": str(copy)}, user=number)
    if b"Permission denied" not in done.stderr:  # Python itself may lie where only its owner may read
        assert done.returncode in (0, 1), done.stderr.decode()


def test_a_user_whom_the_system_does_not_know(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise KeyError("getpwuid(): uid not found: 65531")

    monkeypatch.setattr("getpass.getuser", nobody)
    assert main(["check", str(file)]) in (0, 1)


@pytest.mark.process
@pytest.mark.parametrize("words", [["--version"], ["--help"], ["nonsense"], []])
def test_help_and_version_load_no_action(words: list[str]) -> None:
    code = (
        "import atexit, sys; from pyxl.__main__ import run; sys.argv[1:] = sys.argv[1:];"
        "atexit.register(lambda: print([m for m in sys.modules], file=sys.stderr)); sys.exit(run())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *words], capture_output=True, text=True, check=False, cwd=ROOT
    )
    loaded = done.stderr.rpartition("[")[2]
    assert "pyxl.cli" in loaded
    assert not [name for name in HEAVY if f"'{name}'" in loaded]
    assert not [name for name in COMMANDS.values() if f"'pyxl.actions.{name}'" in loaded]


@pytest.mark.parametrize("name", EVERY)
def test_the_list_says_what_the_command_says(name: str) -> None:
    assert help_of(name) == load(name).help
    assert name == DESK or load(name).name == name


def test_a_package_that_is_missing_is_a_sentence(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delitem(sys.modules, "pyxl.actions.audit", raising=False)
    monkeypatch.setitem(sys.modules, "pyxl.rules.log_chain", None)  # type: ignore[arg-type]
    assert main(["audit", str(file)]) == 2
    assert "缺少 pyxl.rules.log_chain" in capsys.readouterr().err
