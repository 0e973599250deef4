"""一张选票、分别计票 through the presses: one paper is printed, typed and counted office by office, and the papers say so."""

from __future__ import annotations

import re
import shutil
import zipfile
from pathlib import Path

import pytest

from pyxl.book.declared.sheets import BALLOT_SHEETS, ENTRY_SHEETS
from pyxl.book.grid_layout import FIRST_CANDIDATE_COLUMN, FIRST_PAPER_ROW, FIRST_WRITE_IN_COLUMN
from pyxl.book.pages.page import read_values
from pyxl.hosts.engine.opening import open_closed
from tests.actions.clerk import document, done, press
from tests.actions.election_day import committee_votes, enter, put, rows

VOTERS = 24


@pytest.fixture(scope="module")
def elected(_ready_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The committee is elected, and the sheets show the paper of its officers."""
    file = Path(shutil.copy(_ready_file, tmp_path_factory.mktemp("one") / "磨溪镇.xlsm"))
    done(press("set", file, "合印选票=是"))
    ballots = document(press("ballots", file, "--json"))["ballots"]
    assert [ballot.get("one_paper") for ballot in ballots] == [None, ["主席", "副主席"], ["主席", "副主席"]]
    names = ballots[0]["candidates"]
    # Officers among the winners: those who stand for an office come first here.
    officers = [name for ballot in ballots[1:] for name in ballot["candidates"]]
    order = [*officers, *(name for name in names if name not in officers)]
    for entry in "甲乙":
        enter(file, "执委", committee_votes(order), entry)
    done(press("count", file))
    return file


@pytest.fixture
def file(elected: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(elected, tmp_path / elected.name))


def type_papers(file: Path, over: int = 3) -> None:
    """24 papers in both entries: all approve, on paper `over` a third person is written in for vice-chair; 收回 once."""
    with open_closed(file) as book:
        for entry in ENTRY_SHEETS.values():
            sheet = book.sheets[entry]
            last = FIRST_PAPER_ROW + VOTERS - 1
            right = FIRST_CANDIDATE_COLUMN + 2
            sheet.range((FIRST_PAPER_ROW, FIRST_CANDIDATE_COLUMN), (last, right)).value = [
                ["○", "○", "×"]
            ] * VOTERS
            # Columns: one place for the chair, two for the vice-chairs.
            sheet.range((FIRST_PAPER_ROW + over - 1, FIRST_CANDIDATE_COLUMN + 2)).value = "○"
            sheet.range((FIRST_PAPER_ROW + over - 1, FIRST_WRITE_IN_COLUMN + 1)).value = "钱另选"
        book.save()
    figures = {"实到": VOTERS, "印制": 30, "发出": VOTERS, "收回": VOTERS}
    put(file, "选举情况", [row | figures if row["选举"] == "主席" else row for row in rows(file, "选举情况")])


def words_of(path: Path) -> str:
    with zipfile.ZipFile(path) as package:
        return re.sub(r"<[^>]*>", "", package.read("word/document.xml").decode())


def test_one_paper_is_printed_with_a_section_for_each_office(elected):
    with open_closed(elected, read_only=True) as book:
        said = {
            office: "\n".join(str(cell) for row in read_values(book.sheets[name]) for cell in row if cell)
            for office, name in BALLOT_SHEETS.items()
        }
    assert "主席、副主席选票" in said["主席"]
    assert (
        "主席　　应选 1 名　　候选人 1 名" in said["主席"]
        and "副主席　　应选 2 名　　候选人 2 名" in said["主席"]
    )
    assert said["主席"].count("另选他人\n") == 2 and "该部分无效" in said["主席"]
    assert "副主席与主席合印一张选票，见“选票-主席”" in said["副主席"]


@pytest.mark.parametrize("void", ["该部分无效", "整张无效"])
def test_each_office_is_counted_apart(file, void):
    done(press("set", file, f"合印超选={void}"))
    prepared = document(press("prepare", file, "--json"))
    assert prepared["papers"] == {"office": "主席、副主席", "round": 1}
    type_papers(file)
    status, out, _ = press("count", file)
    assert status == 0, out
    found = {(row["选举"], row["姓名"]): row for row in rows(file, "选举结果") if row["姓名"]}
    read_out = "".join(
        str(row["宣读"]) for row in rows(file, "选举结果") if row["选举"] in ("主席", "副主席")
    )
    chair = VOTERS - (void == "整张无效")
    assert f"其中有效票 {chair} 张，无效票 {VOTERS - chair} 张" in read_out
    assert f"其中有效票 {VOTERS - 1} 张，无效票 1 张" in read_out
    officers = {key: row for key, row in found.items() if key[0] in ("主席", "副主席")}
    assert sorted((office, row["赞成"]) for (office, _), row in officers.items()) == sorted(
        [("主席", chair), ("副主席", VOTERS - 1), ("副主席", 0)]
    )


def test_the_papers_say_it(file, tmp_path):
    done(press("prepare", file))
    type_papers(file)
    press("count", file)
    press("papers", file, "--out", tmp_path / "公文")
    made = {path.stem.split("-", 1)[1]: path for path in (tmp_path / "公文").rglob("*.docx")}
    rules = words_of(made["选举办法（草案）（执委会第一次会议）"])
    assert "主席、副主席印在一张选票上，一次投票、分别计票" in rules and "该部分无效，不影响其他职务" in rules
    script = words_of(made["主持词（执委会第一次会议）"])
    assert script.count("请监票人当众检查、封闭票箱") == 1
    assert "一次投票，分别计票" in script and "同志当选副主席" in script
    slips = [name for name in made if name.startswith("到会发票收票报告单")]
    assert any("主席、副主席" in name for name in slips) or "主席、副主席选举报告单" in words_of(
        made[slips[0]]
    )
    assert words_of(made["计票结果报告单（副主席）"]).count(f"{VOTERS - 1}") >= 1


def test_a_mark_whose_column_lost_its_office_is_refused_by_name(file):
    done(press("prepare", file))
    type_papers(file)
    with open_closed(file) as book:
        book.sheets[ENTRY_SHEETS["甲"]].range("I3").value = "主席"
        book.save()
    status, _, err = press("count", file)
    assert status == 2 and "I7原为“副主席:" in err
