"""The same election as when the first clerk carried it through, counted again: half of it must do."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.actions.walk import BEFORE, NAMES, Clerk, carry_through

DOC = Path(__file__).parents[2] / "docs" / "walk.md"


def half(clerk: Clerk) -> None:
    assert {what: count for what, count in clerk.done.items() if count > BEFORE[what] / 2} == {}, clerk.done


def written(clerk: Clerk, candidates: int) -> str:
    """The line of docs/walk.md."""
    counts = " | ".join(str(clerk.done[what]) for what in NAMES)
    return f"| {candidates} 名候选人 | {counts} |"


@pytest.mark.parametrize(
    ("candidates", "seats"), [(27, 25), pytest.param(37, 35, marks=pytest.mark.slow)], ids=["27", "37"]
)
def test_a_whole_election_takes_half_of_what_it_took(tmp_path, candidates, seats):
    clerk, results = carry_through(tmp_path, candidates, seats)
    assert [results[office]["valid"] for office in ("执委", "主席", "副主席")] == [True] * 3
    assert len(results["执委"]["elected"]) == seats and len(results["副主席"]["elected"]) == 2
    clerk.press("archive", "--out", tmp_path / "归档", status=0)
    half(clerk)
    assert written(clerk, candidates) in DOC.read_text(encoding="utf-8"), written(clerk, candidates)
