"""Another town's whole election: the results are those of another counter, after undo and redo of every press, too.

Then with a save by another program between the presses: same findings, results and ballots.  LibreOffice saves as .xlsm and
as .xlsx, openpyxl likewise.  The ballots are compared as they are printed: every word of every page at its place.  One file
for all of it, because they share the election that nobody disturbed.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from pyxl.book.declared.sheets import BALLOT_SHEETS
from pyxl.hosts.office.printing import export_pdf
from tests.actions.another_town import (
    SEATS,
    STANDING,
    VICE_CHAIRS,
    WRITTEN_IN,
    Between,
    Told,
    Undisturbed,
    found,
    hold,
)  # fmt: skip
from tests.actions.clerk import cells, document, done, edited, press
from tests.actions.election_day import rows
from tests.libreoffice import require_libreoffice, resave

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
    # 生成选票 has prepared the first vote, so that its own press finds nothing to do.
    assert undone.count("准备计票") == 5 and undone.count("计票") == 6
    plain = undisturbed.told.results
    assert json.dumps(told.results, ensure_ascii=False) == json.dumps(plain, ensure_ascii=False)


# Saved by other programs between the presses

WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')


def by_libreoffice(file: Path, stage: str) -> None:
    """Opened and saved again, in the format that the file has."""
    resave(file)


def by_openpyxl(file: Path, stage: str) -> None:
    edited(file, lambda book: None)


def words(file: Path, folder: Path) -> list[list[tuple[float, ...]]]:
    """Every word of every page of the ballots, with its place in points."""
    pdf = folder / f"{file.stem}.pdf"
    export_pdf(file, list(BALLOT_SHEETS.values()), pdf)
    text = subprocess.run(["pdftotext", "-bbox", pdf, "-"], capture_output=True, check=True).stdout.decode()
    return [
        [(word, *map(float, place)) for *place, word in WORD.findall(page)]
        for page in text.split("<page ")[1:]
    ]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("between")


@pytest.fixture(scope="module")
def files(town: Path, folder: Path) -> dict[str, Path]:
    """The town's workbook with macros and without."""
    return {".xlsm": town, ".xlsx": found(folder / "样例镇.xlsx", folder)}


@pytest.fixture(scope="module")
def told_and_printed(undisturbed: Undisturbed, folder: Path) -> tuple[Told, list[Any], list[Any]]:
    """What the presses answer when nobody else touches the file, and its ballots before the votes and behind them."""
    require_libreoffice()
    return undisturbed.told, words(undisturbed.with_ballots, folder), words(undisturbed.after, folder)


def assert_alike(
    file: Path, between: Between, undisturbed: tuple[Told, list[Any], list[Any]], folder: Path
) -> None:
    told, before, after = undisturbed
    kept: list[Any] = []

    def save_and_look(pressed: Path, stage: str) -> None:
        between(pressed, stage)
        if stage == "ballots":
            kept.append(words(pressed, folder))

    mine = hold(file, save_and_look)
    for ours, theirs in (
        (mine.findings, told.findings),
        (mine.ballots, told.ballots),
        (mine.results, told.results),
    ):
        assert json.dumps(ours, ensure_ascii=False) == json.dumps(theirs, ensure_ascii=False)
    assert mine.results.items() >= mine.expected.items()
    between(file, "ballots")
    for pages, wanted in ((kept[0], before), (words(file, folder), after)):
        assert len(pages) == len(wanted)
        for page, other in zip(pages, wanted, strict=True):
            assert [word[0] for word in page] == [word[0] for word in other]
            for one, two in zip(page, other, strict=True):
                assert one[1:] == pytest.approx(two[1:], abs=1.5), (one, two)
    assert document(press("audit", file, "--json"))["breaks"] == []


SAVERS = {"LibreOffice": by_libreoffice, "openpyxl": by_openpyxl}


@pytest.mark.libreoffice
@pytest.mark.slow
@pytest.mark.parametrize(
    ("saver", "ending"), [("LibreOffice", ".xlsx"), ("LibreOffice", ".xlsm"), ("openpyxl", ".xlsm")]
)
def test_saved_between_all_presses(files, told_and_printed, tmp_path, saver, ending):
    file = Path(shutil.copy(files[ending], tmp_path / f"x{ending}"))
    assert_alike(file, SAVERS[saver], told_and_printed, tmp_path)


@pytest.mark.libreoffice
def test_nothing_is_centred_across_cells(blank_bytes, tmp_path):
    """LibreOffice saves that as plain centring: whatever is wider than its cell then hangs out to the left."""
    import zipfile
    from io import BytesIO

    with zipfile.ZipFile(BytesIO(blank_bytes)) as package:
        assert b"centerContinuous" not in package.read("xl/styles.xml")
