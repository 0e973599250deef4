"""What the clerk or another program put into the workbook goes through every action as it was."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pyxl.actions import COMMANDS
from pyxl.actions.fresh.blank import macro_sources
from pyxl.hosts.package.sheet.cached_values import without_values
from tests.actions import clerk, grafting
from tests.actions.clerk import done, parts, people, press, write_csv
from tests.libreoffice import drive_all, recalculate, texts, values_of
from tests.macro_gate import module_problems, read_modules, ribbon_problems
from tests.validators import audit_errors, microsoft_errors

ASKED = (f"{grafting.SHEET}!A1:C5", f"{grafting.SOURCE}!A1:I8")


@pytest.fixture(scope="module")
def stages(_ready_file: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Path], frozenset[str]]:
    """A copy of the workbook before the first action and after each, and the grafted parts."""
    folder = tmp_path_factory.mktemp("grafted")
    file = Path(shutil.copy(_ready_file, folder / "磨溪镇.xlsm"))
    added = grafting.graft(file)
    roster = write_csv(folder / "many.csv", people(60, 300))
    copies = [Path(shutil.copy(file, folder / "0.xlsm"))]
    for words in (
        ("import", file, "候选人", roster), ("set", file, "执委名额=80", "名额批复文号=", "选票纸张=A5"), ("check", file),
        ("quota", file, "--method", "equal"), ("ballots", file), ("undo", file), ("undo", file, "--redo"),
    ):  # fmt: skip
        before = file.read_bytes()
        assert press(*words)[0] in (0, 1), words
        assert file.read_bytes() != before, words
        copies.append(Path(shutil.copy(file, folder / f"{len(copies)}.xlsm")))
    return copies, added


def test_every_part_that_no_action_writes_is_byte_equal(stages):
    """But for the values of formulas, which may depend on what was written."""
    copies, added = stages
    assert {"xl/media/aimage1.png", "xl/charts/achart1.xml", "xl/drawings/avmlDrawing1.vml"} <= added
    assert {"xl/pivotTables/pivotTable1.xml", "xl/acomments1.xml", "xl/drawings/bvmlDrawing1.vml"} <= added
    first = parts(copies[0])
    written = {
        clerk.sheet_part(copies[0], title)
        for title in clerk.look(copies[0])[0]
        if title not in (grafting.SHEET, grafting.SOURCE)
    }
    written |= {name for name in first if name.startswith("xl/tables/")} | {
        "xl/workbook.xml",
        "xl/styles.xml",
    }
    written |= {clerk.sheet_part(copies[0], title) for title in clerk.KEPT_BY_THE_PRESS}
    assert not added & written
    for copy in copies[1:]:
        later = parts(copy)
        assert list(later) == list(first), "no part comes, goes or moves"
        changed = {name for name in first if later[name] not in (first[name], without_values(first[name]))}
        assert changed <= written, changed - written


def test_what_hangs_on_a_written_sheet_still_hangs_there(stages):
    for copy in stages[0]:
        found = parts(copy)
        for title in ("候选人", "选票-执委"):
            sheet = found[clerk.sheet_part(copy, title)]
            assert sheet.count(b"<drawing r:id=") == 1 and sheet.count(b"<legacyDrawing r:id=") == 1


@pytest.mark.libreoffice
def test_libreoffice_shows_the_same_values(stages):
    steps = [recalculate(), *(step(address) for address in ASKED for step in (texts, values_of))]
    shown = [
        answer[1:]
        for answer in drive_all([(copy, steps) for copy in (stages[0][0], stages[0][5], stages[0][-1])])
    ]
    assert shown[0][0][1][:2] == ["高千社区", "6"] and shown[0][0][4][2] == "高千社区：6"
    assert shown[0][2][-2][8] == "11", "LibreOffice no longer sees a pivot table"
    assert shown[1] == shown[0] and shown[2] == shown[0]


@pytest.mark.validator
@pytest.mark.slow
def test_microsofts_validator_finds_no_more_than_before(stages):
    before = microsoft_errors(stages[0][0])
    assert [error for error in before if "graft" not in error.lower()] == before == []
    for copy in (stages[0][1], stages[0][5], stages[0][-1]):
        assert microsoft_errors(copy) == before


@pytest.mark.slow
def test_the_other_validator_finds_no_more_than_before(stages):
    before = audit_errors(stages[0][0])
    for copy in (stages[0][1], stages[0][-1]):
        assert audit_errors(copy) == before


def test_macros_and_ribbon_are_whole(stages):
    found = parts(stages[0][-1])
    modules = read_modules(found["xl/vbaProject.bin"])
    assert list(module_problems(modules, macro_sources())) == []
    assert list(ribbon_problems(found, modules, frozenset(COMMANDS))) == []


def test_the_graft_is_no_obstacle_to_undo(stages, tmp_path):
    file = Path(shutil.copy(stages[0][-1], tmp_path / "x.xlsm"))
    while press("undo", file)[0] == 0:
        pass
    assert clerk.look(file) != clerk.look(stages[0][-1])
    done(press("check", file), 1)
