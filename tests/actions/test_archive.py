"""The command archive: everything in its folder, nothing half, sums that `sha256sum -c` accepts."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import json
import re
import subprocess
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from clerk import document, done, refused
from election_day import committee_votes, enter, put, rows

from pyxl.book.canonical import fingerprint
from pyxl.hosts.office import conversion, to_pdf
from pyxl.post.verify import read_frozen
from tests.libreoffice import require_libreoffice

FAKE = b"%PDF-1.7 /Type /Page\n"


def faked(files: Sequence[Path]) -> None:
    for file in files:
        file.with_suffix(".pdf").write_bytes(FAKE)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Thirty forms need not go through LibreOffice; the sheets do, in one start."""
    require_libreoffice()
    really = conversion.convert

    def convert(program: str, folder: Path, files: Sequence[Path], *more: Any) -> None:
        faked([file for file in files if file.suffix == ".docx"])
        if sheets := [file for file in files if file.suffix != ".docx"]:
            really(program, folder, sheets, *more)

    monkeypatch.setattr(conversion, "convert", convert)


@pytest.mark.libreoffice
def test_everything_in_its_folder(ready, moxi, quick, tmp_path):
    votes = committee_votes([str(row["姓名"]) for row in rows(ready, "候选人")])
    for entry in "甲乙":
        enter(ready, "执委", votes, entry)
    done(moxi("count", ready))
    put(ready, "大事记", [{"日期": "2017-11-22", "事项": "与组织、民政部门沟通", "形式": "座谈"}])
    folder = tmp_path / "归档"
    answer = document(moxi("archive", ready, "--out", folder, "--json"))
    lying = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    assert lying == answer["files"]
    sums = (folder / "SHA256SUMS").read_text("utf-8").splitlines()
    assert sorted(line[66:] for line in sums) == [name for name in lying if name != "SHA256SUMS"]
    check = ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"]
    assert subprocess.run(check, cwd=folder, capture_output=True, check=False).returncode == 0
    assert "10 候选人登记表（推荐表）" in {name.split("/")[0] for name in lying}
    for name in (
        "02 改革工作领导小组名单/领导小组.pdf",
        "03 动员会和宣传资料/大事记.pdf",
        "19 到会、发票、收票、计票结果报告单/选举结果.pdf",
    ):
        assert (folder / name).read_bytes().startswith(b"%PDF-")
    assert any(name.startswith("28 ") and name.endswith("操作日志.csv") for name in lying)
    the_workbook_tells_what_the_archive_holds(ready, folder)
    a_slip_s_fingerprint_is_that_of_the_masked_workbook(next(folder.rglob("*计票结果报告单*.docx")), folder)
    assert "数据指纹" not in words_at_the_edge(next(folder.rglob("22-代表花名册.docx"))), (
        "no formal paper has one"
    )
    the_log_can_be_followed_from_its_text(next(folder.rglob("操作日志.csv")))
    assert {item["name"] for item in answer["missing"]} >= {"选举结果报告（报镇党委）"}
    assert "已经有东西" in refused(moxi, ready, "archive", "--out", folder)


def the_workbook_tells_what_the_archive_holds(file: Path, folder: Path) -> None:
    listed = {str(row["题名"]): row for row in rows(file, "归档目录") if row["题名"]}
    (book,) = (folder / "28 选举工作簿（定稿）和操作日志").glob("*.xlsx")
    frozen = read_frozen(book)
    assert frozen.cover.masked and frozen.cover.phase == "建章立制"
    assert listed["候选人登记表（推荐表）"]["份数"] == 1
    assert [row["份数"] for row in frozen.tables["归档目录"]] == [row["份数"] for row in listed.values()]
    assert str(listed["签到册"]["备注"] or "") == ""


def words_at_the_edge(paper: Path) -> str:
    """What stands in the headers and footers of a Word paper."""
    with zipfile.ZipFile(paper) as package:
        parts = [package.read(name) for name in package.namelist() if re.search("footer|header", name)]
    return re.sub("<[^>]*>", "", b"".join(parts).decode())


def a_slip_s_fingerprint_is_that_of_the_masked_workbook(file: Path, folder: Path) -> None:
    (book,) = (folder / "28 选举工作簿（定稿）和操作日志").glob("*.xlsx")
    sent = read_frozen(book).tables
    tables = {name: sent[name] for name in ("选举情况", "计票", "候选人", "工作人员", "设置")}
    assert fingerprint(tables)[:16] in words_at_the_edge(file), "single papers, 逐票, stay in the town"


def the_log_can_be_followed_from_its_text(file: Path) -> None:
    """By the definition in `pyxl.rules.log_chain`, recomputed by hand."""
    # Not line by line: the row of a count has line breaks within its cell.
    header, *lines = csv.reader(io.StringIO(file.read_bytes().decode("utf-8-sig"), newline=""))
    assert any("\n" in cell for line in lines for cell in line)
    last = ""
    for line in lines:
        told = json.dumps(line[:-1], ensure_ascii=False, separators=(",", ":"))
        last = hashlib.sha256(f"{last}\n{told}".encode()).hexdigest()
        assert line[-1] == last
    assert header[-1] == "校验" and len(lines) >= 3


@pytest.mark.libreoffice
def test_word_documents_become_pdf(tmp_path):
    """Names in Chinese, one start for all."""
    require_libreoffice()

    import docx

    def made(text: str) -> bytes:
        paper = docx.Document()
        paper.add_paragraph(text)
        saved = io.BytesIO()
        paper.save(saved)
        return saved.getvalue()

    found: Mapping[str, bytes] = to_pdf({"一.docx": made("甲"), "二.docx": made("乙")})
    assert list(found) == ["一.docx", "二.docx"]
    assert all(data.startswith(b"%PDF-") for data in found.values())
    assert to_pdf({}) == {}


def test_without_libreoffice_nothing_is_made(ready, moxi, monkeypatch):
    monkeypatch.setattr("pyxl.hosts.office.conversion.find_libreoffice", lambda: None)
    assert "没有找到 LibreOffice" in refused(moxi, ready, "archive", "--out", ready.parent / "归档")


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing goes through LibreOffice."""
    monkeypatch.setattr(conversion, "soffice", lambda: "soffice")
    monkeypatch.setattr(conversion, "convert", lambda program, folder, files, *_: faked(files))


def test_the_papers_that_were_used_are_filed_and_no_number_in_clear(ready, moxi, printed, tmp_path):
    """A form filled in in Word is filed as it is; all others are made with masked numbers, whatever is set."""
    done(moxi("set", ready, "登记表身份证号=完整"))
    papers = ready.parent / "公文"
    papers.mkdir()
    filled, waiting = papers / "20-候选人登记表.docx", papers / "70-当选公告.docx"
    for file in (filled, waiting):
        file.write_bytes(f"changed by hand: {file.name}".encode())
    answer = document(moxi("archive", ready, "--out", tmp_path / "归档", "--json"))
    (forms,) = (tmp_path / "归档").glob("* 候选人登记表（推荐表）")
    lying = {file.name: file.read_bytes() for file in forms.glob("*.docx")}
    assert lying == {filled.name: filled.read_bytes()}
    assert next((tmp_path / "归档").rglob(waiting.name)).read_bytes() == waiting.read_bytes()
    assert set(answer["kept"]) == {file.name for file in (filled, waiting)}
    assert "当选公告" not in {item["name"] for item in answer["missing"]}
    texts = [
        re.sub("<[^>]*>", "", zipfile.ZipFile(file).read("word/document.xml").decode())
        for file in (tmp_path / "归档").rglob("*登记表*.docx")
        if file.read_bytes().startswith(b"PK")
    ]
    assert len(texts) == 1 and texts[0].count("510999****") == 41
    assert not any(re.search(r"\d{17}[\dX]", text) for text in texts)
    listed = {row["题名"]: (row["文号"], row["日期"]) for row in rows(ready, "归档目录")}
    assert listed["候选人批复"] == ("磨委〔2017〕18号；安妇〔2017〕9号", dt.date(2017, 11, 30))
    assert "可能有完整的身份证号" in (tmp_path / "归档" / "归档说明.txt").read_text("utf-8-sig")


def test_with_a_password_the_workbook_is_whole(ready, moxi, printed, tmp_path, monkeypatch):
    monkeypatch.setenv("MOXI_MIMA", "Anju-2017-mima")
    answer = document(
        moxi("archive", ready, "--out", tmp_path / "归档", "--password-env", "MOXI_MIMA", "--json")
    )
    assert answer["encrypted"]
    (book,) = (tmp_path / "归档").rglob("*.xlsx")
    frozen = read_frozen(book, "Anju-2017-mima")
    assert frozen.tables["候选人"][0]["身份证号"] == rows(ready, "候选人")[0]["身份证号"]
    with pytest.raises(Exception, match="File is not a zip file"):
        openpyxl.load_workbook(book)
