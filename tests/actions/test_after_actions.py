"""The workbook and the papers after each action: both validators, the macros, and what comes out of the printer."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from pyxl.actions import COMMANDS
from pyxl.actions.fresh.blank import macro_sources
from pyxl.rules.person.spacing import in_list
from tests.actions import clerk
from tests.actions.clerk import document, people, press, write_csv
from tests.libreoffice import require_libreoffice
from tests.macro_gate import macro_problems
from tests.tiers import usually
from tests.validators import audit_errors, microsoft_errors

A4, A5 = (595, 842), (420, 595)
"""Points of a page."""
WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')


# The package


@pytest.fixture(scope="module")
def stages(_sample_file: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Action -> a copy of the workbook after it; the sample has findings of every kind, and tables grow."""
    folder = tmp_path_factory.mktemp("stages")
    file = Path(shutil.copy(_sample_file, folder / "磨溪镇.xlsm"))
    roster = write_csv(folder / "many.csv", people(60, 300))
    found = {}
    for words in (
        ("import", file, "候选人", roster), ("set", file, "大会日期=2017-12-03", "选票纸张=A5"), ("check", file),
        ("quota", file, "--method", "dean"), ("ballots", file), ("undo", file), ("export", file, "候选人"),
    ):  # fmt: skip
        assert press(*words)[0] in (0, 1), words
        found[words[0]] = Path(shutil.copy(file, folder / f"{words[0]}.xlsm"))
    return found


@pytest.mark.validator
@pytest.mark.parametrize("action", usually(("import", "set", "check", "quota", "ballots", "undo"), "ballots"))
def test_both_validators_find_no_error(stages, action):
    assert microsoft_errors(stages[action]) == []
    assert audit_errors(stages[action]) == []


def test_an_export_changes_nothing(stages):
    assert stages["export"].read_bytes() == stages["undo"].read_bytes()


@pytest.mark.parametrize("action", ["import", "check", "ballots", "undo"])
def test_the_macros_are_whole(stages, action):
    assert macro_problems(stages[action], macro_sources(), COMMANDS) == []


def test_the_workbook_is_calculated_anew_when_it_is_opened(stages):
    for copy in stages.values():
        assert re.search(rb'<calcPr[^>]* fullCalcOnLoad="1"', clerk.parts(copy)["xl/workbook.xml"])


# The papers


def printed(pdf: Path) -> tuple[int, tuple[int, int], list[list[tuple[float, float, float, float, str]]]]:
    """Pages, their size in points, and for each page its words with their boxes, by poppler."""
    if shutil.which("pdfinfo") is None:
        pytest.skip("poppler is not installed (no pdfinfo on the PATH)")
    info = subprocess.run(["pdfinfo", str(pdf)], capture_output=True, check=True, text=True).stdout
    pages = int(re.search(r"Pages:\s+(\d+)", info)[1])  # type: ignore[index]
    width, height = re.search(r"Page size:\s+([\d.]+) x ([\d.]+)", info).groups()  # type: ignore[union-attr]
    boxes = subprocess.run(
        ["pdftotext", "-bbox", str(pdf), "-"], capture_output=True, check=True
    ).stdout.decode()
    words = [
        [(*map(float, found[:4]), found[4]) for found in WORD.findall(page)]  # type: ignore[misc]
        for page in boxes.split("<page ")[1:]
    ]
    return pages, (round(float(width)), round(float(height))), words


def hold(file: Path, folder: Path, candidates: int, paper: str) -> tuple[dict[str, object], Path]:
    """The committee's ballot with so many candidates, made and printed; what was told, and the PDF."""
    seats = max(n for n in range(1, candidates) if n + -(-n // 20) <= candidates)
    roster = write_csv(folder / "r.csv", people(candidates, offices=["主席", "副主席", "副主席"]))
    clerk.done(press("import", file, "候选人", roster, "--replace"))
    clerk.done(
        press(
            "set",
            file,
            f"执委名额={seats}",
            f"选票纸张={paper}",
            "另选人名额=25" if seats > 25 else "另选人名额=",
        )
    )
    told = document(press("ballots", file, "--office", "执委", "--pdf", folder / "选票", "--json"))[
        "ballots"
    ][0]
    return told, folder / "选票" / "选票-执委.pdf"


@pytest.mark.libreoffice
@pytest.mark.parametrize(
    ("candidates", "paper", "pages"),
    [
        pytest.param(5, "A4", 1, marks=pytest.mark.slow),
        pytest.param(27, "A5", 1, marks=pytest.mark.slow),
        pytest.param(60, "A4", 1, marks=pytest.mark.slow),
        (60, "A5", 2),
        pytest.param(300, "A4", None, marks=pytest.mark.slow),
    ],
)
def test_the_paper_of_the_committee(ready, tmp_path, candidates, paper, pages):
    require_libreoffice()
    told, pdf = hold(ready, tmp_path, candidates, paper)
    assert told["specimen"] is False and told["pdf"] == str(pdf)
    assert [path.name for path in pdf.parent.iterdir()] == ["选票-执委.pdf"]
    count, size, words = printed(pdf)
    assert size == (A4 if paper == "A4" else A5)
    assert count == pages if pages else 2 <= count <= 8
    for page in words:
        for left, top, right, bottom, word in page:
            assert 0 < left < right < size[0] and 0 < top < bottom < size[1], word
        for one, other in pairwise(sorted(page, key=lambda box: (round(box[1]), box[0]))):
            if abs(one[1] - other[1]) < 1:
                assert one[2] <= other[0] + 1, f"{one[4]} runs into {other[4]}"
    found = [word for page in words for *_, word in page]
    whole = [name for name in told["candidates"] if in_list(name) == name]
    assert [word for word in found if word in set(whole)] == whole, "every name once, in the printed order"
    spaced = Counter(part for name in told["candidates"] if in_list(name) != name for part in name)
    assert spaced == Counter(word for word in found if word in spaced), "and those set apart"
    assert not [word for word in found if "样张" in word and word not in told["candidates"]]
    text = "".join(found)
    assert "第一届执行委员会委员选票" in text and "另选他人" in text
    assert f"应选{told['seats']}名" in text and f"候选人{candidates}名" in text
    if count > 1:
        for page in words:
            assert "执行委员会委员选票" in "".join(word for *_, word in page), "each page says what it is"


@pytest.mark.libreoffice
def test_specimens_and_ballots_are_told_apart_by_their_names(ready, tmp_path):
    require_libreoffice()
    clerk.done(press("set", ready, "镇党委批复文号="))
    folder = tmp_path / "选票"
    told = document(press("ballots", ready, "--pdf", folder, "--json"), 1)["ballots"]
    assert [Path(ballot["pdf"]).name for ballot in told] == [
        "选票-执委（样张）.pdf", "选票-主席（样张）.pdf", "选票-副主席（样张）.pdf",
    ]  # fmt: skip
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        Path(ballot["pdf"]).name for ballot in told
    )
    for ballot in told:
        count, _, words = printed(Path(ballot["pdf"]))
        text = "".join(word for page in words for *_, word in page)
        assert count == 1 and "（样张）" in text and text.count("样张") > 3
        assert all(name in text for name in ballot["candidates"])


@pytest.mark.libreoffice
def test_an_earlier_ballot_beside_a_specimen_is_warned_about(sample, moxi, tmp_path):
    require_libreoffice()
    folder = tmp_path / "选票"
    folder.mkdir()
    (folder / "选票-主席.pdf").write_bytes(b"%PDF-1.4 an earlier one")
    status, out, _ = moxi("ballots", sample, "--office", "主席", "--pdf", folder)
    assert status == 1 and "还有以前的“选票-主席.pdf”" in out
    assert (folder / "选票-主席（样张）.pdf").exists() and (folder / "选票-主席.pdf").exists()
