"""Sheets of another workbook file taken into this one, and tables under those that a sheet has; cells, looks and tables.

For files that we built ourselves: the sheets that are taken have values and tables, no formulas in cells, no drawings.  What
stands in this workbook stays as it is: sheets come behind the last, a table below everything on its sheet.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pyxl.errors import FileError
from pyxl.hosts.addresses import Area
from pyxl.hosts.package import xml_spans
from pyxl.hosts.package.closed_file import ClosedFile
from pyxl.hosts.package.graft.borrowed_styles import BorrowedStyles
from pyxl.hosts.package.graft.parts import add_part, free_part, list_sheet, list_table, relate

_CELL = re.compile(rb'<c r="([A-Z]+)([0-9]+)"([^>]*?)(?:/>|>(.*?)</c>)', re.S)
_ROW = re.compile(rb'<row r="([0-9]+)"([^>]*?)(?:/>|>(.*?)</row>)', re.S)
_STYLE = re.compile(rb'(?<=[ ])(s|style)="([0-9]+)"')
_LOOK = re.compile(rb'(\w*[dD]xfId)="([0-9]+)"')
_VALIDATION = re.compile(rb"<dataValidation [^>]*?(?:/>|>.*?</dataValidation>)", re.S)
_COUNTED = re.compile(rb'<dataValidations count="[0-9]+">')
_WORD = re.compile(r"[^\W\d][\w.]*")
_GAP = 2
"""Blank rows between what a sheet holds and a table that comes below."""


def take_sheets(file: ClosedFile, source: ClosedFile, names: Sequence[str]) -> None:
    """Put sheets of `source` behind those of `file`, which has none of these names and nothing staged."""
    grafting = _Grafting(file, source)
    for name in names:
        grafting.sheet(name)
    grafting.done()


def take_table(file: ClosedFile, source: ClosedFile, sheet: str, table: str, above: int) -> None:
    """Put a table of `source` with `above` rows over its header below everything on the sheet of the same name."""
    grafting = _Grafting(file, source)
    grafting.table_below(sheet, table, above)
    grafting.done()


class _Grafting:
    """What is taken from one workbook into another, part after part."""

    def __init__(self, file: ClosedFile, source: ClosedFile) -> None:
        self._file, self._source = file, source
        part, theirs = file.workbook.related("styles"), source.workbook.related("styles")
        if part is None or theirs is None:
            raise FileError("文件里没有样式表", file.path.name, "请在 Excel 里打开并重新保存一次")
        self._styles_part = part
        self._styles = BorrowedStyles(
            file.package.read(part), source.package.read(theirs), file.package.where(part)
        )
        self._made: list[str] = []
        strings = source.workbook.related("sharedStrings")
        self._strings = _items(source, strings) if strings else []

    def done(self) -> None:
        """Write the looks, and have the workbook read anew."""
        self._file.package.write(self._styles_part, self._styles.grown())
        self._file.reload()

    def sheet(self, name: str) -> None:
        """One whole sheet."""
        package, source = self._file.package, self._source
        index = next(at for at, entry in enumerate(source.entries) if entry.name == name)
        entry = source.entries[index]
        data = self._translated(source.package.read(entry.part).replace(b' tabSelected="1"', b""))
        part = free_part(package, "xl/worksheets/sheet")
        add_part(package, part, self._without_lost_lists(data), "worksheet")
        for relationship in source.package.relationships(entry.part):
            target = self._table(source.package.read(relationship.target))
            relate(package, part, target, "table", relationship.id)
        list_sheet(package, self._file.workbook.part, name, part, entry.state)
        self._file.reload()
        own = len(self._file.entries) - 1
        for found in source.workbook.names:
            if found.scope == index:
                self._file.workbook.set_name(found.name, own, found.text, hidden=found.hidden)

    def table_below(self, sheet: str, table: str, above: int) -> None:
        """One table with the rows over it.  Raises FileError where the sheet has no place for rows."""
        theirs = next(at for at, entry in enumerate(self._source.entries) if entry.name == sheet)
        ours = next(at for at, entry in enumerate(self._file.entries) if entry.name == sheet)
        definition = next(found for found in self._source.tables(theirs) if found.display_name == table)
        first, last = definition.area.top - above, definition.area.bottom
        part = self._file.entries[ours].part
        data = self._file.package.read(part)
        cells = self._file.package.tree(part).first("sheetData")
        if cells is None:
            raise FileError(
                "工作表的内容已损坏", self._file.package.where(part), "请在 Excel 里打开修复后再试"
            )
        last_row = max((int(row.attributes.get("r", "0")) for row in cells.children), default=0)
        shift = last_row + _GAP + 1 - first
        rows = [
            self._moved(row[0], shift)
            for row in _rows(self._translated(self._source.package.read(self._source.entries[theirs].part)))
            if first <= row[1] <= last
        ]
        self._file.package.write(
            part, xml_spans.splice(data, [xml_spans.edit_children(data, cells, b"".join(rows))])
        )
        moved = definition.area
        area = Area(moved.top + shift, moved.left, moved.bottom + shift, moved.right)
        text = self._source.package.read(definition.part).replace(
            f'"{moved.address()}"'.encode(), f'"{area.address()}"'.encode()
        )
        target = self._table(text)
        list_table(self._file.package, part, relate(self._file.package, part, target, "table"))

    def _translated(self, data: bytes) -> bytes:
        """A sheet's bytes with this workbook's looks, and its texts in the cells themselves."""
        styles = self._styles
        data = _STYLE.sub(lambda m: b'%s="%d"' % (m[1], styles.cell(int(m[2]))), data)
        data = _LOOK.sub(lambda m: b'%s="%d"' % (m[1], styles.look(int(m[2]))), data)
        return _CELL.sub(self._with_its_text, data)

    def _with_its_text(self, match: re.Match[bytes]) -> bytes:
        if b't="s"' not in match[3]:
            return match[0]
        shared = re.search(rb"<v>([0-9]+)</v>", match[4] or b"")
        text = self._strings[int(shared[1])] if shared else b""
        attributes = match[3].replace(b't="s"', b't="inlineStr"')
        return b'<c r="%s%s"%s><is>%s</is></c>' % (match[1], match[2], attributes, text)

    def _moved(self, row: bytes, shift: int) -> bytes:
        row = re.sub(rb'(<row r=")([0-9]+)"', lambda m: b'%s%d"' % (m[1], int(m[2]) + shift), row, count=1)
        return re.sub(rb'(<c r="[A-Z]+)([0-9]+)"', lambda m: b'%s%d"' % (m[1], int(m[2]) + shift), row)

    def _table(self, data: bytes) -> str:
        """A table's definition under a number of its own; returns the name of its part."""
        package = self._file.package
        tables = (table.part for at in range(len(self._file.entries)) for table in self._file.tables(at))
        used = [int(package.tree(name).attributes.get("id", "0")) for name in (*tables, *self._made)]
        data = re.sub(rb' id="[0-9]+"', b' id="%d"' % (max(used, default=0) + 1), data, count=1)
        data = _LOOK.sub(lambda m: b'%s="%d"' % (m[1], self._styles.look(int(m[2]))), data)
        part = free_part(package, "xl/tables/table")
        add_part(package, part, data, "table")
        self._made.append(part)
        return part

    def _without_lost_lists(self, data: bytes) -> bytes:
        """Drop-downs that read a list which this workbook has not are left out; everything may be typed there."""
        names = {found.name for found in self._source.workbook.names if found.scope is None}
        lost = names - {found.name for found in self._file.workbook.names}
        kept = [rule for rule in _VALIDATION.findall(data) if not lost & set(_WORD.findall(rule.decode()))]
        if len(kept) == len(_VALIDATION.findall(data)):
            return data
        start, stop = (
            data.index(b"<dataValidations"),
            data.index(b"</dataValidations>") + len(b"</dataValidations>"),
        )
        rules = (
            b'<dataValidations count="%d">%s</dataValidations>' % (len(kept), b"".join(kept)) if kept else b""
        )
        return data[:start] + rules + data[stop:]


def _rows(data: bytes) -> list[tuple[bytes, int]]:
    return [(match[0], int(match[1])) for match in _ROW.finditer(data)]


def _items(source: ClosedFile, part: str) -> list[bytes]:
    """What the shared strings hold, as it stands in the file: plain texts and runs."""
    data = source.package.read(part)
    return [xml_spans.body(data, item) for item in source.package.tree(part).children]
