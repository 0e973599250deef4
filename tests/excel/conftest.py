"""One LibreOffice for all tests of the live path, and workbooks without macros to open in it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.actions import clerk
from tests.excel.desk import Excel, excel
from tests.excel.office import Office


@pytest.fixture(scope="session")
def _office() -> Iterator[Office]:
    office = Office()
    yield office
    office.stop()


@pytest.fixture
def desk(_office: Office) -> Iterator[Excel]:
    """A desk with Excel, without a workbook yet."""
    with excel(_office) as found:
        yield found


@pytest.fixture(scope="session")
def _ready_xlsx(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ready")
    return clerk.ready(folder / "ready.xlsx", folder)


@pytest.fixture(scope="session")
def _sample_xlsx(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("sample") / "sample.xlsx"
    clerk.done(clerk.press("new", file, "--sample"))
    return file


@pytest.fixture
def ready(_ready_xlsx: Path, tmp_path: Path) -> Path:
    """A workbook in which no error stands against any list."""
    return Path(shutil.copy(_ready_xlsx, tmp_path / "磨溪镇.xlsx"))


@pytest.fixture
def sample(_sample_xlsx: Path, tmp_path: Path) -> Path:
    """A workbook with the sample people, some of them at fault."""
    return Path(shutil.copy(_sample_xlsx, tmp_path / "磨溪镇.xlsx"))
