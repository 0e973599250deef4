"""Another town's whole election: the results are those of another counter, after undo and redo of every press, too."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.actions.another_town import SEATS, STANDING, VICE_CHAIRS, WRITTEN_IN, Told, hold
from tests.actions.clerk import cells, document, done, press
from tests.actions.election_day import rows

pytestmark = pytest.mark.process


def assert_as_counted(told: Told, file: Path) -> None:
    """Every vote came to what the other counter says; nobody and nothing is missing."""
    assert {vote: told.results[vote] for vote in told.expected} == told.expected
    assert list(told.expected) == ["执委1", "执委2", "主席1", "副主席1", "副主席2", "常委1"]
    offices = {result["office"]: result for result in told.results["常委1 all"]}
    assert {office: len(result["elected"]) for office, result in offices.items()} == {
        "执委": SEATS, "主席": 1, "副主席": VICE_CHAIRS, "常委": STANDING,
    }  # fmt: skip
    assert not any(result["vacant"] or result["tied"] for result in offices.values())
    assert WRITTEN_IN in offices["执委"]["elected"]
    first = {result["office"]: result for result in told.results["执委1 all"]}["执委"]
    assert len(first["tied"]) == 2 and len(first["elected"]) == SEATS - 1
    assert [row["姓名"] for row in rows(file, "另选当选")] == [WRITTEN_IN]
    assert document(press("audit", file, "--json"))["breaks"] == []


def test_the_whole_election(undisturbed, tmp_path):
    """Lists and settings are clean, every office is entered paper by paper, and the results are the other counter's."""
    file = Path(shutil.copy(undisturbed.after, tmp_path))
    told = undisturbed.told
    assert [found for found in told.findings if found["severity"] == "error"] == []
    assert [(b["office"], b["seats"], len(b["candidates"])) for b in told.ballots] == [
        ("执委", 35, 37), ("主席", 1, 1), ("副主席", 3, 3), ("常委", 7, 7),
    ]  # fmt: skip
    assert_as_counted(told, file)
    assert len(rows(file, "签到")) == 61
    # Whatever was pressed last, and what was pressed before it, goes and comes back.
    after = document(press("count", file, "--json"))["results"]
    done(press("undo", file))
    done(press("undo", file, "--redo"))
    assert document(press("count", file, "--json"))["results"] == after


@pytest.mark.slow
def test_the_whole_election_with_undo_and_redo_after_every_press(town, undisturbed, tmp_path):
    """What a press changed goes with its undo to the last cell, and comes back with the redo."""
    file = Path(shutil.copy(town, tmp_path / town.name))
    undone: list[str] = []

    def to_and_fro(pressed: Path, stage: str) -> None:
        after = cells(pressed)
        back = document(press("undo", pressed, "--json"))
        assert "typed_over" not in back
        assert cells(pressed) != after or stage == "check"
        done(press("undo", pressed, "--redo"))
        assert cells(pressed) == after
        undone.append(back["undone"])

    told = hold(file, pressed=to_and_fro)
    assert_as_counted(told, file)
    assert undone.count("准备计票") == 6 and undone.count("计票") == 6
    plain = undisturbed.told.results
    assert json.dumps(told.results, ensure_ascii=False) == json.dumps(plain, ensure_ascii=False)
