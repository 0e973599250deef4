"""The contract of the commands: JSON and nothing else, exit statuses, and that each does what it says."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pyxl.actions.fresh.sample import SAMPLE, UNITS
from pyxl.cli import EVERY
from pyxl.rules.person.spacing import in_list
from pyxl.rules.stroke_order import sort_names
from pyxl.words import ROWS_ABOVE
from tests.actions import clerk
from tests.actions.clerk import APPROVALS, cells, document, done, look, people, table_areas, write_csv

STROKES = {"丁": 2, "万": 3, "马": 3, "王": 4, "文": 4, "田": 5, "冯": 5, "刘": 6, "李": 7, "杨": 7, "陆": 7,
           "林": 8, "郑": 8, "赵": 9, "胡": 9, "姚": 9, "唐": 10, "黄": 11, "谭": 14, "熊": 14, "黎": 15}  # fmt: skip
"""Strokes of some surnames, counted by hand."""


def rows_of(moxi, file: Path, table: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = document(moxi("export", file, table, "--json"))["rows"]
    return rows


def codes(found: dict[str, Any], table: str, row: int) -> set[str]:
    return {f["code"] for f in found["findings"] if f["table"] == table and f["row"] == row}


# What stands on standard output, and the exit status


def test_every_command_answers_json_and_nothing_else(moxi, sample, tmp_path):
    roster = write_csv(tmp_path / "r.csv", people(2, 300))
    shapes = {
        ("new", tmp_path / "neu.xlsx"): (0, {"file"}),
        ("import", sample, "代表", roster): (0, {"table", "rows", "skipped"}),
        ("export", sample, "单位"): (0, {"table", "rows"}),
        ("set", sample, "大会日期=2017-12-03"): (0, {"settings"}),
        ("check", sample): (1, {"findings"}),
        ("quota", sample): (0, {"seats", "method", "units", "ties", "methods"}),
        ("ballots", sample): (1, {"ballots"}),
        ("undo", sample): (0, {"undone"}),
        ("build", "--out", tmp_path / "gebaut.xlsm"): (0, {"file", "sha256"}),
    }
    for words, (status, keys) in shapes.items():
        assert keys <= document(moxi(*words, "--json"), status).keys(), words


def test_shapes_inside_the_documents(moxi, sample, tmp_path):
    roster = write_csv(
        tmp_path / "r.csv", [*people(1, 300), dict.fromkeys(clerk.HEADERS, "") | {"单位": "板仓村"}]
    )
    skipped = document(moxi("import", sample, "候选人", roster, "--json"))["skipped"]
    assert [(item["row"], type(item["reason"])) for item in skipped] == [(3, str)]
    findings = document(moxi("check", sample, "--json"), 1)["findings"]
    keys = {"severity", "table", "row", "name", "column", "code", "message", "clause"}
    assert all(set(finding) == keys for finding in findings)
    assert {finding["severity"] for finding in findings} == {"error", "warning", "note"}
    quota = document(moxi("quota", sample, "--json"))
    assert {"unit", "weight", "share", "seats"} <= quota["units"][0].keys()
    assert len(quota["methods"]) == 7 and set(quota["methods"]["dean"]) == set(UNITS)
    ballot = document(moxi("ballots", sample, "--json"), 1)["ballots"][0]
    assert {"office", "seats", "candidates", "difference", "write_ins", "papers", "specimen"} <= ballot.keys()


@pytest.mark.parametrize("name", EVERY)
def test_help_of_every_command_is_chinese(moxi, capsys, name):
    with pytest.raises(SystemExit) as end:
        moxi(name, "--help")
    out = capsys.readouterr().out
    assert end.value.code == 0
    assert out.startswith(f"用法：moxi {name}") and "usage" not in out and "options" not in out
    with pytest.raises(SystemExit):
        moxi("--help")
    assert f"\n    {name}" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "缺少 命令"),
        (("wählen",), "没有“wählen”，可用"),
        (("check",), "缺少 工作簿"),
        (("check", "a.xlsm", "b.xlsm"), "不认识 b.xlsm"),
        (("ballots", "a.xlsm", "--pdf"), "--pdf 后面缺少内容"),
        (("undo", "a.xlsm", "--redo=1"), "--redo 不带内容"),
    ],
)
def test_a_command_typed_wrong_is_told_in_chinese(moxi, capsys, words, said):
    with pytest.raises(SystemExit) as end:
        moxi(*words)
    told = capsys.readouterr()
    assert (end.value.code, told.out) == (2, "")
    assert told.err.startswith(f"命令写得不对：{said}") and "argument" not in told.err


def test_a_person_reads_sentences(moxi, sample):
    status, out, err = moxi("quota", sample)
    assert (status, out, err) == (0, "17 个单位共 41 名代表，采用最大余额法。\n", "")
    status, out, _ = moxi("check", sample)
    assert status == 1 and out.startswith("校验完成：错误 ") and "详见“问题清单”表" in out


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "ascii"])
@pytest.mark.process
def test_as_a_process_on_any_code_page(sample, encoding):
    """JSON is UTF-8 everywhere; a sentence is never broken off by a character that the terminal lacks."""
    command = [sys.executable, "-m", "pyxl", "export", str(sample), "候选人"]
    environment = {**os.environ, "PYTHONIOENCODING": encoding}
    done = subprocess.run([*command, "--json"], capture_output=True, check=False, env=environment)
    assert (done.returncode, done.stderr) == (0, b"")
    assert len(json.loads(done.stdout.decode())["rows"]) == len(SAMPLE["候选人"])
    done = subprocess.run(command, capture_output=True, check=False, env=environment)
    assert (done.returncode, done.stderr) == (0, b"")
    done = subprocess.run([*command[:-1], "选民𬱖"], capture_output=True, check=False, env=environment)
    assert done.returncode == 2 and done.stdout == b"" and b"Traceback" not in done.stderr


# new, set


def test_new_town_and_no_overwriting(moxi, tmp_path):
    file = tmp_path / "拦江镇.xlsx"
    assert document(moxi("new", file, "--town", "拦江镇", "--json")) == {"file": str(file)}
    values = {row["项目"]: row["值"] for row in rows_of(moxi, file, "设置")}
    assert values["镇名"] == "拦江镇" and values["镇党委"] is None
    assert rows_of(moxi, file, "领导小组") == [] != rows_of(moxi, _new(moxi, tmp_path), "领导小组")
    assert "已经存在" in clerk.refused(lambda command, path: moxi("new", path), file, "new")


def _new(moxi, folder: Path) -> Path:
    file = folder / "磨溪.xlsm"
    done(moxi("new", file))
    return file


def test_set_holds_for_what_comes_after(moxi, ready):
    def needed(findings: list[dict[str, Any]]) -> list[str]:
        return [f["message"] for f in findings if f["code"] == "COUNT" and f["name"] == "执委"]

    assert needed(document(moxi("check", ready, "--json"))["findings"]) == []
    told = document(moxi("set", ready, "差额比例=20%", "--json"))
    assert told == {"settings": {"差额比例": "20%"}}
    (message,) = needed(document(moxi("check", ready, "--json"), 1)["findings"])
    assert "至少要30名" in message and "还差3名" in message
    done(moxi("set", ready, "差额比例="))
    assert needed(document(moxi("check", ready, "--json"))["findings"]) == []


@pytest.mark.parametrize(
    ("seats", "ratio", "needed"), [(25, "5%", 27), (20, "5%", 21), (60, "5%", 63), (140, "5%", 147)]
)
def test_candidates_needed_are_seen_in_the_check(moxi, ready, seats, ratio, needed):
    done(moxi("import", ready, "候选人", _more(ready, needed - 1), "--replace"))
    done(moxi("set", ready, f"执委名额={seats}", f"差额比例={ratio}"))
    short = [f for f in document(moxi("check", ready, "--json"), 1)["findings"] if f["code"] == "COUNT"]
    assert [f["name"] for f in short] == ["执委"] and f"至少要{needed}名，还差1名" in short[0]["message"]
    done(moxi("import", ready, "候选人", _more(ready, needed), "--replace"))
    enough = document(moxi("check", ready, "--json"))["findings"]
    assert not [f for f in enough if f["code"] == "COUNT"]


def _more(file: Path, count: int) -> Path:
    return write_csv(file.parent / f"{count}.csv", people(count, offices=["主席", "副主席", "副主席"]))


def test_ages_and_readings_of_a_limit(moxi, ready):
    """Row 4 of the table turns 42 on 2017-03-04: for a limit of 42 the reading decides."""
    assert rows_of(moxi, ready, "候选人")[3]["出生日期"] == "1975-03-04"
    for limit, reading, over in (
        (42, "含本数", False), (42, "以生日为限", True), (43, "不含本数", False), (42, "不含本数", True),
        (41, "含本数", True),
    ):  # fmt: skip
        done(moxi("set", ready, f"执委年龄上限={limit}", f"年龄含本数={reading}"))
        found = document(moxi("check", ready, "--json"))
        severities = [f["severity"] for f in found["findings"] if f["code"] == "AGE-EXEC" and f["row"] == 4]
        assert ("warning" in severities) == over, (limit, reading)


def test_methods_by_key_by_name_and_by_setting(moxi, ready):
    done(moxi("set", ready, "名额批复文号=", "名额批复日期="))
    seats = {}
    for method in ("sainte_lague", "圣拉古法"):
        found = document(moxi("quota", ready, "--method", method, "--json"))
        seats[method] = {unit["unit"]: unit["seats"] for unit in found["units"]}
        assert found["method"] == "sainte_lague" and found["seats"] == 41
        assert seats[method] == found["methods"]["sainte_lague"]
        assert [row["分配名额"] for row in rows_of(moxi, ready, "单位")] == list(seats[method].values())
    assert seats["sainte_lague"] == seats["圣拉古法"]
    done(moxi("set", ready, "名额分配方法=平均分配"))
    equal = document(moxi("quota", ready, "--json"))
    assert equal["method"] == "equal"
    assert {unit["seats"] for unit in equal["units"]} == {2, 3} != set(seats["圣拉古法"].values())
    done(moxi("set", ready, "名额分配方法=dhondt"))
    assert document(moxi("quota", ready, "--json"))["method"] == "dhondt"


def test_an_approved_quota_is_not_changed(moxi, ready):
    before = [row["分配名额"] for row in rows_of(moxi, ready, "单位")]
    assert sum(before) == 41
    done(moxi("quota", ready))  # the same result is no change
    assert "磨委〔2017〕12号" in clerk.refused(moxi, ready, "quota", "--method", "equal")
    done(moxi("set", ready, "代表名额=45"))
    assert "已批准" in clerk.refused(moxi, ready, "quota")
    assert [row["分配名额"] for row in rows_of(moxi, ready, "单位")] == before
    done(moxi("set", ready, "名额批复文号=", "名额批复日期="))
    assert document(moxi("quota", ready, "--json"))["seats"] == 45


# import, export


def test_import_twice_adds_nothing_twice(moxi, sample, tmp_path):
    lists = {
        "候选人": people(3, 500),
        "代表": [
            {key: row[key] for key in ("姓名", "性别", "身份证号", "出生日期", "单位")}
            for row in people(3, 520)
        ],
        "单位": [{"单位": "镇机关", "妇女人数": 38}, {"单位": "样例企业", "妇女人数": 55}],
        "工作人员": [{"姓名": "秦小样", "岗位": "监票人"}, {"姓名": "袁小样", "岗位": "计票人"}],
    }
    for table, rows in lists.items():
        source = write_csv(tmp_path / f"{table}.csv", rows)
        before = rows_of(moxi, sample, table)
        first = document(moxi("import", sample, table, source, "--json"))
        assert (first["table"], first["rows"], first["skipped"]) == (table, len(rows), [])
        after = rows_of(moxi, sample, table)
        assert after[: len(before)] == before
        for row, new in zip(rows, after[len(before) :], strict=True):
            assert {key: new[key] for key in row} == row
        second = document(moxi("import", sample, table, source, "--json"))
        assert (second["rows"], len(second["skipped"])) == (0, len(rows))
        assert rows_of(moxi, sample, table) == after


def test_import_replacing_keeps_nothing_but_blank_rows_to_type_in(moxi, sample, tmp_path):
    source = write_csv(tmp_path / "r.csv", people(3, 500))
    area = table_areas(sample)["候选人"]
    assert document(moxi("import", sample, "候选人", source, "--replace", "--json"))["rows"] == 3
    rows = rows_of(moxi, sample, "候选人")
    assert [(row["序号"], row["姓名"]) for row in rows] == list(enumerate(clerk.names(3, 500), 1))
    assert table_areas(sample)["候选人"] == area
    done(moxi("undo", sample))
    assert len(rows_of(moxi, sample, "候选人")) == len(SAMPLE["候选人"])


def test_export_to_json_csv_and_xlsx_says_the_same(moxi, ready, tmp_path):
    asked = rows_of(moxi, ready, "候选人")
    for ending in ("json", "csv", "xlsx"):
        out = tmp_path / f"候选人.{ending}"
        told = document(moxi("export", ready, "候选人", "--out", out, "--json"))
        assert told["file"] == str(out) and told["rows"] == asked
    assert json.loads((tmp_path / "候选人.json").read_text("utf-8")) == asked
    with (tmp_path / "候选人.csv").open(encoding="utf-8-sig", newline="") as file:
        found = list(csv.DictReader(file))
    assert [{k: v.lstrip("\t") for k, v in row.items()} for row in found] == [
        {key: "" if value is None else str(value) for key, value in row.items()} for row in asked
    ]
    assert found[0]["身份证号"].startswith("\t"), "Excel would round an identity number off"
    header, *rows = openpyxl.load_workbook(tmp_path / "候选人.xlsx").active.iter_rows()
    assert [cell.value for cell in header] == list(asked[0])
    for row, told in zip(rows, asked, strict=True):
        for cell, value in zip(row, told.values(), strict=True):
            assert (cell.value.date().isoformat() if cell.is_date else cell.value) == value


def test_export_makes_no_formula_of_a_text(moxi, sample, tmp_path):
    """A name that begins with = is a formula to whoever opens the export, unless it is kept from being one."""
    clerk.edited(sample, lambda book: book["工作人员"].__setitem__("A4", "'=1+1"))
    clerk.edited(sample, lambda book: _as_text(book["工作人员"]["A4"], "=1+1"))
    assert rows_of(moxi, sample, "工作人员")[0]["姓名"] == "=1+1"
    for ending in ("csv", "xlsx"):
        done(moxi("export", sample, "工作人员", "--out", tmp_path / f"x.{ending}"))
    assert "\t=1+1" in (tmp_path / "x.csv").read_text("utf-8-sig")
    assert openpyxl.load_workbook(tmp_path / "x.xlsx").active["A2"].data_type == "s"


def _as_text(cell: Any, text: str) -> None:
    cell.value, cell.data_type = text, "s"


def test_an_export_can_be_imported(moxi, ready, tmp_path):
    out = tmp_path / "代表.xlsx"
    done(moxi("export", ready, "代表", "--out", out))
    file = _new(moxi, tmp_path)
    assert document(moxi("import", file, "代表", out, "--json"))["skipped"] == []
    assert rows_of(moxi, file, "代表") == rows_of(moxi, ready, "代表")


# check


def test_check_writes_what_it_tells(moxi, sample):
    told = document(moxi("check", sample, "--json"), 1)["findings"]
    written = rows_of(moxi, sample, "校验结果")
    assert [(f["table"], f["row"] and f["row"] + ROWS_ABOVE, f["code"], f["message"]) for f in told] == [
        (row["表"], row["行"] or 0, row["代码"], row["问题与处理"]) for row in written
    ], "the sheet names the row that the clerk sees"
    assert [row["序号"] for row in written] == list(range(1, len(told) + 1))


def test_check_finds_every_fault_of_the_sample(moxi, sample):
    found = document(moxi("check", sample, "--json"), 1)
    faults = {
        2: "AGE-CHAIR", 3: "EDU-CHAIR", 5: "AGE-EXEC", 6: "EDU-EXEC", 7: "AGE-EXEC", 9: "ID", 10: "ID-BIRTH",
        11: "SEX", 13: "UNIT", 14: "CODE", 15: "NAME", 16: "DUP", 17: "DUP",
    }  # fmt: skip
    for row, code in faults.items():
        assert code in codes(found, "候选人", row), (row, code)
    for row in set(range(1, 28)) - faults.keys():
        assert not [f for f in found["findings"] if f["table"] == "候选人" and f["row"] == row]
    assert "AGE-DELEGATE" in codes(found, "代表", 4)
    assert "APPROVED" in codes(found, "候选人", 0) and "COUNT" in codes(found, "代表", 0)
    assert "TELLER" in codes(found, "工作人员", 4)


def test_no_full_identity_number_is_told(moxi, sample):
    """Neither in a message, nor in the log, nor in the result's sheet."""
    numbers = [str(row["身份证号"]) for table in ("候选人", "代表") for row in SAMPLE[table]]
    told = "".join(
        moxi(*words)[1] for words in (("check", sample, "--json"), ("check", sample), ("ballots", sample))
    )
    told += json.dumps(
        rows_of(moxi, sample, "校验结果") + rows_of(moxi, sample, "操作日志"), ensure_ascii=False
    )
    assert not [number for number in numbers if number in told]


# ballots


def test_ballots_stay_specimens_while_an_error_stands(moxi, ready):
    done(moxi("set", ready, "镇党委批复文号="))
    ballots = document(moxi("ballots", ready, "--json"), 1)["ballots"]
    assert [ballot["specimen"] for ballot in ballots] == [True, True, True]
    for office in ("执委", "主席", "副主席"):
        sheet = [value for row in cells(ready)[f"选票-{office}"] for value in row if value]
        assert any("（样张）" in text for text in sheet) and "样张　样张　样张" in sheet


def test_real_ballots(moxi, ready):
    ballots = {b["office"]: b for b in document(moxi("ballots", ready, "--json"))["ballots"]}
    assert {office: (b["seats"], b["difference"], b["write_ins"], b["papers"], b["specimen"]) for office, b in ballots.items()} == {
        "执委": (25, 2, 25, 46, False),
        "主席": (1, 0, 1, 30, False),
        "副主席": (2, 0, 2, 30, False),
    }  # fmt: skip
    assert sorted(ballots["执委"]["candidates"]) == sorted(clerk.names(27))
    for office, ballot in ballots.items():
        sheet = [value for row in cells(ready)[f"选票-{office}"] for value in row if value]
        assert not any("样张" in text for text in sheet)
        printed = list(map(in_list, ballot["candidates"]))
        assert [value for value in sheet if value in printed] == printed
    assert "不印选票" in cells(ready)["选票-常委"][0][0]  # 0 seats


def test_names_stand_in_stroke_order(moxi, ready):
    printed = document(moxi("ballots", ready, "--office", "执委", "--json"))["ballots"][0]["candidates"]
    assert printed == sort_names(clerk.names(27), "surname")
    counted = [STROKES[name[0]] for name in printed if name[0] in STROKES]
    assert len(counted) > 10 and counted == sorted(counted)


def test_officers_follow_the_approved_order(moxi, ready):
    def vice_chairs() -> list[str]:
        found = document(moxi("ballots", ready, "--office", "副主席", "--json"))["ballots"]
        assert [ballot["office"] for ballot in found] == ["副主席"]
        names: list[str] = found[0]["candidates"]
        return names

    by_strokes = vice_chairs()
    rows = [row["姓名"] for row in rows_of(moxi, ready, "候选人")]

    def number(book: Any) -> None:
        column = [cell.value for cell in book["候选人"][3]].index("选票次序") + 1
        for place, name in enumerate(reversed(by_strokes), 1):
            book["候选人"].cell(4 + rows.index(name), column).value = place

    clerk.edited(ready, number)
    assert vice_chairs() == by_strokes[::-1]


def test_one_office_leaves_the_other_sheets_alone(moxi, ready):
    before = cells(ready)
    done(moxi("ballots", ready, "--office", "主席"))
    after = cells(ready)
    checked = {"校验结果", "问题清单"}  # the ballots are made from what is checked anew
    assert {sheet for sheet in after if after[sheet] != before[sheet]} - checked == {"选票-主席"}


def test_paper_and_write_in_places(moxi, ready):
    def printed(*settings: str) -> tuple[int, int, list[int]]:
        """Size of the paper, framed cells between 另选他人 and the notes, and places as told."""
        done(moxi("set", ready, *settings))
        told = [ballot["write_ins"] for ballot in document(moxi("ballots", ready, "--json"))["ballots"]]
        sheet = openpyxl.load_workbook(ready)["选票-副主席"]
        texts = [str(row[0].value or "") for row in sheet.iter_rows()]
        top = texts.index("另选他人") + 2 if "另选他人" in texts else len(texts)
        framed = [cell for row in sheet.iter_rows(top, len(texts)) for cell in row if cell.border.top.style]
        return int(sheet.page_setup.paperSize), len(framed), told

    assert printed("另选人名额=") == (9, 2 * 2, [25, 1, 2])
    assert printed("另选人名额=1", "选票纸张=A5") == (11, 2 * 1, [1, 1, 1])
    assert printed("另选人名额=0") == (11, 0, [0, 0, 0])


def test_nothing_on_a_paper_tells_it_from_another(moxi, ready):
    """Secret: no running number, nobody's name but the candidates', and no box for one."""
    done(moxi("ballots", ready))
    for office in ("执委", "主席", "副主席"):
        texts = " ".join(str(v) for row in cells(ready)[f"选票-{office}"] for v in row if v)
        assert not any(
            word in texts for word in ("编号", "序号", "票号", "No", "№", "投票人", "选举人姓名", "签名")
        )
        setup = openpyxl.load_workbook(ready)[f"选票-{office}"]
        footers = (setup.oddFooter, setup.oddHeader)
        assert not any(part.text for page in footers for part in (page.left, page.center, page.right))


def test_no_standing_committee_only_when_said_so(moxi, ready):
    done(moxi("set", ready, "常委名额="))
    ballots = {b["office"]: b for b in document(moxi("ballots", ready, "--json"), 1)["ballots"]}
    assert ballots["主席"]["specimen"] and any("常委名额" in why for why in ballots["主席"]["reasons"])
    assert not ballots["执委"]["specimen"]
    done(moxi("set", ready, "常委名额=0"))
    done(moxi("ballots", ready))


# undo


@pytest.mark.slow
def test_undo_and_redo_bring_everything_back(moxi, ready, tmp_path):
    """Every action, one after the other; then all taken back, step by step, and done again."""
    done(moxi("set", ready, "名额批复文号=", "名额批复日期="))
    presses = [
        ("import", ready, "候选人", write_csv(tmp_path / "many.csv", people(40, 600))),
        ("set", ready, "执委名额=60", "选票纸张=A5"),
        ("check", ready),
        ("quota", ready, "--method", "equal"),
        ("ballots", ready),
        ("import", ready, "代表", write_csv(tmp_path / "few.csv", people(2, 700)), "--replace"),
    ]
    states = [look(ready)]
    for words in presses:
        assert moxi(*words)[0] in (0, 1), words
        states.append(look(ready))
    for state in states[-2::-1]:
        assert document(moxi("undo", ready, "--json"))["undone"]
        assert look(ready) == state
    for state in states[1:]:
        assert document(moxi("undo", ready, "--redo", "--json"))
        assert look(ready) == state
    assert "没有可以恢复的操作" in clerk.refused(moxi, ready, "undo", "--redo")


def test_undo_outlives_copying_moving_and_renaming(moxi, sample, tmp_path):
    before = cells(sample)
    done(moxi("quota", sample))
    moved = Path(shutil.move(shutil.copy(sample, tmp_path / "副本.xlsm"), tmp_path / "U盘 里的 表😀.xlsm"))
    for file in (moved, sample):
        assert document(moxi("undo", file, "--json")) == {"undone": "名额测算"}
        assert cells(file) == before
        assert "没有可以撤销的操作" in clerk.refused(moxi, file, "undo")


def test_a_press_after_an_undo_forgets_the_redo(moxi, sample):
    done(moxi("quota", sample))
    done(moxi("undo", sample))
    done(moxi("set", sample, "代表名额=45"))
    assert "没有可以恢复的操作" in clerk.refused(moxi, sample, "undo", "--redo")


@pytest.mark.slow
def test_twenty_steps_are_kept(moxi, sample):
    for seats in range(41, 63):
        done(moxi("set", sample, f"代表名额={seats}"))
    for _ in range(20):
        done(moxi("undo", sample))
    assert {row["项目"]: row["值"] for row in rows_of(moxi, sample, "设置")}["代表名额"] == 42
    clerk.refused(moxi, sample, "undo")


def test_a_damaged_undo_record_stops_no_work(moxi, sample):
    done(moxi("quota", sample))
    clerk.edited(sample, lambda book: book["撤销"].__setitem__("E4", "abc"))
    assert "撤销记录已损坏" in clerk.refused(moxi, sample, "undo")
    status, out, _ = moxi("check", sample)
    assert status == 1 and "撤销记录已损坏，不能再撤销，已从这一步起重新记录" in out
    assert document(moxi("undo", sample, "--json")) == {"undone": "校验候选人"}


def test_export_and_a_refusal_leave_the_file_alone(moxi, sample):
    before = sample.read_bytes()
    moxi("export", sample, "候选人")
    moxi("undo", sample)
    assert sample.read_bytes() == before


def test_every_press_is_logged_without_identity_numbers(moxi, sample):
    for words in (("quota",), ("check",), ("ballots",), ("undo",)):
        moxi(words[0], sample)
    assert [row["操作"] for row in rows_of(moxi, sample, "操作日志")] == [
        "名额测算",
        "校验候选人",
        "生成选票",
        "撤销上一步",
    ]


# build, doctor


@pytest.mark.slow
def test_build_twice_is_the_same_file(moxi, tmp_path):
    digests = {document(moxi("build", "--out", tmp_path / f"{n}.xlsm", "--json"))["sha256"] for n in (1, 2)}
    assert len(digests) == 1
    assert (tmp_path / "1.xlsm").read_bytes() == (tmp_path / "2.xlsm").read_bytes()


def test_doctor_gives_advice_for_everything(moxi):
    status, out, err = moxi("doctor", "--json")
    checks = json.loads(out)["checks"]
    assert err == "" and status == (not all(check["ok"] for check in checks))
    assert all({"name", "ok", "advice"} <= check.keys() and check["advice"] for check in checks)
    assert {"Python", "LibreOffice"} <= {word for check in checks for word in check["name"].split()}


def test_approvals_make_the_difference_between_specimen_and_ballot(moxi, tmp_path, ready):
    done(moxi("set", ready, *[pair.partition("=")[0] + "=" for pair in APPROVALS if "批复" in pair]))
    found = document(moxi("check", ready, "--json"), 1)["findings"]
    assert {f["code"] for f in found if f["severity"] == "error"} == {"APPROVED"}
    done(moxi("set", ready, *APPROVALS))
    document(moxi("check", ready, "--json"))
    done(moxi("ballots", ready))
