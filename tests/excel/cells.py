"""Range: values as Excel hands them over (dates, currency, error codes), and what it refuses on writing.

Of a range of several areas LibreOffice sets all but the last one's column width, so they are set one by one here.
"""

from __future__ import annotations

import datetime as dt
import decimal
from collections.abc import Iterator, Sequence
from typing import Any

from pyxl.hosts.addresses import Area, parse_area
from tests.excel.dispatch import Com, Time, refusal
from tests.excel.office import Box

BASE = dt.datetime(1899, 12, 30)
FORMATS, ALL_VALIDATION = -4122, -4174
LONGEST, LONGEST_IN_BLOCK, LONGEST_FORMULA = 32_767, 8_203, 8_192
"""Characters of a cell, of one cell of a block (Excel before 2013), of a formula."""
LARGEST_DATE = 2_958_466
VALUE_ERROR = -2146826273
ERRORS = {
    502: VALUE_ERROR, 503: -2146826252, 519: VALUE_ERROR, 521: -2146826288, 524: -2146826265, 525: -2146826259,
    532: -2146826281, 32767: -2146826246,
}  # fmt: skip
"""LibreOffice's error -> Excel's."""


def to_serial(moment: dt.datetime) -> float:
    return (moment.replace(tzinfo=None) - BASE) / dt.timedelta(days=1)


def from_serial(days: float) -> Time:
    moment = BASE + dt.timedelta(milliseconds=round(days * 86_400_000))
    return Time.combine(moment.date(), moment.time(), tzinfo=dt.UTC)


class Range(Com):
    type_name = "Range"
    sheet: Any

    def box(self) -> Box:
        """Top, left, bottom, right."""
        area = parse_area(self.excel.office.ask("get", self.handle, "Address"))
        assert area is not None
        return area.top, area.left, area.bottom, area.right

    def _ask(self, name: str, *more: Any) -> Any:
        return self.excel.office.ask(name, self.sheet.sheet_name, *more)

    def _guard(self) -> None:
        if self._ask("is_protected"):
            raise refusal("The cell or chart you're trying to change is on a protected sheet.")

    def _over(self, *words: Any) -> Range:
        return Range(self.excel, self.excel.office.ask("member", self.handle, *words), sheet=self.sheet)

    def get_Worksheet(self) -> Com:
        return self.sheet

    get_Parent = get_Worksheet

    def get_Application(self) -> Com:
        return self.excel.application

    def get_Rows(self) -> Com:
        return self._over("Rows")

    def get_Columns(self) -> Com:
        return self._over("Columns")

    def get_EntireRow(self) -> Com:
        return self._over("EntireRow")

    def get_EntireColumn(self) -> Com:
        return self._over("EntireColumn")

    def put_Hidden(self, value: bool) -> None:
        self._put("Hidden", value)

    def call_GetAddress(self, *_: Any) -> str:
        return str(self.excel.office.ask("get", self.handle, "Address"))

    def item(self, row: int, column: int) -> Com:
        return self._over("Cells", int(row), int(column))

    # Values

    def get_Value(self) -> Any:
        rows, dates, money, errors = self._ask_values()
        for area in dates:
            _change(rows, area, lambda n: from_serial(n) if 0 <= n < LARGEST_DATE else n)
        for area in money:
            _change(rows, area, lambda n: decimal.Decimal(repr(round(n, 4))))
        for row, column, error in errors:
            rows[row][column] = ERRORS.get(error, VALUE_ERROR)
        return rows[0][0] if (len(rows), len(rows[0])) == (1, 1) else tuple(map(tuple, rows))

    def get_Value2(self) -> Any:
        rows, _, _, errors = self._ask_values()
        for row, column, error in errors:
            rows[row][column] = ERRORS.get(error, VALUE_ERROR)
        return rows[0][0] if (len(rows), len(rows[0])) == (1, 1) else tuple(map(tuple, rows))

    def _ask_values(self) -> Any:
        rows, *rest = self._ask("values", self.box())
        numbers = [[float(v) if type(v) is int else v for v in row] for row in rows]
        return numbers, *rest

    def put_Value(self, data: Any) -> None:
        self._guard()
        top, left, bottom, right = self.box()
        rows = _rows(data)
        if isinstance(data, list | tuple) and (len(rows), len(rows[0])) != (
            bottom - top + 1,
            right - left + 1,
        ):
            self.excel.record.fault(f"a block of {len(rows)} × {len(rows[0])} for {self.box()}")
        dates: list[tuple[int, int]] = []
        plain = [
            [
                _written(value, isinstance(data, list | tuple), (top + y, left + x), dates)
                for x, value in enumerate(row)
            ]
            for y, row in enumerate(rows)
        ]
        self.excel.office.ask(
            "put", self.handle, "Value", plain if isinstance(data, list | tuple) else plain[0][0]
        )
        for place in dates:
            self._ask("show_as_date", *place)

    def put_Value2(self, data: Any) -> None:
        self.put_Value(data)

    def get_Formula(self) -> Any:
        """Formulas with `=`, constants as text; Excel never shows a leading apostrophe, LibreOffice does."""
        found = self.excel.office.ask("get", self.handle, "Formula")
        rows = [
            [c[1:] if isinstance(c, str) and c.startswith("'") else c for c in row] for row in _rows(found)
        ]
        return tuple(map(tuple, rows)) if isinstance(found, list) else rows[0][0]

    def put_Formula(self, data: Any) -> None:
        self._guard()
        for text in (cell for row in _rows(data) for cell in row):
            if isinstance(text, str) and len(text) > LONGEST_FORMULA:
                raise refusal("formula too long")
        self.excel.office.ask("put", self.handle, "Formula", data)

    def call_ClearContents(self) -> None:
        self._guard()
        self.excel.office.ask("carry", self.handle, "ClearContents")

    def call_UnMerge(self) -> None:
        self._guard()
        self._ask("merge", self.box(), False)

    def call_Merge(self, Across: Any = None) -> None:
        """Each row by itself, or all cells; what stands beside the first one goes, as in Excel."""
        self._guard()
        top, left, bottom, right = self.box()
        for first, last in ((row, row) for row in range(top, bottom + 1)) if Across else ((top, bottom),):
            self._ask("merge", (first, left, last, right), True)

    # Formats

    def put_RowHeight(self, value: float) -> None:
        self._put("RowHeight", value)

    def put_ColumnWidth(self, value: float) -> None:
        address = str(self.excel.office.ask("get", self.handle, "Address"))
        for part in address.split(",") if "," in address else ():
            self.sheet.call_Range(part).put_ColumnWidth(value)
        if "," not in address:
            self._put("ColumnWidth", value)

    def put_NumberFormat(self, value: str) -> None:
        self._put("NumberFormat", value)

    def _put(self, name: str, value: Any) -> None:
        self._guard()
        self.excel.office.ask("put", self.handle, name, value)

    def call_AutoFit(self) -> None:
        self._guard()
        top, _, bottom, _ = self.box()
        self._ask("fit_rows", top, bottom)

    def call_Copy(self, Destination: Any = None) -> None:
        if Destination is None:
            self.excel.copied = self
            return
        Destination._guard()
        self._ask("copy_cells", self.box(), Destination.sheet.sheet_name, Destination.box())

    def call_PasteSpecial(self, Paste: int = 0, Operation: Any = None, SkipBlanks: Any = None, Transpose: Any = None) -> None:  # fmt: skip
        self._guard()
        source = self.excel.copied
        if source is None or Paste != FORMATS:
            raise refusal("PasteSpecial method of Range class failed")
        self.excel.office.ask(
            "copy_formats", source.sheet.sheet_name, source.box(), self.sheet.sheet_name, self.box()
        )

    def call_Select(self) -> None:
        if self.excel.office.ask("active_sheet") != self.sheet.sheet_name:
            raise refusal("Select method of Range class failed")
        self.excel.office.ask("carry", self.handle, "Select")

    def call_SpecialCells(self, Type: int, Value: Any = None) -> Com:
        if Type != ALL_VALIDATION:
            raise NotImplementedError(f"SpecialCells({Type})")
        if self._ask("is_protected"):
            raise refusal("Cannot use that command on a protected sheet")
        parts = str(self.excel.office.ask("get", self.handle, "Address")).split(",")
        within = [area for part in parts if (area := parse_area(part)) is not None]
        found = [Area(*box) for box in self._ask("validation_areas")]
        shared = [clipped for rule in found for area in within if (clipped := _clip(rule, area)) is not None]
        if not shared:
            raise refusal("No cells were found.")
        boxes = [(area.top, area.left, area.bottom, area.right) for area in shared]
        return Union(self.excel, parts=[self.sheet.over(box) for box in boxes])


class Union(Com):
    """A range of several areas."""

    type_name = "Range"
    parts: Sequence[Range]

    def get_Areas(self) -> Com:
        return Areas(self.excel, parts=self.parts)

    def get_Address(self) -> str:
        """Excel cuts the address of many areas off at 255 characters, between two of them."""
        whole = ",".join(part.excel.office.ask("get", part.handle, "Address") for part in self.parts)
        return whole if len(whole) <= 255 else whole[:255].rpartition(",")[0]


class Areas(Com):
    type_name = "Areas"
    parts: Sequence[Range]

    def get_Count(self) -> int:
        return len(self.parts)

    def item(self, index: int) -> Com:
        return self.parts[int(index) - 1]

    def __iter__(self) -> Iterator[Com]:
        for part in self.parts:
            self.excel.record.calls["Areas()"] += 1
            yield part


def union(excel: Any, ranges: Sequence[Any]) -> Com:
    """Application.Union."""
    parts = [part for found in ranges for part in (found.parts if isinstance(found, Union) else [found])]
    return Union(excel, parts=parts) if len(parts) > 1 else parts[0]


def _clip(one: Area, other: Area) -> Area | None:
    """What two areas have in common."""
    if not one.meets(other):
        return None
    return Area(
        max(one.top, other.top),
        max(one.left, other.left),
        min(one.bottom, other.bottom),
        min(one.right, other.right),
    )


def _rows(data: Any) -> list[list[Any]]:
    if not isinstance(data, list | tuple):
        return [[data]]
    return [list(row) for row in data] if data and isinstance(data[0], list | tuple) else [list(data)]


def _change(rows: list[list[Any]], area: Sequence[int], change: Any) -> None:
    top, left, bottom, right = area
    for row in rows[top - 1 : bottom]:
        for column in range(left - 1, right):
            if type(row[column]) is float:
                row[column] = change(row[column])


def _written(value: Any, block: bool, place: tuple[int, int], dates: list[tuple[int, int]]) -> Any:
    """A value as it goes over the wire; raises as pywin32 or Excel do."""
    if isinstance(value, dt.datetime):
        if value.tzinfo is None:
            raise TypeError("must be a pywintypes time object")
        dates.append(place)
        return to_serial(value)
    if isinstance(value, str):
        if len(value) > (LONGEST_IN_BLOCK if block else LONGEST):
            raise refusal(f"a text of {len(value)} characters")
    elif value is not None and type(value) not in (int, float, bool, decimal.Decimal):
        raise TypeError(f"Objects of type {type(value).__name__} can not be converted to a COM VARIANT")
    elif type(value) is int and not -(2**31) <= value < 2**31:
        raise refusal(f"Excel takes no whole number of 64 bits: {value}")
    return float(value) if isinstance(value, decimal.Decimal) else value


class SheetRows(Range):
    """The rows of a sheet; `Rows("3:4")` are some of them."""

    def item(self, row: Any, column: Any = None) -> Com:
        first, _, last = str(row).partition(":")
        return WholeRows(self.excel, sheet=self.sheet, first=int(first), last=int(last))


class WholeRows(Com):
    """Rows that others make room for."""

    type_name = "Range"
    sheet: Any
    first: int
    last: int

    def call_Insert(self, Shift: Any = None, CopyOrigin: Any = None) -> None:
        self.excel.office.ask("insert_rows", self.sheet.sheet_name, self.first, self.last)
