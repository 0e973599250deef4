"""The workbook saved again by other programs: other prefixes, part names, styles; the same work with the same results."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.actions import clerk
from tests.actions.clerk import cells, document, done, edited, people, press, write_csv
from tests.libreoffice import drive_all, save
from tests.tiers import usually

PROGRAMS = ("LibreOffice .xlsm", "LibreOffice .xlsx", "openpyxl .xlsm", "openpyxl .xlsx")


@pytest.fixture(scope="module")
def resaved(_sample_file: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The sample workbook as each program saves it."""
    folder = tmp_path_factory.mktemp("resaved")
    original = Path(shutil.copy(_sample_file, folder / "original.xlsm"))
    files = {name: folder / f"{at}{name.split()[1]}" for at, name in enumerate(PROGRAMS)}
    drive_all([(original, [save(file) for name, file in files.items() if "LibreOffice" in name])])
    edited(Path(shutil.copy(original, files["openpyxl .xlsm"])), lambda book: None)
    plain = folder / "plain.xlsx"
    done(press("new", plain, "--sample"))
    edited(Path(shutil.copy(plain, files["openpyxl .xlsx"])), lambda book: None)
    return {"original": original, **files}


@pytest.fixture(scope="module")
def roster(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_csv(tmp_path_factory.mktemp("roster") / "r.csv", people(50, 300))


def work(file: Path, roster: Path, folder: Path) -> dict[str, Any]:
    """Every action on a copy; what each answered, and what stands in the workbook in the end and after undoing."""
    copy = Path(shutil.copy(file, folder / file.name))
    answers: dict[str, Any] = {}
    for name, status, words in (
        ("check", 1, ()), ("quota", 0, ()), ("ballots", 1, ()), ("set", 0, ("大会日期=2017-12-03", "选票纸张=A5")),
        ("import", 0, ("候选人", roster)), ("check", 1, ()), ("quota", 0, ("--method", "dean")), ("ballots", 1, ()),
        ("export", 0, ("候选人",)), ("export", 0, ("设置",)), ("export", 0, ("校验结果",)),
    ):  # fmt: skip
        answers[f"{len(answers)} {name}"] = document(press(name, copy, *words, "--json"), status)
    answers["sheets"] = shown(copy)
    undone = [document(press("undo", copy, "--json"))["undone"] for _ in range(8)]
    answers["undone"] = undone
    answers["in the end"] = document(press("export", copy, "候选人", "--json"))
    return answers


def shown(file: Path) -> dict[str, list[list[object]]]:
    """The ballot sheets, as openpyxl reads them, without blank cells and rows, which programs keep as they like."""
    found = {
        title: [[value for value in row if value not in (None, "")] for row in rows]
        for title, rows in cells(file).items()
        if title.startswith("选票-")
    }
    return {title: [row for row in rows if row] for title, rows in found.items()}


@pytest.fixture(scope="module")
def expected(
    resaved: dict[str, Path], roster: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Any]:
    return work(resaved["original"], roster, tmp_path_factory.mktemp("original"))


def test_the_work_is_worth_comparing(expected):
    assert len(expected["0 check"]["findings"]) > 15
    assert len(expected["5 check"]["findings"]) < len(expected["0 check"]["findings"]) + 60
    assert [ballot["specimen"] for ballot in expected["7 ballots"]["ballots"]] == [True] * 3
    assert len(expected["8 export"]["rows"]) == 77 and len(expected["in the end"]["rows"]) == 27
    assert expected["undone"][0] == "生成选票" and expected["undone"][-1] == "校验候选人"


@pytest.mark.libreoffice
@pytest.mark.parametrize("program", usually(PROGRAMS, "LibreOffice .xlsm"))
def test_the_same_results(resaved, expected, roster, tmp_path, program):
    found = work(resaved[program], roster, tmp_path)
    for step, answer in expected.items():
        assert json.dumps(found[step], ensure_ascii=False) == json.dumps(answer, ensure_ascii=False), step


@pytest.mark.slow
@pytest.mark.libreoffice
def test_libreoffice_saves_again_what_our_actions_wrote(resaved, expected, roster, tmp_path):
    """To and fro: our work, then LibreOffice's saving, then our reading."""
    copy = Path(shutil.copy(resaved["original"], tmp_path / "a.xlsm"))
    for words in (("quota",), ("check",), ("ballots",)):
        press(words[0], copy)
    again = tmp_path / "b.xlsm"
    drive_all([(copy, [save(again)])])
    assert shown(again) == shown(copy)
    assert document(press("undo", again, "--json")) == {"undone": "生成选票"}
    found = clerk.document(press("check", again, "--json"), 1)
    assert found["findings"] == expected["0 check"]["findings"] and found["log_breaks"] == []
