"""LibreOffice's implementation of Excel's object model, asked line by line from outside.

Runs in the system's Python, where `uno` is; `tests/excel/office.py` starts it.  A request is a line of JSON, a list
of the name of one of the functions below and its arguments; the answer is a line of JSON, ["value", ...] or
["error", text].  Cells are (top, left, bottom, right) from 1.
"""

import contextlib
import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1]))

import uno
from basic_source import basic_source
from libreoffice_uno import FILTERS, desktop, properties

DATE, TIME, CURRENCY, LOGICAL = 2, 4, 8, 1024  # com.sun.star.util.NumberFormat
FORMULA_ERRORS = 4  # com.sun.star.sheet.FormulaResult.ERROR
LAST_COLUMN = 1024  # of LibreOffice 7.4
STYLED = tuple(
    sorted(
        "NumberFormat CharHeight CharHeightAsian CharWeight CharWeightAsian CharFontName CharFontNameAsian HoriJustify "
        "VertJustify TopBorder BottomBorder LeftBorder RightBorder CellBackColor CharColor IsTextWrapped ShrinkToFit".split()
    )
)
"""What a copy of formats takes along here."""


class Failure(Exception):
    """What the Basic side, or a function here, refuses."""


class Office:
    """One LibreOffice with one book of the tests open at a time."""

    def __init__(self, office):
        self.office = office
        self.holder = office.loadComponentFromURL(
            "private:factory/scalc", "_blank", 0, properties(Hidden=True)
        )
        libraries = self.holder.BasicLibraries
        libraries.VBACompatibilityMode = True
        if not libraries.hasByName("Standard"):
            libraries.createLibrary("Standard")
        libraries.getByName("Standard").insertByName("Excel", basic_source())
        self.scripts = {}
        self.document = None
        self.kinds = {}
        self.state, self.sheet_of = (), {}

    def basic(self, name, *arguments):
        if name not in self.scripts:
            uri = f"vnd.sun.star.script:Standard.Excel.{name}?language=Basic&location=document"
            self.scripts[name] = self.holder.getScriptProvider().getScript(uri)
        kind, value = self.scripts[name].invoke(arguments, (), ())[0]
        if kind == "error":
            raise Failure(value)
        return value

    # The book

    def open(self, path):
        self.close()
        url = pathlib.Path(path).as_uri()
        self.document = self.office.loadComponentFromURL(url, "_blank", 0, properties(MacroExecutionMode=0))
        self.kinds, self.state = {}, ()
        self.scripts["Opened"] = None
        del self.scripts["Opened"]
        uri = "vnd.sun.star.script:Standard.Excel.Opened?language=Basic&location=document"
        self.holder.getScriptProvider().getScript(uri).invoke((self.document,), (), ())

    def close(self):
        if self.document is not None:
            self.document.close(True)
            self.document = None

    def save(self, path):
        target = pathlib.Path(path)
        self.document.storeToURL(target.as_uri(), properties(FilterName=FILTERS[target.suffix]))

    # Excel's objects, by number: 1 the application, 2 the workbook

    def get(self, handle, name):
        return self.basic("ReadOut", handle, name, ())

    def put(self, handle, name, value):
        rows = tuple(map(tuple, value)) if isinstance(value, list) else value
        self.basic("PutIn", handle, name, rows)

    def member(self, handle, name, *arguments):
        return self.basic("Held", handle, name, len(arguments), arguments or (0,))

    def carry(self, handle, name, *arguments):
        self.basic("CarryOut", handle, name, len(arguments), arguments or (0,))

    def break_before(self, breaks, cell):
        self.basic("BreakBefore", breaks, cell)

    # What LibreOffice's objects lack or tell otherwise than Excel's

    def sheet(self, name):
        return self.document.Sheets.getByName(name)

    def area(self, name, box):
        top, left, bottom, right = box
        return self.sheet(name).getCellRangeByPosition(
            left - 1, top - 1, min(right, LAST_COLUMN) - 1, bottom - 1
        )

    def sheet_names(self):
        return self.document.Sheets.ElementNames

    def active_sheet(self):
        return self.document.CurrentController.ActiveSheet.Name

    def is_protected(self, name):
        return self.sheet(name).isProtected()

    def protect(self, name, on):
        (self.sheet(name).protect if on else self.sheet(name).unprotect)("")

    def values(self, name, box):
        """The rows of Range.Value, the 0-based areas of dates and of currency, and the cells with errors."""
        area = self.area(name, box)
        plain, formulas = area.getDataArray(), area.getFormulaArray()
        rows = [  # Basic's own Value takes ten times as long
            [None if value == "" and formula == "" else value for value, formula in zip(*pair, strict=True)]
            for pair in zip(plain, formulas, strict=True)
        ]
        numbers = any(type(value) is float for row in plain for value in row)
        dates, money, truths = self._special(area, box) if numbers else ([], [], [])
        for top, left, bottom, right in dates:
            for row in range(top - 1, bottom):
                rows[row][left - 1 : right] = [value or None for value in plain[row][left - 1 : right]]
        for top, left, bottom, right in truths:
            for row in range(top - 1, bottom):
                rows[row][left - 1 : right] = [
                    bool(value) if type(value) is float else value for value in rows[row][left - 1 : right]
                ]
        errors = []
        for found in area.queryFormulaCells(FORMULA_ERRORS).RangeAddresses:
            for row in range(found.StartRow, found.EndRow + 1):
                for column in range(found.StartColumn, found.EndColumn + 1):
                    error = self.sheet(name).getCellByPosition(column, row).getError()
                    errors.append((row + 1 - box[0], column + 1 - box[1], error))
        return rows, dates, money, errors

    def _special(self, area, box):
        """The areas of dates, of currency and of truth values; by format, for each object that crosses to here takes a millisecond."""
        found = {DATE: [], CURRENCY: [], LOGICAL: []}
        for same in each(area.UniqueCellFormatRanges):
            kind = self.kind_of(same.NumberFormat)
            first = next((one for one in found if kind & one), None)
            if first is not None:
                found[first] += [inside(address, box) for address in same.RangeAddresses]
        return list(found.values())

    def kind_of(self, number_format):
        """What a number format shows; it stays so as long as the book is open."""
        if number_format not in self.kinds:
            self.kinds[number_format] = self.document.NumberFormats.getByKey(number_format).Type
        return self.kinds[number_format]

    def show_as_date(self, name, row, column):
        """Excel gives a cell that gets a date a date's format, unless it has one."""
        cell = self.sheet(name).getCellByPosition(column - 1, row - 1)
        formats = self.document.NumberFormats
        if not formats.getByKey(cell.NumberFormat).Type & (DATE | TIME):
            cell.NumberFormat = formats.getStandardFormat(DATE, self.document.CharLocale)

    def copy_formats(self, source, box, name, target):
        """Range.PasteSpecial(xlPasteFormats) of one row of cells, tiled over the target."""
        if box[0] != box[2]:
            raise Failure("formats of more than one row")
        looks, onto = self.area(source, box), self.area(name, target)
        self.basic(
            "CopyLooks",
            looks,
            onto,
            box[3] - box[1] + 1,
            target[3] - target[1] + 1,
            target[2] - target[0],
            STYLED,
        )

    def copy_cells(self, source, box, name, target):
        """Range.Copy with a destination: formats, and the content too."""
        self.copy_formats(source, box, name, target)
        data = self.area(source, box).getDataArray()
        high, wide = target[2] - target[0] + 1, target[3] - target[1] + 1
        tiled = tuple(tuple(data[y % len(data)][x % len(data[0])] for x in range(wide)) for y in range(high))
        self.area(name, target).setDataArray(tiled)

    def merge(self, name, box, on):
        self.area(name, box).merge(on)

    def validation_areas(self, name):
        cursor = self.sheet(name).createCursor()
        cursor.gotoEndOfUsedArea(False)
        box = (1, 1, cursor.RangeAddress.EndRow + 3000, 64)
        return [
            inside(address, (1, 1))
            for same in each(self.area(name, box).UniqueCellFormatRanges)
            if same.Validation.Type.value != "ANY"
            for address in same.RangeAddresses
        ]

    def insert_rows(self, name, first, last):
        self.sheet(name).Rows.insertByIndex(first - 1, last - first + 1)

    def fit_rows(self, name, first, last):
        self.area(name, (first, 1, last, 1)).Rows.OptimalHeight = True

    def reset_breaks(self, name):
        self.sheet(name).removeAllManualPageBreaks()

    def snapshot(self, sheets=None):
        """Sheet -> everything of it that a press may change: cells, looks, sizes, print set-up, breaks, visibility."""
        found = {
            name: self._sheet_state(self.sheet(name))
            for name in (sheets or self.document.Sheets.ElementNames)
        }
        ranges = self.document.DatabaseRanges
        tables = {name: box_of(ranges.getByName(name).DataArea) for name in ranges.ElementNames}
        names = self.basic("NamesIn", self.document)
        return {**found, "tables": tables, "names": names, "front": self.active_sheet()}

    def _sheet_state(self, sheet):
        cursor = sheet.createCursor()
        cursor.gotoEndOfUsedArea(False)
        last = cursor.RangeAddress
        cells = trimmed(sheet.getCellRangeByPosition(0, 0, last.EndColumn, last.EndRow).getFormulaArray())
        words = "looks widths heights page areas repeated breaks visible".split()
        high = min(max(1, len(cells)), 60)
        looks = self.basic("Appearance", self.document, sheet, high, 12, STYLED)
        return {"cells": cells, **dict(zip(words, looks, strict=True))}

    # Tables, over database ranges

    def tables(self, name):
        ranges, sheets = self.document.DatabaseRanges, self.sheet_names()
        state = (ranges.ElementNames, sheets)
        if state != self.state:  # no table moves to another sheet, so they are asked once
            self.state = state
            self.sheet_of = {each: sheets[ranges.getByName(each).DataArea.Sheet] for each in state[0]}
        return [each for each, sheet in self.sheet_of.items() if sheet == name]

    def table(self, name):
        found = self.document.DatabaseRanges.getByName(name)
        return box_of(found.DataArea), bool(found.TotalsRow), bool(found.AutoFilter)

    def resize_table(self, sheet, name, box):
        """ListObject.Resize; Excel fills calculated columns into the new rows."""
        found = self.document.DatabaseRanges.getByName(name)
        top, left, bottom, _ = box_of(found.DataArea)
        area = found.DataArea
        area.EndRow, area.EndColumn, area.StartColumn = box[2] - 1, box[3] - 1, box[1] - 1
        found.DataArea = area
        for column in range(left, box[3] + 1) if box[2] > bottom else ():
            old = self.area(sheet, (top + 1, column, bottom, column)).getFormulaArray()
            formulas = {row[0] for row in old}
            if len(formulas) == 1 and next(iter(formulas)).startswith("="):
                new = self.area(sheet, (bottom + 1, column, box[2], column))
                new.setFormulaArray(tuple(old[:1] * (box[2] - bottom)))

    # Names

    def names(self):
        return self.document.NamedRanges.ElementNames

    def name(self, name):
        return self.document.NamedRanges.getByName(name).getContent()

    def set_name(self, name, content):
        names = self.document.NamedRanges
        if names.hasByName(name):
            names.getByName(name).setContent(content)
        else:
            names.addNewByName(name, content, uno.createUnoStruct("com.sun.star.table.CellAddress"), 0)

    def delete_name(self, name):
        self.document.NamedRanges.removeByName(name)


def trimmed(rows):
    """Rows of cells without blank ends and blank rows at the bottom."""
    lines = ["\t".join(map(str, row)).rstrip("\t") for row in rows]
    while lines and not lines[-1]:
        lines.pop()
    return lines


def each(ranges):
    found = ranges.createEnumeration()
    while found.hasMoreElements():
        yield found.nextElement()


def inside(address, box):
    top, left = box[:2]
    return (
        address.StartRow + 2 - top,
        address.StartColumn + 2 - left,
        address.EndRow + 2 - top,
        address.EndColumn + 2 - left,
    )


def box_of(address):
    return address.StartRow + 1, address.StartColumn + 1, address.EndRow + 1, address.EndColumn + 1


def serve():
    """Answer until standard input ends."""
    with desktop() as running:
        office = Office(running)
        for line in sys.stdin:
            name, *arguments = json.loads(line)
            try:
                answer = ["value", getattr(office, name)(*arguments)]
            except Failure as error:
                answer = ["error", str(error)]
            except Exception as error:  # a refusal by LibreOffice; a client that is told goes on
                answer = ["error", f"{type(error).__name__}: {getattr(error, 'Message', error)}"]
            print(json.dumps(answer, default=repr), flush=True)
        with contextlib.suppress(Exception):
            office.close()
            office.holder.close(True)


if __name__ == "__main__":
    serve()
