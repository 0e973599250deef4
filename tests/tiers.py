"""Which cases of a kind are tried every time, and which only by `run.py test --all`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

import pytest

T = TypeVar("T")


def usually(cases: Iterable[T], *usual: T) -> list[object]:
    """The cases of a parametrized test, of which all but the `usual` ones are slow."""
    return [case if case in usual else pytest.param(case, marks=pytest.mark.slow) for case in cases]
