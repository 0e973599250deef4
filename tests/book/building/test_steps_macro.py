"""The macro that carries a list of steps out, run by LibreOffice: what it answers, and what then stands on the sheets.

Not seen here: ResetAllPageBreaks, which LibreOffice lacks, Merge Across, which does nothing there, PrintTitleRows, which
it does not tell, the looks that a copy brings.  The apostrophe before a text is LibreOffice's, Excel's formulas have none.

`tests/excel/steps_macro.py` is the macro's transcript for the live path's tests; all know the same verbs.
"""

from __future__ import annotations

import re

import pytest

from pyxl.book.pages.page import Block, Page, _dressing, _merging, _setup, _whole
from pyxl.hosts.sheets.page_setup import set_up_steps
from pyxl.hosts.sheets.steps import MACRO
from tests.book.building.vba_flavour import MACROS, flavour, flavour_book, module
from tests.excel import steps_macro
from tests.libreoffice import call, drive, fill
from tests.macro_gate import callbacks

MODULE = MACROS / "MoxiSteps.bas"
LOOKS = module(
    """Attribute VB_Name = "TestLooks"
Option Explicit
Public Function Height(ByVal place As String) As Double
    Height = ThisWorkbook.Worksheets("候选人").Range(place).RowHeight
End Function
Public Function Width(ByVal place As String) As Double
    Width = ThisWorkbook.Worksheets("候选人").Range(place).ColumnWidth
End Function
Public Function Printed() As String
    With ThisWorkbook.Worksheets("候选人").PageSetup
        Printed = .PrintArea & " " & .Orientation & " " & .FitToPagesWide & " " & .PaperSize
    End With
End Function
"""
)


def carry_out(*steps: tuple[str, ...]):
    text = "\n".join("\t".join(step) for step in steps)
    return call(f"MoxiSteps.{MACRO}", text, len(text))


@pytest.mark.libreoffice
def test_libreoffice_carries_out_every_verb(tmp_path):
    names = callbacks((MACROS / "ribbon.xml").read_bytes())
    book = flavour_book(tmp_path / "flavour.xlsm", flavour(names, [LOOKS]))
    answers = drive(
        book,
        fill("候选人!A1:B2", [["甲", 1.5], ["007", 2]]),
        carry_out(
            ("read", "候选人", "A1:B2"), ("read", "没有", "A1:B2"), ("read", "候选人", "A1:A10001"),
            ("state", "候选人"), ("state", "没有"), ("height", "候选人", "A4:C5", "33.5"),
            ("width", "候选人", "A1:B1,D1", "12.5"), ("merge", "候选人", "A7:C8", ""), ("merge", "候选人", "A10:C10", ""),
            ("unmerge", "候选人", "A10:C10", ""), ("page", "候选人", "PrintArea", "$A$1:$C$9"),
            ("number", "候选人", "Orientation", "2"), ("off", "候选人", "Zoom"), ("number", "候选人", "FitToPagesWide", "1"),
            ("page", "候选人", "PrintTitleRows", "$1:$2"), ("paper", "候选人", "11"),
            ("break", "候选人", "A5"),
        ),
        call("TestLooks.Height", "A4"), call("TestLooks.Width", "B1"), call("TestLooks.Printed"),
        carry_out(("height", "没有", "A1", "1"), ("height", "候选人", "A4", "99")),
        call(f"MoxiSteps.{MACRO}", "height\t候选人\tA4\t9", 19),
        call("TestLooks.Height", "A4"),
    )  # fmt: skip
    told, high, wide, printed, refused, cut, still = answers[1:]
    assert not isinstance(told, str), told
    table, *rest = told
    assert table == ["$A$1:$B$2", [["甲", 1.5], ["007", 2]], [["甲", "1.5"], ["'007", "2"]], "$A$1:$B$2"]
    assert rest[:4] == [None, None, [-1, False], None]
    assert rest[14] is True, "the paper"
    assert round(high, 1) == 33.5
    assert abs(wide - 12.5) < 0.5
    assert printed == "$A$1:$C$9 2 1 11"
    assert isinstance(refused, str)
    assert refused
    assert not cut
    assert round(still, 1) == 33.5, "nothing is done after a refusal, nor by a list that was cut"


def test_macro_transcript_and_senders_know_the_same_verbs():
    text = MODULE.read_text("utf-8")
    deeds = text.partition("Private Function OneStep")[2].partition("End Function")[0]
    in_macro = set(re.findall(r'(?:Case|words\(0\) =) "(\w+)"', deeds))
    members = set(re.findall(r"If setup\.(\w+) <> wanted Then setup\.\1 = wanted", text))
    in_transcript = set(
        re.findall(
            r'case \(?"(\w+)"|verb == "(\w+)"', steps_macro.__loader__.get_source(steps_macro.__name__)
        )
    )
    page = Page(
        "A4",
        20,
        (10.0, 20.0),
        (Block("title", 1, 1, 30.0), Block("mark", 2, 2, 20.0)),
        (("a", None),) * 3,
        1,
        3,
    )
    steps = [*_dressing(page, _whole(page, 9)), *_merging(page), *set_up_steps("选票-执委", _setup(page))]
    sent = {step[0] for step in steps} | {"read", "state"}
    assert in_macro == {one or other for one, other in in_transcript} == sent
    assert members == {*_setup(page).settings, "PrintArea"}
    assert steps_macro.NAME == MACRO
