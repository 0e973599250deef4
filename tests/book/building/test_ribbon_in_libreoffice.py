"""Each ribbon button, pressed in LibreOffice, reaches RunPython; what goes wrong is said in Chinese.

LibreOffice drops a call into a module that does not compile without any error, so every assertion is on
a cell or on a returned text, and a module spoilt on purpose must make them fail.
"""

import pytest

from pyxl.book.building.macros.vba_project import xlwings_modules
from pyxl.book.building.macros.vba_source import MacroSource
from pyxl.book.declared import ENTRY_SHEETS, SHEETS, STAGE_OF, Stage
from pyxl.book.grid_layout import FIRST_CANDIDATE_COLUMN, FIRST_PAPER_ROW, NAMES_ROW, PRESENT, WHOLE_COLUMN
from pyxl.hosts.addresses import cell_name
from tests.book.building.vba_flavour import (
    ALONE,
    FAILURE,
    MACROS,
    NO_SERVER,
    PRESSED,
    RECORD,
    SAID,
    flavour,
    flavour_book,
    module,
    sources,
)
from tests.libreoffice import call, drive, fill, modules, texts
from tests.macro_gate import callbacks

pytestmark = pytest.mark.libreoffice

CALLBACKS = callbacks((MACROS / "ribbon.xml").read_bytes())
BUTTONS = {
    "Moxi_Plan": "plan",
    "Moxi_Calendar": "calendar",
    "Moxi_Issue": "issue",
    "Moxi_Forms": "forms",
    "Moxi_Import": "import",
    "Moxi_Check": "check",
    "Moxi_Next": "next",
    "Moxi_Quota": "quota",
    "Moxi_Ballots": "ballots",
    "Moxi_Prepare": "prepare",
    "Moxi_Count": "count",
    "Moxi_Rehearse": "rehearse",
    "Moxi_Papers": "papers",
    "Moxi_Print": "print",
    "Moxi_Practise": "practise",
    "Moxi_Submit": "submit",
    "Moxi_Archive": "archive",
    "Moxi_Audit": "audit",
    "Moxi_Export": "export",
    "Moxi_Undo": "undo",
    "Moxi_Doctor": "doctor",
}
EXPLAINS = "Moxi_Functions"
STAGES = ("Moxi_EarlierStage", "Moxi_NextStage", "Moxi_ShowAll")
JUMPS = {"Moxi_ShowHome": "首页", "Moxi_ShowSettings": "方案设置"}
ALL_RECORD, EVERYTHING = f"{RECORD}!A1:A6", f"{RECORD}!A1:A9"
EMPTY_RECORD = [[""]] * 6

DRIVER = module(
    """Attribute VB_Name = "TestAsk"
Option Explicit
Public Function ActiveName() As String
    ActiveName = ThisWorkbook.ActiveSheet.Name
End Function
Public Sub FillAt(ByVal sheetName As String, ByVal place As String)
    FillPaper ThisWorkbook.Worksheets(sheetName), CLng(place)
End Sub
Public Function InSight() As String
    Dim sheet As Object
    For Each sheet In ThisWorkbook.Worksheets
        If sheet.Visible = xlSheetVisible Then InSight = InSight & sheet.Name & " "
    Next sheet
    InSight = Trim(InSight)
End Function
"""
)


@pytest.fixture(scope="module")
def interpreter(tmp_path_factory):
    """A file that stands for python.exe, so that the first-run check finds it."""
    path = tmp_path_factory.mktemp("python") / "python.exe"
    path.touch()
    return path


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    return flavour_book(tmp_path_factory.mktemp("flavour") / "flavour.xlsm", flavour(CALLBACKS, [DRIVER]))


def ask(function, *arguments):
    return call(f"MoxiFirstRun.{function}", *arguments)


def at_first(interpreter, failure=""):
    """Steps that clear the record and forget that Python was found."""
    return [
        fill(ALL_RECORD, [*EMPTY_RECORD[:4], [str(interpreter)], [failure]]),
        ask("ForgetPython"),
    ]


def test_every_button_is_tested():
    assert sorted(CALLBACKS) == sorted([*BUTTONS, *JUMPS, *STAGES, EXPLAINS])


def test_every_module_compiles_and_every_button_reaches_python(book, interpreter):
    steps = [modules()]
    for name in CALLBACKS:
        steps += [*at_first(interpreter), call(f"TestDriver.Press_{name}"), texts(ALL_RECORD)]
        steps += [call("TestAsk.ActiveName")]
    taken_over, *rest = drive(book, *steps)
    assert {m.name for m in sources()} <= taken_over.keys()
    results = dict(zip(CALLBACKS, zip(rest[3::5], rest[4::5], strict=True), strict=True))
    for name, action in BUTTONS.items():
        record, _ = results[name]
        assert record[0] == [f"import pyxl.ribbon; pyxl.ribbon.press('{action}')"], name
        assert record[1] == ["import pyxl.ribbon"], name
        assert record[2] == [""], name
    for name, sheet in JUMPS.items():
        record, active = results[name]
        assert record[:4] == EMPTY_RECORD[:4], name
        assert active == sheet, name


def test_python_is_started_only_once(book, interpreter):
    *_, second = drive(
        book,
        *at_first(interpreter),
        call("TestDriver.Press_Moxi_Check"),
        fill(ALL_RECORD, [*EMPTY_RECORD[:4], [str(interpreter)], [""]]),
        call("TestDriver.Press_Moxi_Undo"),
        texts(ALL_RECORD),
    )
    assert second[0] == ["import pyxl.ribbon; pyxl.ribbon.press('undo')"]
    assert second[1] == [""]


def test_a_module_that_does_not_compile_is_noticed(tmp_path, interpreter):
    """The negative control: what the two tests above assert does fail when a module is broken."""
    broken = [
        MacroSource(m.name, m.kind, m.text + "Sub Broken(\r\n") if m.name == "MoxiPress" else m
        for m in flavour(CALLBACKS)
    ]
    path = flavour_book(tmp_path / "broken.xlsm", broken)
    *_, returned, record = drive(
        path, *at_first(interpreter), call("TestDriver.Press_Moxi_Check"), texts(ALL_RECORD)
    )
    assert returned is None
    assert record[:4] == EMPTY_RECORD[:4]


def test_missing_python_and_a_failing_start_are_told_in_chinese(book, interpreter, tmp_path):
    missing = tmp_path / "gone" / "python.exe"
    report = (
        "Traceback (most recent call last):\n  File \"<string>\"\nModuleNotFoundError: No module named 'pyxl'"
    )
    result = drive(
        book,
        *at_first(missing),
        call("TestDriver.Press_Moxi_Check"),
        texts(ALL_RECORD),
        *at_first(interpreter, report),
        call("TestDriver.Press_Moxi_Check"),
        texts(ALL_RECORD),
        fill(FAILURE, [[""]]),
        call("TestDriver.Press_Moxi_Check"),
        texts(PRESSED),
    )
    no_python, no_pyxl, repaired = result[3], result[7], result[10]
    assert no_python[0] == [""]
    assert no_python[1] == [""]
    assert no_python[2][0].startswith("这台电脑上没有找到 Python：")
    assert str(missing) in no_python[2][0]
    assert no_python[3] == ["换届选举"]
    assert no_pyxl[0] == [""]
    assert no_pyxl[2][0].startswith("找到了 Python，但里面没有装换届软件")
    assert "Traceback" not in no_pyxl[2][0]
    assert repaired == [["import pyxl.ribbon; pyxl.ribbon.press('check')"]]


def test_without_the_server_a_press_starts_a_python_of_its_own_and_says_so_once(book, interpreter):
    """As where Excel or Python come from the Microsoft Store: RunPython needs no COM server."""
    failure = "Could not activate Python COM server, hr = -2147221164 1000"
    *_, first, _, _, second, _, _, _, later = drive(
        book,
        *at_first(interpreter),
        fill(NO_SERVER, [[failure]]),
        fill(f"{ALONE}:A9", [[""], [""]]),
        call("TestDriver.Press_Moxi_Check"),
        texts(EVERYTHING),
        fill(SAID, [[""]]),
        call("TestDriver.Press_Moxi_Undo"),
        texts(EVERYTHING),
        fill(EVERYTHING, [*EMPTY_RECORD[:4], [str(interpreter)], *[[""]] * 4]),
        ask("ForgetPython"),
        call("TestDriver.Press_Moxi_Count"),
        texts(EVERYTHING),
    )
    assert first[2][0].startswith("这台电脑上，Python 的常驻服务启动不了") and "请按" not in first[2][0][:9]
    assert first[0] == [""] and first[7] == ["import pyxl.ribbon; pyxl.ribbon.press('check')"]
    adds, own, again, *clouds, last = first[8][0].split(";")
    assert (own, clouds) == (again, ["", "", ""]) and own.endswith(".xlsm"), (adds, last)
    assert second[2] == [""] and second[7] == ["import pyxl.ribbon; pyxl.ribbon.press('undo')"]
    assert later[0] == ["import pyxl.ribbon; pyxl.ribbon.press('count')"] and later[7] == [""]


def test_paths_are_put_together_as_xlwings_does():
    """RunPython's own text, in the module as it ships: we hand the same to its ExecuteWindows."""
    bas = next(m.text for m in xlwings_modules() if m.name == "xlwings")
    assert (
        'AddExcelDir & ";" & ActiveFullName & ";" & ThisFullName & ";" & GetConfig("ONEDRIVE_CONSUMER_WIN") & ";" '
        '& GetConfig("ONEDRIVE_COMMERCIAL_WIN") & ";" & GetConfig("SHAREPOINT_WIN") & ";" & GetConfig("PYTHONPATH")'
    ) in bas
    assert "RunPython = ExecuteWindows(False, PythonCommand, interpreter, PYTHONPATH)" in bas


PLACES = [
    ("", "", False, "还没有存成文件"),
    (r"D:\换届\磨溪.xlsm", r"C:\Temp", False, ""),
    (r"\\server\妇联\磨溪.xlsm", r"C:\Temp", False, ""),
    (r"D:\换届\磨溪.xlsm", "", False, ""),
    (r"D:\换届\磨溪.xlsm", "", True, "只读"),
    ("https://d.docs.live.net/1a/换届/磨溪.xlsm", "", False, "网盘"),
    (r"C:\Users\li\AppData\Local\Temp\Rar$DIa1.2\磨溪.xlsm", "", False, "压缩包"),
    (r"C:\Users\li\AppData\Local\Temp\Temp1_换届.zip\磨溪.xlsm", "", False, "压缩包"),
    (r"E:\收件\换届.zip\磨溪.xlsm", "", False, "压缩包"),
    (r"E:\tmp\磨溪.xlsm", r"e:\TMP", False, "压缩包"),
    (r"E:\tmp2\磨溪.xlsm", r"e:\TMP", False, ""),
    (r"C:\Users\li\AppData\Local\Microsoft\Windows\INetCache\Content.Outlook\X\磨溪.xlsm", "", False, "邮件"),
    (r"C:\Users\li\Documents\WeChat Files\wxid_1\FileStorage\File\2017-11\磨溪.xlsm", "", True, "微信"),
    (r"C:\Users\li\Documents\xwechat_files\wxid_1\msg\file\磨溪.xlsm", "", False, "微信"),
    (r"C:\Users\li\Documents\Tencent Files\1\FileRecv\磨溪.xlsm", "", False, "QQ"),
]

HOSTS = [
    ("Microsoft Excel", r"C:\Program Files\Microsoft Office\root\Office16", "Windows (64-bit) NT 10.00", ""),
    ("Microsoft Excel", r"C:\Program Files (x86)\Microsoft Office\Office14", "Windows (32-bit) NT 6.01", ""),
    ("WPS 表格", r"C:\Program Files\x", "Windows (64-bit) NT 10.00", "WPS"),
    ("Microsoft Excel", r"C:\Users\li\AppData\Local\Kingsoft\WPS Office\12.1.0\office6", "Windows", "WPS"),
    ("Microsoft Excel", "/Applications/Microsoft Excel.app", "Macintosh (Intel) 10.15", "Windows 版"),
]

REPORTS = [
    ("Could not load xlwings64-0.37.8.dll from either of the following folders: ", "版本不一致"),
    ("Traceback ...\nModuleNotFoundError: No module named 'pyxl'\n", "没有装换届软件"),
    ("Traceback ...\nModuleNotFoundError: No module named 'pyxl.ribbon'\n", "没有装换届软件"),
    ("Traceback ...\r\nModuleNotFoundError: No module named 'pandas'\r\n", "没有装全"),
    ("Could not create Python process.\nError message: 系统找不到指定的文件", "系统找不到指定的文件"),
]


def test_first_run_messages_case_by_case(book):
    """What each kind of desk is told; a message always says what to do."""
    cases = [
        *(ask("PlaceProblem", *given) for *given, _ in PLACES),
        *(ask("HostProblem", *given) for *given, _ in HOSTS),
        *(ask("StartText", report) for report, _ in REPORTS),
        ask("BookProblem", r"D:\甲.xlsm", r"D:\乙.xlsm"),
        ask("BookProblem", r"D:\甲.xlsm", r"D:\甲.xlsm"),
    ]
    lines = [call("MoxiPress.LastLine", text) for text in ("a\nb\r\n\r\n", "", "只有一行")]
    renamed = [call("MoxiPress.ShowSheet", "没有这张表"), texts(ALL_RECORD)]
    results = drive(book, *cases, *lines, *renamed)
    wanted = [*(w for *_, w in PLACES), *(w for *_, w in HOSTS), *(w for _, w in REPORTS), "两本", ""]
    for case, message, part in zip(cases, results[: len(cases)], wanted, strict=True):
        assert isinstance(message, str), case
        assert (message == "") == (part == ""), (case, message)
        assert part in message, (case, message)
        assert part == "" or "请" in message, (case, message)
    assert results[len(cases) : len(cases) + 3] == ["b", "", "只有一行"]
    _, _, said, heading, *_ = results[-1]
    assert said[0].startswith("没有找到工作表“没有这张表”")
    assert heading == ["换届选举"]


# Stages


@pytest.fixture(scope="module")
def staged(tmp_path_factory):
    """All sheets of the workbook, with the modules of the LibreOffice flavour."""
    path = tmp_path_factory.mktemp("stages") / "stages.xlsm"
    return flavour_book(path, flavour(CALLBACKS, [DRIVER]), {sheet.name: sheet.code_name for sheet in SHEETS})


def of(*stages):
    return [sheet.name for sheet in SHEETS if sheet.stage in (Stage.ALWAYS, *stages)]


def test_the_buttons_show_one_stage_after_the_other_without_python(staged):
    presses = ["Moxi_EarlierStage", *["Moxi_NextStage"] * 2, "Moxi_EarlierStage", "Moxi_ShowAll"]
    steps = [step for name in presses for step in (call(f"TestDriver.Press_{name}"), call("TestAsk.InSight"))]
    shown = [names.split() for names in drive(staged, *steps)[1::2]]
    kept = [[name for name in names if name in STAGE_OF] for names in shown]
    assert kept[:2] == [of(Stage.PREPARE), of(Stage.NOMINATE)]
    assert kept[2:4] == [of(Stage.CONGRESS), of(Stage.NOMINATE)]
    assert kept[4] == list(STAGE_OF), "all of them"


def test_a_sheet_with_a_finding_is_never_put_away(staged):
    *_, shown = drive(
        staged,
        fill("问题清单!C4", [["候选人第 9 行"]]),
        call("MoxiSheets.ShowStage", 3),
        call("TestAsk.InSight"),
    )
    assert "候选人" in shown.split() and "代表" not in shown.split()


def test_links_lead_to_sheets_that_were_put_away(staged):
    first, active, _, second = drive(
        staged,
        call("MoxiSheets.ShowStage", 1),
        call("MoxiSheets.FollowLink", "候选人", "'候选人'!A1"),
        call("TestAsk.InSight"),
        call("TestAsk.ActiveName"),
        call("MoxiSheets.FollowLink", Stage.CONGRESS.title, "'选票-执委'!A1"),
        call("TestAsk.InSight"),
    )[2:]
    assert "候选人" in first.split() and active == "候选人"
    assert [name for name in second.split() if name in STAGE_OF] == of(Stage.CONGRESS)


# Papers typed short


GRID = ENTRY_SHEETS["甲"]
KEYSTROKE = 0.28
"""Seconds of a keystroke of somebody who types, but not for a living (Card, Moran and Newell 1980)."""


def short(marks):
    """What is typed of a paper: the numbers of those who are not approved, and Enter."""
    said = [f"{at}" if mark == "×" else f"-{at}" for at, mark in enumerate(marks, 1) if mark != "○"]
    return " ".join(said) or "0"


def typed_in(row, text):
    cell = f"{GRID}!{cell_name(row, WHOLE_COLUMN)}"
    return [fill(f"{cell}:{cell.split('!')[1]}", [[text]]), call("TestAsk.FillAt", GRID, str(row))]


def test_a_paper_is_typed_by_its_exceptions(staged):
    marks = paper(27, against=(3, 17), abstained=(5,))
    first, last = FIRST_CANDIDATE_COLUMN, FIRST_CANDIDATE_COLUMN + 26
    row = FIRST_PAPER_ROW
    across = [f"{GRID}!{cell_name(r, first)}:{cell_name(r, last)}" for r in range(row, row + 4)]
    signs = f"{GRID}!{cell_name(1, PRESENT.last_column)}:{cell_name(3, PRESENT.last_column)}"
    *_, one, two, three, four, kept = drive(
        staged,
        fill(
            f"{GRID}!{cell_name(NAMES_ROW, first)}:{cell_name(NAMES_ROW, last)}",
            [[f"样例{n}" for n in range(27)]],
        ),
        fill(signs, [["○"], ["×"], [""]]),
        *typed_in(row, short(marks)),
        *typed_in(row + 1, "0"),
        *typed_in(row + 2, "3，17.28"),
        *typed_in(row + 3, "作废"),
        *map(texts, across),
        texts(f"{GRID}!{cell_name(row, WHOLE_COLUMN)}:{cell_name(row + 3, WHOLE_COLUMN)}"),
    )
    assert one == [[mark or "" for mark in marks]]
    assert two == [["○"] * 27]
    assert three == four == [[""] * 27], "a number that nobody has, or a word, is left for the clerk to see"
    assert [cell for (cell,) in kept] == ["", "", "3，17.28", "作废"]


def paper(names, against=(), abstained=()):
    return ["×" if at in against else None if at in abstained else "○" for at in range(1, names + 1)]


def test_a_paper_of_27_takes_less_than_ten_seconds():
    """Two names struck, as 27 for 25 asks; half of the papers have more exceptions. Enter goes to the next paper."""
    hands = [
        paper(27, against=range(1, 1 + n), abstained=range(20, 20 + m)) for n in range(2, 7) for m in range(4)
    ]
    seconds = [(len(short(marks)) + 1) * KEYSTROKE for marks in hands]
    assert max(seconds) < 10 and sum(seconds) / len(seconds) < 6
