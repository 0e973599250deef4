"""The handbook shows every sheet, and no sheet shows a cell that is too narrow or a formula that failed."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pyxl.book.declared.sheets import SHEETS
from tests.libreoffice import convert

REPOSITORY = Path(__file__).resolve().parents[2]
PICTURES = REPOSITORY / "docs" / "pictures"
HANDBOOK = (REPOSITORY / "docs" / "手册.md").read_text("utf-8")
BAD = re.compile(r"#{3,}|#(?:NAME|REF|VALUE|DIV|N/A|NUM|NULL)\S*|Err:\d+")
VISIBLE = [sheet for sheet in SHEETS if not sheet.hidden]


@pytest.mark.parametrize("sheet", VISIBLE, ids=lambda sheet: sheet.name)
def test_every_sheet_has_its_picture_in_the_handbook(sheet):
    drawn = [file.name for file in PICTURES.glob(f"{sheet.code_name.removeprefix('Sh')}-*.png")]
    assert drawn, f"{sheet.name}: run scripts/pictures.py"
    assert any(f"](pictures/{name})" in HANDBOOK for name in drawn), drawn


def test_every_picture_of_the_handbook_exists():
    shown = re.findall(r"\]\((pictures/[^)]+)\)", HANDBOOK)
    assert shown
    assert [name for name in shown if not (REPOSITORY / "docs" / name).exists()] == []


@pytest.fixture(scope="module")
def two_stages(tmp_path_factory):
    """The workbooks of the pictures: in preparation, and after the election."""
    sys.path.insert(0, str(REPOSITORY / "scripts"))
    try:
        import pictures
    finally:
        sys.path.pop(0)
    folder = tmp_path_factory.mktemp("stages")
    before, after = folder / "before.xlsm", folder / "after.xlsm"
    pictures.in_preparation(before)
    pictures.after_the_election(after)
    return before, after


WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')


def pages(pdf: Path) -> list[str]:
    """The words of each page with their places, in points."""
    text = subprocess.run(["pdftotext", "-bbox", pdf, "-"], capture_output=True, check=True).stdout.decode()
    return text.split("<page ")[1:]


def is_seen(pdf: Path, number: int, place: tuple[float, ...]) -> bool:
    """Whether anything dark stands in a place of a page: numbers of hidden columns are written and clipped away."""
    command = ["pdftoppm", "-gray", "-r", "72", "-f", str(number), "-l", str(number), pdf]
    image = subprocess.run(command, capture_output=True, check=True).stdout
    _, size, _, pixels = image.split(b"\n", 3)
    width = int(size.split()[0])
    left, top, right, bottom = (round(edge) for edge in place)
    return any(
        min(pixels[row * width + left : row * width + right], default=255) < 128 for row in range(top, bottom)
    )


@pytest.mark.libreoffice
@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler-utils is not installed")
@pytest.mark.parametrize(
    "stage",
    [pytest.param(0, id="in preparation", marks=pytest.mark.slow), pytest.param(1, id="after the election")],
)
def test_no_cell_is_too_narrow_or_wrong(two_stages, stage, tmp_path):
    pdf = convert(two_stages[stage], ".pdf", tmp_path)
    found = [
        (number, word[5])
        for number, page in enumerate(pages(pdf), 1)
        for word in WORD.finditer(page)
        if BAD.search(word[5]) and is_seen(pdf, number, tuple(map(float, word.groups()[:4])))
    ]
    assert found == []
