"""Workbooks of others (.xlsx, .xlsm), read by the parts of our closed-file engine, which guard each step."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from pyxl.errors import FileError
from pyxl.hosts.addresses import cell_name, parse_area
from pyxl.hosts.foreign.cells import MAX_COLUMNS, GridBuilder, day_or_month, number, shows_no_day
from pyxl.hosts.foreign.grid import Cell, Grid
from pyxl.hosts.package import (
    Package,
    Scan,
    SheetEntry,
    Styles,
    Workbook,
    shared_strings,
    sheet_scan,
    xml_spans,
)
from pyxl.hosts.package.styles_xml import numeral

_NO_STYLES = (
    b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs/></styleSheet>'
)
_NAMED = 5


def read(source: bytes | Package, where: str) -> list[Grid]:
    """All worksheets; chart sheets hold no cells and are passed over."""
    package = source if isinstance(source, Package) else Package(Path(where), source)
    return _Reader(package, where).grids()


class _Reader:
    def __init__(self, package: Package, where: str) -> None:
        self._where = where
        self._package = package
        self._workbook = Workbook(self._package)
        self._styles = self._read_styles()
        self._dates = self._styles.date_styles()
        self._struck = self._styles.struck_styles()

    def _read_styles(self) -> Styles:
        """The styles, or none where they are broken: what only formats refuses no list."""
        part = self._workbook.related("styles")
        try:
            if part:
                return Styles(self._package.read(part), self._package.where(part))
        except FileError:
            pass
        return Styles(_NO_STYLES, self._where)

    def grids(self) -> list[Grid]:
        """The worksheets in the order of their tabs."""
        found: list[Grid] = []
        spent = 0
        for entry in self._workbook.sheets:
            if entry.kind == "worksheet":
                builder = GridBuilder(entry.name, self._where, hidden=entry.state != "visible", spent=spent)
                self._read_sheet(entry, builder)
                found.append(builder.grid())
                spent = builder.spent
        return found

    def _strings(self) -> list[str]:
        part = self._workbook.related("sharedStrings")
        if part is None:
            raise FileError("文件里缺少文字部分，已损坏", self._where, "请发件人重新保存后再发一次")
        return shared_strings.read_strings(self._package.read(part), self._package.where(part))

    def _read_sheet(self, entry: SheetEntry, builder: GridBuilder) -> None:
        scan = sheet_scan.scan(
            self._package.read(entry.part),
            f"{self._where} 的“{entry.name}”",
            self._strings,
            self._dates,
            self._workbook.date1904,
        )
        for index, row in enumerate(scan.row_number):
            builder.add(row, ((scan.column[i] - 1, self._cell(scan, i)) for i in scan.cells_of(index)))
        self._mark_unseen(scan, builder)
        merges = scan.child("mergeCells")
        for element in scan.subtree(merges)[1].children if merges else ():
            if (area := parse_area(element.attributes.get("ref", ""))) is not None:
                builder.merge(area.top, area.left - 1, area.bottom, area.right - 1)
        if valueless := _without_value(scan):
            more = f"等 {len(valueless)} 格" if len(valueless) > _NAMED else ""
            cells = "、".join(valueless[:_NAMED]) + more
            builder.note(f"{cells}是没有计算结果的公式，读不到值；请在 Excel 里打开、保存后再导入")

    def _mark_unseen(self, scan: Scan, builder: GridBuilder) -> None:
        """What the sender does not see or has crossed out."""
        for row in scan.hidden_rows:
            builder.hide_row(row)
        columns = scan.child("cols")
        for element in scan.subtree(columns)[1].children if columns else ():
            get = element.attributes.get
            if get("hidden") in sheet_scan.TRUE or get("width") == "0":
                first, last = numeral(get("min")), numeral(get("max"))
                for column in range(max(first, 1), min(last, MAX_COLUMNS) + 1):
                    builder.hide_column(column - 1)
        if not self._struck:
            return
        for index, row in enumerate(scan.row_number):
            for i in scan.cells_of(index):
                if scan.style[i] in self._struck and scan.values[i] is not None:
                    builder.strike(row, scan.column[i] - 1)

    def _cell(self, scan: Scan, i: int) -> Cell:
        value: Any = scan.values[i]
        if isinstance(value, float):
            return number(value, self._styles.number_format(scan.style[i]))
        if isinstance(value, dt.datetime):
            return day_or_month(value, no_day=shows_no_day(self._styles.number_format(scan.style[i])))
        if value is None or isinstance(value, bool):
            return value
        return str(value)


def _without_value(scan: Scan) -> list[str]:
    """Addresses of formulas that no program has calculated; one that gave an empty text has its value."""
    found: list[str] = []
    if not scan.formulas:
        return found
    for index, row in enumerate(scan.row_number):
        for i in scan.cells_of(index):
            if i not in scan.formulas or scan.values[i] is not None:
                continue
            tag = xml_spans.start_tag(scan.data, scan.start[i])
            if xml_spans.get_attributes(tag).get("t") != "str":
                found.append(cell_name(row, scan.column[i]))
    return found
