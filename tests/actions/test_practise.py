"""The first day: invented people in, checked and on a specimen ballot, and out again without a trace."""

from __future__ import annotations

from pathlib import Path

import pytest
from clerk import cells, document, done, refused
from election_day import add, put, rows


@pytest.fixture
def blank(tmp_path: Path, moxi) -> Path:
    file = tmp_path / "磨溪镇.xlsm"
    done(moxi("new", file))
    return file


def test_the_first_day_and_back(blank, moxi):
    before = cells(blank)
    assert document(moxi("practise", blank, "--json")) == {"filled": 68, "cleared": 0}
    assert all("样例" in str(row["备注"]) for table in ("代表", "候选人") for row in rows(blank, table))
    assert moxi("check", blank)[0] == 1, "faults of every kind are there to be found"
    done(moxi("quota", blank))
    ballots = document(moxi("ballots", blank, "--json"), 1)["ballots"]
    assert ballots and all(ballot["specimen"] for ballot in ballots)
    assert document(moxi("practise", blank, "--json")) == {"filled": 0, "cleared": 68}
    assert cells(blank) == before
    done(moxi("undo", blank))
    assert len(rows(blank, "候选人")) >= 27, "what was cleared by mistake comes back"


def test_real_people_are_never_cleared(blank, moxi):
    done(moxi("practise", blank))
    add(blank, "候选人", [{"姓名": "真人", "备注": "村里推荐"}])
    assert "“候选人”第 31 行" in refused(moxi, blank, "practise")


def test_a_workbook_with_units_gets_no_sample(blank, moxi):
    put(blank, "单位", [{"单位": "某村", "妇女人数": 300}])
    assert "“单位”已经填写" in refused(moxi, blank, "practise")


def test_what_is_no_sample_stays_and_is_told(blank, moxi):
    done(moxi("practise", blank))
    add(blank, "网络覆盖", [{"名称": "某厂", "类别": "企业"}])
    _, out, _ = done(moxi("practise", blank))
    assert "“网络覆盖”里有 1 行不是样例，留着没有清" in out
    assert [row["名称"] for row in rows(blank, "网络覆盖")] == ["某厂"]
