"""The wheel as a maintainer builds it and a town installs it: everything in it, and nothing else needed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
pytestmark = pytest.mark.process


def tracked() -> list[str]:
    """The repository's files; where it came without its history, all that is neither made nor hidden."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode == 0:
        return [
            name for name in listed.stdout.splitlines() if (ROOT / name).exists() and not name.startswith('"')
        ]
    kept = ("pyxl", "macros", "templates", "setup.cfg", "setup.py", "pyproject.toml", "README.md", "LICENSE")
    files = [
        path
        for name in kept
        for path in ([ROOT / name] if (ROOT / name).is_file() else (ROOT / name).rglob("*"))
    ]
    return [
        str(path.relative_to(ROOT)) for path in files if path.is_file() and "__pycache__" not in path.parts
    ]


def copy_of_the_source(folder: Path) -> Path:
    """What git has, and nothing that an earlier build left behind."""
    for name in tracked():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, target)
    for name in ("templates", "macros"):  # git quotes Chinese names
        shutil.copytree(
            ROOT / name, folder / name, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__")
        )
    return folder


def run(*command: object, **environment: str) -> str:
    env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"} | environment
    done = subprocess.run(
        [str(word) for word in command], capture_output=True, text=True, env=env, cwd="/", check=False
    )
    assert done.returncode in (0, 1), done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from a clean copy, by the build tools that pyproject.toml names."""
    source = copy_of_the_source(tmp_path_factory.mktemp("source"))
    out = tmp_path_factory.mktemp("dist")
    run(
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "-q",
        "--no-deps",
        "--disable-pip-version-check",
        "-w",
        out,
        source,
    )
    (made,) = out.glob("*.whl")
    return made


def test_every_module_and_every_file_of_data_is_in_it(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as file:
        packed = {name for name in file.namelist() if ".dist-info/" not in name}
    modules = {str(path.relative_to(ROOT)) for path in (ROOT / "pyxl").rglob("*.py")}
    data = {name for name in tracked() if name.startswith("pyxl/") and not name.endswith(".py")}
    beside = {
        f"pyxl/{folder}/{path.name}"
        for folder in ("macros", "templates")
        for path in (ROOT / folder).iterdir()
        if path.is_file() and not path.name.startswith(("~", "."))
    }
    assert modules | data | beside <= packed, sorted((modules | data | beside) - packed)
    assert {name.partition("/")[0] for name in packed} == {"pyxl"}, "nothing but our own package"


@pytest.mark.slow
def test_a_town_installs_it_alone_and_runs_an_election(wheel: Path, tmp_path: Path) -> None:
    home = tmp_path / "环境"
    venv.create(home, with_pip=True)
    python = home / ("Scripts" if os.name == "nt" else "bin") / "python"
    run(python, "-m", "pip", "install", "-q", "--disable-pip-version-check", wheel)
    moxi = python.with_name("moxi")
    book = tmp_path / "磨溪镇.xlsm"
    assert json.loads(run(moxi, "new", book, "--sample", "--json"))["file"]
    assert "findings" in json.loads(run(moxi, "check", book, "--json"))
    assert "results" in json.loads(run(moxi, "count", book, "--json"))
    papers = json.loads(run(moxi, "papers", book, "--out", tmp_path / "公文", "--json"))
    assert papers["papers"] and all(Path(paper["file"]).exists() for paper in papers["papers"])
    assert json.loads(run(moxi, "upgrade", book, "--json"))["added"] == []
    assert json.loads(run(moxi, "new", tmp_path / "空.xlsx", "--json"))["file"]
    seen = run(
        python,
        "-c",
        "import sys, importlib.util as u; print([n for n in ('pytest', 'hypothesis', 'oletools') if u.find_spec(n)])",
    )
    assert seen.strip() == "[]", "the tests' packages are not there"
