"""A result that was counted is sealed: what changes afterwards is named, and the short code tells of a rebuilt log."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from clerk import Run
from election_day import add, put, rows

from pyxl.rules.count.sealing import GROUPS, changes, code
from pyxl.rules.log_chain import HASH, Anchor, chained

COUNTED = Path(__file__).parents[1] / "kept" / "0.1.0" / "counted.xlsm"


@pytest.fixture
def counted(tmp_path: Path, moxi: Run) -> Path:
    """An election whose committee has been counted."""
    file = Path(shutil.copy(COUNTED, tmp_path / "磨溪镇.xlsm"))
    assert moxi("count", str(file))[0] == 0
    return file


def count(moxi: Run, file: Path) -> dict[str, object]:
    _, said, complaint = moxi("count", str(file), "--json")
    assert said, complaint
    document: dict[str, object] = json.loads(said)
    return document


def submit(moxi: Run, file: Path) -> tuple[dict[str, str], dict[str, object]]:
    """What submit says, and what verify says of its file."""
    _, said, complaint = moxi("submit", str(file), "--reason", "测试", "--json")
    assert said, complaint
    made = json.loads(said)
    status, seen, complaint = moxi("verify", made["file"], "--json")
    assert status == 0, seen + complaint
    return made, json.loads(seen)


def change(file: Path, table: str, name: str, column: str, value: int) -> None:
    """Type another figure into both entries."""
    put(
        file,
        table,
        [
            {**row, column: value} if name in (row.get("姓名"), row["选举"]) else row
            for row in rows(file, table)
        ],
    )  # type: ignore[misc]


def test_the_log_row_holds_the_fingerprints_and_the_code(counted: Path, moxi: Run) -> None:
    said = count(moxi, counted)
    text = str(rows(counted, "操作日志")[-1]["内容"])
    for table in ("选举情况", "计票", "逐票", "选举结果"):
        assert re.search(f"“{table}”的指纹：[0-9a-f]{{64}}", text)
    (short,) = said["codes"].values()  # type: ignore[attr-defined]
    assert GROUPS.fullmatch(short) and f"执委选举的核对码：{short}" in text
    assert said["changed"] == []


def test_counting_again_keeps_the_code_and_another_vote_leaves_it(counted: Path, moxi: Run) -> None:
    first = count(moxi, counted)["codes"]
    moxi("check", str(counted))
    assert count(moxi, counted)["codes"] == first
    rows_of = rows(counted, "计票")
    add(counted, "选举情况", [{**rows(counted, "选举情况")[0], "选举": "主席"}])
    assert rows_of and count(moxi, counted)["codes"]["执委"] == first["执委"]  # type: ignore[index]
    put(counted, "计票", list(reversed(rows_of)))  # type: ignore[arg-type]
    assert count(moxi, counted)["codes"]["执委"] == first["执委"], "sorted, nothing changed"  # type: ignore[index]


def test_figures_changed_after_the_count_are_named_by_count_and_cover(counted: Path, moxi: Run) -> None:
    first = count(moxi, counted)["codes"]
    name = str(rows(counted, "计票")[0]["姓名"])
    was = rows(counted, "计票")[0]["赞成"]
    change(counted, "计票", name, "赞成", 22)
    made, seen = submit(moxi, counted)
    assert f"{name} 赞成 {was}→22" in made["changed"]
    assert seen["changed"] == made["changed"] and "执委" not in str(seen["codes"]), (
        "these figures are not sealed"
    )
    change(counted, "计票", name, "弃权", 16)
    said = count(moxi, counted)
    assert f"{name} 赞成 {was}→22" in str(said["changed"])
    assert said["codes"] != first
    assert count(moxi, counted)["changed"] == [], "told once, and sealed anew"
    made, seen = submit(moxi, counted)
    assert f"{was}→22" in made["changed"], "the log remembers it"
    assert str(said["codes"]["执委"]) in str(seen["codes"])  # type: ignore[index]


def test_undo_breaks_no_seal(counted: Path, moxi: Run) -> None:
    name = str(rows(counted, "计票")[0]["姓名"])
    change(counted, "计票", name, "赞成", 22)
    assert moxi("undo", str(counted))[0] == 0
    assert f"{name} 赞成" in str(count(moxi, counted)["changed"])


def test_whoever_rebuilds_the_chain_makes_another_code(counted: Path, moxi: Run) -> None:
    """Votes, log row and every hash behind it forged: the log is whole again, the signed paper says otherwise."""
    signed = count(moxi, counted)["codes"]
    log = rows(counted, "操作日志")
    forged, anchor = chained([{**row, "操作人": "别人"} for row in log], Anchor())
    assert forged[-1][HASH] != log[-1][HASH] and anchor.rows == len(log)
    put(counted, "操作日志", forged)  # type: ignore[arg-type]
    undo = rows(counted, "撤销")
    put(counted, "撤销", [*undo[:-1], {**undo[-1], "内容": anchor.last}])  # type: ignore[arg-type]
    assert moxi("audit", str(counted))[0] == 0, "the forgery is complete"
    _, seen = submit(moxi, counted)
    assert str(signed["执委"]) not in str(seen["codes"])  # type: ignore[index]


def test_each_submission_names_the_one_before(counted: Path, moxi: Run) -> None:
    first, seen = submit(moxi, counted)
    assert (seen["number"], seen["previous"]) == (1, "")
    digest = seen["cover_digest"]
    Path(first["file"]).rename(counted.with_name("第一次.xlsx"))
    _, seen = submit(moxi, counted)
    assert (seen["number"], seen["previous"]) == (2, digest)


def test_codes_and_changes_by_hand() -> None:
    """Reckoned apart: sha256sum of the head, a line feed and the fingerprint; its number modulo 10 to the 16th."""
    assert code("", "0" * 64) == "2817 9318 2630 3135"
    before = {"计票": [{"录入": "甲", "姓名": "王", "赞成": 3}, {"录入": "甲", "姓名": "李", "赞成": 1}]}
    now = {"计票": [{"录入": "甲", "姓名": "王", "赞成": 4}, {"录入": "乙", "姓名": "李", "赞成": 1}]}
    assert list(changes(before, now)) == [
        "“计票”乙 李 赞成 空→1",
        "“计票”甲 李 赞成 1→空",
        "“计票”甲 王 赞成 3→4",
    ]  # type: ignore[arg-type]
