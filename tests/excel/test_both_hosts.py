"""Every button on both hosts: equal tables, ballots, undo record and sentences; and no member that Excel lacks."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pyxl.book.table_writing import append_rows, replace_rows
from pyxl.book.workbook import Record, Workbook
from pyxl.desk.buttons import read_groups
from tests.actions.clerk import people
from tests.actions.election_day import committee_votes
from tests.excel.both_hosts import Closed, Live, content, differences, parting, plain, quick, recorded
from tests.excel.desk import Excel

pytestmark = pytest.mark.libreoffice

__all__ = ("quick",)
REASON = "届期已满，先行上报"
FILES = (".csv", ".txt", ".docx")
"""What an answer ends with that is a file beside the workbook."""
Step = tuple[str, ...] | Callable[[Workbook], None]


def votes(workbook: Workbook) -> None:
    """Both entries of the committee's election, typed in."""
    names = [person["姓名"] for person in people(27)]
    for entry in "甲乙":
        head: Record = {"选举": "执委", "录入": entry, "轮次": 1}
        figures = {"应到": 41, "实到": 40, "印制": 46, "发出": 40, "收回": 40, "有效": 40, "无效": 0}
        append_rows(workbook.region("选举情况"), [{**head, **figures}])
        marks = committee_votes(names).items()
        append_rows(
            workbook.region("计票"),
            [{**head, "姓名": n, "赞成": a, "反对": b, "弃权": c} for n, (a, b, c) in marks],
        )


def dated(workbook: Workbook) -> None:
    """The congress has a day."""
    region = workbook.region("设置")
    day = dt.date(2017, 12, 20)
    rows = [{**row, "值": day} if row["项目"] == "大会日期" else row for row in region.records]
    assert rows != region.records
    replace_rows(region, rows)


WHOLE: tuple[Step, ...] = (
    ("plan", "方案.txt"), ("practise",), dated, ("calendar",), ("check",), ("next",), ("quota",), ("ballots",), ("undo",), ("prepare",),
    ("undo",), ("rehearse",), votes, ("count",), ("export",), ("import", "roster.csv"), ("undo",), ("forms",), ("papers",),
    ("issue", "公文/11-代表名额分配方案.docx", "磨委〔2017〕15号"), ("print", "1"), ("submit", "", ""), ("submit", "", REASON),
    ("audit",), ("undo",), ("doctor",),
)  # fmt: skip
WHOLLY_COMPARED = (("ballots",), votes, ("count",), ("doctor",))
"""After the others the undo record is compared: it holds what stood before, and a digest of what came instead."""
NOT_HERE = {"archive"}
"""Its prints are one PDF a sheet in Excel and one a kind on a closed file; tests/actions has its tests."""
MAIN: tuple[Step, ...] = (("check",), ("quota",), ("undo",), votes, ("count",))
"""Each kind of writing once, for the usual depth; all buttons are pressed in WHOLE."""
FAULTY: tuple[Step, ...] = (
    ("check",),
    ("next",),
    ("next",),
    ("ballots",),
    ("count",),
    ("undo",),
    ("papers",),
)


def both(file: Path, desk: Excel, folder: Path, steps: tuple[Step, ...]) -> None:
    """Do the same on both hosts; all that differs in any step is told together."""
    folders = (folder / "live", folder / "file")  # of one length, since messages are cut to a length
    copies: list[Path] = []
    for place in folders:
        place.mkdir()
        (place / "roster.csv").write_text("姓名,单位\n样例甲,高千社区\n", "utf-8")
        (place / "方案.txt").write_text("执委职数二十五名。\n", "utf-8")
        copies.append(Path(shutil.copy(file, place / "磨溪镇.xlsx")))
    live, closed = Live(desk, copies[0]), Closed(copies[1])
    for step in steps:
        said, states = [], []
        for host, place in zip((live, closed), folders, strict=True):
            if callable(step):
                with host.opened() as book:
                    step(Workbook(book))
            else:
                name, *answers = step
                host.show("代表")
                answers = [place / answer if answer.endswith(FILES) else answer for answer in answers]
                said.append(plain(host.press(name, *answers), place))
            with host.opened() as book:
                states.append(content(book) if step in WHOLLY_COMPARED else recorded(book))
        wrong = differences(*states, folders)
        if len(set(said)) > 1:
            wrong.append(parting(*said))
        assert not wrong, f"{step}:\n" + "\n".join(wrong[:20])
    assert not desk.record.faults


@pytest.mark.usefixtures("quick")
def test_the_main_buttons_are_the_same_on_both(ready, desk, tmp_path):
    both(ready, desk, tmp_path, MAIN)


@pytest.mark.slow
@pytest.mark.usefixtures("quick")
def test_a_whole_election_is_the_same_on_both(ready, desk, tmp_path):
    pressed = {step[0] for step in WHOLE if isinstance(step, tuple)}
    assert pressed | NOT_HERE == {button.action for group in read_groups() for button in group.buttons}
    both(ready, desk, tmp_path, WHOLE)


@pytest.mark.slow
@pytest.mark.usefixtures("quick")
def test_lists_with_faults_are_the_same_on_both_without_macros(sample, desk, tmp_path):
    desk.macros = False
    both(sample, desk, tmp_path, FAULTY)
