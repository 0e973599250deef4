"""The button 汇总各镇: a district's clerk presses it in the desk's window and is asked nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import docx
import openpyxl
import pytest

from pyxl.actions import load
from pyxl.actions.merge import Options, beside
from pyxl.desk.buttons import read_groups
from pyxl.desk.district import GROUPS, groups_for
from pyxl.desk.session import READY, Session
from pyxl.district import frames
from pyxl.district.result.book import Result, write_result
from pyxl.district.result.settings import DistrictSettings
from pyxl.errors import FileError
from pyxl.hosts.files.packing import pack, unpack
from tests.actions.clerk import done, press
from tests.district import towns

pytestmark = pytest.mark.process

BUTTON, REPORT = GROUPS[0].buttons


class Face:
    """A clerk who only reads, and who closes the workbook when she is asked to."""

    def __init__(self, lock: Path | None = None) -> None:
        self.told: list[tuple[str, bool]] = []
        self.lock = lock

    def say(self, step: str) -> None: ...

    def tell(self, text: str, alarming: bool = False) -> None:
        self.told.append((text, alarming))

    def confirm(self, question: str) -> bool:
        return False

    def wait(self, text: str, over: Callable[[], bool]) -> bool:
        if self.lock is None:
            return False
        self.lock.unlink()
        return over()

    def choose(self, prompt: str, choices: Sequence[str]) -> str:
        raise AssertionError(prompt)

    def choose_file(self, prompt: str, kinds: str) -> Path:
        raise AssertionError(prompt)

    def ask_text(self, prompt: str, secret: bool = False) -> str:
        raise AssertionError(prompt)


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """As `moxi new --district` makes it, with the folder for what arrives."""
    (tmp_path / "名单.txt").write_text("甲样镇\n乙样镇\n", "utf-8")
    file = tmp_path / "样区汇总.xlsx"
    done(press("new", file, "--district", "--towns", tmp_path / "名单.txt", "--town", "样区"))
    assert (tmp_path / "收件").is_dir()
    return file


def test_a_districts_workbook_has_its_own_button_and_a_towns_the_ribbons(workbook, tmp_path, blank_bytes):
    town = tmp_path / "镇.xlsm"
    town.write_bytes(blank_bytes)
    assert groups_for(workbook) == GROUPS
    assert groups_for(town) == read_groups() and groups_for(tmp_path / "没有.xlsx") == read_groups()
    assert load(BUTTON.action).name == "merge"


def test_what_lies_in_the_folder_is_merged_without_a_question(workbook):
    towns.mailed(workbook.parent / "收件", towns.frozen("甲样镇"))
    face = Face()
    session = Session(workbook, face)
    session.press(BUTTON)
    (text, alarming), *more = face.told
    assert not more and not alarming and "已收到 1 个" in text
    assert READY.partition("（")[0] in text and session.pressed == ["merge"]
    summary = frames(workbook)["汇总"].set_index("报送单位")["状态"]
    assert summary.to_dict() == {"甲样镇": "已报", "乙样镇": "未报"}
    session.press(BUTTON)
    assert "后来又保存过" not in face.told[-1][0] and "这次新读 0 份" in face.told[-1][0]


def test_a_list_of_passwords_beside_it_is_used(workbook):
    towns.mailed(workbook.parent / "收件", towns.frozen("甲样镇"), "correct horse 9")
    (workbook.parent / "密码.csv").write_text("甲样镇,correct horse 9\n", "utf-8")
    face = Face()
    Session(workbook, face).press(BUTTON)
    assert "已收到 1 个" in face.told[0][0]


def test_the_report_lies_beside_it_and_one_that_was_worked_on_is_not_replaced(workbook):
    towns.mailed(workbook.parent / "收件", towns.frozen("甲样镇"))
    face = Face()
    session = Session(workbook, face)
    first, second = (workbook.with_name(f"样区汇总情况报告{more}.docx") for more in ("", " 2"))
    for _ in range(2):
        session.press(REPORT)
        assert first.exists() and not second.exists() and first.name in face.told[-1][0]
    said = "".join(line.text for line in docx.Document(str(first)).paragraphs)
    assert "应报2个乡镇，已报1个，未报1个（乙样镇）" in said
    document = docx.Document(str(first))  # as Word does, python-docx saves another application's name
    document.paragraphs[0].add_run("改")
    document.save(str(first))
    parts = unpack(first.read_bytes())
    parts["docProps/app.xml"] = parts["docProps/app.xml"].replace(b"Moxi Reform", b"Microsoft Office Word")
    first.write_bytes(pack(parts))
    worked_on = first.read_bytes()
    session.press(REPORT)
    assert first.read_bytes() == worked_on and second.exists() and second.name in face.told[-1][0]
    assert frames(workbook)["汇总"].set_index("报送单位")["状态"].to_dict() == {
        "甲样镇": "已报",
        "乙样镇": "未报",
    }


def test_no_folder_is_a_sentence_that_names_it(workbook):
    (workbook.parent / "收件").rmdir()
    before = workbook.read_bytes()
    face = Face()
    Session(workbook, face).press(BUTTON)
    ((text, alarming),) = face.told
    assert alarming and "收件" in text and workbook.read_bytes() == before


def test_a_file_in_the_folders_place_leaves_no_workbook(tmp_path):
    (tmp_path / "收件").write_text("", "utf-8")
    status, _, said = press("new", tmp_path / "样区汇总.xlsx", "--district")
    assert status == 2 and "收件" in said and [path.name for path in tmp_path.iterdir()] == ["收件"]


def test_a_workbook_whose_first_sheet_is_gone_is_a_sentence(workbook):
    book = openpyxl.load_workbook(workbook)
    del book["汇总"]
    book.save(workbook)
    before, face = workbook.read_bytes(), Face()
    Session(workbook, face).press(BUTTON)
    ((text, alarming),) = face.told
    assert alarming and "不是区里的汇总工作簿" in text and workbook.read_bytes() == before


def test_it_waits_until_the_other_program_has_closed_the_workbook(workbook):
    lock = workbook.with_name(f".~lock.{workbook.name}#")
    lock.write_text(",甲,desk,26.11.2026 09:00,file:///x;", "utf-8")
    face = Face()
    Session(workbook, face).press(BUTTON)
    assert face.told == [("已取消，什么也没有改动。", False)]
    face.lock = lock
    session = Session(workbook, face)
    session.open = lambda: None  # type: ignore[method-assign] - nobody sits at this desk
    session.press(BUTTON)
    assert "应报 2 个镇" in face.told[-1][0]


def test_a_citys_result_takes_districts(tmp_path):
    (tmp_path / "收件").mkdir()
    for unit, city in (("镇", False), ("区县", True)):
        file = tmp_path / f"{unit}.xlsx"
        write_result(file, Result(DistrictSettings(), (), {}, towns.NOW, unit=unit), lambda sha: ())
        assert beside(file) == Options(str(tmp_path / "收件"), str(file), None, city=city)
    (tmp_path / "收件").rmdir()
    with pytest.raises(FileError, match="没有“收件”文件夹"):
        beside(file)
