"""The macros as LibreOffice can run them: the shipped sources beside a stand-in for xlwings' module.

LibreOffice compiles our modules but not `xlwings.bas`, and with one module that does not compile every
call silently does nothing.  So the test flavour of the project has

* our own modules, as shipped, with one-line procedures broken into lines (`:` and a line end are the
  same to VBA; LibreOffice's parser stumbles over the former before `End Sub`).  They use no conditional
  compilation; the gate keeps it so.  Only what xlwings generates does (`xlwings_udfs`): there the branch
  for Excel is taken beforehand;
* a module `xlwings` with the five procedures that ours call, which write what they are asked into the
  sheet `记录`, where a test reads it;
* a class `IRibbonControl`, a type that only Office has, and a driver that presses a button by its
  callback's name.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from pathlib import Path

import xlsxwriter

from pyxl.actions.fresh.blank import macro_sources
from pyxl.book.building.macros.vba_project import assemble, compile_project
from pyxl.book.building.macros.vba_source import MacroKind, MacroSource, to_ascii

ROOT = Path(__file__).parents[3]
MACROS = ROOT / "macros"
SHEETS = {"首页": "ShHome", "方案设置": "ShSettings", "候选人": "ShCandidates", "xlwings.conf": "ShConf"}
RECORD = "记录"
PRESSED, STATEMENT, SAID, HEADING, INTERPRETER, FAILURE, NO_SERVER, ALONE, ALONE_PATH = (
    f"{RECORD}!A{row}" for row in range(1, 10)
)
"""Cells of the record: RunPython's argument, the statement that Python executed, the message shown and
its heading; three cells that a test fills: the configured interpreter, the errors that Python and its server raise;
what a Python of its own was asked for, and with which paths."""

_ONE_LINE = re.compile(r"(?m)^((?:Public |Private )?Sub \w+\([^)\r\n]*\)): (.*): End Sub\r$")

_EXCEL_OR_NOT = re.compile(r'(?ms)^ *#If App = "Microsoft Excel" Then\r\n(.*?)^ *#Else\r\n.*?^ *#End If\r\n')

_XLWINGS = """Attribute VB_Name = "xlwings"
Option Explicit
Public Function RunPython(PythonCommand As String)
    Record.Range("A1").Value = PythonCommand
End Function
Public Function GetConfig(configKey As String, Optional default As String = "") As Variant
    If configKey = "INTERPRETER_WIN" Then GetConfig = Record.Range("A5").Value
End Function
Public Function ExecuteWindows(IsFrozen As Boolean, PythonCommand As String, PYTHON_WIN As String, Optional PYTHONPATH As String) As Integer
    Record.Range("A8").Value = PythonCommand
    Record.Range("A9").Value = PYTHONPATH
End Function
Public Function XLPy() As Object
    If Record.Range("A7").Value <> "" Then Err.Raise 1000, , Record.Range("A7").Value
    Set XLPy = New StubPython
End Function
Public Function WScript(Optional CreateNew As Boolean) As Object
    Set WScript = New StubShell
End Function
Public Function Record() As Object
    Set Record = ThisWorkbook.Worksheets("记录")
End Function
"""

_CLASS = """VERSION 1.0 CLASS
BEGIN
  MultiUse = -1  'True
END
Attribute VB_Name = "{name}"
Attribute VB_GlobalNameSpace = False
Attribute VB_Creatable = False
Attribute VB_PredeclaredId = False
Attribute VB_Exposed = False
Option Explicit
{body}"""

_CLASSES = {
    "IRibbonControl": "Public Id As String\n",
    "StubPython": """Public Function CallUDF(script As String, fname As String, args As Variant, book As Variant, caller As Variant) As Variant
    Dim given As Variant, text As String
    For Each given In args
        text = text & "|" & CStr(given)
    Next given
    CallUDF = script & "." & fname & text
End Function
Public Sub Exec(statement As String)
    Record.Range("A2").Value = statement
    If Record.Range("A6").Value <> "" Then Err.Raise 1000, , Record.Range("A6").Value
End Sub
""",
    "StubShell": """Public Sub Popup(text As String, wait As Long, heading As String, kind As Long)
    Record.Range("A3").Value = text
    Record.Range("A4").Value = heading
End Sub
""",
}


def flavour(callbacks: Sequence[str], extra: Sequence[MacroSource] = ()) -> list[MacroSource]:
    """The modules of the LibreOffice flavour, with a driver `TestDriver.Press_<callback>` for each."""
    presses = "".join(
        f"Public Sub Press_{name}()\n    Dim control As New IRibbonControl\n    {name} control\nEnd Sub\n"
        for name in callbacks
    )
    return [
        *(
            MacroSource(m.name, m.kind, _ONE_LINE.sub("\\1\r\n    \\2\r\nEnd Sub\r", _for_excel(m.text)))
            for m in sources()
        ),
        module(_XLWINGS),
        *(
            MacroSource(name, MacroKind.CLASS, to_ascii(_CLASS.format(name=name, body=body)))
            for name, body in _CLASSES.items()
        ),
        module(f'Attribute VB_Name = "TestDriver"\nOption Explicit\n{presses}'),
        *extra,
    ]


def _for_excel(text: str) -> str:
    """The text with its `#If App = "Microsoft Excel"` decided."""
    decided = _EXCEL_OR_NOT.sub(r"\1", text)
    return re.sub(r"(?m)^#Const .*\r\n", "", decided)


def sources() -> list[MacroSource]:
    return macro_sources()


def module(text: str) -> MacroSource:
    """A standard module from text with its `Attribute VB_Name` line."""
    name = text.split('"', 2)[1]
    return MacroSource(name, MacroKind.STANDARD, to_ascii(text, name))


def flavour_book(path: Path, modules: Sequence[MacroSource], sheets: dict[str, str] = SHEETS) -> Path:
    """A workbook with the LibreOffice flavour of the project."""
    sheets = sheets | {RECORD: "ShRecord"}
    return write_book(path, sheets, assemble(modules, list(sheets.values())))


def shipped_book(path: Path) -> Path:
    """A workbook with the project as it ships, still without the ribbon."""
    return write_book(path, SHEETS, compile_project(sources(), list(SHEETS.values())))


def write_book(path: Path, sheets: dict[str, str], project: bytes) -> Path:
    with xlsxwriter.Workbook(path) as book:
        book.set_vba_name("ThisWorkbook")
        book.add_vba_project(io.BytesIO(project), is_stream=True)
        for name, code_name in sheets.items():
            book.add_worksheet(name).set_vba_name(code_name)
    return path
