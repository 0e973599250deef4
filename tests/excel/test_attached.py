"""moxi desk beside the open Excel: every button of the ribbon pressed from outside, as on a closed file."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace

import pytest

from pyxl.desk.buttons import read_groups
from pyxl.desk.command import _open_one
from pyxl.desk.session import Session
from pyxl.errors import FileError, HostError
from pyxl.hosts import attaching
from pyxl.hosts.attaching import attached, open_workbooks
from pyxl.ribbon import LONGEST
from tests.excel import test_both_hosts as on_both
from tests.excel.both_hosts import Live, quick
from tests.excel.desk import Excel
from tests.excel.dispatch import CALL_REJECTED, ComError, refusal

pytestmark = pytest.mark.libreoffice
__all__ = ("quick",)
BUTTONS = {button.action: button for group in read_groups() for button in group.buttons}


class Clerk:
    """Who sits before the window and answers its questions."""

    def __init__(self, *answers: object) -> None:
        self.answers = list(answers)
        self.told: list[str] = []

    def say(self, step: str) -> None:
        assert isinstance(step, str)

    def tell(self, text: str, alarming: bool = False) -> None:
        self.told.append(text)

    def confirm(self, question: str) -> bool:
        raise AssertionError(f"nothing is to be opened: {question}")

    def wait(self, text: str, over: object) -> bool:
        return False

    def choose(self, prompt: str, choices: Sequence[str]) -> str:
        assert "怎么印" in prompt, "the table is the one in front"
        return choices[int(str(self.answers.pop(0))) - 1]

    def choose_file(self, prompt: str, kinds: str) -> Path:
        return Path(str(self.answers.pop(0)))

    def ask_text(self, prompt: str, secret: bool = False) -> str:
        return str(self.answers.pop(0))


class Attached(Live):
    """The desk with Excel, whose buttons are pressed in the window beside it."""

    def press(self, name: str, *answers: object) -> str:
        clerk = Clerk(*answers)
        Session(self.path, clerk).press(BUTTONS[name])
        assert not self.desk.told, "Excel itself says nothing"
        return "\n".join(clerk.told)[:LONGEST]


@pytest.mark.slow
@pytest.mark.usefixtures("quick")
def test_the_main_buttons_work_on_the_open_workbook(
    ready: Path, desk: Excel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(on_both, "Live", Attached)
    on_both.both(
        ready, desk, tmp_path, (("check",), ("next",), ("quota",), ("import", "roster.csv"), ("undo",))
    )


@pytest.mark.slow
@pytest.mark.usefixtures("quick")
def test_every_button_works_on_the_open_workbook(
    ready: Path, desk: Excel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pressed = {step[0] for step in on_both.WHOLE if isinstance(step, tuple)}
    assert pressed | on_both.NOT_HERE == set(BUTTONS)
    monkeypatch.setattr(on_both, "Live", Attached)
    on_both.both(ready, desk, tmp_path, on_both.WHOLE)


def test_what_stands_open_is_found_by_its_place(ready: Path, desk: Excel, tmp_path: Path) -> None:
    desk.open(ready)
    assert attached(ready).name == ready.name
    assert open_workbooks() == [ready] and _open_one() == ready
    other = Path(shutil.copy(ready, tmp_path / "别的.xlsx"))
    assert attached(other) is None
    (tmp_path / "另一处").mkdir()
    assert attached(Path(shutil.copy(ready, tmp_path / "另一处" / ready.name))) is None


@pytest.mark.slow
def test_a_workbook_from_a_web_address_is_refused(
    ready: Path, desk: Excel, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.open(ready)
    book = SimpleNamespace(
        api=SimpleNamespace(FullName="https://d.docs.live.net/1a/%E7%A3%A8%E6%BA%AA%E9%95%87.xlsx")
    )
    monkeypatch.setattr(attaching, "_in_excel", lambda busy: iter([book]))
    with pytest.raises(HostError, match="网址"):
        attached(ready)
    assert open_workbooks() == []


@pytest.mark.slow
def test_another_excel_that_cannot_be_asked_is_no_hindrance(
    ready: Path, desk: Excel, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One shows its start screen, one is busy with somebody else's workbook."""
    desk.open(ready)
    windows = sys.modules["xlwings._xlwindows"]
    asking = windows.get_xl_app_from_hwnd

    def found(window: int) -> object:
        if window == 1:
            raise OSError(-2147467259, "Unspecified error")
        if window == 2:
            raise ComError(CALL_REJECTED, "Call was rejected by callee.")
        return asking(window)

    monkeypatch.setattr(windows, "get_xl_app_from_hwnd", found)
    desk.windows = [1, 2, *desk.windows]
    assert attached(ready).name == ready.name
    desk.windows = [1]
    assert attached(ready) is None
    desk.windows = [1, 2]
    clerk = Clerk()
    Session(ready, clerk).press(BUTTONS["check"])
    assert "Excel 正忙" in clerk.told[0]


@pytest.mark.slow
def test_a_busy_excel_is_one_sentence(ready: Path, desk: Excel) -> None:
    desk.open(ready)
    before = ready.read_bytes()

    def busy(*_: object) -> None:
        raise ComError(CALL_REJECTED, "Call was rejected by callee.")

    desk.record.before = busy
    clerk = Clerk()
    Session(ready, clerk).press(BUTTONS["check"])
    desk.record.before = None
    assert len(clerk.told) == 1 and "Excel 正忙" in clerk.told[0]
    assert ready.read_bytes() == before


@pytest.mark.slow
def test_wps_is_used_where_it_answers_as_excel_does(
    ready: Path, desk: Excel, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.open(ready)
    desk.windows = []
    asked: list[str] = []

    def running(name: str) -> object:
        asked.append(name)
        if name != "Ket.Application":
            raise refusal("Operation unavailable")
        return desk.application

    monkeypatch.setattr(sys.modules["win32com.client"], "GetActiveObject", running, raising=False)
    clerk = Clerk()
    Session(ready, clerk).press(BUTTONS["audit"])
    assert asked == ["Ket.Application"] and "操作日志" in clerk.told[0]
    assert attached(ready) is not None


@pytest.mark.slow
def test_a_wps_without_tables_is_worked_beside(
    ready: Path, desk: Excel, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.open(ready)
    desk.windows = []
    bare = SimpleNamespace(Workbooks=SimpleNamespace(Count=1))
    monkeypatch.setattr(sys.modules["win32com.client"], "GetActiveObject", lambda name: bare, raising=False)
    assert attached(ready) is None
    with pytest.raises(FileError, match="没有换届工作簿"):
        _open_one()
