"""A few hundred trials of the fuzz in every run."""

from __future__ import annotations

import pytest
from hostile.fuzz import run
from hostile.small import small
from invented import parts

pytestmark = pytest.mark.process


def test_chance_forges_nothing():
    file = small()
    assert "refused" in run(file, parts(file), flips=200, mutations=100)
