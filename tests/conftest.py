"""What all tests share: real workbooks built once, and the rule that nothing skips where nothing may."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
import xlwings  # noqa: F401 - with pandas, before a test imports the lean ribbon
from hypothesis import settings

from tests.libreoffice_running import RUNNING

# A busy machine is no failure; half of the usual examples keep the whole suite under ten minutes on two cores.
settings.register_profile("moxi", deadline=None, max_examples=50)
settings.register_profile("quick", deadline=None, max_examples=10)
RUNNING.allowed = os.environ.get("MOXI_EXAMPLES") != "quick"
settings.load_profile(os.environ.get("MOXI_EXAMPLES", "moxi"))

NOTHING_SKIPS = os.environ.get("MOXI_NOTHING_SKIPS") == "1"


WHOLE_WORKBOOK = frozenset({"moxi", "blank_bytes", "_sample_file", "_ready_file", "wheel"})
"""Fixtures of a whole workbook: a test that needs one presses buttons on it, which takes seconds."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What drives a whole workbook is no quick test, whether or not it says so.

    Files with dear tests come first: two workers, who take file by file, then end together.
    """
    weight: dict[Path, int] = {}
    for item in items:
        if not WHOLE_WORKBOOK.isdisjoint(getattr(item, "fixturenames", ())):
            item.add_marker("process")
        dear = [
            item.get_closest_marker(name) is not None
            for name in ("process", "libreoffice", "slow", "windows")
        ]
        weight[item.path] = max(
            weight.get(item.path, 0), sum(2**at for at, marked in enumerate(dear) if marked)
        )
    items.sort(key=lambda item: -weight[item.path])


def pytest_collection_finish() -> None:
    """What stands when the tests begin stays to the end: the collector of rubbish need not look at it again and again."""
    gc.collect()
    gc.freeze()


def pytest_sessionfinish() -> None:
    """The LibreOffice of this process goes with it."""
    RUNNING.stop()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Where everything must be there, a skipped test is a failed one."""
    report = yield
    if NOTHING_SKIPS and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"nothing may skip here, but {item.nodeid} did: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def blank_bytes() -> bytes:
    """The built workbook."""
    from pyxl.actions.fresh.blank import blank_workbook

    return blank_workbook()


@pytest.fixture(scope="session", autouse=True)
def _new_begins_as_this_build() -> Iterator[None]:
    """`moxi new` copies the built workbook: in tests the one that these sources build, committed or not."""
    from pyxl.actions.fresh import shipped
    from pyxl.actions.fresh.blank import blank_workbook

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shipped, "shipped_bytes", cache(blank_workbook))
        yield


@pytest.fixture(scope="session")
def _sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from pyxl.cli import main

    path = tmp_path_factory.mktemp("sample") / "sample.xlsm"
    assert main(["new", str(path), "--sample"]) == 0
    return path


@pytest.fixture
def sample(_sample_file: Path, tmp_path: Path) -> Path:
    """A workbook of one's own with the sample people."""
    return Path(shutil.copy(_sample_file, tmp_path / "磨溪镇.xlsm"))


@pytest.fixture
def moxi(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Run a command in this process: (exit status, standard output, standard error)."""

    from pyxl.cli import main

    def run(*words: object) -> tuple[int, str, str]:
        capsys.readouterr()
        status = main([str(word) for word in words])
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return run
