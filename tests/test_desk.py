"""moxi desk: the ribbon's buttons on a saved file, while the clerk works in WPS or LibreOffice."""

from __future__ import annotations

import contextlib
import io
import json
import os
import queue
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from unittest.mock import create_autospec

import openpyxl
import pytest

from pyxl.actions import COMMANDS, check, load
from pyxl.actions.action import Action
from pyxl.book.building.macros.vba_source import macro_folder
from pyxl.desk import session as session_module
from pyxl.desk.buttons import Button, access_keys, read_groups
from pyxl.desk.console import Console
from pyxl.desk.relay import Relay
from pyxl.desk.session import NOTHING_DONE, OFFER, Session
from pyxl.desk.window_face import WindowFace, file_kinds
from pyxl.errors import HostError, MoxiError
from pyxl.hosts.dialogs import PRINTS, QUESTIONS, Cancelled
from pyxl.hosts.engine.opening import open_closed
from pyxl.hosts.office import programs
from tests.libreoffice import SYSTEM_PYTHON, require_uno

BUTTONS = {button.action: button for group in read_groups() for button in group.buttons}
LOCKS = {"LibreOffice": ".~lock.{}#", "Excel 或 WPS": "~${}"}


class FakeFace:
    """A clerk who answers what the test says, and remembers what was said."""

    def __init__(self) -> None:
        self.steps: list[str] = []
        self.told: list[tuple[str, bool]] = []
        self.waited: list[str] = []
        self.closes: Callable[[], None] | None = None
        self.answers: list[object] = []
        self.opens = False

    def say(self, step: str) -> None:
        self.steps.append(step)

    def tell(self, text: str, alarming: bool = False) -> None:
        self.told.append((text, alarming))

    def confirm(self, question: str) -> bool:
        assert question == OFFER
        return self.opens

    def wait(self, text: str, over: Callable[[], bool]) -> bool:
        assert not over()
        self.waited.append(text)
        if self.closes is None:
            return False
        self.closes()
        return over()

    def _answer(self) -> object:
        if not self.answers:
            raise Cancelled
        return self.answers.pop(0)

    def choose(self, prompt: str, choices: Sequence[str]) -> str:
        answer = str(self._answer())
        assert answer in choices
        return answer

    def choose_file(self, prompt: str, kinds: str) -> Path:
        return Path(str(self._answer()))

    def ask_text(self, prompt: str, secret: bool = False) -> str:
        return str(self._answer())


@pytest.fixture
def face() -> FakeFace:
    return FakeFace()


@pytest.fixture
def desk(sample: Path, face: FakeFace) -> Session:
    return Session(sample, face)


# The buttons


def test_the_buttons_are_the_ribbons():
    ribbon = (macro_folder() / "ribbon.xml").read_text("utf-8")
    pressed = re.findall(r'Press "(\w+)"', (macro_folder() / "MoxiRibbon.bas").read_text("utf-8"))
    assert list(BUTTONS.keys()) and sorted(BUTTONS) == sorted(pressed)
    for button in BUTTONS.values():
        assert f'label="{button.label}"' in ribbon and f'screentip="{button.hint}"' in ribbon
        assert button.action in COMMANDS


def test_a_button_more_in_the_ribbon_is_a_button_more_on_the_desk(tmp_path):
    for name in ("ribbon.xml", "MoxiRibbon.bas"):
        text = (macro_folder() / name).read_text("utf-8")
        added = {
            "ribbon.xml": ('<button id="MoxiUndo"', '<button id="X" label="新的" screentip="试" onAction="Moxi_New"/>'),
            "MoxiRibbon.bas": ("Public Sub Moxi_Undo", 'Public Sub Moxi_New(control As IRibbonControl): Press "new": End Sub\n'),
        }[name]  # fmt: skip
        assert added[0] in text
        (tmp_path / name).write_text(text.replace(added[0], added[1] + added[0]), encoding="utf-8")
    fresh = [button for group in read_groups(tmp_path) for button in group.buttons]
    assert [button for button in fresh if button.action not in BUTTONS] == [Button("new", "新的", "试")]


@pytest.mark.parametrize("action", sorted(BUTTONS))
def test_what_an_action_needs_is_asked_for(action, desk, face, monkeypatch):
    """A button whose action has an option without a default needs its question declared in `QUESTIONS`."""
    monkeypatch.setenv("MOXI_PASSWORD", "")
    loaded = load(action)
    if isinstance(loaded, Action):
        face.answers = ["候选人", next(iter(PRINTS)) if action == "print" else "名册.xlsx", "", "", ""]
        answers = QUESTIONS[action](desk) if action in QUESTIONS else {}
        loaded.options(**answers)


# A press


def test_a_check_says_what_was_found_and_when_to_open_the_file_again(desk, face, sample):
    before = sample.read_bytes()
    desk.press(BUTTONS["check"])
    ((text, alarming),) = face.told
    assert text.startswith("校验完成：错误") and alarming
    assert re.search(r"工作簿已经保存（\d\d:\d\d:\d\d），现在可以重新打开。$", text)
    assert any("写入" in step for step in face.steps) and face.steps[-1] == ""
    assert sample.read_bytes() != before
    assert desk.pressed == ["check"]


def test_the_workbook_is_opened_again_when_the_clerk_wants_it(desk, face, sample, monkeypatch):
    opened: list[Path] = []
    monkeypatch.setattr(session_module, "open_workbook", opened.append)
    desk.press(BUTTONS["check"])
    assert opened == []
    face.opens = True
    desk.press(BUTTONS["undo"])
    assert opened == [sample]
    desk.press(BUTTONS["doctor"])  # writes nothing, so nothing is offered
    assert opened == [sample]


def test_our_own_error_is_its_sentence_and_offers_nothing(desk, face, monkeypatch):
    face.opens = True
    monkeypatch.setattr(session_module, "open_workbook", lambda path: pytest.fail("nothing was written"))
    desk.press(BUTTONS["undo"])
    assert face.told == [("没有可以撤销的操作。", True)]


def test_a_defect_is_no_traceback_and_tells_no_data(desk, face, sample, monkeypatch):
    def broken(*_: object) -> None:
        raise ZeroDivisionError("510999198001011234")

    before = sample.read_bytes()
    monkeypatch.setattr(
        check, "ACTION", check.ACTION.__class__("check", "校验候选人", "", broken, check.Options)
    )
    desk.press(BUTTONS["check"])
    ((text, alarming),) = face.told
    assert "ZeroDivisionError" in text and "510999" not in text and "Traceback" not in text and alarming
    assert sample.read_bytes() == before


def test_import_asks_for_table_and_file(desk, face, sample, tmp_path):
    roster = tmp_path / "名册.csv"
    roster.write_text("姓名,单位\n样例甲,高千社区\n", encoding="utf-8")
    face.answers = ["代表", roster]
    desk.press(BUTTONS["import"])
    assert face.told[0][0].startswith("从 名册.csv 导入“代表”表 1 行")


def test_a_closed_dialog_changes_nothing(desk, face, sample):
    before = sample.read_bytes()
    desk.press(BUTTONS["import"])
    assert face.told == [(NOTHING_DONE, False)]
    assert sample.read_bytes() == before


def test_a_submit_asks_for_password_and_reason(desk, face, monkeypatch):
    monkeypatch.setenv("MOXI_PASSWORD", "earlier")  # so that it is put back, whatever happens here
    face.answers = ["", ""]
    assert QUESTIONS["submit"](desk) == {"password_env": None, "reason": None}
    assert "MOXI_PASSWORD" not in os.environ
    face.answers = ["Juan1-bufa", "区里催报"]
    assert QUESTIONS["submit"](desk) == {"password_env": "MOXI_PASSWORD", "reason": "区里催报"}
    assert os.environ["MOXI_PASSWORD"] == "Juan1-bufa"


def test_import_asks_which_of_several_sheets_is_meant(desk, face, tmp_path):
    """`--sheet` on the command line is a question on the desk and in Excel; one sheet, or a form, is no question."""
    book = openpyxl.Workbook()
    for name in ("花名册", "上届", "空的", "作废", "暗的"):
        page = book.create_sheet(name)
        if name != "空的":
            page.append(["姓名", "单位"])
            page.append([f"甲{name[0]}", "高千社区"])
    del book["Sheet"]
    book["暗的"].sheet_state = "hidden"
    book.save(tmp_path / "名册.xlsx")
    for answer, chosen in (("1、３", ["花名册", "作废"]), ("", []), (" 上届 ", ["上届"]), ("7", ["7"])):
        face.answers = ["代表", tmp_path / "名册.xlsx", answer]
        assert QUESTIONS["import"](desk)["sheet"] == chosen, answer
    face.answers = ["代表", tmp_path / "名册.xlsx", "2"]
    desk.press(BUTTONS["import"])
    assert "导入“代表”表 1 行" in face.told[-1][0], face.told[-1]
    for name in ("上届", "作废", "暗的", "空的"):
        del book[name]
    (tmp_path / "另").mkdir()
    book.save(tmp_path / "另" / "一张.xlsx")
    (tmp_path / "另" / "坏.xlsx").write_bytes(b"PK\3\4")
    for name in ("一张.xlsx", "坏.xlsx"):
        face.answers = ["代表", tmp_path / "另" / name]
        assert QUESTIONS["import"](desk)["sheet"] == []


def test_only_tables_that_take_lists_are_offered_for_an_import(desk, face):
    offered: list[Sequence[str]] = []
    face.choose = lambda prompt, choices: offered.append(choices) or choices[0]
    desk.current_table(fillable=True)
    desk.current_table()
    assert {"候选人", "代表", "单位"} <= set(offered[0]) <= set(offered[1])
    assert "校验结果" in offered[1] and "校验结果" not in offered[0] and "撤销" not in offered[1]


# While another program has the file


@pytest.mark.parametrize("program", LOCKS)
def test_a_press_waits_until_the_other_program_has_closed_the_file(desk, face, sample, program):
    lock = sample.with_name(LOCKS[program].format(sample.name))
    lock.write_text("")
    assert program in desk.state()
    face.closes = lock.unlink
    desk.press(BUTTONS["check"])
    assert len(face.waited) == 1 and f"正在 {program} 里打开着" in face.waited[0]
    assert face.told[0][0].startswith("校验完成")
    assert desk.state() == "没有被打开，可以办理"


@pytest.mark.parametrize("program", LOCKS)
def test_who_does_not_close_it_gives_up_and_nothing_changes(desk, face, sample, program):
    sample.with_name(LOCKS[program].format(sample.name)).write_text("")
    before = sample.read_bytes()
    desk.press(BUTTONS["check"])
    assert face.told == [(NOTHING_DONE, False)]
    assert sample.read_bytes() == before


def test_a_file_opened_in_the_middle_of_a_press_is_not_overwritten(desk, face, sample, monkeypatch):
    lock = sample.with_name(LOCKS["LibreOffice"].format(sample.name))
    before = sample.read_bytes()
    monkeypatch.setattr(
        session_module,
        "perform",
        lambda *a, perform=session_module.perform: (lock.write_text(""), perform(*a)),
    )
    desk.press(BUTTONS["check"])
    ((text, alarming),) = face.told
    assert "正在 LibreOffice 里打开着" in text and alarming
    assert sample.read_bytes() == before


def test_a_file_that_somebody_holds_without_a_lock_counts_as_open(sample, monkeypatch):
    """On Windows a program keeps the file itself; there is no small file beside it then."""
    from pyxl.hosts.package import opc as package

    monkeypatch.setattr(package, "_is_held", lambda path: True)
    assert package.open_elsewhere(sample).program == "别的程序"
    with pytest.raises(MoxiError, match=r"正在 别的程序 里打开着。请先保存并关闭它。"):
        open_closed(sample)


def test_a_later_saving_is_noticed_and_used(desk, face, sample, tmp_path):
    desk.press(BUTTONS["check"])
    assert "后来又保存过" not in face.told[0][0]
    with open_closed(sample) as book:
        book.sheets["候选人"].tables["候选人"].data_body_range[0, 1].value = "样例改名"
        book.save()
    desk.press(BUTTONS["check"])
    assert "后来又保存过" in face.told[1][0]
    desk.press(BUTTONS["check"])
    assert "后来又保存过" not in face.told[2][0]


def test_a_file_that_was_moved_away_is_named(desk, face, sample):
    sample.rename(sample.with_name("别处.xlsm"))
    assert "找不到" in desk.state()
    desk.press(BUTTONS["check"])
    assert "找不到这个文件" in face.told[0][0]


# Opening


def test_the_desks_own_program_opens_the_workbook(sample, monkeypatch):
    started: list[list[str]] = []
    monkeypatch.setattr(programs.subprocess, "Popen", lambda command, **_: started.append(command))
    monkeypatch.setattr(programs.sys, "platform", "linux")
    monkeypatch.setenv("DISPLAY", ":9")
    monkeypatch.setattr(programs.shutil, "which", lambda name: f"/bin/{name}" if name == "et" else None)
    monkeypatch.setattr(programs, "find_libreoffice", lambda: None)
    programs.open_workbook(sample)
    monkeypatch.setattr(programs, "find_libreoffice", lambda: "/bin/soffice")
    programs.open_workbook(sample)
    monkeypatch.setattr(programs.shutil, "which", lambda name: f"/bin/{name}")
    programs.open_workbook(sample)
    assert [command[0] for command in started] == ["/bin/et", "/bin/soffice", "/bin/xdg-open"]
    assert all(command[1] == str(sample) for command in started)


def test_where_nothing_can_show_it_the_clerk_is_told(desk, face, sample, monkeypatch):
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    with pytest.raises(HostError, match="没有图形界面"):
        programs.open_workbook(sample)
    desk.open()
    assert "没有图形界面" in face.told[0][0]
    monkeypatch.setenv("DISPLAY", ":9")
    monkeypatch.setattr(programs, "_command", lambda: None)
    with pytest.raises(HostError, match="没有找到能打开工作簿的程序"):
        programs.open_workbook(sample)


# The menu


def menu(file: Path, *answers: str) -> tuple[Session, str]:
    screen = io.StringIO()
    console = Console(io.StringIO("".join(f"{answer}\n" for answer in answers)), screen)
    session = Session(file, console)
    console.serve(session, read_groups())
    return session, screen.getvalue()


def number_of(action: str) -> str:
    return str(1 + list(BUTTONS).index(action))


def test_the_menu_shows_every_button_and_takes_its_number(sample):
    session, shown = menu(sample, number_of("check"), "", "0")
    for number, button in enumerate(BUTTONS.values(), 1):
        assert re.search(rf"(?m)^ +{number} {button.label}　*{re.escape(button.hint)}$", shown)
    assert "〔工具〕" in shown and "工作簿：没有被打开，可以办理" in shown
    assert (
        "！ 校验完成：错误" in shown and "现在可以重新打开" in shown and f"{OFFER}（y 是，回车 否）" in shown
    )
    assert session.pressed == ["check"]


def test_the_menu_survives_whatever_is_typed(sample):
    session, shown = menu(
        sample, "99", "abc", "", "-1", number_of("import"), "没有这张表", "代表", "无此文件.csv", ""
    )
    assert session.pressed == []
    for sentence in (
        "没有“99”这一项",
        "没有“abc”这一项",
        "没有“没有这张表”这一项",
        "找不到文件：无此文件.csv",
        NOTHING_DONE,
    ):
        assert sentence in shown


def test_numbers_may_be_typed_full_width(sample, tmp_path):
    roster = tmp_path / "名册（１）.csv"
    roster.write_text("姓名,单位\n样例甲,高千社区\n", encoding="utf-8")
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    delegates = re.search(r"(?m)^ +(\d+) 代表$", menu(sample, number_of("import"))[1])[1]
    words = (number_of("import").translate(wide), delegates.translate(wide), str(roster), "", "０")
    session, shown = menu(sample, *words, number_of("check"))
    assert session.pressed == ["import"], "０ leaves; a path keeps its own characters"
    assert "没有“" not in shown and "找不到文件" not in shown


def test_a_path_may_come_in_quotes_and_a_table_by_its_number(sample, tmp_path):
    roster = tmp_path / "名 册.csv"
    roster.write_text("姓名,单位\n样例甲,高千社区\n", encoding="utf-8")
    session, shown = menu(sample, number_of("import"), "代表", f'"{roster}"', "")
    assert "导入“代表”表 1 行" in shown and session.pressed == ["import"]


def test_the_menu_waits_as_often_as_it_must(sample):
    sample.with_name(f"~${sample.name}").write_text("")
    _, shown = menu(sample, number_of("check"), "", "", "q", "0")
    assert shown.count("正在 Excel 或 WPS 里打开着，没有保存的内容这里看不到") == 3
    assert NOTHING_DONE in shown


def test_with_json_standard_output_is_the_document_only(sample):
    done = subprocess.run(
        [sys.executable, "-m", "pyxl", "desk", str(sample), "--console", "--json"],
        input=f"{number_of('check')}\n\n0\n", capture_output=True, text=True, encoding="utf-8", check=True,
    )  # fmt: skip
    assert json.loads(done.stdout) == {"file": str(sample), "pressed": ["check"]}
    assert "校验完成" in done.stderr


def test_a_file_that_is_not_there_is_refused_before_any_window(moxi, tmp_path):
    status, out, err = moxi("desk", tmp_path / "无.xlsm")
    assert (status, out) == (2, "") and "找不到这个文件" in err


# LibreOffice for real


class Conversation:
    """A program that is talked to line by line."""

    def __init__(self, *command: str) -> None:
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8",
            start_new_session=True, env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        )  # fmt: skip
        self._heard: queue.SimpleQueue[str] = queue.SimpleQueue()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while character := self._process.stdout.read(1):
            self._heard.put(character)

    def hear(self, text: str) -> str:
        """What it says up to `text`; fails when that does not come."""
        heard = ""
        deadline = time.monotonic() + 90
        while not heard.endswith(text):
            try:
                heard += self._heard.get(timeout=max(0.0, deadline - time.monotonic()))
            except queue.Empty:
                raise AssertionError(f"{text!r} was not said, but: {heard[-2000:]}") from None
        return heard

    def say(self, line: str) -> None:
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()

    def do(self, *deed: object) -> Any:
        """One deed of `libreoffice_clerk`, and its answer."""
        self.say(json.dumps(deed))
        return json.loads(self.hear("\n"))

    def end(self) -> int:
        self._process.stdin.close()
        return self._process.wait(60)

    def __enter__(self) -> Conversation:
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(ProcessLookupError):  # nothing left is the normal case
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()


@pytest.mark.slow
@pytest.mark.libreoffice
def test_a_clerk_at_libreoffice_presses_a_button_at_the_desk(sample, monkeypatch):
    """Edit in LibreOffice; the desk waits; save and close; the desk checks; the findings stand in LibreOffice."""
    require_uno()
    for screen in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(screen, raising=False)
    with open_closed(sample, read_only=True) as book:
        people = book.sheets["候选人"].tables["候选人"]
        header = people.header_row_range.value.index("身份证号")
        cell = people.data_body_range[0, header]
        place, number = cell.get_address(False, False), str(cell.value)
    misprint = number[:17] + ("1" if number[17] != "1" else "2")
    clerk = [str(SYSTEM_PYTHON), str(Path(__file__).with_name("libreoffice_clerk.py")), str(sample)]
    desk = [sys.executable, "-m", "pyxl", "desk", str(sample), "--console"]
    with Conversation(*clerk) as office, Conversation(*desk) as menu:
        office.do("open")
        menu.hear("请输入编号：")
        menu.say(number_of("check"))
        assert "正在 LibreOffice 里打开着" in menu.hear("不办了请输入 q：")
        office.do("fill", f"候选人!{place}:{place}", [[misprint]])
        menu.say("")
        menu.hear("不办了请输入 q：")  # not closed yet: nothing is done
        office.do("close")
        menu.say("")
        told = menu.hear("没有图形界面，打不开工作簿")  # it was open before, and is to be open again
        assert "校验完成：错误" in told and "后来又保存过" in told and "现在可以重新打开" in told
        menu.say("0")
        assert menu.end() == 0
        office.do("open")
        header, *rows = office.do("values", "校验结果!A3:K80")
        office.do("close")
        assert office.end() == 0
    findings = [dict(zip(header, row, strict=True)) for row in rows]
    mine = [f for f in findings if (f["表"], f["行"], f["栏目"]) == ("候选人", 4, "身份证号")]
    assert len(mine) == 1, findings
    assert "校验码不对" in mine[0]["问题与处理"]
    assert misprint not in mine[0]["问题与处理"]


# The window, all but its drawing


class FakeView:
    """A window without a screen; every call must come from the thread that serves."""

    def __init__(self) -> None:
        self.thread = threading.get_ident()
        self.calls: list[tuple[object, ...]] = []
        self.answer: object = None
        self.gives_up = False

    def __getattr__(self, name: str) -> Callable[..., object]:
        def called(*arguments: object) -> object:
            assert threading.get_ident() == self.thread
            self.calls.append((name, *arguments))
            return self.gives_up if name == "given_up" else self.answer

        return called


def in_window(job: Callable[[WindowFace], object]) -> tuple[FakeView, object]:
    """Run a job beside a fake window; the view, and what the job returned or raised."""
    view, relay, results = FakeView(), Relay(), []
    return view, serve(view, relay, lambda: results.append(outcome(job, WindowFace(view, relay))), results)


def outcome(job: Callable[[WindowFace], object], face: WindowFace) -> object:
    try:
        return job(face)
    except Exception as error:
        return error


def serve(view: FakeView, relay: Relay, job: Callable[[], None], results: list[object]) -> object:
    assert relay.start(job)
    assert not relay.start(job), "one job at a time"
    deadline = time.monotonic() + 10
    while relay.busy and time.monotonic() < deadline:
        relay.serve()
        time.sleep(0.001)
    assert not relay.busy
    return results[0]


def test_the_window_is_touched_by_its_own_thread_only():
    view, _ = in_window(
        lambda face: (face.say("读取"), face.tell("好了", alarming=True), face.confirm("开吗？"))
    )
    assert view.calls == [("show_step", "读取"), ("show_result", "好了", True), ("ask_yes_no", "开吗？")]


def test_a_dialog_that_is_closed_cancels():
    for ask in (
        lambda face: face.choose("哪张？", ["甲", "乙"]),
        lambda face: face.choose_file("哪个？", "名册 (*.csv),*.csv"),
        lambda face: face.ask_text("口令", secret=True),
    ):
        assert isinstance(in_window(ask)[1], Cancelled)


def test_the_window_goes_on_by_itself_when_the_file_is_closed():
    seen = iter([False, True])
    view, result = in_window(lambda face: face.wait("请关闭", lambda: next(seen)))
    assert result is True
    assert [name for name, *_ in view.calls] == ["begin_waiting", "given_up", "end_waiting"]


def test_the_clerk_need_not_wait():
    def wait(face: WindowFace) -> bool:
        face._view.gives_up = True
        return face.wait("请关闭", lambda: False)

    view, result = in_window(wait)
    assert result is False and view.calls[-1] == ("end_waiting",)


def test_an_error_in_the_window_reaches_the_job():
    _, result = in_window(lambda face: face._relay.call(lambda: 1 // 0))
    assert isinstance(result, ZeroDivisionError)


def test_excels_kinds_of_files_as_a_window_takes_them():
    assert file_kinds("名册 (*.xlsx;*.csv),*.xlsx;*.csv") == [
        ("名册", ("*.xlsx", "*.csv")), ("所有文件", ("*",)),
    ]  # fmt: skip


def test_the_window_is_drawn_with_a_button_for_each_of_the_ribbons(desk, monkeypatch):
    """Against Tk's own signatures, without a screen: what is not a call that Tk knows fails here."""
    tk = pytest.importorskip("tkinter", reason="Python came without Tk")
    from pyxl.desk import window

    drawn: list[dict[str, object]] = []

    def button(parent: object, **options: object) -> object:
        drawn.append(options)
        return create_autospec(tk.ttk.Button, instance=True)

    import tkinter.ttk

    stub = create_autospec(tkinter.ttk)
    stub.Button = button
    stub.Frame.return_value = create_autospec(tkinter.ttk.Frame, instance=True)
    monkeypatch.setattr(window, "ttk", stub)
    monkeypatch.setattr(window, "messagebox", create_autospec(window.messagebox))
    monkeypatch.setattr(window, "dress", lambda root: None)  # its own test draws for real
    for name in ("StringVar", "BooleanVar", "Text", "Frame"):
        monkeypatch.setattr(window.tk, name, create_autospec(getattr(tk, name)))
    root, relay = create_autospec(tk.Tk, instance=True), create_autospec(Relay, instance=True, busy=False)
    drawing = window.Window(root, relay)
    drawing.build(desk, read_groups())
    keys = access_keys(read_groups(), window.OPEN_KEY + window.COPY_KEY)
    assert [options["text"] for options in drawn] == [
        *(f"{each.label}({keys[each.action]})" for each in BUTTONS.values()), "打开工作簿(O)", "复制结果(K)", window.GIVE_UP,
    ]  # fmt: skip
    pressed: list[Button] = []
    monkeypatch.setattr(desk, "press", pressed.append)
    for options in drawn[: len(BUTTONS)]:
        options["command"]()
        relay.start.call_args.args[0]()
    assert pressed == list(BUTTONS.values())
    drawing.show_result("好了", alarming=False)
    drawing.begin_waiting("请关闭")
    drawn[-1]["command"]()
    assert drawing.given_up()
    drawing.end_waiting()
    relay.busy = True
    drawing.close()
    assert window.messagebox.showinfo.called and not root.destroy.called
    relay.busy = False
    drawing.close()
    assert root.destroy.called


def test_every_button_has_a_letter_of_its_own_and_the_first_where_it_can():
    keys = access_keys(read_groups(), "OK")
    assert (
        keys.keys() == BUTTONS.keys()
        and len(set(keys.values())) == len(keys)
        and not {"O", "K"} & {*keys.values()}
    )
    assert (keys["calendar"], keys["check"], keys["undo"], keys["doctor"]) == ("C", "H", "U", "D")


def test_who_closed_the_file_for_us_has_it_opened_again(desk, face, sample, monkeypatch):
    opened: list[Path] = []
    monkeypatch.setattr(session_module, "open_workbook", opened.append)
    lock = sample.with_name(LOCKS["LibreOffice"].format(sample.name))
    lock.write_text("")
    face.closes = lock.unlink
    desk.press(BUTTONS["audit"])  # writes nothing, and it is opened all the same
    assert opened == [sample]
    desk.press(BUTTONS["audit"])
    assert opened == [sample]


def test_without_a_file_it_is_the_latest_workbook_in_the_clerks_folder(sample, tmp_path, monkeypatch):
    from pyxl.desk.command import _open_one, workbooks_in

    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("USERPROFILE", raising=False)
    papers = tmp_path / "Documents" / "换届选举"
    papers.mkdir(parents=True)
    older, newer = papers / "磨溪镇.xlsm", papers / "改了名.xlsm"
    for place, at in ((older, 1_000_000_000), (newer, 1_100_000_000)):
        place.write_bytes(sample.read_bytes())
        os.utime(place, (at, at))
    (papers / "~$磨溪镇.xlsm").write_bytes(b"x")
    (papers / "坏.xlsx").write_bytes(b"x")
    with open_closed(sample, read_only=True) as book:
        from pyxl.actions import export
        from pyxl.book.workbook import Workbook

        export.run(Workbook(book), export.Options("候选人", str(papers / "候选人.xlsx")), lambda step: None)
    assert (papers / "候选人.xlsx").is_file()
    assert workbooks_in(papers) == [newer, older] and _open_one() == newer


def test_an_icon_without_a_terminal_shows_its_sentence_in_a_box(monkeypatch):
    import ctypes
    from types import SimpleNamespace

    from pyxl import cli

    boxes: list[tuple[object, ...]] = []
    user32 = SimpleNamespace(MessageBoxW=lambda *words: boxes.append(words))
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(user32=user32), raising=False)
    with monkeypatch.context() as patch:
        patch.setattr(cli.sys, "platform", "win32")
        patch.setattr(cli.sys, "stderr", None)
        assert cli._fail("找不到这个文件。") == 2
    assert boxes == [(None, "找不到这个文件。", "换届选举", 0x30)]


def test_without_a_file_and_without_excel_the_clerk_is_told(moxi, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    status, _, said = moxi("desk")
    assert status == 2 and "没有换届工作簿在 Excel 里打开着" in said


def test_without_a_screen_the_menu_comes_instead(sample, monkeypatch, capsys):
    from pyxl.desk import opening

    monkeypatch.setattr(opening, "_screen", lambda: None)
    monkeypatch.setattr(sys, "stdin", io.StringIO("0\n"))
    assert opening.serve(sample, console=False, quiet=False).pressed == []
    assert "请输入编号" in capsys.readouterr().out
