"""The commands submit and verify, from a clerk's workbook to the desk upstairs."""

from __future__ import annotations

import email
import hashlib
import io
import os
from email import policy
from pathlib import Path

import election_day
import msoffcrypto
import openpyxl
import pytest
from clerk import cells, document, done, edited, press, refused

from pyxl.actions.fresh.sample import SAMPLE
from pyxl.rules.identity import masked

PASSWORD = "Anju-2017-mima"
NUMBERS = [str(row["身份证号"]) for name in ("候选人", "代表") for row in SAMPLE[name]]


@pytest.fixture
def password(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("MOXI_MIMA", PASSWORD)
    return "MOXI_MIMA"


def submit(file: Path, *words: object, status: int = 0) -> dict[str, object]:
    return document(press("submit", file, "--out", file.parent / "上报", *words, "--json"), status)


def rows(data: bytes, sheet: str) -> list[tuple[object, ...]]:
    return list(openpyxl.load_workbook(io.BytesIO(data))[sheet].iter_rows(min_row=3, values_only=True))


def test_a_workbook_in_order(ready, moxi):
    answer = submit(ready)
    file, letter = Path(str(answer["file"])), Path(str(answer["eml"]))
    assert file.name == "磨溪镇第一次妇女代表大会、第一届执行委员会上报材料_" + file.stem[-17:] + ".xlsx"
    assert sorted(file.parent.iterdir()) == sorted([file, letter])
    assert answer["sha256"] == hashlib.sha256(file.read_bytes()).hexdigest()
    assert (answer["encrypted"], answer["errors"]) == (False, 0)
    message = email.message_from_bytes(letter.read_bytes(), policy=policy.default)
    (attached,) = message.iter_attachments()
    assert attached.get_content() == file.read_bytes()
    found = document(moxi("verify", file, "--json"))
    assert found["ok"] and found["masked"] and found["fingerprint"] == answer["fingerprint"]
    assert {entry["table"]: entry["rows"] for entry in found["tables"]} == answer["tables"]
    status, told, err = moxi("verify", file)
    assert (status, err) == (0, "") and "完好" in told and "候选人：27 行" in told


def test_what_leaves_is_what_stands_in_the_workbook_but_for_the_masks(ready):
    ours = cells(ready)
    sent = Path(str(submit(ready)["file"])).read_bytes()
    for sheet in ("候选人", "代表", "单位"):
        header, *people = rows(sent, sheet)
        source = [dict(zip(ours[sheet][2], row, strict=False)) for row in ours[sheet][3:]]
        source = [row for row in source if row.get("姓名") or row.get("单位")]
        assert len(people) == len(source) > 0
        for mine, theirs in zip(source, people, strict=True):
            shown = dict(zip(header, theirs, strict=True))
            if mine.get("身份证号"):
                mine["身份证号"] = masked(mine["身份证号"])
            if born := mine.get("出生日期"):
                mine["出生日期"] = f"{born.year}年{born.month}月"
            assert shown == {header: mine.get(header) for header in shown}


def test_open_errors_need_a_reason(sample, moxi):
    sentence = refused(moxi, sample, "submit", "--out", sample.parent / "上报")
    assert "还有 13 处错误没有改正，不能上报" in sentence and "--reason" in sentence
    assert "还有 13 处错误" in refused(moxi, sample, "submit", "--reason", "  ")
    answer = submit(sample, "--reason", f"区里要求先行上报，{NUMBERS[0]}待核", status=1)
    file = Path(str(answer["file"]))
    assert "（带错上报）" in file.name and answer["reason"] == f"区里要求先行上报，{masked(NUMBERS[0])}待核"
    cover = dict(row[:2] for row in rows(file.read_bytes(), "封面"))
    assert (cover["错误（条）"], cover["带错上报的原因"]) == (13, answer["reason"])
    assert document(moxi("verify", file, "--json"))["errors"] == 13


def test_the_findings_that_leave_are_those_of_the_data_that_leave(sample):
    """Nobody pressed 校验 since the rows were changed: the submission checks by itself, and the workbook shows it."""
    sent = Path(str(submit(sample, "--reason", "样例", status=1)["file"])).read_bytes()
    header, *findings = rows(sent, "校验结果")
    assert [row[header.index("级别")] for row in findings].count("错误") == 13
    assert len(cells(sample)["校验结果"]) == 3 + len(findings)


def test_the_results_that_leave_are_those_of_the_entries_that_leave(ready, moxi):
    """Nobody pressed 计票 since the entries were typed; 逐票 stays, so 选举结果 is all that the district sees."""
    votes = election_day.committee_votes([str(row["姓名"]) for row in election_day.rows(ready, "候选人")])
    for entry in "甲乙":
        election_day.enter(ready, "执委", votes, entry)
    answer = submit(ready)
    header, *sent = rows(Path(str(answer["file"])).read_bytes(), "选举结果")
    assert [row[header.index("结果")] for row in sent].count("当选") == 25
    assert len(election_day.rows(ready, "选举结果")) == len(sent)
    cover = dict(row[:2] for row in rows(Path(str(answer["file"])).read_bytes(), "封面"))
    assert cover["阶段"] == "建章立制"
    warned = cover["警告（条）"]
    first, *others = election_day.rows(ready, "计票")
    election_day.put(ready, "计票", [{**first, "赞成": 37, "弃权": 1}, *others])
    told = refused(moxi, ready, "submit")
    assert "还有 1 处错误" in told and "执委还没有结果" in told
    answer = submit(ready, "--reason", "区里催报", status=1)
    sent = rows(Path(str(answer["file"])).read_bytes(), "选举结果")[1:]
    assert answer["errors"] == 1 and "当选" not in [row[header.index("结果")] for row in sent]
    assert warned > 0, "the officers are still to be elected"


def test_the_log_says_so(ready):
    submit(ready)
    entries = [row for row in election_day.rows(ready, "操作日志") if row["操作"] == "打包上报"]
    assert "上报材料" in str(entries[0]["内容"]) and "已遮盖" in str(entries[0]["内容"])
    assert any(str(row["内容"]).endswith(".eml") for row in entries)
    (sent,) = (ready.parent / "上报").glob("*.xlsx")
    assert f"文件指纹 {hashlib.sha256(sent.read_bytes()).hexdigest()}" in str(entries[0]["内容"])


def test_with_a_password_it_is_whole_and_closed(ready, moxi, password):
    answer = submit(ready, "--password-env", password)
    file = Path(str(answer["file"]))
    assert answer["encrypted"] and "（加密）" in file.name
    opened = io.BytesIO()
    sealed = msoffcrypto.OfficeFile(io.BytesIO(file.read_bytes()))
    sealed.load_key(password=PASSWORD, verify_password=True)
    sealed.decrypt(opened, verify_integrity=True)
    people = cells(ready)["候选人"]
    column = people[2].index("身份证号")
    assert [row[column] for row in rows(opened.getvalue(), "候选人")] == [row[column] for row in people[2:30]]
    assert document(moxi("verify", file, "--password-env", password, "--json"))["masked"] is False
    assert PASSWORD not in str(answer) + Path(str(answer["eml"])).read_text()
    assert moxi("verify", file)[0] == 2 and "文件设有密码" in moxi("verify", file)[2]


@pytest.mark.parametrize(
    ("value", "named"),
    [(None, "环境变量“MOXI_X”里没有密码"), ("short1", "密码太弱"), ("12345678901234", "密码太弱")],
)
def test_passwords_that_are_none(ready, moxi, monkeypatch, value, named):
    monkeypatch.setitem(os.environ, "MOXI_X", value) if value else monkeypatch.delenv("MOXI_X", raising=False)
    assert named in refused(moxi, ready, "submit", "--out", ready.parent / "上报", "--password-env", "MOXI_X")


def test_a_wrong_password_and_a_changed_file_have_their_own_status(ready, moxi, password, monkeypatch):
    file = Path(str(submit(ready, "--password-env", password)["file"]))
    monkeypatch.setenv("MOXI_ANDERE", PASSWORD + "!")
    status, out, err = moxi("verify", file, "--password-env", "MOXI_ANDERE")
    assert (status, out) == (2, "") and "密码不对" in err
    file.write_bytes(file.read_bytes()[:-5000])
    status, out, err = moxi("verify", file, "--password-env", password)
    assert (status, err) == (1, "") and out.startswith("不予接收。") and "损坏" in out
    plain = Path(str(submit(ready)["file"]))
    edited(plain, lambda book: book["代表"].__setitem__("B4", "别人"))
    found = document(moxi("verify", plain, "--json"), 1)
    assert not found["ok"] and "“代表”表的内容被改动过" in found["reason"]
    assert moxi("verify", plain.with_name("没有.xlsx"))[0] == 2


def test_the_mailbox(ready, moxi):
    done(moxi("set", ready, "上报邮箱=fulian@example.cn"))
    letter = Path(str(submit(ready)["eml"]))
    assert email.message_from_bytes(letter.read_bytes(), policy=policy.default)["To"] == "fulian@example.cn"
    done(moxi("set", ready, "上报邮箱=区妇联"))
    assert "“区妇联”不是邮箱地址" in refused(moxi, ready, "submit")


def test_beside_the_workbook_when_no_folder_is_named(ready, moxi):
    told = done(moxi("submit", ready))[1]
    assert len(list((ready.parent / "上报").iterdir())) == 2
    assert "没有收件人" in told and "身份证号、电话和出生日期已遮盖" in told
