"""What `macros/MoxiSteps.bas` does with a list of steps, in Python and on the stand-in's own objects.

LibreOffice's VBA can't reach those, so this is a transcript, and `tests/book/building/test_steps_macro.py` holds the macro
itself, run by LibreOffice, against it.  Each use of a member is checked and may be refused as any other; none is counted:
they are no calls from outside.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from tests.excel.dispatch import ComError, refusal

NAME = "MoxiCarryOut"
LONGEST_TABLE = 10_000


def run(excel: Any, macro: str, text: str) -> Any:
    """Application.Run; the answers, or what was refused as a text."""
    book, _, name = macro.rpartition("!")
    if not excel.macros or name != NAME or book != f"'{excel.workbook.get_Name()}'":
        raise refusal(f"Cannot run the macro {macro!r}.")
    before = Counter(excel.record.calls)
    try:
        return tuple(_step(excel.workbook, *line.split("\t")) for line in text.split("\n"))
    except ComError as error:
        if error.excepinfo is None:
            raise  # a busy Excel turns the whole call away
        return str(error.excepinfo[2])
    finally:
        excel.record.calls.clear()
        excel.record.calls.update(before)


def _step(book: Any, verb: str, name: str, *words: str) -> Any:
    if verb == "read":
        return _table(book, name, words[0])
    if verb == "state":
        return _state(book, name)
    sheet = book.Worksheets(name)
    match verb, *words:
        case "unmerge", where, _:
            sheet.Range(where).UnMerge()
        case "dress", where, styles, look:
            book.Worksheets(styles).Range(look).Copy(sheet.Range(where))
        case "height", where, points:
            sheet.Range(where).RowHeight = float(points)
        case "width", where, characters:
            sheet.Range(where).ColumnWidth = float(characters)
        case "merge", where, _:
            sheet.Range(where).Merge(True)
        case "page", member, text:
            _set(sheet.PageSetup, member, text)
        case "number", member, text:
            _set(sheet.PageSetup, member, int(text))
        case "off", member:
            _set(sheet.PageSetup, member, False)
        case "paper", size:
            try:
                sheet.PageSetup.PaperSize = int(size)
            except ComError:
                return False
            return True
        case ("unbreak",):
            sheet.ResetAllPageBreaks()
        case "break", where:
            sheet.HPageBreaks.Add(sheet.Range(where))
        case _:
            raise AssertionError((verb, name, *words))
    return None


def _set(setup: Any, member: str, wanted: Any) -> None:
    if getattr(setup, member) != wanted:
        setattr(setup, member, wanted)


def _state(book: Any, name: str) -> Any:
    try:
        sheet = book.Worksheets(name)
        return sheet.Visible, sheet.ProtectContents
    except ComError:
        return None


def _table(book: Any, name: str, where: str) -> Any:
    try:
        cells = book.Worksheets(name).Range(where)
        if cells.box()[2] - cells.box()[0] >= LONGEST_TABLE:
            return None
        return cells.GetAddress(), cells.Value, cells.Formula, cells.Worksheet.UsedRange.GetAddress()
    except ComError:
        return None
