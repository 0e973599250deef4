"""A workbook that no program has open: its sheets, tables and names over one package, and saving it."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from pyxl.errors import CellError, FileError, HostError, TableError
from pyxl.hosts.addresses import Area, cell_name, parse_areas
from pyxl.hosts.package import growth, shared_strings
from pyxl.hosts.package.opc import Package
from pyxl.hosts.package.sheet import sheet_scan, sheet_writer
from pyxl.hosts.package.sheet import tab_view as sheet_views
from pyxl.hosts.package.sheet.cached_values import without_values
from pyxl.hosts.package.sheet.sheet_xml import SheetXml
from pyxl.hosts.package.styles_xml import Styles
from pyxl.hosts.package.table_xml import TableXml
from pyxl.hosts.package.workbook_xml import SheetEntry, Workbook
from pyxl.words import CALCULATED_COLUMNS


class ClosedFile:
    """The workbook in memory.  Sheets, tables, styles and strings are parsed when first asked for."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self._load(Package.open(path))

    @classmethod
    def of(cls, opened: Package) -> ClosedFile:
        """A workbook over a package that is in memory."""
        file = object.__new__(cls)
        file._load(opened)
        return file

    def _load(self, opened: Package) -> None:
        self.package = opened
        self.workbook = Workbook(opened)
        self._sheets: dict[int, SheetXml] = {}
        self._tables: dict[int, list[TableXml]] = {}
        self._styles: Styles | None = None
        self._strings: list[str] | None = None

    def reload(self) -> None:
        """Read anew what was written into the package past this model.  Nothing may be staged."""
        self._load(self.package)

    @property
    def path(self) -> Path:
        """Where the file is, links resolved."""
        return self.package.path

    @property
    def entries(self) -> list[SheetEntry]:
        """The sheets in the order of their tabs."""
        return self.workbook.sheets

    @property
    def styles(self) -> Styles:
        """The cell formats.

        Raises FileError where the file has none.
        """
        if self._styles is None:
            part = self.workbook.related("styles")
            if part is None:
                raise FileError("文件里没有样式表", self.path.name, "请在 Excel 里打开并重新保存一次")
            self._styles = Styles(self.package.read(part), self.package.where(part))
        return self._styles

    def strings(self) -> Sequence[str]:
        """The shared strings."""
        if self._strings is None:
            part = self.workbook.related("sharedStrings")
            where = self.package.where(part or "")
            self._strings = shared_strings.read_strings(self.package.read(part), where) if part else []
        return self._strings

    def sheet(self, index: int) -> SheetXml:
        """The cells of a sheet.  Raises HostError for a chart sheet or a macro sheet."""
        if index not in self._sheets:
            entry = self.entries[index]
            if entry.kind != "worksheet":
                raise HostError("这不是普通的工作表，没有单元格", entry.name, "请换一张工作表")
            scan = sheet_scan.scan(
                self.package.read(entry.part),
                f"{self.path.name} 的“{entry.name}”",
                self.strings,
                self.styles.date_styles(),
                self.workbook.date1904,
            )
            self._sheets[index] = SheetXml(
                scan, self.styles, entry.name, self.workbook.date1904, lambda: self._bodies(index)
            )
        return self._sheets[index]

    def tables(self, index: int) -> list[TableXml]:
        """The tables of a sheet, without reading its cells."""
        if index not in self._tables:
            parts = self.package.related(self.entries[index].part, "table")
            self._tables[index] = [TableXml(self.package, part) for part in parts]
        return self._tables[index]

    def _bodies(self, index: int) -> list[Area]:
        return [body for table in self.tables(index) if (body := table.body) is not None]

    def _calculated(self, index: int) -> list[tuple[Area, bytes]]:
        """The columns of a sheet's tables that our own formulas fill, with what only these formulas say.

        Other programs save no formula for a column, and Excel fills a column with what somebody typed into it.
        """
        return [
            (replace(body, left=at, right=at), CALCULATED_COLUMNS[column.name].encode())
            for table in self.tables(index)
            if (body := table.body) is not None
            for at, column in enumerate(table.columns, body.left)
            if column.name in CALCULATED_COLUMNS
        ]

    # Writing

    def write(self, index: int, area: Area, rows: Sequence[Sequence[Any]], *, formulas: bool = False) -> None:
        """Stage values, or formulas, for a rectangle of a sheet; see `SheetXml.write`."""
        self._guard_headers(index, area, rows)
        self.sheet(index).write(area, rows, formulas=formulas)

    def _guard_headers(self, index: int, area: Area, rows: Sequence[Sequence[Any]]) -> None:
        """A header cell and its table column must say the same, or Excel repairs the file."""
        for table in self.tables(index):
            header = table.header
            if header is None or not header.meets(area):
                continue
            for column, known in enumerate(table.columns, header.left):
                if not area.left <= column <= area.right:
                    continue
                if rows[header.top - area.top][column - area.left] != known.name:
                    place = f"{self.entries[index].name}!{cell_name(header.top, column)}"
                    raise CellError(f"这里是表格“{table.name}”的表头，不能改写", place, "请在 Excel 里改表头")

    def clear(self, index: int, area: Area) -> None:
        """Empty the constants of a rectangle.

        Raises CellError where a header is among them.
        """
        if any(t.header is not None and t.header.meets(area) for t in self.tables(index)):
            raise CellError("选中的区域里有表头，不能清空", self.entries[index].name, "请只选数据行")
        self.sheet(index).clear(area)

    def resize_table(self, index: int, table: TableXml, area: Area, bounded: Mapping[int, int]) -> None:
        """Give a table other rows; calculated columns, drop-downs and conditional formats grow with it.

        An area that reaches further right gives it columns, named by what stands in the cells of the header row.

        Raises TableError where it would reach another table.
        """
        other = next((t for t in self.tables(index) if t is not table and t.area.meets(area)), None)
        if other is not None:
            raise TableError(f"会与表格“{other.name}”重叠", table.name, "请把下面的表格移到别处")
        before = table.body
        table.resize(area, self._new_headers(index, table, area))
        after = table.body
        if before is not None and after is not None and after.bottom > before.bottom:
            growth.grow(self.sheet(index), table, before, after, bounded)

    def _new_headers(self, index: int, table: TableXml, area: Area) -> list[str]:
        old = table.area
        if area.right <= old.right:
            return []
        (cells,) = self.sheet(index).block(Area(old.top, old.right + 1, old.top, area.right))
        return [str(cell or "") for cell in cells]

    def activate(self, index: int) -> None:
        """Put a sheet in front, alone: several selected sheets would be typed into at once."""
        previous = self.workbook.active
        self.workbook.set_active(index)
        for i in {previous, index}:
            if 0 <= i < len(self.entries) and self.entries[i].kind == "worksheet":
                sheet_views.set_tab_selected(self.sheet(i), i == index)

    def select(self, index: int, area: Area) -> None:
        """Have the first cell of an area selected and in sight whenever the sheet is looked at."""
        sheet_views.select_cell(self.sheet(index), area.top, area.left)

    def set_state(self, index: int, state: str) -> None:
        """Show or hide a sheet; when the one in front is hidden, the first visible one takes its place."""
        self.workbook.set_state(index, state)
        if state != "visible" and self.workbook.active == index:
            self.activate(next(i for i, e in enumerate(self.entries) if e.state == "visible"))

    # Saving

    @property
    def changed(self) -> bool:
        """Whether there is anything to save."""
        return bool(self.package.changed) or any(sheet.changed for sheet in self._sheets.values())

    def save(self, target: Path | None = None) -> None:
        """Save, in place or elsewhere; the file is read back and compared before it takes its place.

        A file without changes is not written again.  Raises FileError; the old file then stands.
        """
        target = Path(os.path.realpath(target or self.path))
        if target.suffix.lower() != self.path.suffix.lower():
            raise HostError(
                "没有打开 Excel 时不能改变文件类型", target.name, f"请用 {self.path.suffix} 结尾的文件名"
            )
        if not self.changed and target == self.path:
            return
        self.workbook.group_print_names()
        self._put_changes()
        self._load(self.package.save(target, self._compare))

    def draft(self) -> bytes:
        """The file's bytes as they would be saved now; nothing is written."""
        self._put_changes()
        return self.package.rebuilt()

    def _put_changes(self) -> None:
        """Bring all staged changes into the package."""
        for index, sheet in self._sheets.items():
            if sheet.staged:
                growth.grow_filter(sheet, self.workbook, index)
            self.package.write(self.entries[index].part, sheet_writer.patched(sheet))
        if self._styles is not None and (part := self.workbook.related("styles")):
            self.package.write(part, self._styles.patched())
        if any(sheet.staged for sheet in self._sheets.values()):
            self._forget_values()
            self.workbook.ask_for_calculation()
        if any(sheet.formulas_changed for sheet in self._sheets.values()):
            self.workbook.forget_calculation_chain()

    def _forget_values(self) -> None:
        """No formula of the workbook keeps a value that was calculated before what is written now.

        What the clerk typed as a formula into a table keeps it: the next press must still read a number there.
        """
        for index, entry in enumerate(self.entries):
            if entry.kind != "worksheet":
                continue
            bodies, calculated = self._bodies(index), self._calculated(index)

            def typed(
                address: str,
                formula: bytes,
                bodies: list[Area] = bodies,
                filled: list[tuple[Area, bytes]] = calculated,
            ) -> bool:
                if "即时_".encode() in formula:
                    return False
                areas = parse_areas(address)
                ours = any(
                    mark in formula and area.meets(column) for area in areas for column, mark in filled
                )
                return not ours and any(area.meets(body) for area in areas for body in bodies)

            self.package.write(entry.part, without_values(self.package.read(entry.part), typed))

    def _compare(self, saved: Package) -> None:
        """Raise FileError unless every staged cell reads back as it was written."""
        again = ClosedFile.of(saved)
        for index, sheet in self._sheets.items():
            if not sheet.changed:
                continue
            other = again.sheet(index)
            for row, cells in sheet.staged.items():
                area = Area(row, min(cells), row, max(cells))
                values, formulas = other.block(area)[0], None
                for column, cell in cells.items():
                    if cell.content is None:
                        same = other.style(row, column) == cell.style
                    elif cell.content.formula:
                        formulas = formulas or other.formulas(area)[0]
                        same = formulas[column - area.left] == cell.content.formula
                    else:
                        same = values[column - area.left] == cell.content.value
                    if not same:
                        place = f"{sheet.title}!{cell_name(row, column)}"
                        raise FileError("保存后核对不符，原文件没有改动", place, "请重试一次")
