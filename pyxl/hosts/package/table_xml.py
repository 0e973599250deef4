"""A table part (Excel's "table" or ListObject): its area, its columns, and growing with its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pyxl.errors import FileError, TableError
from pyxl.hosts.addresses import Area, parse_area
from pyxl.hosts.package import xml_spans
from pyxl.hosts.package.cell_content import unescape_text
from pyxl.hosts.package.numerals import whole
from pyxl.hosts.package.opc import Package


@dataclass(frozen=True, slots=True)
class TableColumn:
    """One column: its header text, and the formula that fills it ("" for typed values)."""

    name: str
    formula: str


class TableXml:
    """Reads and patches one table part; every change is in the package at once."""

    def __init__(self, package: Package, part: str) -> None:
        self.package = package
        self.part = part
        self._read()

    def _read(self) -> None:
        self._data = self.package.read(self.part)
        self._root = xml_spans.parse(self._data, self.package.where(self.part))
        get = self._root.attributes.get
        area = parse_area(get("ref", ""))
        if self._root.name != "table" or area is None:
            raise FileError("表格的定义已损坏", self.package.where(self.part), "请在 Excel 里打开修复后再试")
        self.area = area
        self.name = get("name") or get("displayName", "")
        self.display_name = get("displayName", self.name)
        self.header_rows = whole(get("headerRowCount", "1"), self.package.where(self.part))
        self.totals_rows = whole(get("totalsRowCount", "0"), self.package.where(self.part))
        self.style_name = (
            style.attributes.get("name") if (style := self._root.first("tableStyleInfo")) else None
        )

    @property
    def has_filter(self) -> bool:
        """Whether the header shows filter buttons."""
        return self._root.first("autoFilter") is not None

    @property
    def header(self) -> Area | None:
        """The header row."""
        a = self.area
        return Area(a.top, a.left, a.top, a.right) if self.header_rows else None

    @property
    def totals(self) -> Area | None:
        """The totals row."""
        a = self.area
        return Area(a.bottom, a.left, a.bottom, a.right) if self.totals_rows else None

    @property
    def body(self) -> Area | None:
        """The data rows, without header and totals."""
        top, bottom = self.area.top + self.header_rows, self.area.bottom - self.totals_rows
        return Area(top, self.area.left, bottom, self.area.right) if top <= bottom else None

    @property
    def columns(self) -> list[TableColumn]:
        """The columns, from left to right."""
        parent = self._root.first("tableColumns")
        found = []
        for element in parent.all("tableColumn") if parent else []:
            formula = element.first("calculatedColumnFormula")
            text = "=" + formula.text if formula is not None and formula.text else ""
            found.append(TableColumn(unescape_text(element.attributes.get("name", "")), text))
        return found

    def resize(self, area: Area, headers: Sequence[str] = ()) -> None:
        """Give the table more or fewer rows, its filter with it, and more columns on its right, named `headers`.

        The columns that it has stay where they are.  Raises TableError for any other change.
        """
        old = self.area
        if area == old:
            return
        if (area.top, area.left, area.right) != (old.top, old.left, old.right + len(headers)):
            raise TableError(
                "表格只能增减行、在右边增加列，表头和已有的列不能移动", self.name, "请在 Excel 里改表格的列"
            )
        if self.totals_rows and area.bottom != old.bottom:
            raise TableError("表格带有汇总行，不能增减行", self.name, "请先在 Excel 里关掉“汇总行”")
        if area.bottom < area.top + self.header_rows:
            raise TableError("表格至少要留一行数据", self.name, "请保留一行空行")
        edits = [xml_spans.edit_tag(self._data, self._root.start, {"ref": area.address()})]
        edits += self._added(headers)
        if (filtered := self._root.first("autoFilter")) is not None:
            edits.append(xml_spans.edit_tag(self._data, filtered.start, {"ref": area.address()}))
        if (sorted_by := self._root.first("sortState")) is not None:
            # It names the rows that were sorted, which are no longer all of them.
            edits.append(xml_spans.remove(self._data, sorted_by))
        self.package.write(self.part, xml_spans.splice(self._data, edits))
        self._read()

    def move_down(self, by: int) -> None:
        """Say that the whole table stands so many rows further down."""
        old = self.area
        area = Area(old.top + by, old.left, old.bottom + by, old.right)
        edits = [xml_spans.edit_tag(self._data, self._root.start, {"ref": area.address()})]
        if (filtered := self._root.first("autoFilter")) is not None:
            edits.append(xml_spans.edit_tag(self._data, filtered.start, {"ref": area.address()}))
        if (sorted_by := self._root.first("sortState")) is not None:
            edits.append(xml_spans.remove(self._data, sorted_by))
        self.package.write(self.part, xml_spans.splice(self._data, edits))
        self._read()

    def _added(self, headers: Sequence[str]) -> list[xml_spans.Edit]:
        """The edits that put columns behind the last one; each has a number of its own."""
        parent = self._root.first("tableColumns")
        if not headers or parent is None:
            return []
        elements = list(parent.all("tableColumn"))
        known = {unescape_text(e.attributes.get("name", "")).casefold() for e in elements}
        if any(not header or header.casefold() in known for header in headers):
            raise TableError("新增的列没有名称，或与已有的列同名", self.name, "请检查表头")
        number = max((int(e.attributes.get("id", "0")) for e in elements), default=0)
        px = xml_spans.prefix(self._data, parent.start)
        new = b"".join(
            xml_spans.set_attributes(b"<%stableColumn/>" % px, {"id": str(at), "name": header})
            for at, header in enumerate(headers, number + 1)
        )
        count = str(len(elements) + len(headers))
        return [
            xml_spans.edit_tag(self._data, parent.start, {"count": count}),
            xml_spans.edit_children(self._data, parent, new),
        ]

    def show_filter(self, shown: bool) -> None:
        """Show or take away the filter buttons."""
        old = self._root.first("autoFilter")
        if shown == (old is not None):
            return
        if old is not None:
            edit = xml_spans.remove(self._data, old)
        else:
            place = xml_spans.tag_end(self._data, self._root.start)
            px = xml_spans.prefix(self._data, self._root.start)
            new = b'<%sautoFilter ref="%s"/>' % (px, self.area.address().encode())
            edit = (place, place, new)
        self.package.write(self.part, xml_spans.splice(self._data, [edit]))
        self._read()
