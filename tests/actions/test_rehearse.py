"""The command rehearse: two PDF files, page by page, beside a workbook that stays as it was."""

from __future__ import annotations

import json
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path

import pytest
from clerk import document, refused
from election_day import enter, put, rows

from pyxl.actions import rehearse
from pyxl.book.pages.ballot_page import BallotText, ballot_page
from pyxl.book.pages.deck_page import joined, marked
from pyxl.hosts.office import conversion, environment
from tests.libreoffice import require_libreoffice

DECK = "演练票-执委-第1套.pdf"
PRACTICE = "演练工作簿-执委-第1套.xlsm"
SEALED = "演练答案-执委-第1套（计票前请勿打开）.pdf"


def pages(path: Path) -> list[str]:
    """The text of each page of a PDF, without spaces."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    done = subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True, encoding="utf-8"
    )
    return ["".join(page.split()) for page in done.stdout.split("\f")[:-1]]


@pytest.mark.libreoffice
def test_the_deck_and_the_answers(ready, tmp_path, moxi):
    require_libreoffice()
    before = ready.read_bytes()
    said = document(moxi("rehearse", ready, "--out", tmp_path / "out", "--json"))
    assert ready.read_bytes() == before
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted([DECK, SEALED, PRACTICE])
    assert (said["deck"], said["sealed"]) == (str(tmp_path / "out" / DECK), str(tmp_path / "out" / SEALED))
    expected = said["expected"]
    real = {str(row["姓名"]) for row in rows(ready, "候选人")}
    invented = {person["name"] for person in expected["people"] if not person["write_in"]}
    assert len(invented) == len(real) == 27 and not invented & real, "no real name beside invented votes"
    assert not [name for name in real if name in "".join(pages(Path(said["deck"])))]
    cover, *papers = pages(Path(said["deck"]))
    assert "计票演练说明" in cover and "应到41人，实到40人" in cover
    assert len(papers) == said["papers"] == expected["returned"] == 40
    assert_marks(papers, expected)
    sealed = "".join(pages(Path(said["sealed"])))
    assert sealed.startswith("演练答案请在演练计票结束后拆开")
    for person in expected["people"]:
        assert person["name"] in sealed
    assert f"赞成{expected['approvals']}＋少选{expected['undervotes']}＋无效{expected['overvotes']}" in sealed
    assert f"有效票{expected['valid_papers']}张，无效票{expected['invalid_papers']}张" in sealed
    for name in expected["elected"]:
        assert name in sealed
    # Nothing of the answers stands in the deck.
    assert "当选" not in cover and "无效票" not in cover


def assert_marks(papers: list[str], expected: dict) -> None:
    """The marks on the printed papers add up to the expected tally and the invalid papers' marks."""
    blank = next(paper["number"] for paper in expected["papers"] if paper["aim"] == "整张空白")
    notes = {sign: papers[blank - 1].count(sign) for sign in "○×"}
    valid = {paper["number"] for paper in expected["papers"] if paper["valid"]}
    assert len(valid) == expected["valid_papers"]
    circles = crosses = 0
    for number, text in enumerate(papers, 1):
        assert f"演练第{number}张" in text and text.count("演练票") == 3
        for person in expected["people"]:
            assert person["write_in"] or person["name"] in text
        if number in valid:
            circles += text.count("○") - notes["○"]
            crosses += text.count("×") - notes["×"]
    # Two valid papers have marks that do not count: one without a name, one in an abstainer's place.
    assert circles == expected["approvals"] + 2
    assert crosses == sum(person["against"] for person in expected["people"])
    assert sum("样例甲" in text for text in papers) == 3  # twice counted, once on an overvoted paper


@pytest.mark.libreoffice
def test_the_workbook_comes_to_the_sealed_result(ready, tmp_path, moxi):
    """The expected totals typed into the tables, as a hall would do that rehearses."""
    require_libreoffice()
    made = document(moxi("rehearse", ready, "--out", tmp_path / "out", "--set", "4", "--json"))
    said, ready = made["expected"], Path(made["workbook"])
    assert moxi("prepare", ready)[0] == 0
    prepared = {row["姓名"] for row in rows(ready, "计票")}
    assert prepared == {p["name"] for p in said["people"] if not p["write_in"]}
    assert moxi("undo", ready)[0] == 0
    for entry in "甲乙":
        enter(
            ready, "执委", {p["name"]: (p["approve"], p["against"], p["abstain"])
                            for p in said["people"] if not p["write_in"]},
            entry, write_ins={p["name"]: p["approve"] for p in said["people"] if p["write_in"]},
            应到=said["entitled"], 实到=said["present"], 发出=said["issued"], 收回=said["returned"],
            有效=said["valid_papers"], 无效=said["invalid_papers"],
        )  # fmt: skip
    (result,) = json.loads(moxi("count", ready, "--json")[1])["results"]
    for key in ("valid", "elected", "tied", "vacant", "next_ballot"):
        assert result[key] == said[key]
    assert len(result["tied"]) == 2


@pytest.mark.slow
@pytest.mark.libreoffice
def test_a_primary_and_two_boxes(ready, tmp_path, moxi):
    """What is blackened on the printed papers adds up to the answer, and the practice workbook comes to the same."""
    require_libreoffice()
    assert moxi("set", ready, "预选=是", "差额比例=0", "填票方式=涂方框")[0] == 0
    made = document(moxi("rehearse", ready, "--out", tmp_path / "out", "--json"))
    said, practice = made["expected"], Path(made["workbook"])
    assert (
        said["office"] == "执委预选" and len(said["elected"]) == 25 and said["outcome"].startswith("预选有效")
    )
    cover, *papers = pages(Path(made["deck"]))
    assert (
        "执行委员会委员候选人预选票" in papers[0]
        and "应产生正式候选人25名" in papers[0]
        and "当选" not in cover
    )
    valid = [text for text, paper in zip(papers, said["papers"], strict=True) if paper["valid"]]
    for black, figure in (("■赞成□不赞成", "approve"), ("□赞成■不赞成", "against")):
        wanted = sum(person[figure] for person in said["people"] if not person["write_in"])
        assert sum(text.count(black) for text in valid) == wanted
    sealed = "".join(pages(Path(made["sealed"])))
    assert "得赞成票多的列为正式候选人" in sealed and "方可当选" not in sealed
    assert moxi("prepare", practice)[0] == 0
    assert {row["选举"] for row in rows(practice, "计票")} == {"执委预选"}


@pytest.mark.libreoffice
def test_the_officers_on_one_paper(ready, tmp_path, moxi):
    """Every printed paper has a section for each office; the practice workbook has its committee and comes to the answer."""
    require_libreoffice()
    assert moxi("set", ready, "合印选票=是")[0] == 0
    made = document(moxi("rehearse", ready, "--office", "副主席", "--out", tmp_path / "out", "--json"))
    said, practice = made["expected"]["offices"], Path(made["workbook"])
    assert list(said) == ["主席", "副主席"] and practice.name.startswith("演练工作簿-主席、副主席-第1套")
    cover, *papers = pages(Path(made["deck"]))
    assert len(papers) == made["papers"] and all("主席、副主席选票" in text for text in papers)
    assert "演练工作簿里已经录好执委选举" in cover and "当选主席" not in cover
    for office, answer in said.items():
        assert f"应得的结果（{office}）" in "".join(pages(Path(made["sealed"]))), answer["outcome"]
    prepared = document(moxi("prepare", practice, "--json"))
    assert prepared["papers"] == {"office": "主席、副主席", "round": 1}
    one = said["主席"]
    shared = {"应到": one["entitled"], "实到": one["present"], "发出": one["issued"], "收回": one["returned"]}
    turnouts = [
        row | (shared if row["选举"] == "主席" else {})
        | {"有效": said[row["选举"]]["valid_papers"], "无效": said[row["选举"]]["invalid_papers"]}
        if row["选举"] in said else row
        for row in rows(practice, "选举情况")
    ]  # fmt: skip
    put(practice, "选举情况", turnouts)
    totals = [row for row in rows(practice, "计票") if row["选举"] not in said]
    totals += [
        {"选举": office, "录入": entry, "姓名": p["name"], "赞成": p["approve"]}
        | ({"另选": "是"} if p["write_in"] else {"反对": p["against"], "弃权": p["abstain"]})
        for entry in "甲乙" for office, answer in said.items() for p in answer["people"]
    ]  # fmt: skip
    put(practice, "计票", totals)
    results = {r["office"]: r for r in json.loads(moxi("count", practice, "--json")[1])["results"]}
    for office, answer in said.items():
        for key in ("valid", "elected", "tied", "vacant"):
            assert results[office][key] == answer[key], (office, key, results[office]["problems"])


@pytest.mark.slow
@pytest.mark.libreoffice
def test_the_election_after_a_primary_is_practised_with_as_many_as_it_leaves(ready, tmp_path, moxi):
    require_libreoffice()
    assert moxi("set", ready, "预选=是", "差额比例=0")[0] == 0
    made = document(moxi("rehearse", ready, "--office", "执委", "--out", tmp_path / "out", "--json"))
    said, practice = made["expected"], Path(made["workbook"])
    assert len([person for person in said["people"] if not person["write_in"]]) == 25
    assert moxi("prepare", practice)[0] == 0
    prepared = [row["姓名"] for row in rows(practice, "计票") if row["录入"] == "甲"]
    assert sorted(prepared) == sorted(p["name"] for p in said["people"] if not p["write_in"])


@pytest.mark.libreoffice
def test_officers_and_the_smaller_paper(ready, tmp_path, moxi):
    require_libreoffice()
    assert moxi("set", ready, "选票纸张=A5")[0] == 0
    said = document(moxi("rehearse", ready, "--office", "副主席", "--out", tmp_path / "o", "--json"))
    cover, *papers = pages(Path(said["deck"]))
    assert len(papers) == said["papers"] == said["expected"]["returned"]
    assert "样例乙已当选主席" in cover and "只录入副主席这一项选举" in cover


def test_without_a_folder_it_lies_beside_the_workbook(ready, monkeypatch, moxi):
    def converted(program: str, folder: Path, files: list[Path], *_: object) -> None:
        for file in files:
            file.with_suffix(".pdf").write_bytes(b"%PDF-1.4 ")

    monkeypatch.setattr(conversion, "soffice", lambda: "soffice")
    monkeypatch.setattr(rehearse, "soffice", lambda: "soffice")
    monkeypatch.setattr(conversion, "convert", converted)
    before = ready.read_bytes()
    status, out, err = moxi("rehearse", ready)
    assert (status, err) == (0, "") and "工作簿没有改动" in out
    for name in (DECK, SEALED):
        assert (ready.parent / "演练" / name).read_bytes() == b"%PDF-1.4 "
    assert "当选" not in out  # the terminal keeps the seal, too
    assert ready.read_bytes() == before


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--office", "顾问"), "没有“顾问”这项选举"),
        (("--office", "常委"), "常委没有候选人或没有名额"),
        (("--set", "9"), "没有第 9 套演练票"),
        (("--set", "一"), "没有第 一 套演练票"),
        (("--office", "主席", "--set", "4"), "主席的选票不会出现第 4 套的情形"),
    ],
)
def test_what_cannot_be_rehearsed_is_refused(ready, moxi, words, sentence):
    assert sentence in refused(moxi, ready, "rehearse", *words)


def test_one_name_twice_on_the_ballot_is_refused(ready, moxi):
    people = rows(ready, "候选人")
    put(ready, "候选人", [*people, {**people[0], "备注": "重复"}])
    assert f"选票上有两个“{people[0]['姓名']}”" in refused(moxi, ready, "rehearse")


def test_without_libreoffice_it_says_so(ready, monkeypatch, moxi):
    monkeypatch.setattr(environment.shutil, "which", lambda name: None)
    monkeypatch.setattr(environment, "USUAL_PLACES", ())
    assert "没有找到 LibreOffice" in refused(moxi, ready, "rehearse")


def test_a_long_ballot_says_on_every_sheet_what_it_is():
    names = tuple(f"样{at}" for at in range(200))
    text = BallotText(
        congress=("大会",),
        office="选票",
        figures="",
        names=names,
        write_ins=100,
        write_in_label="另选他人",
        head=("符号", "姓名"),
        notes=("1．说明",),
        seal="",
        specimen="演练票",
    )
    blank = ballot_page(text, "A4")
    boxes = [("○" if at % 3 else None, name) for at, name in enumerate(names)]
    deck = joined(
        marked(blank, [boxes, [(None, None)] * 99 + [("○", "样例甲")]], f"演练 第 {n} 张") for n in (1, 2)
    )
    starts = [1, *deck.breaks, len(deck.page.values) + 1]
    sheets = [deck.page.values[a - 1 : b - 1] for a, b in pairwise(starts)]
    assert len(sheets) >= 6
    bands = [[row[0] for row in sheet if row[0] and row[0].startswith("演练 第")] for sheet in sheets]
    half = len(sheets) // 2
    assert bands == [["演练 第 1 张"]] * half + [["演练 第 2 张"]] * half
    cells = [cell for sheet in sheets[:half] for row in sheet for cell in row]
    assert [cell for cell in cells if cell in names] == list(names)
    assert cells.count("○") == 133 + 1 and "演练票" not in cells
    assert sum(block.rows for block in deck.page.blocks) == len(deck.page.values)
