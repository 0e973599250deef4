"""预选 and 合印选票 through a whole election: the results are those of another counter, whoever saved, undid or typed in between."""

from __future__ import annotations

import json
import random
import shutil
from pathlib import Path

import pytest

from tests.actions.another_town import Told
from tests.actions.clerk import cells, document, done, press, ready
from tests.actions.small_town import COMMITTEE, PRIMARY, fitted, hold
from tests.actions.test_another_town import SAVERS
from tests.actions.test_typed_and_undone import places, type_into

pytestmark = pytest.mark.process
VOTES = [f"{PRIMARY}1", f"{PRIMARY}2", "执委1", "执委2", "主席1", "副主席1", "常委1", "副主席2", "常委2"]


@pytest.fixture(scope="module")
def town(_ready_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("small")
    return fitted(Path(shutil.copy(_ready_file, folder / "样例镇.xlsm")), folder)


def assert_as_counted(told: Told, file: Path) -> None:
    """Everybody has the votes of the other counter, and who is elected is whom it elects."""
    assert list(told.expected) == VOTES
    for vote in VOTES:
        elected, approvals = told.results[vote]
        assert [elected, dict(sorted(approvals.items()))] == told.expected[vote], vote
    assert [len(told.expected[vote][0]) for vote in VOTES] == [24, 1, 24, 1, 1, 1, 2, 1, 1]
    officers = ("主席", "副主席", "常委")
    assert [ballot["office"] for ballot in told.ballots] == [PRIMARY, *officers, COMMITTEE, *officers]
    assert not any(ballot["specimen"] for ballot in told.ballots)
    assert document(press("audit", file, "--json"))["breaks"] == []


@pytest.mark.slow
def test_undo_and_redo_between_the_presses(town: Path, tmp_path: Path) -> None:
    """What a press changed goes with its undo to the last cell, and comes back with the redo."""
    file = Path(shutil.copy(town, tmp_path / "x.xlsm"))

    def to_and_fro(pressed: Path, stage: str) -> None:
        after = cells(pressed)
        assert "typed_over" not in document(press("undo", pressed, "--json"))
        done(press("undo", pressed, "--redo"))
        assert cells(pressed) == after

    assert_as_counted(hold(file, pressed=to_and_fro), file)


@pytest.mark.slow
def test_an_overvoted_section_voids_the_whole_paper(town: Path, tmp_path: Path) -> None:
    file = Path(shutil.copy(town, tmp_path / "x.xlsm"))
    done(press("set", file, "合印超选=整张无效"))
    assert_as_counted(hold(file, whole=True), file)


@pytest.mark.slow
def test_typed_after_every_press_and_taken_back(town: Path, tmp_path: Path) -> None:
    """Something is typed wherever the press wrote: then all is as before the press, or nothing is changed; a redo gives it back."""
    file, tried = Path(shutil.copy(town, tmp_path / "x.xlsm")), 0

    def typed_over(pressed: Path, stage: str) -> None:
        nonlocal tried
        plain, other = (Path(shutil.copy(pressed, tmp_path / name)) for name in ("plain.xlsm", "other.xlsm"))
        done(press("undo", plain))
        for sheet, where in places(other, random.Random(f"{stage}{tried}")).items():
            type_into(other, sheet, where)
        typed = cells(other)
        if press("undo", other)[0] == 2:
            assert cells(other) == typed
        else:
            assert cells(other) == cells(plain)
            done(press("undo", other, "--redo"))
            assert cells(other) == typed
        tried += 1

    assert_as_counted(hold(file, pressed=typed_over), file)
    assert tried > 12


@pytest.mark.libreoffice
@pytest.mark.slow
@pytest.mark.parametrize(("saver", "ending"), [("LibreOffice", ".xlsm"), ("openpyxl", ".xlsx")])
def test_saved_between_all_presses(town: Path, tmp_path: Path, saver: str, ending: str) -> None:
    """The same findings, ballots and results as without; openpyxl's .xlsm and LibreOffice's .xlsx are in test_another_town.py."""
    told = hold(Path(shutil.copy(town, tmp_path / "plain.xlsm")))
    file = tmp_path / f"x{ending}"
    if ending == ".xlsm":
        shutil.copy(town, file)
    else:
        fitted(ready(file, tmp_path), tmp_path)
    mine = hold(file, SAVERS[saver])
    assert_as_counted(mine, file)
    for ours, theirs in (
        (mine.findings, told.findings),
        (mine.ballots, told.ballots),
        (mine.results, told.results),
    ):
        assert json.dumps(ours, ensure_ascii=False) == json.dumps(theirs, ensure_ascii=False)
