"""The count through the command: two entries, their differences, results, ties, further rounds, officers."""

from __future__ import annotations

import json
from pathlib import Path
from unittest.mock import ANY

import pytest
from election_day import SETTINGS, clean_up, committee_votes, enter, put, rows
from validators import audit_errors

from pyxl.book.declared.sheets import ENTRY_SHEETS
from pyxl.book.grid_layout import FIRST_CANDIDATE_COLUMN, FIRST_PAPER_ROW
from pyxl.hosts.engine.opening import open_closed
from tests.libreoffice import drive, texts


@pytest.fixture
def hall(sample: Path, moxi) -> Path:
    """A workbook on election day: nobody has typed anything of the count."""
    clean_up(sample)
    assert moxi("set", sample, *SETTINGS)[0] == 0
    return sample


@pytest.fixture
def names(hall: Path, moxi) -> list[str]:
    """The committee's candidates as printed."""
    status, out, _ = moxi("ballots", hall, "--office", "执委", "--json")
    assert status == 0, out
    (ballot,) = json.loads(out)["ballots"]
    return ballot["candidates"]


def count(moxi, path: Path) -> tuple[int, dict[str, dict]]:
    status, out, err = moxi("count", path, "--json")
    assert status in (0, 1), err
    return status, {result["office"]: result for result in json.loads(out)["results"]}


def test_two_equal_entries_give_the_result(hall, names, moxi):
    for entry in "甲乙":
        enter(hall, "执委", committee_votes(names), entry)
    status, results = count(moxi, hall)
    assert status == 0
    assert results["执委"]["valid"] and results["执委"]["vacant"] == 0 and results["执委"]["tied"] == []
    assert results["执委"]["elected"] == names[:25]
    shown = rows(hall, "选举结果")
    assert shown[0]["结果"] == "选举有效" and "应到代表 41 人，实到 40 人" in shown[0]["宣读"]
    assert "收回 40 张" in shown[1]["宣读"]
    assert sum("当选执委 25 名" in str(row["宣读"]) for row in shown) == 1
    assert [row["姓名"] for row in shown if row["结果"] == "当选"] == names[:25]
    assert any(row["结果"] == "票数平衡" for row in shown)
    assert rows(hall, "比对") == []
    assert audit_errors(hall) == []


def test_one_entry_is_no_result(hall, names, moxi):
    enter(hall, "执委", committee_votes(names))
    status, results = count(moxi, hall)
    assert status == 1 and not results["执委"]["valid"] and results["执委"]["elected"] == []
    assert any("E601" in problem for problem in results["执委"]["problems"])


def test_a_difference_stops_the_result_and_is_listed_with_links(hall, names, moxi):
    votes = committee_votes(names)
    enter(hall, "执委", votes, "甲")
    enter(hall, "执委", votes | {names[3]: (30, 5, 5)}, "乙", 实到=39)
    status, results = count(moxi, hall)
    assert status == 1 and results["执委"]["elected"] == []
    found = rows(hall, "比对")
    assert ("实到", "40", "39") in [(row["栏目"], row["甲"], row["乙"]) for row in found]
    assert {row["对象"] for row in found if row["表"] == "计票"} == {names[3]}
    assert all(str(row["甲的位置"]).startswith('=HYPERLINK("#') for row in found)


@pytest.mark.libreoffice
def test_the_links_of_the_comparison_show_and_lead_to_the_cell(hall, names, moxi):
    votes = committee_votes(names)
    enter(hall, "执委", votes, "甲")
    enter(hall, "执委", votes | {names[3]: (30, 8, 2)}, "乙")
    count(moxi, hall)
    link = str(rows(hall, "比对")[0]["乙的位置"])
    cell = link.split("#'计票'!")[1].split('"')[0]
    shown, target = drive(hall, texts("比对!H4:I4"), texts(f"计票!{cell}:{cell}"))
    assert shown[0] == ["第 4 行", "第 31 行"]
    assert target[0][0] == "30"


def test_a_void_entry_lets_the_other_count(hall, names, moxi):
    votes = committee_votes(names)
    enter(hall, "执委", votes, "甲")
    enter(hall, "执委", votes | {names[3]: (30, 5, 5)}, "乙")
    turnouts = rows(hall, "选举情况")
    turnouts[1] |= {"录入作废": "样例总监票人", "作废时间": "2017-12-03 15:20"}
    put(hall, "选举情况", turnouts)
    status, results = count(moxi, hall)
    assert status == 0 and results["执委"]["elected"] == names[:25]
    assert "乙的录入由样例总监票人于2017-12-03 15:20宣布作废" in rows(hall, "操作日志")[-1]["内容"]


def test_a_tie_on_the_last_seat_asks_for_a_vote_among_the_tied(hall, names, moxi):
    votes = committee_votes(names)
    for name in names[24:26]:
        votes[name] = (25, 5, 10)
    for entry in "甲乙":
        enter(hall, "执委", votes, entry)
    _, results = count(moxi, hall)
    assert results["执委"]["tied"] == names[24:26] == results["执委"]["next_ballot"]
    assert len(results["执委"]["elected"]) == 24
    status, out, _ = moxi("ballots", hall, "--office", "执委", "--json")
    (ballot,) = json.loads(out)["ballots"]
    assert status == 0 and ballot["candidates"] == names[24:26] and ballot["seats"] == 1
    assert moxi("prepare", hall)[0] == 0
    second = [row for row in rows(hall, "计票") if row["轮次"] == 2]
    assert [row["姓名"] for row in second] == names[24:26] * 2
    for entry in "甲乙":
        enter(hall, "执委", {names[24]: (18, 2, 20), names[25]: (22, 2, 16)}, entry, number=2)
    # What was prepared is filled twice now: the clerk's own rows and ours must not both stand.
    put(hall, "计票", [row for row in rows(hall, "计票") if row["轮次"] == 1 or row["赞成"] is not None])
    put(hall, "选举情况", [row for row in rows(hall, "选举情况") if row["实到"] is not None])
    status, results = count(moxi, hall)
    assert status == 0 and set(results["执委"]["elected"]) == {*names[:24], names[25]}
    first_round = [row for row in rows(hall, "选举结果") if row["轮次"] == 1 and row["姓名"]]
    assert len(first_round) == 27, "the votes of the first round stay in the record"


def test_a_further_round_never_has_the_elected_on_its_ballot(hall, names, moxi):
    assert moxi("set", hall, "缺额办法=另行选举")[0] == 0
    votes = committee_votes(names, losers=5)
    for entry in "甲乙":
        enter(hall, "执委", votes, entry)
    _, results = count(moxi, hall)
    assert results["执委"]["vacant"] == 3 and not set(results["执委"]["next_ballot"]) & set(names[:22])
    _, out, _ = moxi("ballots", hall, "--office", "执委", "--json")
    (ballot,) = json.loads(out)["ballots"]
    assert ballot["candidates"] == results["执委"]["next_ballot"] and ballot["seats"] == 3


def test_officers_follow_the_committee(hall, names, moxi):
    for entry in "甲乙":
        enter(hall, "执委", committee_votes(names), entry)
    assert moxi("count", hall)[0] == 0
    status, out, _ = moxi("prepare", hall, "--json")
    assert status == 0 and [vote["office"] for vote in json.loads(out)["votes"]] == ["主席", "副主席"]
    assert {row["应到"] for row in rows(hall, "选举情况") if row["选举"] == "主席"} == {25}
    chair = next(row["姓名"] for row in rows(hall, "候选人") if row["拟任职务"] == "主席")
    put(hall, "计票", [row for row in rows(hall, "计票") if row["选举"] == "执委"])
    put(hall, "选举情况", [row for row in rows(hall, "选举情况") if row["选举"] == "执委"])
    for entry in "甲乙":
        enter(hall, "主席", {chair: (24, 0, 1)}, entry, 应到=25, 实到=25, 印制=30, 发出=25, 收回=25, 有效=25)
    copy = hall.with_name("再按.xlsm")
    copy.write_bytes(hall.read_bytes())
    said = [moxi("count", copy)[1] for _ in range(2)]
    assert "执委：与上次计票相同" in said[0] and names[1] not in said[0], (
        "what was read out is not told again"
    )
    assert names[1] in said[1], "whoever presses again wants to read"
    status, results = count(moxi, hall)
    assert status == 0 and results["主席"]["elected"] == [chair]


def test_a_chair_without_a_committee_seat_stops_the_officers(hall, names, moxi):
    chair = next(row["姓名"] for row in rows(hall, "候选人") if row["拟任职务"] == "主席")
    votes = committee_votes(names)
    votes[names[-1]], votes[chair] = votes[chair], votes[names[-1]]
    for entry in "甲乙":
        enter(hall, "执委", votes, entry)
    _, results = count(moxi, hall)
    assert chair not in results["执委"]["elected"]
    assert any(chair in problem and "没有当选执委" in problem for problem in results["主席"]["problems"])


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"发出": 30}, "E"),
        ({"实到": 42}, "E202"),
        ({"实到": 27, "发出": 27, "收回": 27, "有效": 27}, "E"),
        ({"有效": 39}, "E204"),
    ],
)
def test_numbers_that_cannot_be_are_refused_with_their_code(hall, names, moxi, change, code):
    for entry in "甲乙":
        enter(hall, "执委", committee_votes(names), entry, **change)
    status, results = count(moxi, hall)
    assert status == 1 and results["执委"]["elected"] == []
    assert any(f"；{code}" in problem for problem in results["执委"]["problems"])


def test_a_write_in_can_win(hall, names, moxi):
    votes = committee_votes(names, losers=3)
    for entry in "甲乙":
        enter(hall, "执委", votes, entry, write_ins={"样例另选": 22})
    status, results = count(moxi, hall)
    assert status == 0 and "样例另选" in results["执委"]["elected"]


def test_paper_by_paper_gives_what_the_totals_give(hall, names, moxi):
    papers, votes = [], {}
    for at, name in enumerate(names):
        votes[name] = (30 - at // 2, 10, at // 2)
    for entry in "甲乙":
        for at, name in enumerate(names):
            approve, against, _ = votes[name]
            for paper in range(40):
                # Whoever approves whom is shifted, so that no paper has more than 25 approvals.
                place = (paper + at * 7) % 40
                mark = "○" if place < approve else "×" if place < approve + against else None
                papers.append({"选举": "执委", "录入": entry, "票号": paper + 1, "姓名": name, "意见": mark})
        papers_by = dict.fromkeys(range(1, 41), 0)
    for row in papers:
        if row["录入"] == "甲" and row["意见"] == "○":
            papers_by[row["票号"]] += 1
    assert max(papers_by.values()) <= 25
    turnout = {"应到": 41, "实到": 40, "印制": 46, "发出": 40, "收回": 40}
    put(hall, "选举情况", [{"选举": "执委", "录入": entry, **turnout} for entry in "甲乙"])
    put(hall, "逐票", papers)
    _, by_paper = count(moxi, hall)
    put(hall, "逐票", [])
    put(hall, "选举情况", [])
    for entry in "甲乙":
        enter(hall, "执委", votes, entry)
    _, by_totals = count(moxi, hall)
    assert by_paper["执委"]["valid"] and by_paper["执委"]["elected"] == by_totals["执委"]["elected"]


def test_nothing_entered_is_no_error(hall, moxi):
    status, out, _ = moxi("count", hall)
    assert status == 0 and "还没有录入" in out


def test_a_count_can_be_taken_back(hall, names, moxi):
    for entry in "甲乙":
        enter(hall, "执委", committee_votes(names), entry)
    moxi("count", hall)
    assert moxi("undo", hall)[0] == 0
    assert rows(hall, "选举结果") == []


def type_papers(path: Path, entry: str, papers: list[list[str | None]]) -> None:
    """Type marks on the sheet for papers, one row each, from the first candidate's column on."""
    with open_closed(path) as book:
        sheet = book.sheets[ENTRY_SHEETS[entry]]
        top, left = FIRST_PAPER_ROW, FIRST_CANDIDATE_COLUMN
        sheet.range((top, left), (top + len(papers) - 1, left + len(papers[0]) - 1)).value = papers
        book.save()


def paper_marks(people: int, papers: int) -> list[list[str | None]]:
    """No paper approves more than 25; the last two people get few approvals."""
    return [
        ["×" if at >= people - 2 else None if (paper + at) % 9 == 0 else "○" for at in range(people)]
        for paper in range(papers)
    ]


def test_papers_typed_on_the_grid_are_counted_compared_and_kept(hall, names, moxi):
    assert moxi("prepare", hall)[0] == 0
    marks = paper_marks(27, 40)
    other = [list(row) for row in marks]
    other[4][6] = "×"
    type_papers(hall, "甲", marks)
    type_papers(hall, "乙", other)
    turnouts = [row | {"实到": 40, "发出": 40, "收回": 40} for row in rows(hall, "选举情况")]
    put(hall, "选举情况", turnouts)
    status, results = count(moxi, hall)
    assert status == 1 and results["执委"]["elected"] == []
    (difference,) = rows(hall, "比对")
    assert difference["对象"] == f"第5号票{names[6]}" and "'逐票录入-乙'!N12" in str(difference["乙的位置"])
    type_papers(hall, "乙", marks)
    status, results = count(moxi, hall)
    assert status == 0 and results["执委"]["elected"] == names[:25]
    # The next vote takes the sheets over; the papers of this one stay in the record.
    before = results["执委"]
    assert moxi("prepare", hall) == (0, ANY, "")
    assert {row["票号"] for row in rows(hall, "逐票") if row["录入"] == "甲"} == set(range(1, 41))
    _, results = count(moxi, hall)
    assert results["执委"] == before
    assert moxi("undo", hall)[0] == 0 and moxi("undo", hall)[0] == 0
    assert rows(hall, "逐票") == []
    _, results = count(moxi, hall)
    assert results["执委"] == before


def test_officers_ballots_are_specimens_until_the_committee_is_decided(hall, names, moxi):
    votes = committee_votes(names)
    for name in names[24:26]:
        votes[name] = (25, 5, 10)
    for entry in "甲乙":
        enter(hall, "执委", votes, entry)
    status, out, _ = moxi("ballots", hall, "--office", "主席", "--json")
    (ballot,) = json.loads(out)["ballots"]
    assert (
        status == 1
        and ballot["specimen"]
        and any("执委选举还没有结果" in reason for reason in ballot["reasons"])
    )
