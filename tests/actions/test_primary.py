"""预选 through the presses: its ballot, its count, the ballot that follows from it, and what the papers say."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from pyxl.book.declared.sheets import BALLOT_SHEETS
from pyxl.book.pages.page import read_values
from pyxl.hosts.engine.opening import open_closed
from tests.actions.clerk import document, done, press
from tests.actions.election_day import committee_votes, enter, put, rows

PRIMARY = "执委预选"


def shown(file: Path) -> str:
    with open_closed(file, read_only=True) as book:
        return "\n".join(
            str(cell) for row in read_values(book.sheets[BALLOT_SHEETS["执委"]]) for cell in row if cell
        )


def words_of(path: Path) -> str:
    with zipfile.ZipFile(path) as package:
        return re.sub(r"<[^>]*>", "", package.read("word/document.xml").decode())


def test_twenty_seven_are_proposed_and_twenty_five_stand(ready, tmp_path):
    done(press("set", ready, "预选=是", "差额比例=0", "大会主席团=样例甲；样例乙", "大会地点=样例会议室"))
    ballot, *_ = document(press("ballots", ready, "--json"))["ballots"]
    assert (ballot["office"], ballot["seats"], len(ballot["candidates"]), ballot["specimen"]) == (
        PRIMARY,
        25,
        27,
        False,
    )
    assert "执行委员会委员候选人预选票" in shown(ready)
    assert "应产生正式候选人 25 名　　提名人选 27 名" in shown(ready) and "等额选举" not in shown(ready)
    # The button made the sheets ready too.
    assert {row["选举"] for row in rows(ready, "选举情况")} == {PRIMARY}
    for table in ("选举情况", "计票"):
        put(ready, table, [])
    for entry in "甲乙":
        enter(ready, PRIMARY, committee_votes(ballot["candidates"]), entry)
    (result,) = document(press("count", ready, "--json"))["results"]
    assert (result["office"], result["valid"], result["vacant"]) == (PRIMARY, True, 0)
    chosen = result["elected"]
    found = rows(ready, "选举结果")
    assert [row["姓名"] for row in found if row["结果"] == "列为候选人"] == chosen and len(chosen) == 25
    assert found[0]["结果"] == "预选有效" and not [row for row in found if row["结果"] == "当选"]
    formal, *_ = document(press("ballots", ready, "--json"))["ballots"]
    assert (formal["office"], formal["difference"], formal["candidates"]) == ("执委", 0, chosen)
    assert "预选" not in shown(ready) and "等额选举" in shown(ready)

    press("papers", ready, "--out", tmp_path / "公文")
    made = {path.stem.split("-", 1)[1]: path for path in (tmp_path / "公文").rglob("*.docx")}
    assert "预选结果不是选举结果" in words_of(made["选举办法（草案）（妇女代表大会）"])
    report = words_of(next(path for name, path in made.items() if name.startswith("计票结果报告单（执委）")))
    assert "候选人预选计票结果报告单" in report and "列为正式候选人25名" in report
    assert "应产生正式候选人25名，提名人选27名" in report and "应选25名" not in report
    preparatory = words_of(made["主持词（预备会议）"])
    assert "提名的执委人选27名，预选产生正式候选人25名" in preparatory and "执委正式候选人名单" in preparatory
    assert "预选有效" in preparatory and "选举有效" not in preparatory
    before_vote = preparatory.partition("请监票人当众检查")[0]
    assert "监票人：" in before_vote, "those who count are agreed on before they count"
    assert "执委候选人建议名单25名" in words_of(made["主持词（主席团会议）"])
    congress = words_of(made["主持词（妇女代表大会）"])
    assert "经预备会议预选" in congress and "执委候选人建议名单25名" in congress

    for entry in "甲乙":
        enter(ready, "执委", committee_votes(chosen, losers=0), entry)
    results = {result["office"]: result for result in document(press("count", ready, "--json"))["results"]}
    assert sorted(results["执委"]["elected"]) == sorted(chosen)
