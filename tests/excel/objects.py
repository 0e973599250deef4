"""Excel's application, workbook, sheets, tables and names, carried out by LibreOffice where it has them.

Of our own making, so no proof: tables (over database ranges) and references to them, defined names, the window's size and handle, the
dialogs, the workbook's macro (`steps_macro.py`), when a page's zoom is off, and PDF export, which only leaves a file that says which sheet it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.excel import steps_macro
from tests.excel.cells import Range, SheetRows, union
from tests.excel.dispatch import SUBSCRIPT, Com, refusal
from tests.excel.office import Box

XL_VISIBLE = -1
STRUCTURED = re.compile(r"(\w+)\[\[#Headers\],\[#Data\]\]")
MANUAL, AUTOMATIC = -4135, -4105


def item_of(names: list[str], index: int | str) -> str:
    """The name of a collection's item by number or by name, whatever its case."""
    if isinstance(index, str):
        found = [name for name in names if name.casefold() == index.casefold()]
        if found:
            return found[0]
    elif 1 <= index <= len(names):
        return names[int(index) - 1]
    raise refusal("Subscript out of range", SUBSCRIPT)


class Application(Com):
    type_name = "Application"

    def get_Application(self) -> Com:
        return self

    def get_Hwnd(self) -> int:
        return int(self.excel.hwnd)

    def get_Version(self) -> str:
        return "16.0"

    def get_Workbooks(self) -> Com:
        return Workbooks(self.excel)

    def get_ActiveWorkbook(self) -> Com:
        return self.excel.workbook

    def get_ActiveSheet(self) -> Com:
        return self.excel.workbook.get_ActiveSheet()

    def put_StatusBar(self, value: Any) -> None:
        self.excel.status.append(value)

    def get_StatusBar(self) -> Any:
        return self.excel.status[-1] if self.excel.status else False

    def get_CutCopyMode(self) -> Any:
        return 1 if self.excel.copied is not None else False

    def put_CutCopyMode(self, value: Any) -> None:
        self.excel.copied = None

    def call_GetOpenFilename(self, FileFilter: Any = None, FilterIndex: Any = None, Title: Any = None, ButtonText: Any = None, MultiSelect: Any = None) -> Any:  # fmt: skip
        return self.excel.answers.pop(0)

    def call_InputBox(self, Prompt: Any, Title: Any = None, Default: Any = None, Left: Any = None, Top: Any = None, HelpFile: Any = None, HelpContextID: Any = None, Type: Any = None) -> Any:  # fmt: skip
        return self.excel.answers.pop(0)

    def call_Run(self, Macro: str, Arg1: str, Arg2: int) -> Any:
        assert len(Arg1) == Arg2
        return steps_macro.run(self.excel, Macro, Arg1)

    def call_Union(self, *ranges: Any) -> Com:
        return union(self.excel, [found for found in ranges if found is not None])


def _switch(name: str) -> None:
    """A switch of the application that remembers what it was set to; `Excel.switches` holds them."""

    def put(self: Com, value: Any) -> None:
        self.excel.switches[name] = value

    setattr(Application, f"get_{name}", lambda self: self.excel.switches[name])
    setattr(Application, f"put_{name}", put)


SWITCHES = {
    "ScreenUpdating": True, "DisplayAlerts": True, "EnableEvents": True, "Calculation": AUTOMATIC,
    "PrintCommunication": True, "Interactive": True,
}  # fmt: skip
for _name in SWITCHES:
    _switch(_name)


class Workbooks(Com):
    type_name = "Workbooks"

    def get_Count(self) -> int:
        return 1

    def item(self, _: Any) -> Com:
        return self.excel.workbook

    call_Item = item

    def __iter__(self) -> Iterator[Com]:
        return iter([self.excel.workbook])


class Workbook(Com):
    type_name = "Workbook"

    def get_Application(self) -> Com:
        return self.excel.application

    def get_Name(self) -> str:
        return Path(self.excel.path).name

    def get_FullName(self) -> str:
        return str(self.excel.path)

    def get_Path(self) -> str:
        return str(Path(self.excel.path).parent)

    def get_Worksheets(self) -> Com:
        return Worksheets(self.excel)

    get_Sheets = get_Worksheets

    def get_Names(self) -> Com:
        return Names(self.excel)

    def get_ReadOnly(self) -> bool:
        return False

    def get_FileFormat(self) -> int:
        return 52

    def get_ActiveSheet(self) -> Com:
        return self.excel.sheet(self.excel.office.ask("active_sheet"))

    def call_Activate(self) -> None:
        self.excel.office.ask("carry", self.handle, "Activate")

    def call_Save(self) -> None:
        self.excel.office.ask("save", str(self.excel.path))

    def call_ExportAsFixedFormat(self, Type: int, Filename: str, **_: Any) -> None:
        _print(self.excel, Filename, "the whole book")


class Worksheets(Com):
    type_name = "Worksheets"

    def get_Parent(self) -> Com:
        return self.excel.workbook

    def get_Count(self) -> int:
        return len(self.excel.office.ask("sheet_names"))

    def item(self, index: Any) -> Com:
        return self.excel.sheet(item_of(self.excel.office.ask("sheet_names"), index))

    call_Item = item

    def __iter__(self) -> Iterator[Com]:
        for name in self.excel.office.ask("sheet_names"):
            self.excel.record.calls["Worksheets()"] += 1
            yield self.excel.sheet(name)


class Worksheet(Com):
    type_name = "Worksheet"
    sheet_name: str

    def get_Name(self) -> str:
        return self.sheet_name

    def get_Parent(self) -> Com:
        return self.excel.workbook

    def get_Application(self) -> Com:
        return self.excel.application

    def put_Visible(self, value: Any) -> None:
        self.excel.office.ask("put", self.handle, "Visible", XL_VISIBLE if value is True else int(value))

    def get_ProtectContents(self) -> bool:
        return bool(self.excel.office.ask("is_protected", self.sheet_name))

    def get_UsedRange(self) -> Com:
        return self._range("UsedRange")

    def get_ListObjects(self) -> Com:
        return ListObjects(self.excel, sheet=self)

    def get_PageSetup(self) -> Com:
        return PageSetup(self.excel, self.excel.office.ask("member", self.handle, "PageSetup"), sheet=self)

    def get_HPageBreaks(self) -> Com:
        return HPageBreaks(self.excel, self.excel.office.ask("member", self.handle, "HPageBreaks"))

    def get_Cells(self) -> Com:
        return self._range("Cells")

    def get_Rows(self) -> Com:
        return SheetRows(self.excel, self.excel.office.ask("member", self.handle, "Rows"), sheet=self)

    def call_Range(self, Cell1: Any, Cell2: Any = None) -> Com:
        if isinstance(Cell1, str) and (found := STRUCTURED.fullmatch(Cell1)):
            if found[1] not in ListObjects(self.excel, sheet=self).names():
                raise refusal("Method 'Range' of object '_Worksheet' failed")
            (top, left, bottom, right), totals, _ = self.excel.office.ask("table", found[1])
            return self.over((top, left, bottom - totals, right))
        if Cell2 is None:
            return Cell1 if isinstance(Cell1, Com) else self._range("Range", Cell1)
        boxes = [found.box() for found in (self.call_Range(Cell1), self.call_Range(Cell2))]
        return self.over((min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)))  # fmt: skip

    def over(self, box: Box) -> Com:
        """The range over cells."""
        from pyxl.hosts.addresses import Area

        return self._range("Range", Area(*box).address())

    def _range(self, *words: Any) -> Com:
        return Range(self.excel, self.excel.office.ask("member", self.handle, *words), sheet=self)

    def call_Activate(self) -> None:
        if self.excel.office.ask("get", self.handle, "Visible") != XL_VISIBLE:
            raise refusal("Activate method of Worksheet class failed")
        self.excel.office.ask("carry", self.handle, "Activate")

    call_Select = call_Activate

    def call_ResetAllPageBreaks(self) -> None:
        self.excel.office.ask("reset_breaks", self.sheet_name)

    def call_ExportAsFixedFormat(self, Type: int, Filename: str, Quality: Any = None, IncludeDocProperties: Any = None, IgnorePrintAreas: Any = None, From: Any = None, To: Any = None, OpenAfterPublish: Any = None, FixedFormatExtClassPtr: Any = None) -> None:  # fmt: skip
        _print(self.excel, Filename, self.sheet_name)


def _print(excel: Any, file: str, what: str) -> None:
    Path(file).write_bytes(b"%PDF-1.4 " + what.encode())
    excel.printed.append((what, file))


class PageSetup(Com):
    type_name = "PageSetup"

    def get_Zoom(self) -> Any:
        """False where pages are fitted; LibreOffice tells the percentage that would be."""
        fitted = [
            self.excel.office.ask("get", self.handle, name) for name in ("FitToPagesWide", "FitToPagesTall")
        ]
        return False if any(fitted) else self.excel.office.ask("get", self.handle, "Zoom")

    def put_PaperSize(self, value: int) -> None:
        if self.excel.printer_lacks == value:
            raise refusal("Unable to set the PaperSize property of the PageSetup class")
        self.excel.office.ask("put", self.handle, "PaperSize", value)


class HPageBreaks(Com):
    type_name = "HPageBreaks"

    def call_Add(self, Before: Any) -> None:
        self.excel.office.ask("break_before", self.handle, Before.handle)


class Names(Com):
    type_name = "Names"

    def get_Count(self) -> int:
        return len(self.excel.office.ask("names"))

    def item(self, index: Any) -> Com:
        return Name(self.excel, word=item_of(self.excel.office.ask("names"), index))

    def call_Item(self, Index: Any = None, IndexLocal: Any = None, RefersTo: Any = None) -> Com:
        return self.item(Index)

    def call_Add(self, Name: str, RefersTo: str, **_: Any) -> Com:
        self.excel.office.ask("set_name", Name, RefersTo.removeprefix("="))
        return self.item(Name)

    def __iter__(self) -> Iterator[Com]:
        for name in self.excel.office.ask("names"):
            yield Name(self.excel, word=name)


class Name(Com):
    type_name = "Name"
    word: str

    def get_Name(self) -> str:
        return self.word

    def get_RefersTo(self) -> str:
        return "=" + str(self.excel.office.ask("name", self.word))

    def put_RefersTo(self, value: str) -> None:
        self.excel.office.ask("set_name", self.word, value.removeprefix("="))

    def call_Delete(self) -> None:
        self.excel.office.ask("delete_name", self.word)


class ListObjects(Com):
    type_name = "ListObjects"
    sheet: Worksheet

    def names(self) -> list[str]:
        return [
            name
            for name in self.excel.office.ask("tables", self.sheet.sheet_name)
            if name in self.excel.tables
        ]

    def get_Count(self) -> int:
        return len(self.names())

    def item(self, index: Any) -> Com:
        return ListObject(self.excel, sheet=self.sheet, word=item_of(self.names(), index))

    call_Item = item

    def __iter__(self) -> Iterator[Com]:
        for name in self.names():
            self.excel.record.calls["ListObjects()"] += 1
            yield ListObject(self.excel, sheet=self.sheet, word=name)


class ListObject(Com):
    type_name = "ListObject"
    sheet: Worksheet
    word: str

    def _known(self) -> tuple[Box, bool, bool]:
        box, totals, filter_ = self.excel.office.ask("table", self.word)
        return tuple(box), totals, filter_

    def get_Name(self) -> str:
        return self.word

    get_DisplayName = get_Name

    def get_Parent(self) -> Com:
        return self.sheet

    def get_ShowTotals(self) -> bool:
        return self._known()[1]

    def get_ShowAutoFilter(self) -> bool:
        return self._known()[2]

    def get_Range(self) -> Com:
        return self.sheet.over(self._known()[0])

    def get_HeaderRowRange(self) -> Com:
        top, left, _, right = self._known()[0]
        return self.sheet.over((top, left, top, right))

    def call_Resize(self, Range: Any) -> None:
        if self.excel.office.ask("is_protected", self.sheet.sheet_name):
            raise refusal("That command cannot be performed on a protected sheet.")
        (top, left, _, right), _, _ = self._known()
        new = Range.box()
        if new[0] != top or new[1] > right or new[3] < left or new[2] <= top:
            raise refusal(
                "The headers must remain in the same row, and the resulting table must overlap the original table."
            )
        self.excel.office.ask("resize_table", self.sheet.sheet_name, self.word, new)
