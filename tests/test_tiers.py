"""The suite's own rules: times belong to benchmarks, and what is not marked is quick enough for `run.py test --quick`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
CLOCKS = re.compile(r"\b(?:perf_counter|process_time|thread_time)\b")
STARTS = re.compile(r"\bsubprocess\.(?:run|Popen|check_output|check_call)\(|\bPool\(")
ASKS_LIBREOFFICE = re.compile(r"from tests(?:\.libreoffice)? import|tests\.excel\.desk")
SOURCES = sorted(path for path in TESTS.rglob("test_*.py") if path != Path(__file__))


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(TESTS)))
def test_no_test_measures_time(path: Path) -> None:
    """A busy machine fails such a test and a fast one passes it: benchmarks/ measures, tests may count calls."""
    assert not CLOCKS.search(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(TESTS)))
def test_what_starts_processes_says_so(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    if ASKS_LIBREOFFICE.search(source):
        assert "mark.libreoffice" in source
    if STARTS.search(source):
        assert re.search(r"mark\.(?:process|libreoffice|validator|slow)\b", source)
