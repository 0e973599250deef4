"""The VBA that knows which sheet belongs to which stage, and where things stand on the sheets for papers.

It is made from the declarations, so that they are said once.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pyxl.book.building.macros.vba_source import MacroKind, MacroSource, to_ascii
from pyxl.book.declared import ALL_SHEETS, ENTRY_SHEETS, HOME, NEXT_SHEET, PROBLEMS, SHEET_OF, SHEETS, Stage
from pyxl.book.grid_layout import (
    FIRST_CANDIDATE_COLUMN,
    FIRST_PAPER_ROW,
    LAST_CANDIDATE_COLUMN,
    LAST_PAPER_ROW,
    NAMES_ROW,
    PRESENT,
    WHOLE_COLUMN,
)

MODULE: Final = "MoxiStages"
_NUMBERS: Final = {stage: number for number, stage in enumerate(Stage)}
"""0 for the sheets that are always shown, then the stages in their order; the back room comes last."""
_NO_STAGE: Final = -1
_TEXT: Final = """Attribute VB_Name = "{module}"
Option Explicit
Option Private Module
' Made from pyxl/book/declared/sheets.py at build time.

Public Const LastStage As Long = {last}
Public Const NoStage As Long = {none}
Public Const GridNames As Long = {names}
Public Const GridTop As Long = {top}
Public Const GridBottom As Long = {bottom}
Public Const GridWhole As Long = {whole}
Public Const GridFirst As Long = {first}
Public Const GridLast As Long = {right}
Public Const GridSigns As Long = {signs}

Public Function StageOf(ByVal codeName As String) As Long
    Select Case codeName
{cases}
        Case Else: StageOf = NoStage
    End Select
End Function

Public Function StageNamed(ByVal title As String) As Long
    Select Case title
{titles}
        Case Else: StageNamed = NoStage
    End Select
End Function

Public Function IsGrid(ByVal codeName As String) As Boolean
    Select Case codeName
        Case {grids}: IsGrid = True
    End Select
End Function

Public Function HomeSheet() As String
    HomeSheet = "{home}"
End Function

Public Function AllSheets() As String
    AllSheets = "{everything}"
End Function

Public Function NextSheetName() As String
    NextSheetName = "{following}"
End Function

Public Function ProblemPlaces() As Object
    Set ProblemPlaces = ThisWorkbook.Worksheets("{problems}").Range("{places}")
End Function
"""


def stage_module() -> MacroSource:
    """The module, in ASCII as VBA has it."""
    text = _TEXT.format(
        module=MODULE,
        last=_NUMBERS[Stage.CLOSE],
        none=_NO_STAGE,
        cases="\n".join(_cases()),
        titles="\n".join(
            f'        Case "{stage.title}": StageNamed = {number}'
            for stage, number in _NUMBERS.items()
            if number
        ),
        grids=", ".join(f'"{sheet.code_name}"' for sheet in SHEETS if sheet.name in ENTRY_SHEETS.values()),
        names=NAMES_ROW,
        top=FIRST_PAPER_ROW,
        bottom=LAST_PAPER_ROW,
        whole=WHOLE_COLUMN,
        first=FIRST_CANDIDATE_COLUMN,
        right=LAST_CANDIDATE_COLUMN,
        signs=PRESENT.last_column,
        home=HOME,
        everything=ALL_SHEETS,
        following=NEXT_SHEET,
        problems=SHEET_OF[PROBLEMS.name],
        places=_places(),
    )
    return MacroSource(MODULE, MacroKind.STANDARD, to_ascii(text, MODULE))


def _cases() -> Iterator[str]:
    for stage, number in _NUMBERS.items():
        names = ", ".join(f'"{sheet.code_name}"' for sheet in SHEETS if sheet.stage is stage)
        yield f"        Case {names}: StageOf = {number}"


def _places() -> str:
    """Where 问题清单 says which sheet each of its lines is about."""
    letter = chr(ord("A") + PROBLEMS.headers.index("去处理"))
    return f"{letter}4:{letter}2000"
