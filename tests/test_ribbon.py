"""The ribbon's press: whatever happens, the clerk reads one Chinese message and the status bar is given back."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlwings as xw

from pyxl import ribbon
from pyxl.actions import COMMANDS, check
from pyxl.hosts.dialogs import Cancelled, Desk
from pyxl.hosts.engine.opening import open_closed


@pytest.fixture
def pressed(sample: Path, monkeypatch: pytest.MonkeyPatch):
    """Press a button on the sample workbook; what the clerk was told, and whether it was alarming."""
    told: list[tuple[str, bool]] = []
    ended: list[bool] = []
    book = open_closed(sample)
    monkeypatch.setattr(xw.Book, "caller", classmethod(lambda cls: book))
    monkeypatch.setattr(Desk, "tell", lambda self, text, alarming=False: told.append((text, alarming)))
    monkeypatch.setattr(Desk, "done", lambda self: ended.append(True))

    def press(name: str) -> list[tuple[str, bool]]:
        ribbon.press(name)
        assert ended, "the status bar was not given back"
        return told

    return press


def test_a_check_tells_its_result_and_alarms_about_errors(pressed):
    ((text, alarming),) = pressed("check")
    assert text.startswith("校验完成：错误") and alarming
    assert len(text) <= ribbon.LONGEST


def test_quota_and_undo(pressed):
    pressed("quota")
    told = pressed("undo")
    assert told[0] == ("17 个单位共 41 名代表，采用最大余额法。", False)
    assert told[1][0].startswith("已撤销“名额测算”")


def test_our_own_error_is_its_sentence(pressed):
    ((text, alarming),) = pressed("undo")
    assert text == "没有可以撤销的操作。" and alarming


def test_a_defect_is_no_traceback_and_tells_no_data(pressed, monkeypatch):
    def broken(*_: object) -> None:
        raise ZeroDivisionError("510999198001011234")

    monkeypatch.setattr(
        check, "ACTION", check.ACTION.__class__("check", "校验候选人", "", broken, check.Options)
    )
    ((text, alarming),) = pressed("check")
    assert "ZeroDivisionError" in text and "510999" not in text and "Traceback" not in text and alarming


def test_a_closed_dialog_says_nothing(pressed, monkeypatch):
    def closed(self: Desk, prompt: str, kinds: str) -> Path:
        raise Cancelled

    monkeypatch.setattr(Desk, "current_table", lambda self, fillable=False: "候选人")
    monkeypatch.setattr(Desk, "choose_file", closed)
    assert pressed("import") == []


def test_import_asks_for_the_file_and_takes_the_table_in_front(pressed, monkeypatch, tmp_path):
    roster = tmp_path / "名册.csv"
    roster.write_text("姓名,单位\n样例甲,高千社区\n", encoding="utf-8")
    monkeypatch.setattr(Desk, "current_table", lambda self, fillable=False: "代表")
    monkeypatch.setattr(Desk, "choose_file", lambda self, prompt, kinds: roster)
    ((text, alarming),) = pressed("import")
    assert text.startswith("从 名册.csv 导入“代表”表 1 行") and not alarming


def test_doctor_needs_no_workbook(pressed):
    ((text, _),) = pressed("doctor")
    assert "Python" in text


def test_every_question_belongs_to_a_command():
    from pyxl.hosts.dialogs import QUESTIONS

    assert QUESTIONS.keys() <= COMMANDS.keys()
