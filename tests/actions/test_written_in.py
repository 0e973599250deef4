"""A woman whom nobody nominated is written in and elected: she has a place of her own, and nothing is lost by it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pyxl.actions.papers import read_dossier
from pyxl.actions.read.lists import read_settings
from pyxl.book.workbook import Workbook
from pyxl.hosts.engine.opening import open_closed
from pyxl.papers.after.result_report import PAPERS as REPORTS
from pyxl.papers.before.notices import ELECTED_NOTICE
from pyxl.papers.making import missing
from pyxl.rules.identity import SAMPLE_REGION, make_sample
from tests.actions.clerk import document, done, press
from tests.actions.election_day import committee_votes, enter, put, rows

NAME, TABLE = "钱另选", "另选当选"


@pytest.fixture
def elected(ready: Path) -> Path:
    """24 candidates win, and she, who is no candidate and no delegate, the last seat."""
    names = [str(row["姓名"]) for row in rows(ready, "候选人")]
    for entry in "甲乙":
        enter(ready, "执委", committee_votes(names, losers=3), entry, write_ins={NAME: 22})
    return ready


def counted(file: Path) -> dict:
    status, out, err = press("count", file, "--json")
    assert status in (0, 1), err
    return {result["office"]: result for result in json.loads(out)["results"]}


def particulars(born: str) -> dict[str, object]:
    import datetime as dt

    day = dt.date.fromisoformat(born)
    return {
        "性别": "女", "民族": "汉族", "身份证号": make_sample(SAMPLE_REGION, day, 2), "出生日期": day,
        "政治面貌": "群众", "文化程度": "大专", "单位": "高千社区", "职务": "村民", "界别": "女致富能手",
    }  # fmt: skip


def test_the_count_gives_her_a_place_and_the_check_looks_at_her(elected):
    before = counted(elected)
    assert NAME in before["执委"]["elected"]
    (row,) = rows(elected, TABLE)
    assert (row["姓名"], row["拟任职务"]) == (NAME, "执委")
    assert counted(elected) == before and len(rows(elected, TABLE)) == 1, "once"
    old = document(press("check", elected, "--json"), 1)["findings"]
    assert {f["column"] for f in old if f["table"] == TABLE} >= {"身份证号", "性别", "单位"}
    put(elected, TABLE, [{**row, **particulars("1960-05-01")}])
    found = document(press("check", elected, "--json"))["findings"]
    assert [(f["code"], f["severity"], f["name"]) for f in found if f["table"] == TABLE] == [
        ("AGE-EXEC", "warning", NAME)
    ], "eligibility by the plan's own rule, and nothing else"
    put(elected, TABLE, [{**row, **particulars("1980-05-01")}])
    found = document(press("check", elected, "--json"))["findings"]
    assert not [f for f in found if f["table"] == TABLE]
    assert counted(elected) == before


def test_she_costs_no_ballot_no_paper_and_no_result(elected):
    ballots = document(press("ballots", elected, "--json"))
    results = counted(elected)
    (row,) = rows(elected, TABLE)
    put(elected, TABLE, [{**row, **particulars("1980-05-01")}])
    done(press("check", elected))
    names = [str(row["姓名"]) for row in rows(elected, "候选人")]
    assert len(names) == 27 and len(rows(elected, "代表")) == 41
    entitled = {"应到": 25, "实到": 25, "印制": 30, "发出": 25, "收回": 25, "有效": 25}
    for office, people in (("主席", names[:1]), ("副主席", names[1:3])):
        for entry in "甲乙":
            enter(elected, office, dict.fromkeys(people, (24, 0, 1)), entry, **entitled)
    results = counted(elected)
    assert [len(results[office]["elected"]) for office in ("执委", "主席", "副主席")] == [25, 1, 2]
    assert not any(ballot["specimen"] for ballot in ballots["ballots"])
    done(
        press(
            "set",
            elected,
            "大会地点=样例会场",
            "签发人=样例人",
            "当选公告日期=2017-12-03",
            "结果报告日期=2017-12-03",
        )
    )
    with open_closed(elected, read_only=True) as book:
        dossier = read_dossier(Workbook(book))
        assert read_settings(Workbook(book)).committee_seats == 25
    assert [missing(paper, dossier) for paper in (*REPORTS, ELECTED_NOTICE)] == [None] * 3
    (context, *_) = [sheaf.context for sheaf in REPORTS[0].sheaves(dossier)]
    (line,) = [line for line in context["名单"] if line["姓名"] == NAME]
    assert "高千社区" in line["单位及职务"] and line["民族"] == "汉族"


def test_undo_takes_her_out_again(elected):
    counted(elected)
    done(press("undo", elected))
    assert rows(elected, TABLE) == []
    done(press("undo", elected, "--redo"))
    assert [row["姓名"] for row in rows(elected, TABLE)] == [NAME]


def test_a_write_in_officer_is_held_against_the_officers_limits(elected):
    """A member whom the others write in as chair stands in 候选人 as 执委: the chair's limits are checked here."""
    counted(elected)
    (row,) = rows(elected, TABLE)
    put(elected, TABLE, [{**row, **particulars("1969-05-01"), "拟任职务": "主席", "任职": "新推荐"}])
    found = document(press("check", elected, "--json"))["findings"]
    assert [f["code"] for f in found if f["table"] == TABLE and f["severity"] == "warning"] == ["AGE-CHAIR"]
