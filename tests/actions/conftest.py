"""Workbooks that several tests of the actions start from, each built once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.actions import clerk
from tests.actions.another_town import Undisturbed, found, hold


@pytest.fixture(scope="session")
def _ready_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ready")
    return clerk.ready(folder / "ready.xlsm", folder)


@pytest.fixture
def ready(_ready_file: Path, tmp_path: Path) -> Path:
    """A workbook of one's own in which no error stands against any list."""
    return Path(shutil.copy(_ready_file, tmp_path / "磨溪镇.xlsm"))


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook of another town with its lists, before its first check."""
    folder = tmp_path_factory.mktemp("town")
    return found(folder / "样例镇.xlsm", folder)


@pytest.fixture(scope="session")
def undisturbed(town: Path, tmp_path_factory: pytest.TempPathFactory) -> Undisturbed:
    """Held once; who presses on takes a copy of `after`."""
    folder = tmp_path_factory.mktemp("undisturbed")
    file, ballots = folder / town.name, folder / "ballots.xlsm"
    shutil.copy(town, file)

    def look(pressed: Path, stage: str) -> None:
        if stage == "ballots":
            shutil.copy(pressed, ballots)

    return Undisturbed(hold(file, look), ballots, file)
