"""moxi issue: what was sent stays as it was sent, a later figure is told as a difference, the archive takes the frozen copy."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from pyxl.actions.archive import _issued
from pyxl.book.workbook import Workbook
from pyxl.hosts.engine.opening import open_closed
from pyxl.papers.issued import differences, frozen_name, is_scan
from pyxl.post.archive_numbers import numbered
from pyxl.rules.plan import Settings
from tests.actions.clerk import document, done, refused
from tests.actions.election_day import rows

REQUEST = "召开妇女代表大会的请示"
NEEDED = (
    "大会地点=样例会议室", "签发人=样例签发人", "联系人=样例联系人", "联系人电话=0825-0000000", "大会请示日期=2017-11-23",
)  # fmt: skip


@pytest.fixture
def issued(ready: Path, moxi) -> Path:
    """A workbook whose request for the congress was made and sent with its number."""
    done(moxi("set", ready, *NEEDED))
    done(moxi("papers", ready, "--only", REQUEST))
    assert "文号" in refused(moxi, ready, "issue", REQUEST)
    done(moxi("set", ready, "大会请示文号=磨妇〔2017〕8号"))
    done(moxi("issue", ready, REQUEST))
    return ready


def frozen(book: Path) -> list[Path]:
    return sorted((book.parent / "印发").iterdir())


def filed(book: Path):
    with open_closed(book, read_only=True) as opened:
        return _issued(Workbook(opened), book.parent / "印发")


def test_the_frozen_copy_is_the_paper_as_it_lay(issued: Path) -> None:
    (copy,) = frozen(issued)
    assert copy.name == f"10-{REQUEST}（磨妇〔2017〕8号）.docx"
    assert copy.read_bytes() == (issued.parent / "公文" / f"10-{REQUEST}.docx").read_bytes()
    (row,) = [row for row in rows(issued, "印发登记") if row["公文"]]
    assert row["文号"] == "磨妇〔2017〕8号" and str(row["印发日期"]).startswith("2017-11-23")
    assert row["校验值"] == hashlib.sha256(copy.read_bytes()).hexdigest()


def test_a_later_figure_is_a_difference_and_touches_no_copy(issued: Path, moxi) -> None:
    (copy,) = frozen(issued)
    before = copy.read_bytes()
    same = document(moxi("papers", issued, "--only", REQUEST, "--json"))
    told = "".join(same["differs"])
    assert "号" in told  # the number was entered after the draft was made
    done(moxi("set", issued, "大会地点=另一处礼堂"))
    (line,) = document(moxi("papers", issued, "--only", REQUEST, "--json"))["differs"]
    assert "样例会议室" in line and "另一处礼堂" in line and "磨妇〔2017〕8号" in line
    assert copy.read_bytes() == before


def test_the_archive_files_what_was_sent(issued: Path, moxi) -> None:
    done(moxi("set", issued, "大会地点=另一处礼堂"))
    (copy,) = frozen(issued)
    sent = filed(issued)
    assert [(made.paper, made.file, made.number) for made in sent.copies] == [
        (REQUEST, copy.name, "磨妇〔2017〕8号")
    ]
    assert sent.copies[0].data == copy.read_bytes() and sent.faults == []
    copy.write_bytes(copy.read_bytes() + b" ")
    changed = filed(issued)
    assert changed.copies == [] and "校验值不符" in changed.faults[0]
    copy.unlink()
    assert "找不到" in filed(issued).faults[0]


def test_a_scan_is_added_once_and_must_be_one(issued: Path, tmp_path: Path, moxi) -> None:
    wrong, scan = tmp_path / "假.pdf", tmp_path / "盖章.pdf"
    wrong.write_bytes(b"MZ no scan")
    assert "不是扫描件" in refused(moxi, issued, "issue", REQUEST, "--scan", wrong)
    scan.write_bytes(b"%PDF-1.4 scan")
    done(moxi("issue", issued, REQUEST, "--scan", scan))
    assert [path.suffix for path in frozen(issued)] == [".docx", ".pdf"]
    assert [deposit.data for deposit in filed(issued).scans] == [b"%PDF-1.4 scan"]
    assert "已经登记" in refused(moxi, issued, "issue", REQUEST, "--scan", scan)


def test_a_second_issue_never_replaces_the_first(issued: Path, moxi) -> None:
    (first,) = frozen(issued)
    before = first.read_bytes()
    done(moxi("set", issued, "大会地点=另一处礼堂"))
    done(moxi("papers", issued, "--only", REQUEST))
    done(moxi("issue", issued, f"10-{REQUEST}.docx"))
    assert len(frozen(issued)) == 2 and first.read_bytes() == before
    done(moxi("undo", issued))
    assert len([row for row in rows(issued, "印发登记") if row["公文"]]) == 1


def test_unknown_papers_are_refused_by_name(ready: Path, moxi) -> None:
    assert "没有" in refused(moxi, ready, "issue", "没有这种")
    assert "有几种" in refused(moxi, ready, "issue", "计票结果报告单")
    assert "没有月份" in refused(moxi, ready, "issue", "代表花名册", "--date", "2017年")


def test_differences_name_what_changed_and_count_the_rest() -> None:
    assert differences(b"no document", b"none either") == []
    assert frozen_name("10-请示.docx", "磨妇/1") == "10-请示（磨妇_1）.docx"
    assert is_scan("a.PDF", b"%PDF-1.7") and not is_scan("a.pdf", b"PK") and not is_scan("a.exe", b"MZ")


def test_the_file_is_numbered_as_da_t_22_composes_numbers() -> None:
    listed = [
        {"题名": "甲", "保管期限": "永久"},
        {"题名": "乙", "保管期限": "30年"},
        {"题名": "丙", "保管期限": "永久", "档号": "Z109-WS·2017-Y-FL-0002"},
        {"题名": "丁", "保管期限": "永久"},
        {"题名": "戊", "保管期限": None},
    ]
    assert numbered(listed, Settings()) == listed
    made = numbered(listed, Settings(fonds="Z109", fonds_office="FL"))
    assert [row.get("档号") for row in made] == [
        "Z109-WS·2017-Y-FL-0001", "Z109-WS·2017-D30-FL-0001", "Z109-WS·2017-Y-FL-0002", "Z109-WS·2017-Y-FL-0003", None,
    ]  # fmt: skip
