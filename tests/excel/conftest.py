"""One LibreOffice for all tests of the live path, and workbooks without macros to open in it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.actions import clerk
from tests.excel.desk import Excel, excel
from tests.excel.office import Office
from tests.excel.real import RealExcel, real_excel

REAL = os.environ.get("MOXI_EXCEL") == "1"
"""`run.py test --excel`: the installed Excel instead of the stand-in."""


@pytest.fixture(scope="session")
def _office() -> Iterator[Office]:
    office = Office()
    yield office
    office.stop()


@pytest.fixture(scope="session")
def _real_excel() -> Iterator[RealExcel]:
    with real_excel() as desk:
        yield desk


@pytest.fixture
def desk(request: pytest.FixtureRequest) -> Iterator[Excel | RealExcel]:
    """A desk with Excel, without a workbook yet; it is asked for late, so that one is started and not the other."""
    if REAL:
        found = request.getfixturevalue("_real_excel")
        yield found
        found.close()
        return
    with excel(request.getfixturevalue("_office")) as stand_in:
        yield stand_in


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


@pytest.fixture(scope="session")
def _blank_xlsx(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("blank") / "blank.xlsx"
    clerk.done(clerk.press("new", file))
    return file


@pytest.fixture
def blank(_blank_xlsx: Path, tmp_path: Path) -> Path:
    """A workbook in which nobody stands yet."""
    return Path(shutil.copy(_blank_xlsx, tmp_path / "空白镇.xlsx"))
