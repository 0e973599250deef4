"""Import, check, quota and ballots grow in proportion to the rows; times are in benchmarks/growth.py."""

from __future__ import annotations

import cProfile
import importlib.util
import pstats
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


@pytest.mark.slow
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
