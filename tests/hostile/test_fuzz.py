"""A few hundred trials of the fuzz in every run, some thousands in the slow depth; `run.py fuzz` does 22,000."""

from __future__ import annotations

import pytest
from hostile.fuzz import run
from hostile.small import small
from invented import parts

pytestmark = pytest.mark.process


def test_chance_forges_nothing():
    file = small()
    assert "refused" in run(file, parts(file), flips=200, mutations=100)


@pytest.mark.slow
def test_thousands_of_chances_forge_nothing():
    file = small()
    assert "refused" in run(file, parts(file), flips=2_000, mutations=300)
