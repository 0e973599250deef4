"""Import, check, quota and ballots grow in proportion to the rows; benchmarks/growth.py has the figures to 27,000."""

from __future__ import annotations

import cProfile
import importlib.util
import pstats
import time
from pathlib import Path
from types import ModuleType

import pytest

from tests.actions.clerk import press

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"
ACTIONS = ("import", "import units", "check", "quota", "ballots")


@pytest.fixture(scope="module")
def growth() -> ModuleType:
    return _benchmark("growth")


def _benchmark(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, BENCHMARKS / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_calls_of_functions_grow_in_proportion_to_the_rows(growth, tmp_path, monkeypatch):
    """What a busy machine cannot blur: four times the rows, at most four times the calls."""

    def counted(*words: str) -> float:
        profile = cProfile.Profile()
        assert profile.runcall(press, *words, "--json")[0] in (0, 1), words
        return float(pstats.Stats(profile).total_calls)  # type: ignore[attr-defined]  # not in its stub

    monkeypatch.setattr(growth, "timed", counted)
    growth.measure(27, tmp_path)  # imports, caches
    few, some, many = (growth.measure(rows, tmp_path) for rows in (60, 120, 480))
    for action in ACTIONS:
        row, later = (some[action] - few[action]) / 60, (many[action] - some[action]) / 360
        print(f"{action}: {row:.0f} calls a row, later {later:.0f}")
        assert later <= 1.3 * row, action


def test_processor_time_grows_in_proportion_to_the_rows(growth, tmp_path, monkeypatch):
    """What no profile sees (a search through a list, garbage): eight times the rows, and no 64 times the time."""

    def taken(*words: str) -> float:
        started = time.process_time()
        assert press(*words, "--json")[0] in (0, 1), words
        return time.process_time() - started

    monkeypatch.setattr(growth, "timed", taken)
    few, many = growth.measure(250, tmp_path), growth.measure(2_000, tmp_path)
    for action in ACTIONS:
        print(f"{action}: {few[action]:.2f} s for 250 rows, {many[action]:.2f} s for 2,000")
        assert many[action] <= 8 * 3 * max(few[action], 0.05), action


def test_a_check_takes_no_longer_than_openpyxl_takes_to_load_and_save():
    """Whole processes, run in turn, so that a busy machine slows both; the usual ratio is about one half."""
    assert _benchmark("check_against_openpyxl").main(3) <= 1.0
