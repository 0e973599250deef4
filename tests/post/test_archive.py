"""The archive as data: every document in its numbered folder, its line told, its sum in the manifest."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import re
import subprocess

import pytest

from pyxl.actions.archive import BALLOTS, PRINTED, WORKBOOK
from pyxl.papers.kinds import PAPERS
from pyxl.post.filing import PLACES, TABLE, Deposit, file_away, manifest, on_paper, safe, title_of
from pyxl.rules.plan.filed import FILED
from pyxl.rules.plan.settings import Settings

PDF = b"%PDF /Type /Pages /Type /Page x /Type/Page\n"
CONGRESS = dt.date(2017, 12, 3)
DEPOSITS = [
    Deposit("代表花名册", "22-代表花名册.docx", b"docx", PDF),
    Deposit("选举办法（草案）（妇女代表大会）", "41.docx", b"one", PDF),
    Deposit("选举办法（草案）（执委会第一次会议）", "42.docx", b"two", PDF),
    Deposit("签到", "签到.pdf", PDF, day=CONGRESS),
    Deposit("工作簿", "工作簿.xlsx", b"book"),
]


def test_every_paper_and_print_has_its_line():
    titles = {filed.title for filed in FILED}
    assert set(PLACES.values()) <= titles
    kinds = [paper.name for paper in PAPERS if paper.name != TABLE]
    assert {
        kind: title_of(kind) for kind in (*kinds, *PRINTED, BALLOTS, WORKBOOK) if title_of(kind) not in titles
    } == {}


def test_an_empty_list_is_made_as_the_file_needs_it():
    filing = file_away(DEPOSITS, [])
    assert [row["题名"] for row in filing.rows] == [filed.title for filed in FILED]
    assert [row["序号"] for row in filing.rows] == list(range(1, len(FILED) + 1))
    assert sorted(filing.files) == [
        "08 代表花名册/22-代表花名册.docx", "08 代表花名册/22-代表花名册.pdf",
        "15 选举办法/41.docx", "15 选举办法/41.pdf", "15 选举办法/42.docx", "15 选举办法/42.pdf",
        "18 签到册/签到.pdf", "28 选举工作簿（定稿）和操作日志/工作簿.xlsx",
    ]  # fmt: skip
    told = {row["序号"]: row for row in filing.rows}
    assert (told[8]["页数"], told[8]["份数"], told[8]["备注"]) == (2, 1, "电子件 08")
    assert (told[15]["页数"], told[15]["份数"]) == (4, 2)
    assert (told[18]["日期"], told[28]["页数"]) == (CONGRESS, None)
    assert "份数" not in told[1] or told[1]["份数"] is None


def test_the_clerk_s_own_list_is_kept():
    listed = [
        {"题名": "签到册", "日期": dt.date(2017, 12, 4), "备注": "原件在柜二", "页数": 9, "文号": "一"},
        {"题名": "照片", "备注": None},
        {"题名": None},
    ]
    filing = file_away(DEPOSITS, listed)
    first, second, *added = filing.rows
    assert (first["日期"], first["备注"], first["文号"], first["页数"]) == (
        dt.date(2017, 12, 4),
        "原件在柜二",
        "一",
        2,
    )
    assert (second["题名"], second["序号"]) == ("照片", 2)
    assert [row["题名"] for row in added] == ["代表花名册", "选举办法", "选举工作簿（定稿）和操作日志"]
    assert added[0]["保管期限"] == "永久"
    assert "01 签到册/签到.pdf" in filing.files and "03 代表花名册/22-代表花名册.docx" in filing.files
    again = file_away(DEPOSITS, filing.rows)
    assert (again.rows, again.files) == (filing.rows, filing.files)


def test_numbers_and_dates_that_the_workbook_knows():
    """Of the documents that were made, and of the approvals, which are kept on paper only."""
    settings = Settings(
        quota_document="磨委〔2017〕16号", quota_approved_on=dt.date(2017, 11, 27), party_document="磨委〔2017〕18号",
        party_approved_on=dt.date(2017, 11, 29), superior_document="安妇〔2017〕9号", superior_approved_on=dt.date(2017, 11, 30),
    )  # fmt: skip
    requests = [
        Deposit("候选人请示（报镇党委）", "30.docx", b"x", PDF, dt.date(2017, 11, 28), "磨妇〔2017〕3号"),
        Deposit("候选人函（致区妇联）", "31.docx", b"x", PDF, dt.date(2017, 11, 29), "磨委〔2017〕19号"),
    ]
    told = {row["题名"]: row for row in file_away(requests, [], on_paper(settings)).rows}
    found = {title: (row.get("文号"), row.get("日期")) for title, row in told.items()}
    assert found["候选人请示（镇党委、区妇联）"] == (
        "磨妇〔2017〕3号；磨委〔2017〕19号",
        dt.date(2017, 11, 29),
    )
    assert found["召开妇女代表大会的批复"] == ("磨委〔2017〕16号", dt.date(2017, 11, 27))
    assert found["候选人批复"] == ("磨委〔2017〕18号；安妇〔2017〕9号", dt.date(2017, 11, 30))
    assert found["妇联组织区域化建设改革工作实施方案"] == (None, settings.plan_date)
    assert found["选票样张和封存的选票"] == (None, None)
    assert {paper.title for paper in on_paper(settings)} <= set(told)


def test_every_paper_names_settings_that_there_are():
    fields = {field for paper in PAPERS for field in (paper.number_from, *paper.day_from) if field}
    assert fields <= {field.name for field in dataclasses.fields(Settings)} and "report_number" in fields


def test_an_unknown_kind_is_not_lost():
    filing = file_away([Deposit("新公文", "99.docx", b"x")], [{"题名": "照片"}])
    assert filing.files == {"02 新公文/99.docx": b"x"} and filing.rows[1]["题名"] == "新公文"


@pytest.mark.parametrize("title", ["a/b:c*?", "510999198002290420的登记表", "字" * 90, "..", "名 单"])
def test_folder_names(title):
    assert re.fullmatch(r'[^<>:"/\\|?*\s]{0,40}', safe(title)) and "19800229" not in safe(title)


@pytest.mark.process
def test_sha256sum_accepts_the_manifest_and_finds_a_change(tmp_path):
    files = file_away(DEPOSITS, []).files
    for path, data in files.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(data)
    (tmp_path / "SHA256SUMS").write_bytes(manifest(files))
    check = ["sha256sum", "--check", "--strict", "SHA256SUMS"]
    assert subprocess.run(check, cwd=tmp_path, capture_output=True, check=False).returncode == 0
    assert hashlib.sha256(b"book").hexdigest() in manifest(files).decode()
    (tmp_path / "18 签到册/签到.pdf").write_bytes(b"other")
    assert subprocess.run(check, cwd=tmp_path, capture_output=True, check=False).returncode == 1
