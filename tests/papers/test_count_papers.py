"""The count report and the chair's script: every figure as it was typed, blanks where only the hall knows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from election_day import enter, put, rows
from paper_desk import (
    STAFF,
    WRITE_IN,
    changed,
    dossier,
    enter_committee,
    filled,
    finished,
    officers_of,
    pages,
    pdfs,
    ready,
    ready_file,
    table,
    templates,
    text,
)
from validators import microsoft_errors

from pyxl.book.declared.sheets import TABLES
from pyxl.papers import agenda
from pyxl.papers.after import result_report
from pyxl.papers.before import congress_request
from pyxl.papers.before.notices import ELECTED_NOTICE
from pyxl.papers.hall import congress_script, count_report, election_rules, hall_slips, meeting_script
from pyxl.papers.kinds import PAPERS
from pyxl.papers.wording import BLANK, name_lines

pytestmark = pytest.mark.process

COMMITTEE, CHAIR, VICE, STANDING = count_report.PAPERS


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("count")


@pytest.fixture(scope="module")
def made(folder: Path) -> dict[str, Path]:
    """The papers of the count after the elections, by name; the scripts before them with 会前 before the name."""
    papers = (COMMITTEE, CHAIR, VICE, congress_script.PAPER, meeting_script.PAPER)
    after = {paper.name: filled(paper, finished(), folder)[0] for paper in papers}
    eve = folder / "eve"
    eve.mkdir()
    return after | {
        f"会前{paper.name}": filled(paper, ready(), eve)[0]
        for paper in (congress_script.PAPER, meeting_script.PAPER)
    }


@pytest.fixture
def hall(tmp_path: Path) -> Path:
    """A workbook on election day before anything was typed."""
    file = tmp_path / "大会.xlsm"
    file.write_bytes(ready_file().read_bytes())
    return file


def votes_typed(office: str) -> dict[str, tuple[int, int, int]]:
    """What stands in the table 计票 in the first entry."""
    return {
        str(row["姓名"]): (int(str(row["赞成"])), int(str(row["反对"] or 0)), int(str(row["弃权"] or 0)))
        for row in finished().tables["计票"]
        if row["选举"] == office and row["录入"] == "甲"
    }


def people_told(file: Path) -> dict[str, list[str]]:
    """Name -> for, against, abstained and result, from both halves of the table."""
    _, *lines = table(file, 1)
    halves = [half for row in lines for half in (row[:6], row[6:])]
    return {half[1].replace("\u3000", ""): half[2:] for half in halves if half[0]}


def test_every_figure_of_the_report_is_the_one_that_was_typed(made):
    file = made[COMMITTEE.name]
    assert table(file)[0] == ["应到代表", "实到代表", "发出选票", "收回选票", "有效票", "无效票"]
    assert table(file)[1] == ["41", "40", "40", "40", "40", "0"]
    typed = votes_typed("执委")
    told = people_told(file)
    assert told.keys() == typed.keys() - {WRITE_IN} and len(told) == 27
    for name, (approve, against, abstain, verdict) in told.items():
        assert (int(approve), int(against), int(abstain)) == typed[name]
        assert int(approve) + int(against) + int(abstain) == 40
        assert verdict == ("当选" if int(approve) >= 21 else "未当选")
    words = text(file)
    assert f"另选他人：{WRITE_IN}得赞成票3票（未当选）。" in words
    assert "应选25名，候选人27名，得赞成票21票以上的当选。" in words
    assert "应选25名，当选25名。" in words
    approvals = sum(vote[0] for vote in typed.values())
    assert f"赞成 {approvals} ＋ 少选 {1000 - approvals} ＋ 无效 0 ＝ 收回 40 张 × 应选 25 名" in words


def test_the_numbers_of_the_report_run_down_the_left_half_then_the_right(made):
    _, *lines = table(made[COMMITTEE.name], 1)
    assert [row[0] for row in lines] + [row[6] for row in lines] == [*map(str, range(1, 28)), ""]


def test_those_who_sign_are_named_by_post(made):
    delegates = ready().tables["代表"]
    signing = {row[0]: row[1].replace("\u3000", "").split("、") for row in table(made[COMMITTEE.name], 2)[1:]}
    assert list(signing) == ["总监票人", "监票人", "总计票人", "计票人"]
    for at, post in STAFF.items():
        assert delegates[at]["姓名"] in signing[post]
    assert "2017年12月3日　　　时　　　分" in text(made[COMMITTEE.name])


def test_the_reports_of_the_officers(made):
    assert table(made[CHAIR.name])[0][0] == "应到执委" and table(made[CHAIR.name])[1][0] == "25"
    assert [row[2:] for row in (table(made[CHAIR.name], 1)[1][:6],)] == [["24", "0", "1", "当选"]]
    assert people_told(made[VICE.name]).keys() == {*officers_of(ready_file())["副主席"]}


def test_no_report_without_a_vote_and_none_for_an_office_without_seats():
    assert "执委选举还没有录入计票" in COMMITTEE.lacks(ready())[0]
    assert STANDING.lacks(finished()) == ["“方案设置”的“常委名额”为0，不举行这项选举"]
    assert "“大会日期”没有填写" in COMMITTEE.lacks(changed(finished(), {"congress_date": None}))[0]


def test_no_report_while_the_entries_differ(hall):
    enter_committee(hall, "甲")
    enter_committee(hall, "乙", 实到=39)
    (told,) = COMMITTEE.lacks(dossier(hall))
    assert told.startswith("执委选举还没有结果") and "实到" in told
    assert list(COMMITTEE.sheaves(dossier(hall))) == []
    assert any("执委" in phrase for phrase in ELECTED_NOTICE.lacks(dossier(hall)))


def test_one_entry_is_no_result(hall):
    enter_committee(hall, "甲")
    assert "执委选举还没有结果" in COMMITTEE.lacks(dossier(hall))[0]


def test_a_tie_and_its_second_vote_are_two_sheets(hall, tmp_path):
    votes = enter_committee(hall)
    tied = [name for name, vote in votes.items() if vote[0] > 20 and name not in _officers(hall)][-2:]
    typed = [
        row | ({"赞成": 22, "反对": 8, "弃权": 10} if row["姓名"] in tied else {})
        | ({"赞成": 24, "反对": 5, "弃权": 11} if row["姓名"] in list(votes)[-1:] else {})
        for row in rows(hall, "计票")
    ]  # fmt: skip
    put(hall, "计票", typed)
    (first,) = filled(COMMITTEE, dossier(hall), tmp_path)
    assert {row[3] for name, row in people_told(first).items() if name in tied} == {"须重投"}
    assert "末位得票相等，须重新投票" in text(first)
    for entry in "甲乙":
        enter(hall, "执委", {tied[0]: (25, 5, 10), tied[1]: (12, 20, 8)}, entry, number=2)
    _, second = filled(COMMITTEE, dossier(hall), tmp_path)
    assert second.stem.endswith("第2轮") and "（第2轮）" in text(second)
    assert people_told(second) == {tied[0]: ["25", "5", "10", "当选"], tied[1]: ["12", "20", "8", "未当选"]}
    assert "得赞成票多的当选" in text(second) and "应选1名，当选1名" in text(second)
    assert len(dossier(hall).elected("执委")) == 25


def _officers(file: Path) -> set[str]:
    return {name for names in officers_of(file).values() for name in names}


def test_the_script_before_the_congress_has_what_is_known_and_blanks_for_the_rest(made):
    told = text(made[f"会前{congress_script.PAPER.name}"])
    assert f"应到代表41名，\n请假{BLANK}名，实到代表{BLANK}名，\n达到应到代表的三分之二（28名）" in told
    assert "提出执委候选人建议名单27名，应选执委25名，差额2名" in told
    assert "本次选举印制选票46张" in told and f"收回选票{BLANK}张" in told
    assert f"当选执委{BLANK}名，名单照计票结果报告单宣读" in told
    names = told.partition("候选人建议名单（以姓氏笔画为序）：\n")[2].partition("下面，请各代表小组")[0]
    assert len(names.replace("\u3000", "")) > 27 * 2
    assert told.index("充分酝酿讨论") < told.index("主席团根据多数代表的意见") < told.index("依次投票")
    meeting = text(made[f"会前{meeting_script.PAPER.name}"])
    assert f"应到执委{BLANK}名" in meeting and "应选主席1名，实行无记名投票等额选举" in meeting


def test_the_script_after_the_count_reads_out_the_result(made):
    told = text(made[congress_script.PAPER.name])
    assert "应到代表41名，请假1名，实到代表40名" in told
    assert "发出选票40张，收回选票40张" in told
    announced = told.partition("现在宣布当选执委名单（以姓氏笔画为序）：\n")[2].partition("\n闭会")[0]
    assert announced.split("\n") == name_lines(finished().by_strokes(finished().elected("执委")))
    assert told.index("请总监票人宣读计票结果报告单") < told.index("现在宣布当选执委名单")
    for name, (approve, against, abstain) in votes_typed("执委").items():
        if name != WRITE_IN:
            assert f"{name}：得赞成票{approve}票" in told
            assert f"（反对{against}票，弃权{abstain}票）" in told
    assert "有效票_" not in told
    meeting = text(made[meeting_script.PAPER.name])
    assert "应到执委25名，实到执委25名，达到应到执委的三分之二（17名）" in meeting
    assert f"请新当选的主席{officers_of(ready_file())['主席'][0]}同志讲话" in meeting


def test_a_chair_without_a_committee_seat_stops_the_script_of_the_meeting(hall):
    chair = officers_of(hall)["主席"][0]
    enter_committee(hall)
    put(
        hall,
        "计票",
        [
            row | ({"赞成": 3, "反对": 30, "弃权": 7} if row["姓名"] == chair else {})
            for row in rows(hall, "计票")
        ],
    )
    told = meeting_script.PAPER.lacks(dossier(hall))
    assert f"拟任主席的{chair}没有当选执委，等额名单须重新报批后再印主持词" in told


def test_the_script_says_what_is_missing():
    told = congress_script.PAPER.lacks(
        changed(ready(), {"congress_place": None, "committee_number": None}, 候选人=[])
    )
    assert "“方案设置”的“大会地点”没有填写" in told and "“方案设置”的“届次”没有填写" in told
    assert "“候选人”表还没有填写" in told


def test_the_slips_of_the_hall(folder):
    eve = folder / "slips"
    eve.mkdir()
    before = [text(file) for file in filled(hall_slips.PAPER, ready(), eve)]
    assert len(before) == 3, "committee, chair, vice-chairs"
    assert (
        f"应到代表41名，实到代表{BLANK}名，请假{BLANK}名。法定人数为应到的三分之二以上（28名）：□"
        in before[0]
    )
    assert f"印制选票46张，实到代表{BLANK}名，发出选票{BLANK}张，剩余选票{BLANK}张" in before[0]
    assert f"应到执委{BLANK}名" in before[1]
    committee, chair, _ = (text(file) for file in filled(hall_slips.PAPER, finished(), eve))
    assert "应到代表41名，实到代表40名，请假1名" in committee and "发出选票40张，剩余选票6张" in committee
    assert "印制选票30张，实到执委25名，发出选票25张，剩余选票5张" in chair
    assert "：实到达到法定人数，可以进行选举。" in committee and "□" not in committee
    assert "□收回不多于发出，选举有效　□收回多于发出，选举无效" in before[0], "nobody has counted yet"
    assert "剩余选票6张已当众销毁" in committee, "as the election rules have it"
    articles = election_rules.PAPERS[0].sheaves(ready())[0].context["条"]
    assert any("剩余选票当众销毁" in article["文"] for article in articles)  # type: ignore[attr-defined]
    signing = str(ready().tables["代表"][10]["姓名"])
    assert committee.replace("\u3000", "").count(f"总监票人（{signing}）签名") == 3


def test_a_void_vote_and_the_one_after_it_have_slips_and_a_place_in_the_script(hall, tmp_path):
    votes = enter_committee(hall, 收回=41, 有效=40, 无效=1)
    void, coming, *_ = (text(file) for file in filled(hall_slips.PAPER, dossier(hall), tmp_path))
    assert "发出选票40张，收回选票41张：收回的选票多于发出的选票，选举无效，重新选举。" in void
    assert "选举报告单（第2轮）" in coming and f"发出选票{BLANK}张" in coming and "□收回不多于发出" in coming
    for entry in "甲乙":
        enter(hall, "执委", votes, entry, number=2, 印制=45)
    files = filled(hall_slips.PAPER, dossier(hall), tmp_path)
    assert [file.stem.removeprefix(hall_slips.PAPER.name) for file in files][:2] == ["执委", "执委第2轮"]
    assert "剩余选票5张" in text(files[1]) and "收回选票40张：收回的选票不多于发出" in text(files[1])
    told = text(filled(congress_script.PAPER, dossier(hall), tmp_path)[0])
    at = [
        told.index(said)
        for said in (
            "收回选票41张，收回多于发出，选举无效，重新选举。",
            "现在进行执委选举的第2轮投票。",
            "收回选票40张，收回不多于发出，选举有效。",
            "现在宣布当选执委名单",
        )
    ]
    assert at == sorted(at)


def test_nothing_is_declared_valid_before_anybody_has_counted(made):
    told = text(made[f"会前{congress_script.PAPER.name}"])
    assert "收回不多于发出的，宣布：选举有效，请开始计票；多于发出的，宣布：选举无效，重新选举。" in told
    assert "达到28名的，宣布：可以进行选举。" in told


def test_a_ballot_without_write_ins_is_not_explained_with_them(tmp_path):
    (file,) = filled(congress_script.PAPER, changed(ready(), {"write_ins": 0}), tmp_path)
    assert "另选他人的，" not in text(file) and "不另选他人。赞成人数等于或少于25名的有效" in text(file)


def test_the_script_goes_through_the_agenda_that_the_request_asked_for(made, tmp_path):
    steps = [
        line.partition("、")[2]
        for line in text(made[congress_script.PAPER.name]).splitlines()
        if line.partition("、")[0] in {*"一二三四五六七八九"}
    ]
    assert steps == [*agenda.CONGRESS]
    (sheaf,) = congress_request.PAPER.sheaves(ready())
    assert [item["名称"] for item in sheaf.context["议程"]] == steps  # type: ignore[attr-defined]


def test_the_congress_passes_its_presidium(tmp_path):
    assert f"主席团由下列人员组成（以姓氏笔画为序）：\n{BLANK}" in text(
        filled(congress_script.PAPER, ready(), tmp_path)[0]
    )
    (file,) = filled(
        congress_script.PAPER, changed(ready(), {"presidium": "样例甲；样例 乙、样例丙"}), tmp_path
    )
    assert "主席团由下列人员组成（以姓氏笔画为序）：\n样例乙" in text(file)


def test_those_who_vote_for_officers_are_called_executives(made):
    told = text(made[meeting_script.PAPER.name])
    assert "应到执委25人" in told and "超过应到执委半数" in told and "应到委员" not in told


@pytest.mark.slow
def test_whoever_was_written_in_and_elected_must_be_known(hall):
    votes = enter_committee(hall)
    lines = [
        row | ({"赞成": 24} if row["姓名"] == WRITE_IN else {})
        | ({"赞成": 20, "反对": 10, "弃权": 10} if row["姓名"] == _plain(hall, votes) else {})
        for row in rows(hall, "计票")
    ]  # fmt: skip
    put(hall, "计票", lines)
    after = dossier(hall)
    assert WRITE_IN in after.elected("执委")
    for paper in (ELECTED_NOTICE, *result_report.PAPERS):
        assert any(f"另选当选的{WRITE_IN}不在“候选人”“代表”表" in said for said in paper.lacks(after))
    entered = changed(after, 候选人=[*after.tables["候选人"], {"姓名": WRITE_IN}])
    assert not any("另选当选" in said for said in ELECTED_NOTICE.lacks(entered))


def _plain(file: Path, votes: dict[str, tuple[int, int, int]]) -> str:
    """A winner who stands for no office."""
    return next(name for name, vote in votes.items() if vote[0] > 20 and name not in _officers(file))


def test_every_paper_has_a_place_of_its_own_and_reads_tables_that_there_are():
    assert len({paper.name for paper in PAPERS}) == len({paper.number for paper in PAPERS}) == len(PAPERS)
    for paper in PAPERS:
        assert set(paper.tables) <= TABLES.keys(), paper.name
        assert (templates() / paper.template).is_file(), paper.name


def test_no_officers_no_meeting():
    none = changed(ready(), {"chair_seats": 0, "vice_chair_seats": 0, "standing_seats": 0})
    assert any("没有要选举的职务" in phrase for phrase in meeting_script.PAPER.lacks(none))


@pytest.mark.validator
def test_word_opens_every_one(made):
    for name in (COMMITTEE.name, congress_script.PAPER.name):
        assert microsoft_errors(made[name]) == [], name


@pytest.mark.libreoffice
def test_a_report_is_one_page_and_keeps_the_margins(made, folder):
    files = [made[paper.name] for paper in (COMMITTEE, VICE, meeting_script.PAPER)]
    files += filled(hall_slips.PAPER, ready(), folder, most=1)
    for stem, pdf in pdfs(files, folder).items():
        found = pages(pdf)
        assert len(found) == 1 or stem.startswith("主持词"), stem
        for _, height, words in found:
            body = [word for word in words if word[3] < height - 35 + 5]
            assert min(word[0] for word in body) >= 28 - 0.5
            assert max(word[2] for word in body) <= 210 - 26 + 0.5, stem
            assert min(word[1] for word in body) >= 37 - 0.5


def test_a_script_has_no_blanks_between_figures_and_words(made):
    for paper in (congress_script.PAPER, meeting_script.PAPER):
        assert not re.findall(r"[\u4e00-\u9fff] \d|\d [\u4e00-\u9fff]", text(made[paper.name]))
