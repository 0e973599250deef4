"""Workbooks that several tests of the actions start from, each built once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.actions import clerk


@pytest.fixture(scope="session")
def _ready_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ready")
    return clerk.ready(folder / "ready.xlsm", folder)


@pytest.fixture
def ready(_ready_file: Path, tmp_path: Path) -> Path:
    """A workbook of one's own in which no error stands against any list."""
    return Path(shutil.copy(_ready_file, tmp_path / "磨溪镇.xlsm"))
